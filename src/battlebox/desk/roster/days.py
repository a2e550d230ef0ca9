"""Which days a roster may be for, and rest that is cut short.

Law: what is over is not planned, and nobody plans so far ahead that nothing of it is known.
Not here: what of a running roster is past (published.py).
"""

from __future__ import annotations

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
        raise DeskError.of(Code.ROSTER_DAYS, first=_said(first_day), days=days, state=state, today=_said(today))


def must_be_ahead(day: date, now: datetime) -> None:
    """Raises DeskError for a day that is past, or more than a year from now."""
    today = now.astimezone(LONDON).date()
    if day < today or day - today > AHEAD_MOST:
        state = "is past" if day < today else "is more than a year from now"
        raise DeskError.of(Code.REST_DAY, day=_said(day), state=state, today=_said(today))


def _said(day: date) -> str:
    """`Mon 24 Nov 2025`."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"
