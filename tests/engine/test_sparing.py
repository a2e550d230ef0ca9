"""What closing each system and crossing spares: beside delete-and-recount, and after any number of closings."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest

from battlebox.engine import EngineCode, EngineError
from battlebox.engine.sparing import Sparing, spared_slow
from battlebox.engine.worlds import draw_live
from engine.pools import hit, hits, live, net_of, random_net

WORLDS = 12


def random_sparing(rng: Random) -> Sparing:
    systems = rng.randint(2, 24)
    paths = random_net(rng, systems)
    weights = np.array([rng.choice([0, 1, 5, 1000]) for _ in range(systems)], dtype=np.int64)
    suspects = hit(rng.sample(range(systems), min(systems, rng.randint(1, 4))), chance=rng.choice([0.4, 1.0]))
    pool = draw_live(paths, suspects, root=rng.getrandbits(63), worlds=WORLDS)
    return Sparing(paths, pool, weights, threads=rng.choice([1, 2, 3]))


def recounted(sparing: Sparing) -> tuple[list[int], list[int]]:
    """The sums of the plain twin over all worlds."""
    systems, crossings = [0] * len(sparing.weights), [0] * len(sparing.closed)
    for world in range(sparing.worlds):
        rows = [row for row in live(sparing.pool, world) if not sparing.closed[row[0]]]
        by_system, by_crossing = spared_slow(hits(sparing.pool, world), rows, sparing.weights.tolist())
        for system, weight in by_system.items():
            systems[system] += weight
        for crossing, weight in by_crossing.items():
            crossings[crossing] += weight
    return systems, crossings


@pytest.mark.parametrize("seed", range(100))
def test_every_system_and_crossing_spares_what_deleting_it_does(seed: int) -> None:
    sparing = random_sparing(Random(seed))
    assert (sparing.systems.tolist(), sparing.crossings.tolist()) == recounted(sparing)


@pytest.mark.parametrize("seed", range(60))
def test_closing_one_after_another_is_asking_afresh(seed: int) -> None:
    rng = Random(seed)
    sparing = random_sparing(rng)
    for _ in range(4):
        system = rng.randrange(len(sparing.weights))
        some = sparing.around(system).tolist()
        sparing.close(some if rng.random() < 0.6 or not some else [rng.choice(some)])
        fresh = Sparing(sparing.paths, sparing.pool, sparing.weights)
        fresh.close(np.flatnonzero(sparing.closed).tolist())
        for name in ("systems", "crossings", "reached", "spared", "bridge"):
            assert np.array_equal(getattr(sparing, name), getattr(fresh, name)), name
        assert (sparing.systems.tolist(), sparing.crossings.tolist()) == recounted(sparing)


@pytest.mark.parametrize("seed", range(60))
def test_opening_again_is_asking_afresh_and_undoes_closing(seed: int) -> None:
    rng = Random(500 + seed)
    sparing = random_sparing(rng)
    names = ("systems", "crossings", "reached", "spared", "bridge")
    before = {name: getattr(sparing, name).copy() for name in names}
    crossings = list(range(len(sparing.closed)))
    sparing.close(rng.sample(crossings, len(crossings) // 2))
    for _ in range(4):
        sparing.reopen(rng.sample(crossings, len(crossings) // 4))
        sparing.close(rng.sample(crossings, len(crossings) // 8))
        fresh = Sparing(sparing.paths, sparing.pool, sparing.weights)
        fresh.close(np.flatnonzero(sparing.closed).tolist())
        for name in names:
            assert np.array_equal(getattr(sparing, name), getattr(fresh, name)), name
    sparing.reopen(crossings)
    assert not sparing.closed.any()
    for name in names:
        assert np.array_equal(getattr(sparing, name), before[name]), name


@pytest.mark.parametrize("seed", range(30))
def test_dominators_are_those_of_networkx(seed: int) -> None:
    sparing = random_sparing(Random(1000 + seed))
    sums = np.zeros(len(sparing.weights), dtype=np.int64)
    for world in range(sparing.worlds):
        taken = hits(sparing.pool, world)
        graph = nx.DiGraph([("root", each) for each in taken] + [row[1:] for row in live(sparing.pool, world)])
        above = nx.immediate_dominators(graph, "root") if taken else {}
        for system in above.keys() - {"root"}:
            up = system
            while up not in {"root", None}:
                sums[up] += sparing.weights[system] if not (up == system and system in taken) else 0
                up = above[up]
    assert sums.tolist() == sparing.systems.tolist()


def test_only_worlds_with_what_was_closed_are_redone() -> None:
    paths = net_of([(0, 1, 0.5), (1, 2, 1.0)], 3)
    sparing = Sparing(paths, draw_live(paths, hit([0]), root=5, worlds=400), np.array([1, 1, 1]))
    reached = int((sparing.reached > 1).sum())
    assert 120 < reached < 280
    assert sparing.close([1]) == reached
    assert sparing.close([1]) == 0
    assert sparing.weight == 400 + reached
    assert sparing.systems.tolist() == [reached, reached, 0]


def test_a_hit_that_another_hit_reaches_stays_hit() -> None:
    paths = net_of([(0, 1, 1.0), (1, 2, 1.0)], 3)
    sparing = Sparing(paths, draw_live(paths, hit([0, 1]), root=5, worlds=1), np.array([7, 20, 300]))
    assert sparing.systems.tolist() == [0, 300, 300]
    assert sparing.crossings.tolist() == [0, 300]


def test_of_two_doors_side_by_side_neither_alone_spares_what_is_behind() -> None:
    paths = net_of([(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)], 4)
    sparing = Sparing(paths, draw_live(paths, hit([0]), root=5, worlds=1), np.array([0, 1, 1, 100]))
    assert sparing.systems.tolist() == [102, 1, 1, 100]
    sparing.close(sparing.around(1).tolist())
    assert sparing.systems.tolist() == [101, 0, 101, 100]


def test_of_a_way_crossed_twice_neither_crossing_spares_alone_and_a_loop_spares_nothing() -> None:
    paths = net_of([(0, 1, 1.0), (0, 1, 1.0), (1, 1, 1.0)], 2)
    sparing = Sparing(paths, draw_live(paths, hit([0]), root=5, worlds=1), np.array([0, 9]))
    assert sparing.crossings.tolist() == [0, 0, 0]


def test_nothing_hit_spares_nothing() -> None:
    paths = net_of([(0, 1, 1.0)], 2)
    sparing = Sparing(paths, draw_live(paths, hit([]), root=5, worlds=3), np.array([5, 9]))
    assert (sparing.weight, sparing.systems.tolist(), sparing.close([0])) == (0, [0, 0], 0)


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_a_long_chain_is_climbed_without_getting_lost(chance: float) -> None:
    many = 5_000
    back = [(number, number - 1, chance) for number in range(1, many)]
    paths = net_of([*((number, number + 1, 1.0) for number in range(many - 1)), *back], many)
    sparing = Sparing(paths, draw_live(paths, hit([0]), root=5, worlds=2), np.ones(many, dtype=np.int64))
    assert sparing.systems.tolist() == [2 * (many - 1), *(2 * (many - number) for number in range(1, many))]


def test_weights_that_cannot_be_added_up_are_refused() -> None:
    paths = net_of([(0, 1, 1.0)], 2)
    with pytest.raises(EngineError, match="too large to be added up exactly") as refused:
        Sparing(paths, draw_live(paths, hit([0]), root=5, worlds=2), np.array([1 << 61, 1 << 61]))
    assert refused.value.code is EngineCode.WEIGHTS_TOO_LARGE


@pytest.mark.parametrize("seed", range(12))
def test_worlds_drawn_by_several_threads_or_without_hours_are_the_same(seed: int) -> None:
    rng = Random(seed)
    systems = rng.randint(2, 24)
    paths = random_net(rng, systems)
    asked = {"root": seed, "worlds": rng.choice([1, 2, 7, 50]), "first": rng.choice([0, 9])}
    whole = draw_live(paths, hit([0, 1], chance=0.6), **asked)
    for threads in (1, 2, 3, 64):
        for timed in (True, False):
            parts = draw_live(paths, hit([0, 1], chance=0.6), threads=threads, timed=timed, **asked)
            for name, one, other in zip(whole._fields, whole, parts, strict=True):
                assert np.array_equal(other, one[:0] if name == "edge_delay" and not timed else one), name


def test_isolating_what_the_attack_does_not_get_to_redoes_nothing() -> None:
    paths = net_of([(0, 1, 0.5), (1, 2, 1.0), (0, 3, 1.0)], 4)
    sparing = Sparing(paths, draw_live(paths, hit([0]), root=5, worlds=400), np.ones(4, dtype=np.int64))
    reached = int((sparing.reached > 2).sum())
    assert 120 < reached < 280
    # The way into 1 starts where every world begins, and is live in some: those alone are redone.
    assert sparing.close(sparing.around(1).tolist()) == reached
    assert sparing.reopen(sparing.around(1).tolist()) == reached
