"""Where patterns bind: every person's whole lines as columns, priced against each other until none would help.

A linear program chooses among the lines known so far; its prices for each shift on each day ask everybody for a better
line; and so on. What it costs in the end is a floor under every plan, and the lines it asked for make good plans.
Law: the floor is worked out in whole numbers from the prices and everybody's best line, whatever the program says.
Not here: one line (line.py), the choice of whole lines (search.py).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.line import NEVER, Longs
from battlebox.engine.roster.redraw import Lines

SCALE: Final = 1_000
"""Prices are whole thousandths."""
SMOOTH: Final = 0.6
"""How much of the best prices so far stays in the next ones: it keeps them from swinging."""
FAR: Final = 10**9
"""What a seat too many costs where there may be none."""
CLOSE: Final = 1e-6
ROUNDS: Final = 4
"""How often the others are asked anew after some lines are given."""
CHANCE: Final = 0.15
Line = tuple[int, ...]


class Columns:
    """The lines known of each person, the linear program over them, and the best floor so far."""

    def __init__(self, solver: Any, lines: Lines) -> None:  # noqa: ANN401 - it ships no types
        self.lines, self.grid = lines, lines.grid
        self.known: list[set[Line]] = [set() for _ in self.grid.rows]
        self.floor = -NEVER
        self._best = np.zeros(lines.need.shape, dtype=np.int64)
        self._duals = np.zeros(lines.need.shape)
        self._wages: list[float] = []
        self._shares: list[float] = []
        self._value = 0.0
        self._program = solver.Solver.CreateSolver("GLOP")
        self._program.SuppressOutput()
        self._variables: list[tuple[int, Line, Any]] = []
        far = self._program.infinity()
        self._one = [self._program.Constraint(1, 1) for _ in self.grid.rows]
        self._cover = np.empty(lines.need.shape, dtype=object)
        objective = self._program.Objective()
        for at, need in np.ndenumerate(lines.need):
            row = self._program.Constraint(float(need), float(need))
            short, over = self._program.NumVar(0, far, ""), self._program.NumVar(0, far, "")
            objective.SetCoefficient(short, float(lines.under[at]))
            objective.SetCoefficient(over, float(min(int(lines.over[at]), FAR)))
            row.SetCoefficient(short, 1)
            row.SetCoefficient(over, -1)
            self._cover[at] = row
        objective.SetMinimization()

    def learn(self, p: int, line: Iterable[int]) -> bool:
        """Take a line in; whether it was new."""
        column = tuple(map(int, line))
        if column in self.known[p]:
            return False
        cost = sum(int(self.lines.price[p, day, shift]) for day, shift in enumerate(column) if shift >= 0)
        self.known[p].add(column)
        variable = self._program.NumVar(0, self._program.infinity(), "")
        self._program.Objective().SetCoefficient(variable, float(cost))
        self._one[p].SetCoefficient(variable, 1)
        for day, shift in enumerate(column):
            if shift >= 0:
                self._cover[day, shift].SetCoefficient(variable, 1)
        self._variables.append((p, column, variable))
        return True

    def price(self, allowance: Allowance) -> None:
        """Ask for lines until no line would help, or the time is up."""
        smooth = SMOOTH
        while not allowance.spent() and self._solve():
            prices = self._within(smooth * self._best + (1 - smooth) * self._duals)
            is_new = self._ask(prices, allowance)
            if self._value < self.floor - self.grid.base + 1 - CLOSE:
                return
            if not is_new and smooth == 0:
                return
            smooth = SMOOTH if is_new else 0.0

    def _solve(self) -> bool:
        """Solve the linear program, and keep what it says before anything is added to it."""
        if self._program.Solve() != self._program.OPTIMAL:
            return False
        self._value = self._program.Objective().Value()
        self._duals = np.array([[row.dual_value() for row in rows] for rows in self._cover]) * SCALE
        self._wages = [one.dual_value() * SCALE for one in self._one]
        self._shares = [each.solution_value() for _, _, each in self._variables]
        return True

    def dive(self, draw: Random, allowance: Allowance, kept: dict[int, Line], *, at_once: int = 0) -> dict[int, Line]:
        """Whole lines beside those kept: the surest are given for good, the others are asked anew, and so on.

        `at_once`: of so many people left one more is given each time (0: one alone). Where the time is up first, some
        people have none. The floor is left alone: it holds where nobody's line is given.
        """
        given = dict(kept)
        for p, line in given.items():
            self.learn(p, line)
        held = [each for p, line, each in self._variables if given.get(p) == line]
        for variable in held:
            variable.SetLb(1)
        while len(given) < len(self.grid.rows) and not allowance.spent() and self._solve():
            for _ in range(ROUNDS):
                if not self._ask(self._within(self._duals), allowance, given) or not self._solve():
                    break
            left = len(self.grid.rows) - len(given)
            for at in self._surest(draw, given, 1 + (left // at_once if at_once else 0)):
                p, line, variable = self._variables[at]
                if p not in given:
                    given[p] = line
                    variable.SetLb(1)
                    held.append(variable)
        for variable in held:
            variable.SetLb(0)
        return given

    def _surest(self, draw: Random, given: dict[int, Line], many: int) -> list[int]:
        """Every line that the program is sure of, or else those it is surest of, with a little chance."""
        shares = enumerate(self._shares[: len(self._variables)])
        left = [(share, at) for at, share in shares if share > CLOSE and self._variables[at][0] not in given]
        sure = [at for share, at in left if share > 1 - CLOSE]
        return sure or [at for _, at in sorted(left, key=lambda each: -each[0] - CHANCE * draw.random())[:many]]

    def _within(self, prices: NDArray[np.float64]) -> Longs:
        """Prices in whole thousandths that no empty or surplus seat can pay for."""
        lowest = np.maximum(-self.lines.over, -FAR) * SCALE
        return np.clip(np.round(prices).astype(np.int64), lowest, self.lines.under * SCALE)

    def _ask(self, prices: Longs, allowance: Allowance, given: Container[int] = ()) -> bool:
        """Everybody's best line at such prices, but not whose is given; the floor that follows; whether it helps."""
        is_new, duals = False, self._duals
        total = int((prices * self.lines.need).sum())
        for p in (p for p in range(len(self.grid.rows)) if p not in given):
            least, line = self.lines.best(p, self._paid(p, prices))
            total += least
            if line is not None:
                days = np.nonzero(line >= 0)[0]
                true = self.lines.price[p, days, line[days]].sum() * SCALE - duals[days, line[days]].sum()
                if true < self._wages[p] - 1 and self.learn(p, line):
                    is_new = True
            if allowance.spent():
                return is_new
        floor = self.grid.base - (-total // SCALE)
        if floor > self.floor and not given:
            self.floor, self._best = floor, prices
        return is_new

    def _paid(self, p: int, prices: Longs) -> Longs:
        """What each shift on each day costs somebody, in thousandths, less its price."""
        own = self.lines.price[p]
        return np.where(own >= NEVER, NEVER, own * SCALE - prices)
