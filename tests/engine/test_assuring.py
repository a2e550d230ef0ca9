"""What a bound is worth on worlds that nobody looked at, and what becomes of it when the time is up.

Law: the seeds are fixed, so chance never fails a build; worlds that judge are of a stream that no answer sees.
Not here: floors on given worlds (test_prices.py), whole answers (test_contain_contract.py).
"""

from __future__ import annotations

import math
from itertools import count
from random import Random
from statistics import median

import numpy as np
import pytest

from battlebox.engine import EstateArrays
from battlebox.engine.allowance import Allowance
from battlebox.engine.assuring import AT_ONCE, CONFIDENT, RUNGS, Assurance, unseen
from battlebox.engine.bound import Cell
from battlebox.engine.branching import Branches
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.losses import Losses
from battlebox.engine.prices import Market, priced
from battlebox.engine.search import Pools
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worldcut import Cutter
from battlebox.engine.worlds import BOUND, TRUTH
from battlebox.estate import MICROHOURS
from engine.asking import LISTED, many, question_of
from engine.distance import FEW, council
from engine.estates import random_case

FOREVER = Allowance(1e9)
SEEN = 4096


def few(seed: int) -> tuple[Losses, Plan]:
    """A council of which every plan is tried, and the best of them on worlds for searching."""
    systems = Random(f"few {seed}").randint(FEW, 2 * FEW)
    choices = Choices(Situation.of(*council(systems, seed, orders=FEW)))
    looked = Pools(choices.situation).look
    return Losses(choices), min(choices.plans(1 << FEW), key=lambda plan: (looked.of(plan).mean, sorted(plan)))


def assurance(losses: Losses, plan: Plan, allowance: Allowance = FOREVER) -> Assurance:
    seen = unseen(losses.situation, plan, worlds=SEEN, allowance=FOREVER)
    return Assurance(losses, plan, seen, allowance, shown=math.inf)


def divided(losses: Losses, plan: Plan, allowance: Allowance = FOREVER) -> Branches:
    looked = Trials.drawn(losses.situation, stream=BOUND, worlds=RUNGS[0])
    branches = Branches(losses, looked, plan, allowance)
    branches.grow()
    return branches


def test_no_plan_there_is_comes_below_the_bound_on_other_worlds_and_the_bound_is_mostly_near():
    gaps = []
    for seed in range(many() // 12 + 2):
        losses, plan = few(seed)
        truth = Trials.drawn(losses.situation, stream=TRUTH, worlds=4 * SEEN)
        least = min(truth.of(other).mean for other in losses.choices.plans(1 << FEW))
        found = assurance(losses, plan).bound(divided(losses, plan))
        assert found <= least, (seed, found, least)
        gaps.append((least - found) / max(least, 1.0))
    assert median(gaps) < 0.1, sorted(gaps)


@pytest.mark.parametrize("seed", [1, 3])
def test_the_error_stated_is_no_less_than_how_far_floors_of_different_draws_differ_beside_the_plan(seed: int):
    losses, plan = few(seed)
    cell = Cell(frozenset(), frozenset(losses.choices.names))
    apart, stated = [], []
    for low in range(0, 16 * RUNGS[0], RUNGS[0]):
        trials = Trials.drawn(losses.situation, stream=BOUND, worlds=RUNGS[0], first=low)
        market = Market(Cutter(losses, trials, cell))
        known = trials.of(plan)
        found = priced(market, FOREVER, target=known.mean)
        apart.append(known.mean - found.floor)
        stated.append(market.behind(found, known) ** 2)
    # The spread of sixteen is itself known to a fifth.
    assert 0 < np.std(apart, ddof=1) <= 1.2 * math.sqrt(np.mean(stated)), (apart, stated)


def test_cells_that_hold_the_bound_low_are_looked_at_in_more_worlds_and_no_cell_more_often_than_there_are_rungs():
    losses, plan = few(4)
    rows: list[tuple[Cell, int]] = []

    class Told(Assurance):
        def look(self, cell: Cell, worlds: int) -> float:
            rows.append((cell, worlds))
            return super().look(cell, worlds)

    seen = unseen(losses.situation, plan, worlds=SEEN, allowance=FOREVER)
    branches = divided(losses, plan)
    first = assurance(losses, plan, Allowance(0)).bound(branches)
    assert Told(losses, plan, seen, FOREVER, shown=math.inf).bound(branches) > first, "more worlds raised nothing"
    for cell in branches.cells:
        assert [worlds for which, worlds in rows if which == cell] in ([], [RUNGS[1]], [*RUNGS[1:]])
    # One in a thousand for all looks of a cell together.
    assert math.erfc(CONFIDENT / math.sqrt(2)) / 2 * len(RUNGS) <= 0.001


def test_where_the_time_is_up_there_is_no_look_more_and_that_is_said():
    losses, plan = few(4)
    branches = divided(losses, plan)
    short = assurance(losses, plan, Allowance(0))
    found = short.bound(branches)
    assert short.allowance.is_cut
    assert not short.pools, "worlds were drawn with no time left"
    assert found == max(0.0, min(short.bounds.values()))
    none = divided(losses, plan, Allowance(0))
    assert assurance(losses, plan).bound(none) >= 0, "a division without time has no bound"


def test_a_plan_tried_in_worlds_a_few_at_a_time_comes_to_what_it_does_in_all_at_once_until_the_time_is_up():
    worlds = 2 * AT_ONCE + 100
    for seed in range(3):
        case = random_case(Random(seed), LISTED, hours=400 * MICROHOURS)
        situation = Situation.of(EstateArrays.of(case.estate), question_of(case, seed=seed))
        plan = frozenset(Choices(situation).names[:1])
        whole = Trials.drawn(situation, stream=BOUND, first=RUNGS[-1], worlds=worlds).of(plan).harm
        assert np.array_equal(unseen(situation, plan, worlds=worlds, allowance=FOREVER), whole), seed
        ticks = count()
        short = Allowance(2.5, now=lambda ticks=ticks: float(next(ticks)))
        assert np.array_equal(unseen(situation, plan, worlds=worlds, allowance=short), whole[: 2 * AT_ONCE])
