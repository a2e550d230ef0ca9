"""The things of one body that a machine may speak of.

Law: what is another body's and what is nowhere are answered alike; nearest names are looked for among the body's own.
Not here: what is said of them (saying.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from battlebox.desk.errors import Code, DeskError
from battlebox.estate import Estate, Near


@dataclass(frozen=True, slots=True)
class OwnThing:
    """One system, service or channel of the body."""

    id: str
    kind: str
    name: str


def own_things(estate: Estate, body: str) -> tuple[OwnThing, ...]:
    """Every system the body hosts, every service it gives, every channel it has; in the order of the tables."""
    systems = (OwnThing(each.system, "system", each.name) for each in estate.systems if each.body == body)
    services = (OwnThing(each.service, "service", each.name) for each in estate.services if each.body == body)
    channels = (OwnThing(each.channel, "channel", each.name) for each in estate.channels if each.body == body)
    return (*systems, *services, *channels)


def must_own(estate: Estate, body: str, names: Iterable[str], *kinds: str) -> None:
    """Raises DeskError for the first that is not a thing of the body of one of these kinds."""
    known = tuple(each.id for each in own_things(estate, body) if each.kind in kinds)
    for name in names:
        if name not in known:
            near = Near().words(name, known, "; the nearest is {}")
            raise DeskError.of(Code.NOT_OF_THE_BODY, body=body, what=" or ".join(kinds), near=near)
