"""The one piece of work of a study: some first hits, each followed in its worlds, and what everything would spare.

Law: a pure function of the ground, the question and the numbers of the first hits; whole numbers, so that blocks add up
to the same in any order and of any size.
Not here: who does it and where (workers.py, cluster.py), files (folder.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from battlebox.engine.draws import key_of
from battlebox.engine.nets import Ints, frozen, indexes, ints
from battlebox.engine.study.ground import CERTAIN, Ground
from battlebox.engine.study.question import StudyQuestion, heaviest, shift_for
from battlebox.engine.study.weighing import Weighing
from battlebox.engine.worlds import Pool, Suspects, draw_live

SQUARES, FIRST_HITS = range(3, 5)
"""Of the figures of a thing, after what it spares in each of the three columns."""
FIGURES: Final = 5


@dataclass(frozen=True, eq=False)
class Found:
    """What came of some first hits. `rows` are the things that spared anything: systems, then paths."""

    rows: Ints  # [rows]
    sums: Ints  # [rows, FIGURES]
    reached: Ints  # [first hits, 3]


def work(ground: Ground, question: StudyQuestion, low: int, high: int) -> Found:
    """First hits `low` up to, not including, `high`. Cost: their worlds, each once to draw and once to weigh."""
    order, weighing = hit_order(ground, question.seed), Weighing(ground, question.unit)
    shift = shift_for(heaviest(ground.weights, question.unit), question.first_hits, question.worlds)
    root = key_of("study", question.seed)
    sums = np.zeros((weighing.things, FIGURES), dtype=np.int64)
    reached = np.zeros((high - low, 3), dtype=np.int64)
    for hit in range(low, high):
        system, first = order[hit % len(order)], hit * question.worlds
        found = weighing.of(first_hit(ground, system, root=root, worlds=question.worlds, first=first))
        reached[hit - low] = found.reached
        spared = found.sums[found.rows]
        sums[found.rows, :SQUARES] += spared
        sums[found.rows, SQUARES] += (spared.sum(axis=1) >> shift) ** 2
        sums[found.rows, FIRST_HITS] += 1
    rows = np.flatnonzero(sums[:, FIRST_HITS])
    return Found(rows, sums[rows], reached)


@lru_cache(maxsize=4)
def hit_order(ground: Ground, seed: int) -> tuple[int, ...]:
    """The systems in the order in which they are hit first, over and over."""
    keys = [key_of("first hit", seed, row.id) for row in ground.systems]
    return tuple(sorted(range(len(keys)), key=lambda system: (keys[system], system)))


def first_hit(ground: Ground, system: int, *, root: int, worlds: int, first: int) -> Pool:
    """Worlds `first` to `first + worlds`, in which one system is held for certain."""
    suspects = Suspects(
        node=indexes([system]),
        threshold=frozen(np.full(1, CERTAIN, dtype=np.uint64)),
        at=ints([0]),
        key=frozen(np.zeros(1, dtype=np.uint64)),
    )
    return draw_live(ground.crossings, suspects, root=root, worlds=worlds, first=first, coins=ground.coins, timed=False)


class Merged:
    """Blocks added up, in whatever order they come."""

    def __init__(self, ground: Ground, question: StudyQuestion) -> None:
        things = len(ground.systems) + len(ground.paths)
        self.sums = np.zeros((things, FIGURES), dtype=np.int64)
        self.reached = np.zeros((question.first_hits, 3), dtype=np.int64)

    def add(self, low: int, found: Found) -> None:
        """Add one block; each MUST be added once."""
        self.sums[found.rows] += found.sums
        self.reached[low : low + len(found.reached)] = found.reached
