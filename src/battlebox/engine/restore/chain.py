"""The order of return: rules, annealing, the solver, each from what the one before found, and what nobody can beat.

Law: the plan is always valid, by a checker that shares no code with what made it; it is never worse than the best rule;
the time is kept, and with no time the best rule answers.
Not here: why it is as it is (why.py), other questions (whatif.py, replan.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.child import Solver
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.nets import NEVER
from battlebox.engine.restore.anneal import improve
from battlebox.engine.restore.check import faults_of, harm_of_plan
from battlebox.engine.restore.decode import NO_PLAN, TRIES, decode, harm_of
from battlebox.engine.restore.job import ROUNDED, Job
from battlebox.engine.restore.net import ProblemNet, Starts
from battlebox.engine.restore.problem import Problem
from battlebox.engine.restore.refusals import refuse, refuse_figure
from battlebox.engine.restore.rules import RULES
from battlebox.engine.solver import End

CPSAT: Final = Path(__file__).with_name("solving.py")
FLOOR: Final = Path(__file__).with_name("floor.py")
WHOLE: Final = 150
"""Up to so many operations the solver searches the whole problem, above it neighbourhoods of the plan alone."""
ENOUGH: Final = 3000
"""Where it searches the whole, one second of annealing for so many pairs of operations is enough."""
SECONDS_MOST: Final = 7 * 24 * 3600
SOON: Final = 4.0
"""Whoever gives no more seconds than that has the solver asked as soon as it is loaded."""
LEAST: Final = 0.1
"""Seconds that annealing has there at least: a solver that is slow to load may have nothing left to say in."""
MANY, HUGE = 500, 2000
"""Where it does not: up to the first, annealing has two fifths of the time; from the second on, when the solver is slow
to begin, nine tenths; in between a share in between."""
UNBOUND: Final = 1 << 60
"""From here on a bound of the solver's is none: it has not found one yet."""
COUNTED_MOST: Final = 4e12
"""Harm of a whole order, in units: half of what whole millionths of them can hold."""
NEAR: Final = 1e-6
"""A bound within this share of the plan's harm has proved it best: harm is counted in rounded grains."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An order of return. Harm in harm units; `bound` is what no order can beat, `gap` the share of harm above it.

    `stage` says what found it; `rules` what each rule's order would cost; `solver` what became of the solver.
    """

    starts: Mapping[str, int]
    harm: float
    rules: Mapping[str, float]
    rule: str
    stage: str
    bound: float
    gap: float
    is_proved: bool
    solver: End

    @property
    def rule_harm(self) -> float:
        """What the best rule's order would cost."""
        return self.rules[self.rule] if self.rule else float("inf")


@dataclass
class Search:
    """The best so far of one question, and the highest bound."""

    net: ProblemNet
    allowance: Allowance
    best: Starts | None = None
    harm: int = -1
    stage: str = ""
    least: float = 0.0
    solver: End = End.NOT_ASKED
    floor: Job | None = None
    rules: dict[str, tuple[Starts, int]] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict)

    def offer(self, starts: Starts, harm: int, stage: str) -> None:
        """Take a plan where it is better than the best so far."""
        if harm != NO_PLAN and (self.best is None or harm < self.harm):
            self.best, self.harm, self.stage = starts.copy(), harm, stage

    def raise_floor(self, least: float) -> None:
        """Take a bound in millionths where it is above the highest so far; no bound is above a plan that is there."""
        if self.best is not None:
            self.least = max(self.least, min(least, self.harm))

    @property
    def is_proved(self) -> bool:
        """Whether nothing better can be."""
        rounding = 2 * ROUNDED * len(self.net.problem.services)
        return self.best is not None and self.harm - self.least <= max(self.harm * NEAR, rounding)


