"""A program of its own that works out a harm which no plan can get below, by a linear program over stretches of time.

Started by path, as solving.py is: it reads one job as JSON and writes each `bound`, then `status`. Time is cut into
equal stretches, counted for each operation from the soonest it could start, so that a line of operations loses nothing
by the cutting. Of each it is asked what share has been started by the end of each stretch: shares of what it needs come
first, what is started holds its resources for its whole length, and no resource gives more than it has. A service is
back by the share of what it waits for. Operations that hold nothing are folded into the waiting of others.
Law: the bound is worked out anew from the prices that the solver found, whatever they are, so that it holds even where
the solver was stopped half way or rounded badly.
Not here: who starts it and for how long (child.py).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

Job = Mapping[str, Any]
Rows = list[tuple[int, int]]
Prices = NDArray[np.float64]
SIMPLEX: Final = 20_000
"""Up to so many shares the simplex method is quick; above it prices are found roughly, by steps."""
ROUGHLY: Final = "termination_criteria { simple_optimality_criteria { eps_optimal_relative: 1e-4 } }"
STRETCHES: Final = (16, 32, 64, 128)
"""Into how many stretches time is cut, one after the other while there is time: the finer, the higher the bound."""


class Program:
    """Rows of `sum of share x coefficient <= most`, every share from 0 to 1, and what each share is worth."""

    def __init__(self, shares: int) -> None:
        self.worth = np.zeros(shares)
        self.fixed: list[int] = []
        self.most: list[float] = []
        self.row: list[int] = []
        self.share: list[int] = []
        self.value: list[float] = []

    def add(self, terms: Iterable[tuple[int, float]], most: float) -> None:
        """One row."""
        for share, value in terms:
            self.row.append(len(self.most))
            self.share.append(share)
            self.value.append(value)
        self.most.append(most)

    def prices(self, seconds: float) -> Prices | None:
        """What one more of each row's `most` would be worth, as the solver has it when its time is up."""
        solver = pywraplp.Solver.CreateSolver("GLOP" if len(self.worth) < SIMPLEX else "PDLP")
        solver.SetTimeLimit(max(1, int(seconds * 1000)))
        if len(self.worth) >= SIMPLEX:
            solver.SetSolverSpecificParametersAsString(ROUGHLY)
        shares = [solver.NumVar(0.0, 1.0, "") for _ in self.worth]
        for one in self.fixed:
            shares[one].SetLb(1.0)
        rows = [solver.Constraint(-solver.infinity(), most) for most in self.most]
        for row, share, value in zip(self.row, self.share, self.value, strict=True):
            rows[row].SetCoefficient(shares[share], value)
        goal = solver.Objective()
        goal.SetMaximization()
        for share, worth in zip(shares, self.worth.tolist(), strict=True):
            if worth:
                goal.SetCoefficient(share, worth)
        if solver.Solve() not in {solver.OPTIMAL, solver.FEASIBLE}:
            return None
        return np.array([max(0.0, row.dual_value()) for row in rows], dtype=np.float64)

    def worth_most(self, prices: Prices) -> float:
        """What all shares together can be worth at most: true for any prices from 0 up."""
        shares, rows = np.array(self.share, dtype=np.int64), np.array(self.row, dtype=np.int64)
        left = self.worth - np.bincount(shares, np.array(self.value) * prices[rows], minlength=len(self.worth))
        gains = np.maximum(left, 0.0)
        gains[self.fixed] = left[self.fixed]
        return float(prices @ np.array(self.most) + gains.sum())


