"""Instants as TAXII writes them, and as they are counted and compared here.

Law: microseconds since 1970 going out are the same coming in; two spellings of one instant are one instant.
Not here: whether a thing's times are sound (share.intel).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from battlebox.share.intel import PLACES, RFC_3339, instant_of

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO: Final = timedelta(microseconds=1)


def stamp_of(micros: int) -> str:
    """2026-11-23T09:30:00.000000Z."""
    return (_EPOCH + timedelta(microseconds=micros)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def micros_of(text: str) -> int | None:
    """The microseconds since 1970 of a time of RFC 3339; None if it is none. What is finer is left off."""
    found = instant_of(text)
    if found is None:
        return None
    whole, fraction = found
    return (whole - _EPOCH) // _MICRO + int((fraction or "0").ljust(6, "0")[:6])


def order_of(version: str) -> str:
    """A version in the one spelling in which the later is the greater, whatever its zone; what is no time as it is."""
    found = RFC_3339.fullmatch(version)
    if found is None:
        return version
    day, time, fraction, zone = found.groups()
    # Versions of things end in Z, so that few need be worked out.
    if zone not in "Zz":
        instant = instant_of(version)
        if instant is None:
            return version
        day, time = instant[0].replace(tzinfo=None).isoformat().split("T")
    return f"{day}T{time}.{(fraction or '').ljust(PLACES, '0')}Z"
