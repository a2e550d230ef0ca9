"""Rows of bodies, segments, crews and systems of a made-up region.

Law: figures of a kind are the catalogue's, made larger or smaller with the council; some cells stay blank, as they do
in a real list.
Not here: which systems there are (stock.py), what needs what (needs.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.region.layout import Layout, Place
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.stock import ACCESS, KNOWN, RECORDS, Kept, Shelf
from battlebox.estate.things import BodyKind

TODAY: Final = date(2026, 6, 1)
"""The day that a made-up estate describes: always the same, for the same seed gives the same bytes."""

_TIERS: Final = ("foundation", "platform", "line of business", "public face")
_SEGMENTS: Final = {
    "network": "Core network, perimeter and remote access",
    "servers": "Servers on site",
    "devices": "Staff devices",
    "vault": "Backups",
    "control": "Careline centre and CCTV control room",
    "cloud": "Cloud services",
    "public": "Public websites, forms and payments",
    "sites": "Networks of other buildings",
    "test": "Test systems",
}
_PER_SEGMENT: Final = 50
"""Systems of a sort in one segment; the fifty-first begins another."""
_MORE: Final[dict[str, tuple[str, str, str, int]]] = {
    "device": ("Devices of team {n}", "devices", "on-prem", 24),
    "server": ("Server {n}: {of}", "servers", "on-prem", 24),
    "database": ("Database {n}: {of}", "servers", "on-prem", 36),
    "cluster": ("Virtual host cluster {n}", "servers", "on-prem", 72),
    "site": ("Network of building {n}", "sites", "on-prem", 24),
    "small": ("Small application {n}", "cloud", "cloud", 24),
    "test": ("Test copy {n}: {of}", "test", "on-prem", 24),
    "feed": ("Data feed {n}", "servers", "on-prem", 12),
    "old": ("Server {n}, left from a system no longer used", "servers", "on-prem", 24),
    ACCESS: ("Remote access to customers", "network", "supplier", 72),
    RECORDS: ("Case records", "servers", "on-prem", 168),
}
"""What is not in the catalogue: its name, segment, hosting and hours to rebuild."""
_CREWS: Final = {
    "foundation": "Network, directory and server engineers",
    "application": "Application engineers",
    "device": "Device and desk-side engineers",
    "supplier": "Suppliers' engineers",
}
_BACKUPS: Final = (("offline", 0.44), ("online", 0.40), ("none", 0.06), ("", 0.10))
_KINDS: Final = {
    "asc": "personal;special;nhs",
    "csc": "personal;special",
    "rb": "personal;dwp",
    "dwp": "personal;dwp",
    "pay": "personal;cards",
    "telecare": "personal;special",
    "legal": "personal;special",
    RECORDS: "personal;special;nhs",
}
_OWNERS: Final = ("head of IT", "infrastructure lead", "applications lead", "head of service", "digital lead")


def write_systems(layout: Layout, shelves: Mapping[str, Shelf], pages: Pages) -> dict[str, str]:
    """Write bodies, segments, crews and systems; return the segment of each system."""
    draws, of_data = pages.draws, _controllers(layout, shelves)
    segment_of: dict[str, str] = {}
    for place in layout.places:
        pages.put("bodies", {"body": place.body, "name": place.name, "kind": place.kind, "note": "made up"})
        crews = _crews(place)
        for crew, people in crews.items():
            words = {"crew": f"{place.body}.crew-{crew}", "name": _CREWS[crew], "body": place.body}
            pages.put("crews", {**words, "people": str(people)})
        counts: dict[str, int] = {}
        for kept in shelves[place.body].kept:
            segment = _segment(place, _known(kept)[1], counts)
            if counts[_known(kept)[1]] % _PER_SEGMENT == 1:
                _put_segment(pages, place, segment, _known(kept)[1])
            segment_of[kept.system] = segment
            row = _system(place, kept, draws)
            pages.put("systems", {**row, "segment": segment, "data_of": of_data.get(kept.system, "")})
    return segment_of


def _segment(place: Place, sort: str, counts: dict[str, int]) -> str:
    counts[sort] = counts.get(sort, 0) + 1
    number = (counts[sort] - 1) // _PER_SEGMENT
    return f"{place.body}.seg-{sort}" + (f"-{number + 1}" if number else "")


def _put_segment(pages: Pages, place: Place, segment: str, sort: str) -> None:
    number = segment.rpartition(f"seg-{sort}")[2].removeprefix("-")
    words = f"{_SEGMENTS[sort]} {number}".rstrip()
    pages.put("segments", {"segment": segment, "name": words, "body": place.body})


def name_of(kept: Kept) -> str:
    """What its users call a system."""
    return _known(kept)[0]


def _known(kept: Kept) -> tuple[str, str, str, int]:
    """Name, segment, hosting and hours to rebuild of a system."""
    known = KNOWN.get(kept.key)
    if known is not None:
        return known.name, known.segment or "cloud", known.hosting, known.rebuild_h
    name, segment, hosting, rebuild_h = _MORE[kept.key]
    of = KNOWN[kept.serves].name if kept.serves in KNOWN else "case records"
    return name.format(n=kept.number, of=of), segment, hosting, rebuild_h


def _system(place: Place, kept: Kept, draws: Draws) -> dict[str, str]:
    name, _, hosting, rebuild_h = _known(kept)
    known = KNOWN.get(kept.key)
    records, sensitive = _records(place, kept, draws)
    backup = draws.weighed(_BACKUPS)
    hours = round(rebuild_h * (0.5 + draws.share()))
    return {
        "system": kept.system,
        "name": name,
        "body": place.body,
        "kind": _TIERS[known.tier] if known is not None else kept.key,
        "hosting": "supplier" if place.kind is BodyKind.SUPPLIER else hosting,
        "crew": f"{place.body}.crew-{crew_of(place, kept)}",
        "rebuild_h": str(max(1, hours)),
        "records": str(records) if records else "",
        "sensitive": f"{sensitive:g}" if records and sensitive else "",
        "data_kinds": _KINDS.get(kept.serves or kept.key, "personal") if records else "",
        "backup": backup,
        "backup_every_h": str(draws.one_of((4, 12, 24, 24, 24, 168))) if backup in ("offline", "online") else "",
        "restore_tested_on": _day(draws, 0.3, 900),
        "owner": "" if kept.key == "old" or draws.happens(0.12) else draws.one_of(_OWNERS),
        "confirmed_on": _day(draws, 0.55, 700),
    }


def _records(place: Place, kept: Kept, draws: Draws) -> tuple[int, float]:
    """How many people's data, and the share of them most at risk: a database holds a part of its system's."""
    if kept.key == RECORDS:
        return round(60_000 * place.size), 0.8
    known = KNOWN.get(kept.serves or kept.key)
    if known is None or kept.key in ("server", "test") or not known.records:
        return 0, 0.0
    part = 0.2 if kept.serves else 1.0
    return round(known.records * place.size * part * (0.6 + 0.8 * draws.share())), known.sensitive


def crew_of(place: Place, kept: Kept) -> str:
    """Which crew would rebuild a system."""
    if place.kind is not BodyKind.COUNCIL or kept.key in ("cluster", "site"):
        return "foundation"
    if kept.key in ("device", "euc"):
        return "device"
    known = KNOWN.get(kept.key)
    if known is not None and known.hosting != "on-prem":
        return "supplier"
    return "foundation" if known is not None and known.tier <= 1 else "application"


def _crews(place: Place) -> dict[str, int]:
    people = 2 + round(place.systems**0.5 / 2)
    if place.kind is not BodyKind.COUNCIL:
        return {"foundation": people}
    return {"foundation": people, "application": people, "device": people, "supplier": max(2, people // 2)}


def _day(draws: Draws, chance: float, days: int) -> str:
    """A day in the past, the nearer the likelier, or blank."""
    if not draws.happens(chance):
        return ""
    return (TODAY - timedelta(days=1 + int(days * draws.share() ** 2))).isoformat()


def _controllers(layout: Layout, shelves: Mapping[str, Shelf]) -> dict[str, str]:
    """Whose data is in what one body runs for others: the host's and its guests', or the customers' alone."""
    guests: dict[str, list[str]] = {}
    for body, shelf in shelves.items():
        for system in shelf.used.values():
            guests.setdefault(system, []).append(body)
    hosts = {kept.system: place for place in layout.places for kept in shelves[place.body].kept}
    return {system: ";".join(_owners(hosts[system], bodies)) for system, bodies in guests.items()}


def _owners(host: Place, guests: Iterable[str]) -> tuple[str, ...]:
    own = () if host.kind is BodyKind.SUPPLIER else (host.body,)
    return (*own, *guests)
