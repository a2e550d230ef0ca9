"""Ties: the links between the bodies of a region, those that are in use and those that nobody took down.

Law: what one body needs of another runs over a tie; a tie that outlived its agreement says so, and may have no owner.
Not here: paths inside a body (links.py), the rows of needs (needs.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.region.layout import Layout
from battlebox.estate.region.stock import ACCESS, RECORDS, Shelf
from battlebox.estate.things import BodyKind, PathKind

LEFT: Final = "left from sharing that ended in"
"""Begins the note of a tie that outlived its agreement."""

_GATES: Final = ("fw", "net", "ad", ACCESS)
"""What stands at a body's edge, whichever of these it has first; else its first system."""
_SUPPLIED: Final = ("vmhost", "net", "rb", "asc", "erp", "tel", "web")
_OWNED: Final = 0.6
"""Chance that anybody still owns a link that was left."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One path between two bodies; `bodies` are the two, the one it was made for first."""

    path: str
    origin: str
    target: str
    kind: PathKind
    bodies: tuple[str, str]
    owner: str
    both_ways: bool = True
    note: str = ""


def link_id(body: str, other: str) -> str:
    """The id of the link over which a body reaches another."""
    return f"{body}.link-{other}"


def ties(layout: Layout, shelves: Mapping[str, Shelf], draws: Draws) -> tuple[Tie, ...]:
    """Every tie, each id once."""
    found: dict[str, Tie] = {}
    for tie in _all(layout, shelves, draws):
        if tie.origin != tie.target:
            found.setdefault(tie.path, tie)
    return tuple(found.values())


def _all(layout: Layout, shelves: Mapping[str, Shelf], draws: Draws) -> Iterator[Tie]:
    hosts = {system: body for body, shelf in shelves.items() for system in shelf.one.values()}
    for place in layout.places:
        if place.kind is not BodyKind.COUNCIL:
            continue
        shelf = shelves[place.body]
        used = dict.fromkeys(hosts[system] for system in shelf.used.values())
        for other in dict.fromkeys((*used, *layout.partners[place.body])):
            yield _link(shelf, shelves[other])
        if place.body in layout.host:
            yield from _shared(shelf, shelves[layout.host[place.body][0]], draws)
        for supplier in layout.suppliers[place.body]:
            yield from _supplied(shelf, shelves[supplier], draws)
        for partner in layout.partners[place.body]:
            yield from _partnered(shelf, shelves[partner])
    for one, other in layout.left:
        yield from _left(shelves[one], shelves[other], draws)


def _edge(shelf: Shelf) -> str:
    return next((shelf.one[key] for key in _GATES if key in shelf.one), shelf.kept[0].system)


def _link(shelf: Shelf, other: Shelf) -> Tie:
    body, far = shelf.place.body, other.place.body
    return Tie(link_id(body, far), _edge(other), _edge(shelf), PathKind.ROUTE, (body, far), body)


def _between(shelf: Shelf, other: Shelf, key: str, kind: PathKind, note: str = "") -> Iterator[Tie]:
    """A tie between the two bodies' systems of one kind, if both have one."""
    body, far = shelf.place.body, other.place.body
    if key in shelf.one and key in other.one:
        path = f"{body}.{'left' if note else kind}-{key}-{far}"
        yield Tie(path, other.one[key], shelf.one[key], kind, (body, far), body, note=note)


def _shared(shelf: Shelf, host: Shelf, draws: Draws) -> Iterator[Tie]:
    """What sharing leaves open between guest and host: directories that trust each other, one tenancy, mail, staff."""
    yield _link(shelf, host)
    yield from _between(shelf, host, "ad", PathKind.TRUST)
    yield from _between(shelf, host, "m365", PathKind.MAIL)
    if draws.happens(0.5):
        yield from _between(shelf, host, "entra", PathKind.TENANCY)
    if draws.happens(0.6):
        yield from _between(shelf, host, "vmhost", PathKind.ADMIN)


def _supplied(shelf: Shelf, supplier: Shelf, draws: Draws) -> Iterator[Tie]:
    """Where a supplier's staff log in."""
    body, far = shelf.place.body, supplier.place.body
    ends = [key for key in _SUPPLIED if key in shelf.one] or [shelf.kept[0].key]
    for key in draws.some_of(ends, draws.between(1, 3)):
        path, origin = f"{body}.supplier-{key}-{far}", supplier.one[ACCESS]
        yield Tie(path, origin, f"{body}.{key}", PathKind.SUPPLIER, (body, far), body, both_ways=False)


def _partnered(shelf: Shelf, partner: Shelf) -> Iterator[Tie]:
    """Mail, and the records that health, police and councils look up in each other's systems."""
    yield from _between(shelf, partner, "m365", PathKind.MAIL)
    if "asc" in shelf.one and RECORDS in partner.one:
        body, far = shelf.place.body, partner.place.body
        path, origin, target = f"{body}.feed-{far}", partner.one[RECORDS], shelf.one["asc"]
        yield Tie(path, origin, target, PathKind.ACCOUNT, (body, far), body, both_ways=False)


def _left(shelf: Shelf, other: Shelf, draws: Draws) -> Iterator[Tie]:
    """What outlived an agreement: one to three links, at least the one between the two edges."""
    note = f"{LEFT} {draws.between(2011, 2023)}"
    body, far = shelf.place.body, other.place.body
    owner = body if draws.happens(_OWNED) else ""
    yield Tie(f"{body}.left-link-{far}", _edge(other), _edge(shelf), PathKind.ROUTE, (body, far), owner, note=note)
    for key, kind, chance in (("ad", PathKind.TRUST, 0.5), ("m365", PathKind.MAIL, 0.3), ("rb", PathKind.ACCOUNT, 0.2)):
        if draws.happens(chance):
            yield from _between(shelf, other, key, kind, note)
