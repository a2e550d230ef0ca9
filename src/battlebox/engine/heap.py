"""A binary heap of (time, code) in one array, for kernels.

Law: entries come off in order of time, then code, so that ties are settled the same way everywhere.
Not here: who owns the array (workspace.py).
"""

from __future__ import annotations

from battlebox.engine.compile import inner_kernel
from battlebox.engine.nets import Records


@inner_kernel
def push(heap: Records, size: int, time: int, code: int) -> int:
    """Add an entry; returns the new size. The array must have room."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        above = heap[parent]["time"]
        if above < time or (above == time and heap[parent]["code"] <= code):
            break
        heap[place]["time"] = above
        heap[place]["code"] = heap[parent]["code"]
        place = parent
    heap[place]["time"] = time
    heap[place]["code"] = code
    return size + 1


@inner_kernel
def drop_first(heap: Records, size: int) -> int:
    """Remove the first entry (read `heap[0]` before); returns the new size."""
    size -= 1
    time, code = heap[size]["time"], heap[size]["code"]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        least, least_code = heap[child]["time"], heap[child]["code"]
        if child + 1 < size:
            other, other_code = heap[child + 1]["time"], heap[child + 1]["code"]
            if other < least or (other == least and other_code < least_code):
                child, least, least_code = child + 1, other, other_code
        if least > time or (least == time and least_code >= code):
            break
        heap[place]["time"] = least
        heap[place]["code"] = least_code
        place = child
    heap[place]["time"] = time
    heap[place]["code"] = code
    return size
