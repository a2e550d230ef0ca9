"""The tables of an estate as one body may see them: without the people of others, and when these can be asked.

Law: rows are left out whole and nothing else is changed; the estate itself, its digest and every answer stay.
Not here: who may see an estate at all (desk).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.estate.compare import cells_of_row
from battlebox.estate.raw import RawTable, RawTables


def without_others_people(raw: RawTables, body: str) -> RawTables:
    """The tables with no `people` but the body's own, and no `availability` but theirs."""
    people, availability = raw.tables.get("people", RawTable(())), raw.tables.get("availability", RawTable(()))
    ours = {_says(people, row, "person") for row in people.rows if _says(people, row, "body") == body}
    kept = {
        "people": tuple(row for row in people.rows if _says(people, row, "person") in ours),
        "availability": tuple(row for row in availability.rows if _says(availability, row, "of") in ours),
    }
    tables = {name: replace(table, rows=kept[name]) if name in kept else table for name, table in raw.tables.items()}
    return replace(raw, tables=tables)


def _says(table: RawTable, row: tuple[str, ...], column: str) -> str:
    return cells_of_row(table, row).get(column, "")
