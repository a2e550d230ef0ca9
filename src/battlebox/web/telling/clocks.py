"""Clocks: what runs, the next deadline first, what is being assessed, what asks whether it applies, and all the others.

Law: no clock is hidden, whatever its state; each body's clocks stand under its name.
Not here: one clock (clock.py), acting on one (clock_acts.py).
"""

from __future__ import annotations

from itertools import groupby
from typing import Final

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.tell import ClockState, Course, Start, by_deadline
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.courses import (
    OPEN_HEADS,
    STATE_COLOURS,
    courses_of,
    force_cell,
    left_words,
    name_of,
    open_rows,
    owner_words,
    state_words,
    title_of,
    whose,
)

ASKS_HEADS: Final = ("Clock", "What nobody has verified", "Who finds out", "If it has begun")
COLUMNS: Final = (
    Column("clock", "Clock"),
    Column("body", "Whose", Kind.CHOICE),
    Column("state", "State", Kind.CHOICE),
    Column("due", "By when"),
    Column("left", "How long"),
    Column("force", "What binds", Kind.CHOICE),
    Column("within", "Allows"),
    Column("why", "Why"),
)


@in_incident
def clocks(request: OfficerRequest) -> HttpResponse:
    """Every clock that may be seen."""
    desk = AtDesk.of(request)
    courses = courses_of(desk)
    table = Table("clocks", "All clocks", COLUMNS, [_row(desk, each) for each in courses], stacked=True)
    return table_page(
        request,
        "desk/telling/clocks.html",
        table,
        here="tell",
        has_estate=desk.has_estate,
        open_heads=OPEN_HEADS,
        groups=_groups(desk, by_deadline(courses, desk.officer.body)),
        asks_heads=ASKS_HEADS,
        asks=[_asking(desk, each) for each in courses if _only_asks(each)],
        hosted=_hosted(desk, courses),
        suggest=desk.at("suggest_aware", desk.officer.body) if _may(desk, Act.AWARE) else "",
        decide=desk.at("decide_aware") if _may(desk, Act.JUDGE_CLOCK) else "",
    )


def _may(desk: AtDesk, act: Act) -> bool:
    return desk.officer.may(act)


def _hosted(desk: AtDesk, courses: tuple[Course, ...]) -> list[tuple[str, str]]:
    """The bodies whose data this one holds and must tell, each with where its notice is drafted."""
    whom = {
        each.matter: None
        for each in courses
        if each.clock.on is Start.HOST and each.body == desk.officer.body and each.exposures and each.state.is_open
    }
    return [(desk.body_name(each), desk.at("notice", each)) for each in whom]


def _only_asks(course: Course) -> bool:
    """Whether all there is to say of it is the question."""
    return course.clock.asks_whether_it_applies and course.state is ClockState.NOT_TRIGGERED


def _asking(desk: AtDesk, course: Course) -> tuple[Cell | str, ...]:
    """A clock that nobody has verified: what is not known, who finds out, and where it is started."""
    starts = desk.at("start_clock", name_of(course)) if _may(desk, Act.CLOCK) else ""
    return (
        Cell(title_of(desk, course), link=desk.at("clock", name_of(course)), note=f"To {course.clock.to}"),
        course.clock.unsure,
        capfirst(owner_words(course)),
        Cell("Start it" if starts else "", link=starts),
    )


def _groups(desk: AtDesk, courses: tuple[Course, ...]) -> list[tuple[str, list[tuple[Cell, ...]]]]:
    """Open clocks under the body whose they are: the officer's own first, as they come."""
    ordered = sorted(courses, key=lambda each: (each.body != desk.officer.body, each.body))
    return [(whose(desk, body), open_rows(desk, rows)) for body, rows in groupby(ordered, lambda each: each.body)]


def _row(desk: AtDesk, course: Course) -> dict[str, object]:
    words = state_words(course, desk.sight.now)
    colour = STATE_COLOURS.get(course.state, "grey")
    if words == "Overdue":
        colour = "red" if course.clock.is_red else "orange"
    return {
        "clock": Cell(title_of(desk, course), link=desk.at("clock", name_of(course)), note=f"To {course.clock.to}"),
        "body": whose(desk, course.body),
        "state": Cell(words, tag=colour),
        "due": Cell(capfirst(course.due.words) if course.begin else "", order=course.due.at),
        "left": left_words(course, desk.sight.now) if course.state.is_open else "",
        "force": force_cell(course),
        "within": course.clock.within.to_text(),
        "why": course.clock.off or course.reason,
    }
