"""The truth behind a drill: an attacker who moves on a copy of the estate, whom what players decide really stops.

Law: pure and deterministic: a world is drawn once from a seed, and everything else follows from it and from what was
done; what was so at a moment does not change by what is done after it. What nobody has found stays hidden.
Not here: scenarios (drill/scenario), the clock and the store of a drill, words for people.
"""

from battlebox.drill.world.attack import Attack, Strike, reached, shut_off, strikes
from battlebox.drill.world.errors import Code as WorldCode
from battlebox.drill.world.errors import WorldError
from battlebox.drill.world.history import Happening, Occurrence, happened
from battlebox.drill.world.knowable import Knowable, kept_from, knowable
from battlebox.drill.world.lively import lively_seed
from battlebox.drill.world.move import Cut, Failed, Look, Move, Ordered, Planted, Restored, Shown, Told, by
from battlebox.drill.world.passage import Spell
from battlebox.drill.world.seen import How, Seen, seen, suspected
from battlebox.drill.world.stop import is_out, stops
from battlebox.drill.world.stretch import from_minutes
from battlebox.drill.world.world import Script, World

__all__ = [
    "Attack",
    "Cut",
    "Failed",
    "Happening",
    "How",
    "Knowable",
    "Look",
    "Move",
    "Occurrence",
    "Ordered",
    "Planted",
    "Restored",
    "Script",
    "Seen",
    "Shown",
    "Spell",
    "Strike",
    "Told",
    "World",
    "WorldCode",
    "WorldError",
    "by",
    "from_minutes",
    "happened",
    "is_out",
    "kept_from",
    "knowable",
    "lively_seed",
    "reached",
    "seen",
    "shut_off",
    "stops",
    "strikes",
    "suspected",
]
