"""A workbook: one sheet per table and one called `estate`, from the bytes of an .xlsx file and back.

Law: the zip is measured before it is opened; formulas are text, never worked out and never written.
Not here: files (tables.py), what the text means (reading.py).
"""

from __future__ import annotations

import io
import os
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar
from xml.parsers.expat import ExpatError

from battlebox.estate.cells import CELL_MAX, control_character
from battlebox.estate.cellxml import Meaning, rows_of
from battlebox.estate.column import Form
from battlebox.estate.columns import TABLES
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.mistakes import Mistake
from battlebox.estate.near import Near
from battlebox.estate.parts import Sheet, xlsx_bytes
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.settings import SETTINGS
from battlebox.estate.sheets import COLUMNS_MAX, ROWS_MAX, table_of_rows, trimmed, unknown_table

if TYPE_CHECKING:
    import openpyxl

EXPANDED_MAX: Final = 1_000_000_000
"""Bytes of all parts of a workbook, unpacked."""
RATIO_MAX: Final = 100
"""How many times its packed size a part may unpack to; a real sheet of numbers reaches about 20."""
RATIO_FREE: Final = 1_000_000
"""Bytes a part may unpack to whatever its ratio: short repetitive parts pack very well and harm nobody."""
PARTS_MAX: Final = 1_000
SETTINGS_SHEET: Final = "estate"
_SETTINGS_HEADER: Final = ("key", "value")
_NUMERIC: Final = (Form.NUMBER, Form.COUNT, Form.SHARE, Form.CHANCE, Form.HOURS)
# With lxml beside it openpyxl would read with that: another reader for the same files, here and there.
os.environ.setdefault("OPENPYXL_LXML", "False")
_Read = TypeVar("_Read")
_Sheet = Any
"""A sheet opened to read only: openpyxl's types do not tell it from one that can be written."""
_BROKEN: Final = (
    zipfile.BadZipFile,
    # What either reader of XML raises, whichever of the two is there, is a SyntaxError.
    SyntaxError,
    ExpatError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    SyntaxError,  # What lxml says of damaged XML, where somebody loaded openpyxl with it.
)
"""What openpyxl and zipfile raise for files that are not what they say: they promise no one class."""


def tables_of_workbook(data: bytes, name: str) -> tuple[RawTables, list[Mistake]]:
    """The tables in a workbook, and a mistake for each sheet that cannot be read. Raises EstateError for the file."""
    return _opened(data, name, _tables_of)


def rows_of_workbook(data: bytes, name: str, sheet: str) -> tuple[tuple[str, ...], ...]:
    """The rows of any one sheet, the first if `sheet` is blank. Raises EstateError, NO_SHEET too."""
    return _opened(data, name, partial(_rows_of, sheet=sheet))


def _opened(data: bytes, name: str, read: Callable[[openpyxl.Workbook], _Read]) -> _Read:
    if not data.startswith(b"PK"):
        raise EstateError.of(Code.NOT_A_WORKBOOK, path=name, why="it is not one, or it has a password")
    try:
        _measure(data, name)
        import openpyxl  # It takes a quarter of a second, which an estate of CSV tables need not wait for.

        # Openpyxl warns of looks it will not keep; what it cannot read at all it raises, or the tables say is missing.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            return read(book)
    except zlib.error as error:
        raise EstateError.of(Code.NOT_A_WORKBOOK, path=name, why=str(error).lower()) from error
    except _BROKEN as error:
        why = "it is damaged" if not isinstance(error, zipfile.BadZipFile) else str(error).lower()
        raise EstateError.of(Code.NOT_A_WORKBOOK, path=name, why=why) from error


def workbook_bytes(raw: RawTables) -> bytes:
    """The workbook of an estate. Raises EstateError for a cell that no workbook can hold."""
    sheets = [_sheet_of(name, table) for name, table in raw.tables.items()]
    if raw.settings:
        sheets.append(Sheet(SETTINGS_SHEET, _SETTINGS_HEADER, tuple(raw.settings.items()), (False, False)))
    for sheet in sheets:
        for row in (sheet.header, *sheet.rows):
            _refuse_unwritable(row)
    return xlsx_bytes(sheets)


def _sheet_of(name: str, table: RawTable) -> Sheet:
    numeric = {column.name for column in TABLES[name].columns if column.form in _NUMERIC}
    return Sheet(name, table.header, table.rows, [one in numeric for one in table.header])


def _refuse_unwritable(row: Sequence[str]) -> None:
    for text in row:
        character = control_character(text)
        if character or len(text) > CELL_MAX:
            code = Code.CONTROL_CHARACTER if character else Code.CELL_TOO_LONG
            raise EstateError.of(code, most=CELL_MAX, character=character)