def plan(problem: Problem, *, seconds: float = 10.0, seed: int = 0, progress: Progress | None = None) -> Plan:
    """The best order of return found within so many seconds, and how near the best it is.

    Raises EngineError where the problem is refused, where it was proved to have no plan, or none was found in time.
    """
    refuse_figure("the time limit", seconds, SECONDS_MOST)
    allowance = Allowance(seconds, progress or silent)
    refuse(problem)
    search = Search(ProblemNet.of(problem), allowance)
    try_rules(search)
    search.costs = rule_costs(search)
    arrays = search.net.net
    search.least = float(harm_of(arrays, np.array(search.net.heads, dtype=np.int64)))
    if seconds > 0 and not search.is_proved and search.net.names:
        with Solver(CPSAT) as solver, Solver(FLOOR, is_wanted=has_floor(search)) as floor:
            search.solver = solver.end
            ask_floor(search, floor)
            allowance.progress(0.1, "trying small changes")
            anneal_from_rules(search, seed)
            allowance.progress(0.5, "asking the solver")
            ask_solver(search, solver, seed)
            if search.solver in (End.FAILED, End.REFUSED):
                anneal_on(search, seed)
            hear_floor(search, floor)
    return answer(search)


def try_rules(search: Search) -> None:
    """Decode the order of every rule: the first of them even when there is no time."""
    net, desk = search.net, search.net.desk()
    for name, rule in RULES.items():
        if search.best is not None and search.allowance.seconds > 0 and search.allowance.spent():
            break
        starts = np.zeros(len(net.names), dtype=np.int64)
        harm = decode(net.net, desk, rule(net), starts, TRIES)
        if harm != NO_PLAN:
            search.rules[name] = (starts, harm)
        search.offer(starts, harm, "rule")


def rule_costs(search: Search) -> dict[str, float]:
    """What each rule's order would cost. Raises EngineError for more than millionths of a unit of harm can count."""
    found = {}
    for name, (starts, _) in search.rules.items():
        found[name] = harm_of_plan(search.net.problem, dict(zip(search.net.names, starts.tolist(), strict=True)))
        refuse_figure("what an order would cost", found[name], COUNTED_MOST)
    return found


def anneal_from_rules(search: Search, seed: int) -> None:
    """Improve the best of the rules' plans, each thread from plans of its own."""
    begins = [starts for starts, _ in sorted(search.rules.values(), key=lambda row: row[1])]
    if not begins:
        return
    size = len(search.net.names)
    turns = 3 if size <= MANY else 1
    starts, harm = improve(search.net, begins, search.allowance.part(annealing_share(search)), seed=seed, turns=turns)
    search.offer(starts, harm, "annealing")


def anneal_on(search: Search, seed: int) -> None:
    """Anneal for the rest of the time from the best there is, where the solver is gone or cannot be believed."""
    if search.best is None or search.is_proved or search.allowance.left <= 0:
        return
    search.allowance.progress(0.6, "trying small changes, for the solver is gone")
    starts, harm = improve(search.net, [search.best], search.allowance, seed=seed + 1)
    search.offer(starts, harm, "annealing")


def annealing_share(search: Search) -> float:
    """How much of the time annealing has: little where the solver can prove, most where it is too slow to help."""
    size, seconds = len(search.net.names), max(search.allowance.seconds, 1e-9)
    if search.solver is End.MISSING:
        return 1.0
    if size <= WHOLE:
        return min(0.4 if seconds > SOON else 0.2, max(size**2 / ENOUGH, LEAST) / seconds)
    return 0.4 + 0.5 * min(1.0, max(0.0, (size - MANY) / (HUGE - MANY)))


