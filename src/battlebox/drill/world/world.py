"""A world: the truth of one drill, drawn once from a seed, before anybody has done anything.

Law: a pure function of the estate, the first hits, the seed and what the script fixes: the same on every machine, on
any number of threads. It holds nothing that players do.
Not here: what becomes of it once they do something (attack.py), choosing a seed (lively.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from battlebox.drill.world.barrier import NONE
from battlebox.drill.world.draw import WHOLE
from battlebox.drill.world.draw import drawn as draw_of
from battlebox.drill.world.errors import Code, WorldError
from battlebox.drill.world.passage import spells_of
from battlebox.drill.world.stretch import FAR
from battlebox.engine import Crossing, EstateArrays, Hit, one_world
from battlebox.estate import MICROHOURS, Estate


@dataclass(frozen=True, slots=True)
class Script:
    """What a scenario fixes of its attack: whether it `spreads` at all, and whether it `strikes` (None: as drawn).

    It strikes at the hour that is drawn, or `within` some time of the start, though not in the first quarter of that.
    """

    spreads: bool = True
    strikes: bool | None = None
    within_microhours: int | None = None

    def __post_init__(self) -> None:
        if self.within_microhours is not None and self.within_microhours <= 0:
            raise WorldError.of(Code.NO_WINDOW, found=f"{self.within_microhours / MICROHOURS:g}")


@dataclass(frozen=True)
class World:
    """Where the attacker stands to begin with, how it could move on, and how the attack ends.

    `taken` are systems with the moment since when, never after the start. `strike_microhours` is when it encrypts
    whatever it holds; None: it only steals, and at `ends_microhours` the theft comes out everywhere and it moves no
    more.
    """

    arrays: EstateArrays
    seed: int
    taken: tuple[tuple[str, int], ...]
    crossings: tuple[Crossing, ...]
    strike_microhours: int | None
    ends_microhours: int

    @classmethod
    def of(cls, arrays: EstateArrays, hits: Sequence[Hit], *, seed: int, script: Script | None = None) -> World:
        """Draw a world. With no hits there is no attacker, which is how a false alarm is played.

        Raises EngineError for hits and seeds that nobody can mean.
        """
        fixed = script or Script()
        drawn = one_world(arrays, hits, seed=seed)
        is_destroying = drawn.destroys if fixed.strikes is None else fixed.strikes
        strike = drawn.strike_microhours
        if fixed.within_microhours is not None:
            strike = _within(seed, fixed.within_microhours)
        return cls(
            arrays=arrays,
            seed=seed,
            taken=drawn.taken,
            crossings=drawn.crossings if fixed.spreads else (),
            strike_microhours=strike if is_destroying else None,
            ends_microhours=FAR if is_destroying else arrays.estate.cyber.found_microhours,
        )

    @property
    def estate(self) -> Estate:
        """The copy of the estate on which it is played."""
        return self.arrays.estate

    @cached_property
    def untouched(self) -> Mapping[str, int]:
        """When the attacker would reach each system if nobody did anything; those never reached are left out."""
        spells = spells_of(self.crossings, self.taken, NONE, self.ends_microhours)
        return {spell.system: spell.begin_microhours for spell in spells}


def _within(seed: int, microhours: int) -> int:
    """A moment in the last three quarters of some time, the same for the same seed."""
    first = microhours // 4
    return first + (microhours - first) * draw_of("strike", seed) // WHOLE
