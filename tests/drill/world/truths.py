"""Worlds and moves for the tests of the truth behind a drill: worked out by hand, or drawn at random.

Law: a pure function of the random numbers given; small whole hours, so that ties abound.
Not here: what follows from them.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from battlebox.drill.world import (
    Attack,
    Cut,
    Failed,
    Look,
    Move,
    Ordered,
    Planted,
    Restored,
    Shown,
    Told,
    World,
)
from battlebox.drill.world.stretch import FAR
from battlebox.engine import Crossing, EstateArrays, Hit
from battlebox.estate import MICROHOURS, Estate
from engine.cases import council_estate
from engine.estates import Mould, random_estate

H = MICROHOURS
MOULD = Mould(delays=True, dense=True)
LAST = 30
"""The hour after which nothing of a random case is done."""


def by_hand(
    *moves: tuple[str, str, str, float],
    taken: tuple[tuple[str, float], ...] = (("mail", 0),),
    strike: float | None = None,
    comes_out: float | None = None,
    **tables,
) -> World:
    """A world of the three councils with these crossings: path, from, to, hours."""
    return World(
        arrays=EstateArrays.of(council_estate(**tables)),
        seed=1,
        taken=tuple((system, round(at * H)) for system, at in taken),
        crossings=tuple(Crossing(path, origin, target, round(hours * H)) for path, origin, target, hours in moves),
        strike_microhours=None if strike is None else round(strike * H),
        ends_microhours=FAR if comes_out is None else round(comes_out * H),
    )


def random_hits(rng: Random, estate: Estate) -> tuple[Hit, ...]:
    systems = [row.system for row in estate.systems]
    chosen = rng.sample(systems, min(len(systems), rng.choice([1, 1, 2, 3])))
    return tuple(Hit(name, rng.choice([1.0, 1.0, 0.3]), rng.choice([0, 0, 2, 5]) * H) for name in chosen)


def random_world(rng: Random, mould: Mould = MOULD) -> World:
    """A world on a random estate; now and then one in which every path can be crossed, so that much happens."""
    estate = random_estate(rng, mould)
    if rng.random() < 0.5:
        estate = replace(estate, paths=tuple(replace(row, chance=1.0) for row in estate.paths))
    if rng.random() < 0.5:
        estate = replace(estate, cyber=replace(estate.cyber, found_microhours=60 * H))
    arrays = EstateArrays.of(estate)
    return World.of(arrays, random_hits(rng, estate), seed=rng.getrandbits(32))


def random_move(rng: Random, estate: Estate, kinds: tuple[type, ...] = ()) -> Move | None:
    """Something done at a random hour; None where the estate has nothing to do it to."""
    kind = rng.choice(
        kinds or (Ordered, Ordered, Ordered, Cut, Cut, Restored, Restored, Failed, Planted, Look, Told, Shown)
    )
    at = rng.randint(0, LAST) * H
    until = None if rng.random() < 0.4 else at + rng.randint(0, 10) * H
    system = rng.choice(estate.systems).system
    if kind is Ordered:
        if not estate.actions:
            return None
        paths = rng.sample(estate.paths, min(len(estate.paths), rng.choice([0, 0, 1, 2])))
        opened = tuple((row.path, at + rng.randint(0, 10) * H) for row in paths)
        return Ordered(rng.choice(estate.actions).action, at, until, opened)
    if kind is Cut:
        return Cut(rng.choice(estate.paths).path, at, until) if estate.paths else None
    if kind is Failed:
        return Failed(rng.choice(list(estate.thing_by_id)), at, until)
    if kind is Restored:
        return Restored(system, at, is_clean=rng.random() < 0.7)
    if kind is Look:
        systems = tuple(rng.sample([row.system for row in estate.systems], rng.randint(1, 2)))
        body = rng.choice(["", *(row.body for row in estate.bodies)])
        return Look(systems, at, rng.randint(0, 3) * H, rng.random() < 0.6, body)
    if kind is Told:
        return Told(system, at, rng.choice([(), (rng.choice(estate.bodies).body,)]))
    return kind(system, at)


def random_moves(rng: Random, estate: Estate, *kinds: type, most: int = 8) -> tuple[Move, ...]:
    drawn = (random_move(rng, estate, kinds) for _ in range(rng.randint(0, most)))
    return tuple(move for move in drawn if move is not None)


def random_attack(seed: int) -> Attack:
    rng = Random(seed)
    world = random_world(rng)
    return Attack.of(world, random_moves(rng, world.estate))


def moments(attack: Attack) -> list[int]:
    """Every whole and half hour in which anything of a random case can have happened."""
    del attack
    return [half * H // 2 for half in range(-12, 2 * LAST + 60)]
