"""What was expected of players beside what the record shows that they did.

Law: nobody's word is taken for it, and nobody is held against the simulated attacker; what was not handed out was not
asked for; what was done before it was asked for was done; what the end cut off counts neither for nor against.
Not here: an evaluator's mark (log.py), what a report makes of it (drill/report).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from battlebox.drill.play.course import Course
from battlebox.drill.play.deed import Deed
from battlebox.drill.scenario import Expected, Inject, Sign


class Done(StrEnum):
    """How it stands with something that is expected."""

    IN_TIME = "in time"
    LATE = "late"
    OPEN = "open"
    """It is not done, and there is still time."""
    NOT_DONE = "not done"
    CUT_OFF = "cut off by the end"
    """It was not done, and the drill ended while there was time. It is no mark for anybody, and none against."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that was expected with an inject, handed out at T+`asked`, to be done by T+`until`.

    `deed` is the first entry that shows it, at T+`minute`; None while there is none.
    """

    inject: Inject
    expected: Expected
    asked: int
    until: int
    done: Done
    minute: int | None = None
    deed: Deed | None = None

    @property
    def took_minutes(self) -> int | None:
        """From the handing out until it was done; 0 where it was done before. None while it is not."""
        return None if self.minute is None else max(0, self.minute - self.asked)


def judged(course: Course, deeds: Iterable[Deed]) -> tuple[Judged, ...]:
    """Each thing expected with each inject that was handed out, in the scenario's order."""
    known = tuple(deeds)
    return tuple(
        _judged(course, inject, expected, asked, known)
        for inject in course.cast.scenario.injects
        if (asked := course.when_handed(inject.number)) is not None
        for expected in inject.expected
    )


def _judged(course: Course, inject: Inject, expected: Expected, asked: int, deeds: tuple[Deed, ...]) -> Judged:
    until = asked + expected.within_minutes
    for deed, minute in _shown(course, expected, asked, deeds):
        done = Done.IN_TIME if minute <= until else Done.LATE
        return Judged(inject, expected, asked, until, done, minute, deed)
    return Judged(inject, expected, asked, until, _undone(course, until))


def _undone(course: Course, until: int) -> Done:
    if course.ended is None:
        return Done.OPEN if course.minute <= until else Done.NOT_DONE
    return Done.CUT_OFF if course.ended < until else Done.NOT_DONE


def _shown(course: Course, expected: Expected, asked: int, deeds: tuple[Deed, ...]) -> Iterator[tuple[Deed, int]]:
    for deed in deeds:
        minute = course.minute_of(deed.at)
        for sign in expected.any:
            names = course.cast.means(sign)
            if sign.is_seen_in(deed.kind, deed.said, names) and (minute >= asked or _is_particular(sign, names)):
                yield deed, minute
                break


def _is_particular(sign: Sign, names: Collection[str]) -> bool:
    """Whether an entry from before can be meant: any decision may be about anything, an order is about its system."""
    return bool(sign.clock or (sign.about and names))
