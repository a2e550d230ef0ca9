"""Stretches of time, half-open, in order and apart: when a path is shut, when a system is checked.

Law: whole microhours from the start of the story; what has no end ends at FAR.
Not here: what a stretch means (barrier.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from battlebox.estate import MICROHOURS

FAR: Final = 1 << 62
"""A time that does not come."""
_MINUTES: Final = 60

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]


def from_minutes(minutes: int) -> int:
    """Minutes of the story as microhours, rounded half up."""
    return (2 * minutes * MICROHOURS + _MINUTES) // (2 * _MINUTES)


def joined(stretches: Iterable[Stretch]) -> Stretches:
    """The same time as ordered stretches that neither overlap nor touch; empty ones are dropped."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return tuple(found)


def next_in(stretches: Stretches, at: int) -> int:
    """The first moment from `at` on that lies in a stretch; FAR if there is none."""
    place = bisect_right(stretches, (at, FAR))
    if place and at < stretches[place - 1][1]:
        return at
    return stretches[place][0] if place < len(stretches) else FAR


def next_out(stretches: Stretches, at: int) -> int:
    """The first moment from `at` on that lies in no stretch."""
    place = bisect_right(stretches, (at, FAR))
    return max(at, stretches[place - 1][1]) if place else at


def next_after(moments: tuple[int, ...], at: int) -> int:
    """The first of ordered moments after `at`; FAR if there is none."""
    place = bisect_right(moments, at)
    return moments[place] if place < len(moments) else FAR
