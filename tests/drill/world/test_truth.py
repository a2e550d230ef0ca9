"""What holds of the truth behind any drill: it is the same again, time goes one way, isolating never makes it worse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.world import (
    Attack,
    Cut,
    Failed,
    Happening,
    Ordered,
    Restored,
    Script,
    World,
    WorldError,
    by,
    happened,
    is_out,
    reached,
    seen,
    stops,
    strikes,
)
from battlebox.engine import Down, EngineError, EstateArrays, Hit, impact
from battlebox.estate import Need
from drill.world.truths import H, by_hand, moments, random_attack, random_move, random_moves, random_world
from engine.cases import council_estate, path

SEEDS = st.integers(0, 2**32)


def facts_of(world: World) -> tuple[object, ...]:
    return (world.taken, world.crossings, world.strike_microhours, world.ends_microhours)


@given(SEEDS)
def test_the_same_seed_is_the_same_truth_whoever_else_is_asking(seed):
    attack = random_attack(seed)
    with ThreadPoolExecutor(8) as threads:
        for other in threads.map(random_attack, [seed] * 8):
            assert facts_of(other.world) == facts_of(attack.world)
            assert other.spells == attack.spells


TOLD = """
import json
from battlebox.drill.world import Attack, Ordered, World, happened, lively_seed
from battlebox.engine import EstateArrays, Hit
from battlebox.estate import MICROHOURS, read_estate
from importlib import resources
arrays = EstateArrays.of(read_estate(resources.files("battlebox.estate") / "shipped" / "west-london"))
hits = (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3))
seed = lively_seed(arrays, hits, 7, within_microhours=6 * MICROHOURS)
attack = Attack.of(World.of(arrays, hits, seed=seed), [Ordered("rbkc.isolate-hosting", MICROHOURS)])
print(json.dumps([seed, [str(line) for line in happened(attack, 30 * MICROHOURS)]]))
"""


def test_the_same_seed_is_the_same_truth_on_any_number_of_threads_in_any_process():
    told = set()
    for threads, hashes in (("1", "0"), ("2", "1"), ("2", "99")):
        settings = {**os.environ, "NUMBA_NUM_THREADS": threads, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": hashes}
        done = subprocess.run([sys.executable, "-c", TOLD], env=settings, capture_output=True, text=True, check=True)
        told.add(done.stdout)
    assert len(told) == 1
    assert len(json.loads(told.pop())[1]) > 10


@given(SEEDS)
def test_another_order_or_dead_link_or_clean_restore_never_lets_the_attacker_hold_or_strike_more(seed):
    rng = Random(seed)
    world = random_world(rng)
    moves = random_moves(rng, world.estate)
    more = random_move(rng, world.estate, (Ordered, Ordered, Cut, Restored))
    if more is None:
        return
    without, beside = Attack.of(world, moves), Attack.of(world, (*moves, more))
    for at in moments(without):
        assert reached(beside, at) <= reached(without, at)
        assert out_by_strikes(beside, at) <= out_by_strikes(without, at)


def out_by_strikes(attack: Attack, at: int) -> set[str]:
    return {
        each.system
        for each in strikes(attack)
        if each.at_microhours <= at and (each.until_microhours is None or at < each.until_microhours)
    }


@given(SEEDS)
def test_what_is_done_later_changes_nothing_of_what_was_before(seed):
    rng = Random(seed)
    attack = random_attack(seed)
    at = rng.choice(moments(attack))
    then = Attack.of(attack.world, by(attack.moves, at))
    for moment in moments(attack):
        if moment <= at:
            assert reached(then, moment) == reached(attack, moment)
            assert out_by_strikes(then, moment) == out_by_strikes(attack, moment)
            assert seen(then, moment) == seen(attack, moment)
    assert stops(then, at) == stops(attack, at)
    assert happened(then, at) == happened(attack, at)


def test_times_that_are_asked_for_make_no_difference_to_what_was_before_them():
    attack = random_attack(3)
    for early in range(1, 40):
        late = stops(attack, 60 * H)
        for stop in stops(attack, early * H):
            (same,) = [each for each in late if each.id == stop.id]
            assert all(is_out(stop, at) == is_out(same, at) for at in range(0, early * H, H // 2))


@given(SEEDS)
def test_what_is_struck_or_fails_stops_what_the_engine_says_stops(seed):
    attack = random_attack(seed)
    alone = Attack.of(attack.world, [move for move in attack.moves if isinstance(move, Failed | Restored)])
    struck = [(each.system, each.at_microhours, each.until_microhours) for each in strikes(alone)]
    failed = [(d.thing, d.at_microhours, d.until_microhours) for d in alone.moves if isinstance(d, Failed)]
    downs = [Down(*each) for each in (*struck, *failed)]
    answer = impact(alone.world.arrays, downs=downs, hours_microhours=50 * H, as_recorded=True)
    assert [(each.id, each.outages) for each in stops(alone, 50 * H)] == [(s.id, s.outages) for s in answer.stops]


NEEDS = (
    Need("homelessness", "mail", holds_microhours=2 * H),
    Need("bins", "rounds"),
    Need("lookout", "beacon", via=("far-line",)),
)
FAR_LINE = (path("far-line", "login", "beacon"), path("shared-route", "mail", "rounds"))
ORDERS = (("off-mail", {"isolates": ("system:mail",), "takes": 1, "lasts": 24}),)


def outages(attack: Attack, until: float = 40) -> dict[str, tuple[tuple[float, float], ...]]:
    found = stops(attack, round(until * H))
    return {each.id: tuple((begin / H, end / H) for begin, end in each.outages) for each in found}


def test_a_strike_stops_the_services_that_stand_on_what_was_struck_until_it_is_restored():
    world = by_hand(("shared-route", "mail", "rounds", 3), strike=10, needs=NEEDS, paths=FAR_LINE, actions=ORDERS)
    assert outages(Attack.of(world, [Restored("rounds", 12 * H)])) == {
        "mail": ((10, 40),),
        "rounds": ((10, 12), (15, 40)),
        "bins": ((10, 12), (15, 40)),
        "homelessness": ((12, 40),),
    }
    # Farwick's own service needs nothing that anybody struck.
    assert "lookout" not in outages(Attack.of(world))


def test_in_the_first_hour_nothing_is_told_of_what_comes_later_in_it():
    attack = Attack.of(by_hand(strike=0.75, needs=NEEDS, paths=FAR_LINE))
    assert outages(attack, 0.5) == {}
    assert outages(attack, 0.8) == {"mail": ((0.75, 0.8),)}


def test_an_isolation_stops_its_own_services_until_it_is_reopened_however_long_that_is():
    world = by_hand(("shared-route", "mail", "rounds", 3), strike=10, needs=NEEDS, paths=FAR_LINE, actions=ORDERS)
    assert outages(Attack.of(world, [Ordered("off-mail", H)])) == {"homelessness": ((4, 40),)}
    assert outages(Attack.of(world, [Ordered("off-mail", H, 30 * H)])) == {"homelessness": ((4, 30),)}


def test_a_dead_link_breaks_what_runs_over_it_until_it_is_joined_again():
    world = by_hand(needs=NEEDS, paths=FAR_LINE, taken=())
    assert outages(Attack.of(world, [Cut("far-line", 5 * H, 9 * H)])) == {"lookout": ((5, 9),)}


def test_what_runs_over_a_link_that_an_order_cut_comes_back_once_it_is_opened_while_the_order_stands():
    cut = ("cut-both", {"cuts": ("path:far-line", "path:other"), "takes": 1})
    world = by_hand(needs=NEEDS, paths=(*FAR_LINE, path("other", "beacon", "mail")), taken=(), actions=(cut,))
    assert outages(Attack.of(world, [Ordered("cut-both", 4 * H)])) == {"lookout": ((5, 40),)}
    opened = Ordered("cut-both", 4 * H, opened=(("far-line", 9 * H),))
    assert outages(Attack.of(world, [opened])) == {"lookout": ((5, 9),)}
    # Another link of the order brings nothing back; nor does one opened after the order was undone.
    assert outages(Attack.of(world, [replace(opened, opened=(("other", 9 * H),))])) == {"lookout": ((5, 40),)}
    undone = Ordered("cut-both", 4 * H, 8 * H, opened=(("far-line", 9 * H),))
    assert outages(Attack.of(world, [undone])) == {"lookout": ((5, 8),)}


def test_two_bodies_whose_every_link_is_dead_lose_what_they_share():
    needs = (Need("bins", "mail"),)
    both = (path("one", "mail", "rounds"), path("two", "rounds", "login"))
    world = by_hand(needs=needs, paths=both, taken=())
    assert outages(Attack.of(world, [Cut("one", H)])) == {}
    assert outages(Attack.of(world, [Cut("one", H), Cut("two", 3 * H, 6 * H)])) == {"bins": ((3, 6),)}


def test_the_history_says_what_came_about_how_and_when_it_was_first_seen():
    world = by_hand(("shared-route", "mail", "rounds", 3), strike=10, needs=NEEDS, paths=FAR_LINE, actions=ORDERS)
    lines = happened(Attack.of(world, [Restored("rounds", 12 * H)]), 14 * H)
    assert [(line.at_microhours / H, line.what, line.thing) for line in lines] == [
        (0, Happening.HELD, "mail"),
        (3, Happening.TAKEN, "rounds"),
        (10, Happening.STRUCK, "mail"),
        (10, Happening.STRUCK, "rounds"),
        (10, Happening.STOPPED, "bins"),
        (10, Happening.STOPPED, "mail"),
        (10, Happening.STOPPED, "rounds"),
        (12, Happening.PUT_OUT, "rounds"),
        (12, Happening.STOPPED, "homelessness"),
        (12, Happening.CAME_BACK, "bins"),
        (12, Happening.CAME_BACK, "rounds"),
    ]
    taken = lines[1]
    assert (taken.path, taken.origin, taken.seen_microhours) == ("shared-route", "mail", 10 * H)
    assert (lines[0].path, lines[0].seen_microhours) == ("", 10 * H)


def test_the_script_fixes_whether_the_attack_spreads_and_strikes_and_roughly_when():
    arrays, hits = random_world(Random(5)).arrays, (Hit("s1"), Hit("s2"))
    assert not World.of(arrays, hits, seed=1, script=Script(spreads=False)).crossings
    assert World.of(arrays, hits, seed=1, script=Script(strikes=False)).strike_microhours is None
    within = [
        World.of(arrays, hits, seed=seed, script=Script(strikes=True, within_microhours=4 * H)).strike_microhours
        for seed in range(400)
    ]
    assert all(H <= at < 4 * H for at in within)
    assert min(within) < 1.2 * H
    assert max(within) > 3.8 * H


def test_a_path_is_drawn_by_its_own_name_whatever_else_the_estate_holds():
    world = random_world(Random(11))
    fewer = council_estate()
    both = EstateArrays.of(fewer)
    one = World.of(both, (Hit("mail"),), seed=5)
    other = World.of(both, (Hit("login"), Hit("beacon", 0.5)), seed=5)
    assert one.crossings == other.crossings
    assert [each.path for each in one.crossings] == ["shared-route", "shared-trust"]
    assert World.of(world.arrays, (), seed=1).crossings != World.of(world.arrays, (), seed=2).crossings


def test_truths_are_drawn_as_often_as_the_estate_says():
    estate = council_estate(paths=(path("way", "mail", "rounds", chance=0.3, hours=6),))
    arrays, many = EstateArrays.of(estate), 3000
    worlds = [World.of(arrays, (Hit("mail", 0.4),), seed=seed, script=Script()) for seed in range(many)]
    delays = [each.microhours / H for world in worlds for each in world.crossings]
    for share, expected in (
        (len(delays) / many, 0.3),
        (sum(bool(world.taken) for world in worlds) / many, 0.4),
    ):
        assert abs(share - expected) < 4 * (expected * (1 - expected) / many) ** 0.5
    assert abs(sum(delays) / len(delays) - 6) < 4 * 6 / len(delays) ** 0.5


@pytest.mark.parametrize(
    ("move", "sentence", "hint"),
    [
        (Ordered("off-mial", 0), "the estate of this drill has no action off-mial; the nearest is off-mail", "copy"),
        (Ordered("off-mail", 0, opened=(("nowhere", H),)), "the estate of this drill has no path nowhere", "copy"),
        (Cut("nowhere", 0), "the estate of this drill has no path nowhere", "copy"),
        (Failed("cellar", 0), "the estate of this drill has no thing cellar", "copy"),
        (
            Cut("far-line", 3 * H, H),
            "path far-line begins at hour 3 of the story and ends before that, at hour 1",
            "later",
        ),
    ],
)
def test_moves_that_nobody_can_have_made_are_refused_by_name(move, sentence, hint):
    world = by_hand(needs=NEEDS, paths=FAR_LINE, actions=ORDERS)
    with pytest.raises(WorldError) as caught:
        Attack.of(world, [move])
    assert str(caught.value) == sentence
    assert hint in caught.value.hint


def test_hits_and_times_that_nobody_can_mean_are_refused():
    arrays = by_hand().arrays
    with pytest.raises(EngineError, match="beacn"):
        World.of(arrays, (Hit("beacn"),), seed=1)
    with pytest.raises(WorldError, match="nothing can happen within 0 hours"):
        Script(within_microhours=0)
