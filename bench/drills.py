"""Bench of the truth behind a drill: one step of it, as a desk that practises asks for it, beside its plain twin."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib import resources
from random import Random

from table import Row, best_of

from battlebox.drill.world import Attack, Look, Move, Ordered, Script, World, lively_seed, reached, seen, stops, strikes
from battlebox.drill.world.passage import spells_of
from battlebox.drill.world.passage_slow import spells_slow
from battlebox.engine import EstateArrays, Hit
from battlebox.estate import MICROHOURS, Action, Estate, Path, PathKind, read_estate
from engine import wide_estate

DAY = 24 * MICROHOURS


def three_hundred(seed: int = 1) -> Estate:
    """Three hundred systems, each with six paths out and an order that isolates it."""
    rng = Random(seed)
    estate = wide_estate(330, 3_000)
    names = [row.system for row in estate.systems][:300]
    paths = tuple(
        Path(f"p{number}", *rng.sample(names, 2), PathKind.TRUST, 0.5, 12 * MICROHOURS) for number in range(1_800)
    )
    orders = tuple(Action(f"off-{name}", name, "northmere", isolates=(f"system:{name}",)) for name in names)
    return replace(estate, paths=paths, actions=orders)


def moves_of(estate: Estate, seed: int = 1) -> tuple[Move, ...]:
    """A busy afternoon: thirty orders, some reopened, and twenty looks."""
    rng = Random(seed)
    orders = rng.sample([row.action for row in estate.actions], 30)
    hours = [rng.randrange(8 * MICROHOURS) for _ in orders]
    given = [
        Ordered(name, at, at + MICROHOURS if at % 3 == 0 else None) for name, at in zip(orders, hours, strict=True)
    ]
    looks = [Look((row.system,), rng.randrange(8 * MICROHOURS)) for row in rng.sample(estate.systems, 20)]
    return (*given, *looks)


def stepping(name: str, estate: Estate, hit: str, goal: str) -> list[Row]:
    """Everything that one step asks, from the moves on; and finding a seed for the afternoon."""
    arrays, hits, moves = EstateArrays.of(estate), (Hit(hit),), moves_of(estate)
    script = Script(strikes=True, within_microhours=8 * MICROHOURS)
    world = World.of(arrays, hits, seed=lively_seed(arrays, hits, 1, within_microhours=DAY), script=script)

    def step() -> Attack:
        attack = Attack.of(world, moves)
        reached(attack, DAY), strikes(attack), stops(attack, DAY), seen(attack, DAY)
        return attack

    ours = best_of(step, 5, time.process_time)
    attack = step()
    quick = best_of(
        lambda: spells_of(world.crossings, world.taken, attack.barriers, world.ends_microhours), 5, time.process_time
    )
    began = time.process_time()
    spells_slow(world.crossings, world.taken, attack.barriers, world.ends_microhours)
    twin = time.process_time() - began
    took = []
    for seed in range(20):
        began = time.process_time()
        lively_seed(arrays, hits, seed, within_microhours=MICROHOURS)
        took.append(time.process_time() - began)
    held = len(reached(attack, DAY))
    return [
        Row(f"one step of a drill, {name}", "whole step", ours, note=f"{held} systems held, 30 orders; goal: {goal}"),
        Row(f"where the attacker gets to, {name}", "queue", quick, "plain Python twin", twin),
        Row(f"a seed worth an hour, {name}", "whole search, worst of 20", max(took)),
    ]


def steps() -> list[Row]:
    london = read_estate(resources.files("battlebox.estate") / "shipped" / "west-london")
    return [
        *stepping("West London", london, "rbkc.hosting", "0.05 s"),
        *stepping("300 systems, 1,800 paths", three_hundred(), "s200", "0.2 s"),
    ]
