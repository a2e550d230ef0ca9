"""The truth behind a drill that is played: what players recorded and what the scenario does, as moves of its world.

Law: a pure function of the cast, the seed, the course and the deeds; nothing of it reaches players but what they found.
Not here: what follows from the moves (drill/world), pages (web), the players' report, which reads nothing of this.
"""

from battlebox.drill.truth.at_minute import AtMinute
from battlebox.drill.truth.beginning import seed_for, world_of
from battlebox.drill.truth.found import Found, found
from battlebox.drill.truth.instant import instant, microhours
from battlebox.drill.truth.moves import attack_of, moves_of
from battlebox.drill.truth.replay import Came, Moment, Replay, replay_of

__all__ = [
    "AtMinute",
    "Came",
    "Found",
    "Moment",
    "Replay",
    "attack_of",
    "found",
    "instant",
    "microhours",
    "moves_of",
    "replay_of",
    "seed_for",
    "world_of",
]
