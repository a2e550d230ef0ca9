"""The short exercise for one officer alone: a few injects, one after the other, against the clock, with feedback.

Law: the next inject comes when all that the one before expects is done, or its share of the minutes is over: nothing
that is missed keeps a later one back, and the last comes while there is time to do what it asks for. After SOLO_MINUTES
it is over, and what is open is not done. Feedback is read off the record, and claims nothing that no entry shows.
Not here: which injects belong to it (the scenario says so), the officer's pages (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from battlebox.drill.control.errors import Code, ControlError
from battlebox.drill.play import SOLO_LEAST, SOLO_MINUTES, Course, Deed, Done, Judged, judged
from battlebox.drill.scenario import Inject


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the record shows of one inject of the short exercise; what it cannot show is judged by the guide."""

    inject: Inject
    judged: tuple[Judged, ...]
    went_on: bool = False
    """Whether the next inject came, or the end, before all that this one expects was done."""

    @property
    def without(self) -> tuple[Judged, ...]:
        """What the story went on without: what was not done in time, which may have been longer."""
        return tuple(each for each in self.judged if each.done in (Done.LATE, Done.NOT_DONE)) if self.went_on else ()

    @property
    def done(self) -> tuple[Judged, ...]:
        """What was done, in time or late."""
        return tuple(each for each in self.judged if each.deed is not None)

    @property
    def missed(self) -> tuple[Judged, ...]:
        """What was not done while there was time."""
        return tuple(each for each in self.judged if each.done is Done.NOT_DONE)

    @property
    def sums(self) -> str:
        """`2 in time, 1 not done`; blank where nothing is expected."""
        states = [each.done for each in self.judged]
        return ", ".join(f"{states.count(done)} {done.value}" for done in Done if done in states)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is open."""
        return all(each.done is not Done.OPEN for each in self.judged)

    @property
    def waiting(self) -> tuple[Judged, ...]:
        """What is not done, while something of it still can be in time, each until its own minute; else nothing."""
        return () if self.is_settled else tuple(each for each in self.judged if each.deed is None)

    @property
    def is_cut_off(self) -> bool:
        """Whether the end came while something of it could still be done: that counts neither for nor against."""
        return any(each.done is Done.CUT_OFF for each in self.judged)


def solo_stepped(course: Course, minute: int, deeds: Iterable[Deed]) -> Course:
    """The short exercise at a minute: hands out the next inject when the one before lets it, and ends it in time.

    What is left until SOLO_LEAST minutes before the end is shared among those to come, a whole minute at the least:
    whoever was quick has longer for the others. It ends before SOLO_MINUTES only when nothing is open any more.

    Raises ControlError for a scenario without a short exercise, PlayError for a minute that has passed.
    """
    injects = course.injects
    if not course.solo or not injects:
        raise ControlError.of(Code.NO_SOLO, title=course.cast.scenario.title)
    known = tuple(deeds)
    course = course.at(minute)
    if minute >= SOLO_MINUTES:
        return course.ending()
    feedback = solo_feedback(course, known)
    coming = [each for each in injects if course.when_handed(each.number) is None]
    if not coming:
        return course.ending() if all(each.is_settled for each in feedback) else course
    if feedback and not feedback[-1].is_settled:
        asked = course.when_handed(feedback[-1].inject.number) or 0
        if minute < asked + max(1, (SOLO_MINUTES - SOLO_LEAST - asked) // len(coming)):
            return course
    # What settled the one before came before it; in that minute nothing else did.
    settled = [one.deed for each in feedback[-1:] for one in each.judged if one.deed is not None]
    return course.handing(coming[0].number, settled)


def solo_feedback(course: Course, deeds: Iterable[Deed]) -> tuple[Feedback, ...]:
    """Feedback on each inject that was handed out, in their order."""
    every = judged(course, deeds)
    handed = [each for each in course.injects if course.when_handed(each.number) is not None]
    ends = (*(course.when_handed(each.number) for each in handed[1:]), course.ended)
    found = []
    for inject, end in zip(handed, ends, strict=bool(handed)):
        those = tuple(each for each in every if each.inject.number == inject.number)
        went_on = end is not None and any(each.minute is None or each.minute > end for each in those)
        found.append(Feedback(inject, those, went_on))
    return tuple(found)