class Floor:
    """One job as a program. Share (operation, stretch) is its share started by the end of the stretch."""

    def __init__(self, job: Job, stretches: int) -> None:
        self.job = job
        self.stretches = stretches
        self.width = max(1, -(-job["last"] // self.stretches))
        self.heads = [head if at is None else at for head, at in zip(job["head"], job["fixed"], strict=True)]
        self.groups: dict[int, list[Rows]] = {}
        for of, rows in job["groups"]:
            self.groups.setdefault(of, []).append([(on, lag) for on, lag in rows])
        holders = {one for uses in job["uses"] for one, _ in uses if job["duration"][one]}
        held = {on for its in self.groups.values() for group in its if len(group) > 1 for on, _ in group}
        self.kept = sorted(holders | held | {one for one, at in enumerate(job["fixed"]) if at is not None})
        self.place = {one: number for number, one in enumerate(self.kept)}
        services = job["services"]
        self.program = Program((len(self.kept) + len(services)) * (self.stretches + 1))
        self.const = 0.0
        self._needs()
        self._resources()
        for number, service in enumerate(services):
            self._service(len(self.kept) + number, service)

    def bound(self, seconds: float) -> float | None:
        """What no plan can get below, in grains of harm."""
        prices = self.program.prices(seconds)
        return None if prices is None else self.const - self.program.worth_most(prices)

    def _share(self, place: int, stretch: int) -> int:
        return place * (self.stretches + 1) + stretch

    def _by(self, one: int, stretch: int, ahead: int) -> int | None:
        """The share of a kept operation by so long after a stretch's end; -1 where it is none yet, None where all."""
        later = stretch + -(-ahead // self.width)
        if later > self.stretches:
            return None
        return self._share(self.place[one], later) if later >= 0 else -1

    def _follow(self, place: int, head: int, group: Rows) -> None:
        """What stands at `place`, and could be there at `head`, waits for one of a group."""
        for stretch in range(self.stretches + 1):
            found = [self._by(on, stretch, head - lag - self.heads[on]) for on, lag in group]
            if None not in found:
                terms = [(self._share(place, stretch), 1.0)]
                terms += [(share, -1.0) for share in found if share is not None and share >= 0]
                self.program.add(terms, 0.0)

    def _unfolded(self, group: Rows) -> Iterator[Rows]:
        """The groups that stand behind a group, where what holds nothing is passed through."""
        if len(group) > 1 or group[0][0] in self.place:
            yield group
            return
        on, lag = group[0]
        for behind in self.groups.get(on, ()):
            for rows in self._unfolded(behind):
                yield [(one, wait + lag) for one, wait in rows]

    def _needs(self) -> None:
        for one in self.kept:
            place = self.place[one]
            if self.job["fixed"][one] is not None:
                self.program.fixed += [self._share(place, stretch) for stretch in range(self.stretches + 1)]
                continue
            for stretch in range(self.stretches):
                self.program.add([(self._share(place, stretch), 1.0), (self._share(place, stretch + 1), -1.0)], 0.0)
            for group in self.groups.get(one, ()):
                for rows in self._unfolded(group):
                    self._follow(place, self.heads[one], rows)

    def _resources(self) -> None:
        durations, fixed = self.job["duration"], self.job["fixed"]
        for capacity, uses in zip(self.job["capacity"], self.job["uses"], strict=True):
            held = [(one, amount) for one, amount in uses if durations[one]]
            first = max(0, min((self.heads[one] for one, _ in held), default=0))
            spent = sum(
                amount * max(0, min(durations[one], -fixed[one])) for one, amount in held if fixed[one] is not None
            )
            for stretch in range(1, self.stretches + 1):
                end = stretch * self.width
                terms = [
                    (self._share(self.place[one], at), float(amount * overlap))
                    for one, amount in held
                    for at, overlap in self._running(end - self.heads[one], durations[one])
                ]
                if terms:
                    self.program.add(terms, float(capacity * (end - first) + spent))

    def _running(self, until: int, span: int) -> Iterator[tuple[int, int]]:
        """Over which stretches' shares an operation has run, and for how long each, up to a time since its head."""
        low, high = max(0, until - span), until
        for at in range(low // self.width, min(self.stretches, high // self.width) + 1):
            end = high if at == self.stretches else min(high, (at + 1) * self.width)
            if end > max(low, at * self.width):
                yield at, end - max(low, at * self.width)

    def _service(self, place: int, service: Mapping[str, Any]) -> None:
        durations = self.job["duration"]
        groups = [[(one, durations[one]) for one in each] for each in service["sets"]]
        head = max([0, *(min(self.heads[one] + span for one, span in group) for group in groups)])
        costs = [cost(service["points"], head + stretch * self.width) for stretch in range(self.stretches + 1)]
        for stretch in range(1, self.stretches + 1):
            self.program.worth[self._share(place, stretch)] = costs[stretch] - costs[stretch - 1]
        self.const += costs[-1]
        for group in groups:
            for rows in self._unfolded(group):
                if all(one in self.place for one, _ in rows):
                    self._follow(place, head, rows)


def cost(points: list[tuple[int, int]], back: int) -> float:
    """What an outage has cost by then."""
    total = 0.0
    for number, (mark, slope) in enumerate(points):
        end = points[number + 1][0] if number + 1 < len(points) else back
        total += slope * max(0, min(back, max(end, mark)) - mark)
    return total


def main() -> None:
    """Take one job, and say what no plan can get below, over finer and finer stretches."""
    job = json.loads(sys.stdin.readline())
    end = time.monotonic() + job["seconds"]
    for stretches in STRETCHES:
        left = end - time.monotonic()
        bound = Floor(job, stretches).bound(left) if left > 0 and stretches <= 2 * job["last"] else None
        if bound is not None:
            tell(bound=bound)
    tell(status="DONE")


def tell(**found: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
