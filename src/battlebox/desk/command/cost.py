"""Cost codes from hour one: what was spent, in pence or in minutes of work, for what, by whom, under which code.

Law: amounts are whole pence and whole minutes, never both in one line; a cost written wrongly is corrected in sight.
Not here: who pays in the end, and claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.line import CORRECTS
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead
from battlebox.journal import Kind

COST: Final = "cost"
SPENT: Final = "spent"
PENCE_MOST: Final = 10**13
MINUTES_MOST: Final = 10**7
COST_CODES: Final = (
    "staff overtime",
    "agency staff",
    "suppliers and specialists",
    "equipment",
    "phones and data",
    "rooms, food and travel",
    "emergency payments to people",
    "lost income",
)
"""Codes to begin with (working values): a council's own finance codes do as well."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost: `pence` or `minutes`, the other 0. `who` is the office that spent it, `on` when."""

    code: str
    what: str
    who: str
    on: datetime
    pence: int = 0
    minutes: int = 0
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """What was spent under one code, or by one body."""

    name: str
    pence: int
    minutes: int
    lines: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything spent so far, by code and by body, each in the order of the alphabet; and altogether."""

    by_code: tuple[Total, ...]
    by_body: tuple[Total, ...]
    whole: Total


def note_cost(record: Record, officer: Officer, cost: Cost, *, handling: Handling | None = None) -> Saved:
    """Record that money or time was spent. Appends one entry `cost:noted`. Raises DeskError."""
    officer.must(Act.COST)
    thing = record.new_id(COST)
    return _write(record, officer, thing, _checked(record, cost), handling or Handling())


def correct_cost(
    record: Record, officer: Officer, thing: str, cost: Cost, *, why: str, over: frozenset[str] | None = None
) -> Saved:
    """Say what a cost should have said; with neither pence nor minutes it is struck out. Raises DeskError."""
    officer.must(Act.COST)
    old = Sight.of(record, officer).need(thing, SPENT, Cost, what=COST)
    if old.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this cost", owner=old.body, body=officer.body, act="correct")
    reason = line("why", why, what="what was wrong")
    struck = cost.pence == cost.minutes == 0
    kept = replace(old.value, pence=0, minutes=0) if struck else _checked(record, cost)
    how = Handling(old.tlp, frozenset(record.line(old.entry).header.audience))
    return _write(record, officer, thing, kept, how, over=over, corrects=old.entry, opening=f"corrected: {reason}\n")


def costs_of(sight: Sight) -> tuple[Stated[Cost], ...]:
    """Every cost that may be seen and was not struck out, in the order in which they were written down."""
    found = (sight.latest(thing, SPENT, Cost) for thing in sight.things(COST, SPENT))
    return tuple(each for each in found if each is not None and (each.value.pence or each.value.minutes))


def totals_of(costs: Iterable[Stated[Cost]]) -> Totals:
    """What they come to."""
    rows = tuple(costs)
    return Totals(
        by_code=_sums([(row.value.code, row.value) for row in rows]),
        by_body=_sums([(row.body, row.value) for row in rows]),
        whole=next(iter(_sums([("altogether", row.value) for row in rows])), Total("altogether", 0, 0, 0)),
    )


def pounds(pence: int) -> str:
    """As money is written: 12345 is `£123.45`."""
    sign = "-" if pence < 0 else ""
    return f"{sign}\N{POUND SIGN}{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def worked_hours(minutes: int) -> str:
    """As time at work is written: 95 is `1 h 35`."""
    return f"{minutes // 60:,} h {minutes % 60:02}"


def _sums(rows: list[tuple[str, Cost]]) -> tuple[Total, ...]:
    found: dict[str, Total] = {}
    for name, cost in rows:
        was = found.get(name, Total(name, 0, 0, 0))
        found[name] = Total(name, was.pence + cost.pence, was.minutes + cost.minutes, was.lines + 1)
    return tuple(found[name] for name in sorted(found))


def _checked(record: Record, cost: Cost) -> Cost:
    if (cost.pence > 0) == (cost.minutes > 0) or min(cost.pence, cost.minutes) < 0:
        shown = f"{pounds(cost.pence)} with {cost.minutes} minutes"
        raise DeskError.of(
            Code.NOT_AN_AMOUNT, found=shown, hint="either an amount of money or a time, more than nothing"
        )
    if cost.pence > PENCE_MOST or cost.minutes > MINUTES_MOST:
        shown = pounds(cost.pence) if cost.pence else worked_hours(cost.minutes)
        raise DeskError.of(Code.NOT_AN_AMOUNT, found=shown, hint="it in pounds or hours, and check the noughts")
    return replace(
        cost,
        code=line("the code", cost.code, what="a cost code").casefold(),
        what=line("what for", cost.what, what="what it was for"),
        who=line("who spent it", cost.who, what="the office that spent it"),
        on=not_ahead("when", cost.on, record.now()),
    )


def _write(
    record: Record,
    officer: Officer,
    thing: str,
    cost: Cost,
    handling: Handling,
    *,
    over: frozenset[str] | None = None,
    corrects: str = "",
    opening: str = "",
) -> Saved:
    amount = pounds(cost.pence) if cost.pence else worked_hours(cost.minutes) if cost.minutes else "struck out"
    text = f"{opening}cost, {cost.code}: {amount} for {cost.what}, {cost.who}"
    about: dict[str, str | int] = {CORRECTS: corrects} if corrects else {}
    written = draft(Kind.COST_NOTED, handling, (thing, SPENT, cost), words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)
