"""A plain CSV of indicators, in and out: kind, value, label, seen, confidence, note.

Law: a table with a mistake is refused whole, and every mistake is named by row and column; what is written out can
start no formula in a spreadsheet; one of a drill, wherever a program moved its mark, is read at a drill's desk alone.
Not here: what a value is (indicator_value.py), whether a row may leave (the gate, which `write_table` asks).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from battlebox.journal import EXERCISE
from battlebox.marking import MarkingError, Tlp
from battlebox.share.foreign.errors import Code, ForeignError, Refused
from battlebox.share.foreign.indicator_value import Kind, checked, recognised

COLUMNS: Final = ("kind", "value", "label", "seen", "confidence", "note")
BYTES_MOST: Final = 5 * 1024 * 1024
ROWS_MOST: Final = 50_000
NOTE_LETTERS_MOST: Final = 1_000
_OF_A_DRILL: Final = "exercise"
"""The column in which a drill's desk says on each row what the table is of."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_MINUTE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row. `seen` is an instant in UTC; without a label it is unmarked, and goes no further."""

    kind: Kind
    value: str
    label: Tlp | None = None
    seen: datetime | None = None
    confidence: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table: its rows, or the mistakes for which nothing of it was taken."""

    indicators: tuple[Indicator, ...]
    refused: tuple[Refused, ...]


def read_table(body: bytes, *, practice: bool = False) -> TableRead:
    """The rows of a table with commas, semicolons or tabs; in `practice`, of one that a drill's desk gave, too.

    Raises ForeignError for what is no such table.
    """
    if len(body) > BYTES_MOST:
        raise ForeignError.of(Code.TOO_LARGE, most=BYTES_MOST)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ForeignError.of(Code.NOT_UTF8) from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise ForeignError.of(Code.BAD_QUOTES) from None
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    _check_header(header, _is_of_a_drill(header, rows), practice=practice)
    if len(rows) > ROWS_MOST + 1:
        raise ForeignError.of(Code.TOO_MANY, most=ROWS_MOST, what="rows")
    return _rows(header, rows[1:])


def _is_of_a_drill(header: list[str], rows: list[list[str]]) -> bool:
    """Whether a row says so under the mark's heading: programs move columns, sort rows and change what parts them."""
    if _OF_A_DRILL not in header:
        return False
    at = header.index(_OF_A_DRILL)
    return any(len(cells) > at and cells[at].strip() == EXERCISE for cells in rows[1:])


def _check_header(header: list[str], is_of_a_drill: bool, *, practice: bool) -> None:  # noqa: FBT001 - what it is, and where
    if is_of_a_drill and not practice:
        raise ForeignError.of(Code.OF_A_DRILL)
    if "value" not in header or len(set(header)) != len(header):
        raise ForeignError.of(Code.NO_HEADER)
    known = (*COLUMNS, _OF_A_DRILL) if is_of_a_drill else COLUMNS
    if strange := [name for name in header if name not in known]:
        place = f"column {header.index(strange[0]) + 1}"
        raise ForeignError.of(Code.UNKNOWN_COLUMN, place=place, name=place, words=", ".join(COLUMNS))


def _rows(header: list[str], rows: list[list[str]]) -> TableRead:
    taken: list[Indicator] = []
    refused: list[Refused] = []
    first_row: dict[tuple[Kind, str], int] = {}
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            refused.append(Refused.of(Code.ROW_LENGTH, f"row {number}"))
            continue
        found = _row(dict(zip(header, cells, strict=False)), number, refused)
        if found is None:
            continue
        same = first_row.setdefault((found.kind, found.value), number)
        if same != number:
            refused.append(Refused.of(Code.ROW_TWICE, f"row {number}", other=same))
        taken.append(found)
    return TableRead((), tuple(refused)) if refused else TableRead(tuple(taken), ())


