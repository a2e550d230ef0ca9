"""An extract from a case system: rows of any spreadsheet, read into people by the names of its columns.

Law: every mistake is told at once, with its row, its column and what to write; with one mistake nothing is taken.
Columns that no field was given for are left behind, and named.
Not here: opening the file (estate's read_rows), sealing what was read (keys.py), the terms it is kept on
(reach_list.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.reach.person import FIELDS, Level, Person
from battlebox.desk.record.writing import LINE_MOST
from battlebox.estate import Near, Rows, key_of

POSTCODE: Final = "postcode"
"""The field of a column that is kept behind the address: many systems hold the two apart."""
NEEDED: Final = ("number", "name", "patch", "need")
_YES: Final = frozenset({"y", "yes", "true", "1"})
_NO: Final = frozenset({"", "n", "no", "false", "0"})
_LEVELS: Final = {"": Level.NOT_SAID, "unknown": Level.NOT_SAID} | {level.value: level for level in Level}
_PHONE: Final = re.compile(r"\+?[\d ()-]{7,24}(?: ?(?:x|ext\.?) ?\d{1,6})?", re.ASCII | re.IGNORECASE)
_DIGITS_LEAST, _DIGITS_MOST = 7, 15
_LOST_ZERO: Final = re.compile(r"[127]\d{9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: `row` is the spreadsheet's (0 where the whole file is meant), `column` the extract's own name."""

    row: int
    column: str
    code: Code
    message: str
    hint: str

    @property
    def place(self) -> str:
        """`row 4, column Phone`."""
        return ", ".join(filter(None, [f"row {self.row}" if self.row else "", f"column {self.column}"]))


