"""Changes to an estate that must not change the answer, or may change it one way only.

Law: each test changes one thing; what draws allow to be exact is asked to be exact.
Not here: what the answer is (the contract tests).
"""

from __future__ import annotations

from dataclasses import fields, replace
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.engine import Down, EstateArrays, Impact, Option, contain, impact, score
from battlebox.estate import MICROHOURS, Estate, HarmWeights, System
from engine.asking import LISTED, listed_cases, question_of
from engine.estates import Mould, random_case, random_downs, random_estate, told
from engine.oracle import Case

H = MICROHOURS
SEEDS = st.integers(0, 2**32)
SLOW = replace(LISTED, delays=True)


def nothing(case: Case, *, worlds: int = 1024, seed: int = 1) -> Option:
    return score(EstateArrays.of(case.estate), question_of(case, worlds=worlds, seed=seed), plan=())


def falls(estate: Estate, downs, hours: int) -> Impact:
    things = tuple(Down(thing, at) for thing, at in downs)
    return impact(EstateArrays.of(estate), downs=things, dones=(), hours_microhours=hours)


def renamed(value: object, names: dict[str, str]) -> object:
    """The same value with every word that is an old name, or ends a selector with one, replaced."""
    if isinstance(value, str):
        head, colon, tail = value.rpartition(":")
        return type(value)(f"{head}{colon}{names.get(tail, tail)}") if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(renamed(part, names) for part in value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, HarmWeights):
        cells = {cell.name: getattr(value, cell.name) for cell in fields(value)}
        return replace(value, **{name: renamed(cell, names) for name, cell in cells.items() if name != "cyber"})
    return value


def turned(case: Case) -> Case:
    """Other ids, in the other order, with every table upside down."""
    estate = case.estate
    old = sorted([*estate.thing_by_id, *estate.path_by_id, *estate.action_by_id])
    names = {name: f"x{len(old) - place:03d}" for place, name in enumerate(old)}
    upside = {
        table: tuple(reversed(getattr(estate, table)))
        for table in ("bodies", "segments", "systems", "services", "channels", "needs", "paths", "actions")
    }
    changed = renamed(replace(estate, **upside), names)
    assert isinstance(changed, Estate)
    return Case(
        changed,
        tuple(replace(hit, system=names[hit.system]) for hit in reversed(case.hits)),
        tuple((names[thing], at) for thing, at in reversed(case.downs)),
        tuple((names.get(action, action), ago) for action, ago in reversed(case.dones)),
        case.hours,
    )


@given(seed=SEEDS)
def test_other_names_in_another_order_stop_at_the_same_hours(seed):
    rng = Random(seed)
    estate = random_estate(rng, Mould(dense=True))
    case = Case(estate, (), random_downs(rng, estate, H), (), 15 * H)
    other = turned(case)
    one = falls(case.estate, case.downs, case.hours)
    two = falls(other.estate, other.downs, other.hours)
    assert sorted(stop.outages for stop in one.stops) == sorted(stop.outages for stop in two.stops)
    harms = [row.harm for row in one.services]
    assert [row.harm for row in reversed(two.services)] == pytest.approx(harms, rel=1e-6, abs=1e-6)


def test_other_names_in_another_order_cost_the_same():
    for seed, case in listed_cases(SLOW):
        one, two = nothing(case), nothing(turned(case), seed=2)
        room = 4 * sqrt(one.harm.se**2 + two.harm.se**2) + 0.005 * one.harm.mean
        assert abs(one.harm.mean - two.harm.mean) <= room + 1e-6, (seed, told(case))


def test_a_system_nobody_can_reach_changes_nothing():
    for seed, case in listed_cases(SLOW):
        home = case.estate.bodies[0].body
        island = System("zz-island", "Island", home, records=10**6)
        wider = replace(case, estate=replace(case.estate, systems=(*case.estate.systems, island)))
        if any(name == "everything" for name, _ in case.dones):
            continue
        assert nothing(wider).harm == nothing(case).harm, (seed, told(case))


def test_one_thread_and_two_give_the_same_bits():
    for seed, case in listed_cases(SLOW, first=7000):
        arrays, asked = EstateArrays.of(case.estate), question_of(case, worlds=512, seed=seed)
        assert score(arrays, asked, plan=(), threads=1) == score(arrays, asked, plan=(), threads=2), seed


