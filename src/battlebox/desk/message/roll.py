"""The list of people to be told: how each is reached, in order, and who cannot be.

Law: a wrong cell is named by row and column and not used; nobody on the list is dropped, who has no means left least.
Not here: people to be visited and looked after (the reach wing), where a file comes from (a face).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.means import Address, Means

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
_DIGITS: Final = re.compile(r"\+[1-9]\d{7,14}")


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
    """The people, the cells that could not be used, and the means that work at this desk."""

    people: tuple[Addressee, ...]
    faults: tuple[RollFault, ...] = ()

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
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    columns = _columns(head)
    reader = _Reader(columns, frozenset(works) | {Means.PHONE})
    people = tuple(
        each for at, row in enumerate(rows[1:], 2) if any(map(str.strip, row)) and (each := reader.person(at, row))
    )
    if not people:
        raise DeskError.of(Code.NOT_A_LIST, why="there is no row with a person")
    if len(people) > PEOPLE_MAX:
        raise DeskError.of(Code.TOO_MANY_PEOPLE, people=len(people))
    return Roll(people, tuple(reader.faults))


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
    """Reads rows, and keeps what was wrong with them."""

    def __init__(self, columns: dict[str, int], works: frozenset[Means]) -> None:
        self.columns, self.works = columns, works
        self.faults: list[RollFault] = []
        self.rows: dict[str, int] = {}

    def person(self, at: int, row: list[str]) -> Addressee | None:
        """One row; None where nobody can be told apart by it."""
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in self.columns.items()}
        person = cells["person"]
        if not _ID.fullmatch(person):
            self._wrong(at, "person", f"{_shown(person)} is no id", "write letters, digits, dots and dashes: e-0417")
            person = f"row-{at}"
        if person in self.rows:
            self._wrong(at, "person", f"{person} is in row {self.rows[person]} as well", "keep one row for each person")
            return None
        self.rows[person] = at
        found = []
        for column in self.columns:
            if column in ("person", "name") or not cells[column]:
                continue
            means = Means(column)
            try:
                address = Address(means, checked(means, cells[column]))
            except DeskError as wrong:
                self._wrong(at, column, str(wrong), wrong.hint)
                continue
            if means in self.works:
                found.append(address)
        name = " ".join(cells.get("name", "").split())[:_NAME_MAX]
        return Addressee(person, name, tuple(found))

    def _wrong(self, row: int, column: str, sentence: str, hint: str) -> None:
        self.faults.append(RollFault(row, column, sentence, hint))


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


def _number(found: str) -> str:
    """A telephone number as +44...; one written as within the country is of this country."""
    digits = _BETWEEN.sub("", found) if "\n" not in found and "\r" not in found else ""
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+44" + digits[1:]
    if not _DIGITS.fullmatch(digits) or not _is_long_enough(digits):
        raise DeskError.of(Code.BAD_PHONE, found=_shown(found))
    return digits


def _is_long_enough(digits: str) -> bool:
    """Of this country: ten digits for a mobile, nine or ten for any other."""
    own = len(digits) - len("+44")
    return not digits.startswith("+44") or own == 10 or (own == 9 and not digits.startswith("+447"))  # noqa: PLR2004 - as said


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
