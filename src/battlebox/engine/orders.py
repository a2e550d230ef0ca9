"""Orders with their hours, gathered into a plan the kernels can read.

Law: an order works from `begins` to `lapses`; crossings stay blocked for good, needs and stops return when it lapses;
outages and holds start at hour 0 even where an order was given before.
Not here: what an order closes (effects.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.effects import Boundaries, Effect, boundaries_of, effects_of
from battlebox.engine.nets import NEVER, Indexes, Ints, Records, frozen, ints
from battlebox.engine.plans import PlanNet
from battlebox.engine.questions import Done, Down
from battlebox.engine.spans import Stretch, as_causes, merged, overlap, rows_of, stacked, union, within
from battlebox.estate import Action


@dataclass(frozen=True, slots=True)
class Order:
    """One order: from when it works, until when, and what it costs (0 for one already given)."""

    name: str
    begins: int
    lapses: int
    cost: float
    effect: Effect
    stops: Ints  # [things, 3]: node, from, to, within the hours looked at
    shuts: Ints  # [needs, 3]: row, from, to


@dataclass(frozen=True)
class Orderbook:
    """Every order that could be given on one estate.

    `lasts_factor` multiplies how long every order lasts (the contract's re-run).
    """

    arrays: EstateArrays
    horizon: int
    dones: tuple[Done, ...] = ()
    downs: tuple[Down, ...] = ()
    lasts_factor: int = 1
    _known: dict[str, Order] = field(default_factory=dict, repr=False, compare=False)

    @property
    def boundaries(self) -> Boundaries:
        """The joint rule's rows and paths."""
        return boundaries_of(self.arrays)

    @property
    def effects(self) -> Mapping[str, Effect]:
        """The effect of every order there is, by name."""
        return effects_of(self.arrays)

    @cached_property
    def given(self) -> tuple[Order, ...]:
        """The orders already given."""
        return tuple(self._given(done) for done in self.dones)

    @cached_property
    def causes_max(self) -> int:
        """More outside causes and closures than any plan of this book can have."""
        effects = [*self.effects.values(), *(order.effect for order in self.given)]
        # What is cut off by all cuts together begins anew with an order that cuts, or at hour 0.
        stretches = sum(1 for effect in effects if effect.cuts) + 1
        joint = sum(len(rows) for rows in self.boundaries.rows.values()) * stretches
        return sum(len(effect.shuts) + len(effect.stops) for effect in effects) + joint + len(self.downs)

    def now(self, name: str) -> Order:
        """One order given at hour 0, worked out once."""
        if name not in self._known:
            self._known[name] = self.order(name)
        return self._known[name]

    def _given(self, done: Done) -> Order:
        return self.order(done.action, ago=done.ago_microhours, given=True, until=done.until_microhours)

    def order(self, name: str, *, ago: int = 0, given: bool = False, until: int | None = None) -> Order:
        """An action, or `everything`, ordered `ago` before hour 0, and lapsing at `until` if that is said."""
        cyber = self.arrays.estate.cyber
        takes, lasts, cost = cyber.everything_takes_microhours, cyber.everything_lasts_microhours, 0.0
        if name in self.arrays.estate.action_by_id:
            action: Action = self.arrays.estate.action_by_id[name]
            takes, lasts, cost = action.takes_microhours, action.lasts_microhours, action.cost
        begins = takes - ago
        lapses = begins + lasts * self.lasts_factor if until is None else max(until, begins)
        effect = self.effects[name]
        stops, shuts = (
            within(rows_of(numbers, begins, lapses), self.horizon) for numbers in (effect.stops, effect.shuts)
        )
        return Order(name, begins, lapses, 0.0 if given else cost, effect, stops, shuts)

    def plan(self, names: Iterable[str]) -> PlanNet:
        """The plan of these orders beside those already given. Cost: a pass over what they close."""
        return self.plan_of(self.now(name) for name in names)

    def plan_of(self, orders: Iterable[Order]) -> PlanNet:
        """The same of orders that are given at some other hour."""
        orders = (*self.given, *orders)
        causes = merged(stacked([*(order.stops for order in orders), self._downs]))
        shuts = merged(stacked([*(order.shuts for order in orders), *self._cut_off(orders)]))
        close_at = np.full(len(self.arrays.paths.source), NEVER, dtype=np.int64)
        for order in orders:
            close_at[order.effect.blocks] = np.minimum(close_at[order.effect.blocks], order.begins)
        rescue_start, rescue = self._rescues(orders)
        ends = np.unique(np.concatenate([causes[:, 2], shuts[:, 2]]))
        return PlanNet(
            horizon=self.horizon,
            causes=as_causes(causes),
            shuts=as_causes(shuts),
            ends=ints(ends[ends < self.horizon]),
            close_at=frozen(close_at),
            is_down=self._is_down,
            rescue_start=rescue_start,
            rescue=rescue,
        )

    def cost(self, names: Iterable[str]) -> float:
        """What the orders themselves cost, in harm units."""
        return sum(self.now(name).cost for name in names)

    @cached_property
    def _downs(self) -> Ints:
        rows = [
            (
                self.arrays.node_of[down.thing],
                down.at_microhours,
                self.horizon if down.until_microhours is None else down.until_microhours,
            )
            for down in self.downs
        ]
        return within(np.array(rows, dtype=np.int64).reshape(-1, 3), self.horizon)

    @cached_property
    def _is_down(self) -> Indexes:
        flags = np.zeros(len(self.arrays.names), dtype=np.int32)
        flags[[self.arrays.node_of[down.thing] for down in self.downs]] = 1
        return frozen(flags[: self.arrays.systems])

    def _rescues(self, orders: Iterable[Order]) -> tuple[Ints, Records]:
        rows = stacked([rows_of(order.effect.checks, order.begins, order.lapses) for order in orders])
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        return ints(np.searchsorted(rows[:, 0], np.arange(self.arrays.systems + 1))), as_causes(rows)

    def _cut_off(self, orders: Iterable[Order]) -> list[Ints]:
        """Needs with no `via` between two bodies, while every path between them is closed by cuts."""
        cut: dict[str, list[Stretch]] = defaultdict(list)
        for order in orders:
            for path in order.effect.cuts:
                cut[path].append((max(order.begins, 0), order.lapses))
        shuts: list[Ints] = []
        if not cut:
            return shuts
        for pair, paths in self.boundaries.paths.items():
            if not paths <= cut.keys():
                continue
            together = [(0, self.horizon)]
            for path in sorted(paths):
                together = overlap(together, union(cut[path]))
            shuts += [rows_of(ints(self.boundaries.rows[pair]), *stretch) for stretch in together]
        return shuts
