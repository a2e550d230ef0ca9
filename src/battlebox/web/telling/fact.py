"""One fact: its wording and versions, who must clear it, who holds it, where it went, and the corrections still due.

Law: every version stays to be read; what went out in an old wording is listed until it was corrected there.
Not here: the forms (fact_acts.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.tell import (
    Bar,
    Correction,
    Fact,
    Goes,
    Outlet,
    Outsider,
    Standing,
    Whom,
    corrections_due,
    may_leave,
    releases_of,
    whole_of,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page
from battlebox.web.tables import Cell
from battlebox.web.telling.corrections import is_own_page
from battlebox.web.telling.fact_words import (
    STATUS_COLOURS,
    bodies_words,
    clearance_words,
    contrary_rows,
    name_of,
    standing_named,
    thing_of,
    twin_rows,
    why_it_stays,
)

CLEAR_HEADS: Final = ("Who must clear it", "What they say", "Who, and when", "Why")
PARTNER_HEADS: Final = ("Who may not be told", "Why not, and whom to ask")
WENT_HEADS: Final = ("Left", "As", "Where", "In these words", "Entry")
DUE_HEADS: Final = ("Where it stands", "What was said there", "What to send", "Next")
VERSION_HEADS: Final = ("Said", "Status", "Wording", "Why", "Entry")


@in_incident
def fact(request: OfficerRequest, name: str) -> HttpResponse:
    """One fact."""
    desk = AtDesk.of(request)
    found = standing_named(desk, name)
    own = found.owner == desk.officer.body
    may = desk.officer.may
    return page(
        request,
        "desk/telling/fact.html",
        here="tell",
        fact=found.fact,
        stands=capfirst(found.fact.status.value),
        colour=STATUS_COLOURS[found.fact.status],
        clearance=clearance_words(desk, found),
        is_cleared=found.is_cleared,
        theirs="" if own else desk.body_name(found.owner),
        split=[f"{each.number}: {each.value.wording}" for each in found.said] if len(found.said) > 1 else [],
        twins=twin_rows(desk, found),
        against=contrary_rows(desk, found),
        public=_public(desk, found),
        rows=_rows(desk, found),
        partner_heads=PARTNER_HEADS,
        **(_partners(desk, found) if own else {}),
        clear_heads=CLEAR_HEADS,
        clears=[_clear_row(desk, found, body) for body in found.clears],
        holds=[f"{each.holder.value} ({each.who}), {when_said(each.at)}: {each.why}" for each in found.holds],
        version_heads=VERSION_HEADS,
        versions=_versions(desk, found),
        went_heads=WENT_HEADS,
        went=_went(desk, found),
        due_heads=DUE_HEADS,
        due=_due(desk, found),
        change=desk.at("change_fact", name) if own and may(Act.FACT) and desk.has_estate else "",
        clear=desk.at("clear_fact", name) if may(Act.CLEAR_FACT) else "",
        hold=desk.at("hold_fact", name) if may(Act.HOLD_FACT) else "",
        wrong=f"{desk.at('seen_press')}?fact={name}" if may(Act.PRESS) else "",
        lane=desk.at("lane_fact", name)
        if own and found.fact.prepared and not found.lane and may(Act.LIFE_SAFETY)
        else "",
    )


def _public(desk: AtDesk, found: Standing) -> str:
    """Whether it could stand on a public page now; if not, why, and whom to ask."""
    answer = may_leave(found, Outlet.PUBLIC_PAGE, Whom(), desk.sight.now)
    if isinstance(answer, Goes):
        owed = f" Clearance is still owed by {bodies_words(desk, answer.owed)}." if answer.owed else ""
        return f"Yes, in these words: {answer.words}{owed}"
    ask = f" Ask {bodies_words(desk, answer.ask)}." if answer.ask else ""
    return f"No: {why_it_stays(answer)}.{ask}"


def _partners(desk: AtDesk, found: Standing) -> dict[str, Any]:
    """Those who take part, and whom the fact names: who could be told now, and who not."""
    told, kept = list[str](), list[tuple[str, str]]()
    for body in sorted({*desk.record.standing.orgs, *found.fact.audience} - {desk.officer.body}):
        is_outside = body in tuple(Outsider)
        outlet = Outlet.REGULATOR if is_outside else Outlet.PARTNER_CALL
        name = Outsider(body).words if is_outside else desk.body_name(body)
        answer = may_leave(found, outlet, Whom(body), desk.sight.now)
        if isinstance(answer, Goes):
            told.append(name)
        else:
            ask = f". Ask {bodies_words(desk, answer.ask)}" if answer.ask and answer.bar is not Bar.LABEL else ""
            kept.append((name, capfirst(f"{why_it_stays(answer)}{ask}")))
    return {"may_be_told": ", ".join(told), "may_not_be_told": kept}


def _rows(desk: AtDesk, found: Standing) -> list[tuple[str, str]]:
    value = found.fact
    rows = [
        ("Who says so", f"{value.source}, {value.confidence.value} confidence"),
        ("First said", when_said(value.said)),
        ("Last checked", when_said(value.checked)),
        ("Label of its wording", value.tlp.to_text()),
        ("Who may have it", _named(desk, value)),
        ("About whom", bodies_words(desk, value.about)),
        ("About which systems", ", ".join(thing_of(desk, each) for each in value.systems)),
        ("Kept until", when_said(value.not_before) if value.not_before else ""),
        ("Stated by", f"{desk.body_name(found.owner)} ({found.said[0].number})"),
    ]
    return [(key, words) for key, words in rows if words]


def _named(desk: AtDesk, fact: Fact) -> str:
    """Those whom it names, bodies and others; blank where it names nobody."""
    outside = [each.words for each in Outsider if each in fact.audience]
    return ", ".join([*(desk.body_name(each) for each in sorted(fact.audience - set(Outsider))), *outside])


def _clear_row(desk: AtDesk, found: Standing, body: str) -> tuple[Cell | str, ...]:
    said, name = found.verdicts.get(body), name_of(found.thing)
    if said is None:
        theirs = body != desk.officer.body
        link = desk.at("ask_clearance", name, body) if theirs and desk.officer.may(Act.ASK) else ""
        return (
            desk.body_name(body),
            Cell(f"Ask {desk.body_name(body)}" if link else "Not asked here", link=link),
            "",
            "",
        )
    return (
        desk.body_name(body),
        Cell(capfirst(said.verdict.value), tag="green" if said.verdict.value == "cleared" else "orange"),
        f"{said.who}, {said.channel}, {when_said(said.at)}",
        said.why,
    )


def _versions(desk: AtDesk, found: Standing) -> list[tuple[str, ...]]:
    """Every version that may be seen, the newest first."""
    told = [each for each in desk.sight.told(found.thing, "says", Fact) if each.body == found.owner]
    return [
        (when_said(each.at), capfirst(each.value.status.value), each.value.wording, each.value.why, each.number)
        for each in reversed(told)
    ]


def _went(desk: AtDesk, found: Standing) -> list[tuple[str, ...]]:
    return [
        (when_said(went.at), went.outlet.value, went.where, went.words, said.number)
        for thing, said in releases_of(desk.sight, found.thing)
        for went in (whole_of(desk.sight, thing, said),)
    ]


def _due(desk: AtDesk, found: Standing) -> list[tuple[Cell | str, ...]]:
    """Where it stands and is said no longer, or may not be there now, with the words to send and what to do."""
    return [
        (
            f"{each.went.value.outlet.value}, {each.went.value.where}",
            each.old.outward,
            each.words,
            _next(desk, each),
        )
        for each in corrections_due(desk.sight, found.thing)
    ]


def _next(desk: AtDesk, each: Correction) -> Cell | str:
    """Where it is put right, or who does that."""
    if each.went.body != desk.officer.body:
        return f"{desk.body_name(each.went.body)} puts it right"
    if is_own_page(desk, each):
        return Cell("Publish the page anew", link=desk.at("publish"))
    if not desk.officer.may(Act.RELEASE):
        return "It may not leave yet" if each.withdrawal else "To be corrected"
    until = "Withdraw it" if each.is_kept else "It may not leave yet: withdraw the old words until then"
    words = until if each.withdrawal else "Correct it"
    return Cell(words, link=desk.at("correct_fact", name_of(each.fact), name_of(each.thing)))
