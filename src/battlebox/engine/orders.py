"""Orders with their hours, gathered into a plan the kernels can read.

Law: an order works from `begins` to `lapses`; crossings stay blocked for good, needs and stops return when it lapses;
outages and holds start at hour 0 even where an order was given before.
Not here: what an order closes (effects.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.effects import Boundaries, Effect, effect_of, effect_of_shutdown, hosting_councils
from battlebox.engine.nets import NEVER, Indexes, Ints, Records, frozen, indexes, ints
from battlebox.engine.plans import PlanNet
from battlebox.engine.questions import EVERYTHING, Done, Down
from battlebox.engine.workspace import CAUSE
from battlebox.estate import Action

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Order:
    """One order: from when it works, until when, and what it costs (0 for one already given)."""

    name: str
    begins: int
    lapses: int
    cost: float
    effect: Effect


@dataclass(frozen=True)
class Orderbook:
    """Every order that could be given on one estate, each effect worked out once and kept.

    `lasts_factor` multiplies how long every order lasts (the contract's re-run).
    """

    arrays: EstateArrays
    horizon: int
    dones: tuple[Done, ...] = ()
    downs: tuple[Down, ...] = ()
    lasts_factor: int = 1

    @cached_property
    def boundaries(self) -> Boundaries:
        """The joint rule's rows and paths."""
        return Boundaries.of(self.arrays)

    @cached_property
    def effects(self) -> Mapping[str, Effect]:
        """The effect of every action, of `everything`, and of `everything:BODY` for each council that hosts."""
        found = {row.action: effect_of(self.arrays, row) for row in self.arrays.estate.actions}
        councils = hosting_councils(self.arrays)
        alone = {shutdown_of(body): effect_of_shutdown(self.arrays, [body]) for body in councils}
        return {**found, **alone, EVERYTHING: effect_of_shutdown(self.arrays, councils)}

    @cached_property
    def given(self) -> tuple[Order, ...]:
        """The orders already given."""
        return tuple(self.order(done.action, ago=done.ago_microhours, given=True) for done in self.dones)

    @cached_property
    def causes_max(self) -> int:
        """More outside causes and closures than any plan of this book can have."""
        effects = [*self.effects.values(), *(order.effect for order in self.given)]
        joint = sum(len(rows) for rows in self.boundaries.rows.values()) * (len(effects) + 1)
        return sum(len(effect.shuts) + len(effect.stops) for effect in effects) + joint + len(self.downs)

    def order(self, name: str, *, ago: int = 0, given: bool = False) -> Order:
        """An action, or `everything`, ordered `ago` before hour 0."""
        cyber = self.arrays.estate.cyber
        takes, lasts, cost = cyber.everything_takes_microhours, cyber.everything_lasts_microhours, 0.0
        if name in self.arrays.estate.action_by_id:
            action: Action = self.arrays.estate.action_by_id[name]
            takes, lasts, cost = action.takes_microhours, action.lasts_microhours, action.cost
        begins = takes - ago
        lapses = begins + lasts * self.lasts_factor
        return Order(name, begins, lapses, 0.0 if given else cost, self.effects[name])

    def plan(self, names: Iterable[str]) -> PlanNet:
        """The plan of these orders beside those already given. Cost: a pass over what they close."""
        orders = (*self.given, *(self.order(name) for name in names))
        downs = [(self.arrays.node_of[down.thing], down.at_microhours, self.horizon) for down in self.downs]
        causes = self._within([*_of_orders(orders, "stops"), records(downs)])
        shuts = self._within([*_of_orders(orders, "shuts"), records(self._cut_off(orders))])
        close_at = np.full(len(self.arrays.paths.source), NEVER, dtype=np.int64)
        for order in orders:
            close_at[order.effect.blocks] = np.minimum(close_at[order.effect.blocks], order.begins)
        rescue_start, rescue = self._rescues(orders)
        ends = np.unique(np.concatenate([causes["end"], shuts["end"]]))
        return PlanNet(
            horizon=self.horizon,
            causes=causes,
            shuts=shuts,
            ends=ints(ends[ends < self.horizon]),
            close_at=frozen(close_at),
            is_down=self._is_down(),
            rescue_start=rescue_start,
            rescue=rescue,
        )

    def _within(self, parts: Sequence[Records]) -> Records:
        """Causes inside hours 0 to the horizon, merged where they touch, in order of when they begin."""
        found = np.concatenate(parts)
        found["begin"] = np.maximum(found["begin"], 0)
        found["end"] = np.minimum(found["end"], self.horizon)
        return frozen(merged(found[found["begin"] < found["end"]]))

    def cost(self, names: Iterable[str]) -> float:
        """What the orders themselves cost, in harm units."""
        return sum(self.order(name).cost for name in names)

    def _is_down(self) -> Indexes:
        flags = [0] * self.arrays.systems
        for down in self.downs:
            node = self.arrays.node_of[down.thing]
            if node < self.arrays.systems:
                flags[node] = 1
        return indexes(flags)

    def _rescues(self, orders: Iterable[Order]) -> tuple[Ints, Records]:
        rescue = np.concatenate([*_of_orders(orders, "checks"), records([])])
        rescue = rescue[np.lexsort((rescue["begin"], rescue["node"]))]
        return ints(np.searchsorted(rescue["node"], np.arange(self.arrays.systems + 1))), frozen(rescue)

    def _cut_off(self, orders: Iterable[Order]) -> list[tuple[int, int, int]]:
        """Needs with no `via` between two bodies, while every path between them is closed by cuts."""
        cut: dict[str, list[Stretch]] = defaultdict(list)
        for order in orders:
            for path in order.effect.cuts:
                cut[path].append((max(order.begins, 0), order.lapses))
        shuts: list[tuple[int, int, int]] = []
        for pair, paths in self.boundaries.paths.items():
            if not paths <= cut.keys():
                continue
            together = [(0, self.horizon)]
            for path in sorted(paths):
                together = overlap(together, union(cut[path]))
            shuts += [(row, *stretch) for stretch in together for row in self.boundaries.rows[pair]]
        return shuts


def shutdown_of(body: str) -> str:
    """The name of the order by which one council stops all its own; no action can have it."""
    return f"{EVERYTHING}:{body}"


def records(causes: Sequence[tuple[int, int, int]]) -> Records:
    """Causes (node or row, from, to) as an array."""
    return np.array(list(causes), dtype=CAUSE)


def _of_orders(orders: Iterable[Order], what: str) -> list[Records]:
    """What each order does to nodes or rows (`stops`, `shuts` or `checks`), from when it works until it lapses."""
    parts = []
    for order in orders:
        numbers: Ints = getattr(order.effect, what)
        part = np.zeros(len(numbers), dtype=CAUSE)
        part["node"], part["begin"], part["end"] = numbers, order.begins, order.lapses
        parts.append(part)
    return parts


def merged(causes: Records) -> Records:
    """The same causes with stretches of one node or row that overlap or touch made one, in order of when they begin."""
    if not len(causes):
        return causes
    causes = causes[np.lexsort((causes["begin"], causes["node"]))]
    # Running ends never cross from one node to the next, because each node's are lifted above all before it.
    lift = (causes["node"] - causes["node"][0]) * (int(causes["end"].max()) + 1)
    running = np.maximum.accumulate(causes["end"] + lift) - lift
    fresh = np.ones(len(causes), dtype=np.bool_)
    fresh[1:] = (causes["node"][1:] != causes["node"][:-1]) | (causes["begin"][1:] > running[:-1])
    first = np.flatnonzero(fresh)
    joined = causes[first]
    joined["end"] = running[np.append(first[1:], len(causes)) - 1]
    return joined[np.argsort(joined["begin"], kind="stable")]


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same hours as ordered stretches that neither overlap nor touch."""
    merged: list[Stretch] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def overlap(one: list[Stretch], other: list[Stretch]) -> list[Stretch]:
    """The hours that are in both."""
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return union(both)
