"""Bring somebody else's list into an estate: a spreadsheet or an inventory export, by a column map.

1. Find the header, and refuse a map that names columns the file does not have.
2. For each [[take]] of the map, make a row of ours of each of theirs; tell each cell changed, left or refused.
3. Add the rows to the estate; a row whose id is there already is kept, filled or replaced, as the map says.

Law: the same file, map and estate give the same tables and the same report; a refused row changes nothing.
Not here: files (tables.py), the map (columnmap.py), one cell (tidy.py), the report's words (taken.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from battlebox.estate.cells import CellError
from battlebox.estate.check import estate_of
from battlebox.estate.column import Column, Table
from battlebox.estate.columnmap import ColumnMap, Rule, Take
from battlebox.estate.columns import TABLES
from battlebox.estate.drilled import says_drill
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.slug import slug
from battlebox.estate.spreadsheet import Record, Rows, key_of, look_for
from battlebox.estate.tables import read_map, read_rows, read_tables, write_tables
from battlebox.estate.taken import Differs, Guess, TableTaken, Taken
from battlebox.estate.tidy import How, items, tidy

EMPTY: Final = RawTables({})
"""The estate that a first import is brought into."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of an import: the report, and the estate's tables with the rows in."""

    report: Taken
    tables: RawTables


def import_estate(file: Path | str, mapping: Path | str, into: Path | str, *, drill_words: str = "") -> Taken:
    """Bring a file into the estate at `into`, which may be new: whole, or not at all.

    One that says `drill_words` in any cell comes into an estate that says them too, and into no other.
    Raises MapFaults for the map; EstateError for the files, and MAP_NO_SOURCE or MAP_NO_HEADER where the two do not
    fit; EstateFaults where the estate that is there cannot be read.
    """
    told = read_map(Path(mapping))
    rows = read_rows(Path(file), sheet=told.sheet, separator=told.separator)
    place = Path(into)
    there = place.exists() and not (place.is_dir() and not any(place.iterdir()))
    estate = read_tables(place) if there else EMPTY
    is_drills = drill_words and any(drill_words in cell for row in rows.rows for cell in row)
    if is_drills and not says_drill(estate, drill_words):
        raise EstateError.of(Code.OF_A_DRILL, what=Path(file), where="the estate that it would come into")
    refuse_ragged(estate)
    intake = take_in(rows, told, estate)
    if intake.report.changed_any:
        write_tables(intake.tables, place, replace=there)
    return intake.report


def take_in(rows: Rows, mapping: ColumnMap, into: RawTables = EMPTY) -> Intake:
    """Bring rows into an estate. Raises EstateError: MAP_NO_HEADER, MAP_NO_SOURCE."""
    header = rows.header(mapping.sources, number=mapping.header)
    names, records = rows.records(header)
    look_for(mapping.sources, names)
    desk = _Desk(into, mapping.repeats)
    for take in sorted(mapping.takes, key=lambda each: not each.table.key):  # Things first, then what they need.
        desk.take(take, records)
    bodies = desk.add_bodies()
    tables = desk.tables()
    assumed = [*rows.guesses, *bodies]
    if header != 1 and not mapping.header:
        assumed.append(f"the column names were found in row {header}")
    used = {key_of(source) for source in mapping.sources}
    return Intake(
        Taken(
            header_row=header,
            rows=len(records),
            tables=tuple(desk.taken),
            assumed=tuple(assumed),
            guessed=desk.guesses,
            unused=tuple(name for name in names if key_of(name) not in used),
            refused=tuple(desk.refused),
            blanked=tuple(desk.blanked),
            differs=tuple(desk.differs),
            mistakes=mistakes_in(tables),
        ),
        tables,
    )


def take_records(take: Take, records: tuple[Record, ...], into: RawTables, *, repeats: str) -> Intake:
    """Bring records that somebody made of another tool's export into an estate; what `check` would say is not asked."""
    desk = _Desk(into, repeats)
    desk.take(take, records)
    assumed = tuple(desk.add_bodies())
    told = Taken(0, len(records), tuple(desk.taken), assumed, desk.guesses, (), tuple(desk.refused),
                 tuple(desk.blanked), tuple(desk.differs), ())  # fmt: skip
    return Intake(told, desk.tables())


