"""The attack: a world, and what was done in it. What the attacker holds, and what it strikes.

Law: what is so at a moment follows from the world and the moves up to then; an isolation never lets the attacker hold,
or strike, more than without it.
Not here: what stops by it (stop.py), what anybody knows of it (seen.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from battlebox.drill.world.barrier import Barriers, barriers_of
from battlebox.drill.world.move import Move, Planted, Restored, check_moves
from battlebox.drill.world.passage import Spell, spells_of
from battlebox.drill.world.stretch import FAR, next_after, next_in, next_out
from battlebox.drill.world.world import World


@dataclass(frozen=True)
class Attack:
    """The course of one attack for as far as it can go if nobody does more than these moves."""

    world: World
    moves: tuple[Move, ...]
    barriers: Barriers
    spells: tuple[Spell, ...]

    @classmethod
    def of(cls, world: World, moves: Iterable[Move] = ()) -> Attack:
        """Follow the attack through what was done. Raises WorldError for moves that name what the estate has not."""
        done = tuple(moves)
        check_moves(world.estate, done)
        barriers = barriers_of(world.arrays, done)
        planted = [(move.system, move.at_microhours) for move in done if isinstance(move, Planted)]
        starts = [*world.taken, *(start for start in planted if not barriers.is_inside(*start))]
        return cls(world, done, barriers, spells_of(world.crossings, starts, barriers, world.ends_microhours))


@dataclass(frozen=True, slots=True)
class Strike:
    """A system that the attacker encrypts: when, and until when it is out (None: nobody has restored it)."""

    system: str
    at_microhours: int
    until_microhours: int | None


def reached(attack: Attack, at_microhours: int) -> frozenset[str]:
    """The systems that the attacker holds at a moment."""
    return frozenset(spell.system for spell in attack.spells if spell.covers(at_microhours))


def shut_off(attack: Attack, at_microhours: int) -> frozenset[str]:
    """The systems that an order has isolated or off, and the paths that are shut, at a moment: it works by then."""
    found = (attack.barriers.inside, attack.barriers.shut)
    return frozenset(
        name for each in found for name, stretches in each.items() if next_in(stretches, at_microhours) == at_microhours
    )


def strikes(attack: Attack) -> tuple[Strike, ...]:
    """What the attacker encrypts, in order of time; nothing, where it only steals.

    It strikes all that it holds at one hour, and from then on whatever it takes, at once. What an order has checked
    meanwhile is spared, for as long as that lasts. What is restored while the attacker is still in it is struck again.
    """
    if attack.world.strike_microhours is None:
        return ()
    found = [strike for spell in attack.spells for strike in _struck(attack, spell, attack.world.strike_microhours)]
    return tuple(sorted(_apart(found), key=lambda strike: (strike.at_microhours, strike.system)))


def _struck(attack: Attack, spell: Spell, strike_at: int) -> Iterator[Strike]:
    checked = attack.barriers.checked.get(spell.system, ())
    back = tuple(
        sorted(
            move.at_microhours for move in attack.moves if isinstance(move, Restored) and move.system == spell.system
        )
    )
    at = next_out(checked, max(strike_at, spell.begin_microhours))
    while spell.covers(at):
        until = next_after(back, at)
        yield Strike(spell.system, at, None if until == FAR else until)
        at = next_out(checked, until)


def _apart(strikes_found: Iterable[Strike]) -> Iterator[Strike]:
    """Without those on a system that is still out from the one before."""
    out_until: dict[str, int] = {}
    for strike in sorted(strikes_found, key=lambda strike: strike.at_microhours):
        if strike.at_microhours >= out_until.get(strike.system, strike.at_microhours):
            out_until[strike.system] = FAR if strike.until_microhours is None else strike.until_microhours
            yield strike
