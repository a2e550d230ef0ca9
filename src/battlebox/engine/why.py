"""Why something is out: the chain of causes back to what was struck, ordered or seen to be down.

Law: a chain names ids and rows of the estate, one link a line, nearest cause first, and always ends at an outside
cause.
Not here: sentences for officers (desk).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.orders import Orderbook


@dataclass(frozen=True, slots=True)
class Traced:
    """For each node ever out: the row whose loss first put it out (-1: an outside cause), and when."""

    row: dict[int, int]
    time: dict[int, int]


def reasons(arrays: EstateArrays, book: Orderbook, traced: Traced) -> Callable[[int], tuple[str, ...]]:
    """A function from a node that is out to its chain of causes. Chains end after 40 links at most."""
    orders = book.given
    shut_by: dict[int, list[str]] = {}
    for order in orders:
        for row in dict.fromkeys(int(each) for each in order.effect.shuts):
            shut_by.setdefault(row, []).append(order.name)

    def outside(node: int) -> str:
        for down in book.downs:
            if arrays.node_of[down.thing] == node and down.at_microhours == traced.time[node]:
                return f"{arrays.names[node]} is down"
        stopped = [order.name for order in orders if node in order.effect.stops]
        return f"{arrays.names[node]} is stopped by {' and '.join(stopped)}"

    def link(row: int) -> str:
        need = arrays.estate.needs[int(arrays.needs.rows["number"][row])]
        tail = f", the last of {need.any_of}" if need.any_of else ""
        return f"{need.of} needs {need.on}{tail}"

    def chain(node: int) -> tuple[str, ...]:
        links: list[str] = []
        while len(links) < 40:
            row = traced.row[node]
            if row < 0:
                return (*links, outside(node))
            links.append(link(row))
            ahead = int(arrays.needs.rows["on"][row])
            if ahead not in traced.row or traced.time[ahead] > traced.time[node]:
                shut = shut_by.get(row, ())
                by = " and ".join(shut) if shut else "cuts that leave no path between the two bodies"
                return (*links, f"that link is closed by {by}")
            node = ahead
        return tuple(links)

    return chain
