"""What was knowable at a decision, beside the engine's advice on that knowledge, and beside what was so.

Law: for the facilitator, afterwards, and only where it was switched on: it is never part of what players are given, and
nobody is scored by it, since the chances behind it are guesses. The advice knows no more than players could.
Not here: what players were given (report), what they decided (desk).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from battlebox.drill.world.attack import Attack, reached
from battlebox.drill.world.move import Cut, Move, Ordered, by
from battlebox.drill.world.seen import Seen, seen, suspected
from battlebox.drill.world.stop import LINK, downs_of, is_out, parts_of, stops, with_links
from battlebox.engine import QUICK, Advice, Done, Down, EstateArrays, Question, Stop, contain, impact
from battlebox.estate import MICROHOURS

_AHEAD: Final = 336 * MICROHOURS


@dataclass(frozen=True, slots=True)
class Knowable:
    """One moment: what was seen by then, what was out, which services were out or going to be, and the advice on it.

    `advice` is None where nothing was known to be compromised: with nothing hit there is nothing to advise on. `hidden`
    are systems that the attacker held and nobody had seen; no figure here rests on them.
    """

    at_microhours: int
    seen: tuple[Seen, ...]
    out: tuple[str, ...]
    ahead: tuple[Stop, ...]
    advice: Advice | None
    hidden: tuple[str, ...]


def knowable(
    attack: Attack,
    at_microhours: int,
    *,
    body: str = "",
    seconds: float = 30.0,
    seed: int = 1,
) -> Knowable:
    """What was knowable at a moment, to one body or to all players together, before anything was decided then.

    Moves of that very moment count as known, apart from the orders: those are what the advice is held beside. Cost: one
    containment and two impacts of the engine.
    """
    then = Attack.of(attack.world, _before(attack.moves, at_microhours))
    hits = suspected(then, at_microhours, body=body)
    begun = tuple(down for down in downs_of(then) if down.at_microhours <= at_microhours)
    downs = {down.thing: Down(down.thing) for down in begun if _goes_on(down, at_microhours)}
    arrays, dones = _in_force(then, at_microhours)
    question = Question(hits=hits, downs=tuple(downs.values()), dones=dones, seed=seed)
    advice = contain(arrays, question, seconds=seconds, for_body=body or None, effort=QUICK) if hits else None
    return Knowable(
        at_microhours=at_microhours,
        seen=seen(then, at_microhours, body=body),
        out=tuple(sorted(stop.id for stop in stops(then, at_microhours + 1) if is_out(stop, at_microhours))),
        ahead=_ahead(then, begun, at_microhours),
        advice=advice,
        hidden=tuple(sorted(reached(then, at_microhours) - {hit.system for hit in hits})),
    )


def kept_from(attack: Attack, until_microhours: int) -> tuple[str, ...]:
    """Systems that the attacker would have taken before a moment if nobody had done anything, and did not."""
    would = {system for system, at in attack.world.untouched.items() if at < until_microhours}
    did = {spell.system for spell in attack.spells if spell.begin_microhours < until_microhours}
    return tuple(sorted(would - did))


def _before(moves: Iterable[Move], at: int) -> tuple[Move, ...]:
    return tuple(move for move in by(moves, at) if not (isinstance(move, Ordered) and move.at_microhours == at))


def _ahead(attack: Attack, begun: Sequence[Down], at: int) -> tuple[Stop, ...]:
    """Services that are out or going to be, if nothing more befalls anything: hours since the start of the story."""
    arrays, dones = with_links(attack.world.arrays, attack.moves)
    answer = impact(arrays, downs=begun, dones=dones, hours_microhours=max(at, 0) + _AHEAD, as_recorded=True)
    services = (stop for stop in answer.stops if stop.kind == "service")
    return tuple(stop for stop in services if any(end > at for _, end in stop.outages))


def _goes_on(down: Down, at: int) -> bool:
    return down.until_microhours is None or at < down.until_microhours


def _in_force(attack: Attack, at: int) -> tuple[EstateArrays, tuple[Done, ...]]:
    """The orders in force, as the engine asks: each once, and none that excludes one before it."""
    standing = [move for move in attack.moves if isinstance(move, Ordered | Cut) and move.until_microhours is None]
    arrays, _ = with_links(attack.world.arrays, standing)
    actions = arrays.estate.action_by_id
    kept: dict[str, Done] = {}
    for move in standing:
        name, since = LINK + move.path if isinstance(move, Cut) else "", move.at_microhours
        if isinstance(move, Ordered):
            parts = [part for part in parts_of(attack.world.estate, move) if part.until_microhours is None]
            if not parts:
                continue
            name, since = parts[-1].action.action, parts[-1].at_microhours
        conflicts = {*actions[name].conflicts, *(other for other in kept if name in actions[other].conflicts)}
        if name not in kept and conflicts.isdisjoint(kept):
            kept[name] = Done(name, at - since)
    return arrays, tuple(kept.values())
