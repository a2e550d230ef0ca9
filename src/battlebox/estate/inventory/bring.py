"""Bring the export of another tool into an estate, which may be new: its lines become rows, and the rest is told.

1. Say whose it is: the council that was named, or the only one of the estate.
2. Read the files, and put things before what joins them; what joins things that are not there is left out.
3. Where the estate has no service yet, add one to be written over, so that the estate can be read.
4. Say what changed, what is guessed, what is gone since the last time, and what nobody but the owner can say.

Law: cells that somebody wrote stay unless the other was asked for; nothing is taken out of an estate; the same files
and estate give the same tables and report.
Not here: the readers (netbox.py and its siblings), cells (tidy.py), files on a disk (tables.py).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from battlebox.estate.catalogue import WORKING_VALUE
from battlebox.estate.columnmap import Rule, Take
from battlebox.estate.columns import TABLES
from battlebox.estate.compare import Way, cells_of_row, compare
from battlebox.estate.drilled import says_drill
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.intake import EMPTY, mistakes_in, refuse_ragged, take_records
from battlebox.estate.inventory.archimate import read_archimate
from battlebox.estate.inventory.backstage import read_backstage
from battlebox.estate.inventory.bloodhound import read_bloodhound
from battlebox.estate.inventory.line import Found, Left, Line, Whose
from battlebox.estate.inventory.netbox import read_netbox
from battlebox.estate.inventory.opened import Opened, opened
from battlebox.estate.inventory.report import Became, Mapped, Since
from battlebox.estate.inventory.servicenow import read_servicenow
from battlebox.estate.inventory.tool import Tool
from battlebox.estate.raw import RawTables
from battlebox.estate.settings import SETTINGS
from battlebox.estate.slug import council_slug
from battlebox.estate.spreadsheet import Record, key_of
from battlebox.estate.tables import read_files, read_tables, write_tables
from battlebox.estate.things import PathKind

READERS: Final[Mapping[Tool, Callable[[Iterator[Opened], Whose], Found]]] = {
    Tool.NETBOX: read_netbox,
    Tool.SERVICENOW: read_servicenow,
    Tool.ARCHIMATE: read_archimate,
    Tool.BACKSTAGE: read_backstage,
    Tool.BLOODHOUND: read_bloodhound,
}
_ENDS: Final = {
    "needs": (("of", "on"), ("systems", "services", "channels")),
    "paths": (("from", "to"), ("systems",)),
}
_ORDER: Final = tuple(sorted(TABLES, key=lambda name: (name in _ENDS, list(TABLES).index(name))))
_TO_FILL: Final = {
    "systems": {
        "segment": "the part of the network that can be cut off with it",
        "hosting": "where it runs",
        "rebuild_h": "without it there is no order of return",
        "records": "blank counts as nobody's: theft of it then costs nothing",
        "backup": "offline, online or none",
        "owner": "the role that answers for it",
    },
    "services": {
        "people": "0 weighs nothing in any answer",
        "fallback": "what is done without it",
        "owner": "the role that answers for it",
    },
    "paths": {"owner": "the body that can cut it"},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever imports said: the council, which names stand for which bodies, and whether cells are replaced.

    `body` is the council's id where that is known, and is then the one that counts.
    """

    council: str = ""
    bodies: Mapping[str, str] = field(default_factory=dict)
    replaces: bool = False
    drill_words: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it: the report, and the estate's tables with the rows in."""

    report: Mapped
    tables: RawTables


def import_export(tool: Tool, files: Sequence[Path], into: Path, asked: Asked) -> Mapped:
    """Bring files into the estate at `into`, which may be new, with the report beside it: whole, or not at all.

    Raises EstateError for the files and for whose they are; EstateFaults where the estate that is there cannot be read.
    """
    there = into.exists() and not (into.is_dir() and not any(into.iterdir()))
    name = mapping_name(tool)
    place = into / name if into.suffix.lower() != ".xlsx" else into.with_name(f"{into.stem}.{name}")
    last = read_files([place])[str(place)] if there and place.is_file() else b""
    brought = bring(tool, read_files(files), read_tables(into) if there else EMPTY, asked, last=last)
    if brought.report.changed_any:
        write_tables(brought.tables, into, replace=there, beside={place: brought.report.to_bytes()})
    return brought.report


def mapping_name(tool: Tool) -> str:
    """How the file with the report is called that lies beside the tables."""
    return f"mapping-{tool}.json"


def bring(tool: Tool, files: Mapping[str, bytes], into: RawTables, asked: Asked, *, last: bytes = b"") -> Brought:
    """Bring files into an estate; `last` is the report of the last time. Raises EstateError."""
    refuse_ragged(into)
    whose = _whose(into, asked)
    found = READERS[tool](opened(tool, files), whose)
    cells = (cell for line in found.lines for cell in line.cells.values())
    if asked.drill_words and not says_drill(into, asked.drill_words) and any(asked.drill_words in one for one in cells):
        raise EstateError.of(Code.OF_A_DRILL, what=", ".join(files), where="the estate that it would come into")
    filling = _Filling(into, "replace" if asked.replaces else "fill")
    filling.put_bodies(whose, asked)
    for lines in _grouped(found.lines):
        filling.put(lines)
    if filling.became:
        filling.put_service(whose, tool)
    return Brought(_report(tool, whose, found, filling, _ids_of(last, tool)), filling.tables)


