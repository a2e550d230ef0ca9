"""Estate revisions kept by content, so that an incident can name exactly the one it runs on.

Law: a revision is named by the digest of its text and never changes; the same tables always have the same name.
Not here: reading and writing files (tables.py), corrections made during an incident (desk).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from battlebox.estate.columns import TABLES
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.tables import read_files, read_tables, write_file, write_tables

DIGEST_LETTERS: Final = 64
FIRST_ROW: Final = 2


def digest_of(raw: RawTables) -> str:
    """64 hex digits that name an estate's text: whatever a CSV folder would keep of it, and no more."""
    tables = {name: [table.header, *map(_bare, table.rows)] for name, table in sorted(raw.tables.items())}
    text = json.dumps([tables, sorted(raw.settings.items())], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(b"battlebox/estate/1\0" + text.encode()).hexdigest()


def _bare(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row without the blanks at its end, which mean nothing."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def corrected(raw: RawTables, table: str, row: str, column: str, value: str) -> RawTables:
    """The same text with one cell changed.

    `row` is the id of the row; in a table whose rows have none, its number in a spreadsheet (the first row of data is
    2). A column that was left out is added. Raises EstateError NO_CELL.
    """
    form, held = TABLES.get(table), raw.tables.get(table)
    if form is None or held is None or form.column(column) is None:
        raise EstateError.of(Code.NO_CELL, table=table, row=row, column=column)
    header = held.header if column in held.header else (*held.header, column)
    number = _row_number(held, form.key, row)
    if number is None:
        raise EstateError.of(Code.NO_CELL, table=table, row=row, column=column)
    cells = [*held.rows[number], *[""] * (len(header) - len(held.rows[number]))]
    cells[header.index(column)] = value
    rows = (*held.rows[:number], tuple(cells), *held.rows[number + 1 :])
    return replace(raw, tables=raw.tables | {table: RawTable(header, rows)})


def _row_number(held: RawTable, key: str, row: str) -> int | None:
    if not key:
        number = int(row) - FIRST_ROW if row.isascii() and row.isdecimal() else -1
        return number if 0 <= number < len(held.rows) else None
    place = held.header.index(key) if key in held.header else 0
    return next((n for n, cells in enumerate(held.rows) if len(cells) > place and cells[place].strip() == row), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder where revisions are kept, each in a folder named by its digest."""

    path: Path

    @property
    def kept(self) -> tuple[str, ...]:
        """The digests of what is kept here."""
        places = self.path.iterdir() if self.path.is_dir() else ()
        return tuple(sorted(each.name for each in places if len(each.name) == DIGEST_LETTERS))

    def keep(self, raw: RawTables, beside: Mapping[str, bytes] | None = None) -> str:
        """Keep a revision, and files that lie beside its tables; its digest. Raises EstateError."""
        digest = digest_of(raw)
        place = self.path / digest
        if not place.is_dir():
            self.path.mkdir(parents=True, exist_ok=True)
            write_tables(raw, place, beside={place / name: data for name, data in (beside or {}).items()})
        for name, data in (beside or {}).items():
            if not (place / name).exists():
                write_file(place / name, data)
        return digest

    def beside(self, digest: str, name: str) -> bytes:
        """A file that was kept beside a revision; empty where there is none. Raises EstateError."""
        place = self.path / digest / name
        return read_files([place])[str(place)] if digest in self.kept and place.is_file() else b""

    def fetch(self, digest: str) -> RawTables:
        """A revision that is kept. Raises EstateError if it is not here, or is not what its name says."""
        whole = len(digest) == DIGEST_LETTERS and not digest.strip("0123456789abcdef")
        place = self.path / digest
        if not whole or not place.is_dir():
            raise EstateError.of(Code.NO_SUCH_ESTATE, path=f"revision {digest[:12]}")
        raw = read_tables(place)
        if digest_of(raw) != digest:
            raise EstateError.of(Code.REVISION_CHANGED, path=place)
        return raw

    def digests(self) -> tuple[str, ...]:
        """The revisions that are here."""
        return tuple(sorted(entry.name for entry in self.path.iterdir())) if self.path.is_dir() else ()
