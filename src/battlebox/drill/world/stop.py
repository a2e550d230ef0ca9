"""What stops in a drill, and when: by what the attacker struck, what the script put out, and what players ordered.

Law: the engine's impact on what is so, all causes together; nothing from before the moment asked for depends on a move
after it. Whatever stops, stops by something that can be seen, so that this gives nothing away of a hidden attacker.
Not here: how long people bear it (engine), what they know of why (seen.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from battlebox.drill.world.attack import Attack, strikes
from battlebox.drill.world.move import Cut, Failed, Move, Ordered
from battlebox.engine import Done, Down, EstateArrays, Stop, impact
from battlebox.estate import MICROHOURS, Action

LINK: Final = "link-down:"
"""The name of the order that stands for a link which is shut by nobody's; no action of an estate can have it."""
_YEARS: Final = 80_000 * MICROHOURS
"""Later than anything in a drill, and within what the engine looks at."""


def stops(attack: Attack, until_microhours: int) -> tuple[Stop, ...]:
    """Everything that is out before a moment, with its outages up to then, in order of time; none says why.

    An outage that goes on at that moment ends at it. Cost: one impact of the engine.
    """
    arrays, dones = with_links(attack.world.arrays, attack.moves)
    answer = impact(
        arrays,
        downs=downs_of(attack),
        dones=dones,
        hours_microhours=max(until_microhours, MICROHOURS),
        as_recorded=True,
        explained=False,
    )
    found = (_up_to(stop, until_microhours) for stop in answer.stops)
    return tuple(stop for stop in found if stop.outages)


def is_out(stop: Stop, at_microhours: int) -> bool:
    """Whether it is out at a moment."""
    return any(begin <= at_microhours < end for begin, end in stop.outages)


def downs_of(attack: Attack) -> tuple[Down, ...]:
    """What is out from outside: struck, or failed by the script, from the start of the story on."""
    struck = [(strike.system, strike.at_microhours, strike.until_microhours) for strike in strikes(attack)]
    failed = [
        (move.thing, move.at_microhours, move.until_microhours) for move in attack.moves if isinstance(move, Failed)
    ]
    return tuple(Down(thing, max(at, 0), until) for thing, at, until in (*struck, *failed))


def with_links(arrays: EstateArrays, moves: Iterable[Move]) -> tuple[EstateArrays, tuple[Done, ...]]:
    """What was ordered, as the engine is asked, on the estate with an order for each link that is shut by none."""
    dones, paths = [], set()
    for move in moves:
        if isinstance(move, Ordered):
            dones.append(_done(move.action, move.at_microhours, move.until_microhours))
        elif isinstance(move, Cut):
            dones.append(_done(LINK + move.path, move.at_microhours, move.until_microhours))
            paths.add(move.path)
    return _with_orders(arrays, frozenset(paths)), tuple(dones)


def _done(action: str, at: int, until: int | None) -> Done:
    """An order holds until it is reopened, however long the estate says that it lasts."""
    return Done(action, -at, _YEARS if until is None else until)


@lru_cache(maxsize=8)
def _with_orders(arrays: EstateArrays, paths: frozenset[str]) -> EstateArrays:
    if not paths:
        return arrays
    estate = arrays.estate
    hosts = {path: estate.system_by_id[estate.path_by_id[path].origin].body for path in paths}
    extra = (Action(LINK + path, path, hosts[path], cuts=(f"path:{path}",)) for path in sorted(paths))
    return EstateArrays.of(replace(estate, actions=(*estate.actions, *extra)))


def _up_to(stop: Stop, until: int) -> Stop:
    outages = tuple((begin, min(end, until)) for begin, end in stop.outages if begin < until)
    return replace(stop, outages=outages)
