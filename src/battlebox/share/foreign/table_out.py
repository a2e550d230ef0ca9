"""Our indicators as a plain table, for one partner.

Law: the gate is asked for every thing; each row says the label under which it goes.
Not here: the form of the table (table.py), the gate (giving.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from battlebox.marking import Recipient, strictest
from battlebox.share.foreign.errors import ForeignError
from battlebox.share.foreign.giving import NOT_SAYABLE, Given, Going, Left, asked_for_a_list, values_in
from battlebox.share.foreign.indicator_value import Kind
from battlebox.share.foreign.table import NOTE_LETTERS_MOST, Indicator, read_table, table_of
from battlebox.share.release import Gate, Held


def write_table(held: Iterable[Held], to: Recipient, now: datetime, gate: Gate) -> Given:
    """The table, each value once. Without anything that may go, the body is empty."""
    going, left = asked_for_a_list(held, to, now, gate)
    rows: dict[tuple[Kind, str], Indicator] = {}
    gone: list[Held] = []
    for one in going:
        said = list(_rows(one))
        if said:
            for row in said:
                there = rows.get((row.kind, row.value))
                rows[row.kind, row.value] = row if there is None else _both(there, row)
            gone.append(one.held)
        else:
            left.append(Left(one.held.thing.id, NOT_SAYABLE))
    return Given(table_of(rows.values()) if rows else b"", tuple(gone), tuple(left))


def _rows(one: Going) -> Iterator[Indicator]:
    """A row for each value, as whoever opens the table reads it; none for one that would have the table refused."""
    says = one.held.thing.says
    confidence = says.get("confidence")
    note = " ".join(str(says.get("name") or "").split()).lstrip("=")[:NOTE_LETTERS_MOST]
    for kind, value in values_in(one.held.thing):
        seen = _instant(says.get("valid_from"))
        row = Indicator(kind, value, one.label, seen, confidence if isinstance(confidence, int) else None, note)
        try:
            yield from read_table(table_of((row,))).indicators
        except ForeignError:
            continue


def _both(one: Indicator, other: Indicator) -> Indicator:
    """What two things say of one value: under the stricter label, seen when it was first."""
    return replace(
        one,
        label=strictest(each.label for each in (one, other) if each.label is not None),
        seen=min((each.seen for each in (one, other) if each.seen is not None), default=None),
        confidence=one.confidence if one.confidence is not None else other.confidence,
        note=one.note or other.note,
    )


def _instant(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
