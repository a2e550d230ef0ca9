"""When the next update comes, as somebody wrote it: the last time that it names, where it names a day.

Law: only what can be no other time is read: a time of today, or of a date with its month; where a weekday, tomorrow or
no day stands there, nobody knows here which day is meant.
Not here: the update that the public page promises, which has an instant (desk.publish).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.wording import any_of, plain

_TODAY: Final = re.compile(rf"\b{any_of('today, tonight, this morning, this afternoon, this evening')}\b")
_OTHER: Final = re.compile(
    rf"\b{any_of('tomorrow, every, each, daily, next')}\b"
    rf"|\b{any_of('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday')}s?\b"
)
_MONTHS: Final = tuple(map(plain, ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]))
_DATE: Final = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (20\d\d))?\b")
_TIME: Final = re.compile(rf"\b(?:([01]\d|2[0-3])([0-5]\d)|{plain('noon')}|({plain('midnight')}))\b")
_NOON: Final = 12
_LONG_AGO: Final = timedelta(days=180)
"""A date without its year that lies further back is one of next year."""


def promised_at(text: str, now: datetime) -> datetime | None:
    """The last instant that words name, or the end of the day where they name no time; None where nobody can say."""
    words, today = plain(text), now.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    dates = list(_DATE.finditer(words))
    if _OTHER.search(words) or bool(dates) == bool(_TODAY.search(words)):
        return None
    day = _day(dates[-1], today) if dates else today
    if day is None:
        return None
    times = [_minutes(found) for found in _TIME.finditer(_DATE.sub(" ", words))]
    if not times:
        return day + timedelta(days=1)
    return day.replace(hour=0) + timedelta(minutes=max(times))


def not_due(text: str, now: datetime) -> str:
    """The words themselves, where the time that they name has not come. Raises DeskError."""
    at = promised_at(text, now)
    if at is not None and at <= now:
        raise DeskError.of(Code.TOO_EARLY, field="when the next update comes", other="now")
    return text


def _day(found: re.Match[str], today: datetime) -> datetime | None:
    year, month = int(found[3] or today.year), _MONTHS.index(found[2]) + 1
    try:
        day = today.replace(year=year, month=month, day=int(found[1]))
        return day.replace(year=year + 1) if not found[3] and today - day > _LONG_AGO else day
    except ValueError:
        return None


def _minutes(found: re.Match[str]) -> int:
    if found[1]:
        return 60 * int(found[1]) + int(found[2])
    return 60 * _NOON * (2 if found[3] else 1)
