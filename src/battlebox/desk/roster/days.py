"""Which days a roster may be for, and rest that is cut short; days as they are said.

Law: what is over is not planned, and nobody plans so far ahead that nothing of it is known.
Not here: what of a running roster is past (published.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON

AHEAD_MOST: Final = timedelta(days=366)


def must_run(first_day: date, days: int, now: datetime) -> None:
    """Raises DeskError for a roster that is over, or begins more than a year from now."""
    today = now.astimezone(LONDON).date()
    # Nobody's calendar goes on for ever, so the last day is not worked out before the first is known to be near.
    is_over = first_day < today and (today - first_day).days >= days
    if is_over or first_day - today > AHEAD_MOST:
        state = "is over already" if is_over else "begins more than a year from now"
        raise DeskError.of(Code.ROSTER_DAYS, first=day_said(first_day), days=days, state=state, today=day_said(today))


def must_be_ahead(day: date, now: datetime) -> None:
    """Raises DeskError for a day that is past, or more than a year from now."""
    today = now.astimezone(LONDON).date()
    if day < today or day - today > AHEAD_MOST:
        state = "is past" if day < today else "is more than a year from now"
        raise DeskError.of(Code.REST_DAY, day=day_said(day), state=state, today=day_said(today))


def day_said(day: date) -> str:
    """`Mon 24 Nov 2025`."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def spans_said(days: Iterable[date]) -> str:
    """Days in order, those that follow each other as one: `Mon 24 Nov 2025 to Fri 28 Nov 2025, Sun 30 Nov 2025`."""
    spans: list[list[date]] = []
    for day in sorted(set(days)):
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(" to ".join(day_said(day) for day in dict.fromkeys((span[0], span[-1]))) for span in spans)
