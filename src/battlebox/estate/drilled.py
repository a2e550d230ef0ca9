"""An estate of a drill, by what it says of itself: its title, or a column of its own on each row of each table.

Law: one that says so anywhere says so, whatever a spreadsheet moved, sorted or took out beside it.
Not here: the words that it says (journal), whether a desk takes it (upload.py, desk).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from battlebox.estate.raw import RawTable, RawTables

MARK_COLUMN: Final = "exercise"


def says_drill(raw: RawTables, words: str) -> bool:
    """Whether it says the words of a drill: in its title, or alone in any cell of any table."""
    if words in raw.settings.get("title", ""):
        return True
    return any(words in map(str.strip, row) for table in raw.tables.values() for row in table.rows)


def with_drill_column(raw: RawTables, words: str) -> RawTables:
    """The same with the words in a first column, so that no table goes on without them."""
    tables = {
        name: RawTable((MARK_COLUMN, *table.header), tuple((words, *row) for row in table.rows))
        for name, table in raw.tables.items()
    }
    return replace(raw, tables=tables)


def without_drill_column(raw: RawTables) -> RawTables:
    """The same without that column, wherever it stands now."""
    return replace(raw, tables={name: _without(table) for name, table in raw.tables.items()})


def _without(table: RawTable) -> RawTable:
    places = [at for at, name in enumerate(table.header) if name.strip().lower() == MARK_COLUMN]
    if not places:
        return table
    at = places[0]
    return RawTable(
        (*table.header[:at], *table.header[at + 1 :]), tuple((*row[:at], *row[at + 1 :]) for row in table.rows)
    )
