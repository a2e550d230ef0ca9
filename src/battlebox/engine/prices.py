"""What worlds pay each other so that they agree on one plan: the floor by shared prices, and the plans it points to.

Each world may choose its own orders, and within a world each thing that an order closes may, at prices of their own
that come to what the order costs over all worlds together; then whatever the prices, the worlds' cheapest cuts together
are below every plan (a Lagrangian relaxation). Whoever wants an order more than others do pays more for it, the others
less (steps along the subgradient, each half of it the one before).
Law: whole numbers and a fixed number of steps, so the same for any number of threads, unless the time is up first.
Not here: one world's network (worldcut.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.flow import UNCUT, cheapest_cut
from battlebox.engine.nets import Flags, Floats, Ints
from battlebox.engine.trials import UNIT
from battlebox.engine.worldcut import Cutter, WorldCut
from battlebox.engine.worlds import executor

STEPS: Final = 40
STALE: Final = 4
"""Steps without a better floor after which the next are half as long."""
LEAST: Final = 0.05
"""How far the price of an order that stops nothing moves, beside that of the one that stops most."""


@dataclass(frozen=True)
class Priced:
    """A harm that no plan of the cell is below on the mean of these worlds, at which prices of the copies.

    `share` is the share of worlds that wanted each order.
    """

    floor: float
    share: Floats
    price: Ints


class Market:
    """The worlds of a cell with the copies of their orders, and a price for each copy."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter
        trials, book = cutter.trials, cutter.book
        self.threads, self.worlds = trials.threads, trials.worlds
        self.cuts = [cutter.world(world) for world in range(trials.worlds)]
        self.first = np.cumsum([0, *(len(cut.order) for cut in self.cuts)])
        self.order = np.concatenate([cut.order for cut in self.cuts])
        names = cutter.losses.choices.names
        self.cost = np.array([round(book.cost([name]) * UNIT) for name in names], dtype=np.int64)
        given = round(book.cost(sorted(cutter.cell.given)) * UNIT)
        self.constant = sum(cut.floor for cut in self.cuts) + given * self.worlds
        self.by_order = np.argsort(self.order, kind="stable")
        self.copies = np.bincount(self.order, minlength=len(names))
        self.most = UNCUT // 4 // max(len(self.order) // self.worlds, 1)
        start, _, costs = cutter.losses.orders
        sums = np.concatenate([[0], np.cumsum(costs)])
        alone = (sums[start[1:]] - sums[start[:-1]] + self.cost).astype(np.float64)
        scale = alone / max(float(alone.max(initial=0.0)), 1.0) + LEAST
        # An order's many gates in a world move together as far as the one copy that pays for what it stops.
        parts = np.concatenate([np.bincount(cut.order, minlength=len(names))[cut.order] for cut in self.cuts])
        project = np.concatenate([cut.project for cut in self.cuts])
        self.scale = scale[self.order] / np.where(project >= 0, 1, parts)
        self.weight = np.bincount(self.order, self.scale, len(names))

    def fair(self, price: Floats) -> Ints:
        """Prices in whole numbers that come, order by order, to what the order costs in all worlds: never to more."""
        whole = np.clip(np.round(price), -self.most, self.most).astype(np.int64)
        over = self._sums(whole) - self.cost * self.worlds
        copies = np.maximum(self.copies, 1)
        whole -= (over // copies)[self.order]
        # What is left over goes to the first copies of each order.
        rank = np.empty(len(self.order), dtype=np.int64)
        before = np.cumsum(self.copies) - self.copies
        rank[self.by_order] = np.arange(len(self.order)) - before[self.order[self.by_order]]
        whole -= rank < (over % copies)[self.order]
        return whole

    def _sums(self, price: Ints) -> Ints:
        sums = np.zeros(len(self.cost), dtype=np.int64)
        np.add.at(sums, self.order, price)
        return sums

    def apart(self, picks: Floats) -> Floats:
        """How far each copy is from what the copies of its order want on the whole."""
        means = np.bincount(self.order, picks * self.scale, len(self.cost)) / np.where(self.weight > 0, self.weight, 1)
        apart: Floats = (picks - means[self.order]) * self.scale
        return apart

    def shares(self, picks: Floats) -> Floats:
        """The share of worlds in which any copy wanted each order."""
        wanted = np.zeros(len(self.cost))
        for world, cut in enumerate(self.cuts):
            wanted[np.unique(cut.order[picks[self.first[world] : self.first[world + 1]] > 0])] += 1
        return wanted / self.worlds

    def clear(self, price: Ints) -> tuple[float, Floats]:
        """The floor at these prices, and which copies were wanted."""
        picks = np.zeros(len(price))

        def run(world: int) -> int:
            mine = slice(self.first[world], self.first[world + 1])
            total, wanted = settle(self.cuts[world], price[mine])
            picks[mine] = wanted
            return total

        totals = executor(self.threads).map(run, range(self.worlds))
        return (self.constant + sum(totals)) / self.worlds / UNIT, picks


def settle(cut: WorldCut, price: Ints) -> tuple[int, Flags]:
    """What a world pays at its prices, and which copies it wants.

    A price below nothing is earned: by the copy that pays for what its order stops if that is worth it, by any other
    copy always.
    """
    capacity = cut.network.capacity.copy()
    paid = np.maximum(price, 0)
    gated = np.flatnonzero(cut.gate >= 0)
    least = np.full(len(cut.gate_arc), UNCUT, dtype=np.int64)
    np.minimum.at(least, cut.gate[gated], paid[gated])
    capacity[cut.gate_arc] = least
    below = price < 0
    projects = np.flatnonzero(below & (cut.project >= 0))
    capacity[cut.project[projects]] = -price[projects]
    total, near = cheapest_cut(cut.network, capacity)
    is_parted = near[cut.gate_tail] & ~near[cut.gate_head]
    cheapest = gated[~below[gated] & is_parted[cut.gate[gated]] & (paid[gated] == least[cut.gate[gated]])]
    wanted = below & (cut.project < 0)
    wanted[cheapest[np.unique(cut.gate[cheapest], return_index=True)[1]]] = True
    wanted[projects] = near[cut.project_node[projects]]
    return total + int(price[below].sum()), wanted


def priced(
    cutter: Cutter, allowance: Allowance, *, target: float, steps: int = STEPS, begin: Ints | None = None
) -> Priced:
    """The best floor found for a cell; `target` is the harm of the best plan known, which sets how far to step.

    `begin` are prices found for the same cell and worlds before.
    """
    market = Market(cutter)
    even = market.cost * market.worlds / np.maximum(market.copies, 1)
    price = known = market.fair(even[market.order]) if begin is None else begin
    best, share = -np.inf, np.zeros(len(market.cost))
    eased, stale, way = 1.0, 0, np.zeros(len(price))
    for step in range(steps + 1):
        floor, picks = market.clear(price)
        stale += 1
        if floor > best:
            best, share, known, stale = floor, market.shares(picks), price, 0
        if floor >= target or step == steps or allowance.spent():
            break
        if stale == STALE:
            price, eased, stale, way = known, eased / 2, 0, np.zeros(len(price))
            continue
        apart = market.apart(picks)
        way = apart if not way.any() else (way + apart) / 2
        length = float((way**2 / market.scale).sum())
        if length == 0:
            break
        pace = eased * (target - floor) * UNIT * market.worlds / length
        price = market.fair(price + way * pace)
    return Priced(best, share, known)
