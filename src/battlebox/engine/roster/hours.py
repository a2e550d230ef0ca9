"""Shifts and the hours between them: when a duty ends, how long the rest is, what counts as a night.

Law: whole minutes on the wall, counted from the midnight that begins the roster's first day.
Not here: who may work them (grid.py), the checker's own reckoning (breaches.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.engine.errors import Code, EngineError

DAY_MINUTES: Final = 1440
WEEK_DAYS: Final = 7
HOUR_MINUTES: Final = 60
SHIFT_MINUTES_MOST: Final = 780
NIGHT_MINUTES: Final = 180
"""A shift with so many minutes between 11pm and 6am is a night."""
NIGHTS: Final = ((-60, 360), (1380, 1800))
"""11pm to 6am before and after a midnight, from that day's own midnight."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of work that begins at the same time every day."""

    id: str
    starts_minutes: int
    minutes: int

    def __post_init__(self) -> None:
        if not (0 <= self.starts_minutes < DAY_MINUTES and 0 < self.minutes <= SHIFT_MINUTES_MOST):
            found = {"id": self.id, "starts": self.starts_minutes, "found": self.minutes, "most": SHIFT_MINUTES_MOST}
            raise EngineError.of(Code.SHIFT_RANGE, **found)

    @property
    def days_on(self) -> int:
        """How many days after the one it begins on it ends: 0, or 1 over midnight."""
        return (self.starts_minutes + self.minutes - 1) // DAY_MINUTES

    @property
    def is_night(self) -> bool:
        """Whether enough of it lies in the night."""
        return night_minutes(self.starts_minutes, self.minutes) >= NIGHT_MINUTES

    def duty(self, day: int) -> Duty:
        """This shift on a day of the roster."""
        return Duty(day * DAY_MINUTES + self.starts_minutes, self.minutes)


@dataclass(frozen=True, slots=True)
class Duty:
    """Work from a minute on: below 0 before the roster's first midnight."""

    starts_minutes: int
    minutes: int

    @property
    def ends_minutes(self) -> int:
        """The first minute after it."""
        return self.starts_minutes + self.minutes

    @property
    def day(self) -> int:
        """The day on which it begins: -1 is the day before the roster."""
        return self.starts_minutes // DAY_MINUTES

    @property
    def is_night(self) -> bool:
        """Whether enough of it lies in the night."""
        return night_minutes(self.starts_minutes % DAY_MINUTES, self.minutes) >= NIGHT_MINUTES


def night_minutes(starts: int, minutes: int) -> int:
    """How much of a stretch that begins so many minutes after midnight lies between 11pm and 6am."""
    return sum(max(0, min(starts + minutes, last) - max(starts, first)) for first, last in NIGHTS)


def rest_between(one: Duty, other: Duty) -> int:
    """Minutes from the end of the earlier to the start of the later; below 0 where they overlap."""
    first, second = sorted((one, other), key=lambda duty: duty.starts_minutes)
    return second.starts_minutes - first.ends_minutes
