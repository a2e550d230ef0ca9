"""What the answer says beside its figures: which option is gentler to people, and which suspect no order isolates.

Law: exact harm, by listing every world, decides; the engine may be wrong only as often as two standard errors allow.
Not here: whether the plan is the best (test_contain_contract.py).
"""

from __future__ import annotations

from math import sqrt

from battlebox.engine import SUSPECTS, EstateArrays, contain
from battlebox.estate import things_of
from engine.asking import listed_cases, many, question_of
from engine.oracle import Case, expected, worlds_of
from engine.oracle.orders import EVERYTHING
from engine.oracle.price import Pricer

WORLDS = 1024


def _gain(case: Case, plan, other) -> tuple[float, float]:
    """By how much the other plan spares people, exactly, and the error of its mean over that many worlds."""
    mean = square = 0.0
    one, two = Pricer(case, plan), Pricer(case, other)
    for weight, world in worlds_of(case.estate, list(case.hits)):
        gap = one.in_world(world).people - two.in_world(world).people
        mean += weight * gap
        square += weight * gap**2
    return mean, sqrt(max(square - mean**2, 0.0) / WORLDS)


def test_an_option_is_called_gentler_when_it_spares_people_and_only_then():
    named = wrong = clear = 0
    missed: list[str] = []
    for seed, case in listed_cases(first=60_000):
        if seed % 4:
            continue
        found = contain(EstateArrays.of(case.estate), question_of(case, worlds=WORLDS, seed=seed), seconds=3)
        plan = found.option("recommended").actions
        for row in found.options:
            gain, error = _gain(case, plan, row.actions)
            if row.name in found.gentler:
                named += 1
                wrong += gain <= 0
            elif gain > 6 * error + 1e-6:
                missed.append(f"seed {seed}: {row.name} spares {gain}")
            clear += gain > 6 * error + 1e-6
    assert not missed, missed
    assert clear >= many() // 40, "hardly any option was gentler, so the test would see nothing"
    assert wrong <= max(1, named // 20), f"{wrong} of {named} are not gentler"


def test_a_hit_is_called_unavailable_when_no_order_isolates_it_alone():
    seen = set()
    for seed, case in listed_cases(first=61_000):
        estate = case.estate
        question = question_of(case, worlds=64, seed=seed)
        alone = {
            next(iter(inside))
            for row in estate.actions
            if len(inside := things_of(estate, row.isolates) & estate.system_by_id.keys()) == 1
        }
        found = contain(EstateArrays.of(estate), question, seconds=1)
        for row in found.options:
            want = tuple(hit.system for hit in case.hits if hit.system not in alone) if row.name == SUSPECTS else ()
            assert row.unavailable == want, (seed, row.name)
            seen.add(bool(want))
    assert seen == {False, True}


def test_everything_is_put_first_only_where_it_does_less_harm():
    first = wrong = 0
    for seed, case in listed_cases(first=62_000):
        if seed % 4:
            continue
        found = contain(EstateArrays.of(case.estate), question_of(case, worlds=WORLDS, seed=seed), seconds=3)
        if found.everything_first:
            plan = found.option("recommended").actions
            first += 1
            wrong += expected(case, plan).total <= expected(case, (EVERYTHING,)).total
    assert wrong <= max(1, first // 20), f"{wrong} of {first} times everything does more harm"
