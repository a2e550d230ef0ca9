"""Why something is out: the chain of causes back to what was struck, ordered or seen to be down.

Law: a chain names ids and rows of the estate, one link a line, nearest cause first, each lost when the one before it
went out, and always ends at an outside cause at work just then.
Not here: sentences for officers (desk).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.orders import Order, Orderbook

Ints = NDArray[np.signedinteger[Any]]

LINKS_MOST: Final = 40
"""Links of a chain that are told."""


class Spell(NamedTuple):
    """One outage of a node: from, to, and the row whose loss began it (-1: an outside cause)."""

    begin: int
    end: int
    row: int


@dataclass(frozen=True, slots=True)
class Traced:
    """Every outage of every node ever out, in order of time."""

    spells: dict[int, list[Spell]]

    def at(self, node: int, time: int) -> Spell | None:
        """The outage a node is in at a time, if it is in one."""
        return next((spell for spell in self.spells.get(node, ()) if spell.begin <= time < spell.end), None)


class Tracing:
    """Outages as they are found, phase by phase: one that goes straight on from the last is the same outage.

    Cost: a phase costs what it ends and begins in Python, and what only goes on in arrays: an incident of days has a
    hundred phases, in each of which a thousand things are still out.
    """

    def __init__(self, nodes: int) -> None:
        self._begins = np.zeros(nodes, np.int64)
        self._ends = np.full(nodes, -1, np.int64)
        self._rows = np.full(nodes, -1, np.int64)
        self._spells: dict[int, list[Spell]] = {}

    def take(self, nodes: Ints, begins: Ints, rows: Ints, end: int) -> None:
        """Note what is out up to `end`: each node once, since when in this phase, and the row that began it."""
        is_new = self._ends[nodes] != begins
        new = nodes[is_new]
        self._close(new)
        self._begins[new], self._rows[new] = begins[is_new], rows[is_new]
        self._ends[nodes] = end

    def traced(self) -> Traced:
        """Everything that was noted; nothing can be noted afterwards."""
        self._close(np.arange(len(self._ends)))
        return Traced(self._spells)

    def _close(self, nodes: Ints) -> None:
        ended = nodes[self._ends[nodes] >= 0]
        spells = zip(
            ended.tolist(), self._begins[ended].tolist(), self._ends[ended].tolist(), self._rows[ended].tolist(),
            strict=True,
        )  # fmt: skip
        for node, begin, end, row in spells:
            self._spells.setdefault(node, []).append(Spell(begin, end, row))


def reasons(arrays: EstateArrays, book: Orderbook, traced: Traced) -> Callable[[int], tuple[str, ...]]:
    """A function from a node that is ever out to the chain of causes of its first outage. At most 40 links."""
    # An estate of thousands is asked for as many chains: what closes each row is looked up, not looked for.
    stopped_by = _by(book.given, lambda order: order.effect.stops)
    shut_by = _by(book.given, lambda order: order.effect.shuts)
    closed: dict[int, list[tuple[int, int]]] = {}
    shuts = book.plan(()).shuts
    for each, begin, end in zip(shuts["node"].tolist(), shuts["begin"].tolist(), shuts["end"].tolist(), strict=True):
        closed.setdefault(each, []).append((begin, end))

    def in_force(orders: Sequence[Order], time: int) -> list[str]:
        return [order.name for order in orders if max(order.begins, 0) <= time < order.lapses]

    def is_closed(row: int, time: int) -> bool:
        return any(begin <= time < end for begin, end in closed.get(row, ()))

    def outside(node: int, time: int) -> str:
        if any(arrays.node_of[down.thing] == node and down.at_microhours == time for down in book.downs):
            return f"{arrays.names[node]} is down"
        stopped = in_force(stopped_by.get(node, ()), time)
        return f"{arrays.names[node]} is stopped by {' and '.join(dict.fromkeys(stopped))}"

    def link(row: int) -> str:
        need = arrays.estate.needs[int(arrays.needs.rows["number"][row])]
        tail = f", the last of {need.any_of}" if need.any_of else ""
        return f"{need.of} needs {need.on}{tail}"

    def chain(node: int) -> tuple[str, ...]:
        links: list[str] = []
        spell = traced.spells[node][0]
        while len(links) < LINKS_MOST:
            time, row = spell.begin, spell.row
            if row < 0:
                return (*links, outside(node, time))
            links.append(link(row))
            node = int(arrays.needs.rows["on"][row])
            ahead = traced.at(node, time)
            # Where both went at once the order is the cause: two things closed off together would blame each other.
            if ahead is None or (ahead.begin == time and is_closed(row, time)):
                shut = in_force(shut_by.get(row, ()), time)
                by = " and ".join(dict.fromkeys(shut)) if shut else "cuts that leave no path between the two bodies"
                return (*links, f"that link is closed by {by}")
            spell = ahead
        return tuple(links)

    return chain


def _by(orders: Iterable[Order], what: Callable[[Order], Iterable[int]]) -> dict[int, list[Order]]:
    """The orders by each number that they name."""
    found: dict[int, list[Order]] = {}
    for order in orders:
        for number in dict.fromkeys(int(each) for each in what(order)):
            found.setdefault(number, []).append(order)
    return found
