"""From an order of wishes to a plan: each operation in turn at the soonest time that its needs and resources allow.

Law: of the operations that could be placed, the one with the least key is, then the least number. Where one comes too
late after another, that other is held back by as much and all is placed again, at most `tries` times.
Not here: where keys come from (rules.py, anneal.py), the twin (decode_slow.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.heap import drop_first, push
from battlebox.engine.nets import NEVER, Ints
from battlebox.engine.restore.net import Desk, Net
from battlebox.engine.restore.profile import clear, hold, soonest_start

TRIES: Final = 200
DONE, STUCK = -1, -2
NO_PLAN: Final = -1
"""The harm of a plan that is none."""


@kernel
def lay(net: Net, desk: Desk, keys: Ints, starts: Ints) -> int:
    """Place every operation once. DONE, STUCK, or the operation that was held back in `delay` for the next try."""
    size = len(net.duration)
    clear(desk.time, desk.used, desk.points)
    for group in range(len(net.group_of)):
        desk.met[group] = 0
    for one in range(size):
        desk.placed[one] = 0
        desk.missing[one] = net.group_first[one + 1] - net.group_first[one]
    entries = 0
    for one in range(size):
        if net.fixed[one] != NEVER:
            starts[one] = net.fixed[one]
            entries = settle(net, desk, keys, starts, one, entries)
    for one in range(size):
        if net.fixed[one] == NEVER and net.group_first[one + 1] == net.group_first[one]:
            entries = push(desk.heap, entries, keys[one], one)
    while entries > 0:
        one = desk.heap[0]["code"]
        entries = drop_first(desk.heap, entries)
        start = ready(net, desk, starts, one)
        start = soonest_start(
            desk.time,
            desk.used,
            desk.points,
            net.capacity,
            net.use_first,
            net.use_resource,
            net.use_amount,
            one,
            start,
            net.duration[one],
        )
        for row in range(net.top_first[one], net.top_first[one + 1]):
            on = net.top_on[row]
            late = start - starts[on] - net.top_lag[row]
            if desk.placed[on] and late > 0:
                if net.fixed[on] != NEVER:
                    return STUCK
                desk.delay[on] = starts[on] + late
                return int(on)
        starts[one] = start
        entries = settle(net, desk, keys, starts, one, entries)
    return DONE


@inner_kernel
def ready(net: Net, desk: Desk, starts: Ints, one: int) -> int:
    """The soonest start that release, needs, and what must follow closely allow."""
    start = max(net.release[one], desk.delay[one])
    for group in range(net.group_first[one], net.group_first[one + 1]):
        best = NEVER
        for row in range(net.row_first[group], net.row_first[group + 1]):
            if desk.placed[net.row_on[row]]:
                best = min(best, starts[net.row_on[row]] + net.row_lag[row])
        start = max(start, best)
    for row in range(net.low_first[one], net.low_first[one + 1]):
        if desk.placed[net.low_of[row]]:
            start = max(start, starts[net.low_of[row]] - net.low_lag[row])
    return int(start)


@inner_kernel
def settle(net: Net, desk: Desk, keys: Ints, starts: Ints, one: int, entries: int) -> int:
    """Take its resources in hand, and let what waited for it come forward."""
    desk.placed[one] = 1
    hold(
        desk.time,
        desk.used,
        desk.points,
        net.use_first,
        net.use_resource,
        net.use_amount,
        one,
        starts[one],
        starts[one] + net.duration[one],
        1,
    )
    for row in range(net.next_first[one], net.next_first[one + 1]):
        group = net.next_group[row]
        if desk.met[group] == 0:
            desk.met[group] = 1
            of = net.group_of[group]
            desk.missing[of] -= 1
            if desk.missing[of] == 0 and net.fixed[of] == NEVER:
                entries = push(desk.heap, entries, keys[of], of)
    return entries


@kernel
def harm_of(net: Net, starts: Ints) -> int:
    """What the outages of all services cost under a plan, in millionths of a harm unit."""
    total = 0
    for service in range(len(net.service_first) - 1):
        back = 0
        for each in range(net.service_first[service], net.service_first[service + 1]):
            soonest_back = NEVER
            for row in range(net.set_first[each], net.set_first[each + 1]):
                on = net.set_on[row]
                soonest_back = min(soonest_back, starts[on] + net.duration[on])
            back = max(back, soonest_back)
        piece = net.piece_first[service]
        while piece + 1 < net.piece_first[service + 1] and net.piece_time[piece + 1] <= back:
            piece += 1
        total += net.piece_value[piece] + int(net.piece_slope[piece] * (back - net.piece_time[piece]) + 0.5)
    return total


@kernel
def decode(net: Net, desk: Desk, keys: Ints, starts: Ints, tries: int) -> int:
    """Place everything by its keys into `starts`; the harm in millionths, or NO_PLAN."""
    for one in range(len(desk.delay)):
        desk.delay[one] = 0
    for _ in range(tries):
        found = lay(net, desk, keys, starts)
        if found == DONE:
            return harm_of(net, starts)
        if found == STUCK:
            return NO_PLAN
    return NO_PLAN
