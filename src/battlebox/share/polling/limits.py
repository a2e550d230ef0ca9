"""How much one poll reads at most.

Law: each limit is a number that is checked when it is made, and none is without an end.
Not here: keeping to them (asking.py, poller.py).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from battlebox.share.polling.errors import Code, PollError

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one poll reads at most."""

    pages_max: int = 100
    bytes_max: int = 64 * MIB
    objects_max: int = 20_000
    seconds_max: int = 120
    page_objects: int = 500
    """How many objects a page are asked for."""
    page_bytes_max: int = 10 * MIB
    page_seconds_max: int = 60
    """How long one answer may take, from the first word to the last."""
    step_seconds: int = 20
    """How long the other side may be silent."""

    def __post_init__(self) -> None:
        for each in fields(self):
            found = getattr(self, each.name)
            high = _MOST[each.name]
            if not 1 <= found <= high:
                raise PollError.of(Code.BAD_LIMIT, name=each.name, found=found, low=1, high=high)


_MOST: Final = {
    "pages_max": 10_000,
    "bytes_max": 1024 * MIB,
    "objects_max": 1_000_000,
    "seconds_max": 3600,
    "page_objects": 5000,
    "page_bytes_max": 10 * MIB,
    "page_seconds_max": 600,
    "step_seconds": 120,
}
