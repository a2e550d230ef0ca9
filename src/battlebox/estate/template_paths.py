"""The ways an attacker usually has from one of a council's systems to another, as rows for a new estate.

Law: a path's chance and hours stay blank, so that they come from its kind and stand in one place (`estate.toml`).
Not here: orders that close paths (template_orders.py), the rest of the template (template.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.estate.catalogue import KNOWN_SYSTEMS, WORKING_VALUE

_NOTE: Final = f"{WORKING_VALUE} usual in councils: confirm or delete"

_FIXED: Final = """
    net ad route
    net euc route
    net vmhost route
    net dns route
    net telecare route
    net cctv route
    fw net route
    vpn net route
    euc ad account
    euc bacs account
    m365 euc mail
    edr euc admin
    ad euc admin
    ad backup admin
    vmhost backup backup
    forms crm account
    pay income account
"""
"""`from to kind`, one a line: ways that no rule below gives."""

_PARTNER: Final = (
    ("path-partner-link", "fw", "route"),
    ("path-partner-ad", "ad", "trust"),
    ("path-partner-mail", "m365", "mail"),
)


def paths(council: str) -> tuple[dict[str, str], ...]:
    """Write the rows of `paths`: inside the council, from its suppliers, and to and from the partner."""
    inside = {(start, end): kind for start, end, kind in usual_ways()}
    rows = [
        {
            "path": f"{council}.path-{start}-{end}",
            "from": f"{council}.{start}",
            "to": f"{council}.{end}",
            "kind": kind,
            "both_ways": "y" if kind == "trust" else "",
            "owner": council,
            "note": _NOTE,
        }
        for (start, end), kind in inside.items()
    ]
    return (*rows, *_from_outside(council))


def usual_ways() -> Iterator[tuple[str, str, str]]:
    """Yield the ways inside one council: from which kind of system, to which, and of which kind of path."""
    for line in _FIXED.strip().splitlines():
        start, end, kind = line.split()
        yield start, end, kind
    yield "ad", "entra", "trust"
    for known in KNOWN_SYSTEMS:
        stops = [key for key, _ in known.leans.stops]
        for foundation in ("ad", "vmhost", "entra"):
            if foundation in stops:
                yield foundation, known.key, "admin"
        if known.records and known.key != "m365":
            yield "euc", known.key, "account"


def _from_outside(council: str) -> Iterator[dict[str, str]]:
    for key, end, kind in _PARTNER:
        yield {
            "path": f"{council}.{key}",
            "from": "partner.network",
            "to": f"{council}.{end}",
            "kind": kind,
            "both_ways": "y",
            "owner": council,
            "note": f"{WORKING_VALUE} example: name your real partner and links, ended agreements too, or delete",
        }
    for end in ("net", "vmhost"):
        yield {
            "path": f"{council}.path-supplier-{end}",
            "from": "supplier.access",
            "to": f"{council}.{end}",
            "kind": "supplier",
            "owner": council,
            "note": f"{WORKING_VALUE} example: one row for each supplier who can log in",
        }
