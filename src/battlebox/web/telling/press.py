"""The press log: who of the press waits and by when, what each was answered on which facts, and what they told wrongly.

Law: whoever waits stands first, the soonest due before the others; an answer that went before it might go says so.
Not here: the forms (press_acts.py), the rules (desk).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.record import Stated
from battlebox.desk.tell import (
    Carried,
    Goes,
    Outlet,
    PressAnswer,
    PressLine,
    Stays,
    Whom,
    caller_of,
    correction_words,
    may_leave,
    press_line,
    press_log,
    standing_of,
    told_in,
    versions_of,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.clock_words import span_words
from battlebox.web.composing.rests import as_told
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.said import few_of, in_names
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.fact_words import name_of, why_it_stays

COLUMNS: Final = (
    Column("outlet", "Who asked"),
    Column("caller", "Who rang, and how they are reached", aside=True),
    Column("kind", "What it is", Kind.CHOICE),
    Column("what", "What they asked, or told"),
    Column("at", "When", Kind.TIME),
    Column("due", "Answer by", Kind.TIME),
    Column("state", "Now", Kind.CHOICE),
    Column("answer", "What was answered"),
    Column("by", "By", aside=True),
    Column("entry", "Entry"),
)
ANSWER_HEADS: Final = ("When, and by whom", "What was said", "On which facts", "Entry")
NEXT_MOST: Final = 3
SHOWN_MOST: Final = 160


@in_incident
def press(request: OfficerRequest) -> HttpResponse:
    """The whole log."""
    desk = AtDesk.of(request)
    lines = press_log(desk.sight)
    table = Table("press", "The press log", COLUMNS, [_row(desk, each) for each in lines],
                  empty="Nobody of the press has asked yet, and nothing wrong was seen.", stacked=True)  # fmt: skip
    may = desk.officer.may(Act.PRESS)
    late = [each for each in lines if each.is_overdue(desk.sight.now)]
    return table_page(
        request,
        "desk/telling/press.html",
        table,
        here="tell",
        late=f"Overdue: {'; '.join(each.call.outlet for each in late)}." if late else "",
        waiting=sum(each.is_open for each in lines),
        new=desk.at("new_press") if may else "",
        wrong=desk.at("seen_press") if may else "",
    )


@in_incident
def press_call(request: OfficerRequest, name: str) -> HttpResponse:
    """One line of the log with every answer."""
    desk = AtDesk.of(request)
    found = press_named(desk, name)
    may, now = desk.officer.may, desk.sight.now
    colour, state = _state(found, now)
    return page(
        request,
        "desk/telling/press_call.html",
        here="tell",
        call=found.call,
        number=found.said[0].number,
        state=state,
        colour=colour,
        split=[f"{each.number}: {each.value.what}" for each in found.said] if len(found.said) > 1 else [],
        rows=_rows(desk, found),
        contradicted=_contradicted(desk, found) if found.call.contradicts else {},
        heads=ANSWER_HEADS,
        answers=[_answer(desk, each) for each in found.answers],
        against=[
            f"{each.number}: {capfirst(in_names(desk, each.value.against))}"
            for each in found.answers
            if each.value.against
        ],
        answer=desk.at("answer_press", name) if may(Act.SEND) else "",
        leave=desk.at("leave_press", name) if may(Act.SEND) and found.is_open else "",
        change=desk.at("change_press", name) if may(Act.PRESS) else "",
    )


def press_named(desk: AtDesk, name: str) -> PressLine:
    """The line of an address; 404 where this officer's body has none of that name."""
    found = seen_or_404(lambda: press_line(desk.sight, f"press/{name}"))
    if found.body != desk.officer.body:
        raise Http404
    return found


def press_waiting(desk: AtDesk) -> list[dict[str, object]]:
    """The next of the press who wait for an answer, and all who wait too long: for Now and the first page of Tell."""
    now = desk.sight.now
    waiting = [each for each in press_log(desk.sight) if each.is_open]
    late = [each for each in waiting if each.is_overdue(now)]
    return [
        {
            "words": f"{each.call.outlet} {_verb(each)}: «{short(each.call.what)}» ({due_words(each, now)})",
            "address": desk.at("press_call", name_of(each.thing)),
            "late": each in late,
        }
        for each in waiting[: max(NEXT_MOST, len(late))]
    ]


def due_words(found: PressLine, now: datetime) -> str:
    """`answer by 12:30, 1 h 10 min left`, `OVERDUE by 20 min, promised by 12:30`, `no time was said`."""
    if found.due is None:
        return "no time was said"
    by = f"{'promised' if found.is_promised else 'answer'} by {when_said(found.due)}"
    left = _left(found, found.due, now)
    return f"{left}, {by}" if found.is_overdue(now) else f"{by}, {left}"


