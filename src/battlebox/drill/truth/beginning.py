"""How a drill's attack begins: what the scenario says of it, as the world's first hits, its script and its seed.

Law: a part that nothing of the estate fills is passed over, and with nothing left there is no attacker; the seed that
is played is worked out once, from the drill's own, and kept with the drill.
Not here: drawing a world (drill/world), what happens in it while people play (moves.py).
"""

from __future__ import annotations

from battlebox.drill.scenario import Cast
from battlebox.drill.world import Script, World, from_minutes, lively_seed
from battlebox.engine import EstateArrays, Hit
from battlebox.estate import MICROHOURS


def hits_of(cast: Cast) -> tuple[Hit, ...]:
    """The systems that the attacker holds when the story begins."""
    attack = cast.scenario.attack
    systems = dict.fromkeys(filter(None, (cast.id_of(part) for part in attack.at)))
    return tuple(Hit(system, 1.0, attack.hours_before * MICROHOURS) for system in systems)


def seed_for(cast: Cast, arrays: EstateArrays, minutes: int) -> int:
    """The seed of a drill of so many minutes of play: one whose attack moves while people play, where there is one.

    Cost: a world for each of some hundred seeds, well under a second on an estate of 80 systems.
    """
    return lively_seed(
        arrays, hits_of(cast), cast.seed, within_microhours=from_minutes(minutes), script=_script(cast, minutes)
    )


def world_of(cast: Cast, arrays: EstateArrays, seed: int, minutes: int) -> World:
    """The world that is played."""
    return World.of(arrays, hits_of(cast), seed=seed, script=_script(cast, minutes))


def _script(cast: Cast, minutes: int) -> Script:
    attack = cast.scenario.attack
    return Script(attack.spreads, attack.strikes, from_minutes(minutes) if attack.strikes else None)
