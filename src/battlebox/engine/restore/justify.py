"""Push everything as late as it can go without any service coming back later, so that placing it anew closes the gaps.

The backward half of forward-backward improvement.
Law: no service is back later than before, and every need, resource and limit still holds.
Not here: the forward half, which is to decode with the pushed starts as keys (decode.py).
"""

from __future__ import annotations

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.heap import drop_first, push
from battlebox.engine.nets import NEVER, Ints
from battlebox.engine.restore.net import Desk, Net
from battlebox.engine.restore.profile import clear, hold, latest_end


@kernel
def justify(net: Net, desk: Desk, starts: Ints) -> None:
    """Push the operations of a plan as late as they go, the last to end first, in place."""
    size = len(net.duration)
    clear(desk.time, desk.used, desk.points)
    last, entries = -NEVER, 0
    for one in range(size):
        end = starts[one] + net.duration[one]
        last = max(last, end)
        take(net, desk, one, starts[one], 1)
        entries = push(desk.heap, entries, -end, one)
    for service in range(len(net.service_first) - 1):
        desk.back[service] = back_at(net, starts, service)
    while entries > 0:
        one = desk.heap[0]["code"]
        entries = drop_first(desk.heap, entries)
        if net.fixed[one] == NEVER:
            span = net.duration[one]
            limit = limit_of(net, desk, starts, one)
            if limit == NEVER:
                limit = max(last, starts[one] + span)
            take(net, desk, one, starts[one], -1)
            end = latest_end(
                desk.time,
                desk.used,
                desk.points,
                net.capacity,
                net.use_first,
                net.use_resource,
                net.use_amount,
                one,
                limit,
                span,
            )
            starts[one] = max(starts[one], end - span)
            take(net, desk, one, starts[one], 1)


@inner_kernel
def take(net: Net, desk: Desk, one: int, start: int, sign: int) -> None:
    """Take what an operation uses in hand, or give it back."""
    hold(
        desk.time,
        desk.used,
        desk.points,
        net.use_first,
        net.use_resource,
        net.use_amount,
        one,
        start,
        start + net.duration[one],
        sign,
    )


@inner_kernel
def back_at(net: Net, starts: Ints, service: int) -> int:
    """When a service is back."""
    back = 0
    for each in range(net.service_first[service], net.service_first[service + 1]):
        best = NEVER
        for row in range(net.set_first[each], net.set_first[each + 1]):
            best = min(best, starts[net.set_on[row]] + net.duration[net.set_on[row]])
        back = max(back, best)
    return back


@inner_kernel
def limit_of(net: Net, desk: Desk, starts: Ints, one: int) -> int:
    """The latest end of an operation that lets all that waits for it stay where it is; NEVER where nothing does."""
    limit, span = NEVER, net.duration[one]
    for row in range(net.next_first[one], net.next_first[one + 1]):
        group = net.next_group[row]
        of = net.group_of[group]
        is_spare = net.fixed[of] != NEVER
        for other in range(net.row_first[group], net.row_first[group + 1]):
            on = net.row_on[other]
            is_spare = is_spare or (on != one and starts[on] + net.row_lag[other] <= starts[of])
        if not is_spare:
            limit = min(limit, starts[of] - net.next_lag[row] + span)
    for row in range(net.wanted_first[one], net.wanted_first[one + 1]):
        each = net.wanted_set[row]
        back = desk.back[net.service_of[each]]
        is_spare = False
        for other in range(net.set_first[each], net.set_first[each + 1]):
            on = net.set_on[other]
            is_spare = is_spare or (on != one and starts[on] + net.duration[on] <= back)
        if not is_spare:
            limit = min(limit, back)
    for row in range(net.top_first[one], net.top_first[one + 1]):
        limit = min(limit, starts[net.top_on[row]] + net.top_lag[row] + span)
    return limit
