"""First passage on graphs large enough for waiting by stretches, and drawn on the way, beside the twin and networkx."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest

from battlebox.engine import EstateArrays, Hit, Question
from battlebox.engine.nets import NEVER
from battlebox.engine.passage import first_passage_slow
from battlebox.engine.situation import Situation
from battlebox.engine.trial import fill_passages
from battlebox.engine.trials import Trials, passages, passages_drawn
from battlebox.engine.waiting import FEW, LATER, STRETCHES
from battlebox.engine.workspace import EVENT
from battlebox.engine.worlds import Pool, draw_live
from battlebox.estate import MICROHOURS
from engine.estates import Mould, random_estate
from engine.pools import hit, net_of

WORLDS = 8


def wide(seed: int, *, hours: int, chance: float = 0.5) -> Pool:
    """Worlds of more than `FEW` places, some of whose crossings take no time at all."""
    rng = Random(seed)
    many = FEW * 3
    paths = net_of([(rng.randrange(many), rng.randrange(many), chance) for _ in range(many * 5)], many, hours=hours)
    instant = np.array([rng.random() < 0.2 for _ in paths.mean])
    paths = paths._replace(mean=np.where(instant, 0, paths.mean))
    pool = draw_live(paths, hit([0, 1, 2]), root=seed, worlds=WORLDS)
    assert (np.diff(pool.first) > FEW).all()
    return pool._replace(hit_at=np.where(pool.hit_at == NEVER, NEVER, np.array([-7, 0, 3])[pool.node % 3]))


def filled(pool: Pool, close_at: np.ndarray, limit: int) -> np.ndarray:
    systems = int(pool.node.max()) + 1
    room = len(pool.edge) + systems + 1
    table = np.full((WORLDS, systems), NEVER, dtype=np.int64)
    times, heap, later = np.zeros(systems, np.int64), np.zeros(room, EVENT), np.zeros(room, LATER)
    limits, head = np.full(WORLDS, limit), np.zeros(STRETCHES, np.int32)
    fill_passages(*pool[:7], limits, close_at, times, heap, later, head, table)
    return table


@pytest.mark.parametrize("limit", [1, 40, 3_000, 10**9, NEVER >> 2])
@pytest.mark.parametrize("hours", [0, 1, 10, 1_000_000])
def test_many_places_are_reached_when_the_twin_says(limit: int, hours: int) -> None:
    pool = wide(limit + hours, hours=hours)
    rng = Random(hours)
    close_at = np.array([rng.choice([0, hours, 5 * hours, NEVER, NEVER]) for _ in range(int(pool.edge.max()) + 1)])
    table = filled(pool, close_at, limit)
    for world in range(WORLDS):
        base, end = int(pool.first[world]), int(pool.first[world + 1])
        hits = {place - base: int(pool.hit_at[place]) for place in range(base, end) if pool.hit_at[place] != NEVER}
        rows = [
            (place - base, int(pool.edge_to[live]), int(pool.edge_delay[live]), int(close_at[pool.edge[live]]))
            for place in range(base, end)
            for live in range(pool.edge_first[place], pool.edge_first[place + 1])
        ]
        slow = first_passage_slow(hits, rows, limit)
        found = {system: int(time) for system, time in enumerate(table[world]) if time != NEVER}
        assert found == {int(pool.node[base + place]): time for place, time in slow.items()}


@pytest.mark.parametrize("seed", range(4))
def test_nothing_closed_is_the_shortest_way_of_networkx(seed: int) -> None:
    pool = wide(seed, hours=1_000)
    table = filled(pool, np.full(int(pool.edge.max()) + 1, NEVER), 10**7)
    for world in range(WORLDS):
        graph, base = nx.DiGraph(), int(pool.first[world])
        for place in range(base, int(pool.first[world + 1])):
            if pool.hit_at[place] != NEVER:
                graph.add_edge("out", int(pool.node[place]), hours=int(pool.hit_at[place]) + 7)
            for live in range(pool.edge_first[place], pool.edge_first[place + 1]):
                ends = int(pool.node[place]), int(pool.node[base + pool.edge_to[live]])
                hours = int(pool.edge_delay[live])
                if not graph.has_edge(*ends) or graph.edges[ends]["hours"] > hours:
                    graph.add_edge(*ends, hours=hours)
        shortest = nx.single_source_dijkstra_path_length(graph, "out", weight="hours")
        del shortest["out"]
        assert {each: int(time) for each, time in enumerate(table[world]) if time != NEVER} == {
            each: hours - 7 for each, hours in shortest.items()
        }


@pytest.mark.parametrize("seed", range(30))
def test_drawn_on_the_way_is_as_drawn_before(seed: int) -> None:
    rng = Random(seed)
    estate = random_estate(rng, Mould(delays=True, dense=True))
    systems = [row.system for row in estate.systems]
    hits = tuple(Hit(name, rng.choice([0.05, 0.3, 1.0])) for name in rng.sample(systems, min(3, len(systems))))
    question = Question(hits, hours_microhours=rng.choice([120, 300]) * MICROHOURS, seed=seed)
    situation = Situation(EstateArrays.of(estate), question)
    before = passages(Trials.drawn(situation, stream=2, worlds=130))
    for threads in (1, 2, 3):
        assert np.array_equal(passages_drawn(situation, stream=2, worlds=130, threads=threads), before)


def test_an_hour_on_the_way_is_an_exponential_of_the_way_s_mean() -> None:
    pool = draw_live(net_of([(0, 1, 1.0), (1, 2, 1.0)], 3, hours=10_000), hit([0]), root=3, worlds=20_000)
    one, two = pool.edge_delay[::2] / 10_000, pool.edge_delay[1::2] / 10_000
    for hour in (0.5, 1.0, 2.0, 4.0):
        erlang = 1 - np.exp(-hour) * (1 + hour)
        assert abs(float((one + two < hour).mean()) - erlang) < 4 * (erlang * (1 - erlang) / 20_000) ** 0.5
