"""Where patterns bind: one person's whole line after another, each the best beside all others' as they stand.

Law: no solver; every plan on the way keeps every pattern; drawn by a seed, and the best plan seen is kept.
Not here: the line itself (line.py), several people's lines at once (search.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.grid import NOTHING, Grid, Pattern, Plan
from battlebox.engine.roster.line import NEVER, Longs, best_line

RAISES_MOST: Final = 40
"""How often the price of a shift is raised that a line has too many of, before it is not given at all."""
SWEEPS: Final = 3
WARMTH: Final = 0.02
"""How much worse than the plan at hand, as a share of its cost over the best, is taken at first."""


class Lines:
    """A plan of a grid whose every row has a pattern, and what each seat would cost next.

    `lines` [people, days] has a shift or NOTHING. By [days, shifts]: `place` is the demand, `need` how many it wants,
    `under` and `over` what one too few and one too many cost, `filled` how many it has; `price` [people, days, shifts]
    what a seat costs by itself, NEVER where it may not be. Work is counted in `unit` minutes, `units` for each shift.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        days, shifts = grid.days, len(grid.minutes)
        self.place = np.full((days, shifts), NOTHING, dtype=np.int64)
        self.need, self.under, self.over = (np.zeros((days, shifts), dtype=np.int64) for _ in range(3))
        for k, demand in enumerate(grid.demands):
            at = (demand.day, demand.shift)
            self.place[at] = k
            self.need[at], self.under[at] = demand.need, demand.under
            self.over[at] = NEVER if demand.over is None else demand.over
        self.price = np.full((len(grid.rows), days, shifts), NEVER, dtype=np.int64)
        for p, row in enumerate(grid.rows):
            for k, cost in row.price.items():
                self.price[p, grid.demands[k].day, grid.demands[k].shift] = cost
        self.filled = np.zeros((days, shifts), dtype=np.int64)
        self.lines = np.full((len(grid.rows), days), NOTHING, dtype=np.int64)
        self.follows: Longs = (np.array(grid.rest[1], dtype=np.int64) >= grid.rest_least).astype(np.int64)
        self.unit = math.gcd(*grid.minutes)
        self.units = np.array(grid.minutes, dtype=np.int64) // self.unit
        self.weekend = np.zeros(days, dtype=np.int64)
        for ends in grid.weekends:
            for place, day in enumerate(ends):
                self.weekend[day] = place + 1
        self.limits = [_limits(row.pattern, self.unit, self.units) for row in grid.rows]
        size = max((_states(limits, shifts) for limits in self.limits), default=1)
        self.value = np.zeros((2, size), dtype=np.int64)
        self.back = np.zeros((days, size), dtype=np.int32)

    def take_out(self, p: int) -> None:
        """Take somebody's line out of the plan."""
        self._count(p, -1)
        self.lines[p] = NOTHING

    def draw(self, p: int) -> bool:
        """Give somebody without a line the best there is beside the others; whether there is any."""
        costs = np.where(self.filled < self.need, -self.under, self.over) + self.price[p]
        costs = np.where(self.price[p] >= NEVER, NEVER, costs)
        line = self.best(p, costs)[1]
        if line is None:
            return False
        self.lines[p] = line
        self._count(p, 1)
        return True

    def best(self, p: int, costs: Longs) -> tuple[int, Longs | None]:
        """Somebody's best line at such costs: a cost that none is below, and a line that keeps every limit on shifts.

        The kernel counts the tightest limit alone. A line that breaks another is drawn again at a higher price for
        that shift, so it may not be the very best.
        """
        pattern, line = self.grid.rows[p].pattern, np.zeros(self.grid.days, dtype=np.int64)
        step = max(1, int(np.abs(costs[costs < NEVER // 2]).max(initial=1)) // 20)
        floor = NEVER
        for attempt in range(RAISES_MOST):
            room = (self.limits[p], self.weekend, self.value, self.back, line)
            cost = best_line(costs, self.follows, self.units, *room)
            floor = cost if attempt == 0 else floor
            if cost >= NEVER:
                break
            counts = np.bincount(line[line >= 0], minlength=len(self.units))
            too_many = [s for s, most in enumerate(pattern.shifts_most if pattern else ()) if counts[s] > most]
            if not too_many:
                return floor, line
            costs = costs.copy()
            costs[:, too_many] += step * (attempt + 1) if attempt < RAISES_MOST - 2 else NEVER
        return floor, None

    def _count(self, p: int, sign: int) -> None:
        days = np.nonzero(self.lines[p] >= 0)[0]
        self.filled[days, self.lines[p, days]] += sign

    def cost(self) -> int:
        """What the plan costs."""
        short = np.maximum(self.need - self.filled, 0) * self.under
        over = np.maximum(self.filled - self.need, 0) * self.over
        days = np.arange(self.grid.days)
        priced = sum(int(self.price[p, days[line >= 0], line[line >= 0]].sum()) for p, line in enumerate(self.lines))
        return self.grid.base + int(short.sum() + over.sum()) + priced

    def plan(self) -> Plan:
        """The plan as the grid writes it."""
        days = range(self.grid.days)
        return [[int(self.place[day, line[day]]) if line[day] >= 0 else NOTHING for day in days] for line in self.lines]

    def put_back(self, before: Longs) -> None:
        """Everybody's lines as they were."""
        self.lines[:] = before
        self.filled[:] = 0
        for p in range(len(before)):
            self._count(p, 1)

    def put(self, lines: Mapping[int, Iterable[int]]) -> None:
        """Give these people these lines."""
        for p, line in lines.items():
            self.take_out(p)
            self.lines[p] = list(line)
            self._count(p, 1)

    def take_in(self, plan: Plan) -> None:
        """Begin from a plan."""
        shifts = [demand.shift for demand in self.grid.demands]
        self.put_back(np.array([[shifts[k] if k >= 0 else NOTHING for k in line] for line in plan], dtype=np.int64))


def _limits(pattern: Pattern | None, unit: int, units: Longs) -> Longs:
    """A pattern as the kernel takes it; of the limits on shifts, the tightest."""
    if pattern is None:
        return np.zeros(8, dtype=np.int64)
    most = pattern.minutes_most // unit
    tight = [(limit, shift) for shift, limit in enumerate(pattern.shifts_most) if 0 < limit < most // int(units[shift])]
    limit, counted = min(tight, default=(0, len(pattern.shifts_most)))
    figures = (-(-pattern.minutes_least // unit), most, pattern.run_least, pattern.run_most, pattern.off_least)
    return np.array([*figures, pattern.weekends_most, counted, limit], dtype=np.int64)


def _states(limits: Longs, shifts: int) -> int:
    """How many states the kernel tells apart."""
    _, most, _, run_most, off_least, weekends_most, _, counted_most = map(int, limits)
    return (shifts * run_most + off_least) * (most + 1) * (weekends_most + 1) * (counted_most + 1)


def drawn(grid: Grid) -> Lines | None:
    """A first plan: everybody's best line in the order of the list; None where somebody has none at all."""
    lines = Lines(grid)
    return lines if all(lines.draw(p) for p in range(len(grid.rows))) else None


def redraw(lines: Lines, allowance: Allowance, seed: int, tell: Callable[[], None]) -> None:
    """Take some people's lines out and draw them anew in another order, as long as there is time; keep the best plan.

    `tell` is called while the lines are better than ever before.

    1. Everybody once more, one at a time, which never makes it worse.
    2. Two to five people at a time; what is a little worse is taken too, less and less of it.
    """
    draw = Random(seed)  # noqa: S311 - which lines are drawn next is no secret
    people = range(len(lines.grid.rows))
    best = lines.cost()
    kept = lines.lines.copy()
    for p in allowance.within(draw.sample(people, len(people)) * SWEEPS):
        _again(lines, [p])
    here = lines.cost()
    if here < best:
        best, kept = here, lines.lines.copy()
        tell()
    while not allowance.spent():
        before = lines.lines.copy()
        _again(lines, draw.sample(people, min(len(people), draw.randint(2, 5))))
        cost = lines.cost()
        warmth = WARMTH * best * allowance.left / max(allowance.seconds, 1e-9)
        if cost <= here or cost - best < warmth * draw.random():
            here = cost
            if cost < best:
                best, kept = cost, lines.lines.copy()
                tell()
        else:
            lines.put_back(before)
    lines.put_back(kept)


def _again(lines: Lines, people: Sequence[int]) -> None:
    """Take lines out, and draw each anew; where one cannot be drawn all stay as they were."""
    before = lines.lines.copy()
    for p in people:
        lines.take_out(p)
    if not all(lines.draw(p) for p in people):
        lines.put_back(before)
