"""Are the chances of `spread` true? Of all that was said to be reached in 3 cases of 10, how much was?

Law: many made-up estates, each asked of the engine once and played out by events.py many times; a bin's error counts
an estate as one, since what happens in it happens together.
Not here: playing it out (events.py), printing it (bench/calibration.py).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from math import inf, sqrt
from random import Random

from battlebox.engine import Done, EstateArrays, Hit, Question, spread
from battlebox.estate import MICROHOURS, Cyber, Estate, System
from engine.cases import action, council_estate, path
from engine.events import Closing, Suspicion, Town, Way, played

EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
MARKS = (6, 24, 72)
CHANCES = (0.03, 0.1, 0.3, 0.6, 0.9, 1.0)
CLEAR = 4.0
"""Standard errors by which what was predicted and what was seen must stand apart to be called different."""


@dataclass(frozen=True)
class Said:
    """One prediction and how often it came true: of which estate, what was said, in so many of so many runs."""

    estate: int
    predicted: float
    came: int
    runs: int


@dataclass(frozen=True)
class Bin:
    """What was predicted within some range: how much, the mean prediction, the share seen and its standard error."""

    low: float
    high: float
    many: int
    predicted: float
    seen: float
    error: float

    @property
    def off(self) -> float:
        """Standard errors between the two; what was said to be certain, or never, must be so."""
        gap = abs(self.seen - self.predicted)
        return 0.0 if gap == 0 else gap / self.error if self.error > 0 else inf


def table(said: Iterable[Said]) -> tuple[Bin, ...]:
    """The predictions in bins: never, up to each edge, and always; last all of them together."""
    rows = list(said)
    ranges = [(0.0, 0.0), *pairwise(EDGES), (1.0, 1.0)]
    bins = []
    for low, high in ranges:
        if low == high:
            held = [row for row in rows if row.predicted == low]
        else:
            held = [row for row in rows if low < row.predicted <= high and row.predicted < 1]
        if held:
            bins.append(_bin(low, high, held))
    return (*bins, _bin(0.0, 1.0, rows))


def _bin(low: float, high: float, rows: list[Said]) -> Bin:
    many = sum(row.runs for row in rows)
    gaps: dict[int, float] = {}
    for row in rows:
        gaps[row.estate] = gaps.get(row.estate, 0.0) + row.came - row.predicted * row.runs
    predicted = sum(row.predicted * row.runs for row in rows) / many
    seen = sum(row.came for row in rows) / many
    return Bin(low, high, many, predicted, seen, sqrt(sum(gap * gap for gap in gaps.values())) / many)


def asked(
    estates: int, *, runs: int, worlds: int, seed: int = 1, bend: Callable[[Estate], Estate] = lambda estate: estate
) -> Iterator[Said]:
    """What the engine says of made-up estates, and what came of it. `bend`, a fault, alters what the engine sees."""
    for number in range(estates):
        draw = Random(f"{seed}/{number}")
        estate, question, town = made_up(draw)
        answer = spread(EstateArrays.of(bend(estate)), replace(question, worlds=worlds, seed=number + 1))
        came: dict[tuple[str, float], int] = {}
        for _ in range(runs):
            for system, at in played(town, draw).items():
                for mark in (*MARKS, inf):
                    if at <= mark:
                        came[system, mark] = came.get((system, mark), 0) + 1
        for row in answer:
            for mark in MARKS:
                yield Said(number, row.by_h[str(mark)], came.get((row.id, mark), 0), runs)
            yield Said(number, row.reached, came.get((row.id, inf), 0), runs)


def made_up(draw: Random) -> tuple[Estate, Question, Town]:
    """An estate of a few systems with ways round, some hits and orders given: for the engine, and for the events."""
    names = [f"s{number}" for number in range(draw.randint(4, 14))]
    cyber = Cyber(
        destructive_chance=draw.choice([0.0, 0.5, 1.0]), found_microhours=draw.choice([6, 24, 168]) * MICROHOURS
    )
    links = [
        (
            f"p{number}",
            *draw.sample(names, 2),
            draw.choice(CHANCES),
            draw.choice([0, 4, 12, 48]),
        )
        for number in range(draw.randint(len(names), 3 * len(names)))
    ]
    both = {name for name, *_ in links if draw.random() < 0.3}
    hits = [
        (name, draw.choice([0.05, 0.3, 0.7, 1.0]), draw.choice([0, 6, 24]))
        for name in draw.sample(names, draw.randint(1, 3))
    ]
    orders, closings = _orders(draw, names, [name for name, *_ in links])
    estate = council_estate(
        systems=tuple(System(name, name, "northmere") for name in names),
        paths=tuple(path(name, *ends, both_ways=name in both) for name, *ends in links),
        actions=tuple(order for order, _ in orders),
        cyber=cyber,
    )
    hours = draw.choice([120, 336])
    question = Question(
        hits=tuple(Hit(name, chance, since * MICROHOURS) for name, chance, since in hits),
        dones=tuple(Done(order.action, ago * MICROHOURS) for order, ago in orders),
        hours_microhours=hours * MICROHOURS,
    )
    ways = [Way(name, a, b, chance, hours) for name, a, b, chance, hours in links]
    ways += [Way(way.path, way.target, way.origin, way.chance, way.hours) for way in ways if way.path in both]
    town = Town(
        ways=tuple(ways),
        suspicions=tuple(Suspicion(*each) for each in hits),
        closings=closings,
        hours=hours,
        found_at=cyber.found_microhours / MICROHOURS,
        destroys=cyber.destructive_chance,
    )
    return estate, question, town


def _orders(draw: Random, systems: list[str], paths: list[str]) -> tuple[list, tuple[Closing, ...]]:
    """Some orders that were given: to isolate, to cut, to stop; each as the engine and as the events know it."""
    orders, closings = [], []
    for number in range(draw.randint(0, 3)):
        takes, ago = draw.choice([0, 12, 48]), draw.choice([0, 3])
        kind = draw.choice(["isolates", "cuts", "stops"])
        named = frozenset(draw.sample(paths if kind == "cuts" else systems, draw.randint(1, 2)))
        orders.append((action(f"o{number}", takes=takes, lasts=24, **{kind: tuple(sorted(named))}), ago))
        if kind == "cuts":
            closings.append(Closing(takes - ago, paths=named))
        else:
            closings.append(Closing(takes - ago, inside=named, whole=kind == "stops"))
    return orders, tuple(closings)


def main(estates: int, runs: int, seed: int) -> None:
    """Print the table as JSON, for the bench."""
    bins = table(asked(estates, runs=runs, worlds=8192, seed=seed))
    print(json.dumps([{"name": _name(row, row is bins[-1]), **asdict(row), "off": row.off} for row in bins]))


def _name(row: Bin, is_last: bool) -> str:
    if is_last:
        return "all"
    if row.low == row.high:
        return "certain" if row.low else "never"
    return f"{row.low:g} to {row.high:g}"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
