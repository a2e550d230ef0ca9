"""Instants as STIX writes them: `2025-11-24T09:30:00.000Z`.

Law: UTC alone, with its Z; what cannot be on a calendar is refused.
Not here: whether an instant makes sense where it stands (rules.py).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime
from typing import Final

from battlebox.share.intel.errors import Code, IntelError

STAMP: Final = re.compile(
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?Z"
)
_SECONDS: Final = 19
_SHORT_MONTH: Final = "29"


def to_stamp(instant: datetime) -> str:
    """The instant to the thousandth of a second, which is what `created` and `modified` are written to."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_stamp(text: str) -> datetime:
    """The instant, to the millionth of a second. Raises IntelError for what is none."""
    if STAMP.fullmatch(text) is None:
        raise IntelError.of(Code.BAD_TIME, place="this")
    try:
        whole = datetime.strptime(text[:_SECONDS], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        raise IntelError.of(Code.BAD_TIME, place="this") from None
    part = text[_SECONDS + 1 : -1]
    return whole.replace(microsecond=int(part[:6].ljust(6, "0"))) if part else whole


def order_of(text: str) -> str:
    """A text that sorts as the instant does, whatever the length of its fraction; for a sound stamp only."""
    whole, _, part = text[:-1].partition(".")
    return f"{whole}.{part:0<9}"


def is_on_a_calendar(text: str) -> bool:
    """Whether a stamp of the right form names a day that there is; most days are told by their number alone."""
    if text[8:10] < _SHORT_MONTH and text[:4] != "0000":
        return True
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    return year > 0 and day <= monthrange(year, month)[1]
