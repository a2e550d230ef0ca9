"""Read an estate and say all that is wrong with it: the front door of this room.

Law: an estate with a mistake is never handed on; all mistakes are told at once.
Not here: each step (tables.py, reading.py, faults.py, gaps.py).
"""

from __future__ import annotations

from pathlib import Path

from battlebox.estate.estate import Estate
from battlebox.estate.faults import faults
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.raw import RawTables
from battlebox.estate.reading import Draft, read
from battlebox.estate.tables import scan


def read_estate(path: Path | str) -> Estate:
    """The estate in a folder or workbook. Raises EstateFaults with every mistake, EstateError if there is no estate."""
    draft, mistakes = _read(Path(path))
    if mistakes:
        raise EstateFaults(mistakes)
    return draft.estate


def estate_of(raw: RawTables, *, title: str = "estate") -> Estate:
    """The estate that tables of text describe; `title` stands in for a missing one. Raises EstateFaults."""
    draft, mistakes = _whole(raw, [], title)
    if mistakes:
        raise EstateFaults(mistakes)
    return draft.estate


def _read(path: Path) -> tuple[Draft, list[Mistake]]:
    raw, mistakes = scan(path)
    return _whole(raw, mistakes, path.stem or "estate")


def _whole(raw: RawTables, mistakes: list[Mistake], title: str) -> tuple[Draft, list[Mistake]]:
    draft, wrong = read(raw, title=title, unread=frozenset(one.table for one in mistakes))
    return draft, [*mistakes, *wrong, *faults(draft)]
