"""A new estate for one council: the usual services, systems, needs, paths, orders, channels and clocks, filled in.

Law: it passes `check` as it comes, every figure in it is marked as a working value, and the estate says that it is
illustrative until the council takes that line out. The same name always gives the same tables.
Not here: writing it to disk (tables.py), what is usual (catalogue.py, template_orders.py, template_paths.py,
template_telling.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from battlebox.estate.catalogue import KNOWN_SERVICES, KNOWN_SYSTEMS, WORKING_VALUE, KnownService, KnownSystem, Leans
from battlebox.estate.columns import TABLES
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.settings import SETTINGS
from battlebox.estate.slug import council_slug
from battlebox.estate.template_orders import orders
from battlebox.estate.template_paths import paths
from battlebox.estate.template_telling import USUAL_CHANNELS, USUAL_CLOCKS

NAMELESS: Final = "My council"
"""The council of an estate that was asked for without a name."""

_TIERS: Final = ("foundation", "platform", "line of business", "public face")
_PLATFORM: Final = 1
_TAKEN: Final = ("partner", "supplier", "outside", "everything")
_OUTSIDE: Final = ("notify", "status")
NOT_PUBLIC: Final = {
    "care-provider-payments": "partner",
    "payroll": "staff",
    "supplier-payments": "partner",
    "treasury": "staff",
    "public-cctv": "staff",
    "emergency-planning": "staff",
    "staff-messaging": "staff",
    "it-service-desk": "staff",
    "urgent-court-work": "staff",
}
"""Services that no resident turns to, by who does."""
_SLOWED: Final = "0.3"
_SLOWED_WITHOUT_DEVICES: Final = "0.5"
_SEGMENTS: Final = {
    "network": "Core network, perimeter and remote access",
    "servers": "Servers on site",
    "devices": "Staff devices",
    "vault": "Backups",
    "control": "Careline centre and CCTV control room",
    "cloud": "Cloud services reached through our internet connection",
    "public": "Public websites, forms and payments",
}
_CREWS: Final = {
    "crew-foundations": ("Network, directory and server engineers", "4"),
    "crew-applications": ("Application engineers", "3"),
    "crew-devices": ("Device and desk-side engineers", "4"),
    "crew-suppliers": ("Suppliers' engineers", "3"),
}

Row = Mapping[str, str]


def new_estate(council: str = NAMELESS) -> RawTables:
    """Make the tables of a new estate for a council named in words.

    Ids begin with a short form of the name, such as `northmere.` for Northmere Borough Council; a name without
    letters gives `council.`. Never raises.
    """
    name = " ".join(council.split()) or NAMELESS
    key = _key(name)
    rows: dict[str, Iterable[Row]] = {
        "bodies": _bodies(key, name),
        "segments": [{"segment": f"{key}.{one}", "name": words, "body": key} for one, words in _SEGMENTS.items()],
        "systems": _systems(key),
        "services": [_service(key, known) for known in KNOWN_SERVICES],
        "channels": [known.row(key) for known in USUAL_CHANNELS],
        "needs": _needs(key),
        "paths": paths(key),
        "actions": orders(key, outside=_OUTSIDE),
        "crews": [
            {"crew": f"{key}.{one}", "name": words, "body": key, "people": people}
            for one, (words, people) in _CREWS.items()
        ],
        "clocks": [known.row(key) for known in USUAL_CLOCKS],
    }
    return RawTables({table: _table(table, rows.get(table, ())) for table in TABLES}, _settings(name))


def _key(name: str) -> str:
    short = council_slug(name)
    if name == NAMELESS or not short:
        return "council"
    return f"{short}-council" if short in _TAKEN else short


def _table(name: str, rows: Iterable[Row]) -> RawTable:
    columns = tuple(column.name for column in TABLES[name].columns)
    return RawTable(columns, tuple(_trimmed([row.get(column, "") for column in columns]) for row in rows))


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Leave off the blank cells at the end, as the reader does."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _settings(name: str) -> dict[str, str]:
    written = {key: setting.default for key, setting in SETTINGS.items() if setting.default}
    return {**written, "title": f"{name}: working estate", "illustrative": "true"}


def _bodies(council: str, name: str) -> Iterator[Row]:
    yield {"body": council, "name": name, "kind": "council"}
    yield {
        "body": "partner",
        "name": "Partner council",
        "kind": "council",
        "note": "example: rename it to the council you share IT with, or delete every row that names it",
    }
    yield {
        "body": "supplier",
        "name": "Supplier with remote access",
        "kind": "supplier",
        "note": "example: rename it, one row for each supplier, or delete every row that names it",
    }
    yield {
        "body": "outside",
        "name": "Services that stand outside our network",
        "kind": "supplier",
        "note": "keep only what would really stand with our network, sign-on and internet off",
    }


def _systems(council: str) -> Iterator[Row]:
    for known in KNOWN_SYSTEMS:
        yield _system(council, known)
    yield {
        "system": "partner.network",
        "name": "Partner council's network and directory",
        "body": "partner",
        "kind": "foundation",
        "hosting": "on-prem",
        "note": "example: stands for everything of the partner's that ours touches",
    }
    yield {
        "system": "supplier.access",
        "name": "Supplier's remote access",
        "body": "supplier",
        "kind": "platform",
        "hosting": "supplier",
        "note": "example: the supplier's own systems, from which its staff log in to ours",
    }


def _system(council: str, known: KnownSystem) -> Row:
    worse = ", ".join(known.leans.slows)
    return {
        "system": f"{council}.{known.key}",
        "name": known.name,
        "body": "outside" if known.key in _OUTSIDE else council,
        "segment": f"{council}.{known.segment}" if known.segment and known.key not in _OUTSIDE else "",
        "kind": _TIERS[known.tier],
        "hosting": known.hosting,
        "crew": f"{council}.{_crew(known)}",
        "rebuild_h": str(known.rebuild_h),
        "records": str(known.records) if known.records else "",
        "sensitive": f"{known.sensitive:g}" if known.sensitive else "",
        "note": f"{WORKING_VALUE} hours and records are working values"
        + (f"; runs worse without {worse}" if worse else ""),
    }


def _crew(known: KnownSystem) -> str:
    if known.key == "euc":
        return "crew-devices"
    if known.hosting != "on-prem":
        return "crew-suppliers"
    return "crew-foundations" if known.tier <= _PLATFORM else "crew-applications"


def _service(council: str, known: KnownService) -> Row:
    return {
        "service": f"{council}.{known.key}",
        "name": known.name,
        "body": council,
        "lgsl": "" if known.lgsl is None else str(known.lgsl),
        "priority": known.priority,
        "protects": known.protects,
        "rto_h": str(known.rto_h),
        "mtpd_h": str(known.mtpd_h),
        "people": str(known.people),
        "vulnerable": f"{known.vulnerable:g}",
        "audience": NOT_PUBLIC.get(known.key, "public"),
        "note": f"{WORKING_VALUE} priority, hours and people are working values: put your own ({known.group})",
    }


def _needs(council: str) -> Iterator[Row]:
    for system in KNOWN_SYSTEMS:
        yield from _leans(council, system.key, system.leans, slows=False)
    for service in KNOWN_SERVICES:
        yield from _leans(council, service.key, service.leans, slows=True)
    for channel in USUAL_CHANNELS:
        if channel.on:
            yield {"of": f"{council}.{channel.key}", "on": f"{council}.{channel.on}"}


def _leans(council: str, key: str, leans: Leans, *, slows: bool) -> Iterator[Row]:
    """Write rows of `needs`; only a service can be slowed, so a system's `slows` stay words in its note."""
    of = f"{council}.{key}"
    for on, holds_h in leans.stops:
        yield {
            "of": of,
            "on": f"{council}.{on}",
            "holds_h": str(holds_h) if holds_h else "",
            "note": f"{WORKING_VALUE} carries on from printed or cached lists" if holds_h else "",
        }
    for on in leans.any_of:
        yield {"of": of, "on": f"{council}.{on}", "any_of": "either"}
    if not slows:
        return
    for on in leans.slows:
        yield {"of": of, "on": f"{council}.{on}", "slows": _SLOWED, "note": WORKING_VALUE}
    if "euc" not in leans.keys:
        yield {"of": of, "on": f"{council}.euc", "slows": _SLOWED_WITHOUT_DEVICES, "note": WORKING_VALUE}
