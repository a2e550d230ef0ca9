"""The seconds an answer may take: kept by every phase, never at the cost of a valid answer, and never kept quiet.

Law: time here is counted, not measured: a watch that goes on by one each time it is asked.
Not here: how good an answer is that had its time (test_contain_contract.py).
"""

from __future__ import annotations

from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlebox.engine import Advice, EstateArrays, contain, contain_for, rerun
from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices
from battlebox.engine.contain import advise, is_clear
from battlebox.engine.search import QUICK, Effort
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.estate import MICROHOURS
from engine.asking import question_of
from engine.estates import Mould, random_case
from engine.oracle import Case

WIDE = Mould(
    unit=10 * MICROHOURS, systems=14, services=4, channels=1, needs=12, paths=30, actions=24, uncertain=8, dense=True
)
"""More plans than are tried one by one."""
NEEDED = 40
"""Plans that an answer tries when its time is up before it began: starts, options and floors, each on a pool or two."""


def wide(seed: int = 7) -> Case:
    return random_case(Random(seed), WIDE, hours=400 * MICROHOURS)


def choices_of(case: Case) -> Choices:
    return Choices(Situation.of(EstateArrays.of(case.estate), question_of(case, worlds=128)))


def asked(choices: Choices, looks: float, effort: Effort = QUICK) -> Advice:
    ticks = count()
    return advise(choices, Allowance(looks, now=lambda: float(next(ticks))), effort)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each plan tried on a pool."""
    seen: list[int] = []
    plain = Trials.tried

    def counted(self: Trials, *given: object, **named: object):
        seen.append(1)
        return plain(self, *given, **named)

    monkeypatch.setattr(Trials, "tried", counted)
    return seen


def check_valid(choices: Choices, found: Advice) -> None:
    plan = found.option("recommended")
    assert set(plan.actions) <= set(choices.names)
    assert all(choices.conflicts[name].isdisjoint(plan.actions) for name in plan.actions)
    assert len(set(plan.actions)) == len(plan.actions)
    assert all(is_clear(saving) for saving in plan.savings)
    assert {saving.action for saving in plan.savings} <= set(plan.actions)
    assert found.is_cut or {saving.action for saving in plan.savings} == set(plan.actions)
    assert not (found.is_cut and found.exact)
    least = min(row.harm.mean + 4 * row.harm.se for row in found.options if row.name != "everything")
    assert 0 <= found.bound <= least
    assert {"nothing", "everything", "recommended"} <= {row.name for row in found.options}


@pytest.mark.parametrize("effort", [QUICK, Effort()])
def test_with_no_time_at_all_only_what_every_answer_needs_is_tried(tried: list[int], effort: Effort) -> None:
    choices = choices_of(wide())
    found = asked(choices, 0, effort)
    assert found.is_cut
    assert len(tried) <= NEEDED
    check_valid(choices, found)
    few = len(tried)
    assert not asked(choices, 1e9, effort).is_cut
    assert len(tried) - few > 3 * few


@settings(max_examples=max(10, settings.default.max_examples // 4))
@given(looks=st.integers(0, 1200), seed=st.integers(0, 5))
def test_any_time_gives_a_valid_answer(looks: int, seed: int) -> None:
    choices = choices_of(wide(seed))
    check_valid(choices, asked(choices, looks))
    check_valid(choices, asked(choices, looks, Effort()))


@given(looks=st.integers(0, 400), seed=st.integers(0, 5))
def test_an_answer_that_is_not_cut_is_the_one_without_a_limit(looks: int, seed: int) -> None:
    choices = choices_of(wide(seed))
    found = asked(choices, looks)
    assert found.is_cut or found == asked(choices, 1e9)


def test_between_none_and_all_the_time_some_answers_are_cut_and_some_are_not() -> None:
    choices = choices_of(wide())
    cut = [asked(choices, looks).is_cut for looks in (0, 10, 100, 100_000)]
    assert cut[0]
    assert not cut[-1]


def test_partners_and_reruns_without_time_are_valid_and_say_that_they_were_cut(tried: list[int]) -> None:
    case = wide()
    arrays, question = EstateArrays.of(case.estate), question_of(case, worlds=128)
    body = case.estate.bodies[0].body
    partner = contain_for(arrays, question, body, seconds=0)
    assert partner.alone.is_cut
    assert partner.together.is_cut
    assert len(tried) <= 3 * NEEDED
    tried.clear()
    rows = list(rerun(arrays, question, contain(arrays, question, seconds=0), seconds=0))
    assert [row.is_cut for row in rows] == [True] * 5
    assert len(tried) <= 6 * NEEDED


def test_time_is_asked_for_only_while_there_is_work() -> None:
    ticks = count()
    allowance = Allowance(3, now=lambda: float(next(ticks)))
    assert list(allowance.within("ab")) == ["a", "b"]
    assert not allowance.is_cut
    assert list(allowance.within("abc")) == []
    assert allowance.is_cut


def test_a_part_ends_sooner_and_does_not_cut_the_whole() -> None:
    whole = Allowance(10, now=lambda: 6.0, began=0.0)
    part = whole.part(0.5)
    assert part.spent()
    assert part.is_cut
    assert not whole.spent()
    assert whole.left == 4.0
