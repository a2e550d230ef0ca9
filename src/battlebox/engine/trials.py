"""Plans tried on one pool of worlds, by as many threads as there are cores, each plan once.

Law: figures are the same for any number of threads: each world is tried alone, and sums are of whole numbers.
Not here: what to make of the figures (score.py, search.py).
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from battlebox.engine.draws import QUANTILES
from battlebox.engine.nets import NEVER, Ints, NeedNet
from battlebox.engine.passage import pass_drawn
from battlebox.engine.plans import PlanNet
from battlebox.engine.situation import Situation
from battlebox.engine.trial import PEOPLE, RECORDS, SERVICE, CyberNet, fill_passages, try_plan
from battlebox.engine.waiting import LATER, STRETCHES
from battlebox.engine.workspace import EVENT, Workspace, workspace
from battlebox.engine.worlds import Pool, draw_pool, executor, root_of, strikes

UNIT = 1_000_000
"""Millionths of a harm unit, in which worlds are costed."""


@dataclass(frozen=True)
class Outcome:
    """What a plan came to: `figures` [worlds, 5] as in trial.py, and microhours out of each service over all worlds."""

    figures: Ints
    hours_out: Ints
    cost: float

    @property
    def harm(self) -> Ints:
        """Harm of each world, its cost included, in millionths."""
        total: Ints = self.figures[:, [PEOPLE, SERVICE, RECORDS]].sum(axis=1)
        return total + round(self.cost * UNIT)

    @cached_property
    def mean(self) -> float:
        """Mean harm over the worlds, the cost included."""
        return mean_of(self.harm)


class Trials:
    """A pool of worlds and the threads that try plans on it. Plans already tried are remembered."""

    def __init__(self, situation: Situation, pool: Pool, *, threads: int | None = None) -> None:
        self.situation = situation
        self.pool = pool
        self.worlds = len(pool.destroys)
        self.threads = max(1, min(threads or os.cpu_count() or 1, self.worlds))
        self._seen: dict[frozenset[str], Outcome] = {}

    @classmethod
    def drawn(
        cls, situation: Situation, *, stream: int, worlds: int, first: int = 0, threads: int | None = None
    ) -> Trials:
        """Trials on freshly drawn worlds."""
        pool = draw_pool(
            situation.arrays,
            situation.belief,
            seed=situation.question.seed,
            stream=stream,
            worlds=worlds,
            first=first,
            threads=threads or os.cpu_count() or 1,
        )
        return cls(situation, situation.lived(pool), threads=threads)

    @cached_property
    def cyber(self) -> CyberNet:
        """How the attack ends."""
        cyber = self.situation.arrays.estate.cyber
        lasts = cyber.lasts_microhours * self.situation.lasts_factor
        return CyberNet(cyber.found_microhours, lasts, self.situation.arrays.record_harm)

    @cached_property
    def spaces(self) -> list[Workspace]:
        """One set of working arrays a thread."""
        most = self.situation.book.causes_max
        return [workspace(self.situation.arrays, causes_max=most) for _ in range(self.threads)]

    def of(self, names: Iterable[str]) -> Outcome:
        """What a plan comes to in each world."""
        plan = frozenset(names)
        if plan not in self._seen:
            self._seen[plan] = self._try(plan)
        return self._seen[plan]

    def _try(self, names: frozenset[str]) -> Outcome:
        book = self.situation.book
        return self.tried(book.plan(sorted(names)), book.cost(sorted(names)))

    def tried(self, plan: PlanNet, cost: float, *, needs: NeedNet | None = None) -> Outcome:
        """What a plan made ready comes to, with the estate's needs or others of the same shape; not remembered."""
        arrays = self.situation.arrays
        rows = needs or arrays.needs
        figures = np.zeros((self.worlds, 5), dtype=np.int64)
        hours = [np.zeros(len(arrays.estate.services), dtype=np.int64) for _ in range(self.threads)]
        edges = [self.worlds * part // self.threads for part in range(self.threads + 1)]

        def run(part: int) -> None:
            block = (edges[part], edges[part + 1])
            try_plan(rows, arrays.services, self.cyber, plan, self.pool, block, self.spaces[part], figures, hours[part])

        if self.threads == 1:
            run(0)
        else:
            list(executor(self.threads).map(run, range(self.threads)))
        return Outcome(figures, np.sum(hours, axis=0), cost)


def passages(trials: Trials, names: Iterable[str] = ()) -> Ints:
    """The hour each system is reached in each world: [worlds, systems], NEVER if not. `names` go beside those given."""
    situation, pool, space = trials.situation, trials.pool, trials.spaces[0]
    horizon = situation.question.hours_microhours
    limits = np.where(pool.destroys, horizon, min(horizon, trials.cyber.found))
    table = np.full((trials.worlds, situation.arrays.systems), NEVER, dtype=np.int64)
    close_at = situation.book.plan(sorted(names)).close_at
    fill_passages(*pool[:7], limits, close_at, space.times, space.heap, space.later, space.head, table)
    return table


def passages_drawn(situation: Situation, *, stream: int, worlds: int, threads: int | None = None) -> Ints:
    """The same of worlds that are drawn no further than the attack gets in time, and not kept."""
    arrays, question = situation.arrays, situation.question
    cyber, suspects = arrays.estate.cyber, situation.belief.suspects(arrays)
    root, horizon = root_of(question.seed, stream), question.hours_microhours
    destroys, _ = strikes(arrays, root, worlds)
    limits = np.where(destroys, horizon, min(horizon, cyber.found_microhours))
    close_at = situation.book.plan(()).close_at
    table = np.empty((worlds, arrays.systems), dtype=np.int64)
    parts = max(1, min(threads or os.cpu_count() or 1, worlds))
    edges = [worlds * part // parts for part in range(parts + 1)]
    room = arrays.systems + len(arrays.paths.target) + 1

    def run(part: int) -> None:
        low, high = edges[part], edges[part + 1]
        waits = np.zeros(room, dtype=EVENT), np.zeros(room, dtype=LATER), np.zeros(STRETCHES, dtype=np.int32)
        drawn = arrays.paths.start, arrays.coins, arrays.paths.mean, suspects, root, low
        pass_drawn(*drawn, close_at, limits[low:high], *waits, QUANTILES, table[low:high])

    list(executor(parts).map(run, range(parts)))
    return table


def exact_sum(values: Ints) -> int:
    """The sum of 64-bit integers, however large it grows."""
    return (int(np.sum(values >> 24)) << 24) + int(np.sum(values & 0xFFFFFF))


def mean_of(values: Ints) -> float:
    """Mean of millionths, in units."""
    return exact_sum(values) / values.size / UNIT


def error_of(values: Ints) -> float:
    """Standard error of the mean of millionths, in units."""
    return float(np.std(values.astype(np.float64), ddof=1)) / math.sqrt(values.size) / UNIT


def difference(one: Outcome, other: Outcome) -> tuple[float, float]:
    """Mean of `one - other` over the same worlds, and its standard error."""
    gaps: Ints = one.harm - other.harm
    return mean_of(gaps), error_of(gaps)
