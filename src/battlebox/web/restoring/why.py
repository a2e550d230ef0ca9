"""Why a system stands where it stands, and what if it were held, somebody came to help, or a gate were waived.

Law: facts that one call of the planner can check; whether a gate may be waived is not said here.
Not here: the order (order.py), the arithmetic (engine).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.restore import Barrier, OrderShown, TurnShown, barriers_of, followed, work_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import job_of
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.restoring.jobs import WHAT_IF, ChangeShown, ask_what_if, change_of
from battlebox.web.restoring.showing import UNTRIED, crew_name, progress_words, service_words, slack_words
from battlebox.web.restoring.waiting import waiting
from battlebox.web.saving import Recorded, saved

_ASKED: Final = "What it would do stands on this page as soon as it is worked out."
HEADS: Final = ("What", "Harm", "Against the order as it stands")
FEW: Final = 6
"""So many services are listed; the rest are folded."""
_HOLD, _HELP, _WAIVE = "hold", "help", "waive"


class WhatIfForm(DeskForm):
    """One change to ask about."""

    change = forms.ChoiceField(label="What if", widget=forms.RadioSelect)

    def __init__(self, *args: Any, changes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = changes  # type: ignore[attr-defined]  # a ChoiceField has them


@in_incident
def why(request: OfficerRequest, name: str) -> HttpResponse:
    """One system's place: what it waits for, what it brings back, what another place would cost; and what if."""
    desk = AtDesk.of(request)
    stands = followed(desk.sight, desk.officer.body)
    turn = stands.value.turn(name) if stands and desk.has_estate else None
    if stands is None or turn is None or name not in desk.estate.system_by_id:
        raise Http404
    changes = _changes(desk, stands.value, turn)
    form = WhatIfForm.asked(request, changes=changes)
    if form.is_ready():
        kind, _, of = form.cleaned_data["change"].partition(" ")
        words = dict(changes)[form.cleaned_data["change"]]

        def asked() -> Recorded:
            return Recorded("", desk.at("restore_what_if", ask_what_if(desk, kind, of, words, name).pk))

        return saved(request, form, asked, asked=_ASKED)
    services = [service_words(desk, each) for each in turn.unlocks]
    return page(
        request,
        "restoring/why.html",
        here="restore",
        title=f"Why {desk.names.any(name)} is {_place(turn.number)}",
        rows=_rows(desk, stands.value, turn),
        costs=_costs(turn),
        gates=[gate.name for gate in _gates(desk, name)],
        form=form,
        back=desk.at("restore"),
        work=progress_words(desk, name, work_of(desk.sight)),
        system=desk.at("system", name),
        record=desk.at("restore_work", name) if desk.officer.may(Act.WORK) else "",
        few=services[:FEW],
        rest=services[FEW:],
        more_services=f"{len(services) - FEW} more",
    )


@in_incident
def answer(request: OfficerRequest, job: str) -> HttpResponse:
    """What a change would do."""
    desk, found = AtDesk.of(request), job_of(request, job, WHAT_IF)
    change = change_of(found)
    return page(
        request,
        "restoring/what_if.html",
        here="restore",
        change=change,
        heads=HEADS,
        rows=_compared(change) if change else [],
        **_asked_from(desk, str(found.asked.get("of", ""))),
        **waiting(desk, found, "restore_what_if", "restore"),
    )


def _asked_from(desk: AtDesk, system: str) -> dict[str, Any]:
    """The page of the system that a what-if was asked from, while it still has a place in the order."""
    stands = followed(desk.sight, desk.officer.body)
    if not desk.has_estate or stands is None or stands.value.turn(system) is None:
        return {}
    return {"asked_from": desk.at("restore_why", system), "system_name": desk.names.any(system)}


def _changes(desk: AtDesk, shown: OrderShown, turn: TurnShown) -> list[tuple[str, str]]:
    """What can be asked: it were held for a day, one more came to each crew at it, a gate with a time were waived."""
    name = desk.names.any(turn.system)
    crews = dict.fromkeys(row.crew for row in shown.steps if row.system == turn.system and row.crew)
    stand = {row.id for row in shown.steps}
    gates = [gate for gate in _gates(desk, turn.system) if gate.id in stand]
    return [
        (f"{_HOLD} {turn.system}", f"{name} were held for a day"),
        *((f"{_HELP} {crew}", f"one more came to {crew_name(desk, crew)}") for crew in crews),
        *((f"{_WAIVE} {gate.id}", f"the gate \u201c{gate.name}\u201d of {name} were waived") for gate in gates),
    ]


def _gates(desk: AtDesk, name: str) -> tuple[Barrier, ...]:
    return barriers_of(desk.estate, desk.estate.system_by_id[name])


def _rows(desk: AtDesk, shown: OrderShown, turn: TurnShown) -> list[tuple[str, str]]:
    now = desk.sight.now
    reasons = turn.why.split("; ")
    return [
        ("Begins", when(shown.at(turn.start_microhours), now)),
        ("Live", when(shown.at(turn.end_microhours), now)),
        ("By whom", crew_name(desk, turn.crew)),
        ("It", reasons[0]),
        ("It could be held with nobody worse off for", slack_words(turn)),
    ]


def _costs(turn: TurnShown) -> list[tuple[str, str]]:
    rate = ("An hour of what waits for it costs, when it comes back", f"{turn.harm_an_hour:,}")
    if not turn.is_tried:
        return [rate, ("Held for a day, or in another place", UNTRIED)]
    return [
        rate,
        ("Held for a day", _more(turn.held_a_day)),
        ("Changing places with the one before", _more(turn.swap_before)),
        ("Changing places with the one after", _more(turn.swap_after)),
    ]


def _more(harm: int | None) -> str:
    if harm is None:
        return "leaves no order, or there is none to change with"
    return f"{harm:,} more" if harm > 0 else f"{-harm:,} less" if harm else "nothing"


def _compared(change: ChangeShown) -> list[tuple[str, str, str]]:
    rows = (("With the same order", change.same_order), ("With the best order found for it", change.planned_anew))
    return [("The order as it stands", f"{change.before:,}", ""),
            *((words, f"{harm:,}", _more(harm - change.before)) for words, harm in rows)]  # fmt: skip


def _place(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else endings.get(number % 10, "th")
    return f"{number}{ending}"
