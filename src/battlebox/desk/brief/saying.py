"""How the brief says hours, people and chances: as a person would say them at 3 a.m.

Law: no decimals and no false precision; the same number is said in the same words everywhere.
Not here: sentences about an estate (the other brief modules).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from battlebox.desk.london import LONDON as _LONDON
from battlebox.desk.london import hour
from battlebox.estate import MICROHOURS

LONDON: Final = _LONDON
HOUR_MINUTES: Final = 60
DAY_H: Final = 24
_DAYS_FROM_H: Final = 36
_WEEKS_FROM_H: Final = 324
_MONTHS_FROM_DAYS: Final = 60
_YEARS_FROM_DAYS: Final = 700
_MILLION: Final = 1_000_000
_SIX_DAYS_H: Final = 144
LIKELY: Final = 0.5
COULD_BE: Final = 0.15
_SOURCE_KEY: Final = re.compile(r"\s*\[[A-Z]+\d*\]")
_FEW: Final = 20
_HUNDRED: Final = 100
_TWICE: Final = 1.5
_NEAR: Final = 0.04
_SHARES: Final = (
    (0.04, "almost nothing"),
    (0.15, "a tenth"),
    (0.29, "a quarter"),
    (0.42, "a third"),
    (0.58, "half"),
    (0.71, "two thirds"),
    (0.85, "three quarters"),
    (0.96, "nine tenths"),
    (1.06, "about all"),
)


def hours_of(microhours: int) -> float:
    """Hours as a number."""
    return microhours / MICROHOURS


def duration(hours: float) -> str:
    """`40 minutes`, `about 5 hours`, `about 3 days`, `about 5 weeks`."""
    minutes = round(hours * HOUR_MINUTES / 10) * 10
    if hours * HOUR_MINUTES < 1:
        return "no time"
    if minutes < HOUR_MINUTES:
        return f"{max(minutes, 10)} minutes"
    if hours < _DAYS_FROM_H:
        return f"about {_counted(round(hours), 'hour')}"
    if hours < _WEEKS_FROM_H:
        return f"about {_counted(round(hours / DAY_H), 'day')}"
    return f"about {_counted(round(hours / DAY_H / 7), 'week')}"


def span(hours: float) -> str:
    """`6 weeks`, `5 days`, `20 days and 20 hours`: a length that somebody chose, said exactly to the hour."""
    days, rest = divmod(round(hours), DAY_H)
    if rest == 0 and days % 7 == 0 and days:
        return _counted(days // 7, "week")
    parts = [_counted(days, "day")] if days else []
    parts += [_counted(rest, "hour")] if rest or not days else []
    return " and ".join(parts)


def within(hours: float) -> str:
    """`now`, `in 40 minutes`, `in 4 hours`, `in 2 days`, `in about 5 hours`: when something comes, from hour 0."""
    if hours * HOUR_MINUTES < 1:
        return "now"
    if hours >= 2 * DAY_H and hours % DAY_H == 0:
        return f"in {_counted(round(hours / DAY_H), 'day')}"
    return f"in {_counted(round(hours), 'hour')}" if hours >= 1 and hours % 1 == 0 else f"in {duration(hours)}"


def people(number: float) -> str:
    """`8`, `about 60`, `about 1,200`, `about 4 million`: two figures are all anybody hears."""
    if number < _FEW:
        return str(round(number))
    if number >= _MILLION:
        return f"about {round(number / _MILLION)} million"
    step = 10 ** max(1, len(str(round(number))) - 2)
    return f"about {round(number / step) * step:,}"


def chance(share: float) -> str:
    """`certain`, `about 3 in 10`, `about 5 in 100`, `less than 1 in 100`, `none`."""
    if share <= 0:
        return "none"
    if share >= 1:
        return "certain"
    if share > 1 - _NEAR:
        return "almost certain"
    if share >= 0.1 - _NEAR / 4:
        return f"about {max(1, min(9, _half_up(share * 10)))} in 10"
    hundredths = _half_up(share * _HUNDRED)
    return f"about {hundredths} in 100" if hundredths >= 1 else "less than 1 in 100"


def share_of(part: float, whole: float) -> str:
    """`half`, `a tenth`, `three times`: a part beside its whole, both at least 0."""
    if whole <= 0:
        return "nothing" if part <= 0 else "all of it"
    ratio = min(part / whole, _MILLION)
    for most, words in _SHARES:
        if ratio < most:
            return words
    return f"{round(ratio)} times" if ratio >= _TWICE else "a little more than all"


def part_of(part: float, whole: float, what: str) -> str:
    """`half of what watching risks`, `3 times what watching risks`."""
    share = share_of(part, whole)
    return f"{share} {what}" if share.endswith("times") else f"{share} of {what}"


def counted(number: float, one: str, many: str | None = None) -> str:
    """`1 system`, `12 systems`, `no systems`."""
    whole = _half_up(number)
    return f"no {many or one + 's'}" if whole == 0 else _counted(whole, one, many)


def listed(names: Sequence[str], most: int, of_what: str = "more", *, between: str = ", ") -> str:
    """`a, b and c`, `a, b and 12 more`; names that hold commas are kept apart by something else."""
    if not names:
        return "none"
    shown, left = tuple(names[:most]), len(names) - most
    if left > 0:
        return f"{between.join(shown)}{between if between != ', ' else ' '}and {left:,} {of_what}"
    last = " and " if between == ", " else between
    return shown[0] if len(shown) == 1 else f"{between.join(shown[:-1])}{last}{shown[-1]}"


def clock(instant: datetime) -> str:
    """`Mon 24 Nov 2025, 09:30` in London."""
    local = instant.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b %Y}, {hour(instant)}"


def until(instant: datetime, hours: float) -> str:
    """`until Mon 09:30` within six days of the brief, `until 8 Dec` after that (London)."""
    local = later(instant, hours).astimezone(LONDON)
    return f"until {local:%a %H:%M}" if hours < _SIX_DAYS_H else f"until {local.day} {local:%b}"


def later(instant: datetime, hours: float) -> datetime:
    """The instant so many hours on, in UTC (elapsed time, so clock changes count)."""
    return instant.astimezone(UTC) + timedelta(hours=hours)


def age(days: int) -> str:
    """`today`, `yesterday`, `12 days ago`, `about 3 months ago`."""
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < _MONTHS_FROM_DAYS:
        return f"{days} days ago"
    if days < _YEARS_FROM_DAYS:
        return f"about {round(days / 30.4)} months ago"
    return f"about {round(days / 365)} years ago"


def plain(words: str) -> str:
    """A cell of the estate as read aloud: without source keys such as [L2], and without its full stop."""
    return " ".join(_SOURCE_KEY.sub("", words).split()).rstrip(".")


def once(words: Iterable[str | None]) -> tuple[str, ...]:
    """Each different cell once, in order, blanks left out."""
    return tuple(dict.fromkeys(plain(text) for text in words if text and plain(text)))


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _half_up(number: float) -> int:
    return int(number + 0.5)
