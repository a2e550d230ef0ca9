"""The list of people to be told: how each is reached, in order, and who cannot be.

Law: a wrong cell is named by row and column and not used; nobody on the list is dropped, who has no means left least.
Not here: people to be visited and looked after (the reach wing), where a file comes from (a face).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.means import Address, Means
from battlebox.estate import Near, Rows, key_of

PEOPLE_MAX: Final = 20_000
FILE_BYTES_MAX: Final = 8 * 1024 * 1024
"""A list of the most people with every means is about half of it."""
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_NAME_MAX: Final = 120
_MAIL_MAX: Final = 254
_MAIL: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_PLACE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_BETWEEN: Final = re.compile(r"[\s().-]+")
_DIGITS: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_ONE_NUMBER: Final = "write one number, such as 07700 900123 or 020 7946 0123, and nothing else"
_LOST_ZERO: Final = re.compile(r"[127]\d{9}", re.ASCII)
_LOST_PLUS: Final = re.compile(r"44[127]\d{9}", re.ASCII)
_PREMIUM: Final = ("+449", "+1900")


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person, and the means in the order in which they are to be tried."""

    person: str
    name: str
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class RollFault:
    """A cell that cannot be used: the row as a spreadsheet counts it, the column, what is wrong and what to write."""

    row: int
    column: str
    sentence: str
    hint: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Roll:
    """The people with those means that work at this desk, the cells that could not be used, and how it was read."""

    people: tuple[Addressee, ...]
    faults: tuple[RollFault, ...] = ()
    guesses: tuple[str, ...] = ()

    @property
    def without(self) -> tuple[Addressee, ...]:
        """People whom no message can reach: to be rung or visited, and to be looked at before anything is sent."""
        return tuple(each for each in self.people if not each.addresses)


def read_roll(text: str, works: Iterable[Means]) -> Roll:
    """A list of people from CSV, with those means that work here. Raises DeskError where it is no such list."""
    if len(text) > FILE_BYTES_MAX:
        raise DeskError.of(Code.TOO_LONG, field="the list of people", found=len(text), most=FILE_BYTES_MAX)
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    except csv.Error as wrong:
        raise DeskError.of(Code.NOT_A_LIST, why=str(wrong)) from wrong
    places = _columns([cell.strip().casefold() for cell in rows[0]] if rows else [])
    reader = _Reader({name: name for name in places}, frozenset(works))
    for at, row in enumerate(rows[1:], 2):
        if any(map(str.strip, row)):
            reader.take(at, {name: row[place] for name, place in places.items() if place < len(row)})
    return reader.roll()


def read_people(rows: Rows, columns: Mapping[str, str], works: Iterable[Means], *, header: int = 0) -> Roll:
    """A list of people from any sheet; `columns` gives the sheet's own column for `person`, `name` and each means.

    The means are tried in the order of their columns in the sheet; a number that is texted as well is rung last. Where
    no column says who is who, people are called by their row. Raises DeskError where it is no list of people,
    EstateError where no row names its columns.
    """
    wanted = {name: column for name, column in columns.items() if column.strip()}
    if not any(name in wanted for name in Means):
        raise DeskError.of(Code.NOT_A_LIST, why="no column says how anybody is reached")
    names, records = rows.records(rows.header(tuple(wanted.values()), number=header))
    place = {key_of(name): at for at, name in enumerate(names)}
    for name, column in wanted.items():
        if key_of(column) not in place:
            near = Near().words(column, names)
            raise DeskError.of(Code.NO_COLUMN, column=column, near=near, columns=", ".join(names), field=name)
    shared = Counter(map(key_of, wanted.values()))
    # A number that is texted and rung is rung last: paper is for whoever nothing else reached.
    fields = sorted(
        wanted, key=lambda name: (name == Means.PHONE and shared[key_of(wanted[name])] > 1, place[key_of(wanted[name])])
    )
    reader = _Reader({name: wanted[name] for name in fields}, frozenset(works))
    for record in records:
        reader.take(record.number, {name: record.cells.get(key_of(wanted[name]), "") for name in fields})
    return reader.roll(*rows.guesses)


def _columns(head: list[str]) -> dict[str, int]:
    known = ["person", "name", *Means]
    if "person" not in head:
        raise DeskError.of(Code.NOT_A_LIST, why="its head has no column person")
    for name in head:
        if name not in known or head.count(name) > 1:
            found = f"its head has {name!r}" + (" twice" if name in known else "")
            raise DeskError.of(Code.NOT_A_LIST, why=f"{found}; the columns are {', '.join(known)}")
    return {name: at for at, name in enumerate(head)}


