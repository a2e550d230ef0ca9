"""Clocks as the pages say them: how long is left, what binds, whose it is, and where each has its page.

Law: only law is red, and it says `Law` in words; what is overdue says so in capitals, whatever its colour.
Not here: how a clock stands (desk), the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.http import Http404
from django.utils.text import capfirst

from battlebox.desk.picture import InUse, Picture, picture_of
from battlebox.desk.tell import (
    ClockDesk,
    ClockState,
    Course,
    Exposure,
    Library,
    Named,
    Unit,
    bare_ground,
    clock_of,
    clocks_of,
    exposures_of,
    shipped_library,
)
from battlebox.web.clock_words import span_words, when_words
from battlebox.web.estates_to_choose import body_name
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.tables import Cell

OPEN_HEADS: Final = ("Whom to tell", "Time", "State", "What binds")
STATE_COLOURS: Final = {
    ClockState.RUNNING: "blue",
    ClockState.ASSESSING: "yellow",
    ClockState.MET: "green",
    ClockState.MET_LATE: "orange",
}
SEEN_MOST: Final = 10
"""So many of the things that were seen stand on a page: a large outage has hundreds, and the earliest counts."""
_BEGIN: Final = "clock/"


def ground_of(desk: AtDesk) -> InUse:
    """The estate in use; where there is none, one that holds the officer's own body and nothing else."""
    return desk.used if desk.has_estate else bare_ground(desk.officer.body)


def picture_for(desk: AtDesk) -> Picture:
    """What clocks are drawn from: without an estate nobody knows whose data was touched, and the law's clocks stand."""
    return desk.picture if desk.has_estate else picture_of(desk.sight, ground_of(desk))


def whose(desk: AtDesk, body: str) -> str:
    """A body's plain name; before an estate was chosen, as any estate here has it."""
    return desk.body_name(body) if desk.has_estate else body_name(body)


def library_of(desk: AtDesk) -> Library:
    """The library with the estate's own clocks."""
    return shipped_library().with_own(ground_of(desk).estate)


def clock_desk(desk: AtDesk) -> ClockDesk:
    """What an act on a clock needs."""
    return ClockDesk(desk.record, desk.officer, picture_for(desk), library_of(desk))


def courses_of(desk: AtDesk) -> tuple[Course, ...]:
    """Every clock that this officer may see; where there is no estate, those of the officer's own body."""
    if not desk.has_estate:
        return clocks_of(desk.sight, picture_for(desk), library_of(desk))
    return desk.sight.lately(
        ("clocks", desk.used.digest), lambda: clocks_of(desk.sight, desk.picture, library_of(desk), _exposures(desk))
    )


def _exposures(desk: AtDesk) -> tuple[Exposure, ...]:
    """Whose data is or was in whose hands: what a clock of any body may follow from."""
    return desk.sight.lately_together(("exposures", desk.used.digest), lambda: exposures_of(desk.sight, desk.picture))


def course_named(desk: AtDesk, name: str) -> Course:
    """The clock of an address; 404 where this officer has none of that name."""
    if name.count("~") < 1:
        raise Http404
    thing = _BEGIN + name.replace("~", "/")
    return seen_or_404(lambda: clock_of(desk.sight, picture_for(desk), library_of(desk), thing))


def name_of(course: Course) -> str:
    """How a clock is named in addresses."""
    return name_of_thing(course.thing)


def name_of_thing(thing: str) -> str:
    """The same, of its name in the record."""
    return thing.removeprefix(_BEGIN).replace("/", "~")


def few_named(named: Iterable[Named]) -> list[Named]:
    """Every time that somebody named, and the earliest of those that follow from what was seen."""
    rows = list(named)
    drawn = [each for each in rows if each.is_drawn][:SEEN_MOST]
    return [each for each in rows if not each.is_drawn or each in drawn]


def title_of(desk: AtDesk, course: Course) -> str:
    """What must be done, and what it is about where there are several of one kind."""
    about = desk.body_name(course.matter) if course.matter else ""
    return f"{course.clock.title}: {about}" if about else course.clock.title


def state_words(course: Course, now: datetime) -> str:
    """How it stands, in a word or two."""
    if course.clock.off:
        return "Switched off"
    if course.state is ClockState.NOT_TRIGGERED and course.clock.asks_whether_it_applies:
        return "Does this apply?"
    return "Overdue" if course.is_overdue(now) else capfirst(course.state.value)


def force_words(course: Course) -> str:
    """What binds."""
    return capfirst(course.clock.force.words) if course.clock.force else "Not said"


def owner_words(course: Course) -> str:
    """Who finds out whether it applies, and sees to it."""
    return course.clock.owner.words if course.clock.owner else "nobody is named for it"


def left_words(course: Course, now: datetime) -> str:
    """`OVERDUE by 2 h`, `23 h 10 min left`, `At once`, `No time is set`; blank where nothing has begun."""
    if course.begin is None:
        return ""
    if course.due.at is None:
        return "At once" if course.clock.within.unit is Unit.AT_ONCE else "No time is set"
    span = span_words(abs(course.due.at - now))
    return f"OVERDUE by {span}" if course.due.is_late(now) else f"{span} left"


def time_cell(course: Course, now: datetime) -> Cell:
    """How long is left, by when, and how long it has been."""
    if course.begin is None:
        return Cell("Nothing has begun")
    late = course.is_overdue(now)
    colour = ("red" if course.clock.is_red else "orange") if late else ""
    since = f"{span_words(now - course.begin)} since {when_words(course.begin, now)}"
    note = since if course.due.at is None else f"{capfirst(course.due.words)}; {since}"
    return Cell(left_words(course, now), tag=colour, note=note, order=course.due.at)


def state_cell(course: Course) -> Cell:
    """How it stands; what is open and was verified by nobody asks whether it applies."""
    asks = f"Does this apply? {capfirst(owner_words(course))} finds out" if course.clock.asks_whether_it_applies else ""
    return Cell(capfirst(course.state.value), tag=STATE_COLOURS.get(course.state, "grey"), note=asks)


def open_rows(desk: AtDesk, courses: Iterable[Course]) -> list[tuple[Cell, ...]]:
    """Clocks that somebody has to act on, as rows."""
    now = desk.sight.now
    return [
        (
            Cell(title_of(desk, each), link=desk.at("clock", name_of(each)), note=f"To {each.clock.to}"),
            time_cell(each, now),
            state_cell(each),
            force_cell(each),
        )
        for each in courses
    ]


def force_cell(course: Course) -> Cell:
    """What binds: red for law alone."""
    return Cell(force_words(course), tag="red" if course.clock.is_red else "grey")


def deadline_line(desk: AtDesk, course: Course) -> str:
    """One clock as a line of a list or a paper."""
    now = desk.sight.now
    assessed = ", being assessed" if course.state is ClockState.ASSESSING else ""
    left = left_words(course, now)
    until = f", {course.due.words}" if course.due.at else ""
    return f"{title_of(desk, course)}: {left}{until}{assessed} ({force_words(course).lower()})"
