"""An estate that somebody sends in: one workbook, one zip of CSV tables, or the CSV files themselves, from their bytes.

Law: all or nothing: with one mistake nothing is taken and every mistake is told; what would grow without end is refused
before it is opened; no name inside a zip becomes a path.
Not here: files on a disk (tables.py), the limit of a request (web).
"""

from __future__ import annotations

import io
import tomllib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from battlebox.estate.check import whole
from battlebox.estate.columns import TABLES
from battlebox.estate.drilled import says_drill, without_drill_column
from battlebox.estate.errors import Code, EstateError
from battlebox.estate.estate import Estate
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.near import Near
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.settings import flat_settings
from battlebox.estate.sheets import csv_text, table_of_csv, toml_text, unknown_table
from battlebox.estate.workbook import tables_of_workbook

EXPANDED_MAX: Final = 100_000_000
"""Bytes that what was sent in may unpack to: some hundred times the largest estate seen."""
PARTS_MAX: Final = 100
RATIO_MAX: Final = 100
RATIO_FREE: Final = 1_000_000
SETTINGS_FILE: Final = "estate.toml"
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, IndexError,
)  # fmt: skip
"""What zipfile raises for a zip that is not what it says: of a later version, with names or places that are none."""
_IGNORED: Final = ("datapackage.json", ".ds_store", "thumbs.db")


def take_upload(
    files: Mapping[str, bytes], *, drill_words: str = "", practice: bool = False
) -> tuple[RawTables, Estate]:
    """The estate in what was sent in, by file name. Raises EstateFaults with every mistake, EstateError for files.

    One that says `drill_words` anywhere is taken in `practice` alone, without the column that says so.
    """
    raw, mistakes, parts = _read(files)
    if drill_words and (says_drill(raw, drill_words) or _says_unread(raw, parts, drill_words)):
        if not practice:
            raise EstateError.of(Code.OF_A_DRILL, what="this estate", where="this desk")
        raw = without_drill_column(raw)
    estate, wrong = whole(raw, mistakes, title="estate")
    if wrong:
        raise EstateFaults(wrong)
    return raw, estate


def _says_unread(raw: RawTables, parts: Mapping[str, bytes], words: str) -> bool:
    """Whether a table says so that could not be read, or stands under a name that no estate has."""
    unread = (data for name, data in parts.items() if name.rpartition(".")[0] not in raw.tables)
    return any(words.encode() in data for data in unread)


def _read(files: Mapping[str, bytes]) -> tuple[RawTables, list[Mistake], Mapping[str, bytes]]:
    """The tables, the mistakes found while they were read, and the files of text that they were read from."""
    names = list(files)
    first = names[0] if names else ""
    if len(names) == 1 and first.lower().endswith((".xlsm", ".xltm", ".xlsb")):
        raise EstateError.of(Code.MACROS, path=first)
    if len(names) == 1 and first.lower().endswith(".xlsx"):
        _measure(files[first], first)
        return *tables_of_workbook(files[first], first), {}
    if len(names) == 1 and first.lower().endswith(".zip"):
        parts = _once(unpacked(files[first], first), first)
    elif names and all(name.lower().endswith((".csv", ".toml")) for name in names):
        parts = dict(files)
    else:
        raise EstateError.of(Code.NOT_SENT, path=first or "nothing")
    return *_tables(parts, first), parts


def zip_bytes(raw: RawTables) -> bytes:
    """The estate as a zip of CSV tables with estate.toml: the same bytes for the same estate."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, table in raw.tables.items():
            _put(parts, f"{name}.csv", csv_text(table))
        if raw.settings:
            _put(parts, SETTINGS_FILE, toml_text(raw.settings))
    return out.getvalue()


def _once(parts: Iterator[tuple[str, bytes]], name: str) -> dict[str, bytes]:
    """The parts by name. Of two with one name nobody can say which is meant."""
    found: dict[str, bytes] = {}
    for part, data in parts:
        if part in found:
            raise EstateError.of(Code.NOT_A_ZIP, path=name, why=f"{part[:80]} is in it twice")
        found[part] = data
    return found


def _put(parts: zipfile.ZipFile, name: str, text: str) -> None:
    parts.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)


def unpacked(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Each file of a zip, by its bare name. Raises EstateError."""
    _measure(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                bare = part.filename.replace("\\", "/").rpartition("/")[2]
                if part.is_dir() or part.filename.startswith("__MACOSX/") or bare.lower() in _IGNORED:
                    continue
                yield bare, parts.read(part)
    except _BROKEN as wrong:
        raise EstateError.of(Code.NOT_A_ZIP, path=name, why=str(wrong).lower()[:80]) from wrong


def _measure(data: bytes, name: str) -> None:
    """Refuse what would grow too far, by what it says of itself; what unpacks to more than it says fails as damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
    except _BROKEN as wrong:
        raise EstateError.of(Code.NOT_A_ZIP, path=name, why="it is damaged, or no such file at all") from wrong
    if len(listed) > PARTS_MAX:
        raise EstateError.of(Code.SENT_EXPANDS, path=name, why=f"{len(listed)} parts")
    if sum(part.file_size for part in listed) > EXPANDED_MAX:
        raise EstateError.of(Code.SENT_EXPANDS, path=name, why=f"over {EXPANDED_MAX // 1_000_000} MB unpacked")
    for part in listed:
        if part.file_size > max(RATIO_FREE, RATIO_MAX * part.compress_size):
            raise EstateError.of(Code.SENT_EXPANDS, path=name, why=f"{part.filename[:80]} unpacks too far")


def _tables(files: dict[str, bytes], sent: str) -> tuple[RawTables, list[Mistake]]:
    tables: dict[str, RawTable] = {}
    mistakes: list[Mistake] = []
    settings: dict[str, str] = {}
    near = Near()
    for name, data in files.items():
        stem, _, ending = name.rpartition(".")
        if name == SETTINGS_FILE:
            settings, wrong = _settings(data)
            mistakes += wrong
        elif ending.lower() != "csv":
            raise EstateError.of(Code.NOT_SENT, path=f"{sent} with {name[:80]} in it")
        elif stem not in TABLES:
            mistakes.append(unknown_table(stem[:80], near))
        else:
            found = table_of_csv(stem, data)
            if isinstance(found, Mistake):
                mistakes.append(found)
            else:
                tables[stem] = found
    return RawTables({name: tables[name] for name in TABLES if name in tables}, settings), mistakes


def _settings(data: bytes) -> tuple[dict[str, str], list[Mistake]]:
    try:
        return flat_settings(data.decode("utf-8-sig")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        return {}, [Mistake.at("estate", None, None, Code.BAD_TOML, why=str(wrong).lower())]
