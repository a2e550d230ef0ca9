"""One world: what the draws were, where the attacker then gets to and when, and what is lost by it.

Law: the same world under two plans keeps its draws; only the plan's orders differ.
Not here: what an outage brings down (outage.py), the mean over worlds (price.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random

from battlebox.estate import Estate, Path
from engine.oracle.orders import Order, crossing_ends
from engine.oracle.spans import Spans

Direction = tuple[str, bool]
"""A path and whether it is taken backwards."""


@dataclass(frozen=True)
class Hit:
    """A suspected system, the chance that it really is compromised, and since when."""

    system: str
    chance: float
    since: int


@dataclass(frozen=True)
class World:
    """`live` gives each live direction its delay; `strikes` is None where the attack only steals."""

    taken: frozenset[str]
    live: Mapping[Direction, int]
    strikes: int | None


def directions(path: Path) -> list[tuple[Direction, str, str]]:
    """Each way of taking the path: its name, from, to."""
    there = ((path.path, False), path.origin, path.target)
    back = ((path.path, True), path.target, path.origin)
    return [there, back] if path.both_ways else [there]


def first_passage(estate: Estate, hits: Iterable[Hit], world: World, orders: list[Order], hours: int) -> dict[str, int]:
    """When each system is first reached: only those reached before the horizon, and before a theft is found."""
    end = hours if world.strikes is not None else min(hours, estate.cyber.found_microhours)
    reached = {hit.system: -hit.since for hit in hits if hit.system in world.taken and -hit.since < end}
    ends = {row.path: crossing_ends(row, orders) for row in estate.paths}
    moves = [
        (source, goal, world.live[name], ends[row.path])
        for row in estate.paths
        for name, source, goal in directions(row)
        if name in world.live
    ]
    changed = True
    while changed:
        changed = False
        for source, goal, delay, blocked_from in moves:
            if source not in reached:
                continue
            arrival = reached[source] + delay
            if arrival < blocked_from and arrival < end and arrival < reached.get(goal, end):
                reached[goal] = arrival
                changed = True
    return reached


def lost_from(
    estate: Estate, world: World, reached: Mapping[str, int], orders: list[Order], downs: Iterable[str], *, hours: int
) -> dict[str, Spans]:
    """When each reached system is out because the attacker destroyed it or the theft was found."""
    seen_down = set(downs)
    lost: dict[str, Spans] = {}
    for system, arrival in reached.items():
        if world.strikes is None:
            when, until = estate.cyber.found_microhours, estate.cyber.found_microhours + estate.cyber.lasts_microhours
        else:
            when, until = max(world.strikes, arrival), hours
        rescued = any(o.rescues(system) and o.start <= when and o.end > arrival for o in orders)
        if not rescued or system in seen_down:
            lost[system] = ((when, until),)
    return lost


def worlds_of(estate: Estate, hits: list[Hit]) -> Iterator[tuple[float, World]]:
    """Every world with its chance, where only chances are drawn: no path takes time, and strikes come at once."""
    sure = {hit.system for hit in hits if hit.chance >= 1}
    unsure = [hit for hit in hits if 0 < hit.chance < 1]
    near = _within_reach(estate, sure | {hit.system for hit in unsure})
    moves = [(name, row) for row in estate.paths for name, source, _ in directions(row) if source in near]
    always = {name: 0 for name, row in moves if row.chance >= 1}
    drawn = [(name, row.chance) for name, row in moves if 0 < row.chance < 1]
    assert all(row.microhours == 0 for _, row in moves if row.chance > 0), "a delay cannot be enumerated"
    destructive = estate.cyber.destructive_chance
    assert destructive == 0 or estate.cyber.strike_microhours == 0, "the hour of the strike cannot be enumerated"
    ends = [(share, strikes) for share, strikes in ((destructive, 0), (1 - destructive, None)) if share > 0]
    chances = [*(hit.chance for hit in unsure), *(chance for _, chance in drawn)]
    for coins in product((True, False), repeat=len(chances)):
        weight = 1.0
        for coin, chance in zip(coins, chances, strict=True):
            weight *= chance if coin else 1 - chance
        taken = frozenset(sure | {hit.system for hit, coin in zip(unsure, coins, strict=False) if coin})
        live = {name: 0 for (name, _), coin in zip(drawn, coins[len(unsure) :], strict=True) if coin}
        for share, strikes in ends:
            yield weight * share, World(taken, {**always, **live}, strikes)


def drawn_world(estate: Estate, hits: list[Hit], rng: Random) -> World:
    """One world by Python's own random numbers."""
    taken = frozenset(hit.system for hit in hits if rng.random() < hit.chance)
    live = {
        name: _exponential(rng, row.microhours)
        for row in estate.paths
        for name, _, _ in directions(row)
        if rng.random() < row.chance
    }
    destroys = rng.random() < estate.cyber.destructive_chance
    return World(taken, live, _exponential(rng, estate.cyber.strike_microhours) if destroys else None)


def _exponential(rng: Random, mean: int) -> int:
    return int(rng.expovariate(1 / mean) + 0.5) if mean else 0


def _within_reach(estate: Estate, start: set[str]) -> set[str]:
    """Systems that any live world could carry the attacker to, so that draws which change nothing are left out."""
    near = set(start)
    while True:
        further = {
            goal for row in estate.paths if row.chance > 0 for _, source, goal in directions(row) if source in near
        }
        if further <= near:
            return near
        near |= further
