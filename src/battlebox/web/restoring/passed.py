"""Which gates take no more time by now: of systems, as the board has them, and of links, as both sides have left them.

Law: one answer for the question, the order that is followed, and what is worked out from it.
Not here: the board (board.py), how a link stands (reconnect).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from battlebox.desk.gate import SystemGates, answered_gates
from battlebox.desk.picture import Picture
from battlebox.desk.reconnect import passed_links
from battlebox.desk.record import Sight


def passed_now(
    sight: Sight, picture: Picture, board: Sequence[SystemGates], systems: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Gates of these systems, and of every link, that are passed or waived: the thing, and the gate's key."""
    return (*answered_gates(board, systems), *passed_links(sight, picture))
