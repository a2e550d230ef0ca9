"""The order of return: what comes back when, by whom, through which gates, and why in that place.

Law: people decide and the record holds what they decided; what cannot be planned is named.
Not here: the search (engine), pages (web), letters between bodies.
"""

from battlebox.desk.restore.gates import STANDARD, Barrier, barriers_of
from battlebox.desk.restore.labour import Labour
from battlebox.desk.restore.order import Piece, Turn, back_at, named, thing_name, turns_of
from battlebox.desk.restore.problem import Ask, LeftOut, Undertaking, undertaking

__all__ = [
    "STANDARD",
    "Ask",
    "Barrier",
    "Labour",
    "LeftOut",
    "Piece",
    "Turn",
    "Undertaking",
    "back_at",
    "barriers_of",
    "named",
    "thing_name",
    "turns_of",
    "undertaking",
]
