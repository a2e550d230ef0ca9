"""Instants, stretches of time and numbers of people, as every page of an incident says them.

Law: London time on a 24-hour clock, with the date when it is not today's; of an hour that comes twice it is said which.
Not here: sentences of one page.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from battlebox.desk import LONDON, hour

_DAY_MINUTES: Final = 24 * 60
_DAYS_FROM: Final = 2 * _DAY_MINUTES


def when(instant: datetime | None, now: datetime, *, never: str = "") -> str:
    """`02:40` today, `24 Nov, 02:40` on another day, with the year in another year."""
    if instant is None:
        return never
    here, today = instant.astimezone(LONDON), now.astimezone(LONDON)
    if here.date() == today.date():
        return hour(instant)
    year = "" if here.year == today.year else f" {here.year}"
    return f"{here.day} {here:%b}{year}, {hour(instant)}"


def span(stretch: timedelta) -> str:
    """`no time`, `40 min`, `2 h 10 min`, `3 days 4 h`."""
    minutes = round(abs(stretch).total_seconds() / 60)
    if minutes < 1:
        return "no time"
    days, rest = divmod(minutes, _DAY_MINUTES) if minutes >= _DAYS_FROM else (0, minutes)
    hours, left = divmod(rest, 60)
    parts = [f"{days} days"] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{left} min"] if left and not days else []
    return " ".join(parts)


def ago(instant: datetime, now: datetime) -> str:
    """`in 2 h`, `3 days 4 h ago`, `now`."""
    words = span(now - instant)
    return "now" if words == "no time" else f"in {words}" if instant > now else f"{words} ago"
