"""A foreign sheet as rows of text: whatever separator and encoding an export came with.

Law: nothing is dropped but blank rows; every guess about the file is kept, to be told.
Not here: files (tables.py), workbooks (workbook.py), what the columns mean (columnmap.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from battlebox.estate.cells import CELL_MAX
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.near import Near
from battlebox.estate.sheets import ROWS_MAX, one_newline

HEADER_ROWS_MAX: Final = 30
"""Rows looked through for the one that names the columns."""

_SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its spreadsheet number, and its cells by the name of their column as `key_of` writes it."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row of a sheet, the first being spreadsheet row 1; `guesses` are sentences about how it was read."""

    rows: tuple[tuple[str, ...], ...]
    guesses: tuple[str, ...] = ()

    @classmethod
    def from_bytes(cls, data: bytes, *, separator: str = "") -> Rows:
        """Read CSV text. Blank `separator` is found. Raises EstateError: BAD_QUOTES, CELL_TOO_LONG, TOO_MANY_ROWS."""
        text, guesses = _decoded(data)
        if not separator:
            separator = _separator(text)
            if separator != ",":
                guesses.append(f"the columns were taken to be parted by {_SEPARATORS[separator]}")
        return cls(tuple(_csv_rows(text, separator)), tuple(guesses))

    def header(self, sources: Sequence[str], *, number: int = 0) -> int:
        """Find the spreadsheet row that names the columns: the first that names most of `sources`, unless given.

        Raises EstateError: MAP_NO_HEADER where no row names any, or there is no such row.
        """
        if number:
            if number > len(self.rows):
                raise EstateError.of(Code.MAP_NO_HEADER, most=len(self.rows))
            return number
        wanted = {key_of(source) for source in sources}
        named = [len(wanted & {key_of(cell) for cell in row}) for row in self.rows[:HEADER_ROWS_MAX]]
        if not any(named):
            raise EstateError.of(Code.MAP_NO_HEADER, most=HEADER_ROWS_MAX)
        return named.index(max(named)) + 1

    def header_or_first(self, sources: Sequence[str]) -> int:
        """The same; where no row names any, the first is taken to name them, and whoever sent it chooses."""
        try:
            return self.header(sources)
        except EstateError:
            return 1

    def records(self, header: int) -> tuple[tuple[str, ...], tuple[Record, ...]]:
        """Give the names of the columns below `header`, and the rows under them that are not blank."""
        if not self.rows:
            return (), ()
        names = tuple(_names(self.rows[header - 1], max(map(len, self.rows))))
        keys = [key_of(name) for name in names]
        found = (
            Record(number, dict(zip(keys, row, strict=False)))
            for number, row in enumerate(self.rows[header:], start=header + 1)
            if any(cell.strip() for cell in row)
        )
        return names, tuple(found)


def key_of(name: str) -> str:
    """Write a column's name so that spaces, line ends and capitals do not part it from itself."""
    return " ".join(name.split()).casefold()


def look_for(sources: Sequence[str], names: Sequence[str]) -> None:
    """Refuse a map that names columns the file does not have. Raises EstateError MAP_NO_SOURCE for the first."""
    keys = {key_of(name) for name in names}
    for source in sources:
        if key_of(source) not in keys:
            near = Near().words(source, [key_of(name) for name in names])
            shown = ", ".join(" ".join(name.split()) for name in names)
            raise EstateError.of(Code.MAP_NO_SOURCE, found=source, near=near, columns=shown)


def _decoded(data: bytes) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), ["the file was read as UTF-16 text"]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        told = "the file is not UTF-8 and was read as Windows text: look at accents, dashes and pound signs"
        return data.decode("cp1252", errors="replace"), [told]


def _separator(text: str) -> str:
    """Choose what parts the most cells in the widest of the first rows."""
    lines = text.splitlines()[:HEADER_ROWS_MAX]
    return max(_SEPARATORS, key=lambda one: max((line.count(one) for line in lines), default=0))


def _csv_rows(text: str, separator: str) -> Iterator[tuple[str, ...]]:
    # As in sheets.py: a cell may be as long as a spreadsheet's, and the reader counts a quote before it decides.
    csv.field_size_limit(CELL_MAX * 4)
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            if number > ROWS_MAX + 1:
                raise EstateError.of(Code.TOO_MANY_ROWS, most=ROWS_MAX)
            yield tuple(one_newline(cell) for cell in row)
    except csv.Error as error:
        code = Code.CELL_TOO_LONG if "limit" in str(error) else Code.BAD_QUOTES
        raise EstateError.of(code, most=CELL_MAX) from error


def _names(header: Sequence[str], width: int) -> Iterator[str]:
    """Name every column: a blank one by its letter, a second of the same name by its place among them."""
    seen: dict[str, int] = {}
    for at in range(width):
        name = " ".join(header[at].split()) if at < len(header) else ""
        name = name or f"column {_letter(at)}"
        seen[key_of(name)] = seen.get(key_of(name), 0) + 1
        yield name if seen[key_of(name)] == 1 else f"{name} ({seen[key_of(name)]})"


def _letter(at: int) -> str:
    letters = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
