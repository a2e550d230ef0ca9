"""Orders with their hours, gathered into a plan the kernels can read.

Law: an order works from `begins` to `lapses`; crossings stay blocked for good, needs and stops return when it lapses;
outages and holds start at hour 0 even where an order was given before.
Not here: what an order closes (effects.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.effects import Boundaries, Effect, effect_of, effect_of_everything
from battlebox.engine.nets import NEVER, frozen, indexes, ints
from battlebox.engine.plans import PlanNet
from battlebox.engine.questions import EVERYTHING, Done, Down
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
        """The effect of every action, and of `everything`."""
        found = {row.action: effect_of(self.arrays, row) for row in self.arrays.estate.actions}
        return {**found, EVERYTHING: effect_of_everything(self.arrays)}

    @cached_property
    def given(self) -> tuple[Order, ...]:
        """The orders already given."""
        return tuple(self.order(done.action, ago=done.ago_microhours, given=True) for done in self.dones)

    def order(self, name: str, *, ago: int = 0, given: bool = False) -> Order:
        """An action, or `everything`, ordered `ago` before hour 0."""
        cyber = self.arrays.estate.cyber
        takes, lasts, cost = cyber.everything_takes_microhours, cyber.everything_lasts_microhours, 0.0
        if name != EVERYTHING:
            action: Action = self.arrays.estate.action_by_id[name]
            takes, lasts, cost = action.takes_microhours, action.lasts_microhours, action.cost
        begins = takes - ago
        lapses = begins + lasts * self.lasts_factor
        return Order(name, begins, lapses, 0.0 if given else cost, self.effects[name])

    def plan(self, names: Iterable[str]) -> PlanNet:
        """The plan of these orders beside those already given. Cost: a pass over what they close."""
        orders = (*self.given, *(self.order(name) for name in names))
        causes = [(node, max(order.begins, 0), order.lapses) for order in orders for node in order.effect.stops]
        downs = [(self.arrays.node_of[down.thing], down.at_microhours, self.horizon) for down in self.downs]
        shuts = [(row, max(order.begins, 0), order.lapses) for order in orders for row in order.effect.shuts]
        causes = [cause for cause in (*causes, *downs) if cause[1] < min(cause[2], self.horizon)]
        shuts = [shut for shut in (*shuts, *self._cut_off(orders)) if shut[1] < min(shut[2], self.horizon)]
        close_at = np.full(len(self.arrays.paths.source), NEVER, dtype=np.int64)
        for order in orders:
            blocked = np.array(order.effect.blocks, dtype=np.int64)
            close_at[blocked] = np.minimum(close_at[blocked], order.begins)
        rescue_start, rescue_from, rescue_to = self._rescues(orders)
        ends = {end for _, _, end in (*causes, *shuts) if 0 < end < self.horizon}
        return PlanNet(
            horizon=self.horizon,
            cause_node=indexes([cause[0] for cause in causes]),
            cause_from=ints([cause[1] for cause in causes]),
            cause_to=ints([cause[2] for cause in causes]),
            shut_row=indexes([shut[0] for shut in shuts]),
            shut_from=ints([shut[1] for shut in shuts]),
            shut_to=ints([shut[2] for shut in shuts]),
            ends=ints(sorted(ends)),
            close_at=frozen(close_at),
            is_down=self._is_down(),
            rescue_start=rescue_start,
            rescue_from=rescue_from,
            rescue_to=rescue_to,
        )

    def cost(self, names: Iterable[str]) -> float:
        """What the orders themselves cost, in harm units."""
        return sum(self.order(name).cost for name in names)

    def _is_down(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        flags = np.zeros(self.arrays.systems, dtype=np.bool_)
        for down in self.downs:
            node = self.arrays.node_of[down.thing]
            if node < self.arrays.systems:
                flags[node] = True
        return frozen(flags)

    def _rescues(self, orders: Iterable[Order]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
        found: dict[int, list[Stretch]] = defaultdict(list)
        for order in orders:
            for system in order.effect.checks:
                found[system].append((order.begins, order.lapses))
        flat = [stretch for system in range(self.arrays.systems) for stretch in sorted(found.get(system, ()))]
        many = [len(found.get(system, ())) for system in range(self.arrays.systems)]
        starts = ints([0, *np.cumsum(many)])
        return starts, ints([stretch[0] for stretch in flat]), ints([stretch[1] for stretch in flat])

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
