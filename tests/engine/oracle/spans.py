"""Sets of time as sorted tuples of half-open stretches `(start, end)` of whole microhours.

Law: stretches of one set never touch or overlap, and none is empty; every function returns such a set.
Not here: what the stretches mean (outage.py).
"""

from __future__ import annotations

from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]


def merged(stretches: Iterable[tuple[int, int]]) -> Spans:
    """The union; touching stretches become one."""
    done: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if done and start <= done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return tuple(done)


def clipped(spans: Iterable[tuple[int, int]], hours: int) -> Spans:
    """What lies in `[0, hours)`."""
    return merged((max(0, start), min(hours, end)) for start, end in spans)


def common(one: Spans, other: Spans) -> Spans:
    """The intersection."""
    return merged((max(a, c), min(b, d)) for a, b in one for c, d in other)


def after_holding(spans: Spans, holds: int) -> Spans:
    """Each stretch without its first `holds`: when a thing that carries on for so long has lost what it needs."""
    return merged((start + holds, end) for start, end in spans)


def contains(spans: Spans, instant: int) -> bool:
    """Whether the instant lies in the set."""
    return any(start <= instant < end for start, end in spans)


def length(spans: Spans) -> int:
    """Microhours in the set."""
    return sum(end - start for start, end in spans)
