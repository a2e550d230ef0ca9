"""Cells: the text of one cell into a value and back, every way of writing it wrongly named.

Law: nothing is guessed: a cell is read one way or refused; `value_of(form, text_of(form, value))` is the value again.
Not here: which form a column has (columns.py), whether an id exists (faults.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from battlebox.estate.column import Form
from battlebox.estate.errors import Code
from battlebox.estate.ids import is_id
from battlebox.estate.things import MICROHOURS
from battlebox.estate.things_rostering import Check

CELL_MAX: Final = 32_767
"""Characters in a cell: what a spreadsheet can hold."""
HOURS_MAX: Final = 1_000_000
NUMBER_MAX: Final = 1_000_000_000

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BRITISH_DATE: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_PERCENT: Final = re.compile(r"(100|\d{1,2}(?:\.\d{1,3})?) ?%", re.ASCII)
_WITHIN: Final = re.compile(r"at once|[1-9]\d{0,5} (minute|hour|day|working day|week|month)s?", re.ASCII)
# Marks that turn the way of writing around are among them: a name could show other letters than it holds.
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?", re.ASCII)
_UNTIL: Final = " until "
_HERE: Final = ZoneInfo("Europe/London")
"""Times in tables are those on the wall of the council."""
_EXACT: Final = Context(prec=CELL_MAX + 20)
CHANCE_WORDS: Final = ("low", "medium", "high")


class CellError(ValueError):
    """A cell that cannot be read: the code, and what its sentence and hint need."""

    def __init__(self, code: Code, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def control_character(text: str) -> str | None:
    """The first character that no table may hold, as U+0007, or None."""
    found = _CONTROL.search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"


def value_of(form: Form, text: str) -> Any:  # noqa: ANN401  # The form decides the type, one row of the table below each.
    """The value of a cell that is not blank; hours become whole microhours, lists become tuples. Raises CellError."""
    return _READ[form](text.strip())


def text_of(form: Form, value: Any) -> str:  # noqa: ANN401  # As above.
    """The shortest text that reads as the value again; None and an empty list are blank."""
    if value is None or value == ():
        return ""
    write = _WRITE.get(form)
    return str(value) if write is None else write(value)


def microhours_of(text: str) -> int:
    """Hours as whole microhours: rounded half up from exact decimal digits. Raises CellError, also below 0."""
    number = _at_most(_not_negative(_decimal(text), text), text, HOURS_MAX, "hours")
    return int(_EXACT.multiply(number, MICROHOURS).to_integral_value(ROUND_HALF_UP))


def hours_text(microhours: int) -> str:
    """Whole microhours as decimal hours, without trailing zeros."""
    sign = "-" if microhours < 0 else ""
    whole, part = divmod(abs(microhours), MICROHOURS)
    return f"{sign}{whole}" + (f".{part:06d}".rstrip("0") if part else "")


def items_of(text: str) -> tuple[str, ...]:
    """The items of a list cell, in order. Raises CellError for a blank item or one named twice."""
    items = tuple(item.strip() for item in text.split(";"))
    if not all(items):
        raise CellError(Code.BLANK_ITEM)
    if len(set(items)) < len(items):
        raise CellError(Code.ITEM_TWICE, item=next(item for item in items if items.count(item) > 1))
    return items


def _decimal(text: str) -> Decimal:
    if text.startswith("="):
        raise CellError(Code.FORMULA)
    if not _NUMBER.fullmatch(text):
        raise CellError(Code.BAD_NUMBER)
    return Decimal(text)


def _not_negative(number: Decimal, text: str) -> Decimal:
    if number < 0:
        raise CellError(Code.NEGATIVE, found=text)
    return number


def _at_most(number: Decimal, text: str, most: int, unit: str) -> Decimal:
    if number > most:
        raise CellError(Code.TOO_LARGE, found=text, most=most, unit=unit)
    return number


def _number(text: str) -> float:
    return float(_at_most(_not_negative(_decimal(text), text), text, NUMBER_MAX, "one each"))


def _count(text: str) -> int:
    number = _at_most(_not_negative(_decimal(text), text), text, NUMBER_MAX, "one each")
    if number != int(number):
        raise CellError(Code.NOT_WHOLE)
    return int(number)


def _share(text: str) -> float:
    return _share_or(text, Code.BAD_SHARE)


def _share_or(text: str, code: Code) -> float:
    if text.startswith("="):
        raise CellError(Code.FORMULA)
    percent = _PERCENT.fullmatch(text)
    if percent:
        raise CellError(code, meant=f", and {text} as {_number_text(float(percent[1]) / 100)}")
    if not _NUMBER.fullmatch(text) or not 0 <= Decimal(text) <= 1:
        raise CellError(code, meant="")
    return float(text)


def _chance(text: str) -> float | str:
    return text if text in CHANCE_WORDS else _share_or(text, Code.BAD_CHANCE)


def _id(text: str) -> str:
    if not is_id(text):
        small = re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")
        raise CellError(Code.BAD_ID, near=f", such as {small[:40]}" if is_id(small[:40]) else "")
    return text


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        raise CellError(Code.BAD_DATE, meant="; no calendar has that day") from None
    raise CellError(Code.BAD_DATE, meant=_meant_date(text))


def _meant_date(text: str) -> str:
    british = _BRITISH_DATE.fullmatch(text)
    if not british:
        return ""
    day, month, year = (int(part) for part in british.groups())
    try:
        return f": {date(year, month, day).isoformat()} if the day comes first in {text}"
    except ValueError:
        return ""


def _time(text: str) -> time:
    if not _TIME.fullmatch(text):
        raise CellError(Code.BAD_TIME)
    return time.fromisoformat(text)


def _moment(text: str) -> datetime:
    said = _MOMENT.fullmatch(text)
    if said is None:
        raise CellError(Code.BAD_MOMENT)
    return datetime.combine(_date(said[1]), _time(said[2] or "00:00"), _HERE)


def _moment_text(value: datetime) -> str:
    midnight = (value.hour, value.minute) == (0, 0)
    return f"{value:%Y-%m-%d}".zfill(10) if midnight else f"{value:%Y-%m-%d %H:%M}".zfill(16)


def _checks(text: str) -> tuple[Check, ...]:
    """Checks with the last day each is good: `social work registration until 2027-03-31; enhanced DBS`."""
    found: list[Check] = []
    for item in items_of(text):
        name, until, day = item.rpartition(_UNTIL)
        if not until:
            found.append(Check(item))
            continue
        try:
            found.append(Check(name.strip(), _date(day.strip())))
        except CellError as error:
            raise CellError(error.code, **{**error.words, "found": day.strip()}) from None
    if not all(check.name for check in found):
        raise CellError(Code.BLANK_ITEM)
    return tuple(found)


def _check_text(check: Check) -> str:
    return check.name if check.last_day is None else f"{check.name}{_UNTIL}{check.last_day.isoformat()}"


def _flag(text: str) -> bool:
    if text not in ("y", "n"):
        raise CellError(Code.BAD_FLAG)
    return text == "y"


def _within(text: str) -> str:
    if not _WITHIN.fullmatch(text):
        raise CellError(Code.BAD_WITHIN)
    return text


def _number_text(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _list_text(value: tuple[str, ...]) -> str:
    return ";".join(value)


_READ: Final[Mapping[Form, Callable[[str], Any]]] = {
    Form.ID: _id,
    Form.TEXT: str,
    Form.WORD: str,
    Form.NUMBER: _number,
    Form.COUNT: _count,
    Form.SHARE: _share,
    Form.CHANCE: _chance,
    Form.HOURS: microhours_of,
    Form.DATE: _date,
    Form.FLAG: _flag,
    Form.LIST: items_of,
    Form.WORDS: items_of,
    Form.SELECTORS: items_of,
    Form.WITHIN: _within,
    Form.TIME: _time,
    Form.MOMENT: _moment,
    Form.CHECKS: _checks,
}
_WRITE: Final[Mapping[Form, Callable[[Any], str]]] = {
    Form.NUMBER: _number_text,
    Form.SHARE: _number_text,
    Form.CHANCE: lambda value: value if isinstance(value, str) else _number_text(value),
    Form.HOURS: hours_text,
    Form.DATE: date.isoformat,
    Form.FLAG: lambda value: "y" if value else "n",
    Form.LIST: _list_text,
    Form.WORDS: _list_text,
    Form.SELECTORS: _list_text,
    Form.TIME: lambda value: f"{value:%H:%M}",
    Form.MOMENT: _moment_text,
    Form.CHECKS: lambda value: ";".join(map(_check_text, value)),
}
