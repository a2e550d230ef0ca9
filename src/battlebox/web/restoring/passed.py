"""What an order needs to plan no more by now: gates of systems as the board has them, of links, systems, services.

Law: one answer for the question, the order that is followed, and what is worked out from it.
Not here: the board (board.py), how a link stands (reconnect).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from battlebox.desk.gate import SystemGates, answered_gates
from battlebox.desk.picture import Condition, Picture
from battlebox.desk.reconnect import passed_links
from battlebox.desk.record import Sight
from battlebox.desk.restore import OrderShown, stopped_by
from battlebox.estate import Estate


def passed_now(
    sight: Sight, picture: Picture, board: Sequence[SystemGates], systems: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Gates of these systems, and of every link, that are passed or waived: the thing, and the gate's key."""
    return (*answered_gates(board, systems), *passed_links(sight, picture))


def back_now(board: Sequence[SystemGates], picture: Picture) -> frozenset[str]:
    """The systems that are back, gates answered or owed: recorded as live, or in use again, and not out since."""
    return frozenset(row.system.system for row in board if _is_back(row, picture))


def waits_no_more(shown: OrderShown, estate: Estate, back: Collection[str]) -> frozenset[str]:
    """Services in an order, or left out of it, that wait for nothing any more, now that some systems are back."""
    apart = (name for row in shown.outset.apart for name in row.systems)
    out = [name for name in (*(row.system for row in shown.outset.out), *apart) if name in estate.system_by_id]
    left = [name for name in out if name not in back]
    if len(left) == len(out):
        return frozenset()
    waited = {row.id for row in shown.services} | {row.id for row in shown.left if row.id in estate.service_by_id}
    return frozenset(waited) - stopped_by(estate, left)


def _is_back(row: SystemGates, picture: Picture) -> bool:
    if not row.is_live:
        return row.is_back
    live = max(each.value.at for each in row.gone if each.value.state.is_live)
    seen = picture.seen.get(row.system.system, ())
    return not any(each.value.condition is Condition.OUT and each.value.since > live for each in seen)
