"""The board of a control room: every inject with how it stands, what was expected of it, and what evaluators wrote.

Law: one person can run a drill from it alone: what has to be done now stands first, and nothing of a drill stands
anywhere else.
Not here: doing it (drill/play), how it looks (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from battlebox.drill.play import Course, Deed, Done, Judged, Noted, judged
from battlebox.drill.scenario import Inject


class Stands(StrEnum):
    """How it stands with an inject; in the order in which whoever runs the drill needs to see it."""

    LATE = "late"
    DUE = "due"
    HANDED = "handed out"
    COMING = "coming"
    HELD_BACK = "held back"
    NEVER = "not on this way"
    NOT_HANDED = "not handed out"
    """The drill was over before."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One inject. `handed` is the minute at which it was handed out, `marks` what evaluators gave, oldest first."""

    inject: Inject
    stands: Stands
    handed: int | None
    judged: tuple[Judged, ...]
    notes: tuple[Noted, ...]

    @property
    def mark(self) -> int | None:
        """The mark that counts: the last that was given."""
        return next((each.mark for each in reversed(self.notes) if each.mark is not None), None)

    @property
    def is_watched(self) -> bool:
        """Whether something that it expects can still be done in time."""
        return any(each.done is Done.OPEN for each in self.judged)

    @property
    def wants_mark(self) -> bool:
        """Whether an evaluator has to say how it went: it was handed out, nothing is open, and no mark was given.

        Of what the end cut off there is nothing to say.
        """
        is_cut_off = any(each.done is Done.CUT_OFF for each in self.judged)
        return self.handed is not None and not self.is_watched and self.mark is None and not is_cut_off


@dataclass(frozen=True, slots=True)
class Board:
    """The whole of a drill at a minute. `rows` are in the order of the scenario."""

    minute: int
    story: datetime
    is_over: bool
    rows: tuple[BoardRow, ...]

    def of(self, *stands: Stands) -> tuple[BoardRow, ...]:
        """The rows that stand so, in the scenario's order."""
        return tuple(each for each in self.rows if each.stands in stands)

    @property
    def now(self) -> tuple[BoardRow, ...]:
        """What has to be handed out now, the latest first of all."""
        return (*self.of(Stands.LATE), *self.of(Stands.DUE))

    @property
    def watched(self) -> tuple[BoardRow, ...]:
        """What evaluators look at now: what is open, whichever ends first standing first."""
        return tuple(sorted((each for each in self.rows if each.is_watched), key=_ends))

    @property
    def unmarked(self) -> tuple[BoardRow, ...]:
        """What still wants a mark."""
        return tuple(each for each in self.rows if each.wants_mark)

    @property
    def next_minute(self) -> int | None:
        """The next minute at which an inject comes due; None when none does any more, and in the short exercise."""
        return min((each.inject.at_minutes for each in self.of(Stands.COMING)), default=None)


def board_of(course: Course, deeds: Iterable[Deed], notes: Iterable[Noted]) -> Board:
    """The board of a course, by these deeds and notes. Cost: every deed beside every sign that is expected."""
    late, due, never = course.late(), course.due(), course.never()
    every, written = judged(course, deeds), tuple(notes)

    def stands(inject: Inject) -> Stands:
        if course.when_handed(inject.number) is not None:
            return Stands.HANDED
        if inject.number in course.held_back:
            return Stands.HELD_BACK
        if inject in never:
            return Stands.NEVER
        if course.is_over:
            return Stands.NOT_HANDED
        if inject in late:
            return Stands.LATE
        return Stands.DUE if inject in due else Stands.COMING

    rows = tuple(
        BoardRow(
            inject,
            stands(inject),
            course.when_handed(inject.number),
            tuple(each for each in every if each.inject.number == inject.number),
            tuple(each for each in written if each.number == inject.number),
        )
        for inject in course.injects
    )
    return Board(course.minute, course.story_at(course.minute), course.is_over, rows)


def _ends(row: BoardRow) -> int:
    return min(each.until for each in row.judged if each.done is Done.OPEN)
