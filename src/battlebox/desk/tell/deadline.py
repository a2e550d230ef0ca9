"""When a clock ends: elapsed hours counted in UTC and said in London time, or days of the calendar, working days too.

Law: hours and minutes are elapsed time, so nights, weekends, bank holidays and the change of the clocks make no
difference to how long they are; day clocks begin on the day after, and end with the end of their last day in London.
Not here: which clocks there are (library.py), what starts them (course.py).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from battlebox.desk.brief.saying import LONDON
from battlebox.desk.tell.allowance import Allowance, Unit
from battlebox.desk.tell.bank_holidays import BankHolidays

DAY: Final = timedelta(days=1)
YEARS_MOST: Final = 100
_LONGEST: Final = {
    Unit.MINUTES: YEARS_MOST * 525_600,
    Unit.HOURS: YEARS_MOST * 8_760,
    Unit.DAYS: YEARS_MOST * 365,
    Unit.WORKING_DAYS: YEARS_MOST * 250,
    Unit.WEEKS: YEARS_MOST * 52,
    Unit.MONTHS: YEARS_MOST * 12,
}
CLOSED_MOST: Final = 31
"""So many closed days are named; a clock of elapsed hours that passes more of them is longer than any law's."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock ends.

    `at` is the instant; for a clock of days it is the midnight that ends `day`, and the clock is met before it. None:
    no time is set. `closed` are Saturdays, Sundays and bank holidays that a clock of elapsed time runs through. `doubt`
    is what is not sure about it, in words.
    """

    at: datetime | None = None
    day: date | None = None
    closed: tuple[date, ...] = ()
    doubt: str = ""

    def is_late(self, when: datetime) -> bool:
        """Whether something done then was done too late."""
        if self.at is None:
            return False
        return when > self.at if self.day is None else when >= self.at

    @property
    def words(self) -> str:
        """`by 09:00 GMT on Thursday 27 November 2025`, `by the end of Thursday 9 April 2026`, `no time is set`."""
        if self.day is not None:
            return f"by the end of {day_words(self.day)}"
        if self.at is None:
            return "no time is set"
        here = self.at.astimezone(LONDON)
        return f"by {here:%H:%M %Z} on {day_words(here.date())}"


def due_of(begin: datetime, allowance: Allowance, holidays: BankHolidays) -> Due:
    """When a clock that began at an aware instant ends."""
    if begin.tzinfo is None:
        raise ValueError(begin)
    unit = allowance.unit
    if unit in (Unit.NONE, Unit.AT_ONCE):
        return Due()
    if allowance.number > _LONGEST.get(unit, allowance.number) or begin.year + YEARS_MOST >= date.max.year:
        return Due(doubt=f"{allowance.to_text()} is longer than can be counted: no time is set")
    if unit.is_elapsed:
        span = timedelta(hours=allowance.number) if unit is Unit.HOURS else timedelta(minutes=allowance.number)
        end = begin.astimezone(UTC) + span
        days = begin.astimezone(LONDON).date(), end.astimezone(LONDON).date()
        doubt = "" if holidays.covers(*days) else f"{_known(holidays)}: offices may be shut on more days than are named"
        return Due(at=end, closed=_closed(*days, holidays), doubt=doubt)
    first = begin.astimezone(LONDON).date()
    last = _last_day(first, allowance, holidays)
    doubt = ""
    if unit is Unit.WORKING_DAYS and not holidays.covers(first, last):
        doubt = f"{_known(holidays)}: outside that, weekends alone were left out, so check this date"
    return Due(at=_end_of(last), day=last, doubt=doubt)


def day_words(day: date) -> str:
    """`Thursday 27 November 2025`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _last_day(first: date, allowance: Allowance, holidays: BankHolidays) -> date:
    number = allowance.number
    if allowance.unit is Unit.WORKING_DAYS:
        return _working_days_on(first, number, holidays)
    if allowance.unit is Unit.MONTHS:
        return _months_on(first, number)
    if allowance.unit is Unit.DATE:
        this_year = date(first.year, allowance.month, number)
        return this_year if this_year >= first else date(first.year + 1, allowance.month, number)
    return first + number * (7 if allowance.unit is Unit.WEEKS else 1) * DAY


def _working_days_on(first: date, number: int, holidays: BankHolidays) -> date:
    """The day itself is not counted; the loop ends because every week has a working day."""
    day = first
    while number:
        day += DAY
        number -= not holidays.is_closed(day)
    return day


def _months_on(first: date, number: int) -> date:
    """The same day of a later month, or the last day of that month where it has no such day."""
    years, month = divmod(first.month - 1 + number, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def _end_of(day: date) -> datetime:
    """The midnight in London that ends a day; the clocks never change at midnight."""
    return datetime.combine(day + DAY, time(), LONDON).astimezone(UTC)


def _known(holidays: BankHolidays) -> str:
    return f"bank holidays are known from {day_words(holidays.first)} to {day_words(holidays.last)} only"


def _closed(day: date, last: date, holidays: BankHolidays) -> tuple[date, ...]:
    """Closed days from the day on which it begins to the day on which it ends."""
    found: list[date] = []
    while day <= last and len(found) < CLOSED_MOST:
        if holidays.is_closed(day):
            found.append(day)
        day += DAY
    return tuple(found)
