"""The days on which a nation's offices are closed: Saturdays, Sundays, and bank holidays from a list with an end.

Law: what lies beyond the list is never taken for known: whoever counts over its end is told so.
Not here: counting (deadline.py), which days a single office is closed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

_SATURDAY: Final = 5


class Nation(StrEnum):
    """Whose working days count."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def words(self) -> str:
        """As it is said."""
        return self.value.replace("-", " ").title()

    @classmethod
    def of_gss(cls, code: str | None) -> Nation | None:
        """The nation of a body by the first letter of its GSS code; None where that does not say."""
        return _BY_LETTER.get((code or "")[:1].upper())


_BY_LETTER: Final = {
    "E": Nation.ENGLAND,
    "W": Nation.WALES,
    "S": Nation.SCOTLAND,
    "N": Nation.NORTHERN_IRELAND,
}
_LIST_OF: Final = {Nation.ENGLAND: "england-and-wales", Nation.WALES: "england-and-wales"}


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays of one nation from the first day to the last day that the list covers, by day."""

    name_of: dict[date, str]
    first: date
    last: date

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[date, str]]) -> BankHolidays:
        """From days with their names: the list covers whole years, from that of its first day to that of its last."""
        name_of = dict(rows)
        years = sorted(day.year for day in name_of)
        return cls(name_of, date(years[0], 1, 1), date(years[-1], 12, 31))

    def is_closed(self, day: date) -> bool:
        """Whether it is a Saturday, a Sunday or a bank holiday that is known."""
        return day.weekday() >= _SATURDAY or day in self.name_of

    def covers(self, first: date, last: date) -> bool:
        """Whether the list says of every day from one to the other whether it is a bank holiday."""
        return self.first <= first and last <= self.last


@cache
def bank_holidays(nation: Nation) -> BankHolidays:
    """The list that came with Battlebox (docs/formats/clocks.md says from where and when)."""
    text = (resources.files("battlebox.desk.tell") / "bank_holidays.csv").read_text("utf-8")
    wanted = _LIST_OF.get(nation, nation.value)
    rows = csv.DictReader(text.splitlines())
    return BankHolidays.from_rows(
        (date.fromisoformat(row["day"]), row["name"]) for row in rows if row["nation"] == wanted
    )
