"""The floor by shared prices under all plans, divided by the widest orders.

An order that closes much at once is dear but closes each thing for little, which no price can say well; so plans are
divided into those that hold it and those that do not, where the floor is lowest, widest orders first.
Law: the least floor of cells that cover every plan; counted work, cut short only by the time.
Not here: the floor of one cell (prices.py), what it is worth on worlds not seen (assuring.py), cells of few orders each
tried in full (bound.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import Cell, halves
from battlebox.engine.choices import Plan, wide
from battlebox.engine.losses import Losses
from battlebox.engine.prices import Market, priced
from battlebox.engine.trials import Trials, error_of
from battlebox.engine.worldcut import Cutter

CELLS_MOST: Final = 96
STEPS: Final = 32
"""Steps of a cell without wide orders to divide it on."""
NEAR: Final = 0.995
"""A cell whose floor is this share of the best plan's harm is looked at no further."""


class Branches:
    """Cells that cover every plan, with the floor of each; `best` is the best plan known.

    `shares` holds, for cells that are divided no further, the share of worlds that want each order; `longest` is how
    many seconds for each world the slowest cell took. `stated` is the floor by prices of each cell, or of one that held
    it, with the standard error of how far it is behind the best plan known.
    """

    def __init__(self, losses: Losses, trials: Trials, best: Plan, allowance: Allowance) -> None:
        self.losses, self.trials, self.allowance = losses, trials, allowance
        self.choices = losses.choices
        self.best, self.target = best, trials.of(best).mean
        self.rank = wide(self.choices)
        self.floors: dict[Cell, float] = {}
        self.shares: dict[Cell, dict[str, float]] = {}
        self.stated: dict[Cell, tuple[float, float]] = {}
        self.longest = 0.0
        whole = Cell(frozenset(), frozenset(self.choices.names))
        self.measure(whole, (0.0, error_of(trials.of(best).harm)), 0 if self.rank else STEPS)

    @property
    def cells(self) -> list[Cell]:
        """The cells, that of the lowest floor first."""
        return sorted(self.floors, key=lambda cell: (self.floors[cell], sorted(cell.given), len(cell.open)))

    def grow(self) -> None:
        """Divide the lowest cell again and again, on the widest order open."""
        while len(self.floors) < CELLS_MOST:
            cell = self.cells[0]
            name = next((name for name in self.rank if name in cell.open), None)
            if self.floors[cell] >= NEAR * self.target or name is None or not self._lasts():
                break
            self.floors.pop(cell)
            least = self.stated.pop(cell)
            for half in halves(self.choices, cell, name):
                still = any(name in half.open for name in self.rank)
                self.measure(half, least, 0 if still else STEPS)

    def _lasts(self) -> bool:
        """Whether the time left is expected to last for one more cell."""
        self.allowance.is_cut |= self.allowance.left <= self.longest * self.trials.worlds
        return not self.allowance.is_cut

    def measure(self, cell: Cell, least: tuple[float, float], steps: int) -> None:
        """Price a cell, unless what its orders cost by themselves is dear enough; `least` is stated of what held it."""
        self.stated[cell] = least
        self.floors[cell] = max(least[0], self.losses.surely(cell.given))
        if self.floors[cell] >= self.target or self.allowance.spent():
            return
        began = self.allowance.now()
        market = Market(Cutter(self.losses, self.trials, cell))
        found = priced(market, self.allowance, target=self.target, steps=steps)
        self.longest = max(self.longest, (self.allowance.now() - began) / self.trials.worlds)
        self.floors[cell] = max(self.floors[cell], found.floor)
        if found.floor > least[0]:
            self.stated[cell] = found.floor, market.behind(found, self.trials.of(self.best))
        if steps:
            self.shares[cell] = dict(zip(self.choices.names, found.share.tolist(), strict=True))
