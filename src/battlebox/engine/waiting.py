"""Who waits for their hour, up to a horizon: by stretches of time, and in order only where that comes next.

The hours up to the horizon are cut into stretches. Whoever is due in a later one is written on that one's list; only
those of the present stretch are kept in order, on a heap small enough to stay at hand. Most of what is put off is
overtaken before its turn comes, and is then dropped without ever having been in order.
Law: entries come off in order of time, as from one heap.
Not here: who owns the arrays (workspace.py).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from battlebox.engine.compile import inner_kernel
from battlebox.engine.heap import push
from battlebox.engine.nets import Indexes, Ints, Records

STRETCHES: Final = 1024
FEW: Final = 256
"""Places up to which one heap alone is quicker."""

LATER: Final = np.dtype([("time", "i8"), ("place", "i4"), ("after", "i4")])
"""One who waits for a later stretch, and the next on the same list (-1: the last)."""


@inner_kernel
def stretches_of(head: Indexes, many: int, lowest: int, limit: int) -> tuple[int, int]:
    """How many stretches to cut the time from `lowest` to `limit` into, and each one's length as a power of two."""
    stretches = STRETCHES if many > FEW else 1
    shift = 0
    while (limit - lowest) >> shift >= stretches and shift < 63:
        shift += 1
    for each in range(stretches):
        head[each] = -1
    return stretches, shift


@inner_kernel
def put(
    heap: Records,
    size: int,
    later: Records,
    used: int,
    head: Indexes,
    now: int,
    stretch: int,
    time: int,
    place: int,
) -> tuple[int, int]:
    """Let a place wait for its time, in its stretch; returns the sizes of the heap and of what is written on lists."""
    if stretch <= now:
        return push(heap, size, time, place), used
    later[used]["time"] = time
    later[used]["place"] = place
    later[used]["after"] = head[stretch]
    head[stretch] = used
    return size, used + 1


@inner_kernel
def take_up(heap: Records, size: int, later: Records, each: int, times: Ints) -> int:
    """Put a list in order, from `each` on, without those who were overtaken; returns the size of the heap."""
    while each >= 0:
        if later[each]["time"] == times[later[each]["place"]]:
            size = push(heap, size, later[each]["time"], later[each]["place"])
        each = later[each]["after"]
    return size


@inner_kernel
def next_stretch(head: Indexes, now: int, stretches: int) -> int:
    """The next stretch that anybody waits for; `stretches` where nobody does."""
    now += 1
    while now < stretches and head[now] < 0:
        now += 1
    return now
