"""What waiting costs: beside the oracle, which lists worlds, and beside an estate whose figures a person can tell.

Law: the twin gives the same orders an hour late by its own rules.
Not here: the words (tests/desk/test_firm.py).
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, hypot
from random import Random

import pytest

from battlebox.engine import EstateArrays, Hit, Question, contain, postponed, score
from battlebox.estate import MICROHOURS, Need, System
from engine.asking import many, question_of
from engine.cases import action, council_estate, path, service
from engine.estates import Mould, random_case
from engine.oracle import expected
from engine.oracle.price import simulated
from engine.test_redraws import advised

H = MICROHOURS
DOOR = council_estate(
    systems=(System("in", "In", "northmere"), System("goal", "Goal", "northmere")),
    paths=(path("in-goal", "in", "goal", 1.0, 4),),
    services=(service("homelessness"),),
    needs=(Need("homelessness", "goal"),),
    actions=(action("cut", cuts=("in-goal",), lasts=24),),
)
SURE = Question(hits=(Hit("in", 1.0, 0),), hours_microhours=400 * H, worlds=16384)


def test_an_hour_costs_the_chance_that_he_crosses_in_it_times_what_is_lost():
    arrays = EstateArrays.of(DOOR)
    advice = contain(arrays, SURE, seconds=600)
    assert advice.option("recommended").actions == ("cut",)
    found = postponed(arrays, SURE, advice)
    # Cut at once nothing is lost; in the first hour he crosses with a chance of 1 - exp(-1/4), and the service is out
    # from some instant of that hour on.
    lost = score(arrays, replace(SURE, hits=(Hit("goal", 1.0, 0),)), ()).harm.mean
    assert found.at_once == advice.option("recommended").harm.mean == 0
    chance = 1 - exp(-1 / 4)
    assert found.mean == pytest.approx(chance * lost, abs=4 * found.se + 0.01 * lost)
    assert found.systems == pytest.approx(chance, abs=0.02)
    assert found.people == pytest.approx(found.mean)
    assert (found.service, found.records) == (0, 0)
    assert found.is_clear
    assert (found.option, found.hours) == ("recommended", 1)


def test_two_hours_cost_more_than_one_and_an_order_that_comes_too_late_anyway_costs_nothing():
    arrays = EstateArrays.of(DOOR)
    advice = contain(arrays, SURE, seconds=600)
    one, two = (postponed(arrays, SURE, advice, hours=hours) for hours in (1, 2))
    assert two.mean > one.mean + 4 * hypot(one.se, two.se)
    quick = EstateArrays.of(replace(DOOR, paths=(path("in-goal", "in", "goal", 1.0, 0),)))
    crossed = replace(SURE, hits=(Hit("in", 1.0, H),), worlds=64)
    late = postponed(quick, crossed, advised(("cut",), 64))
    assert (late.mean, late.is_clear) == (0, False)


def test_an_hour_later_is_what_the_oracle_makes_of_the_same_orders():
    tried = 0
    for seed in range(2 * many()):
        mould = Mould(unit=10 * H, systems=5, services=3, channels=1, needs=9, paths=6, actions=4, uncertain=6,
                      dense=True, targeted=True)  # fmt: skip
        case = random_case(Random(seed), mould, hours=400 * H)
        plan = tuple(row.action for row in case.estate.actions if not row.conflicts)[:2]
        plan = tuple(name for name in plan if name not in dict(case.dones))
        if not plan or case.dones or not case.hits:
            continue
        tried += 1
        found = _put_off(case, plan, 4096)
        later = replace(case, dones=tuple((name, -7 * H) for name in plan))
        costs = sum(case.estate.action_by_id[name].cost for name in plan)
        gap = expected(later, ()).total + costs - expected(case, plan).total
        if abs(found.mean - gap) > 4 * found.se + 1e-6:
            # One draw in thousands brings most of it, and few draws tell neither it nor how far it is: more of them do.
            found = _put_off(case, plan, 65536)
        assert found.mean == pytest.approx(float(gap), abs=4 * found.se + 1e-6), seed
    assert tried >= 5


def _put_off(case, plan, worlds):
    return postponed(EstateArrays.of(case.estate), question_of(case, worlds=worlds), advised(plan, worlds), hours=7)


def test_with_delays_it_is_what_the_slow_simulator_makes_of_it():
    mould = Mould(unit=10 * H, systems=6, services=3, channels=1, needs=8, paths=8, actions=4, uncertain=8, delays=True,
                  dense=True, targeted=True)  # fmt: skip
    case = next(
        case
        for seed in range(100)
        if not (case := random_case(Random(seed), mould, hours=400 * H)).dones and case.hits and case.estate.actions
    )
    plan = (case.estate.actions[0].action,)
    found = postponed(EstateArrays.of(case.estate), question_of(case, worlds=8192), advised(plan, 8192), hours=5)
    late, late_error = simulated(replace(case, dones=((plan[0], -5 * H),)), (), 4000, 3)
    now, error = simulated(case, plan, 4000, 4)
    gap = late.total + case.estate.action_by_id[plan[0]].cost - now.total
    assert found.mean == pytest.approx(gap, abs=4 * hypot(found.se, late_error, error))


def test_no_order_has_nothing_to_wait_with():
    arrays = EstateArrays.of(DOOR)
    assert postponed(arrays, SURE, advised((), 64)) is None


def test_where_the_last_order_would_lapse_beyond_the_hours_both_are_looked_at_longer():
    estate = replace(DOOR, actions=(action("cut", isolates=("goal",), lasts=120),), paths=())
    question = replace(SURE, hours_microhours=120 * H, worlds=64)
    found = postponed(EstateArrays.of(estate), question, advised(("cut",), 64))
    assert found.mean == 0, "an order that stops a service for five days does so an hour later too"


def test_shutting_everything_down_is_what_is_put_off_where_that_is_advised():
    arrays = EstateArrays.of(DOOR)
    advice = replace(contain(arrays, SURE, seconds=600), everything_first=True)
    found = postponed(arrays, SURE, advice)
    assert found.option == "everything"
    assert found.at_once == advice.option("everything").harm.mean
