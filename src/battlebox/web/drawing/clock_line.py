"""The outage clock of a service as a line from top to bottom: marks where they fall, labels beside them.

Law: pure; labels never stand on each other, and their order is the order of time. The scale is the square root of time,
so that the hours that matter tonight are not squeezed by a fallback that lasts a week.
Not here: what the marks are called (picturing/services.py), markup (templates).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

TOP: Final = 24
LENGTH: Final = 240
LABEL_GAP: Final = 28


@dataclass(frozen=True, slots=True)
class Mark:
    """One instant: what it is called, what stands beside it, and whether it is now."""

    at: datetime
    words: str
    label: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mark where it falls: `y` on the line, `label_y` beside it; `is_past` where it lies behind."""

    mark: Mark
    y: int
    label_y: int
    is_past: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    """The whole line. `out_from` to `out_to` is the stretch spent out so far."""

    drawn: tuple[Drawn, ...]
    bottom: int
    height: int
    out_from: int
    out_to: int


def clock_line(marks: Sequence[Mark], now: datetime, out_since: datetime | None) -> ClockLine:
    """Draw marks (at least one); `out_since` is when the outage that is on began."""
    ordered = sorted(marks, key=lambda mark: (mark.at, mark.is_now, mark.words))
    begin, end = ordered[0].at, ordered[-1].at
    span = (end - begin).total_seconds() or 1.0

    def place(at: datetime) -> int:
        return TOP + round(LENGTH * math.sqrt(min(max((at - begin).total_seconds() / span, 0.0), 1.0)))

    drawn: list[Drawn] = []
    for mark in ordered:
        y = place(mark.at)
        label = max(y, drawn[-1].label_y + LABEL_GAP) if drawn else y
        drawn.append(Drawn(mark, y, label, mark.at <= now))
    out_from = place(out_since) if out_since is not None and out_since <= now else place(now)
    return ClockLine(tuple(drawn), place(end), max(TOP + LENGTH, drawn[-1].label_y) + TOP, out_from, place(now))
