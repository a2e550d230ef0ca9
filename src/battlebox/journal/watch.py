"""The time source of a desk; a clock, in Battlebox, is always a deadline.

Law: a watch is evidence and never orders anything: what it says is written down as it was read, right or wrong.
Not here: the order of entries (journal.py), comparing watches (the entry `watch:checked`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol


class Watch(Protocol):
    """Where a desk reads the time."""

    @property
    def source(self) -> str:
        """How it was set: `ntp`, `gps`, `human` or `unset`."""
        ...

    def now_ms(self) -> int:
        """Unix time in milliseconds, as this machine tells it."""
        ...


@dataclass(frozen=True, slots=True)
class LaptopWatch:
    """The laptop's own; `source` is what the desk's owner says about it."""

    source: str = "unset"

    def now_ms(self) -> int:
        """Unix time in milliseconds."""
        return time.time_ns() // 1_000_000
