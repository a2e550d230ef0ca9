"""The score guide, inject by inject: what was expected, whether the record shows it, how long it took, and the mark.

Law: an evaluator's mark stands beside what the record shows and neither hides the other; no marks are added up; offices
are named and never persons; nobody is ranked.
Not here: recognising what was done (drill/play).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.drill.play import Course, Done, Judged, Noted, minutes_words, tally_words
from battlebox.drill.report.played import Played
from battlebox.drill.scenario import Inject

READ_IT: Final = "read it"
"""Behind an entry of which only its kind was asked for: whether it says this, whoever marks must read."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that was expected: what, whether it was done, after how long, and the entry that shows it.

    `seen_by` is what that entry is; with `is_kind_alone` any of its kind would do, and a person judges whether it says
    this. `told` is who was told and how, in its words; `took` says after how long, or that it was before it was asked
    for; `remark` by which entry it was taken back.
    """

    do: str
    measure: str
    done: Done
    within_minutes: int
    took_minutes: int | None
    entry: str
    seen_by: str = ""
    is_kind_alone: bool = False
    told: str = ""
    took: str = ""
    remark: str = ""
    by: int | None = None
    """The minute by which it was to be done, where the short exercise is over before its own minutes are."""

    @property
    def said(self) -> str:
        """`in time, after 12 minutes (A-40, system isolated)`, `not done within 20 minutes`; then the remark."""
        return "; ".join(filter(None, (self._stands, self.remark)))

    @property
    def _stands(self) -> str:
        if self.done is Done.CUT_OFF:
            return f"{self.done.value}: it counts neither for nor against"
        if self.took_minutes is None:
            time = f"within {minutes_words(self.within_minutes)}" if self.by is None else f"by T+{self.by}"
            return f"{self.done.value} {time}"
        judge = f": {READ_IT}" if self.is_kind_alone else ""
        told = f"; {self.told}" if self.told else ""
        return f"{self.done.value}, {self.took} ({', '.join(filter(None, (self.entry, self.seen_by)))}{judge}){told}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What an evaluator noted: at which minute, which mark by the guide, None where none was given, and the words."""

    minute: int
    mark: int | None
    words: str


@dataclass(frozen=True, slots=True)
class InjectPlayed:
    """One inject that was handed out, or was not: then `handed` is None and nothing was asked for."""

    number: int
    title: str
    planned: int
    handed: int | None
    evaluator: str
    to: tuple[str, ...]
    actions: tuple[Action, ...]
    marks: tuple[Mark, ...]
    guide: tuple[str, str, str]

    @property
    def is_cut_off(self) -> bool:
        """Whether the end cut off something of it, and nobody marked it all the same."""
        return any(each.done is Done.CUT_OFF for each in self.actions) and not self._given

    @property
    def mark_words(self) -> str:
        """The last mark with what the guide says of it."""
        given = self._given
        if self.is_cut_off:
            return "none, for the end cut it off"
        return "no mark was given" if not given else f"{given[-1]} of 2: {self.guide[2 - given[-1]]}"

    @property
    def _given(self) -> list[int]:
        return [each.mark for each in self.marks if each.mark is not None]


def guide(played: Played) -> tuple[InjectPlayed, ...]:
    """Every inject that was handed out or could have been, in order; none without a scenario."""
    if played.course is None:
        return ()
    gone = {each.number for each in played.course.never()}
    return tuple(_inject(played, played.course, each) for each in played.course.injects if each.number not in gone)


def guide_words(found: tuple[InjectPlayed, ...], *, alone: bool = False) -> str:
    """What was done of what was expected, in a sentence or two; blank where nothing was.

    Of whoever played `alone`, it is not said that nobody marked it: nobody was there to.
    """
    said = tally_words(each.done for inject in found for each in inject.actions)
    handed = [each for each in found if each.handed is not None and not each.is_cut_off]
    marked = sum(any(mark.mark is not None for mark in inject.marks) for inject in handed)
    if not said or not handed or (alone and not marked):
        return said
    return f"{said} Evaluators marked {marked} of {len(handed)} injects."


def _inject(played: Played, course: Course, inject: Inject) -> InjectPlayed:
    says, handed = course.cast.says, course.when_handed(inject.number)
    actions = tuple(_action(each, says(each.expected.do)) for each in played.judged
                    if each.inject.number == inject.number)  # fmt: skip
    scores = inject.scores
    return InjectPlayed(
        inject.number, says(inject.title), inject.at_minutes, handed, says(inject.evaluator),
        tuple(role.words for role in inject.to), actions, tuple(map(_mark, _notes(played, inject.number))),
        (says(scores.full), says(scores.half), says(scores.none)),
    )  # fmt: skip


def _action(found: Judged, do: str) -> Action:
    entry = found.deed.number if found.deed else ""
    within = found.expected.within_minutes
    by = found.until if found.until < found.asked + within else None
    return Action(do, found.expected.measure.value, found.done, within, found.took_minutes, entry,
                  found.seen_by, found.is_kind_alone, found.told, found.took_words, found.remark, by)  # fmt: skip


def _notes(played: Played, number: int) -> tuple[Noted, ...]:
    return tuple(each for each in played.notes if each.number == number)


def _mark(noted: Noted) -> Mark:
    return Mark(noted.minute, noted.mark, noted.words)
