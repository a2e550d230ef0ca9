"""The chances of `spread` come true, as a simulator that shares no code with the engine plays them out; faults do not.

Law: seeded, so that it says the same every time; each planted fault must be seen, or the table could not fail.
Not here: the large table of docs/trust.md (bench/calibration.py).
"""

from __future__ import annotations

from dataclasses import replace
from math import exp
from random import Random

import pytest

from battlebox.estate import Estate
from engine.events import Closing, Suspicion, Town, Way, played
from engine.reliability import CLEAR, Said, asked, table

ESTATES, RUNS, WORLDS = 320, 40, 2048


def off(rows) -> list:
    return [row for row in table(rows) if row.off > CLEAR]


def test_what_is_said_to_be_reached_is_reached_as_often_as_it_is_said():
    rows = list(asked(ESTATES, runs=RUNS, worlds=WORLDS))
    bins = table(rows)
    assert off(rows) == []
    assert len(bins) >= 14, "the predictions must spread over the whole range, or nothing is tested"
    assert sum(row.many for row in bins[:-1]) == bins[-1].many == sum(row.runs for row in rows)


def _paths(estate: Estate, **cells) -> Estate:
    return replace(
        estate, paths=tuple(replace(row, **{key: make(row) for key, make in cells.items()}) for row in estate.paths)
    )


FAULTS = {
    "every chance a fifth too high": lambda estate: _paths(estate, chance=lambda row: min(1.0, row.chance * 1.2)),
    "every path half as slow again": lambda estate: _paths(estate, microhours=lambda row: round(row.microhours * 1.5)),
    "links both ways taken for one way": lambda estate: _paths(estate, both_ways=lambda _: False),
    "thefts never found": lambda estate: replace(
        estate, cyber=replace(estate.cyber, found_microhours=100 * estate.cyber.found_microhours)
    ),
    "orders that work at once": lambda estate: replace(
        estate, actions=tuple(replace(row, takes_microhours=0) for row in estate.actions)
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault):
    assert off(asked(ESTATES, runs=RUNS, worlds=WORLDS, bend=FAULTS[fault])), fault


def test_the_table_sets_what_was_said_beside_what_came_of_it():
    rows = [Said(1, 0.25, 3, 10), Said(2, 0.25, 2, 10), Said(3, 0.0, 0, 10), Said(4, 1.0, 9, 10)]
    never, quarter, always, every = table(rows)
    assert (never.seen, never.off) == (0.0, 0.0)
    assert (quarter.many, quarter.predicted, quarter.seen) == (20, 0.25, 0.25)
    assert quarter.error == pytest.approx((0.5**2 + 0.5**2) ** 0.5 / 20)
    assert always.off > 0, "what is said to be certain must be so"
    assert (every.many, every.predicted, every.seen) == (40, 0.375, 0.35)


def test_the_events_themselves_are_right_where_a_person_can_tell():
    """Closed forms: a line of two, two doors to one place, and a door that is shut after an hour."""
    runs, chance = 20_000, Random(5)

    def share(system: str, by: float, *ways: Way, closings: tuple[Closing, ...] = (), found: float = 1e9) -> float:
        town = Town(ways, (Suspicion("a", 1.0, 0.0),), closings, 1000.0, found, 0.0)
        return sum(played(town, chance).get(system, 1e9) <= by for _ in range(runs)) / runs

    line = (Way("p", "a", "b", 0.5, 1), Way("q", "b", "c", 0.5, 1))
    assert share("c", 1e6, *line) == pytest.approx(0.25, abs=0.015)
    doors = (Way("p", "a", "c", 0.5, 1), Way("q", "a", "c", 0.5, 1))
    assert share("c", 1e6, *doors) == pytest.approx(0.75, abs=0.015)
    shut = Closing(1.0, paths=frozenset({"p"}))
    assert share("b", 1e6, Way("p", "a", "b", 1.0, 1), closings=(shut,)) == pytest.approx(1 - exp(-1), abs=0.015)
    assert share("b", 1e6, Way("p", "a", "b", 1.0, 1), found=1.0) == pytest.approx(1 - exp(-1), abs=0.015)
    isolated = Closing(0.0, inside=frozenset({"a", "b"}))
    assert share("b", 1e6, Way("p", "a", "b", 1.0, 1), closings=(isolated,)) == 1.0
    assert share("b", 1e6, Way("p", "a", "b", 1.0, 1), closings=(replace(isolated, whole=True),)) == 0.0
