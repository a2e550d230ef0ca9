"""What stands on one of several ways: what puts out each way, and which services stop where all are out.

A group of alternatives fails only where every way is out at once. The tables here say of each way which systems, lost
from some hour on, put it out, and which orders do and for how long; a cut may then charge for the group (worldcut.py).
Law: only what surely follows counts: what puts a way out leads to it by needs that have no alternative.
Not here: what a price for each way comes to (settling.py), what is lost when (worldcut.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Ints, ints
from battlebox.engine.orders import Orderbook


@dataclass(frozen=True)
class Alternatives:
    """Groups of two ways and more; ways stand in order of their group, the rest in order of the way.

    Of `losses` each row is (way, system, how much later than the system the way is out); of `orders` (way, order, from,
    to).
    """

    node: Ints  # [groups], what stands on the group
    group: Ints  # [ways]
    losses: Ints  # [rows, 3]
    orders: Ints  # [rows, 4]

    @classmethod
    def of(cls, arrays: EstateArrays, book: Orderbook, names: tuple[str, ...]) -> Alternatives:
        """The groups of an estate; orders are numbered as in `names`."""
        rows, sizes = arrays.needs.rows, arrays.needs.group_size
        # What a fallback stands on is left out: fallbacks always work here.
        real = np.flatnonzero((rows["group"] >= 0) & (rows["of"] < arrays.services.nodes[1]))
        several = real[sizes[rows["group"][real]] > 1]
        several = several[np.argsort(rows["group"][several], kind="stable")]
        _, first, group = np.unique(rows["group"][several], return_index=True, return_inverse=True)
        below = Below.of(arrays, real[sizes[rows["group"][real]] == 1])
        shutting, stopping = _by_thing(book, names)
        losses: list[tuple[int, int, int]] = []
        orders: list[tuple[int, int, int, int]] = []
        for way, row in enumerate(several.tolist()):
            holds = int(rows["holds"][row])
            closed = [(row, holds)]
            for node, later in below.under(int(rows["on"][row])).items():
                if node < arrays.systems:
                    losses.append((way, node, later + holds))
                orders += [(way, order, begin + later + holds, end) for order, begin, end in stopping[node]]
                closed += [(each, later + holds + int(rows["holds"][each])) for each in below.rows[node]]
            orders += [
                (way, order, begin + later, end) for each, later in closed for order, begin, end in shutting[each]
            ]
        return cls(
            node=ints(rows["of"][several[first]]),
            group=ints(group),
            losses=ints(losses).reshape(-1, 3),
            orders=ints(orders).reshape(-1, 4),
        )


@dataclass(frozen=True)
class Below:
    """What each node stands on without an alternative: the rows of needs."""

    arrays: EstateArrays
    rows: defaultdict[int, list[int]]

    @classmethod
    def of(cls, arrays: EstateArrays, single: Ints) -> Below:
        """By the rows that are alone in their group."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for row in single.tolist():
            found[int(arrays.needs.rows["of"][row])].append(row)
        return cls(arrays, found)

    def under(self, node: int) -> dict[int, int]:
        """Everything whose going out puts the node out, and how much later it is out."""
        needs = self.arrays.needs.rows
        known: dict[int, int] = {}
        heap = [(0, node)]
        while heap:
            later, here = heappop(heap)
            if here in known:
                continue
            known[here] = later
            for row in self.rows.get(here, ()):
                heappush(heap, (later + int(needs["holds"][row]), int(needs["on"][row])))
        return known


def _by_thing(
    book: Orderbook, names: tuple[str, ...]
) -> tuple[defaultdict[int, list[tuple[int, int, int]]], defaultdict[int, list[tuple[int, int, int]]]]:
    """The orders that close each row of needs, and that stop each node: (order, from, to)."""
    shutting: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    stopping: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, name in enumerate(names):
        order = book.now(name)
        for found, rows in ((shutting, order.shuts), (stopping, order.stops)):
            for thing, begin, end in rows.tolist():
                found[thing].append((number, begin, end))
    return shutting, stopping
