"""The cheapest cut of a network: what must be paid at the least to part its first node from its second.

As much flows as the cheapest cut costs (Ford and Fulkerson, 1956); found by Dinic's phases of shortest ways (1970).
Law: capacities are whole numbers of 64 bits, so the cut is exact, and the same whatever the order of its crossings.
Not here: what the network stands for (worldcut.py).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.nets import Flags, Indexes, Ints

SOURCE: Final = 0
SINK: Final = 1
UNCUT: Final = 1 << 60
"""The capacity of what cannot be cut: above whatever can reach the second node."""


class Network(NamedTuple):
    """Arcs sorted by where they start, each beside the one that leads back."""

    start: Ints  # [nodes + 1], into the arcs
    head: Indexes  # [arcs]
    back: Indexes  # [arcs], the arc that leads back
    capacity: Ints  # [arcs]
    place: Indexes  # [arcs given], where each stands


def network_of(nodes: int, tail: Ints, head: Ints, capacity: Ints) -> Network:
    """A network of arcs given in any order; those that lead back are added, with no capacity of their own."""
    many = len(tail)
    tails = np.concatenate([tail, head])
    order = np.argsort(tails, kind="stable")
    place = np.empty(2 * many, dtype=np.int32)
    place[order] = np.arange(2 * many, dtype=np.int32)
    start = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(tails, minlength=nodes), out=start[1:])
    heads = np.concatenate([head, tail])[order].astype(np.int32)
    back = place[np.where(order < many, order + many, order - many)]
    capacities = np.concatenate([capacity, np.zeros(many, dtype=np.int64)])[order]
    return Network(start, heads, back, capacities, place[:many])


def cheapest_cut(network: Network, capacity: Ints) -> tuple[int, Flags]:
    """What the cheapest cut costs under other capacities, and the nodes on the first node's side of it."""
    nodes = len(network.start) - 1
    left = capacity.copy()
    level, queue, trail = np.empty((3, nodes + 1), dtype=np.int32)
    cursor = np.empty(nodes + 1, dtype=np.int64)
    flow = fill(network.start, network.head, network.back, left, level, queue, cursor, trail)
    return int(flow), level[:nodes] >= 0


@inner_kernel
def count_back(
    start: Ints, head: Indexes, back: Indexes, left: Ints, level: Indexes, queue: Indexes, cursor: Ints
) -> None:
    """How many arcs that are not full lead from each node to the second, as far out as the first; -1 beyond."""
    for node in range(len(start) - 1):
        level[node] = -1
        cursor[node] = start[node]
    level[SINK], queue[0] = 0, SINK
    first, last = 0, 1
    while first < last and level[SOURCE] < 0:
        node = queue[first]
        first += 1
        for arc in range(start[node], start[node + 1]):
            if level[head[arc]] < 0 and left[back[arc]] > 0:
                level[head[arc]] = level[node] + 1
                queue[last] = head[arc]
                last += 1


@inner_kernel
def mark_near(start: Ints, head: Indexes, left: Ints, level: Indexes, queue: Indexes) -> None:
    """How many arcs that are not full lead from the first node to each; -1 where none do."""
    for node in range(len(start) - 1):
        level[node] = -1
    level[SOURCE], queue[0] = 0, SOURCE
    first, last = 0, 1
    while first < last:
        node = queue[first]
        first += 1
        for arc in range(start[node], start[node + 1]):
            if left[arc] > 0 and level[head[arc]] < 0:
                level[head[arc]] = level[node] + 1
                queue[last] = head[arc]
                last += 1


@kernel
def fill(
    start: Ints,
    head: Indexes,
    back: Indexes,
    left: Ints,
    level: Indexes,
    queue: Indexes,
    cursor: Ints,
    trail: Indexes,
) -> int:
    """Send as much as can flow through what is `left`; on return `level` is -1 beyond the cheapest cut.

    1. Count how far each node is from the second: counted so, no way is tried that does not go on. 2. Send along
    shortest ways until none is left; again from 1 until the first is cut off. 3. Mark what that still reaches.
    """
    total = 0
    while True:
        count_back(start, head, back, left, level, queue, cursor)
        if level[SOURCE] < 0:
            break
        depth, node = 0, SOURCE
        while True:
            if node == SINK:
                least = UNCUT
                for step in range(depth):
                    least = min(least, left[trail[step]])
                total += least
                short = depth
                for step in range(depth - 1, -1, -1):
                    left[trail[step]] -= least
                    left[back[trail[step]]] += least
                    if left[trail[step]] == 0:
                        short = step
                # Go on from where the way first became full.
                depth = short
                node = head[back[trail[short]]]
                continue
            moved = False
            while cursor[node] < start[node + 1]:
                arc = cursor[node]
                if left[arc] > 0 and 0 <= level[head[arc]] == level[node] - 1:
                    trail[depth] = arc
                    depth += 1
                    node = head[arc]
                    moved = True
                    break
                cursor[node] += 1
            if moved:
                continue
            if depth == 0:
                break
            level[node] = -1
            depth -= 1
            node = head[back[trail[depth]]]
            cursor[node] += 1
    mark_near(start, head, left, level, queue)
    return total


def cheapest_cut_slow(nodes: int, arcs: list[tuple[int, int, int]]) -> int:
    """The plain twin: the cheapest of every way to divide the nodes between the first and the second."""
    others = nodes - 2

    def cost(chosen: int) -> int:
        near = {SOURCE, *(2 + bit for bit in range(others) if chosen >> bit & 1)}
        return sum(capacity for tail, head, capacity in arcs if tail in near and head not in near)

    return min(cost(chosen) for chosen in range(1 << others))
