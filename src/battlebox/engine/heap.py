"""A binary heap of (time, code) in two arrays, for kernels.

Law: pops come in order of time, then code, so that ties are settled the same way everywhere.
Not here: who owns the arrays (each kernel's own desk of working arrays).
"""

from __future__ import annotations

from battlebox.engine.compile import kernel
from battlebox.engine.nets import Ints


@kernel
def push(times: Ints, codes: Ints, size: int, time: int, code: int) -> int:
    """Add an entry; returns the new size. The arrays must have room."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if times[parent] < time or (times[parent] == time and codes[parent] <= code):
            break
        times[place] = times[parent]
        codes[place] = codes[parent]
        place = parent
    times[place] = time
    codes[place] = code
    return size + 1


@kernel
def drop_first(times: Ints, codes: Ints, size: int) -> int:
    """Remove the first entry (read it before: `times[0]`, `codes[0]`); returns the new size."""
    size -= 1
    time, code = times[size], codes[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            times[other] < times[child] or (times[other] == times[child] and codes[other] < codes[child])
        ):
            child = other
        if times[child] > time or (times[child] == time and codes[child] >= code):
            break
        times[place] = times[child]
        codes[place] = codes[child]
        place = child
    times[place] = time
    codes[place] = code
    return size
