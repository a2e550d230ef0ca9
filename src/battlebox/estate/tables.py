"""The files of an estate: a folder of CSV tables with estate.toml, or one workbook, read into text and written from it.

Law: the only module of this room that touches files. What is read is bounded; what is written is whole or not there.
Not here: what the text means (reading.py), what is inside a workbook (workbook.py), CSV text itself (sheets.py).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import EACCES
from pathlib import Path
from typing import Final

from battlebox.estate.columnmap import ColumnMap
from battlebox.estate.columns import TABLES
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.near import Near
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.settings import flat_settings
from battlebox.estate.sheets import csv_text, table_of_csv, toml_text, unknown_table
from battlebox.estate.spreadsheet import Rows
from battlebox.estate.workbook import rows_of_workbook, tables_of_workbook, workbook_bytes

_SPREADSHEETS: Final = (".xlsx", ".csv", ".tsv", ".txt")
FILE_MAX: Final = 200_000_000
"""Bytes of one file."""


def read_tables(path: Path) -> RawTables:
    """The text of an estate. Raises EstateFaults for tables that cannot be read, EstateError for files."""
    raw, mistakes = scan(path)
    if mistakes:
        raise EstateFaults(mistakes)
    return raw


def scan(path: Path) -> tuple[RawTables, list[Mistake]]:
    """The text of whatever tables can be read, and a mistake for each that cannot. Raises EstateError for files."""
    with _reading(path):
        if path.is_dir():
            return _scan_folder(path)
        if not path.exists():
            raise EstateError.of(Code.NO_SUCH_ESTATE, path=path)
        if path.suffix.lower() in (".xlsm", ".xltm", ".xlsb"):
            raise EstateError.of(Code.MACROS, path=path)
        if path.suffix.lower() != ".xlsx":
            raise EstateError.of(Code.NOT_AN_ESTATE, path=path)
        return tables_of_workbook(_bytes(path), path.name)


def read_rows(path: Path, *, sheet: str = "", separator: str = "") -> Rows:
    """The rows of any .csv or .xlsx file, `sheet` of a workbook. Raises EstateError."""
    with _reading(path):
        if path.suffix.lower() not in _SPREADSHEETS:
            raise EstateError.of(Code.NOT_A_SPREADSHEET, path=path)
        return rows_of_file(_bytes(path), path.name, sheet=sheet, separator=separator)


def rows_of_file(data: bytes, name: str, *, sheet: str = "", separator: str = "") -> Rows:
    """The rows of a file that is in memory already, such as one sent in by a browser. Raises EstateError."""
    ending = Path(name).suffix.lower()
    if ending not in _SPREADSHEETS:
        raise EstateError.of(Code.NOT_A_SPREADSHEET, path=name)
    if ending == ".xlsx":
        return Rows(rows_of_workbook(data, name, sheet))
    return Rows.from_bytes(data, separator=separator)


def read_files(paths: Iterable[Path]) -> dict[str, bytes]:
    """Files of any kind, each whole, by the name it was asked for. Raises EstateError."""
    found: dict[str, bytes] = {}
    for path in paths:
        with _reading(path):
            found[str(path)] = _file(path)
    return found


def read_map(path: Path) -> ColumnMap:
    """The column map in a TOML file. Raises MapFaults with every mistake in it, EstateError for the file."""
    with _reading(path):
        return ColumnMap.from_bytes(_file(path))


def write_tables(
    raw: RawTables, path: Path, *, replace: bool = False, beside: Mapping[Path, bytes] | None = None
) -> None:
    """Write an estate to a folder, or to a workbook if the name ends in .xlsx: whole, or not at all.

    `beside` are files that are no tables: inside the folder, or next to the workbook.

    What is there already is refused, unless it is an empty folder or `replace` is said; a folder that is replaced
    keeps its other files. Raises EstateError: TARGET_EXISTS, CANNOT_WRITE.
    """
    if not (replace and path.is_dir() == (path.suffix.lower() != ".xlsx")):
        refuse_taken(path)
    if path.suffix.lower() == ".xlsx":
        write_file(path, workbook_bytes(raw))
        for place, data in (beside or {}).items():
            write_file(place, data)
        return
    files = {f"{name}.csv": csv_text(table).encode() for name, table in raw.tables.items()}
    if raw.settings:
        files["estate.toml"] = toml_text(raw.settings).encode()
    files |= {place.name: data for place, data in (beside or {}).items()}
    _write_folder(path, files)


def refuse_taken(path: Path) -> None:
    """Raise EstateError where `write_tables` would: for whoever takes a while to make what is to be written."""
    with _writing(path):
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise EstateError.of(Code.TARGET_EXISTS, path=path)
        os.scandir(path.parent).close()
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))


def write_file(path: Path, data: bytes) -> None:
    """Put a file in place whole: written beside it, synced, then renamed over it. Raises EstateError CANNOT_WRITE."""
    with _writing(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            _fill(handle, data)
            beside.chmod(0o666 & ~_umask())
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def _write_folder(path: Path, files: dict[str, bytes]) -> None:
    with _writing(path):
        beside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        try:
            for name, data in files.items():
                _fill(os.open(beside / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), data)
            _bring_others(path, beside, files.keys())
            _sync_folder(beside)
            beside.chmod(0o777 & ~_umask())
            _swap(beside, path)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        _sync_folder(path.parent)


def _bring_others(path: Path, beside: Path, ours: Collection[str]) -> None:
    """Copy what a replaced folder holds beside its tables: a planner's notes are not ours to lose."""
    for entry in path.iterdir() if path.exists() else ():
        table = entry.suffix.lower() == ".csv" and entry.stem in TABLES
        if entry.name in ours or table or entry.name == "estate.toml":
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, beside / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, beside / entry.name, follow_symlinks=False)


