"""Councils whose best order was proved: the planner finds it again, and its bound never passes it."""

from __future__ import annotations

import pytest
from councils import council

from battlebox.engine.restore import faults_of, plan

# (systems, seed): the least harm, as CP-SAT proved it from two starts.
PROVED = {
    (8, 1): 1174.976,
    (8, 2): 654.2,
    (12, 1): 3831.12,
    (12, 2): 7821.576,
    (16, 1): 6532.624,
    (16, 2): 3583.4,
    (20, 1): 7990.1,
    (20, 2): 16537.772,
}


@pytest.mark.parametrize(("systems", "seed"), PROVED, ids=str)
def test_the_best_order_of_a_small_council_is_found_and_proved(systems, seed):
    problem = council(systems, seed)
    found = plan(problem, seconds=60, seed=seed)
    assert faults_of(problem, found.starts) == []
    assert found.harm == pytest.approx(PROVED[systems, seed], rel=1e-6)
    assert found.is_proved
    assert found.bound == pytest.approx(found.harm, rel=1e-5)


def test_a_council_of_fifty_has_a_plan_well_under_the_checklist_and_a_bound():
    found = plan(council(50, 1), seconds=6)
    assert found.harm < 0.8 * found.rules["checklist"]
    assert 0.4 * found.harm < found.bound <= found.harm


def test_the_same_council_is_drawn_for_the_same_seed():
    assert council(30, 5) == council(30, 5)
    assert council(30, 5) != council(30, 6)
