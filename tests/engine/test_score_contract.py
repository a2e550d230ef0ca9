"""What one plan is worth, against the sum over every world, and against slow draws where paths take time.

Law: within 4 standard errors, with fixed seeds; columns add up; what is certain is exact.
Not here: choosing a plan (test_contain_contract.py).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from math import exp, sqrt
from random import Random

import pytest

from battlebox.engine import Done, Down, EngineCode, EngineError, EstateArrays, Hit, Option, Question, score
from battlebox.estate import MICROHOURS, Cyber, Need, System
from engine.asking import LISTED, listed_cases, many, question_of
from engine.cases import action, council_estate, path
from engine.estates import random_case, told
from engine.oracle import Case, Price, plans_of, price, simulated, worlds_of
from engine.oracle import Hit as Suspect

H = MICROHOURS
WORLDS = 2048


def spread_of(case: Case, plan) -> tuple[Price, float, list[tuple[float, float]]]:
    """The exact mean, the true standard deviation of one world, and harm with its chance in every world."""
    whole, listed = Price(), []
    for weight, world in worlds_of(case.estate, list(case.hits)):
        found = price(case, plan, world)
        whole = whole.plus(found, weight)
        listed.append((found.total, weight))
    variance = sum(weight * (total - whole.total) ** 2 for total, weight in listed)
    return whole, sqrt(variance), listed


def asked(case: Case, plan=(), *, worlds: int = WORLDS, seed: int = 1) -> Option:
    return score(EstateArrays.of(case.estate), question_of(case, worlds=worlds, seed=seed), plan=tuple(plan))


def some_plan(case: Case, seed: int) -> tuple[str, ...]:
    return Random(seed).choice(list(islice(plans_of(case), 40)))


@pytest.mark.parametrize("wide", [False, True])
def test_every_plan_costs_what_the_list_of_all_worlds_says(wide):
    strain: list[float] = []
    mould = replace(LISTED, paths=5, uncertain=5)
    if wide:
        mould = replace(mould, systems=7, services=5, channels=3, needs=14, paths=8, targeted=False, supplier=True)
    for seed, case in listed_cases(mould):
        plan = some_plan(case, seed)
        if seed % 10 == 0 and not case.dones:
            plan = ("everything",)
        exact, deviation, _ = spread_of(case, plan)
        found = asked(case, plan, seed=seed)
        error = abs(found.harm.mean - exact.total)
        room = max(found.harm.se, deviation / sqrt(WORLDS))
        assert error <= 4 * room + 1e-6 * max(1.0, exact.total), (seed, plan, found, exact, told(case))
        assert found.parts.cost == pytest.approx(exact.cost)
        whole = found.parts.people + found.parts.service + found.parts.records + found.parts.cost
        assert whole == pytest.approx(found.harm.mean, rel=1e-6, abs=1e-6)
        things = max(len(case.estate.services), len(case.estate.systems))
        assert found.systems_reached == pytest.approx(exact.reached, abs=2 * things / sqrt(WORLDS)), (seed, told(case))
        assert found.services_stopped == pytest.approx(exact.stopped, abs=2 * things / sqrt(WORLDS)), (seed, told(case))
        if found.harm.se > 0:
            strain.append((error / found.harm.se) ** 2)
    assert sqrt(sum(strain) / len(strain)) <= 1.5, "the standard errors given are too small"


def test_each_column_of_harm_is_what_the_list_of_all_worlds_says():
    for seed, case in listed_cases(replace(LISTED, paths=5, uncertain=5), first=1000):
        certain = replace(
            case,
            hits=tuple(replace(hit, chance=1.0) for hit in case.hits),
            estate=replace(
                case.estate,
                paths=tuple(replace(row, chance=1.0) for row in case.estate.paths),
                cyber=replace(case.estate.cyber, destructive_chance=float(seed % 2)),
            ),
        )
        plan = some_plan(certain, seed)
        exact, _, _ = spread_of(certain, plan)
        found = asked(certain, plan, worlds=64)
        for column in ("people", "service", "records", "cost"):
            one, other = getattr(found.parts, column), getattr(exact, column)
            assert one == pytest.approx(other, rel=1e-6, abs=1e-5), (seed, plan, column, told(certain))
        assert (found.services_stopped, found.systems_reached) == (exact.stopped, exact.reached), (seed, told(certain))
        assert found.harm.se == pytest.approx(0, abs=1e-6)
        assert found.harm.low == pytest.approx(found.harm.high, rel=1e-6)


def test_low_and_high_are_the_fifth_and_ninety_fifth_in_a_hundred_worlds():
    for seed, case in islice(listed_cases(replace(LISTED, paths=5, uncertain=5), first=2000), 50):
        _, _, listed = spread_of(case, ())
        found = asked(case, seed=seed)
        slack = 4 * sqrt(0.05 * 0.95 / WORLDS)
        for level, value in ((0.05, found.harm.low), (0.95, found.harm.high)):
            room = 1e-6 * max(1.0, abs(value))
            under = sum(weight for total, weight in listed if total < value - room)
            up_to = sum(weight for total, weight in listed if total <= value + room)
            assert under <= level + slack, (seed, level, value, told(case))
            assert up_to >= level - slack, (seed, level, value, told(case))


def test_estates_whose_paths_take_time_agree_with_slow_draws():
    slow = 1500
    for seed in range(many() // 5 + 4):
        case = random_case(Random(seed), replace(LISTED, delays=True), hours=400 * H)
        plan = some_plan(case, seed)
        exact, error = simulated(case, plan, slow, seed)
        found = asked(case, plan, seed=seed)
        room = 4 * sqrt(error**2 + max(found.harm.se, error * sqrt(slow / WORLDS)) ** 2)
        assert abs(found.harm.mean - exact.total) <= room + 1e-6 * max(1.0, exact.total), (seed, plan, told(case))


def one_system(*actions, cyber: Cyber, records: int = 0, **cells) -> Case:
    """Mail at Northmere, hit now; homelessness needs it."""
    estate = council_estate(
        systems=(System("mail", "Mail", "northmere", records=records),),
        paths=(),
        needs=(Need("homelessness", "mail"),),
        actions=actions,
        cyber=cyber,
    )
    return Case(estate, (hit_now("mail"),), hours=200 * H, **cells)


def hit_now(system: str, chance: float = 1.0, since: int = 0) -> Suspect:
    return Suspect(system, chance, since)


DESTROYS = Cyber(destructive_chance=1.0, strike_microhours=0)
STEALS = Cyber(destructive_chance=0.0, found_microhours=30 * H, lasts_microhours=20 * H)


def hours_out(case: Case, plan=()) -> float:
    """Hours that homelessness is out, after making sure that the list of worlds prices the plan the same."""
    exact, _, _ = spread_of(case, plan)
    found = asked(case, plan, worlds=64)
    assert found.harm.mean == pytest.approx(exact.total, rel=1e-6, abs=1e-5)
    return found.service_hours.get("homelessness", 0.0)


def test_what_is_destroyed_is_out_to_the_horizon():
    assert hours_out(one_system(cyber=DESTROYS)) == pytest.approx(200)


def test_what_was_stolen_from_is_out_only_while_it_is_checked_after_the_find():
    assert hours_out(one_system(cyber=STEALS)) == pytest.approx(20)


def test_isolating_the_system_alone_before_the_strike_saves_it_at_the_price_of_its_checking():
    alone = action("alone", isolates=("mail",), lasts=48)
    assert hours_out(one_system(alone, cyber=DESTROYS), ("alone",)) == pytest.approx(48)


def test_an_order_that_works_in_the_instant_of_the_strike_still_saves_and_a_moment_later_does_not():
    at_once = action("alone", isolates=("mail",), takes=0, lasts=48)
    late = action("late", isolates=("mail",), takes=1e-6, lasts=48)
    case = one_system(at_once, late, cyber=DESTROYS)
    assert hours_out(case, ("alone",)) == pytest.approx(48)
    assert hours_out(case, ("late",)) == pytest.approx(200)


def test_isolating_a_system_with_another_checks_neither():
    both = action("both", isolates=("mail", "login"), lasts=48)
    case = one_system(both, cyber=DESTROYS)
    login = System("login", "Login", "northmere")
    wide = replace(case, estate=replace(case.estate, systems=(*case.estate.systems, login)))
    assert hours_out(wide, ("both",)) == pytest.approx(200)


def test_services_and_channels_isolated_with_it_do_not_count():
    alone = action("alone", isolates=("mail", "phones", "homelessness"), lasts=48)
    assert hours_out(one_system(alone, cyber=DESTROYS), ("alone",)) == 0


def test_a_system_seen_to_be_down_is_never_rescued():
    alone = action("alone", isolates=("mail",), lasts=48)
    case = one_system(alone, cyber=DESTROYS, downs=(("mail", 100 * H),))
    assert hours_out(case, ("alone",)) == pytest.approx(200)


def test_an_order_that_lapsed_before_the_attacker_came_saves_nothing():
    early = action("early", isolates=("mail",), lasts=24)
    estate = council_estate(
        systems=(System("mail", "Mail", "northmere"),),
        paths=(),
        needs=(Need("homelessness", "mail"),),
        actions=(early,),
        cyber=DESTROYS,
    )
    lapsed = Case(estate, (hit_now("mail", since=10 * H),), dones=(("early", 34 * H),), hours=200 * H)
    assert hours_out(lapsed) == pytest.approx(200)
    assert hours_out(replace(lapsed, hits=(hit_now("mail", since=11 * H),))) == 0


def test_records_of_a_system_known_to_be_hit_are_sunk_and_of_a_clean_suspect_are_not():
    systems = (System("in", "In", "northmere", records=1000), System("mail", "Mail", "northmere", records=1000))
    estate = council_estate(systems=systems, paths=(path("p", "in", "mail"),), cyber=DESTROYS)
    case = Case(estate, (hit_now("in"), hit_now("mail", 0.5)), hours=200 * H)
    found = asked(case)
    assert found.parts.records == pytest.approx(0.5 * 1000 * 0.02, rel=0.01)
    assert spread_of(case, ())[0].records == pytest.approx(10)


def test_the_hour_of_the_strike_is_exponential():
    case = one_system(cyber=Cyber(destructive_chance=1.0, strike_microhours=48 * H))
    found = asked(case, worlds=4096)
    mean_left = 200 - 48 * (1 - exp(-200 / 48))
    assert found.service_hours["homelessness"] == pytest.approx(mean_left, abs=4 * 48 / sqrt(4096))


def test_everything_off_closes_every_council_for_its_time():
    case = one_system(cyber=replace(DESTROYS, everything_takes_microhours=0, everything_lasts_microhours=100 * H))
    assert hours_out(case, ("everything",)) == pytest.approx(100)


@pytest.mark.parametrize(
    ("plan", "changed", "code", "words"),
    [
        (("none",), {}, EngineCode.UNKNOWN_ACTION, "no action is called none"),
        (("one", "one"), {}, EngineCode.ACTION_TWICE, "action one is named twice"),
        (("one",), {"dones": (Done("one"),)}, EngineCode.ACTION_TWICE, "action one is named twice"),
        (("one", "two"), {}, EngineCode.ACTIONS_CONFLICT, "cannot both be ordered"),
        (("two",), {"dones": (Done("one"),)}, EngineCode.ACTIONS_CONFLICT, "cannot both be ordered"),
        (("one", "everything"), {}, EngineCode.EVERYTHING_ALONE, "cannot be combined"),
        ((), {"hours_microhours": 119 * H}, EngineCode.HORIZON_SHORT, "119 hours is too short"),
        (("one",), {"hours_microhours": 150 * H}, EngineCode.HORIZON_SHORT, "150 hours is too short"),
        ((), {"downs": (Down("nowhere"),)}, EngineCode.UNKNOWN_THING, "is called nowhere"),
        ((), {"worlds": 0}, EngineCode.WORLDS_RANGE, "0 is not a number of worlds that can be drawn"),
    ],
)
def test_a_plan_that_cannot_be_ordered_is_refused_in_words(plan, changed, code, words):
    one, two = action("one", isolates=("mail",)), action("two", stops=("mail",), conflicts=("one",))
    question = replace(Question(hits=(Hit("mail"),)), **changed)
    with pytest.raises(EngineError, match=words) as refused:
        score(EstateArrays.of(council_estate(actions=(one, two))), question, plan=plan)
    assert refused.value.code == code
