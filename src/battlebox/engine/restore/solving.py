"""A program of its own that improves a plan and proves how good it is with CP-SAT, and says each better one at once.

Started by path, so that it loads the solver and nothing of ours; killed, it takes nothing with it. It reads one job as
JSON from standard input and writes lines of JSON: `ready`, then plans and bounds as they come, then `status`.
Law: it says only what the solver found; whether it is a plan is for the checker to say.
Not here: who starts it and for how long (child.py).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

Job = Mapping[str, Any]


def tell(**found: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


class Model:
    """The job as constraints, and the value of every variable in the plan that is hinted."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.model = cp_model.CpModel()
        self.hint: Sequence[int] | None = job["hint"]
        self.starts = [self._start(one) for one in range(len(job["duration"]))]
        self._needs()
        self._resources()
        self.model.minimize(
            sum((self._cost(service) for service in job["services"]), start=cp_model.LinearExpr.sum([]))
        )

    def _number(self, low: int, high: int, hint: int) -> cp_model.IntVar:
        found = self.model.new_int_var(low, high, "")
        if self.hint is not None:
            self.model.add_hint(found, min(max(hint, low), high))
        return found

    def _start(self, one: int) -> cp_model.IntVar:
        fixed, head = self.job["fixed"][one], self.job["head"][one]
        low, high = (head, self.job["horizon"] - self.job["duration"][one]) if fixed is None else (fixed, fixed)
        return self._number(low, max(low, high), self.hint[one] if self.hint else 0)

    def _needs(self) -> None:
        for of, rows in self.job["groups"]:
            if len(rows) == 1:
                on, lag = rows[0]
                self.model.add(self.starts[of] >= self.starts[on] + lag)
                continue
            times = [self.hint[on] + lag for on, lag in rows] if self.hint else [0 for _ in rows]
            for (on, lag), way in zip(rows, self._choice(times), strict=True):
                self.model.add(self.starts[of] >= self.starts[on] + lag).only_enforce_if(way)
        for of, on, lag in self.job["tops"]:
            self.model.add(self.starts[of] <= self.starts[on] + lag)

    def _choice(self, times: list[int]) -> list[cp_model.IntVar]:
        """One of several ways, hinted as the one that comes first."""
        ways = [self.model.new_bool_var("") for _ in times]
        self.model.add_exactly_one(ways)
        if self.hint is not None:
            for place, way in enumerate(ways):
                self.model.add_hint(way, place == times.index(min(times)))
        return ways

    def _resources(self) -> None:
        durations = self.job["duration"]
        for capacity, uses in zip(self.job["capacity"], self.job["uses"], strict=True):
            held = [(one, amount) for one, amount in uses if durations[one]]
            if sum(amount for _, amount in held) > capacity:
                spans = [
                    self.model.new_fixed_size_interval_var(self.starts[one], durations[one], "") for one, _ in held
                ]
                self.model.add_cumulative(spans, [amount for _, amount in held], capacity)

    def _cost(self, service: Mapping[str, Any]) -> cp_model.LinearExprT:
        """What the outage of one service costs: a slope from hour 0, and its rise or fall at each mark."""
        durations = self.job["duration"]
        ends = [[self.hint[one] + durations[one] if self.hint else 0 for one in each] for each in service["sets"]]
        at = max([0, *(min(each) for each in ends)])
        back = self._number(0, self.job["horizon"], at)
        for each, times in zip(service["sets"], ends, strict=True):
            if len(each) == 1:
                self.model.add(back >= self.starts[each[0]] + durations[each[0]])
                continue
            for one, way in zip(each, self._choice(times), strict=True):
                self.model.add(back >= self.starts[one] + durations[one]).only_enforce_if(way)
        terms: list[cp_model.LinearExprT] = []
        before = 0
        for mark, slope in service["points"]:
            rise, before = slope - before, slope
            if mark <= 0:
                terms.append(rise * back)
            elif rise and mark < self.job["horizon"]:
                past = self._number(0, self.job["horizon"], max(0, at - mark))
                if rise > 0:
                    self.model.add(past >= back - mark)
                else:
                    self.model.add_max_equality(past, [back - mark, 0])
                terms.append(rise * past)
        return cp_model.LinearExpr.sum(terms)


class Teller(cp_model.CpSolverSolutionCallback):
    """Says each better plan when it is found."""

    def __init__(self, starts: Sequence[cp_model.IntVar]) -> None:
        super().__init__()
        self.starts = starts

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        tell(starts=[self.value(start) for start in self.starts], bound=self.best_objective_bound)


def solve(job: Job) -> None:
    """Solve one job within its seconds."""
    built = Model(job)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = job["seconds"]
    solver.parameters.num_workers = job["workers"]
    solver.parameters.random_seed = job["seed"]
    solver.parameters.use_lns_only = job["is_neighbourhoods"]
    solver.best_bound_callback = lambda bound: tell(bound=bound)
    status = solver.solve(built.model, Teller(built.starts))
    tell(status=solver.status_name(status), bound=solver.best_objective_bound)


def main() -> None:
    """Say `ready`, take one job, solve it."""
    tell(ready=True)
    solve(json.loads(sys.stdin.readline()))


if __name__ == "__main__":
    main()
