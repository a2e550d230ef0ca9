"""The plain twin of the decoder: the same plan in ordinary Python, for tests and for timing.

Law: obviously right comes before fast: resources are looked at moment by moment, and nothing is kept between looks.
Not here: harm (curve.py, check.py); nothing else calls this.
"""

from __future__ import annotations

from collections.abc import Sequence

from battlebox.engine.nets import NEVER
from battlebox.engine.restore.net import Net


def decode_slow(net: Net, keys: Sequence[int], tries: int) -> list[int] | None:
    """When each operation starts; None where no try gave a plan."""
    delay = [0] * len(net.duration)
    for _ in range(tries):
        starts = {one: int(at) for one, at in enumerate(net.fixed) if at != NEVER}
        late = _place(net, keys, starts, delay)
        if late is None:
            return [starts[one] for one in range(len(net.duration))]
        on, held = late
        if net.fixed[on] != NEVER:
            return None
        delay[on] = held
    return None


def _place(net: Net, keys: Sequence[int], starts: dict[int, int], delay: Sequence[int]) -> tuple[int, int] | None:
    """Place what is not placed; the operation to hold back, and until when, where one comes too late after it."""
    while len(starts) < len(net.duration):
        able = [one for one in range(len(net.duration)) if one not in starts and _soonest(net, starts, one) is not None]
        one = min(able, key=lambda each: (keys[each], each))
        start = max(_soonest(net, starts, one) or 0, int(net.release[one]), delay[one])
        for row in range(net.low_first[one], net.low_first[one + 1]):
            if int(net.low_of[row]) in starts:
                start = max(start, starts[int(net.low_of[row])] - int(net.low_lag[row]))
        ends = sorted({starts[each] + int(net.duration[each]) for each in starts})
        start = next(at for at in [start, *(end for end in ends if end > start)] if _fits(net, starts, one, at))
        for row in range(net.top_first[one], net.top_first[one + 1]):
            on = int(net.top_on[row])
            if on in starts and start > starts[on] + net.top_lag[row]:
                return on, start - int(net.top_lag[row])
        starts[one] = start
    return None


def _soonest(net: Net, starts: dict[int, int], one: int) -> int | None:
    """The soonest start that its needs allow; None while one of them has nothing placed."""
    soonest = -NEVER
    for group in range(net.group_first[one], net.group_first[one + 1]):
        rows = range(net.row_first[group], net.row_first[group + 1])
        ways = [starts[int(net.row_on[r])] + int(net.row_lag[r]) for r in rows if int(net.row_on[r]) in starts]
        if not ways:
            return None
        soonest = max(soonest, min(ways))
    return soonest


def _fits(net: Net, starts: dict[int, int], one: int, at: int) -> bool:
    """Whether all that it uses is free from that start to its end: looked at its start and at every other's within."""
    end = at + int(net.duration[one])
    moments = [at, *(start for start in starts.values() if at < start < end)]
    for use in range(net.use_first[one], net.use_first[one + 1]):
        resource = int(net.use_resource[use])
        for moment in moments:
            busy = sum(
                int(net.use_amount[row])
                for other, start in starts.items()
                for row in range(net.use_first[other], net.use_first[other + 1])
                if net.use_resource[row] == resource and start <= moment < start + int(net.duration[other])
            )
            if end > at and busy + int(net.use_amount[use]) > net.capacity[resource]:
                return False
    return True
