"""One system: its gates in order with their evidence, what it needs, its going live, interim access, indicators.

Law: an answer that does not count any more is shown with why; earlier answers can be read.
Not here: the forms (answers.py, going.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.record import Stated
from battlebox.desk.restore import (
    GateAnswer,
    GateStanding,
    Gone,
    Result,
    SystemGates,
    answers_told,
    concerning,
    gone_told,
    indicators_of,
    may_answer,
    may_share,
    system_gates,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.lists import address_of
from battlebox.web.incident.said import link
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.restoring.gate_words import (
    COLOURS,
    access_lines,
    beside,
    loud_at,
    loud_words,
    reference_address,
    state_words,
)
from battlebox.web.tables import Cell

NEED_HEADS: Final = ("It needs", "Verified", "How that is known", "One of several")
SERVICES_MOST: Final = 12


def asked_gates(desk: AtDesk, system: str) -> SystemGates:
    """The gates of the system that an address names."""
    if system not in desk.estate.system_by_id:
        raise Http404
    return system_gates(desk.sight, desk.picture, system)


@in_incident
def gates_of(request: OfficerRequest, name: str) -> HttpResponse:
    """One system and its gates."""
    desk = AtDesk.of(request)
    row = asked_gates(desk, name)
    ours = row.system.body == desk.officer.body
    signs = concerning(indicators_of(desk.sight), (name,))
    return page(
        request,
        "restoring/system.html",
        here="restore",
        beside=beside(desk),
        title=f"Gates of {desk.names.thing(name)}",
        loud=loud_words(each for each in loud_at(desk, (row,)) if each.system == name),
        state=state_words(row),
        answered=row.answered,
        many=len(row.gates),
        rows=_about(desk, row),
        gates=[_gate(desk, row, place, each) for place, each in enumerate(row.gates, 1)],
        need_heads=NEED_HEADS,
        needs=[_need(desk, each.thing, each.is_verified, each.why, each.group) for each in row.needs],
        gone=[_gone_words(desk, each) for each in reversed(gone_told(desk.sight, name))],
        accesses=access_lines(desk, (name,)),
        signs=[
            (f"{said[0].number}: {said[0].value.what.splitlines()[0]}", desk.at("indicator", thing.partition("/")[2]))
            for thing, said in signs.items()
        ],
        live=desk.at("go_live", name) if ours and desk.officer.may(Act.GO_LIVE) else "",
        lend=desk.at("new_interim", name)
        if may_share(desk.estate, desk.officer, row.system) and desk.officer.may(Act.INTERIM)
        else "",
        sign=f"{desk.at('new_indicator')}?system={name}" if desk.officer.may(Act.INDICATOR) else "",
    )


def _about(desk: AtDesk, row: SystemGates) -> list[tuple[Any, ...]]:
    system = row.system
    on_it = [f"{each.name} ({each.priority.value})" for each in row.services]
    left = len(on_it) - SERVICES_MOST
    shown = "; ".join(sorted(on_it, key=lambda words: words[-3:])[:SERVICES_MOST])
    return [
        ("Hosted by", desk.names.body(system.body)),
        ("Owner", system.owner or "nobody named"),
        ("Why it is here", ", ".join(row.why) or "Nothing is wrong with it that is known"),
        ("Services on it", (shown or "none") + (f"; and {left} more" if left > 0 else "")),
        ("The system itself", "what is believed, ordered and seen", "See it", desk.at("system", system.system)),
    ]


def _gate(desk: AtDesk, row: SystemGates, place: int, each: GateStanding) -> dict[str, Any]:
    told = answers_told(desk.sight, row.system.system, each.gate.key)
    standing = {said.entry for said in each.said}
    may = may_answer(desk.estate, desk.officer, row.system, each.gate)
    acts = desk.officer.may(Act.GATE) or desk.officer.may(Act.WAIVE)
    return {
        "place": place,
        "gate": each.gate,
        "stands": each.stands.value.capitalize(),
        "colour": COLOURS[each.stands],
        "why": each.why,
        "versions": [_answer_rows(desk, said) for said in each.said],
        "unverified": _unverified(desk, each),
        "earlier": [_earlier(desk, said) for said in told if said.entry not in standing],
        "answer": desk.at("answer_gate", row.system.system, each.gate.key) if may and acts else "",
        "closed": each.stands.is_answered,
    }


def _unverified(desk: AtDesk, each: GateStanding) -> str:
    names = each.answer.unverified if each.answer is not None and each.answer.result is Result.PASSED else ()
    return ", ".join(desk.names.thing(name) for name in names)


def _answer_rows(desk: AtDesk, said: Stated[GateAnswer]) -> list[tuple[str, Any]]:
    answer, now = said.value, desk.sight.now
    where = reference_address(desk, answer.refers, answer.reference)
    by = {Result.WAIVED: "Waived by", Result.HELD: "Held by"}.get(answer.result, "Checked by")
    refers = f"{answer.refers.words}: {answer.reference}" if answer.reference else ""
    rows = [
        ("Answer", answer.result.value.capitalize()),
        ("Evidence", answer.evidence),
        ("Reference", link(refers, where) if where else refers),
        ("Why it is waived", answer.reason),
        ("Whom to ask", answer.ask),
        (by, f"{answer.who}, {when(answer.at, now)}"),
        ("Entry", link(f"{said.number}, {desk.name_of(said.by)}", desk.at("entry", said.entry))),
    ]
    return [row for row in rows if row[1]]


def _earlier(desk: AtDesk, said: Stated[GateAnswer]) -> str:
    answer = said.value
    words = answer.evidence or answer.reason or answer.ask
    return f"{said.number}, {when(answer.at, desk.sight.now)}: {answer.result.value} by {answer.who}. {words}"


def _need(desk: AtDesk, thing: str, is_verified: bool, why: str, group: str) -> tuple[Any, ...]:  # noqa: FBT001
    gates = desk.at("gates_of", thing) if thing in desk.estate.system_by_id else address_of(desk, thing)
    return (Cell(desk.names.thing(thing), link=gates), "Yes" if is_verified else "No", why, group or "")


def _gone_words(desk: AtDesk, said: Stated[Gone]) -> str:
    gone, now = said.value, desk.sight.now
    missing = f"; not answered then: {', '.join(gone.missing)}" if gone.missing else ""
    why = f"; because {gone.reason}" if gone.reason else ""
    return f"{said.number}: {gone.state.value}, {when(gone.at, now)}, says {gone.who}{missing}{why}"
