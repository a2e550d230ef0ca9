"""How often an order is chosen again: beside choosing anew the plain way, pool by pool, world by world.

Law: the twin draws and adds by itself; the same seed gives the same shares.
Not here: the words (tests/desk/test_firm.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from battlebox.engine import Advice, EstateArrays, Hit, Option, Question, contain, redrawn
from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices
from battlebox.engine.climb import Climb
from battlebox.engine.draws import key_of, mix_slow
from battlebox.engine.redraws import (
    FIRM,
    REDRAWS,
    Board,
    StandIns,
    choose_again,
    climbed,
    moved,
    moves_of,
    redraw_counts,
)
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import FRESH
from battlebox.estate import Need, System
from engine.asking import listed_cases, question_of
from engine.cases import action, council_estate, path, service
from engine.test_explain import DOORS
from engine.test_seconds import wide

ASKED = Question(hits=(Hit("in", 0.5, 0),), worlds=256)


def bench(arrays: EstateArrays, question: Question) -> tuple[Choices, Trials]:
    situation = Situation.of(arrays, question)
    return Choices(situation), Trials.drawn(situation, stream=FRESH, worlds=question.worlds or 256)


def chosen_slow(choices: Choices, trials: Trials, plan: frozenset[str]) -> Counter[str]:
    """Each pool drawn world by world, every plan added up on it, the least taken."""
    names, worlds = choices.names, trials.worlds
    plans = [
        frozenset(some)
        for size in range(len(names) + 1)
        for some in combinations(names, size)
        if all(choices.conflicts[name].isdisjoint(some) for name in some)
    ]
    root, found = key_of("redraws", choices.situation.question.seed), Counter[str]()
    for redraw in range(REDRAWS):
        here = mix_slow(root, redraw)
        pool = [mix_slow(here, place) % worlds for place in range(worlds)]
        total = {one: sum(int(trials.of(one).harm[world]) for world in pool) for one in plans}
        least = min(total.values())
        best = min((one for one in plans if total[one] == least), key=lambda one: (one != plan, len(one), sorted(one)))
        found.update(best)
    return found


def test_the_shares_are_those_of_choosing_anew_the_plain_way():
    for _, case in list(listed_cases())[:6]:
        question = question_of(case, worlds=64)
        if not question.hits:
            continue
        choices, trials = bench(EstateArrays.of(case.estate), question)
        plan = min(choices.plans(600), key=lambda one: (trials.of(one).mean, sorted(one)))
        found = choose_again(choices, trials, sorted(plan), Allowance(600))
        twin = chosen_slow(choices, trials, plan)
        assert dict(found.chosen) == {name: twin[name] for name in plan}
        assert dict(found.instead) == {name: many for name, many in twin.items() if name not in plan}
        assert found.exact


TWINS = council_estate(
    systems=tuple(System(name, name.title(), "northmere") for name in ("in", "left", "goal")),
    services=(service("homelessness"), service("housing")),
    needs=(Need("homelessness", "left"), Need("housing", "goal")),
    paths=(path("one", "in", "left", 0.5, 2), path("two", "in", "goal", 0.5, 2)),
    actions=(
        action("cut-one", cuts=("one",), cost=100, conflicts=("cut-two",)),
        action("cut-two", cuts=("two",), cost=100),
    ),
)


def test_what_only_chance_tells_apart_is_a_close_call_and_what_nothing_replaces_is_firm():
    # As much behind either door, and either may be cut but not both.
    question = Question(hits=(Hit("in", 1.0, 0),), worlds=256)
    arrays = EstateArrays.of(TWINS)
    found = redrawn(arrays, question, contain(arrays, question, seconds=600))
    ((name, many),) = found.chosen
    assert 0 < many < FIRM
    assert found.instead == (("cut-two" if name == "cut-one" else "cut-one", found.redraws - many),)
    alone = EstateArrays.of(replace(TWINS, actions=(replace(TWINS.actions[0], conflicts=()),)))
    assert redrawn(alone, question, contain(alone, question, seconds=600)).chosen == (("cut-one", REDRAWS),)


def test_the_same_seed_draws_the_same_pools_and_another_seed_others():
    one, same, other = redraw_counts(1, 64), redraw_counts(1, 64), redraw_counts(2, 64)
    assert (one == same).all()
    assert (one != other).any()
    assert (one.sum(axis=1) == 64).all()


def advised(plan: tuple[str, ...], worlds: int) -> Advice:
    rows = [Option(name, plan, None, None, 0, 0, {}) for name in ("recommended",)]
    return Advice(tuple(rows), 0, 0, False, (), exact=False, worlds=worlds)


def test_small_steps_come_to_what_comparing_every_plan_does(monkeypatch: pytest.MonkeyPatch):
    for _, case in list(listed_cases())[:8]:
        question = question_of(case, worlds=128)
        choices, trials = bench(EstateArrays.of(case.estate), question)
        plan = min(choices.plans(600), key=lambda one: (trials.of(one).mean, sorted(one)))
        every = choose_again(choices, trials, sorted(plan), Allowance(600))
        with monkeypatch.context() as patch:
            patch.setattr("battlebox.engine.redraws.PLANS_MOST", 0)
            steps = choose_again(choices, trials, sorted(plan), Allowance(600))
        assert not steps.exact
        far = [abs(many - dict(every.chosen)[name]) for name, many in steps.chosen]
        assert max(far, default=0) <= 10, (every, steps)


def test_each_redraw_chooses_nothing_worse_than_a_habit_or_than_any_one_step():
    for seed in (1, 4, 7):
        case = wide(seed)
        choices, trials = bench(EstateArrays.of(case.estate), question_of(case, worlds=128))
        board = Board(trials, redraw_counts(1, 128), frozenset(choices.apart(choices.names[:4])))
        picked = climbed(board, choices, Allowance(600))
        beside = [moved(choices, board.plan, *move) for move in moves_of(board, choices)]
        beside += [board.plan, *Climb(choices, trials, Allowance(600)).habits()]
        for redraw, plan in enumerate(picked):
            assert board.of(plan)[redraw] <= min(board.of(other)[redraw] for other in beside)


def test_no_order_at_all_and_no_time_at_all():
    arrays = EstateArrays.of(DOORS)
    choices, trials = bench(arrays, ASKED)
    none = choose_again(choices, trials, (), Allowance(600))
    assert none.chosen == ()
    short = choose_again(choices, trials, ("cut-goal",), Allowance(0))
    assert short.is_cut
    assert not short.exact
    assert short.chosen == (("cut-goal", REDRAWS),), "nothing was tried beside it"


def test_where_there_are_no_orders_there_is_nothing_to_choose():
    arrays = EstateArrays.of(replace(DOORS, actions=()))
    found = redrawn(arrays, ASKED, contain(arrays, ASKED, seconds=600))
    assert (found.chosen, found.instead, found.exact) == ((), (), True)


def test_an_order_of_another_body_is_never_chosen_instead():
    estate = replace(DOORS, actions=tuple(replace(row, body="eastholt") if row.action == "cut-goal" else row
                                          for row in DOORS.actions))  # fmt: skip
    arrays = EstateArrays.of(estate)
    found = redrawn(arrays, ASKED, contain(arrays, ASKED, seconds=600, for_body="northmere"), for_body="northmere")
    assert "cut-goal" not in dict(found.instead)


def test_what_stands_in_for_an_order_closes_some_of_the_same():
    choices, _ = bench(EstateArrays.of(DOORS), ASKED)
    alike = StandIns.of(choices)
    assert alike.for_order("too-late", frozenset({"too-late"})) == ["cut-goal", "shut-left"]
    assert alike.for_order("shut-left", frozenset(choices.names)) == []


def test_a_large_choice_is_cut_short_by_its_time_and_says_so():
    case = wide(1)
    question = question_of(case, worlds=128)
    choices, trials = bench(EstateArrays.of(case.estate), question)
    assert not choices.plans(600)
    ticks = iter(range(10**6))
    found = choose_again(choices, trials, choices.names[:3], Allowance(5, now=lambda: float(next(ticks))))
    assert found.is_cut
    assert all(0 <= many <= REDRAWS for _, many in found.chosen)
