"""A printed sheet of things to confirm: a line for each, with a code that is typed back with what the owner wrote.

Law: a code names one line of one sheet; it counts once, and only while what it names is as it was printed.
Not here: the paper (share), what was answered (confirmation.py).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.confirmable import Confirmable
from battlebox.desk.readiness.confirmation import Answer, How, keep_answer
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind

SHEET_DAYS: Final = 60
"""How long a printed sheet may lie about before it is printed anew (a working value)."""
LINES_MOST: Final = 400
_LETTERS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
_CODE_LETTERS: Final = 5


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line as it was printed: its code, what it is about, and what its details came to then."""

    code: str
    thing: str
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed sheet; `done` are the codes that were typed back."""

    number: int
    printed: datetime
    by: str
    lines: tuple[SheetLine, ...]
    done: frozenset[str]

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be typed back."""
        return now - self.printed < timedelta(days=SHEET_DAYS)


def sheets_of(notes: tuple[Note, ...]) -> tuple[Sheet, ...]:
    """Every sheet, the newest first."""
    done: dict[int, set[str]] = {}
    for note in notes:
        if note.kind is NoteKind.CONFIRMED and "sheet" in note.said:
            done.setdefault(int(note.said["sheet"]), set()).add(str(note.said["code"]))
    found = [
        Sheet(note.number, note.at, note.who, tuple(SheetLine(*each) for each in note.said["lines"]),
              frozenset(done.get(note.number, ())))
        for note in notes if note.kind is NoteKind.SHEET_PRINTED
    ]  # fmt: skip
    return tuple(reversed(found))


def print_sheet(book: Book, officer: Officer, what: Sequence[Confirmable], now: datetime) -> Note:
    """Give each thing a line and a code. Raises DeskError where nothing can be confirmed."""
    officer.must(Act.CONFIRM)
    lines = [each for each in what if not each.lacks][:LINES_MOST]
    if not lines:
        raise DeskError.of(Code.NOTHING_TO_CONFIRM, what="what was chosen", why="nothing of it is written down")
    used = {line.code for sheet in sheets_of(book.notes()) for line in sheet.lines}
    told = [(_new_code(used), each.thing, each.name, each.digest) for each in lines]
    words = f"a sheet of {len(told)} line{'' if len(told) == 1 else 's'} to confirm was printed"
    return book.write(
        Draft(now, NoteKind.SHEET_PRINTED, "sheet", words, officer.name, officer.id, {"lines": list(map(list, told))})
    )


def codes_in(text: str) -> tuple[str, ...]:
    """The codes that somebody typed, in capitals, each once; blanks, commas and new lines stand between them."""
    return tuple(dict.fromkeys(text.upper().replace(",", " ").replace(";", " ").split()))


def key_back(
    book: Book, officer: Officer, typed: str, answer: Answer, now: datetime, *, there: Iterable[Confirmable]
) -> tuple[Note, ...]:
    """Take in lines that came back on paper with the same answer, all of them or none. Raises DeskError.

    1. Each code is one of a sheet that is not too old, and was not typed back before.
    2. What it names is there, and as it was printed.
    3. The day is not before the sheet was printed.
    """
    officer.must(Act.CONFIRM)
    codes = codes_in(typed)
    if not codes:
        raise DeskError.of(Code.BLANK, field="the codes", what="the code of each line")
    lines = {line.code: (sheet, line) for sheet in sheets_of(book.notes()) for line in sheet.lines}
    things = {each.thing: each for each in there}
    found = [_line(code, lines, things, answer.on, now) for code in codes]
    return tuple(
        keep_answer(book, what, answer, How.PAPER, now, officer, sheet=sheet.number, code=line.code)
        for sheet, line, what in found
    )


def _line(
    code: str,
    lines: Mapping[str, tuple[Sheet, SheetLine]],
    things: Mapping[str, Confirmable],
    on: date,
    now: datetime,
) -> tuple[Sheet, SheetLine, Confirmable]:
    if code not in lines:
        raise DeskError.of(Code.NO_SUCH_LINE, days=SHEET_DAYS)
    sheet, line = lines[code]
    if code in sheet.done:
        raise DeskError.of(Code.ALREADY, what=f"the line {code}", state="typed back", number=f"R-{sheet.number}")
    if not sheet.is_open(now):
        raise DeskError.of(Code.NO_SUCH_LINE, days=SHEET_DAYS)
    what = things.get(line.thing)
    if what is None or what.digest != line.digest:
        raise DeskError.of(Code.CHANGED_SINCE, what=line.name)
    if on < sheet.printed.astimezone(LONDON).date():
        raise DeskError.of(Code.TOO_EARLY, field="the day", other="the day on which the sheet was printed")
    return sheet, line, what


def _new_code(used: set[str]) -> str:
    code = ""
    while not code or code in used:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS))
    used.add(code)
    return code
