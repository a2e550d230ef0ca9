"""What closing each system, and each crossing, would spare by itself: all of them in one pass over each world.

In one world a system spares what it dominates: whatever the attack reaches only through it. One dominator tree tells
that of every system (semi-NCA: Georgiadis, 2005), and of every crossing too: at most one crossing leads into a system
from where that system does not dominate, and it then spares what the system does.
Law: sums of whole numbers, so the same for any number of threads; what follows from closing and opening one thing after
another is the same, bit for bit, as asking afresh with all of them closed.
Not here: hours (a tree knows none: trial.py), what an outage costs (score.py), several systems at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.nets import NEVER, Flags, Indexes, Ints, PathNet
from battlebox.engine.worlds import Pool, executor

NO_BRIDGE: Final = -1
"""The place is reached, and closing no single crossing would spare it."""
NOT_REACHED: Final = -2
WEIGHT_MOST: Final = 1 << 62
"""Weights of all systems, in all worlds together: above it sums would not fit 64 bits."""


class Tree(NamedTuple):
    """Working arrays of one thread. Places of a world are numbered in the order in which they are first met, from 1."""

    number: Indexes  # [places], -1 where not met
    placed: Indexes  # [numbers]
    parent: Indexes  # [numbers], from where it was first met
    arc: Indexes  # [numbers], the crossing by which it was first met
    above: Indexes  # [numbers], parents, shortened as they are climbed
    label: Indexes  # [numbers], the least semidominator on the way climbed
    dominator: Indexes  # [numbers], the immediate one; the semidominator before that is known
    weight: Ints  # [numbers], of what it dominates
    head: Indexes  # [places], the last crossing into it
    source: Indexes  # [live], the number from which each crossing leads
    following: Indexes  # [live], the crossing before it into the same place
    cursor: Ints  # [numbers], the next crossing to look at; then a stack


def tree_for(pool: Pool) -> Tree:
    """Working arrays large enough for any world of a pool."""
    places = int(np.max(np.diff(pool.first), initial=0)) + 1
    live = int(np.max(np.diff(pool.edge_first[pool.first]), initial=0)) + 1
    number, placed, parent, arc, above, label, dominator, head = np.zeros((8, places), dtype=np.int32)
    source, following = np.zeros((2, live), dtype=np.int32)
    weight, cursor = np.zeros((2, places), dtype=np.int64)
    return Tree(number, placed, parent, arc, above, label, dominator, weight, head, source, following, cursor)


class Sparing:
    """What would be spared on one pool of worlds, kept up to date while crossings are closed and opened.

    `systems` and `crossings` are sums over worlds of the weight spared; `weight` that of all still reached. What
    is hit to begin with stays hit whatever is closed. A path that can be crossed both ways spares the sum of its two
    crossings: in one world, only one of them can lead to what is not reached otherwise.
    """

    def __init__(self, paths: PathNet, pool: Pool, weights: Ints, *, threads: int = 1) -> None:
        """Raises EngineError where the weights are too large to be added up."""
        self.paths, self.pool, self.weights = paths, pool, weights
        self.worlds = len(pool.destroys)
        if int(np.sum(np.abs(weights), dtype=np.float64)) * max(self.worlds, 1) >= WEIGHT_MOST:
            raise EngineError.of(Code.WEIGHTS_TOO_LARGE, worlds=self.worlds)
        self.closed = np.zeros(len(paths.target), dtype=np.bool_)
        self.spared = np.zeros(len(pool.node), dtype=np.int64)
        self.bridge = np.full(len(pool.node), NOT_REACHED, dtype=np.int32)
        self.systems = np.zeros(len(weights), dtype=np.int64)
        self.crossings = np.zeros(len(paths.target), dtype=np.int64)
        self.reached = np.zeros(self.worlds, dtype=np.int64)
        self._trees = [tree_for(pool) for _ in range(max(1, min(threads, self.worlds)))]
        self.redo(np.arange(self.worlds))

    @property
    def weight(self) -> int:
        """The weight of all that is reached, in all worlds together."""
        return int(self.reached.sum())

    def close(self, crossings: Iterable[int]) -> int:
        """Close crossings; returns in how many worlds that could change anything: only those are redone."""
        return self._turn([each for each in crossings if not self.closed[each]], closed=True)

    def reopen(self, crossings: Iterable[int]) -> int:
        """Open crossings that were closed; returns as `close` does."""
        return self._turn([each for each in crossings if self.closed[each]], closed=False)

    def _turn(self, crossings: list[int], *, closed: bool) -> int:
        """Only where a crossing is live, and the attack gets to its start, does it matter whether it is closed."""
        new = np.array(crossings, dtype=np.int64)
        self.closed[new] = closed
        from_these, turned = np.zeros(len(self.weights), dtype=np.bool_), np.zeros(len(self.closed), dtype=np.bool_)
        from_these[self.paths.source[new]] = True
        turned[new] = True
        stale = np.zeros(self.worlds, dtype=np.bool_)
        pool = self.pool
        find_stale(pool.first, pool.node, pool.edge_first, pool.edge, self.bridge, from_these, turned, stale)
        worlds = np.flatnonzero(stale)
        self.redo(worlds)
        return len(worlds)

    def around(self, system: int) -> Ints:
        """Every crossing out of a system and into it: what isolating it closes."""
        order, start = self._into
        out = np.arange(self.paths.start[system], self.paths.start[system + 1])
        return np.concatenate([out, order[start[system] : start[system + 1]]])

    @cached_property
    def _into(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.paths.target, kind="stable")
        return order, np.searchsorted(self.paths.target[order], np.arange(len(self.weights) + 1))

    def redo(self, worlds: Ints) -> None:
        """Work some worlds out anew, each named once; leaves every sum as it was where nothing was closed since."""
        pool, parts = self.pool, len(self._trees)
        blocks = [worlds[len(worlds) * part // parts : len(worlds) * (part + 1) // parts] for part in range(parts)]
        live = (pool.first, pool.node, pool.hit_at, pool.edge_first, pool.edge_to, pool.edge)

        def run(part: int, sums: tuple[Ints, Ints]) -> None:
            tree, block, kept = self._trees[part], blocks[part], (self.bridge, self.spared)
            add_spared(pool.first, pool.node, *kept, block, -1, *sums)
            spare_worlds(*live, self.closed, self.weights, block, tree, self.spared, self.bridge, self.reached)
            add_spared(pool.first, pool.node, *kept, block, 1, *sums)

        if parts == 1:
            run(0, (self.systems, self.crossings))
            return
        own = [(np.zeros_like(self.systems), np.zeros_like(self.crossings)) for _ in range(parts)]
        list(executor(parts).map(run, range(parts), own))
        for systems, crossings in own:
            self.systems += systems
            self.crossings += crossings


@kernel
def find_stale(
    first: Ints,
    node: Indexes,
    edge_first: Ints,
    edge: Indexes,
    bridge: Indexes,
    from_these: Flags,
    turned: Flags,
    stale: Flags,
) -> None:
    """Worlds in which the attack gets to one of some crossings, all of which start from one of some systems."""
    for world in range(len(stale)):
        place, last = first[world], first[world + 1]
        while place < last and not stale[world]:
            if from_these[node[place]] and bridge[place] != NOT_REACHED:
                for live in range(edge_first[place], edge_first[place + 1]):
                    stale[world] |= turned[edge[live]]
            place += 1


@kernel
def add_spared(
    first: Ints,
    node: Indexes,
    bridge: Indexes,
    spared: Ints,
    worlds: Ints,
    sign: int,
    systems: Ints,
    crossings: Ints,
) -> None:
    """Add what some worlds spare to the sums, or take it away."""
    for at in range(len(worlds)):
        for place in range(first[worlds[at]], first[worlds[at] + 1]):
            if bridge[place] == NOT_REACHED:
                continue
            systems[node[place]] += sign * spared[place]
            if bridge[place] >= 0:
                crossings[bridge[place]] += sign * spared[place]


@inner_kernel
def walk(
    base: int,
    many: int,
    hit_at: Ints,
    edge_first: Ints,
    edge_to: Indexes,
    edge: Indexes,
    closed: Flags,
    number: Indexes,
    placed: Indexes,
    parent: Indexes,
    arc: Indexes,
    head: Indexes,
    source: Indexes,
    following: Indexes,
    cursor: Ints,
) -> int:
    """Number the places of a world depth first from what is hit, noting every crossing met; returns how many numbers.

    Number 0 stands before all that is hit.
    """
    low = edge_first[base]
    for place in range(many):
        number[place] = -1
        head[place] = -1
    count = 1
    for hit in range(many):
        if hit_at[base + hit] == NEVER or number[hit] >= 0:
            continue
        number[hit], placed[count], parent[count], arc[count] = count, hit, 0, -1
        cursor[count] = edge_first[base + hit]
        here = count
        count += 1
        while here > 0:
            live = cursor[here]
            if live == edge_first[base + placed[here] + 1]:
                here = parent[here]
                continue
            cursor[here] = live + 1
            if closed[edge[live]]:
                continue
            there = edge_to[live]
            source[live - low], following[live - low] = here, head[there]
            head[there] = live - low
            if number[there] < 0:
                number[there], placed[count], parent[count], arc[count] = count, there, here, live - low
                cursor[count] = edge_first[base + there]
                here = count
                count += 1
    return count


@inner_kernel
def least_above(number: int, last: int, above: Indexes, label: Indexes, stack: Ints) -> int:
    """The least semidominator on the way up from a number, as far as numbers from `last` on; shortens the way."""
    depth = 0
    while above[number] >= last:
        stack[depth] = number
        depth += 1
        number = above[number]
    while depth > 0:
        depth -= 1
        below = stack[depth]
        above[below] = above[number]
        label[below] = min(label[below], label[number])
        number = below
    return int(label[number])


@kernel
def spare_worlds(
    first: Ints,
    node: Indexes,
    hit_at: Ints,
    edge_first: Ints,
    edge_to: Indexes,
    edge: Indexes,
    closed: Flags,
    weights: Ints,
    worlds: Ints,
    tree: Tree,
    spared: Ints,
    bridge: Indexes,
    reached: Ints,
) -> None:
    """Fill `spared` and `bridge` of each place of some worlds, and the weight that is `reached` in each.

    1. Number what is reached depth first. 2. Semidominators, last number first: a place's bridge is the crossing that
    led to it, where no other comes from outside what it dominates. 3. Immediate dominators. 4. Weights, bottom up.
    """
    number, placed, parent, arc, above, label, dominator, weight, head, source, following, cursor = tree
    for at in range(len(worlds)):
        base = first[worlds[at]]
        many = first[worlds[at] + 1] - base
        low = edge_first[base]
        count = walk(
            base, many, hit_at, edge_first, edge_to, edge, closed, number, placed, parent, arc, head, source, following,
            cursor,
        )  # fmt: skip
        for place in range(many):
            if number[place] < 0:
                spared[base + place], bridge[base + place] = 0, NOT_REACHED
        for here in range(count):
            above[here], label[here] = parent[here], here
        above[0] = -1
        for here in range(count - 1, 0, -1):
            # A hit that is reached from another hit is still reached without it.
            other = count if hit_at[base + placed[here]] == NEVER else 0
            live = head[placed[here]]
            while live >= 0:
                if live != arc[here]:
                    other = min(other, least_above(source[live], here + 1, above, label, cursor))
                live = following[live]
            label[here] = min(parent[here], other)
            dominator[here] = label[here]  # Kept apart: climbing makes `label` smaller.
            bridge[base + placed[here]] = edge[low + arc[here]] if other >= here else NO_BRIDGE
        for here in range(1, count):
            up = parent[here]
            while up > dominator[here]:
                up = dominator[up]
            dominator[here] = up
            weight[here] = weights[node[base + placed[here]]]
        weight[0] = 0
        for here in range(count - 1, 0, -1):
            place = base + placed[here]
            weight[dominator[here]] += weight[here]
            spared[place] = weight[here]
            if hit_at[place] != NEVER:
                spared[place] -= weights[node[place]]
        reached[worlds[at]] = weight[0]


def spared_slow(
    hits: set[int], crossings: list[tuple[int, int, int]], weights: list[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """The plain twin: take each thing away and see what is still reached.

    `crossings` are (number, from, to); returns what each system reached, and each crossing, would spare.
    """

    def still(without_system: int | None, without_crossing: int | None) -> set[int]:
        found, ahead = set(hits), list(hits)
        while ahead:
            here = ahead.pop()
            for name, origin, target in crossings:
                if origin != here or name == without_crossing or without_system in {origin, target}:
                    continue
                if target not in found:
                    found.add(target)
                    ahead.append(target)
        return found

    whole = still(None, None)
    systems = {each: sum(weights[one] for one in whole - still(each, None) - (hits & {each})) for each in whole}
    return systems, {row[0]: sum(weights[one] for one in whole - still(None, row[0])) for row in crossings}
