"""Which clocks come near their end while nobody acts: half and three quarters of the time gone, the last hours, over.

Law: whoever acted on a clock after a mark was passed is not told of that mark; a clock whose time is over is said to be
over until it is met or decided.
Not here: how a clock stands (course.py), telling anybody (share.sending, web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.tell.course import Course

LAST: Final = timedelta(hours=12)


class Mark(StrEnum):
    """How much of a clock's time has gone, least first."""

    HALF = "half"
    THREE_QUARTERS = "three quarters"
    LAST_HOURS = "the last hours"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Near:
    """A clock that comes near, and the mark that it has passed."""

    course: Course
    mark: Mark

    @property
    def words(self) -> str:
        """What is to be known, without who did what."""
        due, title = self.course.due.words, self.course.clock.title
        if self.mark is Mark.OVER:
            return f"the time of the clock «{title}» is over ({due}) and no report is recorded"
        gone = "the last hours run" if self.mark is Mark.LAST_HOURS else f"{self.mark.value} of the time has gone"
        return f"clock «{title}»: {gone} ({due}), and nobody has acted on it since"


def near_ends(courses: Iterable[Course], body: str, now: datetime) -> tuple[Near, ...]:
    """A body's own open clocks that have passed a mark after which nobody acted, each with the furthest mark."""
    found = ((course, _mark(course, now)) for course in courses if course.body == body and course.state.is_open)
    return tuple(Near(course, mark) for course, mark in found if mark is not None)


def _mark(course: Course, now: datetime) -> Mark | None:
    begin, end = course.begin, course.due.at
    if begin is None or end is None or end <= begin:
        return None
    if course.is_overdue(now):
        return Mark.OVER
    whole = end - begin
    # Of a clock of an hour or a day the last twelve would be all of it, or half.
    marks = ((Mark.LAST_HOURS, end - min(LAST, whole / 4)), (Mark.THREE_QUARTERS, begin + whole * 3 / 4),
             (Mark.HALF, begin + whole / 2))  # fmt: skip
    passed = next(((mark, at) for mark, at in sorted(marks, key=lambda each: each[1], reverse=True) if now >= at), None)
    acted = max((each.at for each in course.judged), default=None)
    if passed is None or (acted is not None and acted >= passed[1]):
        return None
    return passed[0]
