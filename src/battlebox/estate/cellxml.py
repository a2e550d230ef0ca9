"""The cells of one sheet as text, straight from its XML: what openpyxl reads in a minute is read here in seconds.

Law: rows come in order, those left out as blank; formulas come as their own text; nothing else is looked at.
Not here: opening the workbook, its strings and its styles (workbook.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from battlebox.estate.sheets import COLUMNS_MAX, ROWS_MAX, one_newline

CHUNK: Final = 1 << 18
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_WHOLE: Final = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_NAMES: Final = frozenset(("c", "v", "t", "is", "f", "row"))
"""The elements of a cell, as nearly every writer names them; a few put a prefix before each."""
_FLAGS: Final = {"1": "y", "0": "n", "true": "y", "false": "n"}


class SheetError(ValueError):
    """A sheet that is not what a spreadsheet writes."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sheet's numbers stand for: its workbook's strings, which styles are dates, and how a date is written."""

    strings: Sequence[str]
    dates: frozenset[int]
    date_text: Callable[[float], str]


def rows_of(file: IO[bytes], meaning: Meaning) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet, each as wide as its last cell, at most COLUMNS_MAX + 1. Raises SheetError, ExpatError."""
    reader = _Reader(meaning)
    while chunk := file.read(CHUNK):
        reader.parser.Parse(chunk, False)
        yield from reader.rows
        reader.rows.clear()
    reader.parser.Parse(b"", True)
    yield from reader.rows


class _Reader:
    """Listens to a parser; `rows` are those that are whole."""

    def __init__(self, meaning: Meaning) -> None:
        self.rows: list[tuple[str, ...]] = []
        self._meaning = meaning
        self._columns: dict[str, int] = {}
        self._count = 0
        self._cells: dict[int, str] = {}
        self._at = -1
        self._type = ""
        self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._deaf = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name if name in _NAMES else name.rpartition(":")[2]
        if name == "c":
            self._at = self._column(attributes.get("r", ""))
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._value = []
            self._formula = None
        elif name in ("v", "t"):
            self.parser.CharacterDataHandler = None if self._deaf else self._value.append
        elif name == "f":
            self._formula = []
            self.parser.CharacterDataHandler = self._formula.append
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "rPh":
            # How a word is said, not what it says.
            self._deaf += 1

    def _start_row(self, number: str) -> None:
        row = int(number) if number else self._count + 1
        if row <= self._count or row > ROWS_MAX + 2:
            message = f"row {row} is out of order"
            raise SheetError(message)
        self.rows += [()] * (row - self._count - 1)
        self._count = row
        self._cells = {}
        self._at = -1

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if not letters:
            return self._at + 1
        at = self._columns.get(letters)
        if at is None:
            at = 0
            for letter in letters[:4]:
                at = at * 26 + ord(letter) - ord("A") + 1
            at = self._columns[letters] = min(max(at - 1, 0), COLUMNS_MAX)
        return at

    def _end(self, name: str) -> None:
        name = name if name in _NAMES else name.rpartition(":")[2]
        if name == "c":
            text = self._text()
            if text:
                self._cells[self._at] = text
        elif name in ("v", "t", "f"):
            self.parser.CharacterDataHandler = None
        elif name == "row":
            width = max(self._cells, default=-1) + 1
            self.rows.append(tuple([self._cells.get(at, "") for at in range(width)]))
        elif name == "rPh":
            self._deaf -= 1

    def _text(self) -> str:
        """The text a person would type for a spreadsheet's own value."""
        if self._formula is not None:
            # A formula that is shared with the cell above has no text of its own.
            return "=" + "".join(self._formula)
        value = "".join(self._value)
        if self._type == "s" and value:
            return typed_text(self._meaning.strings[int(value)])
        if self._type == "n":
            return self._number(value) if value else ""
        if self._type == "b":
            return _FLAGS.get(value, value)
        return typed_text(value)

    def _number(self, value: str) -> str:
        if self._style and int(self._style) in self._meaning.dates:
            return self._meaning.date_text(float(value))
        if _WHOLE.fullmatch(value):
            return value
        number = float(value)
        whole = number.is_integer() and abs(number) < 10**15
        return str(int(number)) if whole else repr(number)


def typed_text(text: str) -> str:
    """Text as it was typed: with the characters that a workbook writes as numbers, and every line end one newline."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return one_newline(text) if "\r" in text else text
