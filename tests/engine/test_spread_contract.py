"""Where the attacker gets to, against every world listed one by one, and against what can be worked out on paper.

Law: 4 standard errors of the true chance, with fixed seeds.
Not here: what being reached costs (test_score_contract.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import exp, factorial, sqrt

import pytest

from battlebox.engine import Done, Down, EngineCode, EngineError, EstateArrays, Hit, Question, Reach, spread
from battlebox.estate import MICROHOURS, Cyber, System
from engine.asking import LISTED, listed_cases, question_of
from engine.cases import action, council_estate, path
from engine.estates import told
from engine.oracle import Case, first_passage, orders_of, worlds_of

H = MICROHOURS
WORLDS = 4096


def near(found: float, exact: float, worlds: int = WORLDS) -> bool:
    """Within 4 standard errors; a certain thing is exactly certain."""
    return abs(found - exact) <= 4 * sqrt(exact * (1 - exact) / worlds) + 1e-9


def chain(*steps) -> tuple[tuple[System, ...], tuple]:
    """Systems s0, s1, ... of Northmere and a path along them, each step (chance, hours)."""
    systems = tuple(System(f"s{n}", f"System {n}", "northmere") for n in range(len(steps) + 1))
    return systems, tuple(path(f"p{n}", f"s{n}", f"s{n + 1}", *step) for n, step in enumerate(steps))


def reach(estate, *hits: Hit, dones=(), downs=(), hours=1008, seed=1) -> dict[str, Reach]:
    asked = Question(hits=hits, downs=downs, dones=dones, hours_microhours=hours * H, worlds=WORLDS, seed=seed)
    return {row.id: row for row in spread(EstateArrays.of(estate), asked)}


def now(system: str, chance: float = 1.0) -> Hit:
    return Hit(system, chance, 0)


def exact_reach(case: Case) -> tuple[Counter, dict[int, Counter]]:
    """For each system the chance that it is reached, and that it is by hours 6, 24 and 72."""
    ever: Counter = Counter()
    by: dict[int, Counter] = {6: Counter(), 24: Counter(), 72: Counter()}
    orders = orders_of(case.estate, (), case.dones)
    for weight, world in worlds_of(case.estate, list(case.hits)):
        for system, when in first_passage(case.estate, case.hits, world, orders, case.hours).items():
            ever[system] += weight
            for hour, counter in by.items():
                if max(0, when) <= hour * H:
                    counter[system] += weight
    return ever, by


def test_every_system_is_reached_as_often_as_in_the_list_of_all_worlds():
    for seed, case in listed_cases(replace(LISTED, actions=3)):
        ever, by = exact_reach(case)
        for row in spread(EstateArrays.of(case.estate), question_of(case, worlds=WORLDS)):
            assert near(row.reached, min(1.0, ever[row.id])), (seed, row, ever[row.id], told(case))
            for hour, counter in by.items():
                assert near(row.by_h[str(hour)], min(1.0, counter[row.id])), (seed, row, counter[row.id], told(case))
            assert (row.median_microhours is None) == (row.reached == 0)


@pytest.mark.parametrize(("chance", "steps"), [(0.5, 1), (0.5, 4), (0.9, 6), (0.2, 2)])
def test_along_a_path_the_chances_multiply(chance, steps):
    systems, paths = chain(*[(chance, 0)] * steps)
    found = reach(council_estate(systems=systems, paths=paths), now("s0"))
    for step in range(steps + 1):
        assert near(found[f"s{step}"].reached, chance**step)


def test_each_arm_of_a_star_has_its_own_chance():
    systems = tuple(System(name, name, "northmere") for name in ("hub", "a", "b", "c"))
    paths = tuple(path(f"p{name}", "hub", name, chance) for name, chance in (("a", 0.1), ("b", 0.5), ("c", 0.8)))
    found = reach(council_estate(systems=systems, paths=paths), now("hub"))
    assert near(found["a"].reached, 0.1)
    assert near(found["b"].reached, 0.5)
    assert near(found["c"].reached, 0.8)


def test_two_doors_side_by_side_are_each_tried():
    systems = tuple(System(name, name, "northmere") for name in ("in", "left", "right", "vault"))
    doors = (("in", "left"), ("left", "vault"), ("in", "right"), ("right", "vault"))
    paths = tuple(path(f"p{n}", *ends, 0.6) for n, ends in enumerate(doors))
    found = reach(council_estate(systems=systems, paths=paths), now("in"))
    assert near(found["vault"].reached, 1 - (1 - 0.6**2) ** 2)


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_the_time_along_a_path_is_a_sum_of_exponentials(steps):
    mean = 12
    systems, paths = chain(*[(1.0, mean)] * steps)
    estate = council_estate(systems=systems, paths=paths)
    found = reach(estate, now("s0"))

    def arrived(hours: float) -> float:
        return 1 - exp(-hours / mean) * sum((hours / mean) ** k / factorial(k) for k in range(steps))

    last = found[f"s{steps}"]
    for hour in (6, 24, 72):
        assert near(last.by_h[str(hour)], arrived(hour))
    assert near(arrived(last.median_microhours / H), 0.5)
    long_ago = reach(estate, Hit("s0", 1.0, 18 * H))[f"s{steps}"]
    assert near(long_ago.by_h["6"], arrived(24))


def test_the_median_is_taken_over_the_worlds_that_get_there():
    systems, paths = chain((0.3, 12))
    found = reach(council_estate(systems=systems, paths=paths), now("s0"))["s1"]
    fewer = int(WORLDS * 0.25)
    assert near(1 - exp(-found.median_microhours / H / 12), 0.5, fewer)


def test_a_path_both_ways_is_two_draws():
    systems = tuple(System(name, name, "northmere") for name in ("a", "b"))
    estate = council_estate(systems=systems, paths=(path("p", "a", "b", 0.4, both_ways=True),))
    assert near(reach(estate, now("a"))["b"].reached, 0.4)
    assert near(reach(estate, now("b"))["a"].reached, 0.4)
    one_way = council_estate(systems=systems, paths=(path("p", "a", "b", 0.4),))
    assert reach(one_way, now("b"))["a"].reached == 0


@pytest.mark.parametrize("chance", [0.05, 0.3])
def test_a_suspect_is_compromised_exactly_as_often_as_suspected(chance):
    found = reach(council_estate(paths=()), now("mail", chance))["mail"]
    assert found.reached == pytest.approx(chance, abs=4 / WORLDS)
    assert found.by_h["6"] == found.reached


@pytest.mark.parametrize("seed", range(8))
def test_few_worlds_still_hold_a_suspect_at_one_in_twenty(seed):
    asked = Question(hits=(now("mail", 0.05), now("rounds", 0.05)), worlds=64, seed=seed)
    for row in spread(EstateArrays.of(council_estate(paths=())), asked):
        if row.id in ("mail", "rounds"):
            assert 2 / 64 <= row.reached <= 5 / 64


def test_a_suspect_that_is_clean_can_still_be_reached():
    systems, paths = chain((0.5, 0))
    found = reach(council_estate(systems=systems, paths=paths), now("s0"), now("s1", 0.2))
    assert near(found["s1"].reached, 1 - 0.8 * 0.5)


def test_a_crossing_finished_before_the_cut_stands_and_a_later_one_is_blocked():
    systems, paths = chain((1.0, 12))
    cut = action("cut", cuts=("path:p0",), takes=5)
    estate = council_estate(systems=systems, paths=paths, actions=(cut,))
    for ago, done in ((0, 5), (5, 0), (15, -10)):
        found = reach(estate, Hit("s0", 1.0, 24 * H), dones=(Done("cut", ago * H),))["s1"]
        assert near(found.reached, 1 - exp(-(24 + done) / 12))


def test_a_crossing_that_finishes_in_the_same_instant_as_the_cut_is_blocked():
    systems, paths = chain((1.0, 0))
    estate = council_estate(systems=systems, paths=paths, actions=(action("cut", cuts=("path:p0",)),))
    assert reach(estate, now("s0"), dones=(Done("cut"),))["s1"].reached == 0
    assert reach(estate, Hit("s0", 1.0, 1), dones=(Done("cut"),))["s1"].reached == 1
    assert reach(estate, Hit("s0", 1.0, 1), dones=(Done("cut", 1),))["s1"].reached == 0


def test_paths_never_open_again_when_an_order_lapses():
    systems, paths = chain((1.0, 200))
    estate = council_estate(systems=systems, paths=paths, actions=(action("cut", cuts=("path:p0",), lasts=24),))
    assert reach(estate, now("s0"), dones=(Done("cut"),))["s1"].reached == 0


def test_a_system_seen_to_be_down_still_carries_the_attack():
    systems, paths = chain((1.0, 0), (1.0, 0))
    estate = council_estate(systems=systems, paths=paths)
    assert reach(estate, now("s0"), downs=(Down("s1"),))["s2"].reached == 1


def test_inside_a_boundary_the_attack_goes_on_and_over_it_none_goes():
    systems, paths = chain((1.0, 1), (1.0, 1))
    estate = council_estate(systems=systems, paths=paths, actions=(action("ring", isolates=("s0", "s1")),))
    found = reach(estate, now("s0"), dones=(Done("ring"),))
    assert found["s1"].reached == 1
    assert found["s2"].reached == 0


def test_a_stopped_system_is_neither_left_nor_entered():
    systems, paths = chain((1.0, 1), (1.0, 1))
    estate = council_estate(systems=systems, paths=paths, actions=(action("off", stops=("s0", "s1")),))
    found = reach(estate, now("s0"), dones=(Done("off"),))
    assert (found["s1"].reached, found["s2"].reached) == (0, 0)


def test_only_what_is_reached_before_the_horizon_counts():
    systems, paths = chain((1.0, 100))
    estate = council_estate(systems=systems, paths=paths)
    assert near(reach(estate, now("s0"), hours=50)["s1"].reached, 1 - exp(-0.5))


def test_a_theft_once_found_goes_no_further():
    systems, paths = chain((1.0, 100))
    stealing = Cyber(destructive_chance=0.0, found_microhours=50 * H)
    estate = council_estate(systems=systems, paths=paths, cyber=stealing)
    assert near(reach(estate, now("s0"))["s1"].reached, 1 - exp(-0.5))


def test_another_hit_may_have_come_earlier():
    systems, paths = chain((1.0, 0), (1.0, 30))
    estate = council_estate(systems=systems, paths=paths)
    found = reach(estate, Hit("s0", 1.0, 48 * H), now("s1"))["s2"]
    assert near(found.by_h["6"], 1 - exp(-54 / 30))


@pytest.mark.parametrize(
    ("hits", "code", "words"),
    [
        ((Hit("mial"),), EngineCode.UNKNOWN_SYSTEM, "no system is called mial"),
        ((Hit("phones"),), EngineCode.UNKNOWN_SYSTEM, "no system is called phones"),
        ((Hit("mail"), Hit("mail", 0.5)), EngineCode.HIT_TWICE, "system mail is named by more than one --hit"),
        ((Hit("mail", 1.5),), EngineCode.CHANCE_RANGE, "between 0 and 1"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_words(hits, code, words):
    with pytest.raises(EngineError, match=words) as refused:
        reach(council_estate(), *hits)
    assert refused.value.code == code
