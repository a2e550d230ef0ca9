"""What happened, in order: for the report, once the drill is over.

Law: only what truly came about, never what might have; each line says when it was first seen, if it ever was.
Not here: words and layout (report), what could have been known at each decision (knowable.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from battlebox.drill.world.attack import Attack, strikes
from battlebox.drill.world.passage import Spell
from battlebox.drill.world.seen import seen
from battlebox.drill.world.stop import stops


class Happening(StrEnum):
    """What can happen."""

    HELD = "held to begin with"
    TAKEN = "taken"
    PUT_OUT = "attacker put out"
    STRUCK = "struck"
    STOPPED = "stopped"
    CAME_BACK = "came back"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that happened to a system, service or channel.

    `path` and `origin` are how the attacker came, where it crossed one. `seen_microhours` is when somebody first saw
    that the attacker was there; None where nobody did, and for what everybody notices.
    """

    at_microhours: int
    what: Happening
    thing: str
    path: str = ""
    origin: str = ""
    seen_microhours: int | None = None


def happened(attack: Attack, until_microhours: int) -> tuple[Occurrence, ...]:
    """All that came about before a moment, in order of time. Cost: one impact of the engine."""
    lines = [*_spells(attack, until_microhours), *_strikes(attack), *_stops(attack, until_microhours)]
    order = list(Happening)
    return tuple(
        sorted(
            (line for line in lines if line.at_microhours < until_microhours),
            key=lambda line: (line.at_microhours, order.index(line.what), line.thing),
        )
    )


def _spells(attack: Attack, until: int) -> Iterator[Occurrence]:
    known = [each for each in seen(attack, until) if each.is_there]
    for spell in attack.spells:
        what = Happening.HELD if spell.begin_microhours <= 0 else Happening.TAKEN
        first = next(
            (each.at_microhours for each in known if each.system == spell.system and spell.covers(each.at_microhours)),
            None,
        )
        yield Occurrence(spell.begin_microhours, what, spell.system, spell.path, spell.origin, first)
        if spell.end_microhours is not None:
            yield _put_out(spell, spell.end_microhours)


def _put_out(spell: Spell, at: int) -> Occurrence:
    return Occurrence(at, Happening.PUT_OUT, spell.system)


def _strikes(attack: Attack) -> Iterator[Occurrence]:
    for strike in strikes(attack):
        yield Occurrence(strike.at_microhours, Happening.STRUCK, strike.system)


def _stops(attack: Attack, until: int) -> Iterator[Occurrence]:
    for stop in stops(attack, until):
        if stop.kind == "fallback":
            continue
        for begin, end in stop.outages:
            yield Occurrence(begin, Happening.STOPPED, stop.id)
            yield Occurrence(end, Happening.CAME_BACK, stop.id)
