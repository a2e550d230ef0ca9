"""The floor by shared prices under all plans: divided by the widest orders, and carried over to worlds not seen.

An order that closes much at once is dear but closes each thing for little, which no price can say well; so plans are
divided into those that hold it and those that do not, where the floor is lowest, widest orders first.
Law: the least floor of cells that cover every plan; counted work, cut short only by the time.
Not here: the floor of one cell (prices.py), cells of few orders each tried in full (bound.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import CONFIDENT, Cell, halves
from battlebox.engine.choices import Plan, wide
from battlebox.engine.losses import Losses
from battlebox.engine.nets import Ints
from battlebox.engine.prices import Market, priced
from battlebox.engine.situation import Situation
from battlebox.engine.trials import UNIT, Trials, difference, error_of, mean_of
from battlebox.engine.worldcut import Cutter
from battlebox.engine.worlds import BOUND

CELLS_MOST: Final = 96
STEPS: Final = 32
"""Steps of a cell without wide orders to divide it on."""
NEAR: Final = 0.995
"""A cell whose floor is this share of the best plan's harm is looked at no further."""
ALIKE: Final = 1.05
AT_ONCE: Final = 512
"""Worlds drawn together where one plan is tried in many."""
BESIDE: Final = 8
"""Plans of up to this many times the least harm stand for where the best plan may be."""


def floor_of(losses: Losses, trials: Trials, best: Plan, allowance: Allowance) -> float:
    """The floor on the mean of these worlds; `best` is the best plan known."""
    branches = Branches(losses, trials, best, allowance)
    branches.grow()
    return branches.floor


class Branches:
    """Cells that cover every plan, with the floor of each; `best` is the best plan known.

    `shares` holds, for cells that are divided no further, the share of worlds that want each order.
    """

    def __init__(self, losses: Losses, trials: Trials, best: Plan, allowance: Allowance) -> None:
        self.losses, self.trials, self.allowance = losses, trials, allowance
        self.choices = losses.choices
        self.target = trials.of(best).mean
        self.rank = wide(self.choices)
        self.floors: dict[Cell, float] = {}
        self.shares: dict[Cell, dict[str, float]] = {}
        self.measure(Cell(frozenset(), frozenset(self.choices.names)), 0.0, 0 if self.rank else STEPS)

    @property
    def floor(self) -> float:
        """What no plan is below on the mean of these worlds."""
        return min(self.floors.values())

    def grow(self) -> None:
        """Divide the lowest cell again and again, on the widest order open."""
        while len(self.floors) < CELLS_MOST and not self.allowance.spent():
            cell = min(self.floors, key=lambda cell: (self.floors[cell], sorted(cell.given), len(cell.open)))
            name = next((name for name in self.rank if name in cell.open), None)
            if self.floors[cell] >= NEAR * self.target or name is None:
                break
            least = self.floors.pop(cell)
            for half in halves(self.choices, cell, name):
                still = any(name in half.open for name in self.rank)
                self.measure(half, least, 0 if still else STEPS)

    def measure(self, cell: Cell, least: float, steps: int) -> None:
        """Price a cell, unless what its orders cost by themselves is dear enough."""
        names = sorted(cell.given)
        surely = self.losses.situation.book.cost(names) + int(self.losses.of_plan(names).sum()) / UNIT
        self.floors[cell] = max(least, surely)
        if self.floors[cell] >= self.target or self.allowance.spent():
            return
        market = Market(Cutter(self.losses, self.trials, cell))
        found = priced(market, self.allowance, target=self.target, steps=steps)
        self.floors[cell] = max(self.floors[cell], found.floor)
        if steps:
            self.shares[cell] = dict(zip(self.choices.names, found.share.tolist(), strict=True))


def unseen(situation: Situation, plan: Plan, *, first: int, worlds: int, allowance: Allowance) -> Ints:
    """Harm of a plan in each of so many worlds for floors, from `first` on; of fewer where the time is up before.

    Worlds are drawn a few at a time and not kept: one plan in many worlds costs less than many plans in a few.
    """
    found = [np.zeros(0, dtype=np.int64)]
    for low in allowance.within(range(0, worlds, AT_ONCE)):
        some = Trials.drawn(situation, stream=BOUND, first=first + low, worlds=min(AT_ONCE, worlds - low))
        found.append(some.of(plan).harm)
    return np.concatenate(found)


def carried(floor: float, trials: Trials, seen: Ints, best: Plan, others: Iterable[Plan], *, shown: float) -> float:
    """A floor on the worlds of `trials` as one on all worlds, with 99.9 % confidence.

    `shown` is the mean that stands beside it, on worlds of its own: the lesser of the two, so that a bound is not above
    it by chance.

    What the best plan known comes to on worlds not seen (`seen`), less on these, carries over; its error is that of the
    mean there and of how far plans nearly as good differ from it on these worlds, for any of them may be the best.
    """
    known, mean = trials.of(best), min(mean_of(seen), shown)
    near = [trials.of(plan) for plan in (*others, *(best - {name} for name in sorted(best)[:BESIDE])) if plan != best]
    gaps = [difference(one, known)[1] for one in near if one.mean <= ALIKE * known.mean]
    apart = max(gaps, default=0.0) or error_of(known.harm)
    return max(0.0, floor + mean - known.mean - CONFIDENT * math.hypot(error_of(seen), apart))
