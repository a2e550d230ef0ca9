"""Make a plan better with the solver: the whole grid at once where it is small enough, then one part after another.

Law: what is told is never worse than the plan before it, by the grid's own reckoning and not the solver's word; the
solver is loaded here and nowhere else, when it is asked.
Not here: the process in which this runs (child.py), the plain rule (greedy.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Any, Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.columns import Columns
from battlebox.engine.roster.grid import Grid, Plan
from battlebox.engine.roster.model import Free, Model
from battlebox.engine.roster.redraw import Lines, redraw

WHOLE_MOST: Final = 60_000
"""Single choices up to which the whole grid is one model."""
PATTERNS_MOST: Final = 600
"""The same where patterns bind."""
PRESOLVED_MOST: Final = 5_000
"""The same up to which the solver is let make the model smaller first: above, that took longer than solving it."""
REDRAW_SHARE: Final = 0.03
PRICE_SHARE: Final = 0.4
LINES_SHARE: Final = 0.6
"""Shares of the time by which lines have been drawn anew, priced to the floor, and chosen."""
WHOLE_SHARE: Final = 0.5
"""Of what is left then, how much the whole grid at once has where patterns bind."""
FREE_FIRST: Final = 0.2
"""What share of the people has its lines taken anew at first; at least so many ever after."""
FULL_FIRST: Final = 2
"""How often everybody's lines are taken anew before that."""
COARSE: Final = (6, 20)
"""How many people's lines are given at once in the first two dives for everybody: one of so many left."""
PARTS_EVERY: Final = 10
"""Every so many steps the solver takes a part anew instead."""
PART_CHOICES: Final = 1_500
PART_SECONDS: Final = 4.0
WORKERS: Final = 8
"""More than the machine may have: fewer gave far weaker bounds."""


class Stage(StrEnum):
    """What made a plan."""

    PLAIN = "the plain rule"
    SWAPS = "swaps"
    LINES = "one person's line after another"
    COLUMNS = "whole lines priced against each other"
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

    1. Where patterns bind: whole lines, priced against each other to a floor.
    2. The whole grid, the plan as its full hint, where it is small enough.
    3. Parts, again and again: some people's whole lines; some people on all days, or everybody in one week.
    """
    # The solver is eighty megabytes that only a planner with time to spend needs, and an extra of its own.
    from ortools.linear_solver import pywraplp
    from ortools.sat.python import cp_model

    news, draw = start, Random(seed)  # noqa: S311 - which part is taken next is no secret
    whole: _WholeLines | None = None
    if grid.has_patterns:
        whole = _WholeLines(pywraplp, grid, draw)
        news = whole.begin(news, allowance, tell)
        early = allowance.part(LINES_SHARE)
        while not news.is_best and not early.spent():
            news = whole.step(news, allowance, tell)
    if grid.size <= (PATTERNS_MOST if grid.has_patterns else WHOLE_MOST) and not news.is_best and not allowance.spent():
        news = _whole_grid(cp_model, grid, news, allowance.left * (WHOLE_SHARE if whole else 1), seed, tell)
    parts = _Parts(cp_model, grid, draw)
    step = 0
    while not news.is_best and not allowance.spent():
        step += 1
        by_lines = whole is not None and step % PARTS_EVERY
        news = whole.step(news, allowance, tell) if whole and by_lines else parts.step(news, allowance, tell)
    return news


class _WholeLines:
    """Where patterns bind: whole lines by column generation, first for everybody, then for some people at a time."""

    def __init__(self, solver: Any, grid: Grid, draw: Random) -> None:  # noqa: ANN401 - it ships no types
        self.lines, self.draw, self.steps = Lines(grid), draw, 0
        self.columns = Columns(solver, self.lines)
        self.free = FREE_FIRST

    def begin(self, news: News, allowance: Allowance, tell: Tell) -> News:
        """Draw lines anew for a moment, then price them to the floor."""
        self.lines.take_in(news.plan)
        self._learn()
        redraw(self.lines, allowance.part(REDRAW_SHARE), self.draw.randrange(1 << 30), self._learn)
        news = self._taken(news, Stage.LINES, tell)
        self.columns.price(allowance.part(PRICE_SHARE))
        news = News(news.plan, news.cost, max(news.bound, self.columns.floor), news.stage)
        tell(news)
        return news

    def _learn(self) -> None:
        for p, line in enumerate(self.lines.lines):
            self.columns.learn(p, line)

    def _taken(self, news: News, stage: Stage, tell: Tell) -> News:
        """The lines as they stand, where they are better than the news."""
        cost = self.lines.cost()
        if cost >= news.cost:
            return news
        better = News(self.lines.plan(), cost, news.bound, stage)
        tell(better)
        return better

    def step(self, news: News, allowance: Allowance, tell: Tell) -> News:
        """Lines anew for everybody the first times, then for a share of the people that grows while nothing is won."""
        self.lines.take_in(news.plan)
        people = list(range(len(self.lines.lines)))
        free = len(people) if self.steps < FULL_FIRST else max(2, int(len(people) * self.free))
        self.steps += 1
        loose = set(self.draw.sample(people, free))
        kept = {p: tuple(map(int, self.lines.lines[p])) for p in people if p not in loose}
        at_once = COARSE[self.steps - 1] if self.steps <= FULL_FIRST else 0
        found = self.columns.dive(self.draw, allowance, kept, at_once=at_once)
        for p in people:
            self.lines.take_out(p)
        self.lines.put(found)
        news = replace(news, bound=max(news.bound, self.columns.floor))
        if not all(self.lines.draw(p) for p in people if p not in found):
            return news
        better = self._taken(news, Stage.COLUMNS, tell)
        if self.steps > FULL_FIRST:
            self.free = max(FREE_FIRST, self.free * 0.8) if better.cost < news.cost else min(0.8, self.free * 1.1)
        return better


def _parameters(solver: Any, seconds: float, seed: int) -> None:  # noqa: ANN401 - it ships no types
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed % (1 << 31)


def _whole_grid(
    cp_model: Any,  # noqa: ANN401 - as above
    grid: Grid,
    news: News,
    seconds: float,
    seed: int,
    tell: Tell,
) -> News:
    model = Model(cp_model, grid, news.plan, lambda _p, _day: True)
    solver = cp_model.CpSolver()
    _parameters(solver, seconds, seed)
    solver.parameters.cp_model_presolve = grid.has_patterns or grid.size <= PRESOLVED_MOST
    best = [news]

    class Watching(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]  # It ships no types.
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

    def __init__(self, cp_model: Any, grid: Grid, draw: Random) -> None:  # noqa: ANN401 - as above
        self.cp_model, self.grid = cp_model, grid
        self.draw = draw
        self.choices = PART_CHOICES

    def step(self, news: News, allowance: Allowance, tell: Tell) -> News:
        """Free one part, solve it, take it where it is no worse."""
        seconds = min(PART_SECONDS, allowance.left)
        model = Model(self.cp_model, self.grid, news.plan, self._free(news.plan))
        solver = self.cp_model.CpSolver()
        _parameters(solver, seconds, self.draw.randrange(1 << 30))
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
