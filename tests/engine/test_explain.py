"""Why one order: every figure told is one that somebody else can work out again, by listing worlds or by asking anew.

Law: the oracle decides what an order saves; a break-even put back into the question must come out as nothing saved.
Not here: which orders are advised (test_contain_contract.py), the words (tests/desk).
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from battlebox.engine import (
    CHECKING,
    EVERYTHING,
    FALSE_ALARM,
    OWN_HARM,
    SPREAD,
    SUSPECT,
    BreakEven,
    Done,
    EngineError,
    EstateArrays,
    Explained,
    Hit,
    Question,
    Worth,
    explain,
    plan_breaks,
    score,
)
from battlebox.estate import MICROHOURS, Cyber, Need, System
from engine.asking import listed_cases, question_of
from engine.cases import action, council_estate, path, service
from engine.oracle import Case, expected
from engine.oracle import Hit as Suspect

H = MICROHOURS
DOORS = council_estate(
    systems=(
        System("in", "In", "northmere"),
        System("left", "Left", "northmere"),
        System("right", "Right", "eastholt"),
        System("goal", "Goal", "farwick"),
    ),
    paths=(
        path("in-left", "in", "left", 1.0, 2),
        path("in-right", "in", "right", 0.5, 2),
        path("left-goal", "left", "goal", 1.0, 2),
        path("right-goal", "right", "goal", 1.0, 2),
    ),
    services=(service("homelessness"), service("lookout")),
    needs=(Need("lookout", "goal"), Need("homelessness", "left")),
    actions=(
        action("shut-left", isolates=("left",), lasts=168),
        action("cut-goal", cuts=("left-goal", "right-goal"), lasts=168),
        action("too-late", cuts=("left-goal",), takes=400, lasts=168),
    ),
    cyber=Cyber(destructive_chance=1.0, strike_microhours=0),
)


def asked(*hits: Hit, **more: object) -> Question:
    return replace(Question(hits=hits or (Hit("in", 1.0, 0),), worlds=2048), **more)


def why(name: str, *plan: str, question: Question | None = None) -> Explained:
    (found,) = explain(EstateArrays.of(DOORS), question or asked(), plan, (name,), seconds=600)
    return found


def broken(found: Explained, what: str) -> BreakEven:
    return next(row for row in found.breaks if row.what == what)


def test_what_an_order_saves_beside_a_plan_is_what_listing_every_world_says():
    seen = 0
    for seed, case in listed_cases(first=80_000):
        names = sorted(row.action for row in case.estate.actions if row.action not in dict(case.dones))
        arrays, question = EstateArrays.of(case.estate), question_of(case, worlds=4096, seed=seed)
        if not any(hit.chance > 0 for hit in case.hits):
            continue
        for name in names:
            try:
                (found,) = explain(arrays, question, (), (name,), seconds=600)
            except EngineError:
                continue  # In conflict with what was ordered already.
            seen += 1
            exact = expected(case, ()).total - expected(case, (name,)).total
            assert abs(found.saving.mean - exact) <= 5 * found.saving.se + 1e-3 * abs(exact) + 1e-6, (seed, name)
            columns = found.people + found.service + found.records - case.estate.action_by_id[name].cost
            assert columns == pytest.approx(found.saving.mean, rel=1e-6, abs=1e-6), (seed, name)
    assert seen > 10


def test_the_break_even_of_a_chance_put_back_into_the_question_saves_nothing_in_every_world_listed():
    turned = 0
    for seed, case in listed_cases(first=81_000):
        arrays, question = EstateArrays.of(case.estate), question_of(case, worlds=1024, seed=seed)
        for row in case.estate.actions:
            try:
                (found,) = explain(arrays, question, (), (row.action,), seconds=600)
            except EngineError:
                continue
            for hit in case.hits:
                turn = next((each for each in found.breaks if each.what == SUSPECT + hit.system), None)
                if turn is None or turn.at is None:
                    continue
                turned += 1
                at, none, sure = (saved_exactly(case, row.action, hit.system, chance) for chance in (turn.at, 0.0, 1.0))
                assert turn.se is not None
                # The true line changes by `sure - none` over the whole chance: so much is an error in `at` worth.
                assert abs(at) <= 5 * turn.se * abs(sure - none) + 1e-6, (seed, row.action, turn)
                if 4 * turn.se < min(turn.at, 1 - turn.at):
                    assert (sure > none) == (turn.worth is Worth.ABOVE), (seed, row.action, turn)
    assert turned >= 3, "no case had a break-even, so the test saw nothing"


def saved_exactly(case: Case, name: str, system: str, chance: float) -> float:
    hits = tuple(Suspect(hit.system, chance, hit.since) if hit.system == system else hit for hit in case.hits)
    changed = replace(case, hits=hits)
    return expected(changed, ()).total - expected(changed, (name,)).total


def test_the_routes_an_order_closes_are_named_with_how_often_the_attacker_comes_by_them():
    found = why("cut-goal")
    routes = {row.path: row for row in found.routes}
    assert set(routes) == {"left-goal", "right-goal"}
    # Each way takes as long on average, and the right one is open in half of the worlds: he comes by it in a quarter.
    assert routes["right-goal"].used == pytest.approx(0.25, abs=0.04)
    assert routes["left-goal"].used == pytest.approx(0.75, abs=0.04)
    assert all(row.in_time <= row.used for row in found.routes)
    assert found.routes[0].path == "left-goal", "the most used stands first"


def test_a_route_that_the_attacker_has_taken_before_the_order_works_is_closed_too_late():
    found = why("too-late")
    (route,) = found.routes
    assert route.used > 0.7
    assert route.in_time < 0.01
    assert not found.is_worth
    assert found.spares == () or found.spares[0].without - found.spares[0].with_it < 0.01


def test_a_route_says_which_other_orders_close_it_given_or_planned():
    assert why("cut-goal", "shut-left").routes[0].path == "right-goal", "he comes by the left way no more"
    routes = {row.path: row.others for row in why("cut-goal", "shut-left").routes}
    assert routes == {"left-goal": ("shut-left",), "right-goal": ()}
    given = why("cut-goal", question=asked(dones=(Done("shut-left", 0),)))
    assert {row.path: row.others for row in given.routes}["left-goal"] == ("shut-left",)


def test_what_is_spared_is_named_with_its_body_and_so_is_who_loses_what():
    found = why("cut-goal")
    assert [(row.system, row.body) for row in found.spares] == [("goal", "farwick")]
    assert set(found.bodies) == {"farwick"}
    assert found.bodies["farwick"] == pytest.approx(found.spares[0].without - found.spares[0].with_it)
    assert [row.service for row in found.shorter] == ["lookout"]
    assert found.longer == ()
    assert found.stops == (), "a path that nothing needs stops nothing"
    stopping = why("shut-left")
    assert [(row.service, row.body, row.from_microhours, row.hours) for row in stopping.stops] == [
        ("homelessness", "northmere", 0, 168.0)
    ]
    assert [row.system for row in stopping.checks] == ["left"]
    assert stopping.checks[0].reached == 0, "he had not come yet, and nothing lets him in"
    earlier = why("shut-left", question=asked(Hit("in", 1.0, 24 * H)))
    assert earlier.checks[0].reached > 0.9, "isolated alone it is checked, and the attacker is found in it"


def test_an_order_in_doubt_is_worth_it_only_above_a_chance_and_asking_again_there_saves_nothing():
    question = asked(Hit("in", 0.5, 0))
    found = why("shut-left", question=question)
    turn = broken(found, SUSPECT + "in")
    assert turn.at is not None
    assert turn.worth is Worth.ABOVE
    there = replace(question, hits=(Hit("in", turn.at, 0),), worlds=65_536)
    nothing, done = (score(EstateArrays.of(DOORS), there, plan) for plan in ((), ("shut-left",)))
    error = sqrt(nothing.harm.se**2 + done.harm.se**2)
    assert abs(nothing.harm.mean - done.harm.mean) <= 4 * error + 0.05 * nothing.harm.mean


def test_a_false_alarm_is_priced_by_what_the_order_stops_with_nobody_in_the_network():
    found = why("shut-left")
    quiet = asked(Hit("in", 0.0, 0))
    arrays = EstateArrays.of(DOORS)
    costs = score(arrays, quiet, ("shut-left",)).harm.mean - score(arrays, quiet, ()).harm.mean
    assert found.own_harm == pytest.approx(costs)
    turn = broken(found, FALSE_ALARM)
    assert turn.now == 0.0
    assert turn.at == pytest.approx(found.saving.mean / (found.saving.mean + costs))
    assert broken(found, OWN_HARM).at == pytest.approx(1 + found.saving.mean / costs)
    assert broken(why("cut-goal"), OWN_HARM).worth is Worth.ALWAYS, "it stops nothing, so nothing can cost too much"


def test_what_was_named_with_a_chance_counts_as_a_false_alarm_already():
    found = why("shut-left", question=asked(Hit("in", 0.5, 0)))
    turn = broken(found, FALSE_ALARM)
    assert turn.now == 0.5
    # With one suspect a false alarm is that it is not hit: both break-evens are the same fact, told from either side.
    other = broken(found, SUSPECT + "in").at
    assert turn.at is not None
    assert other is not None
    assert turn.at == pytest.approx(1 - other, abs=0.02)


def test_how_readily_he_moves_on_turns_the_verdict_where_asking_again_turns_it():
    estate = replace(DOORS, paths=tuple(replace(row, chance=row.chance * 0.2) for row in DOORS.paths))
    arrays = EstateArrays.of(estate)
    (found,) = explain(arrays, asked(), (), ("shut-left",), seconds=600)
    turn = broken(found, SPREAD)
    assert turn.at is not None
    verdicts = []
    for factor in (turn.at * 0.6, turn.at * 1.7):
        moved = replace(estate, paths=tuple(replace(row, chance=min(1, row.chance * factor)) for row in estate.paths))
        again = EstateArrays.of(moved)
        nothing, done = (score(again, asked(), plan).harm.mean for plan in ((), ("shut-left",)))
        verdicts.append(nothing > done)
    assert verdicts == [turn.worth is Worth.BELOW, turn.worth is Worth.ABOVE]


def test_checking_is_tried_no_longer_than_the_hours_looked_at_can_tell():
    turn = broken(why("shut-left"), CHECKING)
    assert turn.high == 1008 // 168
    assert turn.at is None or 1 < turn.at < turn.high


def test_an_order_that_was_not_advised_is_explained_as_one_that_was():
    planned, unplanned = why("cut-goal", "cut-goal"), why("cut-goal")
    assert planned.planned
    assert not unplanned.planned
    assert replace(planned, planned=False) == unplanned, "beside an otherwise empty plan both compare the same plans"


def test_shutting_everything_down_is_compared_with_the_plan_it_would_replace():
    found = why(EVERYTHING, "cut-goal")
    assert found.drops == ("cut-goal",)
    assert {row.path for row in found.routes} == {row.path for row in DOORS.paths}


def test_the_whole_plan_has_break_evens_of_its_own():
    arrays = EstateArrays.of(DOORS)
    turns = {row.what: row for row in plan_breaks(arrays, asked(), ("shut-left", "cut-goal"), seconds=600)}
    nothing, done = (score(arrays, asked(), plan).harm.mean for plan in ((), ("shut-left", "cut-goal")))
    quiet = score(arrays, asked(Hit("in", 0.0, 0)), ("shut-left", "cut-goal")).harm.mean
    assert turns[FALSE_ALARM].at == pytest.approx((nothing - done) / (nothing - done + quiet), rel=1e-6)


def test_the_same_question_is_explained_alike_again_and_another_seed_only_nearly():
    assert why("shut-left") == why("shut-left")
    other = why("shut-left", question=asked(seed=2))
    assert other != why("shut-left")
    assert other.saving.mean == pytest.approx(why("shut-left").saving.mean, rel=0.1)


def test_time_that_is_up_leaves_break_evens_out_and_says_so():
    (found,) = explain(EstateArrays.of(DOORS), asked(), (), ("shut-left",), seconds=0)
    assert found.is_cut
    assert found.breaks == ()
    assert found.routes


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("shut-lift", asked(), "shut-lift"),
        ("shut-left", asked(dones=(Done("shut-left", 0),)), "shut-left"),
        ("shut-left", Question(), "hit"),
        ("shut-left", asked(hours_microhours=130 * H), "hours"),
    ],
)
def test_what_cannot_be_explained_is_refused_before_anything_is_worked_out(name: str, question: Question, said: str):
    with pytest.raises(EngineError, match=said):
        explain(EstateArrays.of(DOORS), question, (), (name,))