def refuse_ragged(tables: RawTables) -> None:
    """Refuse an estate whose rows do not fit its headers: its cells could not be put back where they stood."""
    ragged = tuple(one for one in mistakes_in(tables) if one.code in (Code.ROW_TOO_LONG, Code.COLUMN_TWICE))
    if ragged:
        raise EstateFaults(ragged)


def mistakes_in(tables: RawTables) -> tuple[Mistake, ...]:
    """What `check` would say is wrong."""
    try:
        estate_of(tables)
    except EstateFaults as faults:
        return faults.mistakes
    return ()


@dataclass(frozen=True, slots=True)
class _Held:
    """Who has an id: the table, the row, and its number in the estate's table or in the source."""

    table: str
    row: dict[str, str]
    number: int
    in_estate: bool


class _Desk:
    """The estate's tables as they fill, and everything to tell about it."""

    def __init__(self, into: RawTables, repeats: str) -> None:
        self._into = into
        self._repeats = repeats
        self._rows = {
            name: [dict(zip(table.header, row, strict=False)) for row in table.rows]
            for name, table in into.tables.items()
        }
        self._held = {
            row.get(TABLES[name].key, ""): _Held(name, row, number, in_estate=True)
            for name, rows in self._rows.items()
            if TABLES[name].key
            for number, row in enumerate(rows, start=2)
        }
        self._needs = {_need(row): _Held("needs", row, 0, in_estate=True) for row in self._rows.get("needs", [])}
        self._named_bodies: dict[str, bool] = {}
        self._body_names: dict[str, str] = {}
        self._tidied: dict[tuple[str, str], tuple[str, How | None] | CellError] = {}
        self._row_guesses: list[Guess] = []
        self._row_blanked: list[Mistake] = []
        self._counts: Counter[tuple[str, str, How]] = Counter()
        self._firsts: dict[tuple[str, str, How], Guess] = {}
        self.taken: list[TableTaken] = []
        self._refused_in: dict[int, str] = {}
        self.refused: list[Mistake] = []
        self.blanked: list[Mistake] = []
        self.differs: list[Differs] = []

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """Every kind of guess in the order they were first made, counted."""
        return tuple(replace(first, count=self._counts[key]) for key, first in self._firsts.items())

    def take(self, take: Take, records: tuple[Record, ...]) -> None:
        """Take every record that one [[take]] asks for."""
        outcomes: Counter[str] = Counter()
        above: dict[str, str] = {}
        self._tidied.clear()
        for record in records:
            cells = _filled_down(take, record, above)
            if any(key_of(cells.get(key_of(name), "")) not in words for name, words in take.only.items()):
                outcomes["passed over"] += 1
                continue
            before = "" if take.table.key else self._refused_in.get(record.number, "")
            for one in _exploded(take, cells):
                if before:
                    words = {"table": before}
                    self.refused.append(Mistake.at(take.table.name, record.number, None, Code.REFUSED_BEFORE, **words))
                    outcomes["refused"] += 1
                    break
                row = self._row(take, record.number, one)
                if row is None:
                    self._refused_in.setdefault(record.number, take.table.name)
                outcome = "refused" if row is None else self._put(take, record.number, row)
                outcomes[outcome] += 1
                self._close_row(taken=outcome in ("added", "replaced"))
        counts = (outcomes[one] for one in ("added", "replaced", "repeated", "passed over"))
        self.taken.append(TableTaken(take.table.name, *counts))

    def _row(self, take: Take, number: int, cells: Mapping[str, str]) -> dict[str, str] | None:
        """Make the row of ours, or None where a required cell could not be had; each reason is kept."""
        row: dict[str, str] = {}
        wrong: set[str] = set()
        for column, rule in take.columns:
            text = rule.always if not rule.source else cells.get(key_of(rule.source), "")
            outcome = self._tidy(column, text, rule)
            if isinstance(outcome, CellError):
                words = {"found": text.strip(), **outcome.words}
                mistake = Mistake.at(take.table.name, number, column.name, outcome.code, **words)
                (self.refused if column.required else self._row_blanked).append(mistake)
                wrong.add(column.name)
                continue
            made, how = outcome
            if made:
                row[column.name] = made
            if made and column.refers == ("bodies",) and ";" not in made:
                self._body_names.setdefault(made, text.strip())
            if how is not None and rule.source:
                self._row_guesses.append(Guess(take.table.name, column.name, how, 1, number, text.strip(), made))
        return row if self._completed(take, number, row, wrong) else None

    def _tidy(self, column: Column, text: str, rule: Rule) -> tuple[str, How | None] | CellError:
        """Tidy a cell once for each way it is written: a column of an inventory says few things many times."""
        key = (column.name, text)
        known = self._tidied.get(key)
        if known is None:
            try:
                known = tidy(column, text, rule)
            except CellError as error:
                known = error
            self._tidied[key] = known
        return known

    def _completed(self, take: Take, number: int, row: dict[str, str], wrong: set[str]) -> bool:
        """Fill what may be guessed, and refuse the row for the first required cell that is blank or was `wrong`."""
        table = take.table
        if table.key and take.rule(table.key) is None and "name" in row:
            row[table.key] = slug(row["name"])
            guess = Guess(table.name, table.key, How.ID, 1, number, row["name"], row[table.key])
            self._row_guesses.append(guess)
        body = table.column("body")
        if body is not None and body.refers and body.required and take.rule("body") is None:
            row["body"] = self._only_council()
            if not row["body"]:
                self.refused.append(Mistake.at(table.name, number, "body", Code.NO_ONE_COUNCIL))
                return False
        for column in table.columns:
            if column.required and not row.get(column.name):
                if column.name not in wrong:
                    words = {"help": column.help}
                    self.refused.append(Mistake.at(table.name, number, column.name, Code.REQUIRED_BLANK, **words))
                return False
        return True

    def _only_council(self) -> str:
        councils = [row["body"] for row in self._rows.get("bodies", []) if row.get("kind") == "council"]
        return councils[0] if len(councils) == 1 else ""

    def _put(self, take: Take, number: int, row: dict[str, str]) -> str:
        """Add the row, or replace the cells of the one with its id: and say what came of it."""
        table = take.table
        self._note_bodies(take, row)
        rows = self._rows.setdefault(table.name, [])
        if not table.key:
            return self._put_need(number, row, rows)
        key = row[table.key]
        held = self._held.get(key)
        if held is None:
            self._held[key] = _Held(table.name, row, number, in_estate=False)
            rows.append(row)
            return "added"
        same = held.in_estate and held.table == table.name
        if held.table == table.name and _says(held.row, row):
            return "repeated"
        if same and self._repeats == "replace":
            held.row.update(row)
            self._held[key] = _Held(table.name, held.row, number, in_estate=False)
            return "replaced"
        if same and self._repeats == "fill":
            return self._fill(table, number, key, held.row, row)
        if same:
            self.refused.append(Mistake.at(table.name, number, table.key, Code.ALREADY_THERE, found=key))
        else:
            other = f"the estate's {held.table}" if held.in_estate else held.table
            words = {"other": other, "other_row": held.number}
            self.refused.append(Mistake.at(table.name, number, table.key, Code.ID_TWICE, found=key, **words))
        return "refused"

    def _put_need(self, number: int, row: dict[str, str], rows: list[dict[str, str]]) -> str:
        first = self._needs.get(_need(row))
        if first is None:
            self._needs[_need(row)] = _Held("needs", row, number, in_estate=False)
            rows.append(row)
            return "added"
        if _says(first.row, row):
            return "repeated"
        if first.in_estate and self._repeats == "fill":
            return self._fill(TABLES["needs"], number, f"{row['of']} on {row['on']}", first.row, row)
        if not first.in_estate:
            words = {"of": row["of"], "other_row": first.number}
            self.refused.append(Mistake.at("needs", number, "on", Code.NEED_TWICE, found=row["on"], **words))
        else:
            found = f"the need of {row['of']} for {row['on']}"
            self.refused.append(Mistake.at("needs", number, "on", Code.ALREADY_THERE, found=found))
        return "refused"

    def _fill(self, table: Table, number: int, key: str, held: dict[str, str], row: Mapping[str, str]) -> str:
        """Put cells where the estate has none; those where it says otherwise stay, and are told."""
        blank = {column: cell for column, cell in row.items() if not held.get(column, "").strip()}
        for column, cell in row.items():
            said = held.get(column, "").strip()
            if said and said != cell:
                self.differs.append(Differs(table.name, number, key, column, said, cell))
        held.update(blank)
        return "replaced" if blank else "repeated"

    def _note_bodies(self, take: Take, row: Mapping[str, str]) -> None:
        """Remember the bodies that rows name; one that the map itself writes in every row is most likely ours."""
        for column in take.table.columns:
            if column.refers == ("bodies",):
                rule = take.rule(column.name)
                ours = rule is not None and bool(rule.always) and column.name == "body"
                for body in filter(None, row.get(column.name, "").split(";")):
                    self._named_bodies[body] = self._named_bodies.get(body, False) or ours

    def add_bodies(self) -> list[str]:
        """Add a row for each body that is named and not there, and say so."""
        told: list[str] = []
        for body, ours in self._named_bodies.items():
            if body in self._held:
                continue
            kind = "council" if ours else "other"
            name = self._body_names.get(body) or body
            self._rows.setdefault("bodies", []).append({"body": body, "name": name, "kind": kind})
            told.append(f"bodies had no {body}: it was added as {name}, of kind {kind}; put its right name and kind")
        return told

    def tables(self) -> RawTables:
        """Give the estate with everything in: columns in their usual order, only those that are used."""
        found: dict[str, RawTable] = {}
        for name, table in TABLES.items():
            old = self._into.tables.get(name)
            if name not in self._rows and old is None and not table.required:
                continue
            rows = self._rows.get(name, [])
            header = old.header if old else tuple(column.name for column in table.columns if column.required)
            used = {column for row in rows for column, cell in row.items() if cell}
            more = tuple(one.name for one in table.columns if one.name in used and one.name not in header)
            wide = _in_order(table, (*header, *more)) if not old else (*header, *more)
            found[name] = RawTable(wide, tuple(tuple(row.get(column, "") for column in wide) for row in rows))
        return RawTables(found, dict(self._into.settings))

    def _close_row(self, *, taken: bool) -> None:
        """Keep what was guessed and left blank in a row, unless the row was refused and that with it."""
        if taken:
            self.blanked += self._row_blanked
            for guess in self._row_guesses:
                key = (guess.table, guess.column, guess.how)
                self._firsts.setdefault(key, guess)
                self._counts[key] += 1
        self._row_guesses.clear()
        self._row_blanked.clear()


def _says(held: Mapping[str, str], row: Mapping[str, str]) -> bool:
    return all(held.get(column, "") == cell for column, cell in row.items())


def _need(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row.get("of", ""), row.get("on", ""), row.get("any_of", "")


def _in_order(table: Table, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.name in columns)


def _filled_down(take: Take, record: Record, above: dict[str, str]) -> Mapping[str, str]:
    """The record's cells, a blank one of a `down` column taken from the row above: merged cells are written once."""
    cells = dict(record.cells)
    for rule in take.rules:
        if rule.down:
            key = key_of(rule.source)
            cells[key] = above[key] = cells.get(key, "").strip() or above.get(key, "")
    return cells


def _exploded(take: Take, cells: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """One set of cells for each item of the columns that the map takes one row each for; none where there are none."""
    each = next((rule for rule in take.rules if rule.each), None)
    if each is None:
        yield cells
        return
    key = key_of(each.source)
    for item in items(cells.get(key, ""), each):
        yield {**cells, key: item}
