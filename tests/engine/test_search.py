"""The search where plans are too many to try: made to search where all can still be tried, to see what it misses.

Law: never clearly worse than what people do out of habit; near the best plan there is.
Not here: estates on which every plan is tried (test_contain_contract.py), the floor (test_prices.py).
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from statistics import median

import pytest

from battlebox.engine import EstateArrays, contain, search
from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices
from battlebox.engine.search import Effort, Pools
from battlebox.engine.situation import Situation
from battlebox.estate import MICROHOURS
from engine.asking import LISTED, many, question_of
from engine.estates import random_case, told
from engine.oracle import best_plan, expected

H = MICROHOURS
SEARCHED = replace(LISTED, actions=7, systems=6, paths=8)
FEW, MANY = "orders few", "orders many"


@pytest.fixture(params=[FEW, MANY])
def searching(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """No estate is small enough to try every plan, and for one kind of search none to look at each order."""
    monkeypatch.setattr(search, "PLANS_MOST", 0)
    if request.param == MANY:
        monkeypatch.setattr(search, "CLIMBED_MOST", 0)
    return str(request.param)


def test_a_search_is_near_the_best_plan_there_is(searching: str):
    regrets: list[tuple[float, int]] = []
    for seed in range(many() // 6 + 2):
        case = random_case(Random(seed), SEARCHED, hours=400 * H)
        situation = Situation.of(EstateArrays.of(case.estate), question_of(case, seed=seed))
        choices = Choices(situation)
        found = search.search(choices, Pools(situation), Allowance(1e9), Effort())
        assert not found.exact
        _, best = best_plan(case)
        regrets.append(((expected(case, found.plan).total - best.total) / max(best.total, 1.0), seed))
    assert median(regret for regret, _ in regrets) <= 0.01, sorted(regrets)[-5:]
    assert max(regrets)[0] <= 0.05, f"regret and seed: {sorted(regrets)[-5:]}"


def test_no_plan_is_below_the_bound_and_no_habit_clearly_better(searching: str):
    broken: list[str] = []
    gaps: list[float] = []
    for seed in range(many() // 6 + 2):
        case = random_case(Random(5000 + seed), SEARCHED, hours=400 * H)
        found = contain(EstateArrays.of(case.estate), question_of(case, worlds=2048, seed=seed), seconds=60)
        assert not found.exact
        least, best = best_plan(case)
        if found.bound > best.total * (1 + 1e-9) + 1e-6:
            broken.append(f"{searching}, seed {seed}: bound {found.bound} over {best.total}, the harm of {least}")
        gaps.append(found.gap)
        advised = found.option("recommended").harm
        for row in found.options if searching == MANY else ():
            if row.name not in ("recommended", "everything"):
                clearly = 3 * (advised.se + row.harm.se) + 0.01 * row.harm.mean
                assert advised.mean <= row.harm.mean + clearly, (seed, row.name, told(case))
    # Each holds with 99.9 % confidence.
    assert not broken, broken
    assert median(gaps) < 0.9, "a bound that says nothing"
