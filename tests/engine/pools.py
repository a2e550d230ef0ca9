"""Worlds on random graphs of crossings, with all that an estate may not have: loops, repeats, parts nobody reaches.

Law: a pure function of the random numbers given.
Not here: estates (estates.py).
"""

from __future__ import annotations

from random import Random

import numpy as np

from battlebox.engine.draws import key_of
from battlebox.engine.nets import NEVER, PathNet, frozen, indexes, ints
from battlebox.engine.worlds import Pool, Suspects

Crossing = tuple[int, int, int]
"""The row of a crossing, from where and to where."""


def net_of(crossings: list[tuple[int, int, float]], systems: int, *, hours: int = 10) -> PathNet:
    """Crossings (from, to, chance) as kernels read them."""
    rows = sorted(crossings, key=lambda row: row[0])
    source = [row[0] for row in rows]
    return PathNet(
        start=ints(np.searchsorted(np.array(source, dtype=np.int64), np.arange(systems + 1))),
        source=indexes(source),
        target=indexes([row[1] for row in rows]),
        threshold=frozen(np.array([round(row[2] * (1 << 32)) for row in rows], dtype=np.uint64)),
        mean=ints([hours] * len(rows)),
        key=frozen(np.array([key_of("path", str(row), "out") for row in range(len(rows))], dtype=np.uint64)),
        path=indexes(range(len(rows))),
    )


def hit(systems: list[int], *, chance: float = 1.0) -> Suspects:
    """Systems said to be hit, now."""
    return Suspects(
        node=indexes(systems),
        threshold=frozen(np.array([round(chance * (1 << 32))] * len(systems), dtype=np.uint64)),
        at=ints([0] * len(systems)),
        key=frozen(np.array([key_of("hit", str(each)) for each in systems], dtype=np.uint64)),
    )


def random_net(rng: Random, systems: int) -> PathNet:
    """A graph with self loops, repeats, two-way pairs and two parts, of which one may never be reached."""
    half = systems // 2
    crossings: list[tuple[int, int, float]] = []
    for _ in range(rng.randint(0, 3 * systems)):
        low, high = rng.choice([(0, half), (half, systems), (0, systems)])
        one, other = rng.randrange(low, high), rng.randrange(low, high)
        crossings.append((one, other, rng.choice([0.0, 0.3, 0.7, 1.0])))
        if rng.random() < 0.2:
            crossings.append(rng.choice([crossings[-1], (other, one, 1.0), (one, one, 1.0)]))
    return net_of(crossings, systems)


def live(pool: Pool, world: int) -> list[Crossing]:
    """The crossings of a world that could be crossed."""
    first = int(pool.first[world])
    return [
        (int(pool.edge[at]), int(pool.node[place]), int(pool.node[first + pool.edge_to[at]]))
        for place in range(first, int(pool.first[world + 1]))
        for at in range(pool.edge_first[place], pool.edge_first[place + 1])
    ]


def hits(pool: Pool, world: int) -> set[int]:
    """What is hit to begin with in a world."""
    places = range(int(pool.first[world]), int(pool.first[world + 1]))
    return {int(pool.node[place]) for place in places if pool.hit_at[place] != NEVER}
