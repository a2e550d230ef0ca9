"""How long a clock allows: `72 hours`, `3 working days`, `by 1 December`, `at once`, or no time at all.

Law: `Allowance.from_text(allowance.to_text()) == allowance`; hours and minutes are elapsed time, everything longer is
counted in days of the calendar and lasts until the end of its day.
Not here: the instant it ends (deadline.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError

_LENGTH: Final = re.compile(r"([1-9]\d{0,5}) (minute|hour|day|working day|week|month)s?", re.ASCII)
_DATE: Final = re.compile(r"by ([1-9]\d?) ([A-Z][a-z]+)", re.ASCII)
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ANY_YEAR: Final = 2025
"""A year without a 29 February: a clock that ends on that day would end in one year of four."""


class Unit(StrEnum):
    """What is counted."""

    NONE = "none"
    AT_ONCE = "at once"
    MINUTES = "minute"
    HOURS = "hour"
    DAYS = "day"
    WORKING_DAYS = "working day"
    WEEKS = "week"
    MONTHS = "month"
    DATE = "date"

    @property
    def words(self) -> str:
        """How it is counted, as a form says it."""
        return _COUNTED[self]

    @property
    def is_elapsed(self) -> bool:
        """Whether nights, weekends and bank holidays count, to the minute."""
        return self in (Unit.MINUTES, Unit.HOURS)


_COUNTED: Final = {
    Unit.NONE: "no time in law",
    Unit.AT_ONCE: "no number of hours is set",
    Unit.MINUTES: "elapsed minutes",
    Unit.HOURS: "elapsed hours",
    Unit.DAYS: "calendar days",
    Unit.WORKING_DAYS: "working days",
    Unit.WEEKS: "calendar weeks",
    Unit.MONTHS: "calendar months",
    Unit.DATE: "a date in the calendar",
}


@dataclass(frozen=True, slots=True)
class Allowance:
    """A number of a unit; for a date its `month` and `number` are the month and the day, and its year is the next."""

    unit: Unit
    number: int = 0
    month: int = 0

    @classmethod
    def from_text(cls, text: str) -> Allowance:
        """Read it. Raises DeskError for what is none."""
        clean = text.strip()
        if clean in (Unit.NONE, Unit.AT_ONCE):
            return cls(Unit(clean))
        length = _LENGTH.fullmatch(clean)
        if length:
            return cls(Unit(length[2]), int(length[1]))
        on = _DATE.fullmatch(clean)
        if on and on[2] in _MONTHS:
            month, day = _MONTHS.index(on[2]) + 1, int(on[1])
            if _is_a_day(month, day):
                return cls(Unit.DATE, day, month)
        raise DeskError.of(Code.BAD_ALLOWANCE, found=repr(text[:40]))

    def to_text(self) -> str:
        """As it is written in a table."""
        if self.unit in (Unit.NONE, Unit.AT_ONCE):
            return self.unit.value
        if self.unit is Unit.DATE:
            return f"by {self.number} {_MONTHS[self.month - 1]}"
        return f"{self.number} {self.unit.value}{'' if self.number == 1 else 's'}"


def _is_a_day(month: int, day: int) -> bool:
    try:
        date(_ANY_YEAR, month, day)
    except ValueError:
        return False
    return True
