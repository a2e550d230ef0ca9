"""What stops in a drill, and when: by what the attacker struck, what the script put out, and what players ordered.

Law: the engine's impact on what is so, all causes together; nothing from before the moment asked for depends on a move
after it. Whatever stops, stops by something that can be seen, so that this gives nothing away of a hidden attacker.
Not here: how long people bear it (engine), what they know of why (seen.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from battlebox.drill.world.attack import Attack, strikes
from battlebox.drill.world.move import Cut, Failed, Move, Ordered
from battlebox.engine import Done, Down, EstateArrays, Stop, impact
from battlebox.estate import MICROHOURS, Action, Estate, paths_of

LINK: Final = "link-down:"
"""The name of the order that stands for a link which is shut by nobody's; no action of an estate can have it."""
REST: Final = "rest-of:"
"""The beginning of the name of what is left of an order that cuts links, once one of them is open again."""
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
    dones, paths, rests = [], set(), set()
    for move in moves:
        if isinstance(move, Ordered):
            for part in parts_of(arrays.estate, move):
                dones.append(_done(part.action.action, part.at_microhours, part.until_microhours))
                if part.is_rest:
                    rests.add(part.action)
        elif isinstance(move, Cut):
            dones.append(_done(LINK + move.path, move.at_microhours, move.until_microhours))
            paths.add(move.path)
    return _with_orders(arrays, frozenset(paths), frozenset(rests)), tuple(dones)


@dataclass(frozen=True, slots=True)
class Part:
    """An order, or what is left of it, from when until when (None: it stands)."""

    action: Action
    at_microhours: int
    until_microhours: int | None
    is_rest: bool = False


def parts_of(estate: Estate, move: Ordered) -> Iterator[Part]:
    """An order as services meet it: of one that only cuts links, less from the moment at which one of them is open.

    What stands on a system that an order isolates does not come back by a link alone: the order is reopened for that.
    """
    row = estate.action_by_id[move.action]
    until = _YEARS if move.until_microhours is None else move.until_microhours
    left = set() if row.isolates or row.stops else set(paths_of(estate, row.cuts))
    opened = sorted((at, path) for path, at in move.opened if path in left and at < until)
    action, since, works = row, move.at_microhours, move.at_microhours + row.takes_microhours
    for at, path in opened:
        if since < at:
            yield Part(action, since, at, action is not row)
        left.discard(path)
        since = at
        # A name of its own for what is left of it, and for how long it takes still.
        names = tuple(f"path:{each}" for each in sorted(left))
        name = f"{REST}{row.action}:{at}:{path}"
        action = replace(row, action=name, cuts=names, takes_microhours=max(0, works - at), conflicts=())
    if action is row or action.cuts:
        yield Part(action, since, move.until_microhours, action is not row)


def _done(action: str, at: int, until: int | None) -> Done:
    """An order holds until it is reopened, however long the estate says that it lasts."""
    return Done(action, -at, _YEARS if until is None else until)


@lru_cache(maxsize=8)
def _with_orders(arrays: EstateArrays, paths: frozenset[str], rests: frozenset[Action]) -> EstateArrays:
    if not paths and not rests:
        return arrays
    estate = arrays.estate
    hosts = {path: estate.system_by_id[estate.path_by_id[path].origin].body for path in paths}
    extra = (Action(LINK + path, path, hosts[path], cuts=(f"path:{path}",)) for path in sorted(paths))
    left = sorted(rests, key=lambda each: each.action)
    return EstateArrays.of(replace(estate, actions=(*estate.actions, *extra, *left)))


def _up_to(stop: Stop, until: int) -> Stop:
    outages = tuple((begin, min(end, until)) for begin, end in stop.outages if begin < until)
    return replace(stop, outages=outages)