def test_a_service_split_in_two_costs_as_much_as_whole():
    for seed, case in listed_cases(SLOW):
        whole = case.estate.services[0]
        halves = tuple(replace(whole, service=name, people=whole.people / 2) for name in (whole.service, "zz-half"))
        twice = tuple(
            replace(row, of=row.of.replace(whole.service, "zz-half"))
            for row in case.estate.needs
            if row.of.removeprefix("fallback:") == whole.service
        )
        if any(whole.service == row.on for row in case.estate.needs) or any(
            whole.service in name for row in case.estate.actions for name in (*row.isolates, *row.stops)
        ):
            continue
        if any(thing == whole.service for thing, _ in case.downs):
            continue
        split = replace(case.estate, services=(*halves, *case.estate.services[1:]), needs=(*case.estate.needs, *twice))
        one, two = nothing(case), nothing(replace(case, estate=split))
        assert two.harm.mean == pytest.approx(one.harm.mean, rel=1e-6, abs=1e-4), (seed, told(case))


def test_two_paths_side_by_side_are_worth_one_of_their_joint_chance():
    for seed, case in listed_cases(replace(LISTED, uncertain=20)):
        open_case = replace(case, dones=())
        if not case.estate.paths:
            continue
        first = replace(case.estate.paths[0], chance=0.3)
        again = replace(first, path="zz-again", chance=0.5)
        rest = case.estate.paths[1:]
        both = replace(open_case, estate=replace(case.estate, paths=(first, *rest, again), needs=(), actions=()))
        joint = replace(first, chance=1 - 0.7 * 0.5)
        one = replace(open_case, estate=replace(case.estate, paths=(joint, *rest), needs=(), actions=()))
        found, merged = nothing(both, worlds=2048), nothing(one, worlds=2048, seed=2)
        room = 4 * sqrt(found.harm.se**2 + merged.harm.se**2) + 0.005 * found.harm.mean
        assert abs(found.harm.mean - merged.harm.mean) <= room + 1e-6, (seed, told(case))


def test_a_likelier_path_never_makes_doing_nothing_cheaper():
    for seed, case in listed_cases(SLOW):
        sound = replace(case, dones=(), estate=monotone(case.estate))
        for place, row in enumerate(sound.estate.paths):
            paths = list(sound.estate.paths)
            paths[place] = replace(row, chance=min(1.0, row.chance + 0.3))
            riskier = replace(sound, estate=replace(sound.estate, paths=tuple(paths)))
            lower, higher = nothing(sound, worlds=256).harm.mean, nothing(riskier, worlds=256).harm.mean
            assert higher >= lower - 1e-6 * max(1.0, lower), (seed, row.path, told(sound))


def monotone(estate: Estate) -> Estate:
    """Without needs of fallbacks, and with no weight under 1: then more outage is never less harm."""
    needs = tuple(row for row in estate.needs if not row.of.startswith("fallback:"))
    return replace(estate, needs=needs, harm=HarmWeights())


@given(seed=SEEDS)
def test_harm_never_falls_when_outages_grow(seed):
    rng = Random(seed)
    estate = monotone(random_estate(rng, Mould(dense=True)))
    fewer = random_downs(rng, estate, H)
    more = (*fewer, *random_downs(rng, estate, H))
    one, two = falls(estate, fewer, 15 * H), falls(estate, more, 15 * H)
    for before, after in zip(one.services, two.services, strict=True):
        assert after.harm >= before.harm - 1e-6, (seed, before, after)


@given(seed=SEEDS)
def test_a_fallback_added_never_raises_harm(seed):
    rng = Random(seed)
    estate = random_estate(rng, Mould(dense=True))
    needs = tuple(row for row in estate.needs if not row.of.startswith("fallback:"))
    bare = replace(
        estate,
        needs=needs,
        services=tuple(replace(row, fallback_share=None, fallback_microhours=None) for row in estate.services),
    )
    helped = replace(
        estate,
        services=tuple(
            replace(row, fallback_share=rng.random(), fallback_microhours=rng.randint(0, 9) * H)
            for row in estate.services
        ),
    )
    downs = random_downs(rng, estate, H)
    before, after = falls(bare, downs, 15 * H), falls(helped, downs, 15 * H)
    for one, two in zip(before.services, after.services, strict=True):
        assert two.harm <= one.harm + 1e-6, (seed, one, two)


def test_an_order_that_does_nothing_for_a_price_changes_no_advice():
    for seed, case in listed_cases(first=9000):
        if seed % 5:
            continue
        home = case.estate.bodies[0].body
        island = System("zz-island", "Island", home)
        useless = replace(
            random_case(Random(1), LISTED, hours=400 * H).estate.actions[0],
            action="zz-useless",
            body=home,
            isolates=("system:zz-island",),
            cuts=(),
            stops=(),
            cost=1.0,
            conflicts=(),
            takes_microhours=0,
        )
        wider = replace(case.estate, systems=(*case.estate.systems, island), actions=(*case.estate.actions, useless))
        asked = question_of(case, worlds=512, seed=seed)
        found = contain(EstateArrays.of(wider), asked, seconds=3)
        assert "zz-useless" not in found.option("recommended").actions, seed
