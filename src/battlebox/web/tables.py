"""A table: sorts, filters, turns pages, exports CSV, prints whole; all by its address, with no script.

Law: what a table shows is a pure function of its rows and the address; a CSV cell never begins a formula and never
turns the line around, and a time in CSV has its date and offset, for it is read on another day and in another place.
Not here: how it looks (gds/table.html).

Use: `table = Table("systems", "Systems", COLUMNS, rows)`, then `return table_page(request, "systems.html", table,
...)`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any, Final, Generic, TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from battlebox.desk import unturned
from battlebox.web.clock_words import when_words
from battlebox.web.desk_time import desk_now
from battlebox.web.pages import page

ROWS_A_PAGE: Final = 50
T = TypeVar("T")
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NEIGHBOURS: Final = 2
_PAGE_DIGITS_MOST: Final = 6


class Kind(Enum):
    """What a column holds: how it is sorted and set."""

    WORDS = auto()
    NUMBER = auto()
    TIME = auto()
    CHOICE = auto()
    """Few values: the column gets a choice of its own above the table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    key: str
    title: str
    kind: Kind = Kind.WORDS
    aside: bool = False
    """In the filter and in the CSV, and not on the page, where a note of another column says it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, where it is more than its value: a link, a tag with a colour beside its words, another order."""

    text: str
    link: str = ""
    tag: str = ""
    """A colour of the tag part; the words carry the meaning."""
    order: Any = None
    note: str = ""
    csv: str = ""
    """What stands in CSV, where that is not the text: words with a time in them say it whole there."""


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, Any], Generic[T]):
    """A row of one thing, each cell made when it is looked at: of thousands of rows, a page shows fifty."""

    thing: T
    makes: Mapping[str, Callable[[T], Any]]
    """By column, the same for all rows of a table."""

    def __getitem__(self, key: str) -> Any:
        return self.makes[key](self.thing)

    def get(self, key: str, default: Any = None) -> Any:
        """The cell; what goes wrong while it is made is not taken for a column that is not there."""
        return self.makes[key](self.thing) if key in self.makes else default

    def __iter__(self) -> Iterator[str]:
        return iter(self.makes)

    def __len__(self) -> int:
        return len(self.makes)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: how to sort by it."""

    column: Column
    address: str
    direction: str
    """ascending, descending or none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the screen."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[tuple[Column, Cell], ...], ...]
    found: int
    total: int
    is_filtered: bool
    """Whether words or a choice were asked for, whatever they leave."""
    page: int
    pages: int
    words: str
    choices: tuple[tuple[Column, tuple[tuple[str, bool], ...]], ...]
    csv_address: str
    all_address: str
    clear_address: str
    turns: tuple[tuple[int, str, bool], ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def found_words(self) -> str:
        """How many fit, as numbers are written on pages."""
        return f"{self.found:,}"

    @property
    def total_words(self) -> str:
        """How many there are."""
        return f"{self.total:,}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column key; a value may be text, a number, a moment, or a Cell."""

    name: str
    """Stands in the address, so that a page may have several tables."""
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Any]]
    empty: str = "Nothing here yet."
    stacked: bool = False
    """On a phone each row is lines of head and cell; otherwise the table scrolls."""
    dressed: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    """Gives a row what only the screen needs, such as an address, once it is known to be on it; the words stay."""
    shown: Shown | None = field(default=None, compare=False)

    def asked(self, address: QueryDict) -> Table:
        """The same table, with what the address asks for worked out in `shown`."""
        found = self._sorted(self._filtered(address), address)
        pages = max(1, -(-len(found) // ROWS_A_PAGE))
        at = _number(str(address.get(f"{self.name}-page", "")), pages)
        is_whole = address.get(f"{self.name}-page") == "all"
        part = found if is_whole else found[(at - 1) * ROWS_A_PAGE : at * ROWS_A_PAGE]
        shown = Shown(
            heads=self._heads(address),
            rows=tuple(
                tuple((column, _cell(row.get(column.key, ""))) for column in self.columns if not column.aside)
                for row in map(self.dressed, part)
            ),
            found=len(found),
            total=len(self.rows),
            is_filtered=any(self._is_filter(key) and str(address[key]).strip() for key in address),
            page=at,
            pages=1 if is_whole else pages,
            words=address.get(f"{self.name}-words", ""),
            choices=self._choices(address),
            csv_address=_with(address, {f"{self.name}-csv": "1"}),
            all_address=_with(address, {f"{self.name}-page": "all"}),
            clear_address=_with(address, {key: None for key in address if key.startswith(f"{self.name}-")}),
            turns=self._turns(address, at, pages),
            kept=tuple(
                (key, value)
                for key, values in address.lists()
                for value in values
                if not self._is_filter(key) and key not in (f"{self.name}-page", f"{self.name}-csv")
            ),
        )
        return replace(self, shown=shown)

    def csv(self, address: QueryDict) -> str:
        """Every row that the address asks for, on all its pages, as CSV."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([safe_cell(column.title) for column in self.columns])
        for row in self._sorted(self._filtered(address), address):
            writer.writerow([_exported(row.get(column.key, ""), column.kind) for column in self.columns])
        return out.getvalue()

    def _is_filter(self, key: str) -> bool:
        return key == f"{self.name}-words" or key.startswith(f"{self.name}-is-")

    def _filtered(self, address: QueryDict) -> list[Mapping[str, Any]]:
        wanted = address.get(f"{self.name}-words", "").casefold().split()
        picked = {
            column.key: str(address[name])
            for column in self.columns
            if column.kind is Kind.CHOICE and address.get(name := f"{self.name}-is-{column.key}")
        }
        return [row for row in self.rows if self._fits(row, wanted, picked)] if wanted or picked else list(self.rows)

    def _fits(self, row: Mapping[str, Any], wanted: list[str], picked: dict[str, str]) -> bool:
        if any(_text(row.get(key, "")) != value for key, value in picked.items()):
            return False
        if not wanted:
            return True
        text = " ".join(f"{(cell := _cell(row.get(column.key, ''))).text} {cell.note}" for column in self.columns)
        return all(word in text.casefold() for word in wanted)

    def _sorted(self, rows: list[Mapping[str, Any]], address: QueryDict) -> list[Mapping[str, Any]]:
        asked = address.get(f"{self.name}-sort", "")
        column = next((each for each in self.columns if each.key == asked.lstrip("-")), None)
        if column is None:
            return rows
        have = [row for row in rows if not _is_blank(row.get(column.key))]
        blank = [row for row in rows if _is_blank(row.get(column.key))]
        have.sort(key=lambda row: _order(row[column.key], column.kind), reverse=asked.startswith("-"))
        # What is not known comes last, whichever way one sorts.
        return have + blank

    def _heads(self, address: QueryDict) -> tuple[Head, ...]:
        asked = address.get(f"{self.name}-sort", "")
        heads = []
        for column in (each for each in self.columns if not each.aside):
            is_up, is_down = asked == column.key, asked == f"-{column.key}"
            after = {f"{self.name}-sort": f"-{column.key}" if is_up else column.key, f"{self.name}-page": None}
            heads.append(
                Head(column, _with(address, after), "ascending" if is_up else "descending" if is_down else "none")
            )
        return tuple(heads)

    def _choices(self, address: QueryDict) -> tuple[tuple[Column, tuple[tuple[str, bool], ...]], ...]:
        return tuple(
            (
                column,
                tuple(
                    (value, address.get(f"{self.name}-is-{column.key}") == value)
                    for value in sorted({_text(row.get(column.key, "")) for row in self.rows} - {""})
                ),
            )
            for column in self.columns
            if column.kind is Kind.CHOICE
        )

    def _turns(self, address: QueryDict, at: int, pages: int) -> tuple[tuple[int, str, bool], ...]:
        """Page numbers to show: the first, the last, and those around this one; 0 stands for a gap."""
        near = [n for n in range(1, pages + 1) if n in (1, pages) or abs(n - at) <= _NEIGHBOURS]
        turns: list[tuple[int, str, bool]] = []
        for number in near:
            if turns and number - turns[-1][0] > 1:
                turns.append((0, "", False))
            turns.append((number, _with(address, {f"{self.name}-page": str(number)}), number == at))
        return tuple(turns)


def table_page(request: HttpRequest, template: str, *tables: Table, **context: Any) -> HttpResponse:
    """A page with tables, or the CSV of the one that the address asks for.

    The template finds them as `table` (the first) and `tables` (by name).
    """
    for table in tables:
        if request.GET.get(f"{table.name}-csv"):
            return _csv_answer(table, request.GET)
    shown = {table.name: table.asked(request.GET) for table in tables}
    return page(request, template, table=next(iter(shown.values()), None), tables=shown, **context)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, with the letters that turn a line around written out."""
    shown = unturned(text)
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA) or shown.startswith(_FORMULA) else shown


def _exported(value: Any, kind: Kind) -> str:
    """A cell as CSV has it: a moment as ISO 8601 in London time with its offset, all else as on the page."""
    cell = _cell(value)
    if kind is Kind.TIME and isinstance(cell.order, datetime):
        return whole_time(cell.order)
    return safe_cell(cell.csv or cell.text)


def whole_time(moment: datetime) -> str:
    """A moment as CSV has it: ISO 8601, in London time, with its offset."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _csv_answer(table: Table, address: QueryDict) -> HttpResponse:
    # The mark at the start tells spreadsheets that this is UTF-8.
    answer = HttpResponse("\ufeff" + table.csv(address), content_type="text/csv; charset=utf-8")
    stamp = timezone.localtime(desk_now()).strftime("%Y-%m-%d-%H%M")
    answer.headers["Content-Disposition"] = f'attachment; filename="{table.name}-{stamp}.csv"'
    return answer


def _cell(value: Any) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, datetime):
        return Cell(when_words(value, desk_now()), order=value)
    return Cell("" if value is None else str(value), order=value)


def _text(value: Any) -> str:
    """The words of a cell; of thousands of rows most are words already."""
    return value if type(value) is str else _cell(value).text


def _is_blank(value: Any) -> bool:
    return value is None or _text(value) == ""


def _order(value: Any, kind: Kind) -> Any:
    cell = _cell(value)
    known = cell.order if cell.order is not None else cell.text
    if kind is Kind.NUMBER:
        try:
            return float(known)
        except (TypeError, ValueError):
            return float("inf")
    if kind is Kind.TIME and isinstance(known, datetime):
        return known.timestamp()
    if kind is Kind.TIME:
        return float("inf")
    return str(known).casefold() if isinstance(known, str) else str(known)


def _with(address: QueryDict, changes: dict[str, str | None]) -> str:
    """The address with some parts changed; None takes a part out."""
    after = address.copy()
    for key in [key for key in after if key.endswith("-csv")]:
        del after[key]
    for key, value in changes.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = value
    return f"?{after.urlencode()}"


def _number(text: str, pages: int) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _PAGE_DIGITS_MOST
    return min(max(int(text), 1), pages) if is_number else 1
