"""Deeds: what was done in a drill, by players or by its script, and when.

Law: times are microhours from the start of the story, and may be before it; a deed acts on nothing before its time, so
what was so at some moment follows from the deeds up to then (`by`).
Not here: what follows (barrier.py, attack.py, seen.py), reading deeds from a record or a scenario (whoever plays).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from battlebox.drill.world.errors import Code, WorldError
from battlebox.estate import MICROHOURS, Estate, Near


@dataclass(frozen=True, slots=True)
class Ordered:
    """An action of the estate, ordered `at`: it works once the time that it takes is over, until it is reopened."""

    action: str
    at_microhours: int
    until_microhours: int | None = None


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


Deed = Ordered | Cut | Failed | Restored | Planted | Look | Told | Shown
Lasting = Ordered | Cut | Failed
"""Deeds that have an end."""


def by(deeds: Iterable[Deed], at_microhours: int) -> tuple[Deed, ...]:
    """What was done up to a moment, as it stood then: an end that came later had not come."""
    return tuple(_as_at(deed, at_microhours) for deed in deeds if deed.at_microhours <= at_microhours)


def _as_at(deed: Deed, at: int) -> Deed:
    if isinstance(deed, Lasting) and deed.until_microhours is not None and deed.until_microhours > at:
        return replace(deed, until_microhours=None)
    return deed


def check_deeds(estate: Estate, deeds: Iterable[Deed]) -> None:
    """Refuse what the estate does not have and times that nobody can mean. Raises WorldError."""
    for deed in deeds:
        for what, name, known in _named(estate, deed):
            if name not in known:
                near = Near().words(name, known, "; the nearest is {}")
                raise WorldError.of(Code.NO_SUCH, what=what, id=name, near=near)
        ends = deed.until_microhours if isinstance(deed, Lasting) else None
        if ends is not None and ends < deed.at_microhours:
            what, name, _ = next(_named(estate, deed))
            hours = [f"{each / MICROHOURS:g}" for each in (deed.at_microhours, ends)]
            raise WorldError.of(Code.ENDS_BEFORE, what=what, id=name, begins=hours[0], ends=hours[1])
        if isinstance(deed, Look):
            if not deed.systems:
                raise WorldError.of(Code.LOOKS_NOWHERE)
            if deed.takes_microhours < 0:
                found = f"{deed.takes_microhours / MICROHOURS:g}"
                raise WorldError.of(Code.BACKWARDS, id=deed.systems[0], found=found)


def _named(estate: Estate, deed: Deed) -> Iterator[tuple[str, str, Collection[str]]]:
    """What a deed names: the kind of thing, its id, and the ids there are."""
    match deed:
        case Ordered():
            yield "action", deed.action, estate.action_by_id
        case Cut():
            yield "path", deed.path, estate.path_by_id
        case Failed():
            yield "thing", deed.thing, estate.thing_by_id
        case Look():
            yield from (("system", system, estate.system_by_id) for system in deed.systems)
            if deed.body:
                yield "body", deed.body, estate.body_by_id
        case Told():
            yield "system", deed.system, estate.system_by_id
            yield from (("body", body, estate.body_by_id) for body in deed.bodies)
        case _:
            yield "system", deed.system, estate.system_by_id
