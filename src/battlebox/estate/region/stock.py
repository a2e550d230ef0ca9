"""The stock of a region: which systems each body hosts, and where each council finds what it uses.

Law: a body hosts exactly as many systems as its layout says; what a council shares or buys it does not host as well.
Not here: the rows about them (systems.py, needs.py, links.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from battlebox.estate.catalogue import KNOWN_SYSTEMS, KnownSystem
from battlebox.estate.region.draws import Draws
from battlebox.estate.region.layout import SUPPLIED, Layout, Place
from battlebox.estate.things import BodyKind

KNOWN: Final[Mapping[str, KnownSystem]] = {known.key: known for known in KNOWN_SYSTEMS}
_FIRST_WORDS: Final = "tel net ad vmhost m365 euc asc entra csc rb web fw dns backup hsg erp swg edr files vpn hreg"
FIRST: Final = tuple(_FIRST_WORDS.split())
"""What even a small council has, in this order; the rest of the catalogue follows."""
ACCESS: Final = "access"
"""A supplier's own system, from which its staff log in to its customers'."""
RECORDS: Final = "records"
"""What the case records of a body that is no council stand in."""

_ORDER: Final = (*FIRST, *(known.key for known in KNOWN_SYSTEMS if known.key not in FIRST))
_OTHERS: Final = ("net", "ad", "vmhost", RECORDS, "m365", "fw")
_PRODUCTS: Final = 4
"""Kinds of system that one supplier sells."""
_BUYS: Final = 0.6
"""Chance that a council buys a product of a supplier of its own."""
_MORE: Final = (
    ("device", 0.26),
    ("server", 0.27),
    ("database", 0.11),
    ("site", 0.10),
    ("small", 0.13),
    ("test", 0.06),
    ("feed", 0.03),
    ("old", 0.04),
)
"""What a body has beyond one of each kind, by share."""
_SERVERS_PER_CLUSTER: Final = 40
_OWNERS: Final = tuple(
    key
    for key in _ORDER
    if KNOWN[key].tier >= 1 and (KNOWN[key].hosting == "on-prem" or KNOWN[key].records) and key not in ("euc", "vpn")
)
"""Kinds that have servers, databases and test copies of their own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One system: its kind in the catalogue or beyond it, and the kind whose server, database or copy it is."""

    system: str
    key: str
    serves: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one body hosts; `one` is its system of each kind, `more` those beyond, `used` what it finds elsewhere."""

    place: Place
    one: Mapping[str, str]
    more: Mapping[str, tuple[Kept, ...]]
    used: Mapping[str, str]
    kept: tuple[Kept, ...]

    def find(self, key: str) -> str | None:
        """The system of that kind that the body uses, its own or another's."""
        return self.one.get(key) or self.used.get(key)

    def of(self, kind: str, serves: str) -> tuple[Kept, ...]:
        """The servers, databases or copies of one kind of system."""
        return tuple(each for each in self.more.get(kind, ()) if each.serves == serves)


def stocked(layout: Layout, draws: Draws) -> dict[str, Shelf]:
    """The shelf of every body, in the order of the bodies."""
    found: dict[str, Shelf] = {}
    for place in sorted(layout.places, key=lambda place: place.kind is BodyKind.COUNCIL):
        if place.kind is BodyKind.COUNCIL:
            continue
        if place.kind is BodyKind.SUPPLIER:
            found[place.body] = _shelf(place, (ACCESS, *draws.some_of(SUPPLIED, _PRODUCTS)), {}, draws)
        else:
            found[place.body] = _shelf(place, _OTHERS, {}, draws)
    for place in layout.places:
        if place.kind is BodyKind.COUNCIL:
            used = _used(place.body, layout, found, draws)
            own = tuple(key for key in _ORDER if key not in used)
            found[place.body] = _shelf(place, own, used, draws)
    return {place.body: found[place.body] for place in layout.places}


def _used(body: str, layout: Layout, shelves: Mapping[str, Shelf], draws: Draws) -> dict[str, str]:
    """What a council uses of its host's and its suppliers'."""
    used: dict[str, str] = {}
    for supplier in layout.suppliers[body]:
        for key, system in shelves[supplier].one.items():
            if key != ACCESS and draws.happens(_BUYS):
                used.setdefault(key, system)
    host, kinds = layout.host.get(body, ("", ()))
    for key in kinds:
        if host and key in shelves[host].one:
            used[key] = shelves[host].one[key]
    return used


def _shelf(place: Place, order: Sequence[str], used: Mapping[str, str], draws: Draws) -> Shelf:
    keys = order[: place.systems]
    one = {key: f"{place.body}.{key}" for key in keys}
    kept = [Kept(system, key) for key, system in one.items()]
    more: dict[str, list[Kept]] = {}
    owners = [key for key in _OWNERS if key in one] or [keys[0]]
    left = place.systems - len(kept)
    clusters = left // _SERVERS_PER_CLUSTER if "vmhost" in one else 0
    for at in range(left):
        kind = "cluster" if at < clusters else draws.weighed(_MORE)
        number = len(more.setdefault(kind, [])) + 1
        serves = draws.early(owners) if kind in ("server", "database", "test") else ""
        more[kind].append(Kept(f"{place.body}.{kind}-{number}", kind, serves, number))
    for each in more.values():
        kept += each
    return Shelf(place, one, {kind: tuple(rows) for kind, rows in more.items()}, used, tuple(kept))
