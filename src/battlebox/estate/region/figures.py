"""Figures of a region: how much of what is in it, counted from its tables and not from what was meant.

Law: every figure is a count of rows or cells that anybody can count again.
Not here: making the tables (generate.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from battlebox.estate.raw import RawTables
from battlebox.estate.region.systems import TODAY
from battlebox.estate.region.ties import LEFT

HUB_PATHS: Final = 50
"""Paths over which a system is counted as a hub."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: `what` was counted, its number, and the whole of which it is a part (0: of nothing)."""

    key: str
    what: str
    count: int
    of: int = 0

    @property
    def as_words(self) -> str:
        """The number, with its share of the whole where there is one."""
        share = f" ({self.count / self.of:.0%})" if self.of else ""
        return f"{self.count:,}{share}"


def figures_of(raw: RawTables) -> tuple[Figure, ...]:
    """Every figure, in the order they are shown."""
    return (*_rows(raw), *_bodies(raw), *_services(raw), *_systems(raw), *_paths(raw), *_orders(raw))


def figures_text(figures: Iterable[Figure]) -> str:
    """The figures as lines of text."""
    rows = list(figures)
    wide = max(len(row.what) for row in rows)
    return "\n".join(f"{row.what:<{wide}}  {row.as_words:>16}" for row in rows)


def _column(raw: RawTables, table: str, name: str) -> list[str]:
    """Every cell of a column; a table that is not there has none."""
    found = raw.tables.get(table)
    if found is None:
        return []
    at = found.header.index(name)
    return [row[at] if at < len(row) else "" for row in found.rows]


def _rows(raw: RawTables) -> Iterable[Figure]:
    for name in ("bodies", "segments", "systems", "services", "channels", "needs", "paths", "actions"):
        found = raw.tables.get(name)
        yield Figure(name, name, 0 if found is None else len(found.rows))


def _bodies(raw: RawTables) -> Iterable[Figure]:
    kinds = Counter(_column(raw, "bodies", "kind"))
    total = sum(kinds.values())
    for kind, count in kinds.items():
        yield Figure(f"kind_{kind}", f"bodies that are {kind}", count, total)
    councils = {
        body
        for body, kind in zip(_column(raw, "bodies", "body"), _column(raw, "bodies", "kind"), strict=True)
        if kind == "council"
    }
    hosted = Counter(body for body in _column(raw, "systems", "body") if body in councils)
    yield from _spread("systems_of_a_council", "systems of a council", hosted.values())


def _services(raw: RawTables) -> Iterable[Figure]:
    priorities = Counter(_column(raw, "services", "priority"))
    total = sum(priorities.values())
    for one in sorted(priorities):
        yield Figure(f"priority_{one.lower()}", f"services {one}", priorities[one], total)
    lasting = _column(raw, "services", "fallback_h")
    tried = _column(raw, "services", "fallback_tested_on")
    yield Figure("with_fallback", "services with a fallback", sum(map(bool, lasting)), total)
    whole = sum(map(bool, lasting))
    year = (TODAY - timedelta(days=365)).isoformat()
    late = sum(bool(day) and day < year for day in tried)
    fresh = sum(bool(day) and day >= year for day in tried)
    yield Figure("fallback_tried", "fallbacks tried in the last year", fresh, whole)
    yield Figure("fallback_tried_before", "fallbacks tried longer ago", late, whole)
    yield Figure("fallback_never_tried", "fallbacks never tried", whole - late - fresh, whole)


def _systems(raw: RawTables) -> Iterable[Figure]:
    hosting, backups = Counter(_column(raw, "systems", "hosting")), Counter(_column(raw, "systems", "backup"))
    total = sum(hosting.values())
    for one, count in hosting.items():
        yield Figure(f"hosting_{one}", f"systems: {one}", count, total)
    for one in ("offline", "online", "none", ""):
        words = f"backup {one}" if one else "nobody says how they are backed up"
        yield Figure(f"backup_{one or 'unknown'}", f"systems: {words}", backups[one], total)
    tested = sum(bool(day) and date.fromisoformat(day) <= TODAY for day in _column(raw, "systems", "restore_tested_on"))
    yield Figure("restore_tested", "systems: a restore was ever tested", tested, total)
    shared = sum(";" in cell for cell in _column(raw, "systems", "data_of"))
    yield Figure("shared_systems", "systems that hold data of several bodies", shared, total)
    owners = sum(not cell for cell in _column(raw, "systems", "owner"))
    yield Figure("no_owner", "systems that nobody answers for", owners, total)


def _paths(raw: RawTables) -> Iterable[Figure]:
    origins, targets = _column(raw, "paths", "from"), _column(raw, "paths", "to")
    body_of = dict(zip(_column(raw, "systems", "system"), _column(raw, "systems", "body"), strict=True))
    kinds, total = Counter(_column(raw, "paths", "kind")), len(origins)
    for one, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        yield Figure(f"path_{one}", f"paths: {one}", count, total)
    across = sum(body_of[a] != body_of[b] for a, b in zip(origins, targets, strict=True))
    yield Figure("paths_between_bodies", "paths between bodies", across, total)
    left = sum(note.startswith(LEFT) for note in _column(raw, "paths", "note"))
    yield Figure("paths_left", "paths left from past sharing", left, total)
    degrees = Counter((*origins, *targets))
    every = [degrees[system] for system in body_of]
    yield from _spread("paths_of_a_system", "paths at a system", every)
    yield Figure("hubs", f"systems with over {HUB_PATHS} paths", sum(count > HUB_PATHS for count in every), len(every))
    needs = zip(_column(raw, "needs", "of"), _column(raw, "needs", "on"), _column(raw, "needs", "via"), strict=True)
    yield Figure("needs_over_a_link", "needs over a link to another body", sum(bool(via) for _, _, via in needs))


def _orders(raw: RawTables) -> Iterable[Figure]:
    alone = sum(cell.startswith("system:") for cell in _column(raw, "actions", "isolates"))
    yield Figure(
        "isolated_alone", "systems that an order isolates alone", alone, len(_column(raw, "systems", "system"))
    )
    yield Figure("cutting", "orders that cut links", sum(map(bool, _column(raw, "actions", "cuts"))))


def _spread(key: str, what: str, counts: Iterable[int]) -> Iterable[Figure]:
    """The least, the middle, the nineteenth in twenty and the most."""
    rows: Sequence[int] = sorted(counts) or [0]
    for name, at in (("least", 0), ("middle", len(rows) // 2), ("95th of 100", len(rows) * 95 // 100), ("most", -1)):
        yield Figure(f"{key}_{name.split()[0]}", f"{what}: {name}", rows[at])
