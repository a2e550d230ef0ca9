"""A seed whose attack moves enough to be worth an afternoon.

Law: deterministic, from a seed to begin with; of the worlds that are tried the first that has all that is wished for,
else the first of those that have most of it. Where the attacker has no way out, nothing is tried: a scenario that
stands still does so by design.
Not here: the world of the seed (world.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from battlebox.drill.world.draw import drawn
from battlebox.drill.world.errors import Code, WorldError
from battlebox.drill.world.world import Script, World
from battlebox.engine import EstateArrays, Hit
from battlebox.estate import MICROHOURS, Estate

TRIES: Final = 512
FRESH_LEAST: Final = 3
"""Systems that the attacker takes while people play, so that there is something to find and something to save."""


def lively_seed(
    arrays: EstateArrays, hits: Sequence[Hit], seed: int, *, within_microhours: int, script: Script | None = None
) -> int:
    """The seed to play with; `within` is how long the story is played.

    Wished for are three systems taken meanwhile (or all that can be, if fewer), one of them in the first half and one
    in the second. Raises WorldError where nothing is played, and what drawing a world raises. Cost: a world for each
    try.
    """
    if within_microhours <= 0:
        raise WorldError.of(Code.NO_WINDOW, found=f"{within_microhours / MICROHOURS:g}")
    most = min(FRESH_LEAST, len(_could_reach(arrays.estate, [hit.system for hit in hits])))
    if not most or not (script or Script()).spreads:
        return seed
    best, best_met = seed, -1
    for attempt in range(TRIES):
        each = _derived(seed, attempt) if attempt else seed
        met = _met(World.of(arrays, hits, seed=each, script=script), within_microhours, most)
        if met > best_met:
            best, best_met = each, met
        if met == most + min(most, 2):
            break
    return best


def _met(world: World, within: int, most: int) -> int:
    """How much of what is wished for a world has: systems taken, up to `most`, and in how many halves, up to that."""
    fresh = [at for at in world.untouched.values() if 0 < at < within]
    halves = {2 * at < within for at in fresh}
    return min(len(fresh), most) + min(len(halves), most)


def _could_reach(estate: Estate, hits: Iterable[str]) -> set[str]:
    """Systems beyond the hits to which any path with a chance leads."""
    begun = set(hits)
    found, waiting = set(begun), list(begun)
    leads: dict[str, list[str]] = {}
    for path in estate.paths:
        if path.chance > 0:
            leads.setdefault(path.origin, []).append(path.target)
            if path.both_ways:
                leads.setdefault(path.target, []).append(path.origin)
    while waiting:
        for target in leads.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found - begun


def _derived(seed: int, attempt: int) -> int:
    """Another seed, as unlike the first as any: 63 bits, as the engine takes."""
    return drawn("lively", seed, attempt) >> 1
