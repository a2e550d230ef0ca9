"""Times and spans as a tired person reads them: London time, 24 hours, the date when it is not today.

Law: a span is said in the two largest units that matter, never with decimals.
Not here: moments in a form (moment.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from battlebox.desk import hour

_HOUR_MINUTES = 60
_DAY_MINUTES = 24 * _HOUR_MINUTES


def when_words(moment: datetime, now: datetime) -> str:
    """`02:40`, or `24 Nov, 02:40` on another day, with the year in another year."""
    there, here = timezone.localtime(moment), timezone.localtime(now)
    if there.date() == here.date():
        return hour(moment)
    day = f"{there.day} {there:%b}" if there.year == here.year else f"{there.day} {there:%b %Y}"
    return f"{day}, {hour(moment)}"


def span_words(span: timedelta) -> str:
    """`5 min`, `3 h 20 min`, `2 days 4 h`."""
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < _HOUR_MINUTES:
        return f"{minutes} min"
    if minutes < _DAY_MINUTES:
        hours, rest = divmod(minutes, _HOUR_MINUTES)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, rest = divmod(minutes, _DAY_MINUTES)
    hours = rest // _HOUR_MINUTES
    return f"{days} day{'s' if days != 1 else ''}" + (f" {hours} h" if hours else "")
