"""What an order closes, found by what stands at each thing, beside a twin that walks every path and every need."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from battlebox.engine import EVERYTHING, EstateArrays
from battlebox.engine.arrays import FALLBACK, threshold_of
from battlebox.engine.draws import key_of, keys_of
from battlebox.engine.effects import boundaries_of, effects_of, hosting_councils, shutdown_of
from battlebox.estate import Action, Estate, Need, paths_of, things_of
from engine.estates import Mould, random_estate

WIDE = Mould(supplier=True, dense=True)


def some_estate(seed: int) -> Estate:
    """A random estate, some of whose needs run over some of its paths, and some of whose fallbacks have needs."""
    rng = Random(seed)
    estate = random_estate(rng, WIDE)
    paths = [row.path for row in estate.paths]
    needs = [
        replace(row, via=tuple(rng.sample(paths, min(len(paths), rng.randint(1, 3))))) if rng.random() < 0.3 else row
        for row in estate.needs
    ]
    stands = {(row.of, row.on) for row in needs}
    for row in estate.services:
        on = rng.choice(estate.systems).system
        if row.has_fallback and (FALLBACK + row.service, on) not in stands:
            needs.append(Need(FALLBACK + row.service, on))
    return replace(estate, needs=tuple(needs))


def walked(estate: Estate, action: Action) -> tuple[set[int], set[str], set[str], set[str]]:
    """Needs broken (by number), things stopped, paths closed, systems checked: the contract, row after row."""
    inside, stopped = things_of(estate, action.isolates), things_of(estate, action.stops)
    closed = set(paths_of(estate, action.cuts))
    for path in estate.paths:
        if (path.origin in inside) != (path.target in inside) or stopped & {path.origin, path.target}:
            closed.add(path.path)
    broken = set()
    for number, need in enumerate(estate.needs):
        of, on = (name.removeprefix(FALLBACK) for name in (need.of, need.on))
        if (of in inside) != (on in inside) or closed & set(need.via):
            broken.add(number)
    alone = inside & estate.system_by_id.keys()
    checked = (set(alone) if len(alone) == 1 else set()) | (stopped & estate.system_by_id.keys())
    return broken, set(stopped), closed, checked


@pytest.mark.parametrize("seed", range(60))
def test_an_order_closes_what_the_twin_finds_by_walking_every_row(seed: int) -> None:
    estate = some_estate(seed)
    arrays = EstateArrays.of(estate)
    effects = effects_of(arrays)
    councils = hosting_councils(arrays)
    shutdowns = {shutdown_of(body): (body,) for body in councils} | {EVERYTHING: councils}
    asked = {row.action: row for row in estate.actions} | {
        name: Action(name, name, "", stops=tuple(f"body:{body}" for body in bodies))
        for name, bodies in shutdowns.items()
    }
    assert set(effects) == set(asked)
    assert len(effects) == len(asked)
    for name, action in asked.items():
        effect = effects[name]
        crossings = [
            number for number, path in enumerate(arrays.paths.path.tolist()) if path in effect_paths(arrays, name)
        ]
        found = (
            {int(arrays.needs.rows["number"][row]) for row in effect.shuts},
            {arrays.names[node] for node in effect.stops},
            {estate.paths[path].path for path in effect_paths(arrays, name)},
            {arrays.names[node] for node in effect.checks},
        )
        assert found == walked(estate, action), name
        assert effect.blocks.tolist() == crossings, "both directions of a path are closed, in order"
        assert len(effect.shuts) == len(found[0]), "each need once"
        assert effects[name] is effect


def effect_paths(arrays: EstateArrays, name: str) -> set[int]:
    return set(arrays.paths.path[effects_of(arrays)[name].blocks].tolist())


@pytest.mark.parametrize("seed", range(40))
def test_boundaries_are_the_needs_of_no_route_between_bodies_that_paths_join(seed: int) -> None:
    estate = some_estate(seed)
    arrays = EstateArrays.of(estate)
    joined: dict[frozenset[str], set[str]] = {}
    for path in estate.paths:
        pair = frozenset(estate.system_by_id[end].body for end in (path.origin, path.target))
        joined.setdefault(pair, set()).add(path.path)
    rows: dict[frozenset[str], list[int]] = {}
    for number, need in enumerate(estate.needs):
        pair = frozenset(estate.thing_by_id[name.removeprefix(FALLBACK)].body for name in (need.of, need.on))
        if len(pair) == 2 and not need.via and pair in joined:
            rows.setdefault(pair, []).append(number)
    found = boundaries_of(arrays)
    assert {pair: arrays.needs.rows["number"][list(held)].tolist() for pair, held in found.rows.items()} == rows
    assert found.paths == {pair: frozenset(joined[pair]) for pair in rows}


@pytest.mark.parametrize("seed", range(20))
def test_a_crossing_keeps_its_key_chance_and_hours_wherever_it_stands(seed: int) -> None:
    estate = some_estate(seed)
    net = EstateArrays.of(estate).paths
    place = {row.system: number for number, row in enumerate(estate.systems)}
    expected = []
    for number, row in enumerate(estate.paths):
        ends = [(row.origin, row.target, "out"), (row.target, row.origin, "back")][: 1 + row.both_ways]
        for one, other, way in ends:
            key = key_of("path", row.path, way)
            expected.append((place[one], place[other], threshold_of(row.chance), row.microhours, key, number))
    expected.sort(key=lambda crossing: crossing[0])
    columns = (net.source, net.target, net.threshold, net.mean, net.key, net.path)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected


def test_many_keys_are_the_keys_of_each() -> None:
    names = [("a", "out"), ("a", "back"), ("ä b", "out"), ("", "")]
    assert keys_of("path", names).tolist() == [key_of("path", *name) for name in names]
    assert keys_of("path", []).tolist() == []
