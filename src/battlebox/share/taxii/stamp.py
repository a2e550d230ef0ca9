"""Instants as TAXII writes them, and as they are counted and compared here.

Law: microseconds since 1970 going out are the same coming in; two spellings of one instant are one instant.
Not here: whether a thing's times are sound (share.intel).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)
_PLACES: Final = 12


def stamp_of(micros: int) -> str:
    """2026-11-23T09:30:00.000000Z."""
    return (_EPOCH + timedelta(microseconds=micros)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def micros_of(text: str) -> int | None:
    """The microseconds since 1970 of a time of RFC 3339; None if it is none. What is finer is left off."""
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    day, time, fraction, zone = found.groups()
    try:
        whole = datetime.fromisoformat(f"{day}T{time}{'+00:00' if zone in 'Zz' else zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (whole - _EPOCH) // _MICRO + int((fraction or "0").ljust(6, "0")[:6])


def order_of(version: str) -> str:
    """A version in the one spelling in which the later is the greater; blank for none."""
    found = _STAMP.fullmatch(version)
    if found is None:
        return version
    day, time, fraction, _ = found.groups()
    return f"{day}T{time}.{(fraction or '').ljust(_PLACES, '0')}Z"
