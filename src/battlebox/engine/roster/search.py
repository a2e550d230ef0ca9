"""Make a plan better with the solver: the whole grid at once where it is small enough, then one part after another.

Law: what is told is never worse than the plan before it, by the grid's own reckoning and not the solver's word; the
solver is loaded here and nowhere else, when it is asked.
Not here: the process in which this runs (child.py), the plain rule (greedy.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any, Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.grid import Grid, Plan
from battlebox.engine.roster.model import Free, Model

WHOLE_MOST: Final = 60_000
"""Single choices up to which the whole grid is one model."""
PATTERNS_MOST: Final = 600
"""The same where patterns bind: above it the whole is tried for a while, for its bound, and parts do the work."""
PRESOLVED_MOST: Final = 5_000
WHOLE_SHARE: Final = 0.15
PART_CHOICES: Final = 1_500
PART_SECONDS: Final = 4.0
WORKERS: Final = 8
"""More than the machine may have: fewer gave far weaker bounds."""


class Stage(StrEnum):
    """What made a plan."""

    PLAIN = "the plain rule"
    SWAPS = "swaps"
    LINES = "one person's line after another"
    SOLVER = "the solver on the whole"
    PARTS = "parts taken anew"


@dataclass(frozen=True, slots=True)
class News:
    """A plan as good as any before it, and a bound that no plan is below."""

    plan: Plan
    cost: int
    bound: int
    stage: Stage

    @property
    def is_best(self) -> bool:
        """Whether it is proved that nothing is better."""
        return self.cost <= self.bound


Tell = Callable[[News], None]


def improve(grid: Grid, start: News, allowance: Allowance, seed: int, tell: Tell) -> News:
    """Better and better plans, each told, until the time is up or the best is proved.

    1. The whole grid, the plan as its full hint: all of the time where it is small, a share of it for the bound where
       patterns make it hard, none where it is too large.
    2. Parts: some people on all days, or everybody in one week, again and again, larger while they are easy.
    """
    # The solver is eighty megabytes that only a planner with time to spend needs, and an extra of its own.
    from ortools.sat.python import cp_model

    news = start
    is_small = grid.size <= (PATTERNS_MOST if grid.has_patterns else WHOLE_MOST)
    if is_small or (grid.has_patterns and grid.size <= WHOLE_MOST):
        seconds = allowance.left if is_small else allowance.left * WHOLE_SHARE
        news = _whole(cp_model, grid, news, seconds, seed, tell)
    parts = _Parts(cp_model, grid, seed)
    while not news.is_best and not allowance.spent():
        news = parts.step(news, allowance, tell)
    return news


def _parameters(solver: Any, seconds: float, seed: int, workers: int) -> None:  # noqa: ANN401 - it ships no types
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed % (1 << 31)


def _whole(
    cp_model: Any,  # noqa: ANN401 - as above
    grid: Grid,
    news: News,
    seconds: float,
    seed: int,
    tell: Tell,
) -> News:
    model = Model(cp_model, grid, news.plan, lambda _p, _day: True)
    solver = cp_model.CpSolver()
    _parameters(solver, seconds, seed, WORKERS)
    # On a large grid without patterns, making the model smaller took longer than solving it.
    solver.parameters.cp_model_presolve = grid.has_patterns or grid.size <= PRESOLVED_MOST
    best = [news]

    class Watching(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
        """Tells each better plan at once, so that none is lost if the process is."""

        def on_solution_callback(self) -> None:
            plan = model.read(self.value)
            cost = grid.cost(plan)
            if cost <= best[0].cost:
                bound = max(best[0].bound, model.bound_of(self.best_objective_bound))
                best[0] = News(plan, cost, bound, Stage.SOLVER if cost < best[0].cost else best[0].stage)
                tell(best[0])
                if best[0].is_best:
                    self.stop_search()

    status = solver.solve(model.model, Watching())
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        found = best[0]
        bound = max(found.bound, model.bound_of(solver.best_objective_bound))
        best[0] = News(found.plan, found.cost, bound, found.stage)
        tell(best[0])
    return best[0]


class _Parts:
    """Neighbourhoods, drawn by a seed: by people and by week."""

    def __init__(self, cp_model: Any, grid: Grid, seed: int) -> None:  # noqa: ANN401 - as above
        self.cp_model, self.grid = cp_model, grid
        self.draw = Random(seed)  # noqa: S311 - which part is taken next is no secret
        self.choices = PART_CHOICES

    def step(self, news: News, allowance: Allowance, tell: Tell) -> News:
        """Free one part, solve it, take it where it is no worse."""
        seconds = min(PART_SECONDS, allowance.left)
        model = Model(self.cp_model, self.grid, news.plan, self._free(news.plan))
        solver = self.cp_model.CpSolver()
        _parameters(solver, seconds, self.draw.randrange(1 << 30), WORKERS)
        status = solver.solve(model.model)
        if status == self.cp_model.OPTIMAL:
            self.choices = min(int(self.choices * 1.05) + 1, 20 * PART_CHOICES)
        else:
            self.choices = max(int(self.choices * 0.9), PART_CHOICES // 10)
        if status not in (self.cp_model.OPTIMAL, self.cp_model.FEASIBLE):
            return news
        plan = model.read(solver.value)
        cost = self.grid.cost(plan)
        if cost > news.cost:
            return news
        stage = Stage.PARTS if cost < news.cost else news.stage
        better = News(plan, cost, news.bound, stage)
        if cost < news.cost:
            tell(better)
        return better

    def _free(self, plan: Plan) -> Free:
        """Some people on all days, or as many days in a row as there is room for."""
        if self.draw.random() < 0.3:
            return self._days()
        return self._people(plan)

    def _days(self) -> Free:
        days = max(3, min(self.grid.days, self.choices * self.grid.days // max(self.grid.size, 1)))
        first = self.draw.randrange(max(1, self.grid.days - days + 1))
        return lambda _p, day: first <= day < first + days

    def _people(self, plan: Plan) -> Free:
        chosen: set[int] = set()
        room = self.choices
        for p in self._order(plan):
            chosen.add(p)
            room -= len(self.grid.rows[p].price)
            if room <= 0 and len(chosen) > 1:
                break
        return lambda p, _day: p in chosen

    def _order(self, plan: Plan) -> Iterator[int]:
        """People who have to do with a seat that is short or too full first, then anybody."""
        grid = self.grid
        filled = [0] * len(grid.demands)
        for line in plan:
            for k in line:
                if k >= 0:
                    filled[k] += 1
        wrong = [k for k, demand in enumerate(grid.demands) if filled[k] != demand.need]
        everybody = list(range(len(grid.rows)))
        self.draw.shuffle(everybody)
        if wrong and self.draw.random() < 0.5:
            k = self.draw.choice(wrong)
            day = grid.demands[k].day
            near = set(grid.able[k])
            everybody.sort(key=lambda p: (p not in near, plan[p][day] < 0))
        yield from everybody
