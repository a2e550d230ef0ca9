"""Times of RFC 3339, as other machines may write them: any zone, small letters, up to twelve places of a second.

Law: no digit of a second is lost; what cannot be on a calendar is none.
Not here: how STIX writes them (stamp.py), how TAXII does (share.taxii), what is later than what (each who compares).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

PLACES: Final = 12
RFC_3339: Final = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
"""Day, time, the fraction of the second without its point, and zone."""


def instant_of(text: str) -> tuple[datetime, str] | None:
    """The whole second in UTC, and the digits of its fraction as they are written; None if it is none."""
    found = RFC_3339.fullmatch(text)
    if found is None:
        return None
    day, time, fraction, zone = found.groups()
    try:
        whole = datetime.fromisoformat(f"{day}T{time}{'+00:00' if zone in 'Zz' else zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return whole, fraction or ""