class ExtractFaults(DeskError):
    """An extract that cannot be used; `faults` are all its mistakes, in the order of its rows."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        told = DeskError.of(
            Code.EXTRACT_FAULTS,
            count=len(faults),
            s="" if len(faults) == 1 else "s",
            place=first.place,
            first=first.message,
            hint=first.hint,
        )
        super().__init__(told.code, str(told), told.hint)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Extract:
    """People as they were read; `left_out` are columns that were not taken, `guesses` sentences on how it was read."""

    people: tuple[Person, ...]
    left_out: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()


def read_extract(
    rows: Rows, columns: Mapping[str, str], *, levels: Mapping[str, str] | None = None, header: int = 0
) -> Extract:
    """Read the people in a sheet. `columns` gives each field's own column there; `levels` turns their words into ours.

    Raises ExtractFaults with every mistake; EstateError if no row names the columns.
    """
    wanted = {name: column for name, column in columns.items() if column.strip()}
    at = rows.header(tuple(wanted.values()), number=header)
    names, records = rows.records(at)
    faults = _column_faults(wanted, names)
    if not faults and not records:
        faults = [_fault(0, wanted["number"], DeskError.of(Code.NO_PEOPLE))]
    if faults:
        raise ExtractFaults(tuple(faults))
    reader = _Reader(wanted, {key_of(theirs): key_of(ours) for theirs, ours in (levels or {}).items()})
    people = tuple(reader.person(record.number, record.cells) for record in records)
    if reader.faults:
        raise ExtractFaults(tuple(reader.faults))
    taken = {key_of(column) for column in wanted.values()}
    left_out = tuple(name for name in names if key_of(name) not in taken)
    zeros = (f"a first 0 was put back on {reader.zeros} of the phone numbers",) if reader.zeros else ()
    return Extract(people, left_out, (*rows.guesses, *zeros))


def _joined(words: str) -> str:
    return "".join(words.split()).casefold()


def _fault(row: int, column: str, wrong: DeskError) -> Fault:
    return Fault(row, column, wrong.code, str(wrong), wrong.hint)


def _column_faults(wanted: Mapping[str, str], names: tuple[str, ...]) -> list[Fault]:
    near, keys = Near(), {key_of(name): name for name in names}
    shown, known = ", ".join(names), (*FIELDS, POSTCODE)
    faults = []
    for name, column in wanted.items():
        if name not in known:
            likely = near.words(name, known)
            wrong = DeskError.of(Code.UNKNOWN_FIELD, field=name, near=likely, fields=", ".join(known))
            faults.append(_fault(0, column, wrong))
        elif key_of(column) not in keys:
            likely = near.words(column, names)
            wrong = DeskError.of(Code.NO_COLUMN, column=column, near=likely, columns=shown, field=name)
            faults.append(_fault(0, column, wrong))
    for name in NEEDED:
        if name not in wanted:
            wrong = DeskError.of(Code.NO_COLUMN, column=f"for the {name}", near="", columns=shown, field=name)
            faults.append(_fault(0, name, wrong))
    return faults


@dataclass(slots=True)
class _Reader:
    """Reads row after row, and keeps every mistake."""

    columns: Mapping[str, str]
    levels: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    row_of: dict[str, int] = field(default_factory=dict)
    zeros: int = 0
    row: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)

    def person(self, row: int, cells: Mapping[str, str]) -> Person:
        """The person in a row; with a mistake in it, whatever could be read."""
        self.row, self.cells = row, cells
        number = self.text("number", needed="the number the source knows them by")
        if number in self.row_of:
            self.wrong("number", DeskError.of(Code.TWICE, found=number, other=self.row_of[number]))
        elif number:
            self.row_of[number] = row
        phones, address = self.phones(), self.address()
        if not phones and not address and not self.text("phones"):
            self.wrong("phones", DeskError.of(Code.NO_WAY_TO_REACH))
        return Person(
            number=number,
            name=self.text("name", needed="the name to ask for"),
            patch=self.text("patch", needed="a patch or ward"),
            need=self.text("need", needed="the need, such as telecare"),
            level=self.level(),
            phones=phones,
            address=address,
            language=self.text("language"),
            do_not_phone=self.flag("do_not_phone"),
            two_person=self.flag("two_person"),
            note=self.text("note"),
        )

    def wrong(self, name: str, why: DeskError) -> None:
        self.faults.append(_fault(self.row, self.columns.get(name, name), why))

    def text(self, name: str, *, needed: str = "") -> str:
        """A cell as one line of words."""
        raw = self.cells.get(key_of(self.columns.get(name, "")), "")
        clean = " ".join(raw.split())
        odd = next((letter for letter in clean if unicodedata.category(letter) in ("Cc", "Cs", "Cn")), "")
        if odd:
            self.wrong(name, DeskError.of(Code.UNPRINTABLE, found=f"U+{ord(odd):04X}"))
        if len(clean) > LINE_MOST:
            self.wrong(name, DeskError.of(Code.TOO_LONG, field="the cell", found=len(clean), most=LINE_MOST))
        if needed and not clean:
            self.wrong(name, DeskError.of(Code.EMPTY_CELL, what=needed))
        return clean

    def address(self) -> str:
        """The address with its postcode, which may stand in a column of its own, or in both; alone it is no address."""
        address, postcode = self.text("address"), self.text(POSTCODE)
        if not address or _joined(postcode) in _joined(address):
            return address
        if len(address) + len(postcode) + 2 > LINE_MOST:
            self.wrong("address", DeskError.of(Code.TOO_LONG, field="the address with its postcode",
                                               found=len(address) + len(postcode) + 2, most=LINE_MOST))  # fmt: skip
        return f"{address}, {postcode}"

    def phones(self) -> tuple[str, ...]:
        """The numbers in a cell, parted by semicolons, commas or strokes; a lost first 0 is put back, and counted."""
        found = []
        for part in re.split(r"[;,/]", self.cells.get(key_of(self.columns.get("phones", "")), "")):
            phone = " ".join(part.split())
            digits = re.sub(r"\D", "", phone)
            if not phone:
                continue
            if not _PHONE.fullmatch(phone) or not _DIGITS_LEAST <= len(digits) <= _DIGITS_MOST:
                self.wrong("phones", DeskError.of(Code.BAD_PHONE, found=repr(phone[:40])))
                continue
            lost = bool(_LOST_ZERO.fullmatch(phone))
            self.zeros += lost
            found.append("0" + phone if lost else phone)
        return tuple(dict.fromkeys(found))

    def level(self) -> Level:
        """The level of need; their words are turned into ours first."""
        word = key_of(self.text("level"))
        found = _LEVELS.get(self.levels.get(word, word))
        if found is None:
            self.wrong("level", DeskError.of(Code.BAD_LEVEL, found=repr(word[:40])))
        return found or Level.NOT_SAID

    def flag(self, name: str) -> bool:
        """Yes or no; what is neither counts as a mistake and never as no."""
        word = key_of(self.text(name))
        if word not in _YES | _NO:
            self.wrong(name, DeskError.of(Code.BAD_YES_NO, found=repr(word[:40])))
        return word in _YES