def ask_solver(search: Search, solver: Solver, seed: int) -> None:
    """Let the solver improve the best plan for the rest of the time, and hear its bound."""
    search.solver = solver.end
    left = search.allowance.left
    if left <= 0 or search.is_proved:
        return
    net, size = search.net, len(search.net.names)
    is_small = size <= WHOLE
    job = Job.of(net, None if search.best is None else search.best.tolist(), horizon_of(search))
    settings = {
        "seconds": left,
        "workers": 8 if is_small else 2,
        "seed": seed % (1 << 31),
        "is_neighbourhoods": not is_small,
    }
    solver.ask({**job.content, **settings})
    status = ""
    for line in solver.lines(search.allowance):
        if "starts" in line:
            take(search, job.starts_of(line["starts"]))
        if is_small and line.get("bound") is not None and abs(line["bound"]) < UNBOUND:
            search.raise_floor(job.harm_least(line["bound"]))
        if status := line.get("status", ""):
            break
    if search.solver is not End.REFUSED:
        search.solver = solver.end
    if status == "INFEASIBLE" and search.best is None:
        raise EngineError.of(Code.PLAN_NONE)


def take(search: Search, starts: list[int]) -> None:
    """Take a plan of the solver's, where the checker finds nothing wrong with it."""
    named = dict(zip(search.net.names, starts, strict=False))
    if faults_of(search.net.problem, named):
        search.solver = End.REFUSED
        return
    found = np.array(starts, dtype=np.int64)
    search.offer(found, int(harm_of(search.net.net, found)), "solver")


def horizon_of(search: Search) -> int:
    """A time by which some best plan is done.

    Where one service waits for everything, that is the best plan's own end. Otherwise no plan in which nothing could
    start sooner lasts longer than all work and all waiting in line.
    """
    net = search.net
    arrays = net.net
    if search.best is not None and len(net.problem.services) == 1 and is_all_waited_for(net):
        return int((search.best + arrays.duration).max())
    lags = [int(lag) for lag in arrays.row_lag if lag > 0]
    waits = sum(lags) + int(arrays.duration.sum()) + sum(max(0, -int(lag)) for lag in arrays.top_lag)
    begun = arrays.fixed[arrays.fixed != NEVER]
    return int(max(arrays.release.max(initial=0), begun.max(initial=0))) + waits


def is_all_waited_for(net: ProblemNet) -> bool:
    """Whether the one service waits for every operation."""
    return bool(net.needed.all())


def has_floor(search: Search) -> bool:
    """Whether a lower bound is worked out beside the solver: it would only slow one that can prove the best."""
    return len(search.net.problem.services) > 1 and len(search.net.names) > WHOLE


def ask_floor(search: Search, floor: Solver) -> None:
    """Have a lower bound worked out meanwhile, from what the best rule took: no time beyond that matters to it."""
    if search.best is not None and floor.is_wanted:
        last = max(1, int((search.best + search.net.net.duration).max()))
        job = Job.of(search.net, None, 2 * last)
        floor.ask({**job.content, "seconds": search.allowance.left, "last": -(-last // job.grain)})
        search.floor = job


def hear_floor(search: Search, floor: Solver) -> None:
    """Take the highest lower bound that came in time."""
    if search.floor is None:
        return
    for line in floor.lines(Allowance(0.0)):
        if line.get("bound") is not None:
            search.raise_floor(search.floor.harm_least(line["bound"]))


def answer(search: Search) -> Plan:
    """The best plan as an answer, after the checker has been through it."""
    if search.best is None:
        raise EngineError.of(Code.PLAN_NOT_FOUND)
    problem = search.net.problem
    starts = dict(zip(search.net.names, search.best.tolist(), strict=True))
    faults = faults_of(problem, starts)
    assert not faults, faults  # noqa: S101 - what made it and what checks it disagree: a fault of ours
    harm = harm_of_plan(problem, starts)
    bound = min(max(search.least / 1e6, 0.0), harm)
    return Plan(
        starts=starts,
        harm=harm,
        rules=search.costs,
        rule=min(search.costs, key=lambda name: search.costs[name], default=""),
        stage=search.stage,
        bound=bound,
        gap=(harm - bound) / harm if harm > 0 else 0.0,
        is_proved=search.is_proved,
        solver=search.solver,
    )
