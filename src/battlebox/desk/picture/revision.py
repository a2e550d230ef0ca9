"""The estate an incident runs on: a revision named by its content, and the cells found wrong since.

Law: what the estate said when something was decided can always be found again; a correction is an entry, never an edit.
Not here: keeping revisions (estate's Shelf), what follows from the estate (picture.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.estate import Estate, EstateError, EstateFaults, RawTables, corrected, estate_of
from battlebox.journal import Kind

ESTATE: Final = "estate/it"
REVISION: Final = "revision"
CELL: Final = "cell"
_ONE_READS: Final = threading.Lock()
"""One reads an estate and the others who ask for it wait, rather than read it beside each other."""
SAYS: Final = "says"


class Revisions(Protocol):
    """Where estate revisions are kept by content; one that can be a key, so that what is read once is kept."""

    def __hash__(self) -> int: ...

    def keep(self, raw: RawTables) -> str:
        """Keep one; its digest."""
        ...

    def fetch(self, digest: str) -> RawTables:
        """One that is kept. Raises EstateError."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """The revision in use: its digest, title, where it came from, and why it was taken, where that was said."""

    digest: str
    title: str
    source: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell found wrong: where it is, what it says instead, and why that is believed."""

    table: str
    row: str
    column: str
    value: str
    why: str


@dataclass(frozen=True, eq=False)
class InUse:
    """The estate as it is believed now: a revision with the cells corrected since. Never equal to another."""

    digest: str
    cells: tuple[Cell, ...]
    estate: Estate


def adopt_estate(
    record: Record,
    officer: Officer,
    shelf: Revisions,
    raw: RawTables,
    *,
    source: str,
    why: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Run the incident on this estate from now on; earlier corrections still apply where their cells exist.

    Raises DeskError for an estate with mistakes, or an officer who may not.
    """
    officer.must(Act.ESTATE)
    estate = _whole(raw)
    came = line("source", source, what="where this estate came from")
    named = Named(shelf.keep(raw), estate.title, came, " ".join(why.split()))
    text = f"the incident runs on the estate `{estate.title}`, {named.digest[:12]}, from {named.source}"
    text += f", because {named.why}" if named.why else ""
    about: dict[str, str | int] = {"digest": named.digest}
    written = draft(Kind.ESTATE_NAMED, handling or Handling(), (ESTATE, REVISION, named), words=text, about=about)
    return record.append(officer, written, thing=ESTATE)


def correct_cell(
    record: Record, officer: Officer, shelf: Revisions, cell: Cell, *, handling: Handling | None = None
) -> Saved:
    """Correct one cell while the incident runs. Raises DeskError if there is no such cell or it makes a mistake."""
    officer.must(Act.ESTATE)
    line("why", cell.why, what="how you know")
    sight = Sight.of(record, officer)
    raw = _corrected(shelf.fetch(revision_of(sight).value.digest), tuple(each.value for each in cells_of(sight)))
    try:
        _whole(corrected(raw, cell.table, cell.row, cell.column, cell.value))
    except EstateError as wrong:
        raise DeskError.of(Code.BAD_ESTATE, mistake=str(wrong), hint=wrong.hint) from wrong
    thing = f"{CELL}/{cell.table}/{cell.row}/{cell.column}"
    text = f"{cell.table}, {cell.row}: {cell.column} is {cell.value or 'blank'}, because {cell.why}"
    about: dict[str, str | int] = {"table": cell.table, "row": cell.row, "column": cell.column}
    written = draft(Kind.ESTATE_CORRECTED, handling or Handling(), (thing, SAYS, cell), words=text, about=about)
    return record.append(officer, written, thing=thing)


def revision_of(sight: Sight) -> Stated[Named]:
    """The revision in use. Raises DeskError if none was adopted that may be seen."""
    return sight.need(ESTATE, REVISION, Named, what="estate")


def cells_of(sight: Sight) -> tuple[Stated[Cell], ...]:
    """Cells corrected so far, in the order in which they were first corrected."""
    found = (sight.latest(thing, SAYS, Cell) for thing in sight.things(CELL, SAYS))
    return tuple(cell for cell in found if cell is not None)


def estate_in_use(sight: Sight, shelf: Revisions) -> InUse:
    """The estate with every correction that may be seen; the same value again while nothing was corrected.

    Raises DeskError, EstateError.
    """
    cells = tuple(cell.value for cell in cells_of(sight))
    digest = revision_of(sight).value.digest
    with _ONE_READS:
        return _in_use(shelf, digest, cells)


@lru_cache(maxsize=16)
def _in_use(shelf: Revisions, digest: str, cells: tuple[Cell, ...]) -> InUse:
    """Kept for a few revisions: reading a council's tables takes longer than answering a page."""
    return InUse(digest, cells, estate_of(_raw_in_use(shelf, digest, cells)))


def tables_in_use(sight: Sight, shelf: Revisions) -> RawTables:
    """The tables as they are believed now, as text. Raises DeskError, EstateError."""
    cells = tuple(cell.value for cell in cells_of(sight))
    return _raw_in_use(shelf, revision_of(sight).value.digest, cells)


def tables_as_adopted(sight: Sight, shelf: Revisions) -> RawTables:
    """The same without any correction: what the revision in use says itself. Raises DeskError, EstateError."""
    return _raw_in_use(shelf, revision_of(sight).value.digest, ())


@lru_cache(maxsize=16)
def _raw_in_use(shelf: Revisions, digest: str, cells: tuple[Cell, ...]) -> RawTables:
    """Kept as the estates are: a page of a table should not wait for the disk."""
    return _corrected(shelf.fetch(digest), cells)


def _corrected(raw: RawTables, cells: tuple[Cell, ...]) -> RawTables:
    """The tables with every correction that still finds its cell."""
    for cell in cells:
        try:
            raw = corrected(raw, cell.table, cell.row, cell.column, cell.value)
        except EstateError:
            continue
    return raw


def _whole(raw: RawTables) -> Estate:
    try:
        return estate_of(raw)
    except EstateFaults as faults:
        first = faults.mistakes[0]
        raise DeskError.of(Code.BAD_ESTATE, mistake=first.message, hint=first.hint) from faults
