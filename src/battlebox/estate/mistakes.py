"""One thing written wrongly in an estate: where it stands, what it says, and what to write instead.

Law: the row is the one a spreadsheet shows (the header is row 1); words come from the one table in errors.py.
Not here: looking for mistakes (cells.py, reading.py, faults.py), peacetime gaps, which are not mistakes (gaps.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from battlebox.estate.errors import TEXT, Code, EstateError


@dataclass(frozen=True, slots=True)
class Mistake:
    """`row` is None where a whole table or setting is meant, `column` where a row is; `found` is what was written."""

    table: str
    row: int | None
    column: str | None
    code: Code
    message: str
    hint: str
    found: str = ""

    @classmethod
    def at(cls, table: str, row: int | None, column: str | None, code: Code, /, **words: object) -> Mistake:
        """The mistake at a place, its sentence and hint filled with `words`; the word `found` is what was written."""
        sentence, hint = TEXT[code]
        found = str(words.get("found", ""))
        shown = found if len(found) <= SHOWN_MAX else found[: SHOWN_MAX - 1] + "…"
        filled = {"column": column, "table": table, **words, "found": shown}
        return cls(table, row, column, code, sentence.format_map(filled), hint.format_map(filled), shown)

    @property
    def place(self) -> str:
        """`systems row 4 column body`, without what is not known."""
        row = "" if self.row is None else f" row {self.row}"
        column = "" if self.column is None else f" column {self.column}"
        return f"{self.table}{row}{column}"


SHOWN_MAX = 80
"""Characters of what was found that a message repeats."""


class EstateFaults(EstateError):
    """An estate that cannot be used as it is written; `mistakes` are all of them, in the order of the tables."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        first = self.mistakes[0]
        sentence, hint = TEXT[Code.FAULTS]
        more = {"count": len(self.mistakes), "s": "" if len(self.mistakes) == 1 else "s"}
        super().__init__(
            Code.FAULTS,
            sentence.format(**more, place=first.place, first=first.message),
            hint.format(hint=first.hint),
        )
