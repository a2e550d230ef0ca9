"""How much of each resource is in use, hour by hour: points in time, and what is used from each to the next.

Law: the first point is before all time and the last holds nothing, so every search ends; points where nothing changes
are taken out again.
Not here: what is placed where (decode.py, justify.py).
"""

from __future__ import annotations

from battlebox.engine.compile import inner_kernel
from battlebox.engine.nets import NEVER, Indexes, Ints
from battlebox.engine.restore.net import Table


@inner_kernel
def clear(time: Table, used: Table, count: Ints) -> None:
    """Nothing in use at any time."""
    for resource in range(len(count)):
        count[resource] = 1
        time[resource, 0] = -NEVER
        used[resource, 0] = 0


@inner_kernel
def point_at(time: Table, count: int, resource: int, moment: int) -> int:
    """The last point at or before a moment."""
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) >> 1
        if time[resource, middle] <= moment:
            low = middle
        else:
            high = middle
    return low


@inner_kernel
def soonest(time: Table, used: Table, count: int, resource: int, start: int, span: int, room: int) -> int:
    """The first start, at `start` or later, of a stretch in which no more than `room` is in use."""
    at = point_at(time, count, resource, start)
    while True:
        if used[resource, at] > room:
            at += 1
            start = time[resource, at]
        elif at + 1 >= count or time[resource, at + 1] >= start + span:
            return start
        else:
            at += 1


@inner_kernel
def latest(time: Table, used: Table, count: int, resource: int, end: int, span: int, room: int) -> int:
    """The last end, at `end` or sooner, of such a stretch."""
    at = point_at(time, count, resource, end - 1)
    while True:
        if used[resource, at] > room:
            end = time[resource, at]
            at -= 1
        elif time[resource, at] <= end - span:
            return end
        else:
            at -= 1


@inner_kernel
def point_made(time: Table, used: Table, count: Ints, resource: int, moment: int) -> int:
    """The point at exactly that moment, made if need be."""
    at = point_at(time, count[resource], resource, moment)
    if time[resource, at] == moment:
        return at
    for later in range(count[resource] - 1, at, -1):
        time[resource, later + 1] = time[resource, later]
        used[resource, later + 1] = used[resource, later]
    time[resource, at + 1] = moment
    used[resource, at + 1] = used[resource, at]
    count[resource] += 1
    return at + 1


@inner_kernel
def merge(time: Table, used: Table, count: Ints, resource: int, at: int) -> None:
    """Take a point out again where nothing changes at it."""
    if at > 0 and used[resource, at] == used[resource, at - 1]:
        count[resource] -= 1
        for later in range(at, count[resource]):
            time[resource, later] = time[resource, later + 1]
            used[resource, later] = used[resource, later + 1]


@inner_kernel
def hold(
    time: Table,
    used: Table,
    count: Ints,
    use_first: Ints,
    use_resource: Indexes,
    use_amount: Ints,
    one: int,
    start: int,
    end: int,
    sign: int,
) -> None:
    """Take what an operation uses in hand from start to end, or give it back (`sign` -1)."""
    if start >= end:
        return
    for use in range(use_first[one], use_first[one + 1]):
        resource = use_resource[use]
        first = point_made(time, used, count, resource, start)
        last = point_made(time, used, count, resource, end)
        for at in range(first, last):
            used[resource, at] += sign * use_amount[use]
        merge(time, used, count, resource, last)
        merge(time, used, count, resource, first)


@inner_kernel
def soonest_start(
    time: Table,
    used: Table,
    count: Ints,
    capacity: Ints,
    use_first: Ints,
    use_resource: Indexes,
    use_amount: Ints,
    one: int,
    start: int,
    span: int,
) -> int:
    """The first start at which everything an operation uses is free throughout."""
    first, end = use_first[one], use_first[one + 1]
    settled, use = 0, first
    while span > 0 and settled < end - first:
        resource = use_resource[use]
        room = capacity[resource] - use_amount[use]
        found = soonest(time, used, count[resource], resource, start, span, room)
        settled = settled + 1 if found == start else 1
        start = found
        use = use + 1 if use + 1 < end else first
    return start


@inner_kernel
def latest_end(
    time: Table,
    used: Table,
    count: Ints,
    capacity: Ints,
    use_first: Ints,
    use_resource: Indexes,
    use_amount: Ints,
    one: int,
    end: int,
    span: int,
) -> int:
    """The last end, at `end` or sooner, at which everything an operation uses is free throughout."""
    first, last = use_first[one], use_first[one + 1]
    settled, use = 0, first
    while span > 0 and settled < last - first:
        resource = use_resource[use]
        room = capacity[resource] - use_amount[use]
        found = latest(time, used, count[resource], resource, end, span, room)
        settled = settled + 1 if found == end else 1
        end = found
        use = use + 1 if use + 1 < last else first
    return end
