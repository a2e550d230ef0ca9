"""The short exercise for one officer alone: a few injects, one after the other, against the clock, with feedback.

Law: the next inject comes when all that the one before expects is done, or its time is over; nobody waits for nothing.
After SOLO_MINUTES it is over, whatever is open. Feedback is read off the record, and says what would have earned more.
Not here: which injects belong to it (the scenario says so), the officer's pages (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.drill.control.errors import Code, ControlError
from battlebox.drill.play import Course, Deed, Done, Judged, judged
from battlebox.drill.scenario import Inject

SOLO_MINUTES: Final = 20


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the record shows of one inject of the short exercise, and what earns full marks by its guide."""

    inject: Inject
    judged: tuple[Judged, ...]

    @property
    def done(self) -> tuple[Judged, ...]:
        """What was done, in time or late."""
        return tuple(each for each in self.judged if each.deed is not None)

    @property
    def missed(self) -> tuple[Judged, ...]:
        """What was not done while there was time."""
        return tuple(each for each in self.judged if each.done is Done.NOT_DONE)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is open."""
        return all(each.done is not Done.OPEN for each in self.judged)

    @property
    def guide(self) -> str:
        """The words of the guide that fit: full where all was in time, none where nothing was done, else half."""
        scores = self.inject.scores
        if all(each.done is Done.IN_TIME for each in self.judged):
            return scores.full
        return scores.half if self.done else scores.none


def solo_stepped(course: Course, minute: int, deeds: Iterable[Deed]) -> Course:
    """The short exercise at a minute: hands out the next inject when the one before is settled, and ends it in time.

    Raises ControlError for a scenario without a short exercise, PlayError for a minute that has passed.
    """
    injects = course.cast.scenario.solo
    if not injects:
        raise ControlError.of(Code.NO_SOLO, title=course.cast.scenario.title)
    known = tuple(deeds)
    course = course.at(minute)
    if minute >= SOLO_MINUTES:
        return course.ending()
    settled = all(each.is_settled for each in solo_feedback(course, known))
    coming = next((each for each in injects if course.when_handed(each.number) is None), None)
    if not settled:
        return course
    return course.ending() if coming is None else course.handing(coming.number)


def solo_feedback(course: Course, deeds: Iterable[Deed]) -> tuple[Feedback, ...]:
    """Feedback on each inject that was handed out, in their order."""
    every = judged(course, deeds)
    return tuple(
        Feedback(inject, tuple(each for each in every if each.inject.number == inject.number))
        for inject in course.cast.scenario.solo
        if course.when_handed(inject.number) is not None
    )
