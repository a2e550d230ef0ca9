"""A seed worth an afternoon: the same again, moving where it can move, and still where the scenario has no way out."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from itertools import pairwise
from random import Random

import pytest

from battlebox.drill.world import Script, World, WorldError, from_minutes, lively_seed
from battlebox.drill.world.stretch import joined, next_after, next_in, next_out
from battlebox.engine import EstateArrays, Hit
from battlebox.estate import Estate, read_estate
from drill.world.truths import H
from engine.cases import council_estate, path

SIX = 6 * H
HITS = (Hit("rbkc.hosting"),)


def shipped(name: str) -> Estate:
    return read_estate(resources.files("battlebox.estate") / "shipped" / name)


def taken_meanwhile(world: World, within: int) -> list[int]:
    return sorted(at for at in world.untouched.values() if 0 < at < within)


@pytest.mark.parametrize("seed", [0, 1, 2, 77, 2**40])
@pytest.mark.parametrize("hours", [1.5, 6, 24])
def test_in_west_london_systems_are_taken_early_and_late_while_people_play(hours, seed):
    arrays, within = EstateArrays.of(shipped("west-london")), round(hours * H)
    chosen = lively_seed(arrays, HITS, seed, within_microhours=within)
    assert lively_seed(arrays, HITS, seed, within_microhours=within) == chosen
    fresh = taken_meanwhile(World.of(arrays, HITS, seed=chosen), within)
    assert len(fresh) >= 3
    assert fresh[0] < within / 2 <= fresh[-1]


def test_seeds_to_begin_with_lead_to_different_afternoons():
    arrays = EstateArrays.of(shipped("west-london"))
    assert len({lively_seed(arrays, HITS, seed, within_microhours=SIX) for seed in range(20)}) > 15


def test_a_seed_that_is_lively_already_is_kept():
    arrays = EstateArrays.of(shipped("west-london"))
    first = lively_seed(arrays, HITS, 3, within_microhours=SIX)
    assert lively_seed(arrays, HITS, first, within_microhours=SIX) == first


def test_where_the_attacker_has_no_way_out_nothing_is_tried():
    still = EstateArrays.of(council_estate())
    assert lively_seed(still, (Hit("beacon"),), 5, within_microhours=SIX) == 5
    assert lively_seed(still, (), 5, within_microhours=SIX) == 5
    assert lively_seed(still, (Hit("mail"),), 5, within_microhours=SIX, script=Script(spreads=False)) == 5
    never = council_estate(paths=(path("way", "mail", "rounds", chance=0.0, hours=1),))
    assert lively_seed(EstateArrays.of(never), (Hit("mail"),), 5, within_microhours=SIX) == 5


def test_where_little_can_be_reached_all_of_it_is_wished_for():
    estate = council_estate(paths=(path("way", "mail", "rounds", chance=0.2, hours=12),))
    estate = replace(estate, cyber=replace(estate.cyber, since_microhours=0))
    arrays = EstateArrays.of(estate)
    for seed in range(20):
        chosen = lively_seed(arrays, (Hit("mail"),), seed, within_microhours=SIX)
        assert len(taken_meanwhile(World.of(arrays, (Hit("mail"),), seed=chosen), SIX)) == 1


def test_where_no_world_has_all_the_first_that_has_most_is_taken(monkeypatch):
    # Ten days to cross: within an hour next to nothing ever happens.
    slow = tuple(path(f"way-{n}", "mail", end, hours=240) for n, end in enumerate(("rounds", "login", "beacon")))
    arrays, hits = EstateArrays.of(council_estate(paths=slow)), (Hit("mail", 1.0, 0),)
    tried = []
    drawn = World.of

    def noted(*args, **fixed):
        tried.append(drawn(*args, **fixed))
        return tried[-1]

    monkeypatch.setattr(World, "of", noted)
    chosen = lively_seed(arrays, hits, 9, within_microhours=H)
    with_one = [world.seed for world in tried if len(taken_meanwhile(world, H)) == 1]
    assert max(len(taken_meanwhile(world, H)) for world in tried) == 1
    assert len(with_one) > 1
    assert chosen == with_one[0]


def test_nothing_is_played_in_no_time():
    with pytest.raises(WorldError, match="nothing can happen within 0 hours"):
        lively_seed(EstateArrays.of(council_estate()), (Hit("mail"),), 5, within_microhours=0)


def test_minutes_are_rounded_to_microhours():
    assert [from_minutes(minutes) for minutes in (0, 1, 2, 60, 90, -1)] == [0, 16667, 33333, H, 3 * H // 2, -16667]


def test_stretches_say_when_they_begin_and_end():
    rng = Random(4)
    for _ in range(200):
        raw = [(begin, begin + rng.randint(0, 4)) for begin in (rng.randint(0, 30) for _ in range(rng.randint(0, 6)))]
        covered = {at for begin, end in raw for at in range(begin, end)}
        stretches = joined(raw)
        assert {at for begin, end in stretches for at in range(begin, end)} == covered
        assert all(one[1] < other[0] for one, other in pairwise(stretches))
        for at in range(-1, 40):
            assert next_in(stretches, at) == min((each for each in covered if each >= at), default=1 << 62)
            assert next_out(stretches, at) == next(each for each in range(at, 99) if each not in covered)
            begins = tuple(begin for begin, _ in stretches)
            assert next_after(begins, at) == min((each for each in begins if each > at), default=1 << 62)
