"""Pages: the tables of an estate while they are being written, row by row.

Law: a cell goes into the column of its name; what is not said is blank.
Not here: what the rows say (the modules beside this one).
"""

from __future__ import annotations

from battlebox.estate.columns import TABLES
from battlebox.estate.raw import RawTable
from battlebox.estate.region.draws import Draws


class Pages:
    """Every table, empty at first, and the draws that decide what is written."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        self._names = {name: tuple(column.name for column in table.columns) for name, table in TABLES.items()}
        self._rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in TABLES}

    def put(self, table: str, cells: dict[str, str]) -> None:
        """Write one row."""
        row = [cells.pop(name, "") for name in self._names[table]]
        if cells:
            raise KeyError(f"{table} has no column {', '.join(cells)}")
        while row and not row[-1]:
            row.pop()
        self._rows[table].append(tuple(row))

    def tables(self) -> dict[str, RawTable]:
        """Every table that has a row, in the order an estate is written."""
        return {name: RawTable(self._names[name], tuple(rows)) for name, rows in self._rows.items() if rows}
