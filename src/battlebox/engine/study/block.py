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
from battlebox.engine.sparing import Sparing
from battlebox.engine.study.ground import CERTAIN, NO_PATH, Ground
from battlebox.engine.study.question import StudyQuestion, heaviest, in_units, shift_for
from battlebox.engine.worlds import Suspects, draw_live

PEOPLE, SERVICE, RECORDS, SQUARES, FIRST_HITS = range(5)
FIGURES: Final = 5


@dataclass(frozen=True, eq=False)
class Found:
    """What came of some first hits. `rows` are the things that spared anything: systems, then paths."""

    rows: Ints  # [rows]
    sums: Ints  # [rows, FIGURES]
    reached: Ints  # [first hits, 3]


def work(ground: Ground, question: StudyQuestion, low: int, high: int) -> Found:
    """First hits `low` up to, not including, `high`. Cost: their worlds, each once to draw and thrice to weigh."""
    systems, things = len(ground.systems), len(ground.systems) + len(ground.paths)
    order = hit_order(ground, question.seed)
    weights = tuple(in_units(each, question.unit) for each in ground.weights)
    shift = shift_for(heaviest(ground.weights, question.unit), question.first_hits, question.worlds)
    root = key_of("study", question.seed)
    every = np.arange(question.worlds)
    sums = np.zeros((things, FIGURES), dtype=np.int64)
    reached = np.zeros((high - low, 3), dtype=np.int64)
    spared = np.zeros((things, 3), dtype=np.int64)
    for hit in range(low, high):
        suspects = _held(order[hit % systems], systems)
        first = hit * question.worlds
        pool = draw_live(
            ground.crossings, suspects, root=root, worlds=question.worlds, first=first, coins=ground.coins, timed=False
        )
        sparing = Sparing(ground.crossings, pool, weights[PEOPLE])
        met: list[Ints] = []
        for column, weighed in enumerate(weights):
            if column > PEOPLE:
                sparing.weights = weighed
                sparing.redo(every)
            reached[hit - low, column] = sparing.weight
            met += _note(ground, sparing, spared[:, column])
        rows = np.unique(np.concatenate(met))
        total = spared[rows].sum(axis=1)
        sums[rows, :SQUARES] += spared[rows]
        sums[rows, SQUARES] += (total >> shift) ** 2
        sums[rows, FIRST_HITS] += total > 0
        spared[rows] = 0
    rows = np.flatnonzero(sums[:, FIRST_HITS])
    return Found(rows, sums[rows], reached)


def _note(ground: Ground, sparing: Sparing, spared: Ints) -> tuple[Ints, Ints]:
    """Write down what each system and path spares in one column; returns the rows written."""
    systems = len(ground.systems)
    through = np.flatnonzero(sparing.systems[:systems])
    spared[through] = sparing.systems[through]
    crossed = np.flatnonzero(sparing.crossings)
    crossed = crossed[ground.crossings.path[crossed] != NO_PATH]
    rows = systems + ground.crossings.path[crossed].astype(np.int64)
    np.add.at(spared, rows, sparing.crossings[crossed])
    return through, rows


@lru_cache(maxsize=4)
def hit_order(ground: Ground, seed: int) -> tuple[int, ...]:
    """The systems in the order in which they are hit first, over and over."""
    keys = [key_of("first hit", seed, row.id) for row in ground.systems]
    return tuple(sorted(range(len(keys)), key=lambda system: (keys[system], system)))


def _held(system: int, systems: int) -> Suspects:
    """A system that is held for certain, and out: closing it then spares only what comes after."""
    return Suspects(
        node=indexes([system, systems + system]),
        threshold=frozen(np.full(2, CERTAIN, dtype=np.uint64)),
        at=ints([0, 0]),
        key=frozen(np.zeros(2, dtype=np.uint64)),
    )


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
