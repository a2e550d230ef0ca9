"""A second reading of deadlines, which knows nothing of how the desk counts: seconds since 1970 shown by zoneinfo, and
working days by their place in a list of all of them."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from battlebox.desk.tell import Nation, bank_holidays

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2024, 2028))
WORKING = [
    day
    for day in (date(2024, 1, 1) + number * DAY for number in range(5 * 365 + 2))
    if day.isoweekday() < 6 and day not in bank_holidays(Nation.ENGLAND).name_of
]
_SAID = re.compile(r"by (\d\d):(\d\d) (GMT|BST) on [A-Z][a-z]+day (\d+ [A-Z][a-z]+ \d{4})")


@dataclass(frozen=True)
class Case:
    """An instant, and how many hours and working days from it."""

    begin: datetime
    hours: int
    days: int


def cases(many: int, seed: int) -> Iterator[Case]:
    """As many as are wanted, in either zone, from 2024 to 2027."""
    draw = random.Random(seed)
    for _ in range(many):
        begin = datetime.fromtimestamp(draw.randrange(FIRST, LAST), draw.choice([UTC, LONDON]))
        yield Case(begin, draw.randrange(1, 200), draw.randrange(1, 60))


def read(case: Case) -> tuple[float, str, date]:
    """When the hours end, as an instant and in words, and the last of the working days."""
    seconds = case.begin.timestamp()
    other = datetime.fromtimestamp(seconds + 3600 * case.hours, LONDON)
    there = datetime.fromtimestamp(seconds, LONDON).date()
    words = f"by {other:%H:%M} {other.tzname()} on {other:%A} {other.day} {other:%B %Y}"
    return other.timestamp(), words, WORKING[bisect_right(WORKING, there) + case.days - 1]


def said_by(words: str) -> datetime:
    """The instant that the words name, read as a person would: the offset by the zone's letters alone."""
    hour, minute, zone, day = _SAID.fullmatch(words).groups()
    there = datetime.strptime(day, "%d %B %Y").replace(hour=int(hour), minute=int(minute), tzinfo=UTC)
    return there - timedelta(hours=zone == "BST")
