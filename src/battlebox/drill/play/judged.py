"""What was expected of players beside what the record shows that they did.

Law: nobody's word is taken for it, and nobody is held against the simulated attacker; what was not handed out was not
asked for; what was done before it was asked for was done; what the end cut off counts neither for nor against. Of
what was written in time, the sign that stands first counts, and it is said by which entry it was seen.
Not here: an evaluator's mark (log.py), what a report makes of it (drill/report).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from battlebox.drill.play.course import Course
from battlebox.drill.play.deed import Deed
from battlebox.drill.scenario import Expected, Inject


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

    `deed` is the first entry that shows the best of its signs, at T+`minute`; None while there is none. `seen_by` is
    what was written, and `is_kind_alone` whether any entry of that kind would have shown it: whether it says this, no
    program can tell.
    """

    inject: Inject
    expected: Expected
    asked: int
    until: int
    done: Done
    minute: int | None = None
    deed: Deed | None = None
    seen_by: str = ""
    is_kind_alone: bool = False

    @property
    def told(self) -> str:
        """Who was told and how, in the words of the entry; blank where it is no report to somebody."""
        return self.deed.told if self.deed else ""

    @property
    def took_minutes(self) -> int | None:
        """From the handing out until it was done; 0 where it was done before. None while it is not."""
        return None if self.minute is None else max(0, self.minute - self.asked)


def tally_words(states: Iterable[Done]) -> str:
    """`Of 13 things expected: 5 in time, 8 not done.`, with what the end cut off beside it; blank of nothing."""
    every = tuple(states)
    counted = [each for each in every if each is not Done.CUT_OFF]
    said = ", ".join(f"{counted.count(each)} {each.value}" for each in Done if each in counted)
    sentences = [f"Of {_things(len(counted))} expected: {said}."] if counted else []
    if cut := len(every) - len(counted):
        sentences.append(
            f"The end cut off {_things(cut)}, which count{'s' if cut == 1 else ''} neither for nor against."
        )
    return " ".join(sentences)


def _things(number: int) -> str:
    return f"{number} thing{'' if number == 1 else 's'}"


def judged(course: Course, deeds: Iterable[Deed]) -> tuple[Judged, ...]:
    """Each thing expected with each inject that was handed out, in the scenario's order."""
    known = tuple(deeds)
    return tuple(
        _judged(course, inject, expected, asked, known)
        for inject in course.injects
        if (asked := course.when_handed(inject.number)) is not None
        for expected in inject.expected
    )


def _judged(course: Course, inject: Inject, expected: Expected, asked: int, deeds: tuple[Deed, ...]) -> Judged:
    until = course.until(asked, expected.within_minutes)
    shown = [(minute > until, at, minute, deed) for at, minute, deed in _shown(course, expected, asked, deeds)]
    if not shown:
        return Judged(inject, expected, asked, until, _undone(course, until))
    late, at, minute, deed = min(shown, key=lambda each: (each[0], not each[0] and each[1], each[2]))
    sign = expected.any[at]
    done = Done.LATE if late else Done.IN_TIME
    alone = sign.is_kind_alone(course.cast.means(sign))
    return Judged(inject, expected, asked, until, done, minute, deed, sign.words, alone)


def _undone(course: Course, until: int) -> Done:
    if course.ended is None:
        return Done.OPEN if course.minute <= until else Done.NOT_DONE
    return Done.CUT_OFF if course.ended < until else Done.NOT_DONE


def _shown(course: Course, expected: Expected, asked: int, deeds: tuple[Deed, ...]) -> Iterator[tuple[int, int, Deed]]:
    """By the place of each sign that is seen: the minute of the first entry that shows it, and that entry."""
    for at, sign in enumerate(expected.any):
        names = course.cast.means(sign)
        before = sign.counts_before(names) and not expected.anew
        for deed in deeds:
            if not sign.is_seen_in(deed.kind, deed.said, names):
                continue
            minute = course.minute_of(deed.at)
            if minute >= asked or before:
                yield at, minute, deed
                break
