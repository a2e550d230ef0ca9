"""CSV and TOML text: one table or the settings, from the bytes of a file and back.

Law: UTF-8 with or without a mark, any line ends; line ends inside a cell become one newline; nothing else is changed.
Not here: files (tables.py), what a cell means (reading.py).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, repeat
from typing import Final

from battlebox.estate.cells import CELL_MAX, control_character
from battlebox.estate.column import Form
from battlebox.estate.columns import TABLES
from battlebox.estate.errors import Code
from battlebox.estate.mistakes import Mistake
from battlebox.estate.near import Near
from battlebox.estate.raw import RawTable
from battlebox.estate.settings import SETTINGS

ROWS_MAX: Final = 1_000_000
"""Rows of one table, the header apart."""
COLUMNS_MAX: Final = 256
"""Cells of one row."""
_TOML_NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_TOML_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def table_of_csv(name: str, data: bytes) -> RawTable | Mistake:
    """The table in a CSV file, or why it cannot be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = sum(1 for _ in csv.reader(io.StringIO(data[: error.start].decode("utf-8-sig"), newline="")))
        found = f"0x{data[error.start]:02X}"
        return Mistake.at(name, max(before, 1), None, Code.NOT_UTF8, found=found, byte=error.start + 1)
    # Ampler than a cell may be, so that the reader of cells can name the column of one that is only just too long.
    csv.field_size_limit(CELL_MAX * 4)
    rows: list[tuple[str, ...]] = []
    try:
        # What was read before a mistake stays in the list, which so says in which row the mistake is.
        rows.extend(map(tuple, islice(csv.reader(io.StringIO(text, newline=""), strict=True), ROWS_MAX + 2)))
        if len(rows) > ROWS_MAX + 1:
            return Mistake.at(name, len(rows), None, Code.TOO_MANY_ROWS, most=ROWS_MAX)
    except csv.Error as error:
        code = Code.CELL_TOO_LONG if "limit" in str(error) else Code.BAD_QUOTES
        return Mistake.at(name, len(rows) + 1, None, code, most=CELL_MAX)
    if "\r" in text:
        rows = [tuple(one_newline(cell) for cell in row) for row in rows]
    return table_of_rows(name, rows)


def table_of_rows(name: str, rows: list[tuple[str, ...]]) -> RawTable | Mistake:
    """The table whose header is the first row; blank cells and rows at its right and lower edge are none of it."""
    rows = [row if row and row[-1] else trimmed(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    if not rows or not any(cell.strip() for cell in rows[0]):
        columns = ", ".join(column.name for column in TABLES[name].columns if column.required)
        return Mistake.at(name, 1, None, Code.EMPTY_FILE, columns=columns)
    header = [cell.strip() for cell in rows[0]]
    if len(header) == 1 and re.search("[;\t|]", header[0]):
        return Mistake.at(name, 1, None, Code.SEPARATOR, found=header[0])
    return RawTable(tuple(header), tuple(rows[1:]))


def trimmed(row: tuple[str, ...]) -> tuple[str, ...]:
    """The row without the blank cells at its right edge."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return row[:width]


def one_newline(cell: str) -> str:
    """The cell with every line end written as one newline."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def csv_text(table: RawTable) -> str:
    """The table as CSV: commas, quotes only where needed, one newline after each row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    for row in table.rows:
        # Every row is as wide as the header: a blank one is commas, since some readers lose an empty line.
        writer.writerow((*row, *repeat("", len(table.header) - len(row))))
    return out.getvalue()


def toml_text(settings: Mapping[str, str]) -> str:
    """The settings as estate.toml, each section under its heading."""
    sections: dict[str, list[str]] = {"": []}
    for key, text in settings.items():
        section, _, name = key.rpartition(".")
        sections.setdefault(section, []).append(f"{_toml_key(name)} = {_toml_value(key, text)}")
    return "\n".join(_toml_lines(sections))


def unknown_table(name: str, near: Near) -> Mistake:
    """The mistake of a table that no estate has."""
    hint = near.words(name, TABLES.keys(), " to {}")
    return Mistake.at(name, None, None, Code.UNKNOWN_TABLE, found=name, near=hint, tables=", ".join(TABLES))


def _toml_lines(sections: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for section, lines in sections.items():
        if section:
            yield f"\n[{'.'.join(_toml_key(part) for part in section.split('.'))}]"
        yield from lines
    yield ""


def _toml_key(name: str) -> str:
    return name if _TOML_BARE.fullmatch(name) else _toml_string(name)


def _toml_value(key: str, text: str) -> str:
    setting = SETTINGS.get(key)
    if setting is not None and setting.form is not Form.TEXT:
        if setting.form is Form.FLAG and text in ("true", "false"):
            return text
        if _TOML_NUMBER.fullmatch(text):
            return text
    return _toml_string(text)


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(f"\\u{ord(one):04X}" if control_character(one) else one for one in escaped) + '"'
