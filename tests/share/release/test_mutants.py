"""A change to the gate does not go unnoticed: a sample here, all of them by `make bench PART=mutants`."""

from __future__ import annotations

from mutants import EQUIVALENT, all_mutants, survivors

ONE_IN = 61


def test_every_mutant_of_a_sample_is_killed():
    tried, alive = survivors(ONE_IN, 5)
    assert tried >= 15
    assert set(alive) <= EQUIVALENT.keys()


def test_the_list_of_mutants_that_change_nothing_is_of_mutants_that_there_are():
    names = [name for _, name, _ in all_mutants()]
    assert len(names) == len(set(names)) >= 1_000
    assert EQUIVALENT.keys() <= set(names)
    assert all(EQUIVALENT.values())
