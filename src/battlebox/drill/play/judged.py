"""What was expected of players beside what the record shows that they did.

Law: nobody's word is taken for it, and nobody is held against the simulated attacker; what was not handed out was not
asked for; what was done before it was asked for was done, while it stands; what the end cut off counts neither for nor
against. Of what was written in time, the sign that stands first counts, and it is said by which entry it was seen, and
by which it was taken back.
Not here: an evaluator's mark (log.py), what a report makes of it (drill/report).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from battlebox.drill.play.course import Course
from battlebox.drill.play.deed import Deed, in_order
from battlebox.drill.play.span import minutes_words
from battlebox.drill.play.undone import is_correction, is_ending, undoing, undone_words
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

    `deed` is the first entry that shows the best of its signs, at T+`minute`; None while there is none. `seen_by` is
    what was written, and `is_kind_alone` whether any entry of that kind would have shown it: whether it says this, no
    program can tell. `remark` says by which entry it was taken back while there was time, or that what was done before
    it was asked for did not stand any more; blank where neither is so.
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
    remark: str = ""
    is_before: bool = False
    """Whether it was done before it was asked for, be it in the same minute."""

    @property
    def told(self) -> str:
        """Who was told and how, in the words of the entry; blank where it is no report to somebody."""
        return self.deed.told if self.deed else ""

    @property
    def took_minutes(self) -> int | None:
        """From the handing out until it was done; 0 where it was done before. None while it is not."""
        return None if self.minute is None else max(0, self.minute - self.asked)

    @property
    def took_words(self) -> str:
        """`after 3 minutes`, `in the minute in which it was asked for`; blank while it is not done."""
        if self.minute is None:
            return ""
        if self.is_before:
            return "before it was asked for"
        if self.minute == self.asked:
            return "in the minute in which it was asked for"
        return f"after {minutes_words(self.minute - self.asked)}"


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
    known = tuple(each for each in deeds if course.ended is None or course.minute_of(each.at) <= course.ended)
    by_time = in_order(known)
    places = {each.entry: place for place, each in enumerate(by_time)}
    return tuple(
        _Asking(course, inject, expected, handed.minute, known, by_time, places, places.get(handed.after, -1)).judged()
        for inject in course.injects
        if (handed := course.how_handed(inject.number)) is not None
        for expected in inject.expected
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One thing that was asked for at T+`asked`, and all that was done, as it arrived and in order of time.

    `places` are those of the entries in that order, and `last` that of the last one before it was asked for.
    """

    course: Course
    inject: Inject
    expected: Expected
    asked: int
    deeds: tuple[Deed, ...]
    by_time: tuple[Deed, ...]
    places: Mapping[str, int]
    last: int

    @property
    def until(self) -> int:
        """The last minute in which it counts as done in time."""
        return self.course.until(self.asked, self.expected.within_minutes)

    def judged(self) -> Judged:
        """How it stands with it."""
        until = self.until
        shown = [(minute > until, at, minute, deed) for at, minute, deed in self._shown()]
        if not shown:
            done = _undone(self.course, until)
            return Judged(self.inject, self.expected, self.asked, until, done, remark=self._lapsed())
        late, at, minute, deed = min(shown, key=lambda each: (each[0], not each[0] and each[1], each[2]))
        sign = self.expected.any[at]
        done = Done.LATE if late else Done.IN_TIME
        alone = sign.is_kind_alone(self.course.cast.means(sign))
        return Judged(
            self.inject, self.expected, self.asked, until, done, minute, deed, sign.words, alone,
            self._taken_back(deed, is_late=late), self._is_before(deed),
        )  # fmt: skip

    def _shown(self) -> Iterator[tuple[int, int, Deed]]:
        """By the place of each sign that is seen: the minute of the first entry that shows it, and that entry."""
        for at, sign in enumerate(self.expected.any):
            for deed in self.deeds:
                if not self._shows(sign, deed):
                    continue
                if not self._is_before(deed) or (self._counts_before(sign) and self._stood(deed)):
                    yield at, self._minute(deed), deed
                    break

    def _shows(self, sign: Sign, deed: Deed) -> bool:
        return not is_ending(deed) and sign.is_seen_in(deed.kind, deed.said, self.course.cast.means(sign))

    def _shows_any(self, deed: Deed) -> bool:
        return any(self._shows(sign, deed) for sign in self.expected.any)

    def _counts_before(self, sign: Sign) -> bool:
        return sign.counts_before(self.course.cast.means(sign)) and not self.expected.anew

    def _is_before(self, deed: Deed) -> bool:
        """Whether it came before it was asked for; within that minute, by the order of the journal."""
        minute = self._minute(deed)
        return minute < self.asked or (minute == self.asked and self.places[deed.entry] <= self.last)

    def _stood(self, deed: Deed) -> bool:
        """Whether it still stood when it was asked for."""
        undone = undoing(deed, self.by_time, self._shows_any)
        return undone is None or not self._is_before(undone)

    def _taken_back(self, deed: Deed, *, is_late: bool) -> str:
        """`undone by A-7 at T+5, done again by A-8 at T+6`; blank of what stands.

        What was done in time and taken back when its time was over says that it was.
        """
        undone = undoing(deed, self.by_time, self._shows_any)
        if undone is None:
            return ""
        minute = self._minute(undone)
        is_over = not is_late and minute > self.until
        said = f"{undone_words(undone, deed)} at T+{minute}" + (", when its time was over" if is_over else "")
        if is_correction(undone):
            return said
        until = self.course.minute if is_late or is_over else self.until
        others = [each for each in self.by_time if each is not deed and self._shows_until(each, until)]
        others = [each for each in others if undoing(deed, (deed, each), self._shows_any) is None]
        same = others if self._by_kind_alone(deed) else [each for each in others if not self._by_kind_alone(each)]
        again = next((each for each in same if self.places[each.entry] > self.places[undone.entry]), None)
        if again:
            return f"{said}, done again by {again.number} at T+{self._minute(again)}"
        if same:
            return f"{said}, while {same[0].number} stands"
        kind = others[-1].kind.replace(":", " ") if others else ""
        return said + (
            f"; whether {others[-1].number}, {kind}, stands for it is for a person to judge" if others else ""
        )

    def _by_kind_alone(self, deed: Deed) -> bool:
        """Whether it shows what was asked for only as any entry of its kind does."""
        signs = (each for each in self.expected.any if self._shows(each, deed))
        return all(each.is_kind_alone(self.course.cast.means(each)) for each in signs)

    def _shows_until(self, deed: Deed, until: int) -> bool:
        """Whether it shows what was asked for, from when it was, and stood until then."""
        if self._is_before(deed) or self._minute(deed) > until or not self._shows_any(deed):
            return False
        undone = undoing(deed, self.by_time, self._shows_any)
        return undone is None or self._minute(undone) > until

    def _lapsed(self) -> str:
        """Of what was done before it was asked for, and did not stand any more: by which entries; blank of nothing."""
        for deed in reversed(self.by_time):
            if not self._is_before(deed):
                continue
            if any(self._shows(sign, deed) and self._counts_before(sign) for sign in self.expected.any):
                undone = undoing(deed, self.by_time, self._shows_any)
                return (
                    f"{deed.number} came before it was asked for, and was {undone_words(undone, deed)}"
                    if undone
                    else ""
                )
        return ""

    def _minute(self, deed: Deed) -> int:
        return self.course.minute_of(deed.at)


def _undone(course: Course, until: int) -> Done:
    if course.ended is None:
        return Done.OPEN if course.minute <= until else Done.NOT_DONE
    return Done.CUT_OFF if course.ended < until else Done.NOT_DONE