def _measure(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        listed = parts.infolist()
        if len(listed) > PARTS_MAX:
            raise EstateError.of(Code.WORKBOOK_EXPANDS, path=name, why=f"{len(listed)} parts")
        if sum(part.file_size for part in listed) > EXPANDED_MAX:
            raise EstateError.of(Code.WORKBOOK_EXPANDS, path=name, why=f"over {EXPANDED_MAX} bytes unpacked")
        for part in listed:
            if part.file_size > max(RATIO_FREE, RATIO_MAX * part.compress_size):
                raise EstateError.of(Code.WORKBOOK_EXPANDS, path=name, why=f"{part.filename} unpacks too far")
            lower = part.filename.lower()
            if lower.endswith("vbaproject.bin"):
                raise EstateError.of(Code.MACROS, path=name)
            if "externallinks/" in lower:
                raise EstateError.of(Code.EXTERNAL_LINKS, path=name)
            if lower.endswith((".xml", ".rels")):
                _refuse_doctype(parts, part, name)
        if "[Content_Types].xml" in parts.namelist() and b"macroEnabled" in parts.read("[Content_Types].xml"):
            raise EstateError.of(Code.MACROS, path=name)


def _refuse_doctype(parts: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """A document type can make a short part endless; no spreadsheet writes one."""
    with parts.open(part) as file:
        head = file.read(65_536)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise EstateError.of(Code.WORKBOOK_EXPANDS, path=name, why=f"{part.filename} has a document type")


def _tables_of(book: openpyxl.Workbook) -> tuple[RawTables, list[Mistake]]:
    tables: dict[str, RawTable] = {}
    settings: dict[str, str] = {}
    mistakes: list[Mistake] = []
    near = Near()
    for sheet in book.worksheets:
        title = sheet.title
        if title == SETTINGS_SHEET:
            settings, wrong = _settings_of(sheet)
            mistakes += wrong
        elif title not in TABLES:
            mistakes.append(unknown_table(title, near))
        else:
            found = _table_of(title, sheet)
            if isinstance(found, Mistake):
                mistakes.append(found)
            else:
                tables[title] = found
    return RawTables({name: tables[name] for name in TABLES if name in tables}, settings), mistakes


def _rows_of(book: openpyxl.Workbook, *, sheet: str) -> tuple[tuple[str, ...], ...]:
    names = [one.title for one in book.worksheets]
    if not names or (sheet and sheet not in names):
        raise EstateError.of(Code.NO_SHEET, found=sheet, sheets=", ".join(names))
    rows = tuple(islice(_rows(book[sheet or names[0]]), ROWS_MAX + 2))
    if len(rows) > ROWS_MAX + 1:
        raise EstateError.of(Code.TOO_MANY_ROWS, most=ROWS_MAX)
    return rows


def _table_of(name: str, sheet: _Sheet) -> RawTable | Mistake:
    rows: list[tuple[str, ...]] = []
    for row in _rows(sheet):
        if len(row) > COLUMNS_MAX:
            return Mistake.at(name, len(rows) + 1, None, Code.TOO_MANY_COLUMNS, found=str(len(row)), most=COLUMNS_MAX)
        rows.append(row)
        if len(rows) > ROWS_MAX + 1:
            return Mistake.at(name, len(rows), None, Code.TOO_MANY_ROWS, most=ROWS_MAX)
    return table_of_rows(name, rows)


def _settings_of(sheet: _Sheet) -> tuple[dict[str, str], list[Mistake]]:
    found: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for number, row in enumerate(_rows(sheet), start=1):
        key, value = (*row, "", "")[:2]
        if number == 1 and (key.strip(), value.strip()) == _SETTINGS_HEADER:
            continue
        key = key.strip()
        if key in found:
            mistakes.append(Mistake.at(SETTINGS_SHEET, number, key, Code.SETTING_TWICE, found=key))
        elif key:
            # A cell that says TRUE was read as y, the word of the tables; here the word is true.
            is_flag = key in SETTINGS and SETTINGS[key].form is Form.FLAG
            found[key] = {"y": "true", "n": "false"}.get(value, value) if is_flag else value
    return found, mistakes


def _rows(sheet: _Sheet) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet as text, blank cells at the right edge left off; the size a sheet claims is not believed."""
    book = sheet.parent
    meaning = Meaning(
        strings=sheet._shared_strings,  # noqa: SLF001  # Openpyxl reads the strings and styles; its rows are too slow.
        dates=frozenset(book._date_formats),  # noqa: SLF001  # As above.
        date_text=partial(_date_text, epoch=book.epoch),
    )
    with sheet._get_source() as file:  # noqa: SLF001  # As above.
        for row in rows_of(file, meaning):
            yield trimmed(row)


def _date_text(value: float, *, epoch: datetime) -> str:
    from openpyxl.utils.datetime import from_excel  # As above: loaded by now.

    try:
        found = from_excel(value, epoch)
    except (OverflowError, ValueError):
        # No calendar has that day: the number then says so itself, where a date should stand.
        return repr(value)
    if isinstance(found, datetime):
        return found.date().isoformat() if found.time() == time() else found.isoformat(sep=" ")
    return str(found)
