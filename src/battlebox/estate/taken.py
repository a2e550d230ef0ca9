"""What an import took, guessed and left: told to the person who has to trust it.

Law: every row and column of the source is accounted for once; nothing is summed away that somebody must look at.
Not here: taking the rows (intake.py), layout beyond plain lines (the faces).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from battlebox.estate.mistakes import Mistake
from battlebox.estate.tidy import How

LINES_MAX: Final = 40
"""Lines of one part of the report that are printed; all of them are in the data."""


@dataclass(frozen=True, slots=True)
class TableTaken:
    """Rows of one table: new, put over the estate's cells, already there word for word, passed over by `only`."""

    table: str
    added: int
    replaced: int
    repeated: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class Guess:
    """Cells that were changed beyond what the map said, counted; `row` is the first, `found` became `made`."""

    table: str
    column: str
    how: How
    count: int
    row: int
    found: str
    made: str

    @property
    def sentence(self) -> str:
        """One line, with an example."""
        cells = "1 cell" if self.count == 1 else f"{self.count} cells"
        return f"{self.table} {self.column}: {cells} {self.how}, such as {self.found}, now {self.made} (row {self.row})"


@dataclass(frozen=True, slots=True)
class Differs:
    """A cell of a row that the estate has already: what it says there stayed, `theirs` is what the list says."""

    table: str
    row: int
    id: str
    column: str
    ours: str
    theirs: str

    @property
    def sentence(self) -> str:
        """One line."""
        return (
            f"row {self.row}, {self.table} {self.column} of {self.id}: {self.ours} stayed; the list says {self.theirs}"
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """The report of one import. Rows are those a spreadsheet shows in the source.

    `refused` rows were not taken; of rows with `blanked` cells everything else was; `assumed` are sentences about the
    whole file; `differs` are cells that stayed where the list says otherwise; `mistakes` are what `check` says of the
    estate as it now is.
    """

    header_row: int
    rows: int
    tables: tuple[TableTaken, ...]
    assumed: tuple[str, ...]
    guessed: tuple[Guess, ...]
    unused: tuple[str, ...]
    refused: tuple[Mistake, ...]
    blanked: tuple[Mistake, ...]
    differs: tuple[Differs, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def changed_any(self) -> bool:
        """Whether the estate is other than it was."""
        return any(one.added or one.replaced for one in self.tables)

    @property
    def took_any(self) -> bool:
        """Whether anything came in, or was there already word for word."""
        return self.changed_any or any(one.repeated for one in self.tables)

    def as_data(self) -> dict[str, Any]:
        """Give the whole report as plain values for JSON, rows and sentences under the same names."""
        return {
            "took_any": self.took_any,
            "header_row": self.header_row,
            "rows": self.rows,
            "taken": [asdict(one) for one in self.tables],
            "assumed": list(self.assumed),
            "guessed": [{**asdict(one), "how": str(one.how), "message": one.sentence} for one in self.guessed],
            "unused": list(self.unused),
            "differs": [{**asdict(one), "message": one.sentence} for one in self.differs],
            **{
                name: [_mistake_data(one) for one in found]
                for name, found in (("refused", self.refused), ("blanked", self.blanked), ("mistakes", self.mistakes))
            },
        }

    def as_text(self) -> str:
        """Give the report as plain lines under four headings: taken, guessed, left, and what to do next."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"TAKEN from {_count(self.rows, 'row')} below the header in row {self.header_row}"
        yield from _listed([_table_line(one) for one in self.tables])
        yield "GUESSED: look at these"
        yield from _listed([*self.assumed, *(one.sentence for one in self.guessed)])
        yield "LEFT: not taken"
        columns = [f"columns nobody asked for: {', '.join(self.unused)}"] if self.unused else []
        cells = [f"{_place(one)}, cell left blank: {one.message}; {one.hint}" for one in self.blanked]
        rows = [f"{_place(one)}, row refused: {one.message}; {one.hint}" for one in self.refused]
        yield from _listed([*columns, *rows, *cells, *(one.sentence for one in self.differs)])
        yield "NEXT"
        yield from _listed([self._next()])

    def _next(self) -> str:
        if not self.took_any:
            return "nothing was taken and nothing was written: mend the map or the file, and try again"
        if not self.changed_any:
            return "nothing was written: the estate says all this already"
        if not self.mistakes:
            return "the estate has no mistakes; `battlebox check` shows its gaps"
        return f"the estate as it now is has {_count(len(self.mistakes), 'mistake')}: `battlebox check` lists them all"


def _listed(lines: list[str]) -> Iterator[str]:
    for line in lines[:LINES_MAX]:
        yield f"  {line}"
    if len(lines) > LINES_MAX:
        yield f"  and {len(lines) - LINES_MAX} more (--json has them all)"
    if not lines:
        yield "  nothing"


def _table_line(one: TableTaken) -> str:
    parts = [f"{_count(one.added, 'row')} new"]
    if one.replaced:
        parts.append(f"{one.replaced} replaced")
    if one.repeated:
        parts.append(f"{one.repeated} there already, word for word")
    if one.passed_over:
        parts.append(f"{one.passed_over} passed over as the map says")
    return f"{one.table}: {', '.join(parts)}"


def _place(one: Mistake) -> str:
    return f"row {one.row}, {one.table}" + (f" {one.column}" if one.column else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _mistake_data(one: Mistake) -> dict[str, Any]:
    return {**asdict(one), "code": str(one.code)}
