"""Moves: what was done in a drill, by players or by its script, and when.

Law: times are microhours from the start of the story, and may be before it; a move acts on nothing before its time, so
what was so at some moment follows from the moves up to then (`by`).
Not here: what follows (barrier.py, attack.py, seen.py), reading moves from a record or a scenario (whoever plays).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from battlebox.drill.world.errors import Code, WorldError
from battlebox.estate import MICROHOURS, Estate, Near


@dataclass(frozen=True, slots=True)
class Ordered:
    """An action of the estate, ordered `at`: it works once the time that it takes is over, until it is reopened.

    `opened` are links that were opened while it stood, each with when: what it shut there is open from then on.
    """

    action: str
    at_microhours: int
    until_microhours: int | None = None
    opened: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A link that is shut though no action of the estate says so: it died, or is not joined again yet."""

    path: str
    at_microhours: int
    until_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A system, service or channel that is out for a reason of its own, such as the script's."""

    thing: str
    at_microhours: int
    until_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """A system that was brought back. Unless `is_clean`, an attacker in it is in it still."""

    system: str
    at_microhours: int
    is_clean: bool = True


@dataclass(frozen=True, slots=True)
class Planted:
    """The script has the attacker take a system; in vain, if an order has it isolated or off by then."""

    system: str
    at_microhours: int


@dataclass(frozen=True, slots=True)
class Look:
    """Systems that are looked at from `at`; when the time that it takes is over, those who ordered it know.

    A thorough look finds an attacker who is there then. Another finds one who left open signs (`Shown`, or struck),
    and every second of the others. Without a `body`, everybody hears what was found.
    """

    systems: tuple[str, ...]
    at_microhours: int
    takes_microhours: int = MICROHOURS
    is_thorough: bool = True
    body: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody tells `bodies` (none named: everybody) that a system is compromised. It need not be true."""

    system: str
    at_microhours: int
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """From now on, whoever looks at the system sees signs of an attacker who is there."""

    system: str
    at_microhours: int


Move = Ordered | Cut | Failed | Restored | Planted | Look | Told | Shown
Lasting = Ordered | Cut | Failed
"""Moves that have an end."""


def by(moves: Iterable[Move], at_microhours: int) -> tuple[Move, ...]:
    """What was done up to a moment, as it stood then: an end that came later had not come."""
    return tuple(_as_at(move, at_microhours) for move in moves if move.at_microhours <= at_microhours)


def _as_at(move: Move, at: int) -> Move:
    if isinstance(move, Ordered):
        move = replace(move, opened=tuple(each for each in move.opened if each[1] <= at))
    if isinstance(move, Lasting) and move.until_microhours is not None and move.until_microhours > at:
        return replace(move, until_microhours=None)
    return move


def check_moves(estate: Estate, moves: Iterable[Move]) -> None:
    """Refuse what the estate does not have and times that nobody can mean. Raises WorldError."""
    for move in moves:
        for what, name, known in _named(estate, move):
            if name not in known:
                near = Near().words(name, known, "; the nearest is {}")
                raise WorldError.of(Code.NO_SUCH, what=what, id=name, near=near)
        ends = move.until_microhours if isinstance(move, Lasting) else None
        if ends is not None and ends < move.at_microhours:
            what, name, _ = next(_named(estate, move))
            hours = [f"{each / MICROHOURS:g}" for each in (move.at_microhours, ends)]
            raise WorldError.of(Code.ENDS_BEFORE, what=what, id=name, begins=hours[0], ends=hours[1])
        if isinstance(move, Look):
            if not move.systems:
                raise WorldError.of(Code.LOOKS_NOWHERE)
            if move.takes_microhours < 0:
                found = f"{move.takes_microhours / MICROHOURS:g}"
                raise WorldError.of(Code.BACKWARDS, id=move.systems[0], found=found)


def _named(estate: Estate, move: Move) -> Iterator[tuple[str, str, Collection[str]]]:
    """What a move names: the kind of thing, its id, and the ids there are."""
    match move:
        case Ordered():
            yield "action", move.action, estate.action_by_id
            yield from (("path", path, estate.path_by_id) for path, _ in move.opened)
        case Cut():
            yield "path", move.path, estate.path_by_id
        case Failed():
            yield "thing", move.thing, estate.thing_by_id
        case Look():
            yield from (("system", system, estate.system_by_id) for system in move.systems)
            if move.body:
                yield "body", move.body, estate.body_by_id
        case Told():
            yield "system", move.system, estate.system_by_id
            yield from (("body", body, estate.body_by_id) for body in move.bodies)
        case _:
            yield "system", move.system, estate.system_by_id