def _row(cells: Mapping[str, str], number: int, refused: list[Refused]) -> Indicator | None:
    """The row, or None when a cell of it is wrong; each wrong cell is added to `refused`."""
    found: dict[str, object] = {}
    for column, read in (
        ("kind", _kind_and_value),
        ("label", _label),
        ("seen", _seen),
        ("confidence", _confidence),
        ("note", _note),
    ):
        try:
            found[column] = read(cells)
        except ForeignError as error:
            refused.append(Refused.from_error(error, f"row {number}, {error.place or column}"))
    if len(found) < len(COLUMNS) - 1:
        return None
    kind, value = _kind_and_value(cells)
    return Indicator(kind, value, _label(cells), _seen(cells), _confidence(cells), _note(cells))


def _kind_and_value(cells: Mapping[str, str]) -> tuple[Kind, str]:
    word, text = cells.get("kind", "").strip().lower(), _plain(cells.get("value", ""))
    if not text.strip():
        raise ForeignError.of(Code.EMPTY_CELL, place="value", name="value")
    if text.strip().startswith("="):
        raise ForeignError.of(Code.CELL_FORMULA, place="value", name="value")
    try:
        if not word:
            return recognised(text)
        kind = Kind(word)
    except ForeignError as error:
        raise ForeignError(error.code, str(error), error.hint, "value") from None
    except ValueError:
        raise ForeignError.of(Code.UNKNOWN_WORD, place="kind", name="kind", words=", ".join(Kind)) from None
    try:
        return kind, checked(kind, text)
    except ForeignError as error:
        raise ForeignError(error.code, str(error), error.hint, "value") from None


def _label(cells: Mapping[str, str]) -> Tlp | None:
    text = cells.get("label", "").strip()
    try:
        return Tlp.from_text(text) if text else None
    except MarkingError:
        raise ForeignError.of(Code.BAD_LABEL, place="label") from None


def _seen(cells: Mapping[str, str]) -> datetime | None:
    text = cells.get("seen", "").strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace(" ", "T") if _MINUTE.fullmatch(text) else "no time")
    except ValueError:
        raise ForeignError.of(Code.BAD_TIME, place="seen", name="seen") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _confidence(cells: Mapping[str, str]) -> int | None:
    text = cells.get("confidence", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100):  # noqa: PLR2004 - per cent
        raise ForeignError.of(Code.BAD_CONFIDENCE, place="confidence")
    return int(text)


def _note(cells: Mapping[str, str]) -> str:
    text = _plain(cells.get("note", "")).strip()
    if len(text) > NOTE_LETTERS_MOST:
        raise ForeignError.of(Code.TOO_LONG, place="note", name="note", most=NOTE_LETTERS_MOST)
    if text.startswith("="):
        raise ForeignError.of(Code.CELL_FORMULA, place="note", name="note")
    return text


def _plain(text: str) -> str:
    """The cell without the mark that `safe` put before what looked like a formula."""
    return text[1:] if text.startswith("'") and _is_like_a_formula(text) else text


def safe(text: str) -> str:
    """A cell that no spreadsheet works out: what begins like a formula gets an apostrophe before it."""
    return f"'{text}" if _is_like_a_formula(text) else text


def _is_like_a_formula(text: str) -> bool:
    # What was marked already is marked again, so that the mark comes off once.
    inner = text.lstrip("'")
    return inner.startswith(_FORMULA) or inner.lstrip().startswith(_FORMULA)


def table_of(indicators: Iterable[Indicator]) -> bytes:
    """The table as a spreadsheet opens it: UTF-8 with its mark, commas, a header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in indicators:
        seen = one.seen.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if one.seen else ""
        label = one.label.to_text() if one.label else ""
        confidence = "" if one.confidence is None else str(one.confidence)
        writer.writerow([safe(cell) for cell in (one.kind.value, one.value, label, seen, confidence, one.note)])
    return out.getvalue().encode("utf-8-sig")