def _whose(into: RawTables, asked: Asked) -> Whose:
    """Whose the export is. Raises EstateError."""
    held = into.tables.get("bodies")
    bodies = [cells for row in held.rows if "body" in (cells := cells_of_row(held, row))] if held else []
    wanted = key_of(asked.body or asked.council)
    named = [row for row in bodies if wanted and wanted in (row["body"], key_of(row.get("name", "")))]
    councils = named or [row for row in bodies if row.get("kind") == "council" and not wanted]
    others = {key_of(row.get("name", "")): row["body"] for row in bodies}
    others |= {key_of(theirs): body for theirs, body in asked.bodies.items()}
    if len(councils) == 1:
        return Whose(councils[0]["body"], councils[0].get("name", ""), others)
    body = asked.body or council_slug(asked.council)
    if not body:
        why = "no council is named" if not bodies else f"the estate has {len(councils)} councils"
        raise EstateError.of(Code.EXPORT_WHOSE, why=why)
    return Whose(body, " ".join(asked.council.split()), others)


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of one file, table and kind together, things before what joins them."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.table, line.file, line.kind), []).append(line)
    for table in _ORDER:
        yield from (group for key, group in groups.items() if key[0] == table)


class _Filling:
    """The estate as it fills, with everything to tell."""

    def __init__(self, into: RawTables, repeats: str) -> None:
        self.before = into
        self.tables = into
        self.became: list[Became] = []
        self.left: list[Left] = []
        self.assumed: list[str] = []
        self.stayed: list[str] = []
        self._repeats = repeats

    def put_bodies(self, whose: Whose, asked: Asked) -> None:
        """The council, and bodies that names stand for, where the estate does not have them."""
        rows = [(whose.body, whose.name, "council"), *((body, name, "other") for name, body in asked.bodies.items())]
        there = self.ids("bodies")
        new = {body: (name, kind) for body, name, kind in rows if body not in there}
        lines = [Line("bodies", "", at, "body", name, {"body": body, "name": name, "kind": kind})
                 for at, (body, (name, kind)) in enumerate(new.items(), start=1)]  # fmt: skip
        if lines:
            self._take(lines)
        for line in lines:
            kind = line.cells["kind"]
            self.assumed.append(f"bodies had no {line.cells['body']}: it was added as {line.called}, of kind {kind}")

    def put(self, lines: list[Line]) -> None:
        """One kind's lines, but those that join what is not there."""
        ends, tables = _ENDS.get(lines[0].table, ((), ()))
        there = {one for table in tables for one in self.ids(table)}
        kept: list[Line] = []
        for line in lines:
            missing = [line.cells[end] for end in ends if line.cells[end] not in there]
            why = f"{missing[0] or 'an end of it'} is not in the estate" if missing else ""
            if ends and not why and line.cells[ends[0]] == line.cells[ends[1]]:
                why = "both its ends are one thing here"
            if why:
                self.left.append(Left(line.file, line.item, line.kind, line.called, why))
            else:
                kept.append(line)
        if kept:
            self._take(kept)

    def put_service(self, whose: Whose, tool: Tool) -> None:
        """One service to be written over, where there is none: an estate without one cannot be read."""
        held = self.tables.tables.get("services")
        if not (held and any(map(any, held.rows))):
            cells = {
                "service": f"{whose.body}.services-to-write",
                "name": "Services: to be written",
                "body": whose.body,
                "priority": "P4",
                "rto_h": "72",
                "mtpd_h": "168",
                "people": "0",
                "note": f"{WORKING_VALUE} stands here so that the estate can be read: write your services over it",
            }
            self._take([Line("services", "", 1, "stand-in", "no service was in the export", cells)])
        if "title" not in self.tables.settings and not self.before.tables:
            title = f"{whose.name}, from {tool.called}"
            self.tables = replace(self.tables, settings={**self.tables.settings, "title": title})

    def _take(self, lines: list[Line]) -> None:
        table = TABLES[lines[0].table]
        before = self.rows(table.name)
        lines = [_not_over(line, before.get(_key(line), {})) for line in lines]
        columns = dict.fromkeys(column for line in lines for column in line.cells)
        take = Take(table, tuple(Rule(column=one, source=one) for one in columns))
        records = tuple(Record(line.item, {key_of(name): cell for name, cell in line.cells.items()}) for line in lines)
        intake = take_records(take, records, self.tables, repeats=self._repeats)
        self.tables = intake.tables
        self.assumed += intake.report.assumed
        refused = {one.row: one for one in intake.report.refused}
        after = self.rows(table.name)
        for line in lines:
            wrong = refused.get(line.item)
            if wrong is not None:
                self.left.append(Left(line.file, line.item, line.kind, line.called, f"{wrong.message}; {wrong.hint}"))
            elif line.file or line.kind == "stand-in":
                made = line.cells.get(table.key, "")
                how = _how(before.get(_key(line)), after.get(_key(line)))
                # What the export says twice is one row, and new but once.
                before[_key(line)] = after.get(_key(line), {})
                self.became.append(Became(line.file, line.item, line.kind, line.called, table.name, made, how))

        for cell in intake.report.blanked:
            why = f"the cell was left blank: {cell.message}"
            self.left.append(Left(lines[0].file, cell.row or 0, f"{table.name} {cell.column}", cell.found, why))
        self.stayed += (
            f"{one.table} {one.column} of {one.id}: {one.ours} stayed, {lines[0].file} says {one.theirs}"
            for one in intake.report.differs
        )

    def ids(self, table: str) -> set[str]:
        """The ids of a table as it is now."""
        held = self.tables.tables.get(table)
        key = TABLES[table].key
        return {cells_of_row(held, row).get(key, "") for row in held.rows} - {""} if held else set()

    def rows(self, table: str) -> dict[tuple[str, ...], dict[str, str]]:
        """The rows of a table as it is now, each by what tells it from the others."""
        held = self.tables.tables.get(table)
        rows = [cells_of_row(held, row) for row in held.rows] if held else []
        return {_key_of_cells(table, cells): cells for cells in rows}


