"""What a re-run says would change: only what matters, and nothing that undoing would not make dearer.

Law: the plan told stays within one percent of the best one found, and is never farther from today's.
Not here: whether the advice still holds (test_contain_contract.py).
"""

from __future__ import annotations

from random import Random

from battlebox.engine import EstateArrays
from battlebox.engine.allowance import Allowance, silent
from battlebox.engine.choices import Choices
from battlebox.engine.climb import TIDY
from battlebox.engine.rerun import nearest, telling
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import FRESH
from engine.asking import listed_cases, question_of


def test_the_plan_told_is_near_to_the_best_in_harm_and_nearer_to_todays_in_orders():
    nearer = 0
    for seed, case in listed_cases(first=70_000):
        situation = Situation.of(EstateArrays.of(case.estate), question_of(case, seed=seed))
        choices = Choices(situation)
        trials = Trials.drawn(situation, stream=FRESH, worlds=128)
        rng = Random(seed)
        best, today = (
            frozenset(choices.apart(name for name in choices.names if rng.random() < share)) for share in (0.5, 0.6)
        )
        near = nearest(choices, trials, best, today, Allowance(30, silent))
        assert near ^ today <= best ^ today, seed
        assert trials.of(near).mean <= TIDY * trials.of(best).mean + 1e-6, seed
        assert all(choices.conflicts[name].isdisjoint(near) for name in near), seed
        nearer += near != best
        changes = telling(choices, trials, near, near - today, Allowance(30, silent))
        undone = [trials.of(near - {name}).mean for name in changes]
        assert undone == sorted(undone, reverse=True), seed
    assert nearer, "no change was ever undone, so the test would see nothing"


def test_a_plan_that_is_todays_tells_no_change():
    for seed, case in listed_cases(first=71_000):
        situation = Situation.of(EstateArrays.of(case.estate), question_of(case, seed=seed))
        choices = Choices(situation)
        trials = Trials.drawn(situation, stream=FRESH, worlds=64)
        plan = frozenset(choices.apart(choices.names))
        assert nearest(choices, trials, plan, plan, Allowance(30, silent)) == plan
