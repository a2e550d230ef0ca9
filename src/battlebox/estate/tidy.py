"""A foreign cell made into one of ours: its words, units, dates and names, each change told.

Law: a cell changes only in the ways `How` names; what cannot be made ours raises, and is never dropped in silence.
Not here: which column it comes from (columnmap.py), what is done with a cell that is refused (intake.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from battlebox.estate.cells import CELL_MAX, CellError, control_character, hours_text, value_of
from battlebox.estate.column import Column, Form
from battlebox.estate.columnmap import UNITS, Rule
from battlebox.estate.errors import Code
from battlebox.estate.reading import FALLBACK
from battlebox.estate.slug import slug


class How(StrEnum):
    """What was done to a cell beyond what the map said."""

    ID = "made into an id"
    WORD = "read as one of our words"
    DAY_FIRST = "read as a date, the day first"
    DATE = "read as a date"
    UNIT = "turned into hours by the unit written in the cell"
    COMMAS = "read as a number without its commas"
    PERCENT = "read as a share"
    FLAG = "read as y or n"


_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_TIMED: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)", re.ASCII)
_DATED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}.*", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T]+\d{1,2}:\d{2}.*)?", re.ASCII)
_NAMED_DATES: Final = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%B %d, %Y", "%b %d, %Y")
_SHORT_UNITS: Final = {
    "m": "minutes", "min": "minutes", "mins": "minutes", "minute": "minutes",
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours",
    "d": "days", "day": "days", "wk": "weeks", "wks": "weeks", "week": "weeks",
}  # fmt: skip
_YES: Final = ("y", "yes", "true", "1")
_NO: Final = ("n", "no", "false", "0")


def tidy(column: Column, text: str, rule: Rule) -> tuple[str, How | None]:
    """Our text for their cell, and what was done to it beyond the map. Blank stays blank. Raises CellError."""
    plain = text.strip()
    if not plain:
        return "", None
    told = _translated(plain, rule)
    made, how = _by_form(column, plain if told is None else told, rule)
    _refuse(column, made)
    return made, how if made != plain else None


def items(text: str, rule: Rule) -> tuple[str, ...]:
    """The items of their cell: split where the map says, blanks and repeats left out."""
    parts = re.split(r"[\r\n]+", text) if rule.split == "\n" else text.split(rule.split or ";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _translated(text: str, rule: Rule) -> str | None:
    if not rule.words and not rule.otherwise:
        return None
    known = rule.words.get(" ".join(text.split()).casefold())
    return known if known is not None else rule.otherwise or None


def _by_form(column: Column, text: str, rule: Rule) -> tuple[str, How | None]:
    if column.form is Form.WORD:
        return _word(column, text)
    if column.form is Form.WORDS:
        made = [_word(column, item) for item in items(text, rule)]
        return ";".join(dict.fromkeys(one for one, _ in made)), next((how for _, how in made if how), None)
    if "fallback" in column.refers and text.startswith(FALLBACK):
        service, changed = _id(text.removeprefix(FALLBACK), rule)
        return FALLBACK + service, changed
    if column.form is Form.LIST and column.refers:
        made = [_id(item, rule) for item in items(text, rule)]
        return ";".join(dict.fromkeys(one for one, _ in made)), next((how for _, how in made if how), None)
    read = _FORMS.get(column.form)
    return (text, None) if read is None else read(text, rule)


def _id(text: str, rule: Rule) -> tuple[str, How | None]:
    if rule.prefix and text.startswith(rule.prefix) and _ID.fullmatch(text):
        return text, None
    made = text if _ID.fullmatch(text) else slug(text)
    if not made:
        raise CellError(Code.BAD_ID, near="")
    return rule.prefix + made, None if made == text else How.ID


def _word(column: Column, text: str) -> tuple[str, How | None]:
    small = " ".join(text.split()).casefold()
    for word in column.words:
        if small in (word.casefold(), word.casefold().replace("-", " ")):
            return word, How.WORD if text != word else None
    raise CellError(Code.BAD_WORD, words=", ".join(column.words), near="; or add it to `words` in the map")


def _date(text: str, rule: Rule) -> tuple[str, How | None]:
    timed = _DATED.fullmatch(text)
    if timed:
        return timed[1], How.DATE
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        day, month = (second, first) if rule.month_first else (first, second)
        try:
            return date(year, month, day).isoformat(), How.DATE if rule.month_first else How.DAY_FIRST
        except ValueError:
            raise CellError(Code.BAD_DATE, meant="; no calendar has that day") from None
    for form in _NAMED_DATES:
        try:
            return datetime.strptime(" ".join(text.split()), form).date().isoformat(), How.DATE  # noqa: DTZ007  # A date alone has no zone to be wrong about.
        except ValueError:
            continue
    return text, None


def _hours(text: str, rule: Rule) -> tuple[str, How | None]:
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    timed = _TIMED.fullmatch(plain.lower())
    if timed:
        unit = _SHORT_UNITS.get(timed[2], timed[2])
        if unit not in UNITS:
            raise CellError(Code.BAD_NUMBER)
        return _in_hours(timed[1], UNITS[unit]), How.UNIT
    if not rule.unit_seconds:
        return plain, How.COMMAS if plain != text else None
    value_of(Form.HOURS, plain)
    return _in_hours(plain, rule.unit_seconds), None


def _in_hours(number: str, unit_seconds: int) -> str:
    microhours = (Decimal(number) * unit_seconds * 1_000_000 / 3_600).to_integral_value(ROUND_HALF_UP)
    return hours_text(int(microhours))


def _list(text: str, rule: Rule) -> tuple[str, How | None]:
    return ";".join(items(text, rule)), None


def _number(text: str, _: Rule) -> tuple[str, How | None]:
    return (text.replace(",", ""), How.COMMAS) if _GROUPED.fullmatch(text) else (text, None)


def _flag(text: str, _: Rule) -> tuple[str, How | None]:
    small = text.casefold()
    if small in _YES or small in _NO:
        made = "y" if small in _YES else "n"
        return made, None if made == text else How.FLAG
    return text, None


def _share(text: str, _: Rule) -> tuple[str, How | None]:
    number = text.removesuffix("%").strip()
    if text.endswith("%") and re.fullmatch(r"\d{1,3}(\.\d{1,6})?", number, re.ASCII):
        return f"{(Decimal(number) / 100).normalize():f}", How.PERCENT
    return (text.casefold(), How.WORD) if text.casefold() in ("low", "medium", "high") else (text, None)


def _refuse(column: Column, text: str) -> None:
    """Refuse what the estate's own reader would refuse, so that a cell is told once, where it came from."""
    if len(text) > CELL_MAX:
        raise CellError(Code.CELL_TOO_LONG, most=CELL_MAX)
    character = control_character(text)
    if character:
        raise CellError(Code.CONTROL_CHARACTER, character=character)
    if column.form is Form.WORD:
        return
    if "fallback" not in column.refers or not text.startswith(FALLBACK):
        value_of(column.form, text)


_FORMS: Final[Mapping[Form, Callable[[str, Rule], tuple[str, How | None]]]] = {
    Form.ID: _id,
    Form.LIST: _list,
    Form.SELECTORS: _list,
    Form.CHECKS: _list,
    Form.DATE: _date,
    Form.HOURS: _hours,
    Form.FLAG: _flag,
    Form.NUMBER: _number,
    Form.COUNT: _number,
    Form.SHARE: _share,
    Form.CHANCE: _share,
}
