"""When each thing is out: the least sets of time that the needs allow, found by growing them from nothing.

Law: nothing is out without a cause outside the needs; every row keeps its own clock; all sets lie in `[0, hours)`.
Not here: where causes come from (world.py), what outages cost (clock.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from battlebox.estate import Estate, Need
from engine.oracle.orders import FALLBACK, Order, need_closed
from engine.oracle.spans import Spans, after_holding, clipped, common


@dataclass(frozen=True)
class Outages:
    """When things are out, and when each slowing need of a service is broken, with its share."""

    out: Mapping[str, Spans]
    slowed: Mapping[str, tuple[tuple[float, Spans], ...]]


def outages(estate: Estate, orders: list[Order], causes: Mapping[str, Spans], hours: int) -> Outages:
    """Grow every set from empty until nothing changes."""
    things = [*estate.thing_by_id, *(FALLBACK + row.service for row in estate.services)]
    struck: dict[str, Spans] = {}
    for thing in things:
        stopped = [(order.start, order.end) for order in orders if thing in order.stops]
        struck[thing] = clipped([*causes.get(thing, ()), *stopped], hours)
    closed = [need_closed(estate, need, orders) for need in estate.needs]

    def broken(place: int, out: Mapping[str, Spans]) -> Spans:
        return clipped([*out[estate.needs[place].on], *closed[place]], hours)

    groups = _groups(estate)
    out: dict[str, Spans] = dict.fromkeys(things, ())
    while True:
        grown = {
            thing: clipped([*struck[thing], *_lost(estate, groups.get(thing, ()), broken, out)], hours)
            for thing in things
        }
        if grown == out:
            break
        out = grown
    slowed = {
        row.service: tuple(
            (need.slows, broken(place, out))
            for place, need in enumerate(estate.needs)
            if need.of == row.service and need.slows is not None
        )
        for row in estate.services
    }
    return Outages(out, slowed)


def _groups(estate: Estate) -> dict[str, list[list[int]]]:
    """For each thing its groups of alternatives, as places in the table of needs."""
    labelled: dict[tuple[str, object], list[int]] = {}
    for place, need in enumerate(estate.needs):
        if need.slows is None:
            labelled.setdefault((need.of, _label(need, place)), []).append(place)
    groups: dict[str, list[list[int]]] = {}
    for (of, _), places in labelled.items():
        groups.setdefault(of, []).append(places)
    return groups


def _label(need: Need, place: int) -> object:
    return place if need.any_of is None else need.any_of


def _lost(estate, groups, broken, out) -> list[tuple[int, int]]:
    """Every stretch in which all rows of some group are lost."""
    stretches: list[tuple[int, int]] = []
    for places in groups:
        lost = [after_holding(broken(place, out), estate.needs[place].holds_microhours) for place in places]
        whole = lost[0]
        for spans in lost[1:]:
            whole = common(whole, spans)
        stretches.extend(whole)
    return stretches