def short(text: str) -> str:
    """The first line of it, and no more of that than fits a list."""
    first = text.partition("\n")[0]
    return first if len(first) <= SHOWN_MOST else f"{first[:SHOWN_MOST]}…"


def _facts_told(desk: AtDesk, carried: tuple[Carried, ...]) -> list[str]:
    """Facts as they were told; one that may not be seen is counted by its place alone."""
    found = []
    for each in carried:
        told = told_in(desk.sight, each)
        found.append("A fact that you may not see" if told is None else f"{told.number}: {as_told(each, told.value)}")
    return found


def _state(found: PressLine, now: datetime) -> tuple[str, str]:
    """A colour and a word or two."""
    if found.is_overdue(now):
        return "orange", "Overdue"
    if found.is_promised:
        return "yellow", "We come back to them"
    if found.is_open:
        return "yellow", "To be put right" if found.call.is_wrong else "Waits"
    return ("grey", "Not answered") if found.answers[-1].value.why_not else ("green", "Answered")


def _left(found: PressLine, due: datetime, now: datetime) -> str:
    span = span_words(abs(due - now))
    return f"OVERDUE by {span}" if found.is_overdue(now) else f"{span} left"


def _verb(found: PressLine) -> str:
    return "told wrongly" if found.call.is_wrong else "asked"


def _kind(found: PressLine) -> str:
    return "Told wrongly" if found.call.is_wrong else "Question"


def _row(desk: AtDesk, found: PressLine) -> dict[str, object]:
    call, now = found.call, desk.sight.now
    last = found.answers[-1].value if found.answers else None
    caller = ", ".join(filter(None, caller_of(desk.sight, found).text.split("\n")))
    colour, state = _state(found, now)
    due, left = found.due, "promised, " if found.is_promised else ""
    return {
        "outlet": Cell(call.outlet, link=desk.at("press_call", name_of(found.thing)), note=caller),
        "caller": caller,
        "kind": _kind(found),
        "what": Cell(short(call.what), csv=call.what),
        "at": Cell(when_said(call.at), order=call.at),
        "due": Cell(when_said(due), order=due, note=f"{left}{_left(found, due, now)}") if due else None,
        "state": Cell(state, tag=colour),
        "answer": "" if last is None else Cell(short(_said(last)), csv=_said(last)),
        "by": "" if last is None else last.who,
        "entry": found.said[0].number,
    }


def _said(answer: PressAnswer) -> str:
    return f"Not answered: {answer.why_not}" if answer.why_not else answer.words


def _rows(desk: AtDesk, found: PressLine) -> list[tuple[str, str]]:
    call, caller = found.call, caller_of(desk.sight, found)
    rows = [
        ("What they told" if call.is_wrong else "What they asked", call.what),
        ("Where", call.where),
        ("Who rang", caller.name),
        ("How they are reached", caller.reach),
        ("When", when_said(call.at)),
        ("By when", capfirst(due_words(found, desk.sight.now)) if found.is_open else ""),
        ("Taken down by", call.who),
    ]
    return [(key, value) for key, value in rows if value]


def _contradicted(desk: AtDesk, found: PressLine) -> dict[str, Any]:
    """The fact that says otherwise, and the correction, or why it may not leave and whom to ask."""
    thing = found.call.contradicts
    if not versions_of(desk.sight, thing):
        return {"fact": "A fact that is not there any more", "why": "its words were removed from the record"}
    standing = standing_of(desk.sight, thing)
    answer = may_leave(standing, Outlet.PRESS, Whom(), desk.sight.now)
    stays = answer if isinstance(answer, Stays) else None
    return {
        "fact": standing.fact.outward,
        "address": desk.at("fact", name_of(thing)),
        "words": correction_words(found, answer.words) if isinstance(answer, Goes) else "",
        "why": why_it_stays(stays) if stays else "",
        "ask": few_of(desk, stays.ask) if stays and stays.ask else "",
    }


def _answer(desk: AtDesk, said: Stated[PressAnswer]) -> tuple[Cell | str, ...]:
    value = said.value
    back = f"We come back to them by {when_said(value.back_by)}" if value.back_by else ""
    facts = _facts_told(desk, value.carried)
    on = "; ".join(facts) or (f"None: {value.why_none}" if value.why_none else "")
    how = f", {value.how}" if value.how else ""
    return (
        f"{when_said(value.at)}, {value.who}{how}",
        Cell(_said(value), note=back),
        on,
        Cell(said.number, link=desk.at("entry", said.entry)),
    )
