"""The call-back list: whom to ring at each partner, on numbers known before the incident, and which key is theirs.

Law: a table that any program reads; a key is on it because somebody checked it, and the row says how; two keys for one
body are shown as two, and a key that nobody checked is never learnt from a file.
Not here: the printed page (paper.py).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Final

from battlebox.share.bulletin.errors import BulletinError, Code

COLUMNS: Final = ("body", "name", "number", "who", "key", "since", "checked", "tried")
ROWS_MOST: Final = 2000
_CELL_MOST: Final = 200
_BODY: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Partner:
    """One row.

    `number` is how they are reached, known before the incident; `who` answers there (an office or a role); `key` is
    that of their bulletins (64 hex digits, or blank); `since` and `tried` are days as 2026-11-23, or blank; `checked`
    says how the key was checked.
    """

    body: str
    name: str
    number: str = ""
    who: str = ""
    key: str = ""
    since: str = ""
    checked: str = ""
    tried: str = ""


@dataclass(frozen=True, slots=True)
class CallBack:
    """The whole list, in order of name."""

    partners: tuple[Partner, ...] = ()

    def of_body(self, body: str) -> tuple[Partner, ...]:
        """The rows of one body; more than one where it has two keys or two numbers."""
        return tuple(one for one in self.partners if one.body == body)

    def of_key(self, key: str) -> tuple[Partner, ...]:
        """The rows that say this key is theirs."""
        return tuple(one for one in self.partners if one.key == key)

    def added(self, new: Partner) -> CallBack:
        """The list with one more row, or with what is said anew of a body.

        Raises BulletinError where another key is on the list for that body: a key is never quietly exchanged.
        """
        here = self.of_body(new.body)
        if new.key and any(one.key not in ("", new.key) for one in here):
            raise BulletinError.of(Code.KEY_KNOWN, body=new.body)
        kept = [one for one in self.partners if one.body != new.body]
        old = here[0] if here else Partner(new.body, new.name)
        said = {name: value for name, value in zip(COLUMNS, astuple(new), strict=True) if value}
        return CallBack(tuple(sorted((*kept, replace(old, **said)), key=lambda one: (one.name.lower(), one.key))))

    def to_text(self) -> str:
        """The table as text; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        for one in self.partners:
            rows.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in astuple(one)])
        return out.getvalue()

    @classmethod
    def from_text(cls, text: str, *, name: str) -> CallBack:
        """Read the table. Raises BulletinError that names the row and the column."""
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
        try:
            found = [row for row in rows if any(cell.strip() for cell in row)]
        except csv.Error:
            raise BulletinError.of(Code.NOT_A_LIST, name=name, why="it is no table of text") from None
        if not found or not {"body", "name"} <= set(found[0]):
            raise BulletinError.of(Code.NOT_A_LIST, name=name, why="its first row does not name body and name")
        strange = [column for column in found[0] if column not in COLUMNS]
        if strange:
            raise BulletinError.of(Code.NOT_A_LIST, name=name, why=f"it has a column {strange[0][:30]!r}")
        if len(found) > ROWS_MOST:
            raise BulletinError.of(Code.NOT_A_LIST, name=name, why=f"it has more than {ROWS_MOST} rows")
        return cls(tuple(_partner(found[0], row, place) for place, row in enumerate(found[1:], 2)))


def _partner(columns: Iterable[str], row: list[str], place: int) -> Partner:
    cells = {column: _cell(cell, place, column) for column, cell in zip(columns, row, strict=False)}
    one = Partner(**{"body": "", "name": "", **cells})
    for column, why in (("body", _bad_body(one.body)), ("key", _bad_key(one.key)), ("name", _blank(one.name))):
        if why:
            raise BulletinError.of(Code.BAD_ROW, row=place, column=column, why=why)
    for column in ("since", "tried"):
        try:
            if getattr(one, column):
                date.fromisoformat(getattr(one, column))
        except ValueError:
            why = "write the day as 2026-11-23"
            raise BulletinError.of(Code.BAD_ROW, row=place, column=column, why=why) from None
    return one


def _cell(cell: str, place: int, column: str) -> str:
    if len(cell) > _CELL_MOST:
        raise BulletinError.of(Code.BAD_ROW, row=place, column=column, why=f"more than {_CELL_MOST} letters")
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _bad_body(body: str) -> str:
    return "" if _BODY.fullmatch(body) else "it is no id, such as northmere"


def _bad_key(key: str) -> str:
    return "" if not key or _KEY.fullmatch(key) else "a key is 64 of the digits 0 to 9 and letters a to f"


def _blank(name: str) -> str:
    return "" if name else "it is blank"
