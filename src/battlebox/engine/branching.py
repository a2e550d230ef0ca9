"""The floor by shared prices under all plans: divided by the widest orders, and carried over to worlds not seen.

An order that closes much at once is dear but closes each thing for little, which no price can say well; so plans are
divided into those that hold it and those that do not, where the floor is lowest, widest orders first.
Law: the least floor of cells that cover every plan; counted work, cut short only by the time.
Not here: the floor of one cell (prices.py), cells of few orders each tried in full (bound.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import CONFIDENT, Cell, halves
from battlebox.engine.choices import Plan, wide
from battlebox.engine.losses import Losses
from battlebox.engine.nets import Ints
from battlebox.engine.prices import priced
from battlebox.engine.trials import UNIT, Trials, difference, error_of
from battlebox.engine.worldcut import Cutter

CELLS_MOST: Final = 96
STEPS: Final = 16
"""Steps of a cell that is divided no further, again while its floor is the lowest."""
STEPS_MOST: Final = 48
NEAR: Final = 0.995
"""A cell whose floor is this share of the best plan's harm is looked at no further."""
ALIKE: Final = 1.05
BESIDE: Final = 8
"""Plans of up to this many times the least harm stand for where the best plan may be."""


@dataclass(frozen=True)
class Branched:
    """The floor on the mean of these worlds, and shares of worlds that want each order, where it is lowest."""

    floor: float
    wanted: dict[str, float]
    cells: int

    @classmethod
    def of(cls, losses: Losses, trials: Trials, best: Plan, allowance: Allowance) -> Branched:
        """Divide and price; `best` is the best plan known."""
        return branched(losses, trials, best, allowance)


def branched(losses: Losses, trials: Trials, best: Plan, allowance: Allowance) -> Branched:
    """Divide and price, the lowest cell first, until the time or the number of cells runs out."""
    choices = losses.choices
    target = trials.of(best).mean
    rank = wide(choices)
    floors: dict[Cell, float] = {}
    wanted: dict[str, float] = {}
    prices: dict[Cell, Ints] = {}
    steps_of: dict[Cell, int] = {}

    def measure(cell: Cell, least: float, steps: int) -> None:
        cost = losses.situation.book.cost(sorted(cell.given))
        surely = cost + int(losses.of_plan(sorted(cell.given)).sum()) / UNIT
        floors[cell] = max(least, surely)
        if floors[cell] < target and not allowance.spent():
            found = priced(Cutter(losses, trials, cell), allowance, target=target, steps=steps, begin=prices.get(cell))
            if steps:
                prices[cell], steps_of[cell] = found.price, steps_of.get(cell, 0) + steps
            floors[cell] = max(floors[cell], found.floor)
            wanted.update(
                {
                    name: max(wanted.get(name, 0.0), share)
                    for name, share in zip(choices.names, found.share, strict=True)
                }
            )

    measure(Cell(frozenset(), frozenset(choices.names)), 0.0, 0)
    while not allowance.spent():
        cell = min(floors, key=lambda cell: (floors[cell], sorted(cell.given), len(cell.open)))
        name = next((name for name in rank if name in cell.open), None)
        if floors[cell] >= NEAR * target or steps_of.get(cell, 0) >= STEPS_MOST or len(floors) >= CELLS_MOST:
            break
        least = floors[cell]
        if name is None:
            measure(cell, least, STEPS)
            continue
        del floors[cell]
        for half in halves(choices, cell, name):
            still = any(name in half.open for name in rank)
            measure(half, least, 0 if still else STEPS)
    return Branched(min(floors.values()), wanted, len(floors))


def carried(floor: float, trials: Trials, fresh: Trials, best: Plan, others: Iterable[Plan]) -> float:
    """A floor on the worlds of `trials` as one on all worlds, with 99.9 % confidence.

    What the best plan known comes to on fresh worlds, less on these, carries over; its error is that of the fresh mean
    and of how far plans nearly as good differ from it on these worlds, for any of them may be the best there is.
    """
    known, seen = trials.of(best), fresh.of(best)
    near = [trials.of(plan) for plan in (*others, *(best - {name} for name in sorted(best)[:BESIDE])) if plan != best]
    gaps = [difference(one, known)[1] for one in near if one.mean <= ALIKE * known.mean]
    apart = max(gaps, default=0.0) or error_of(known.harm)
    return max(0.0, floor + seen.mean - known.mean - CONFIDENT * math.hypot(error_of(seen.harm), apart))
