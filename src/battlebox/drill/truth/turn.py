"""Turns: something begins to stand or ends, such as an order, a cut or an outage; and the spans between.

Law: each cause of a thing is a span of its own: what one cause lets go another still holds.
Not here: where turns come from (done.py, scripted.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from battlebox.drill.world import Cut, Failed, Move, Ordered


class Cause(StrEnum):
    """Why something stands, and what kind of move it is."""

    ORDER = "ordered"
    PARTED = "cut again by players"
    SHUT = "cut by a partner"
    DIED = "went dead"
    BROKE = "out by the scenario"
    OFF = "taken off again"


@dataclass(frozen=True, slots=True)
class Turn:
    """At this moment, for this cause, a thing begins to stand so, or it ends."""

    at_microhours: int
    cause: Cause
    name: str
    begins: bool = True


def spans(turns: Iterable[Turn]) -> Iterator[Move]:
    """The moves of turns; what has begun already does not begin again, what has not begun does not end.

    At one moment, whatever was given first turns first.
    """
    begun: dict[tuple[Cause, str], int] = {}
    for turn in sorted(turns, key=lambda turn: turn.at_microhours):
        key = (turn.cause, turn.name)
        if turn.begins:
            begun.setdefault(key, turn.at_microhours)
        elif key in begun:
            yield _move(turn.cause, turn.name, begun.pop(key), turn.at_microhours)
    for (cause, name), since in begun.items():
        yield _move(cause, name, since, None)


def _move(cause: Cause, name: str, since: int, until: int | None) -> Move:
    match cause:
        case Cause.ORDER:
            return Ordered(name, since, until)
        case Cause.PARTED | Cause.SHUT | Cause.DIED:
            return Cut(name, since, until)
    return Failed(name, since, until)
