"""How a drill stands: what was handed out, asked and has happened, minute of play by minute of play.

Law: a course is a value; each step gives a new one, and the same steps give the same course. A branch is asked once, of
the deeds until its minute, or of what is so then behind the drill. What is handed out, asked or has happened is never
taken back.
Not here: the drill's own clock, keeping it (log.py), judging what players did (judged.py).

Minutes of play (T+) run on whatever the story does; the story's time runs with them and leaps where an event says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from battlebox.drill.play.behind import Behind, Nobody
from battlebox.drill.play.deed import Deed, last_of
from battlebox.drill.play.errors import Code, PlayError
from battlebox.drill.scenario import Answer, Branch, Cast, EventKind, Inject, WorldEvent
from battlebox.journal import Kind

LATE_MINUTES: Final = 2
"""An inject that is due for longer than that is late."""
_NOBODY: Final = Nobody()
SOLO_MINUTES: Final = 20
"""How long the short exercise for one officer alone is played."""
SOLO_LEAST: Final = 4
"""How many minutes of it are left, at the least, for what it asks for; what is asked for later cannot be asked of
anybody (working value).
"""


@dataclass(frozen=True, slots=True)
class Handed:
    """An inject that was handed out, at T+`minute`; `after` is the last entry that was there by then.

    It is blank where none was, and where what is due is handed out by itself: then all of the minute is after it.
    """

    number: int
    minute: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A branch that was asked, at T+`minute`; `entry` is the number of the one that showed it, blank for no."""

    branch: str
    minute: int
    answer: Answer
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that has happened, at T+`minute`."""

    event: str
    minute: int


@dataclass(frozen=True, slots=True)
class Course:
    """One drill so far.

    `began` is the story's time at T+0, `ended` the minute at which it was ended. `by_itself` is whether what is due is
    handed out by itself; otherwise it waits until somebody does. `solo` is whether it is the short exercise for one
    officer alone: then nothing but its own injects is played, each as soon as the one before lets it.
    """

    cast: Cast
    began: datetime
    minute: int = 0
    handed: tuple[Handed, ...] = ()
    held_back: tuple[int, ...] = ()
    asked: tuple[Asked, ...] = ()
    happened: tuple[Happened, ...] = ()
    ended: int | None = None
    by_itself: bool = True
    solo: bool = False

    def __post_init__(self) -> None:
        if self.began.tzinfo is None:
            raise PlayError.of(Code.NO_ZONE, found=self.began.isoformat())

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def is_over(self) -> bool:
        """Whether it was ended."""
        return self.ended is not None

    @property
    def injects(self) -> tuple[Inject, ...]:
        """The injects that are played at all: those of the scenario, or those of its short exercise."""
        return self.cast.scenario.solo if self.solo else self.cast.scenario.injects

    def until(self, asked: int, within: int) -> int:
        """The last minute at which something counts as done in time that was asked for at T+`asked`.

        The short exercise asks for all of it before its end, of whoever had time enough left.
        """
        if self.solo and asked <= SOLO_MINUTES - SOLO_LEAST:
            return min(asked + within, SOLO_MINUTES)
        return asked + within

    def story_at(self, minute: int) -> datetime:
        """The story's time at a minute of play, after any leap at that minute."""
        leaps = sum(hours for at, hours in self._leaps() if at <= minute)
        return self.began + timedelta(minutes=minute, hours=leaps)

    def minute_of(self, at: datetime) -> int:
        """The minute of play in which a moment of the story lies, below 0 before the start.

        A moment that was leapt over lies in the minute of the leap.
        """
        seconds = (at - self.began).total_seconds()
        for minute, hours in self._leaps():
            if seconds < minute * 60:
                break
            seconds = max(minute * 60.0, seconds - hours * 3600)
        return int(seconds // 60)

    def answer_of(self, branch: str) -> Answer | None:
        """What a branch was answered; None while it is not asked, and for ever where its own way is not gone."""
        return next((each.answer for each in self.asked if each.branch == branch), None)

    def when_handed(self, number: int) -> int | None:
        """The minute at which an inject was handed out."""
        handed = self.how_handed(number)
        return None if handed is None else handed.minute

    def how_handed(self, number: int) -> Handed | None:
        """How an inject was handed out; None while it is not."""
        return next((each for each in self.handed if each.number == number), None)

    def due(self) -> tuple[Inject, ...]:
        """Injects whose minute has come and that are neither handed out nor held back, in order."""
        if self.solo:
            return ()
        return tuple(each for each in self._open() if each.at_minutes <= self.minute and self._is_gone(each))

    def late(self) -> tuple[Inject, ...]:
        """Those that are due for more than LATE_MINUTES."""
        return tuple(each for each in self.due() if self.minute - each.at_minutes > LATE_MINUTES)

    def coming(self) -> tuple[Inject, ...]:
        """Those whose minute has not come, in order; of some it is not known yet whether they are played."""
        ahead = (each for each in self._open() if self.solo or each.at_minutes > self.minute)
        return tuple(each for each in ahead if not self.is_barred(each))

    def never(self) -> tuple[Inject, ...]:
        """Those that are not played, for their branch went the other way."""
        return tuple(each for each in self._open() if self.is_barred(each))

    def questions(self) -> tuple[Branch, ...]:
        """Branches that are to be asked now, in order: those whose minute has come and that are not asked."""
        return tuple(
            each
            for each in self.cast.scenario.branches
            if each.by_minutes <= self.minute
            and self.answer_of(each.id) is None
            and (not each.under or self.answer_of(each.under) is each.when)
        )

    def events(self) -> tuple[WorldEvent, ...]:
        """Events that happen now, in order."""
        done = {each.event for each in self.happened}
        return tuple(
            each
            for each in self.cast.scenario.events
            if each.at_minutes <= self.minute and each.id not in done and self._is_gone(each)
        )

    def is_barred(self, each: Inject | WorldEvent) -> bool:
        """Whether it never comes: its branch was answered otherwise, or is one that is never asked."""
        return not self.is_open(each.branch, each.when)

    def is_open(self, branch: str, when: Answer) -> bool:
        """Whether the story may still go, or went, the way on which that branch is answered so; blank is every way."""
        branches = {one.id: one for one in self.cast.scenario.branches}
        name, wanted = branch, when
        while name:
            answer = self.answer_of(name)
            if answer is not None:
                return answer is wanted
            name, wanted = branches[name].under, branches[name].when
        return True

    # ── stepping ─────────────────────────────────────────────────────────────────────────────────────────────────

    def at(self, minute: int) -> Course:
        """The same at a later minute. Raises PlayError for an earlier one, and when it is over."""
        self._must_run()
        if minute < self.minute:
            raise PlayError.of(Code.BACKWARDS, found=minute, now=self.minute)
        return replace(self, minute=minute)

    def asking(self, deeds: Iterable[Deed], behind: Behind = _NOBODY) -> Course:
        """With every branch asked that is to be asked now: under one that was just asked, too.

        `behind` is the truth at this minute; it is asked only where a branch does.
        """
        course, known = self, tuple(deeds)
        while questions := course.questions():
            course = replace(course, asked=(*course.asked, self._asked(questions[0], known, behind)))
        return course

    def happening(self) -> Course:
        """With every event that happens now."""
        self._must_run()
        return replace(self, happened=(*self.happened, *(Happened(each.id, self.minute) for each in self.events())))

    def handing(self, number: int, deeds: Iterable[Deed] = ()) -> Course:
        """With an inject handed out now: one that is due, or one before its time, by whoever runs the drill.

        `deeds` are what was done by then, where that is not all that was done before this minute.
        Raises PlayError for one that is not there, was handed out, or stands on a way that the story did not go.
        """
        self._must_run()
        inject = self._inject(number)
        when = self.when_handed(number)
        if when is not None:
            raise PlayError.of(Code.HANDED, number=number, minute=when)
        if self.is_barred(inject):
            raise PlayError.of(Code.OTHER_WAY, number=number, branch=inject.branch)
        kept = tuple(each for each in self.held_back if each != number)
        return replace(self, handed=(*self.handed, Handed(number, self.minute, last_of(deeds))), held_back=kept)

    def holding_back(self, number: int) -> Course:
        """With an inject held back: it is not due any more, and can still be handed out. Raises PlayError."""
        self._must_run()
        self._inject(number)
        when = self.when_handed(number)
        if when is not None:
            raise PlayError.of(Code.HANDED, number=number, minute=when)
        return self if number in self.held_back else replace(self, held_back=(*self.held_back, number))

    def switching(self, *, by_itself: bool) -> Course:
        """Handing out by itself from now on, or by hand."""
        self._must_run()
        return replace(self, by_itself=by_itself)

    def ending(self) -> Course:
        """Ended now. Raises PlayError if it was ended before."""
        self._must_run()
        return replace(self, ended=self.minute)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _leaps(self) -> Iterator[tuple[int, int]]:
        hours = {each.id: each.hours for each in self.cast.scenario.events if each.kind is EventKind.TIME_PASSES}
        for each in self.happened:
            if each.event in hours:
                yield each.minute, hours[each.event]

    def _open(self) -> tuple[Inject, ...]:
        gone = {each.number for each in self.handed} | set(self.held_back)
        return tuple(each for each in self.injects if each.number not in gone)

    def _is_gone(self, each: Inject | WorldEvent) -> bool:
        return not each.branch or self.answer_of(each.branch) is each.when

    def _asked(self, branch: Branch, deeds: tuple[Deed, ...], behind: Behind) -> Asked:
        if branch.taken:
            is_held = self.cast.id_of(branch.taken) in behind.held()
            return Asked(branch.id, self.minute, Answer.YES if is_held else Answer.NO)
        if branch.shut:
            return self._asked_shut(branch, deeds, behind)
        shown = next((deed for deed in deeds if self._shows(branch, deed)), None)
        if shown is None:
            return Asked(branch.id, self.minute, Answer.NO)
        return Asked(branch.id, self.minute, Answer.YES, shown.number)

    def _asked_shut(self, branch: Branch, deeds: tuple[Deed, ...], behind: Behind) -> Asked:
        """Whether one of the branch's parts is shut; of what has only a stand-in, whether any order stands."""
        shut = behind.shut()
        standing = self._standing(deeds)
        for part in branch.shut:
            filled = self.cast.of(part)
            orders = [number for action, number in standing.items() if not filled.id or action in filled.means]
            if filled.id in shut if filled.id else orders:
                return Asked(branch.id, self.minute, Answer.YES, orders[0] if orders else "")
        return Asked(branch.id, self.minute, Answer.NO)

    def _standing(self, deeds: tuple[Deed, ...]) -> dict[str, str]:
        """The orders that stand at this minute, each with the number of the entry that gave it."""
        standing: dict[str, str] = {}
        for deed in sorted(deeds, key=lambda deed: deed.at):
            action = str(deed.said.get("action", ""))
            if self.minute_of(deed.at) > self.minute:
                continue
            if deed.kind == Kind.SYSTEM_ISOLATED:
                standing.setdefault(action, deed.number)
            elif deed.kind == Kind.SYSTEM_REOPENED:
                standing.pop(action, None)
        return standing

    def _shows(self, branch: Branch, deed: Deed) -> bool:
        if self.minute_of(deed.at) > branch.by_minutes:
            return False
        return any(sign.is_seen_in(deed.kind, deed.said, self.cast.means(sign)) for sign in branch.any)

    def _inject(self, number: int) -> Inject:
        for each in self.injects:
            if each.number == number:
                return each
        known = ", ".join(str(each.number) for each in self.injects)
        raise PlayError.of(Code.NO_INJECT, number=number, known=known)

    def _must_run(self) -> None:
        if self.ended is not None:
            raise PlayError.of(Code.OVER, minute=self.ended)


def stepped(course: Course, minute: int, deeds: Iterable[Deed], behind: Behind = _NOBODY) -> Course:
    """The course at a minute: branches are asked first, then events happen, then injects are handed out.

    `behind` is the truth at that minute, before any of it.
    Raises PlayError for a minute that has passed.
    """
    course = course.at(minute).asking(deeds, behind).happening()
    if not course.by_itself:
        return course
    for each in course.due():
        course = course.handing(each.number)
    return course
