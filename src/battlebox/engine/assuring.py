"""What no plan is below on all worlds: cells that cover every plan, looked at in more worlds where they hold it low.

On the mean of some worlds a cell's floor is below each of its plans, so the mean of how far it is below the plan
advised, over many such draws of worlds, is at least what the best plan of the cell would spare (Mak, Morton and Wood,
1999). Its error is that of how far it is below in each world by itself (prices.py), not that of harm, which differs far
more: floor and plan are taken on the same worlds.
Law: the plan is chosen on other worlds than these; cells may be chosen on them, for a floor is below every plan of its
cell in any worlds. The best plan is in one cell, which is looked at no more often than there are rungs: each look alone
is as sure as leaves 99.9 % to all of them.
Not here: dividing into cells (branching.py), the floor of one on given worlds (prices.py).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import Cell
from battlebox.engine.branching import STEPS, Branches
from battlebox.engine.choices import Plan
from battlebox.engine.losses import Losses
from battlebox.engine.nets import Ints
from battlebox.engine.prices import Market, priced
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials, error_of, mean_of
from battlebox.engine.worldcut import Cutter
from battlebox.engine.worlds import BOUND

RUNGS: Final = (128, 512, 2048)
"""Worlds of each look at a cell."""
CONFIDENT: Final = 3.41
"""Standard errors of a look: three looks of which each errs once in 3,000 err once in 1,000 together."""
ENOUGH: Final = 0.96
"""A cell whose bound is this share of the plan's harm is looked at no more."""
PAYS: Final = 0.005
"""More worlds are drawn where four times as many are expected to raise a bound by this share of the plan's harm."""
ARCS_MOST: Final = 1 << 26
"""Arcs of all worlds of a look together, at the most: a gigabyte."""
LEFT: Final = 0.6
"""The share of the time left that a look may be expected to take; half where other cells are low too."""
AT_ONCE: Final = 512
"""Worlds drawn together where one plan is tried in many."""


def unseen(situation: Situation, plan: Plan, *, worlds: int, allowance: Allowance) -> Ints:
    """Harm of a plan in each of so many worlds that no look is at; of fewer where the time is up before.

    Worlds are drawn a few at a time and not kept: one plan in many worlds costs less than many plans in a few.
    """
    found = [np.zeros(0, dtype=np.int64)]
    for low in allowance.within(range(RUNGS[-1], RUNGS[-1] + worlds, AT_ONCE)):
        many = min(AT_ONCE, RUNGS[-1] + worlds - low)
        found.append(Trials.drawn(situation, stream=BOUND, first=low, worlds=many).of(plan).harm)
    return np.concatenate(found)


class Assurance:
    """Bounds of cells that cover every plan; `plan` is the one advised, `seen` its harm on worlds that no look is at.

    Of each cell looked at it keeps the seconds for a world, and what four times as many may be expected to gain.

    `shown` is the mean that stands beside the bound, on worlds of its own: the lesser mean counts, so that a bound is
    not above it by chance.
    """

    def __init__(self, losses: Losses, plan: Plan, seen: Ints, allowance: Allowance, *, shown: float) -> None:
        self.losses, self.plan, self.allowance = losses, plan, allowance
        self.mean, self.error = min(mean_of(seen), shown), error_of(seen)
        self.bounds: dict[Cell, float] = {}
        self.seconds: dict[Cell, float] = {}
        self.gains: dict[Cell, float] = {}
        self.arcs = 1
        self.pools: dict[int, Trials] = {}

    def bound(self, branches: Branches) -> float:
        """The bound over all cells, each looked at as they were divided; the lowest again, in more worlds, in time."""
        cells = branches.cells
        for cell in cells:
            floor, behind = branches.stated[cell]
            self.bounds[cell] = self._stated(cell, floor - branches.target, behind)
            self.seconds[cell] = branches.longest
        looks = dict.fromkeys(cells, 1)
        while True:
            lowest = min(cells, key=lambda cell: self.bounds[cell])
            if self.bounds[lowest] >= ENOUGH * self.mean or looks[lowest] == len(RUNGS):
                break
            worlds = self._affordable(lowest, RUNGS[looks[lowest]])
            if self.gains[lowest] < PAYS * self.mean or worlds <= RUNGS[looks[lowest] - 1]:
                break
            looks[lowest] += 1
            self.bounds[lowest] = max(self.bounds[lowest], self.look(lowest, worlds))
        return max(0.0, min(self.bounds.values()))

    def look(self, cell: Cell, worlds: int) -> float:
        """The bound of a cell by one look at it."""
        began = self.allowance.now()
        trials = self._pool(worlds)
        market = Market(Cutter(self.losses, trials, cell))
        known = trials.of(self.plan)
        found = priced(market, self.allowance, target=known.mean, steps=STEPS)
        self.seconds[cell] = (self.allowance.now() - began) / worlds
        self.arcs = max(self.arcs, len(market.networks.head) // worlds)
        return self._stated(cell, found.floor - known.mean, market.behind(found, known))

    def _stated(self, cell: Cell, above: float, behind: float) -> float:
        """The bound of a cell whose floor is so far above the plan in the same worlds, with what its error is."""
        error = CONFIDENT * math.hypot(self.error, behind)
        self.gains[cell] = error - CONFIDENT * math.hypot(self.error, behind / 2)
        return max(self.losses.surely(cell.given), self.mean + above - error)

    def _pool(self, worlds: int) -> Trials:
        if worlds not in self.pools:
            self.pools[worlds] = Trials.drawn(self.losses.situation, stream=BOUND, worlds=worlds)
        return self.pools[worlds]

    def _affordable(self, cell: Cell, worlds: int) -> int:
        """So many worlds, or as many as the time left is expected to last for and memory to hold."""
        low = sum(bound < ENOUGH * self.mean for bound in self.bounds.values())
        share = LEFT if low == 1 else LEFT / 2
        fits = int(self.allowance.left * share / max(self.seconds[cell], 1e-9))
        self.allowance.is_cut |= fits < worlds
        return min(worlds, fits, ARCS_MOST // self.arcs) // RUNGS[0] * RUNGS[0]
