"""Read an estate and say all that is wrong with it: the front door of this room.

Law: an estate with a mistake is never handed on; all mistakes are told at once.
Not here: each step (tables.py, reading.py, faults.py, gaps.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from battlebox.estate.descriptor import descriptor_text
from battlebox.estate.errors import EstateError
from battlebox.estate.estate import Estate
from battlebox.estate.faults import faults
from battlebox.estate.gap import Gap
from battlebox.estate.gaps import gaps
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.raw import RawTables
from battlebox.estate.reading import Draft, read
from battlebox.estate.tables import scan, write_file


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. With errors there are no gaps: what rests on wrong tables would mislead.

    `descriptor` is where the Data Package descriptor was written; if it could not be, `unwritten` says why.
    """

    errors: tuple[Mistake, ...]
    gaps: tuple[Gap, ...] = ()
    descriptor: Path | None = None
    unwritten: EstateError | None = None

    @property
    def ok(self) -> bool:
        """Whether the estate can be used."""
        return not self.errors


def read_estate(path: Path | str) -> Estate:
    """The estate in a folder or workbook. Raises EstateFaults with every mistake, EstateError if there is no estate."""
    _, draft, mistakes = _read(Path(path))
    if mistakes:
        raise EstateFaults(mistakes)
    return draft.estate


def estate_of(raw: RawTables, *, title: str = "estate") -> Estate:
    """The estate that tables of text describe; `title` stands in for a missing one. Raises EstateFaults."""
    draft, mistakes = _whole(raw, [], title)
    if mistakes:
        raise EstateFaults(mistakes)
    return draft.estate


def whole(raw: RawTables, mistakes: list[Mistake], *, title: str) -> tuple[Estate, list[Mistake]]:
    """The estate that tables describe, and every mistake: those found while they were read come first."""
    draft, found = _whole(raw, mistakes, title)
    return draft.estate, found


def check(path: Path | str, *, today: date | None = None, describe: bool = True) -> Report:
    """Every mistake in an estate, or else its gaps, and its Data Package descriptor written beside the tables.

    Tests grow stale as of `today`; without it as of the estate's own `as_of`, or the day it is. Raises EstateError if
    there is no estate to read; where the descriptor cannot be written, the report says so. With `describe` False
    nothing is written.
    """
    place = Path(path)
    raw, draft, mistakes = _read(place)
    if mistakes:
        return Report(tuple(mistakes))
    estate = draft.estate
    day = today or (estate.as_of or datetime.now(UTC)).date()
    found = gaps(estate, day)
    if not describe:
        return Report((), found)
    workbook = None if place.is_dir() else place.name
    target = place / "datapackage.json" if workbook is None else place.with_suffix(".datapackage.json")
    text = descriptor_text(raw, title=estate.title, workbook=workbook)
    try:
        write_file(target, text.encode())
    except EstateError as error:
        return Report((), found, unwritten=error)
    return Report((), found, target)


def _read(path: Path) -> tuple[RawTables, Draft, list[Mistake]]:
    raw, mistakes = scan(path)
    return raw, *_whole(raw, mistakes, path.stem or "estate")


def _whole(raw: RawTables, mistakes: list[Mistake], title: str) -> tuple[Draft, list[Mistake]]:
    draft, wrong = read(raw, title=title, unread=frozenset(one.table for one in mistakes))
    return draft, [*mistakes, *wrong, *faults(draft)]
