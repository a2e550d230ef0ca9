"""How times are said to residents: London time, the day by name, as one would say it on the phone.

Law: a time is never without its date; a day is never only a number.
Not here: how long something takes (desk).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
_NOON: Final = 12
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def moment(at: datetime) -> str:
    """`9:30am on Monday 23 November 2026`."""
    here = at.astimezone(LONDON)
    return f"{_hour(here)} on {_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}"


def _hour(here: datetime) -> str:
    """`1pm`, `9:30am`, `midday`, `midnight`."""
    if here.minute == 0 and here.hour % _NOON == 0:
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % _NOON or _NOON}{minutes}{'pm' if here.hour >= _NOON else 'am'}"


def local_time(at: datetime) -> str:
    """For a document that a person goes on writing: `2026-11-23 09:30`, with its zone in the hour that comes twice."""
    here = at.astimezone(LONDON)
    is_twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    return here.isoformat(" ", "minutes") if is_twice else here.strftime("%Y-%m-%d %H:%M")


def stamp(at: datetime) -> str:
    """For machines, UTC to the second: `2026-11-23T09:30:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_stamp(text: str) -> datetime:
    """Read what `stamp` wrote. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
