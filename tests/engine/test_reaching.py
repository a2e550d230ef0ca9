"""Who is reached at all, sixty-four worlds at once: beside the plain twin, every world listed, and what paper says."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest

from battlebox.engine import Done, EstateArrays, Hit, Question, spread
from battlebox.engine.coins import coins_of
from battlebox.engine.nets import NEVER, PathNet
from battlebox.engine.reaching import (
    PLACES,
    reach,
    reach_singly,
    reach_slow,
    reach_together,
    reached_at_once,
    words_for,
)
from battlebox.engine.score import BY_HOURS
from battlebox.engine.situation import Situation
from battlebox.engine.trials import passages_drawn
from battlebox.engine.worlds import FRESH, Pool, Suspects, draw_live
from battlebox.estate import MICROHOURS
from engine.estates import Mould, random_estate
from engine.pools import hit, hits, live, net_of, random_net

ROOT = 20261130


def ways(paths: PathNet, suspects: Suspects, worlds: int, first: int, closed: np.ndarray | None = None):
    """What each kernel says: how often each system is reached, and how many are in each world."""
    coins, found = coins_of(paths, closed), []
    for together in (True, False):
        space, sizes = words_for(len(paths.start) - 1), np.zeros(worlds, dtype=np.int64)
        asked = paths.start, coins, suspects, np.uint64(ROOT), first
        if together:
            reach_together(*asked, space, PLACES, sizes)
        else:
            reach_singly(*asked, space.place, space.queue, space.many, sizes)
        assert not space.reached.any()
        assert not space.fresh.any()
        assert (space.place == -1).all()
        found.append((space.many.tolist(), sizes.tolist()))
    chosen = reach(paths.start, coins, suspects, root=ROOT, worlds=worlds, first=first)
    return [*found, (chosen.many.tolist(), chosen.sizes.tolist())]


def slowly(pool: Pool, systems: int, closed: np.ndarray) -> tuple[list[int], list[int]]:
    """What the plain twin says of the same worlds."""
    many, sizes = [0] * systems, []
    for world in range(len(pool.destroys)):
        rows = [(origin, target) for row, origin, target in live(pool, world) if not closed[row]]
        found = reach_slow(hits(pool, world), rows)
        sizes.append(len(found))
        for system in found:
            many[system] += 1
    return many, sizes


@pytest.mark.parametrize("seed", range(60))
def test_every_way_of_following_an_attack_finds_what_the_twin_finds(seed: int) -> None:
    rng = Random(seed)
    systems = rng.randint(2, 40)
    paths = random_net(rng, systems)
    suspects = hit(rng.sample(range(systems), min(systems, rng.randint(1, 4))), chance=rng.choice([0.05, 0.4, 1.0]))
    closed = np.array([rng.random() < 0.2 for _ in paths.target], dtype=np.bool_)
    worlds, first = rng.choice([1, 63, 64, 65, 130]), rng.choice([0, 64, 1000])
    pool = draw_live(paths, suspects, root=ROOT, worlds=worlds, first=first)
    expected = slowly(pool, systems, closed)
    for found in ways(paths, suspects, worlds, first, closed):
        assert found == expected


def dense(rng: Random, systems: int) -> PathNet:
    """Ten ways out of each, most of them live: whole words of worlds meet everywhere."""
    return net_of(
        [(rng.randrange(systems), rng.randrange(systems), rng.choice([0.3, 0.8])) for _ in range(systems * 10)], systems
    )


@pytest.mark.parametrize("seed", range(8))
def test_where_worlds_meet_and_where_they_do_not(seed: int) -> None:
    rng = Random(seed)
    systems = 300
    thin = [(rng.randrange(systems), rng.randrange(systems), 0.12) for _ in range(systems * 8)]
    for paths in (dense(rng, systems), net_of(thin, systems)):
        pool = draw_live(paths, hit([0, 1]), root=ROOT, worlds=200)
        expected = slowly(pool, systems, np.zeros(len(paths.target), dtype=np.bool_))
        for found in ways(paths, hit([0, 1]), 200, 0):
            assert found == expected


def test_a_world_is_the_same_wherever_its_word_begins() -> None:
    paths = dense(Random(3), 50)
    whole = ways(paths, hit([0], chance=0.5), 200, 0)[0][1]
    for found in ways(paths, hit([0], chance=0.5), 70, 37):
        assert found[1] == whole[37:107]


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_never_is_never_and_certain_is_certain(chance: float) -> None:
    paths = net_of([(0, 1, chance), (1, 2, 1.0), (2, 0, 1.0)], 3)
    for many, sizes in ways(paths, hit([0]), 100, 0):
        assert many == [100, 100 * chance, 100 * chance]
        assert sizes == [1 + 2 * int(chance)] * 100


def test_nothing_hit_reaches_nobody() -> None:
    for many, sizes in ways(net_of([(0, 1, 1.0)], 2), hit([]), 65, 0):
        assert (many, sizes) == ([0, 0], [0] * 65)


WORLDS = 8192


def chances(rows: list[tuple[int, int, float]], systems: int) -> list[float]:
    """The chance that each is reached from 0, by every world listed."""
    found = [0.0] * systems
    for alive in product([True, False], repeat=len(rows)):
        weight = 1.0
        for row, lives in zip(rows, alive, strict=True):
            weight *= row[2] if lives else 1 - row[2]
        for system in reach_slow({0}, [row[:2] for row, lives in zip(rows, alive, strict=True) if lives]):
            found[system] += weight
    return found


def near(found: float, exact: float) -> bool:
    return abs(found - exact) <= 4 * (exact * (1 - exact) / WORLDS) ** 0.5 + 1e-9


@pytest.mark.parametrize("seed", range(12))
def test_chances_are_those_of_every_world_listed(seed: int) -> None:
    rng = Random(seed)
    systems = rng.randint(3, 7)
    rows = [(rng.randrange(systems), rng.randrange(systems), rng.choice([0.1, 0.5, 0.9])) for _ in range(10)]
    exact = chances(sorted(rows), systems)
    for many, _ in ways(net_of(rows, systems), hit([0]), WORLDS, 0):
        assert all(near(count / WORLDS, min(1.0, one)) for count, one in zip(many, exact, strict=True))


def test_along_a_path_over_a_star_and_through_two_doors() -> None:
    path = [(step, step + 1, 0.7) for step in range(5)]
    star = [(0, arm, 0.1 * arm) for arm in range(6, 10)]
    doors = [(0, 10, 0.6), (0, 11, 0.6), (10, 12, 0.6), (11, 12, 0.6)]
    for many, _ in ways(net_of(path + star + doors, 13), hit([0]), WORLDS, 0):
        shares = [count / WORLDS for count in many]
        assert all(near(shares[step], 0.7**step) for step in range(6))
        assert all(near(shares[arm], 0.1 * arm) for arm in range(6, 10))
        assert near(shares[12], 1 - (1 - 0.36) ** 2)


def test_more_chance_never_reaches_less_and_a_system_nobody_leads_to_changes_nothing() -> None:
    rng = Random(11)
    rows = [(rng.randrange(20), rng.randrange(20), rng.choice([0.1, 0.4])) for _ in range(80)]
    less = ways(net_of(rows, 20), hit([0]), 640, 0)[0][0]
    more = ways(net_of([(one, other, chance * 1.5) for one, other, chance in rows], 20), hit([0]), 640, 0)[0][0]
    assert all(one <= other for one, other in zip(less, more, strict=True))
    assert sum(less) < sum(more)
    assert ways(net_of(rows, 21), hit([0]), 640, 0)[0][0] == [*less, 0]


@pytest.mark.parametrize("seed", range(40))
def test_a_spread_over_ways_that_take_no_time_is_told_without_hours(seed: int) -> None:
    rng = Random(seed)
    estate = random_estate(rng, Mould(dense=True))
    systems = [row.system for row in estate.systems]
    hits = tuple(Hit(name, rng.choice([0.05, 0.3, 1.0]), 24 * MICROHOURS) for name in rng.sample(systems, 2))
    actions = [row.action for row in estate.actions]
    dones = (Done(rng.choice(actions), rng.choice([0, 30, 100]) * MICROHOURS),) if actions else ()
    question = Question(hits, dones=dones, hours_microhours=200 * MICROHOURS, worlds=130, seed=seed)
    situation = Situation.of(EstateArrays.of(estate), question)
    table = passages_drawn(situation, stream=FRESH, worlds=130)
    found = reached_at_once(situation, stream=FRESH, worlds=130)
    assert found is not None
    assert np.array_equal(found.many, (table < NEVER).sum(axis=0))
    assert np.array_equal(found.sizes, (table < NEVER).sum(axis=1))
    for number, row in enumerate(spread(situation.arrays, question)):
        share = float((table[:, number] < NEVER).mean())
        assert (row.reached, set(row.by_h.values()), len(row.by_h)) == (share, {share}, len(BY_HOURS))
        assert row.median_microhours == (-24 * MICROHOURS if share else None)


def test_where_hours_matter_they_are_not_left_out() -> None:
    estate = random_estate(Random(4), Mould(dense=True))
    hits = (Hit("s1", 1.0, 0), Hit("s2", 1.0, 24 * MICROHOURS))
    asked = Question(hits, hours_microhours=200 * MICROHOURS, worlds=64)
    assert reached_at_once(Situation.of(EstateArrays.of(estate), asked), stream=FRESH, worlds=64) is None
    slow = replace(estate, paths=tuple(replace(row, microhours=MICROHOURS) for row in estate.paths))
    one = replace(asked, hits=hits[:1])
    assert slow.paths
    assert reached_at_once(Situation.of(EstateArrays.of(estate), one), stream=FRESH, worlds=64) is not None
    assert reached_at_once(Situation.of(EstateArrays.of(slow), one), stream=FRESH, worlds=64) is None
