"""What is different between two revisions of an estate, row by row and cell by cell.

Law: a blank cell and a column that is not there are the same; the order of rows is no difference.
Not here: whether a change is right, reading files (tables.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from battlebox.estate.columns import TABLES
from battlebox.estate.raw import RawTable, RawTables

SETTINGS_TABLE = "estate"


class Way(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `column` is blank where a whole row was added or is gone; `row` is its id, or what it says."""

    table: str
    row: str
    way: Way
    column: str = ""
    before: str = ""
    after: str = ""


def compare(before: RawTables, after: RawTables) -> tuple[Change, ...]:
    """Every difference, table by table, settings last. Cost: one pass over both."""
    found: list[Change] = []
    for name, form in TABLES.items():
        old, new = before.tables.get(name), after.tables.get(name)
        found += _keyed(name, form.key, old, new) if form.key else _unkeyed(name, old, new)
    found += _rows_of(SETTINGS_TABLE, {k: {"value": v} for k, v in before.settings.items()},
                      {k: {"value": v} for k, v in after.settings.items()})  # fmt: skip
    return tuple(found)


def cells_of_row(table: RawTable, row: tuple[str, ...]) -> dict[str, str]:
    """A row by its columns, blanks left out."""
    return {column: cell.strip() for column, cell in zip(table.header, row, strict=False) if cell.strip()}


def _keyed(name: str, key: str, old: RawTable | None, new: RawTable | None) -> Iterator[Change]:
    yield from _rows_of(name, _by_key(key, old), _by_key(key, new))


def _by_key(key: str, table: RawTable | None) -> dict[str, dict[str, str]]:
    rows = (cells_of_row(table, row) for row in table.rows) if table else ()
    return {cells[key]: cells for cells in rows if key in cells}


def _rows_of(name: str, old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> Iterator[Change]:
    for row, cells in new.items():
        if row not in old:
            yield Change(name, row, Way.ADDED, after=_said(cells))
            continue
        for column in dict.fromkeys((*old[row], *cells)):
            was, now = old[row].get(column, ""), cells.get(column, "")
            if was != now:
                yield Change(name, row, Way.CHANGED, column, was, now)
    for row, cells in old.items():
        if row not in new:
            yield Change(name, row, Way.GONE, before=_said(cells))


def _unkeyed(name: str, old: RawTable | None, new: RawTable | None) -> Iterator[Change]:
    """Rows without an id are the same only when they say the same."""
    was, now = (Counter(_said(cells_of_row(table, row)) for row in table.rows) if table else Counter[str]()
                for table in (old, new))  # fmt: skip
    for row in (now - was).elements():
        if row:
            yield Change(name, row, Way.ADDED, after=row)
    for row in (was - now).elements():
        if row:
            yield Change(name, row, Way.GONE, before=row)


def _said(cells: dict[str, str]) -> str:
    return "; ".join(f"{column} {cells[column]}" for column in sorted(cells))
