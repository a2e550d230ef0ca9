"""Turns: something begins to stand or ends, such as an order, a cut or an outage; and the spans between.

Law: each cause of a thing is a span of its own: what one cause lets go another still holds.
Not here: where turns come from (done.py, scripted.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    OPENED = "opened, whatever order stands"
    """Of a moment, and not of a time: it begins nothing and ends nothing."""


@dataclass(frozen=True, slots=True)
class Turn:
    """At this moment, for this cause, a thing begins to stand so, or it ends.

    `orders` are those that shut a link which was opened.
    """

    at_microhours: int
    cause: Cause
    name: str
    begins: bool = True
    orders: frozenset[str] = frozenset()


def spans(turns: Iterable[Turn]) -> Iterator[Move]:
    """The moves of turns; what has begun already does not begin again, what has not begun does not end.

    At one moment, whatever was given first turns first. An order that is given again shuts again what was opened
    while it stood.
    """
    begun: dict[tuple[Cause, str], _Begun] = {}
    for turn in sorted(turns, key=lambda turn: turn.at_microhours):
        key, at = (turn.cause, turn.name), turn.at_microhours
        if turn.cause is Cause.OPENED:
            for (cause, _), each in begun.items():
                if cause is Cause.ORDER and each.name in turn.orders:
                    each.opened.append((turn.name, at))
            continue
        was = begun.get(key)
        if was is not None and (not turn.begins or was.opened):
            yield _move(turn.cause, begun.pop(key), at)
        if turn.begins:
            begun.setdefault(key, _Begun(turn.name, at))
    for (cause, _), each in begun.items():
        yield _move(cause, each, None)


@dataclass(slots=True)
class _Begun:
    name: str
    since: int
    opened: list[tuple[str, int]] = field(default_factory=list)


def _move(cause: Cause, begun: _Begun, until: int | None) -> Move:
    name, since = begun.name, begun.since
    match cause:
        case Cause.ORDER:
            return Ordered(name, since, until, tuple(begun.opened))
        case Cause.PARTED | Cause.SHUT | Cause.DIED:
            return Cut(name, since, until)
    return Failed(name, since, until)