def _swap(beside: Path, path: Path) -> None:
    """Put a whole folder in place; the old one is gone only once the new one stands."""
    if not path.exists():
        beside.rename(path)
        return
    old = beside.with_name(f"{beside.name}.old")
    path.rename(old)
    try:
        beside.rename(path)
    except OSError:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _fill(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    """Make a rename last through a power cut; a system that cannot open folders has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EstateError.of(Code.CANNOT_READ, path=path, why=_why(error)) from error


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EstateError.of(Code.CANNOT_WRITE, path=path, why=_why(error)) from error


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _file(path: Path) -> bytes:
    if path.is_dir():
        raise EstateError.of(Code.CANNOT_READ, path=path, why="it is a folder")
    return _bytes(path)


def _bytes(path: Path) -> bytes:
    if not path.exists():
        folder = path.absolute().parent
        gone = "" if folder.is_dir() else ", a folder that is not there either"
        raise EstateError.of(Code.NO_SUCH_FILE, path=path, folder=folder, gone=gone)
    if not path.is_file():
        raise EstateError.of(Code.NOT_AN_ESTATE, path=path)
    with path.open("rb") as file:
        data = file.read(FILE_MAX + 1)
    if len(data) > FILE_MAX:
        raise EstateError.of(Code.FILE_TOO_LARGE, path=path, found=path.stat().st_size, most=FILE_MAX)
    return data


def _scan_folder(folder: Path) -> tuple[RawTables, list[Mistake]]:
    tables: dict[str, RawTable] = {}
    mistakes: list[Mistake] = []
    there = {entry.stem: entry for entry in sorted(folder.iterdir()) if entry.suffix.lower() == ".csv"}
    near = Near()
    mistakes += [unknown_table(name, near) for name in sorted(there.keys() - TABLES.keys())]
    for name in TABLES.keys() & there.keys():
        data = _bytes(there[name])
        found = table_of_csv(name, data)
        if isinstance(found, Mistake):
            mistakes.append(found)
        else:
            tables[name] = found
    settings, wrong = _scan_settings(folder / "estate.toml")
    ordered = {name: tables[name] for name in TABLES if name in tables}
    return RawTables(ordered, settings), mistakes + wrong


def _scan_settings(path: Path) -> tuple[dict[str, str], list[Mistake]]:
    if not path.exists():
        return {}, []
    try:
        return flat_settings(_bytes(path).decode("utf-8-sig")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [Mistake.at("estate", None, None, Code.BAD_TOML, why=str(error).lower())]