class _Reader:
    """Reads rows, and keeps what was wrong with them; `columns` are what the sheet calls each field."""

    def __init__(self, columns: Mapping[str, str], works: frozenset[Means]) -> None:
        self.columns, self.works = columns, works | {Means.PHONE}
        self.found: list[Addressee] = []
        self.faults: list[RollFault] = []
        self.rows: dict[str, int] = {}
        self.lost: dict[str, set[tuple[int, str]]] = {"0": set(), "+": set()}

    def take(self, at: int, row: Mapping[str, str]) -> None:
        """One row; one that has the id of another is named, and is called by its row."""
        cells = {name: text.strip() for name, text in row.items()}
        person = self._person(at, cells.get("person", ""))
        if person in self.rows:
            twice = f"{person} is in row {self.rows[person]} as well"
            person = f"row-{at}"
            self._wrong(at, "person", twice, f"keep one row for each person; this one is called {person}")
        self.rows[person] = at
        name = " ".join(cells.get("name", "").split())[:_NAME_MAX]
        self.found.append(Addressee(person, name, tuple(self._addresses(at, cells))))

    def roll(self, *guesses: str) -> Roll:
        """Everybody who was taken. Raises DeskError for nobody, or for more than a list holds."""
        if not self.found:
            raise DeskError.of(Code.NOT_A_LIST, why="there is no row with a person")
        if len(self.found) > PEOPLE_MAX:
            raise DeskError.of(Code.TOO_MANY_PEOPLE, people=len(self.found))
        lost = ((first, len(cells)) for first, cells in self.lost.items() if cells)
        said = (f"a first {first} was put back on {many} of the phone numbers" for first, many in lost)
        return Roll(tuple(self.found), tuple(self.faults), (*guesses, *said))

    def _person(self, at: int, found: str) -> str:
        if "person" in self.columns and not _ID.fullmatch(found):
            self._wrong(at, "person", f"{_shown(found)} is no id", "write letters, digits, dots and dashes: e-0417")
            return f"row-{at}"
        return found or f"row-{at}"

    def _addresses(self, at: int, cells: Mapping[str, str]) -> Iterator[Address]:
        for name in self.columns:
            cell = cells.get(name, "")
            if name in ("person", "name") or not cell:
                continue
            means = Means(name)
            # A spreadsheet takes a number for a sum and drops its first 0, or its +.
            lost = _lost(cell) if means.is_number else ""
            try:
                address = Address(means, checked(means, f"{lost}{cell}"))
            except DeskError as wrong:
                self._wrong(at, name, str(wrong), _ONE_NUMBER if means.is_number else wrong.hint)
                continue
            if lost:
                self.lost[lost].add((at, self.columns[name]))
            if means in self.works:
                yield address

    def _wrong(self, row: int, name: str, sentence: str, hint: str) -> None:
        fault = RollFault(row, self.columns[name], sentence, hint)
        if fault not in self.faults[-len(Means) :]:  # One cell may be for two means.
            self.faults.append(fault)


def checked(means: Means, found: str) -> str:
    """An address in its one form. Raises DeskError; a line break or a second address in it is refused, never mended."""
    if means.is_number:
        return _number(found)
    if means is Means.CHAT:
        if not _PLACE.fullmatch(found):
            raise DeskError.of(Code.BAD_PLACE, found=_shown(found))
        return found
    if len(found) > _MAIL_MAX or not _MAIL.fullmatch(found) or ".." in found or found.startswith("."):
        raise DeskError.of(Code.BAD_MAIL, found=_shown(found))
    return found


def _lost(cell: str) -> str:
    """What a spreadsheet dropped from the front of a number; blank where nothing is seen to be missing."""
    return "0" if _LOST_ZERO.fullmatch(cell) else "+" if _LOST_PLUS.fullmatch(cell) else ""


def _number(found: str) -> str:
    """A telephone number as +44...; one written as within the country is of this country."""
    digits = _BETWEEN.sub("", found) if "\n" not in found and "\r" not in found else ""
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+44" + digits[1:]
    # +44 (0)20 ...: the nought is for those who ring from within the country.
    digits = digits.replace("+440", "+44", 1) if digits.startswith("+440") else digits
    if not _DIGITS.fullmatch(digits) or not _is_long_enough(digits):
        raise DeskError.of(Code.BAD_PHONE, found=_shown(found))
    if digits.startswith(_PREMIUM):
        raise DeskError.of(Code.PREMIUM, found=_shown(found))
    return digits


def _is_long_enough(digits: str) -> bool:
    """Of this country: ten digits, or nine where the code is one of the old ones: 01... and 08..."""
    own = len(digits) - len("+44")
    return not digits.startswith("+44") or own == 10 or (own == 9 and digits.startswith(("+441", "+448")))  # noqa: PLR2004 - as said


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")  # noqa: PLR2004 - as much as a line of a table shows


def to_bytes(people: tuple[Addressee, ...]) -> bytes:
    """People as they are attached to the record."""
    rows = [
        [each.person, each.name, [[address.means.value, address.at] for address in each.addresses]] for each in people
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> tuple[Addressee, ...]:
    """People as they were attached. Raises ValueError where it is no such file."""
    try:
        return tuple(
            Addressee(str(person), str(name), tuple(Address(Means(means), str(at)) for means, at in addresses))
            for person, name, addresses in json.loads(raw)
        )
    except (TypeError, UnicodeDecodeError) as wrong:
        raise ValueError(str(wrong)) from wrong
