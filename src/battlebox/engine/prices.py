"""What worlds pay each other so that they agree on one plan: the floor by shared prices, and the plans it points to.

Each world may choose its own orders, and within a world each thing that an order closes may, at prices of their own
that come to what the order costs over all worlds together; then whatever the prices, the worlds' cheapest cuts together
are below every plan (a Lagrangian relaxation). Whoever wanted an order more than others did, on the mean of the steps
so far, pays more for it, the others less (the volume algorithm: Barahona and Anbil, 2000).
Law: whole numbers and a fixed number of steps, so the same for any number of threads, unless the time is up first.
Not here: one world's network (worldcut.py), what it pays (settling.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.flow import UNCUT
from battlebox.engine.nets import Floats, Ints
from battlebox.engine.settling import Networks, Room, settle_worlds
from battlebox.engine.trials import UNIT, Outcome, exact_sum
from battlebox.engine.worldcut import Cutter
from battlebox.engine.worlds import executor

STEPS: Final = 40
BOLDER: Final = 1.5
SHYER: Final = 0.7
SHYEST: Final = 1e-4
"""How much longer steps grow where one gained and the next would go the same way, and shorter where it did not."""
NEWEST: Final = 0.5
NEWEST_LEAST: Final = 0.05
"""The share of the newest step in the mean of all, at the most to begin with, and at last."""
AHEAD: Final = 1.1
"""Steps aim at no more than so much above the best floor known."""
LEAST: Final = 0.001
"""How far the price of an order that stops nothing moves, beside that of the one that stops most."""


@dataclass(frozen=True)
class Priced:
    """A harm that no plan of the cell is below on the mean of these worlds, at which prices of the copies.

    `share` is the share of worlds that wanted each order, on the mean of the steps; `picks` the same of each copy, and
    `pace` and `steps` how steps went: to go on from.
    """

    floor: float
    share: Floats
    price: Ints
    picks: Floats
    pace: float
    steps: int


class Market:
    """The worlds of a cell with the copies of their orders, and a price for each copy."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter
        trials, book = cutter.trials, cutter.book
        self.threads, self.worlds = trials.threads, trials.worlds
        cuts = [cutter.world(world) for world in range(trials.worlds)]
        self.networks = Networks.of(cuts)
        self.rooms = [Room.of(self.networks) for _ in range(self.threads)]
        self.order = np.concatenate([cut.order for cut in cuts])
        self.world_of = np.repeat(np.arange(trials.worlds), np.diff(self.networks.copies))
        names = cutter.losses.choices.names
        self.cost = np.array([round(book.cost([name]) * UNIT) for name in names], dtype=np.int64)
        given = round(book.cost(sorted(cutter.cell.given)) * UNIT)
        self.paid = np.array([cut.floor for cut in cuts], dtype=np.int64) + given
        self.by_order = np.argsort(self.order, kind="stable")
        self.copies = np.bincount(self.order, minlength=len(names))
        self.most = UNCUT // 4 // max(len(self.order) // self.worlds, 1)
        start, _, costs = cutter.losses.orders
        sums = np.concatenate([[0], np.cumsum(costs)])
        alone = (sums[start[1:]] - sums[start[:-1]] + self.cost).astype(np.float64)
        scale = alone / max(float(alone.max(initial=0.0)), 1.0) + LEAST
        # An order's many gates in a world move together as far as the one copy that pays for what it stops.
        parts = np.concatenate([np.bincount(cut.order, minlength=len(names))[cut.order] for cut in cuts])
        own = scale[self.order] / np.where(self.networks.project >= 0, 1, parts)
        self.weight = np.bincount(self.order, own, len(names))
        self.joint_most = np.minimum(np.concatenate([cut.joint_most for cut in cuts]), self.most)
        self.scale = np.concatenate([own, self.joint_most / max(float(alone.max(initial=0.0)), 1.0) + LEAST])

    def even(self) -> Ints:
        """Prices to begin with: the same for all copies of an order, and nothing for joints."""
        even = self.cost * self.worlds / np.maximum(self.copies, 1)
        return self.fair(np.concatenate([even[self.order], np.zeros(len(self.joint_most))]))

    def fair(self, price: Floats) -> Ints:
        """Prices in whole numbers that come, order by order, to what the order costs in all worlds: never to more.

        Those of joints are what they are, from nothing to the most that says anything.
        """
        many = len(self.order)
        joint = np.clip(np.round(price[many:]), 0, self.joint_most).astype(np.int64)
        whole = np.clip(np.round(price[:many]), -self.most, self.most).astype(np.int64)
        over = self._sums(whole) - self.cost * self.worlds
        copies = np.maximum(self.copies, 1)
        whole -= (over // copies)[self.order]
        # What is left over goes to the first copies of each order.
        rank = np.empty(len(self.order), dtype=np.int64)
        before = np.cumsum(self.copies) - self.copies
        rank[self.by_order] = np.arange(len(self.order)) - before[self.order[self.by_order]]
        whole -= rank < (over % copies)[self.order]
        return np.concatenate([whole, joint])

    def _sums(self, price: Ints) -> Ints:
        sums = np.zeros(len(self.cost), dtype=np.int64)
        np.add.at(sums, self.order, price)
        return sums

    def apart(self, picks: Floats, price: Ints) -> Floats:
        """How far each copy is from what the copies of its order want on the whole; how far joints are over.

        A joint whose price cannot go on that way is where it should be.
        """
        many = len(self.order)
        own, joint, at = picks[:many], picks[many:], price[many:]
        means = self._means(own)
        held = ((joint < 0) & (at <= 0)) | ((joint > 0) & (at >= self.joint_most))
        apart: Floats = np.concatenate([own - means[self.order], np.where(held, 0.0, joint)]) * self.scale
        return apart

    def shares(self, picks: Floats) -> Floats:
        """The share of worlds in which any copy wanted each order."""
        most = np.zeros((self.worlds, len(self.cost)))
        np.maximum.at(most, (self.world_of, self.order), picks[: len(self.order)])
        shares: Floats = most.mean(axis=0)
        return shares

    def length(self, way: Floats) -> float:
        """The square of how long a way is, each copy's part by its scale."""
        return self.along(way, way)

    def along(self, way: Floats, other: Floats) -> float:
        """How far two ways go together."""
        return float((way * other / self.scale).sum())

    def clear(self, price: Ints) -> tuple[float, Floats]:
        """The floor at these prices, and which copies were wanted."""
        totals, wanted = self.settled(price)
        return exact_sum(totals) / self.worlds / UNIT, wanted.astype(np.float64)

    def settled(self, price: Ints) -> tuple[Ints, Ints]:
        """What each world pays at these prices, in millionths, and which copies were wanted."""
        wanted, totals = np.zeros(len(price), dtype=np.int64), np.zeros(self.worlds, dtype=np.int64)
        edges = [self.worlds * part // self.threads for part in range(self.threads + 1)]

        def run(part: int) -> None:
            block = (edges[part], edges[part + 1])
            settle_worlds(self.networks, price, block, self.rooms[part], wanted, totals)

        if self.threads == 1:
            run(0)
        else:
            list(executor(self.threads).map(run, range(self.threads)))
        return self.paid + totals, wanted

    def parts(self, found: Priced) -> Floats:
        """What each world adds to the floor by itself, in millionths; their mean is the floor.

        It is what it pays, less what it pays other worlds at their prices, for orders given as far as copies want them
        on the whole: how the floor would move, were that world drawn more often (the infinitesimal jackknife).
        """
        many = len(self.order)
        price, means = found.price[:many], self._means(found.picks[:many])
        sent = np.bincount(self.world_of, price * means[self.order], self.worlds)
        parts: Floats = self.settled(found.price)[0].astype(np.float64) - sent + float(self.cost @ means)
        return parts

    def behind(self, found: Priced, known: Outcome) -> float:
        """The standard error, in units, of how far the floor is behind a plan in the same worlds."""
        return float(np.std(known.harm - self.parts(found))) / math.sqrt(max(self.worlds - 1, 1)) / UNIT

    def _means(self, picks: Floats) -> Floats:
        """As far as each order is wanted by its copies on the whole, each counted by its scale."""
        sums = np.bincount(self.order, picks * self.scale[: len(self.order)], len(self.cost))
        means: Floats = sums / np.where(self.weight > 0, self.weight, 1)
        return means


def priced(
    market: Market, allowance: Allowance, *, target: float, steps: int = STEPS, begin: Priced | None = None
) -> Priced:
    """The best floor found for a cell; `target` is the harm of the best plan known, which sets how far to step.

    `begin` is what was found in the same market before.
    """
    if begin is None:
        price = market.even()
        floor, picks = market.clear(price)
        begin = Priced(floor, market.shares(picks), price, picks, 1.0, 0)
    best, price, picks, pace, taken = begin.floor, begin.price, begin.picks, begin.pace, begin.steps
    way = market.apart(picks, price)
    length = market.length(way)
    while best < target and taken < begin.steps + steps and length > 0 and not allowance.spent():
        aim = min(target, max(best * AHEAD, 1.0))
        tried = market.fair(price + way * (pace * (aim - best) * UNIT * market.worlds / length))
        floor, newest = market.clear(tried)
        taken += 1
        gap = market.apart(newest, price)
        together = market.along(way, gap)
        # As much of the newest as makes the mean shortest: nothing is apart where the prices are best.
        apart = market.length(gap) - 2 * together + length
        most = max(NEWEST * 0.97**taken, NEWEST_LEAST)
        part = min(max((length - together) / apart if apart > 0 else most, most / 10), most)
        picks = part * newest + (1 - part) * picks
        if floor > best:
            best, price = floor, tried
            pace *= BOLDER if together > 0 else 1.0
        else:
            pace = max(pace * (SHYER if best > begin.floor or begin.steps else SHYER**2), SHYEST)
        way = market.apart(picks, price)
        length = market.length(way)
    return Priced(best, market.shares(picks), price, picks, pace, taken)
