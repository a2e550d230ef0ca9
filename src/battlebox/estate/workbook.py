"""A workbook: one sheet per table and one called `estate`, from the bytes of an .xlsx file and back.

Law: the zip is measured before it is opened; formulas are text, never worked out and never written.
Not here: files (tables.py), what the text means (reading.py).
"""

from __future__ import annotations

from battlebox.estate.mistakes import Mistake
from battlebox.estate.raw import RawTables


def tables_of_workbook(data: bytes, name: str) -> tuple[RawTables, list[Mistake]]:
    raise NotImplementedError


def workbook_bytes(raw: RawTables) -> bytes:
    raise NotImplementedError
