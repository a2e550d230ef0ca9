"""A drill's clock as a value: the log of what set it, from which its time follows at every real instant.

Law: it never goes back, whatever this machine's own clock does; left alone for twelve hours of drill it stands still
there, by itself, and says so.
Not here: keeping it (kept.py), showing it to a desk (watch.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from battlebox.drill.pace.errors import Code, PaceError
from battlebox.drill.pace.mark import MS, Deed, Mark, whole

IDLE_MOST: Final = timedelta(hours=12)
"""How long a drill runs, by its own clock, without anybody doing anything."""
_GOES_ON_EVERY: Final = timedelta(minutes=15)
_MARKS_MOST: Final = 20_000


class Run(StrEnum):
    """How a drill's clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    LEFT = "left"
    """It paused by itself: nobody did anything for as long as it runs alone."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The marks, in the order in which they were set. Every deed gives a new value."""

    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        if not self.marks or self.marks[0].deed is not Deed.STARTED:
            raise PaceError.of(Code.NOT_BEGUN)
        if len(self.marks) > _MARKS_MOST:
            raise PaceError.of(Code.TOO_MANY, most=_MARKS_MOST)
        for at, (before, mark) in enumerate(pairwise(self.marks), 2):
            _check(at, before, mark)

    @classmethod
    def started(cls, real: datetime, drill: datetime, *, rate: int = 1) -> Pace:
        """A drill that begins now, at this time of its own."""
        return cls((Mark(whole(real), whole(drill), rate, Deed.STARTED),))

    @property
    def began(self) -> datetime:
        """What it showed when it was started."""
        return self.marks[0].drill

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def drill_now(self, real: datetime) -> datetime:
        """What it shows at a real instant; before its start, and where this machine's clock went back, its last mark.

        So a machine that loses an hour makes the drill wait for an hour, and nothing happens twice.
        """
        instant = whole(real)
        mark = next((each for each in reversed(self.marks) if each.real <= instant), None)
        if mark is None:
            return self.marks[0].drill
        return _shown(mark, instant)

    def real_when(self, drill: datetime) -> datetime | None:
        """The first real instant at which it shows this time or a later one; None while it never will as it is set."""
        wanted = whole(drill)
        for mark, after in zip(self.marks, (*self.marks[1:], None), strict=True):
            if mark.drill >= wanted:
                return mark.real
            found = _reached(mark, wanted)
            if found is not None and (after is None or found < after.real):
                return found
        return None

    def run(self, real: datetime) -> Run:
        """How it stands at a real instant."""
        last = self.marks[-1]
        if not last.rate:
            # A leap of the story, while it stood because it was left, starts nothing and is nobody's pause.
            return Run.LEFT if self._stood_at.rate else Run.PAUSED
        return Run.LEFT if _shown(last, max(whole(real), last.real)) - last.drill >= IDLE_MOST else Run.RUNNING

    def rate(self, real: datetime) -> int:
        """How many times the pace of the day it runs; 0 while it stands."""
        return self.marks[-1].rate if self.run(real) is Run.RUNNING else 0

    def left_at(self, real: datetime) -> datetime | None:
        """The real instant at which it paused by itself; None unless it did."""
        stood = self._stood_at
        return _reached(stood, stood.drill + IDLE_MOST) if self.run(real) is Run.LEFT else None

    @property
    def _stood_at(self) -> Mark:
        """The last mark that is not a jump of a clock that stands."""
        return next(each for each in reversed(self.marks) if each.rate or each.deed is not Deed.JUMPED)

    def words(self, real: datetime) -> str:
        """How it stands, as a sentence for whoever runs the drill."""
        match self.run(real):
            case Run.RUNNING if self.rate(real) == 1:
                return "The drill runs in real time."
            case Run.RUNNING:
                return f"The drill runs at {self.rate(real)} times the pace of the day."
            case Run.PAUSED:
                return "The drill is paused."
            case Run.LEFT:
                hours = round(IDLE_MOST / timedelta(hours=1))
                return (
                    f"The drill paused by itself: nobody did anything for {hours} hours of its time. "
                    "Resume it, jump ahead, or end it."
                )

    # ── setting ──────────────────────────────────────────────────────────────────────────────────────────────────

    def paused(self, real: datetime) -> Pace:
        """It stands from now on. Raises PaceError if it does already."""
        if self.run(real) is Run.PAUSED:
            raise PaceError.of(Code.PAUSED)
        return self._and(real, 0, Deed.PAUSED)

    def resumed(self, real: datetime, *, rate: int = 0) -> Pace:
        """It goes on, at this pace or the last it had. Raises PaceError if it runs."""
        if self.run(real) is Run.RUNNING:
            raise PaceError.of(Code.NOT_PAUSED)
        last = next(each.rate for each in reversed(self.marks) if each.rate)
        return self._and(real, rate or last, Deed.RESUMED)

    def at_rate(self, real: datetime, rate: int) -> Pace:
        """It runs at another pace; one that was paused runs again."""
        return self._and(real, rate, Deed.SET)

    def jumped(self, real: datetime, to: datetime) -> Pace:
        """It shows a later time at once, and goes on or stands as before. Raises PaceError for a time that is past."""
        now, wanted = self._now(real), whole(to)
        if wanted <= now[1]:
            raise PaceError.of(Code.DRILL_BACK, now=now[1].isoformat(), found=wanted.isoformat())
        return Pace((*self.marks, Mark(now[0], wanted, self.rate(real), Deed.JUMPED)))

    def goes_on(self, real: datetime) -> Pace:
        """Somebody did something. The same value where that need not be written down, or it does not run."""
        is_new = self._now(real)[1] - self.marks[-1].drill >= _GOES_ON_EVERY
        if self.run(real) is not Run.RUNNING or not is_new:
            return self
        return self._and(real, self.marks[-1].rate, Deed.GOES_ON)

    def _and(self, real: datetime, rate: int, deed: Deed) -> Pace:
        at, shows = self._now(real)
        return Pace((*self.marks, Mark(at, shows, rate, deed)))

    def _now(self, real: datetime) -> tuple[datetime, datetime]:
        """The real instant of a deed, which is not before the last, and what the clock shows then."""
        at = max(whole(real), self.marks[-1].real)
        return at, _shown(self.marks[-1], at)

    # ── as text ──────────────────────────────────────────────────────────────────────────────────────────────────

    def to_text(self) -> str:
        """A line for each mark."""
        return "".join(f"{mark.to_text()}\n" for mark in self.marks)

    @classmethod
    def from_text(cls, text: str, *, name: str = "the drill's clock") -> Pace:
        """Read it back. Raises PaceError, with the line that is wrong."""
        lines = text.split("\n")
        if lines.pop():
            raise PaceError.of(Code.BAD_LINE, line=len(lines) + 1, name=name, found="it has no end")
        marks = []
        for at, line in enumerate(lines, 1):
            try:
                marks.append(Mark.from_text(line))
            except ValueError:
                raise PaceError.of(Code.BAD_LINE, line=at, name=name, found=line[:80]) from None
        return cls(tuple(marks))


def _check(at: int, before: Mark, mark: Mark) -> None:
    if mark.deed is Deed.STARTED:
        raise PaceError.of(Code.BEGUN_TWICE)
    if mark.real < before.real:
        raise PaceError.of(Code.REAL_BACK, at=at)
    follows = _shown(before, mark.real)
    if mark.drill < follows:
        raise PaceError.of(Code.DRILL_BACK, now=follows.isoformat(), found=mark.drill.isoformat())
    if mark.drill > follows and mark.deed is not Deed.JUMPED:
        raise PaceError.of(Code.DOES_NOT_FOLLOW, at=at, found=mark.drill.isoformat(), right=follows.isoformat())


def _shown(mark: Mark, real: datetime) -> datetime:
    return mark.drill + min((real - mark.real) * mark.rate, IDLE_MOST)


def _reached(mark: Mark, drill: datetime) -> datetime | None:
    """The first real millisecond at which a clock that goes on from a mark shows this time."""
    ahead = drill - mark.drill
    if not mark.rate or ahead > IDLE_MOST:
        return None
    return mark.real - (-ahead // MS // mark.rate) * MS
