"""Orders that a person might follow, each worked out from the problem alone: where every search begins.

Law: a rule gives every operation a key, the least first; whatever the keys, decoding them keeps needs and resources.
Not here: decoding (decode.py), improving (anneal.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.nets import NEVER
from battlebox.engine.restore.net import ProblemNet

Keys = NDArray[np.int64]
FAR: Final = 1 << 40


def checklist(net: ProblemNet) -> Keys:
    """Layer by layer, in the order of the list: what is needed by others, and waits for fewest, first."""
    depth = _depths(net)
    return np.array([depth[one] * FAR + one for one in range(len(depth))], dtype=np.int64)


def soonest_start(net: ProblemNet) -> Keys:
    """What could start soonest if nobody were busy, first."""
    return np.array(net.heads, dtype=np.int64)


def longest_chain(net: ProblemNet) -> Keys:
    """What has the most work waiting in line behind it, first: the rule for being done soonest."""
    return -np.array(_tails(net), dtype=np.int64)


def earliest_limit(net: ProblemNet) -> Keys:
    """What the service whose MTPD comes first waits for, first; what has a long line behind it sooner."""
    marks = np.array([row.mtpd_microhours - row.so_far_microhours for row in net.problem.services], dtype=np.int64)
    needed = net.needed
    limits = np.full(len(net.names), NEVER >> 1, dtype=np.int64)
    for service, mark in enumerate(marks):
        limits[needed[service]] = np.minimum(limits[needed[service]], min(mark, NEVER >> 1))
    found: Keys = limits - np.array(_tails(net), dtype=np.int64)
    return found


def most_stopped(net: ProblemNet) -> Keys:
    """What the most harm an hour waits for, for its own work, first."""
    rates = np.array([row.base for row in net.problem.services])
    worth = rates @ net.needed if len(rates) else np.zeros(len(net.names))
    ratio = worth / (_work(net) + 1e-9)
    return _ranked(-ratio)


def bundles(net: ProblemNet) -> Keys:
    """Service by service, each with all it waits for: next comes what stops the most harm an hour for the work left."""
    needed, work = net.needed, _work(net)
    rates = np.array([row.base * net.problem.weights[1] for row in net.problem.services])
    keys = np.full(len(net.names), len(rates), dtype=np.int64)
    left, waiting = needed.astype(np.float64) @ work, np.ones(len(rates), dtype=np.bool_)
    for turn in range(len(rates)):
        best = int(np.where(waiting, rates / (np.maximum(left, 0.0) + 1e-9), -1.0).argmax())
        waiting[best] = False
        fresh = np.flatnonzero(needed[best] & (keys == len(rates)))
        keys[fresh] = turn
        left -= needed[:, fresh].astype(np.float64) @ work[fresh]
    tails = np.array(_tails(net), dtype=np.int64)
    found: Keys = keys * FAR + (tails.max(initial=0) - tails)
    return found


RULES: Final[Mapping[str, Callable[[ProblemNet], Keys]]] = {
    "bundles": bundles,
    "checklist": checklist,
    "longest chain": longest_chain,
    "earliest limit": earliest_limit,
    "most stopped": most_stopped,
    "soonest start": soonest_start,
}
"""Every rule by the name that an answer shows."""


def _work(net: ProblemNet) -> NDArray[np.float64]:
    """Hours of each operation, each resource counted as the share of it that is held."""
    arrays = net.net
    owner = np.repeat(np.arange(len(net.names)), np.diff(arrays.use_first))
    share = arrays.use_amount / np.maximum(arrays.capacity[arrays.use_resource], 1)
    found = np.bincount(owner, weights=share * arrays.duration[owner], minlength=len(net.names))
    return found / 1e6 + 1e-6


def _ranked(values: NDArray[np.float64]) -> Keys:
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _rows(net: ProblemNet) -> Iterator[tuple[int, int, int]]:
    """Every need as (what waits, what it waits for, lag), what waits soonest first."""
    arrays = net.net
    order = sorted(range(len(net.names)), key=lambda one: (net.heads[one], one))
    for of in order:
        for group in range(arrays.group_first[of], arrays.group_first[of + 1]):
            for row in range(arrays.row_first[group], arrays.row_first[group + 1]):
                yield of, int(arrays.row_on[row]), int(arrays.row_lag[row])


def _depths(net: ProblemNet) -> list[int]:
    depth = [0] * len(net.names)
    for of, on, _ in _rows(net):
        depth[of] = max(depth[of], depth[on] + 1)
    return depth


def _tails(net: ProblemNet) -> list[int]:
    """The time from each operation's start to the end of the longest line behind it."""
    tails = [int(span) for span in net.net.duration]
    for of, on, lag in reversed(list(_rows(net))):
        tails[on] = max(tails[on], tails[of] + lag)
    return tails
