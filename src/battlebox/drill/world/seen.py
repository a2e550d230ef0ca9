"""What players can see of the attack: what they were told, what a look found, what was struck before their eyes.

Law: a system is seen to be compromised only from the moment at which somebody found it so; what was never reached, and
how it might have been, changes nothing of it. Only a `Told` may be untrue.
Not here: services that stop, which everybody notices (stop.py); what was so and nobody saw (knowable.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.drill.world.attack import Attack, reached, strikes
from battlebox.drill.world.draw import WHOLE, drawn
from battlebox.drill.world.move import Look, Shown, Told
from battlebox.drill.world.passage import Spell
from battlebox.drill.world.stretch import FAR
from battlebox.engine import Hit

HASTY_FINDS: Final = 0.5
"""How often a look that is not thorough finds an attacker who left no open signs: a working value."""


class How(StrEnum):
    """By what it is known."""

    TOLD = "told"
    LOOKED = "looked at"
    STRUCK = "struck"
    CAME_OUT = "came out"
    """What a theft had taken is known to everybody once it comes out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came to be known of a system, and when; without `is_there`, a look found no sign of an attacker."""

    system: str
    at_microhours: int
    how: How
    is_there: bool = True


def seen(attack: Attack, at_microhours: int, *, body: str = "") -> tuple[Seen, ...]:
    """Everything that came to be known up to a moment, in order; with a `body`, by that body's officers.

    A body knows what it was told, what its own looks found, and what befell the systems that it hosts.
    """
    found = [*_told(attack, body), *_looked(attack, body), *_struck(attack, body), *_came_out(attack, body)]
    known = {each for each in found if each.at_microhours <= at_microhours}
    return tuple(sorted(known, key=lambda each: (each.at_microhours, each.system, each.how, each.is_there)))


def suspected(attack: Attack, at_microhours: int, *, body: str = "") -> tuple[Hit, ...]:
    """What is seen to be compromised at a moment, as the engine is asked with hour 0 at that moment.

    What was seen last counts; a system that was made clean since is not named. How long an attacker was there before
    it was seen nobody knows: the estate says what is assumed.
    """
    last = {each.system: each for each in seen(attack, at_microhours, body=body)}
    assumed = attack.world.estate.cyber.since_microhours
    return tuple(
        Hit(system, 1.0, max(assumed, at_microhours - each.at_microhours))
        for system, each in sorted(last.items())
        if each.is_there and attack.barriers.lost_after(system, each.at_microhours) > at_microhours
    )


def _told(attack: Attack, body: str) -> Iterator[Seen]:
    for move in attack.moves:
        if isinstance(move, Told) and (not body or not move.bodies or body in move.bodies):
            yield Seen(move.system, move.at_microhours, How.TOLD)


def _looked(attack: Attack, body: str) -> Iterator[Seen]:
    for move in attack.moves:
        if not isinstance(move, Look) or (body and move.body not in ("", body)):
            continue
        at = move.at_microhours + move.takes_microhours
        for system in move.systems:
            spell = _spell_at(attack, system, at)
            is_there = spell is not None and (move.is_thorough or _shows(attack, spell, at))
            yield Seen(system, at, How.LOOKED, is_there)


def _struck(attack: Attack, body: str) -> Iterator[Seen]:
    for strike in strikes(attack):
        if _is_of(attack, strike.system, body):
            yield Seen(strike.system, strike.at_microhours, How.STRUCK)


def _came_out(attack: Attack, body: str) -> Iterator[Seen]:
    at = attack.world.ends_microhours
    for system in reached(attack, at) if at < FAR else ():
        if _is_of(attack, system, body):
            yield Seen(system, at, How.CAME_OUT)


def _is_of(attack: Attack, system: str, body: str) -> bool:
    return not body or attack.world.estate.system_by_id[system].body == body


def _spell_at(attack: Attack, system: str, at: int) -> Spell | None:
    return next((spell for spell in attack.spells if spell.system == system and spell.covers(at)), None)


def _shows(attack: Attack, spell: Spell, at: int) -> bool:
    """Whether somebody in a hurry would see it: open signs, or a draw that is the same however often one looks."""
    for move in attack.moves:
        if isinstance(move, Shown) and move.system == spell.system and move.at_microhours <= at:
            return True
    if any(strike.system == spell.system and strike.at_microhours <= at for strike in strikes(attack)):
        return True
    return drawn("hasty", attack.world.seed, spell.system, spell.begin_microhours) < HASTY_FINDS * WHOLE
