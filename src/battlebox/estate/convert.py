"""Change an estate's form: a folder of CSV tables to a workbook, or back.

Law: every table, row, cell and setting is carried as it was written, mistakes included; the source is never touched.
Not here: the files themselves (tables.py), bringing in what is not an estate (intake.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from battlebox.estate.errors import Code, EstateError
from battlebox.estate.tables import read_tables, write_tables

_NOT_FOLDERS: Final = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".csv", ".toml", ".json", ".zip")
"""Endings that nobody gives a folder: who writes one wants a file that is not written here."""


def convert_estate(source: Path | str, target: Path | str, *, force: bool = False) -> None:
    """Write the estate at `source` to `target`: a workbook if its name ends in .xlsx, else a folder of CSV tables.

    `force` replaces what is there; a replaced folder keeps its other files. Raises EstateError (NO_SUCH_ESTATE,
    NOT_AN_ESTATE, TARGET_EXISTS, CANNOT_WRITE) and EstateFaults for tables that cannot be read.
    """
    place = Path(target)
    if place.suffix.lower() in _NOT_FOLDERS:
        raise EstateError.of(Code.NOT_AN_ESTATE, path=place)
    write_tables(read_tables(Path(source)), place, replace=force)