def _not_over(line: Line, held: Mapping[str, str]) -> Line:
    """The line with what the estate says wherever the export says nothing: notes, and what is only usual."""
    stays = {column: held[column] for column in ("note", *line.usual) if held.get(column) and column in line.cells}
    return replace(line, cells={**line.cells, **stays}) if stays else line


def _key(line: Line) -> tuple[str, ...]:
    return _key_of_cells(line.table, line.cells)


def _key_of_cells(table: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    key = TABLES[table].key
    return (cells.get(key, ""),) if key else tuple(cells.get(each, "") for each in ("of", "on", "any_of"))


def _how(before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> str:
    if before is None:
        return "new"
    if before == after:
        return "there already"
    return "changed" if any(after and after.get(key) != cell for key, cell in before.items()) else "filled"


def _ids_of(last: bytes, tool: Tool) -> dict[str, str]:
    """What the last import brought: ids, each with its table. A file that cannot be read says nothing."""
    try:
        said = json.loads(last)
        rows = said["became"] if said["tool"] == tool else []
        return {row["id"]: row["table"] for row in rows if row["id"] and row["file"] and row["table"] in TABLES}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _report(tool: Tool, whose: Whose, found: Found, filling: _Filling, last: Mapping[str, str]) -> Mapped:
    tables, before = filling.tables, filling.before
    mistakes = mistakes_in(tables) if filling.became else ()
    changed = [
        f"{one.table} {one.column} of {one.row}: {one.before or 'blank'}, now {one.after or 'blank'}"
        for one in (compare(before, tables) if before.tables else ())
        if one.way is Way.CHANGED and TABLES.get(one.table)
    ]
    ours = {one.id for one in filling.became}
    still = {row for table in set(last.values()) for row in filling.ids(table)}
    gone = [
        f"{table}: {one} was in the export the last time, and is not now: look whether it is gone; the row stays"
        for one, table in last.items()
        if one not in ours and one in still
    ]
    return Mapped(
        tool,
        whose.name or whose.body,
        tuple(found.read),
        tuple(filling.became),
        (*found.left, *filling.left),
        (*found.guesses, *_chances(filling)),
        tuple(filling.assumed),
        tuple(_to_fill(filling)),
        Since(tuple(changed), tuple(filling.stayed), tuple(gone)),
        mistakes,
    )


def _chances(filling: _Filling) -> Iterator[str]:
    """What is not known of each kind of way: how likely and how quick it is."""
    settings = filling.tables.settings
    rows = filling.rows("paths")
    kinds = Counter(rows[(one.id,)].get("kind", "") for one in filling.became if one.table == "paths")
    for kind in PathKind:
        if kinds[kind]:
            said = [settings.get(key, SETTINGS[key].default) for key in
                    (f"cyber.kinds.{kind}.chance", f"cyber.kinds.{kind}.hours")]  # fmt: skip
            yield (
                f"{kinds[kind]} path{'s' if kinds[kind] > 1 else ''} of kind {kind}: chance {said[0]}, {said[1]} "
                f"hours, from [cyber.kinds.{kind}] of estate.toml: a working value, for the export says neither. Ask"
            )


def _to_fill(filling: _Filling) -> Iterator[str]:
    """What no export says, and an answer rests on."""
    for table, columns in _TO_FILL.items():
        mine = {one.id for one in filling.became if one.table == table}
        rows = [cells for key, cells in filling.rows(table).items() if key[0] in mine]
        for column, why in columns.items():
            blank = sum(1 for cells in rows if cells.get(column, "") in ("", "0" if column == "people" else ""))
            if blank:
                yield f"{table} {column}: not said for {blank} of {len(rows)}: {why}"
    if not filling.tables.tables.get("actions"):
        yield "actions: no order is written, so nothing can be advised: one row for each system that can be isolated"
