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

from battlebox.estate import is_short_id
from battlebox.share.bulletin.errors import BulletinError, Code

COLUMNS: Final = ("body", "name", "number", "who", "key", "since", "checked", "tried")
OF_A_KEY: Final = ("key", "since", "checked")
"""Columns that differ between two rows of one body."""
ROWS_MOST: Final = 2000
_CELL_MOST: Final = 200
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

    def added(self, new: Partner, *, second_key: bool = False) -> CallBack:
        """The list with one more row, or with what is said anew of a body.

        Raises BulletinError where another key is on the list for that body, unless `second_key` says that both are to
        be held: a key is never quietly exchanged. One key never stands for two bodies.
        """
        here = self.of_body(new.body)
        other = next((one.body for one in self.of_key(new.key) if new.key and one.body != new.body), "")
        if other:
            raise BulletinError.of(Code.KEY_ELSEWHERE, other=other)
        held = {one.key for one in here if one.key}
        if new.key and held and new.key not in held and not second_key:
            raise BulletinError.of(Code.KEY_KNOWN, body=new.body)
        said = {name: value for name, value in zip(COLUMNS, astuple(new), strict=True) if value}
        of_all = {name: value for name, value in said.items() if name not in OF_A_KEY}
        kept = [replace(one, **of_all) for one in here if one.key and one.key != new.key]
        mine = next((one for one in here if one.key in ("", new.key)), here[0] if here else Partner(new.body, new.name))
        if new.key or not kept:
            kept.append(replace(mine, **said))
        return self._with(new.body, kept)

    def without_key(self, body: str, key: str) -> CallBack:
        """The list with one key of a body taken out; what else is known of them stays. Raises BulletinError."""
        here = self.of_body(body)
        if not key or all(one.key != key for one in here):
            raise BulletinError.of(Code.NO_KEY_THERE, body=body)
        left = [one for one in here if one.key != key]
        return self._with(body, left or [replace(here[0], key="", since="", checked="")])

    def _with(self, body: str, rows: Iterable[Partner]) -> CallBack:
        others = (one for one in self.partners if one.body != body)
        return CallBack(tuple(sorted((*others, *rows), key=lambda one: (one.name.lower(), one.key))))

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
    if not cell.isprintable():
        raise BulletinError.of(Code.BAD_ROW, row=place, column=column, why="it holds letters that cannot be seen")
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _bad_body(body: str) -> str:
    return "" if is_short_id(body) else "it is no id, such as northmere"


def _bad_key(key: str) -> str:
    return "" if not key or _KEY.fullmatch(key) else "a key is 64 of the digits 0 to 9 and letters a to f"


def _blank(name: str) -> str:
    return "" if name else "it is blank"
