"""Our indicators as a plain table, for one partner.

Law: the gate is asked for every thing; each row says the label under which it goes.
Not here: the form of the table (table.py), the gate (giving.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from battlebox.marking import Recipient
from battlebox.share.foreign.giving import NOT_SAYABLE, Given, Going, Left, asked, values_in
from battlebox.share.foreign.table import Indicator, table_of
from battlebox.share.release import Gate, Held


def write_table(held: Iterable[Held], to: Recipient, now: datetime, gate: Gate) -> Given:
    """The table. Without anything that may go, the body is empty."""
    going, left = asked(held, to, now, gate)
    rows: list[Indicator] = []
    gone: list[Held] = []
    for one in going:
        said = list(_rows(one))
        if said:
            rows += said
            gone.append(one.held)
        else:
            left.append(Left(one.held.thing.id, NOT_SAYABLE))
    return Given(table_of(rows) if rows else b"", tuple(gone), tuple(left))


def _rows(one: Going) -> Iterable[Indicator]:
    says = one.held.thing.says
    confidence = says.get("confidence")
    for kind, value in values_in(one.held.thing):
        yield Indicator(
            kind,
            value,
            one.label,
            _instant(says.get("valid_from")),
            confidence if isinstance(confidence, int) else None,
            str(says.get("name") or ""),
        )


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
