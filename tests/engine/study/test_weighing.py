"""What closing each thing spares with alternatives and fallbacks: by hand, beside the plain twin, and beside impact."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from battlebox.engine import Down, EstateArrays, impact
from battlebox.engine.reaching import reach_slow
from battlebox.engine.study import begin, finish
from battlebox.engine.study import weighing as module
from battlebox.engine.study.block import first_hit
from battlebox.engine.study.ground import Ground
from battlebox.engine.study.weighing import Weighing, ends, weighed_slow
from battlebox.engine.tally import harm_of_outage
from battlebox.estate import MICROHOURS, Estate, Need
from engine.cases import path, service
from engine.estates import Mould, random_estate
from engine.pools import live
from engine.study.cases import CHAIN, by_name, estate, studied

DENSE = Mould(systems=12, services=6, needs=40, paths=24, dense=True)
WORLDS = 3


def outage(found: Estate, *, alone: bool = False) -> float:
    """What one outage of the first service costs."""
    hours = found.cyber.lasts_microhours
    return harm_of_outage(EstateArrays.of(found).services, 0, hours, alone=alone) / 1e6


EITHER = (Need("meals", "b", any_of="x"), Need("meals", "c", any_of="x"))


def test_a_service_on_two_ways_is_lost_where_both_are_and_spared_by_whatever_spares_one(tmp_path):
    # From a both are lost, and each link spares one; from b and c one alone, or both, are hit or follow.
    found = estate(paths=CHAIN, needs=EITHER, services=(service("meals"),))
    answer = studied(tmp_path, found, first_hits=3, worlds=2)
    once = outage(found)
    assert by_name(answer["entries"]) == {
        "a": {"id": "a", "harm": once},
        "b": {"id": "b", "harm": once},
        "c": {"id": "c", "harm": 0.0},
    }
    links, systems = by_name(answer["links"], "path"), by_name(answer["systems"])
    assert {name: row["saves"] for name, row in links.items()} == pytest.approx({"a-b": once / 3, "b-c": 2 * once / 3})
    # From a, each system spares it, b and c by themselves; from b, b by what comes after it, and c.
    assert {name: row["saves"] for name, row in systems.items()} == pytest.approx(
        {"a": once / 3, "b": 2 * once / 3, "c": 2 * once / 3}
    )


def test_two_doors_to_one_of_two_ways_spare_nothing_and_the_one_to_the_other_does(tmp_path):
    doors = (path("front", "a", "b"), path("back", "a", "b"), path("a-c", "a", "c"))
    found = estate(paths=doors, needs=EITHER, services=(service("meals"),))
    answer = studied(tmp_path, found, first_hits=3, worlds=1)
    assert [row["path"] for row in answer["links"]] == ["a-c"]


def test_what_is_lost_without_alternatives_as_well_is_spared_by_what_spares_it_from_both(tmp_path):
    # Meals stand on b or c, and on mail, which stands on c: only what spares c spares meals.
    needs = (*EITHER, Need("meals", "mail"), Need("mail", "c"))
    found = estate(paths=CHAIN, needs=needs, services=(service("meals"), service("mail", people=0)))
    answer = studied(tmp_path, found, first_hits=3, worlds=1)
    spared = by_name(answer["links"], "path")["b-c"]
    assert spared["people"] == pytest.approx(2 / 3 * outage(found))
    assert by_name(answer["entries"])["c"]["harm"] == pytest.approx(outage(found))


def test_a_fallback_that_is_out_helps_nobody_and_whatever_spares_it_spares_what_it_is_worth(tmp_path):
    needs = (Need("meals", "a"), Need("fallback:meals", "b", any_of="x"), Need("fallback:meals", "c", any_of="x"))
    fallback = {"fallback_share": 0.5, "fallback_microhours": 60 * MICROHOURS}
    found = estate(paths=CHAIN, needs=needs, services=(service("meals", **fallback),))
    usual, alone = outage(found), outage(found, alone=True)
    assert usual < alone
    answer = studied(tmp_path, found, first_hits=3, worlds=1)
    assert by_name(answer["entries"])["a"]["harm"] == pytest.approx(alone, abs=0.01)
    links = by_name(answer["links"], "path")
    assert links["b-c"]["saves"] == links["a-b"]["saves"] == pytest.approx((alone - usual) / 3, abs=0.01)


def weighed(found: Estate, hit: int, *, seed: int = 1):
    """What the kernel says of one first hit, world by world, and its live crossings."""
    ground = Ground.of(EstateArrays.of(found))
    weighing = Weighing(ground, 1)
    for world in range(WORLDS):
        pool = first_hit(ground, hit, root=seed, worlds=1, first=world)
        told = weighing.of(pool)
        figures = {int(row): tuple(told.sums[row].tolist()) for row in told.rows}
        yield ground, tuple(told.reached.tolist()), figures, list(live(pool, 0))


@pytest.mark.parametrize("seed", range(60))
def test_every_thing_spares_what_the_twin_says(seed: int) -> None:
    found = random_estate(Random(seed), DENSE)
    for hit in range(0, len(found.systems), 3):
        for ground, reached, figures, crossings in weighed(found, hit, seed=seed):
            assert (reached, figures) == weighed_slow(ground, hit, crossings)


@pytest.mark.parametrize("seed", range(6))
def test_a_study_says_of_certain_paths_what_the_twin_says(tmp_path, seed):
    drawn = random_estate(Random(seed), DENSE)
    found = replace(drawn, paths=tuple(replace(row, chance=float(row.chance > 0.4)) for row in drawn.paths))
    ground, systems = Ground.of(EstateArrays.of(found)), len(found.systems)
    answer = studied(tmp_path, found, first_hits=systems, worlds=2)
    net, wanted = ground.crossings, Counter()
    rows = [(at, int(net.source[at]), int(net.target[at])) for at in np.flatnonzero(net.threshold).tolist()]
    for hit in range(systems):
        for thing, figures in weighed_slow(ground, hit, rows)[1].items():
            wanted[thing] += sum(figures)
    things = [*(row.id for row in ground.systems), *(row.id for row in ground.paths)]
    told = {row["path"]: row["saves"] for row in answer["links"]}
    told |= {row["id"]: row["saves"] for row in answer["systems"]}
    # Weights are rounded to hundredths; a thing that spares less than that may be left out.
    asked = {things[thing]: harm / systems / 1e6 for thing, harm in wanted.items()}
    assert {name: told.get(name, 0) for name in asked} == pytest.approx(asked, abs=0.2, rel=1e-6)
    assert set(told) <= set(asked)


def test_those_estates_have_alternatives_that_are_lost_whole_and_fallbacks_that_fail():
    groups, alone = 0, 0
    for seed in range(60):
        found = random_estate(Random(seed), DENSE)
        for ground, _, figures, crossings in weighed(found, 0, seed=seed):
            assert figures is not None
            held = reach_slow({0}, ends(crossings))
            needs = ground.needs
            for group in range(len(needs.of)):
                members = needs.on[needs.start[group] : needs.start[group + 1]].tolist()
                groups += len(members) > 1 and held.issuperset(members)
            alone += int((ground.alone > ground.usual).sum())
    assert groups > 20
    assert alone > 20


@pytest.mark.parametrize("seed", range(30))
def test_a_first_hit_comes_to_what_impact_says_of_all_it_reached(seed: int) -> None:
    # Nothing holds out and nothing is slowed, so that hours play no part.
    drawn = random_estate(Random(seed), DENSE)
    needs = tuple(replace(row, holds_microhours=0) for row in drawn.needs if row.slows is None)
    found = replace(drawn, needs=needs)
    arrays = EstateArrays.of(found)
    for _, reached, _, crossings in weighed(found, 1, seed=seed):
        downs = tuple(Down(arrays.names[each]) for each in sorted(reach_slow({1}, ends(crossings))))
        told = impact(arrays, downs=downs, hours_microhours=found.cyber.lasts_microhours)
        assert sum(reached[:2]) / 1e6 == pytest.approx(sum(row.harm for row in told.services), abs=1e-4)


def test_room_is_made_where_many_ways_end_apart(tmp_path, monkeypatch):
    many = [f"s{number}" for number in range(20)]
    paths = tuple(path(f"to-{name}", "s0", name) for name in many[1:])
    needs = tuple(Need("meals", name, any_of="x") for name in many[1:])
    found = estate(tuple(many), paths, needs, (service("meals"),))
    narrow = studied(tmp_path, found, first_hits=20, worlds=2)
    assert len(narrow["links"]) == 19
    monkeypatch.setattr(module, "LOWEST", 64)
    assert studied(tmp_path, found, "wide", first_hits=20, worlds=2) == narrow


def test_the_digest_is_the_same_for_any_threads_and_blocks_with_alternatives(tmp_path):
    found = random_estate(Random(7), DENSE)
    assert any(row.any_of for row in found.needs)
    asked = {"first_hits": 40, "worlds": 4}
    plain = studied(tmp_path, found, "plain", block=40, **asked)
    for threads, block in ((1, 7), (2, 7), (4, 16)):
        told = finish(begin(tmp_path / f"{threads}-{block}", EstateArrays.of(found), block=block, **asked),
                      lambda *_: None, threads=threads)  # fmt: skip
        assert told == plain
