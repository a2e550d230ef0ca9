"""The order of return that a body follows: which it is, and going on with another after a slip.

Law: a body chooses for its own systems alone; the order before stays in the record.
Not here: the decision that adopts one (command), how one is packed (packing.py).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, words
from battlebox.desk.restore.packing import packed, unpacked
from battlebox.desk.restore.shown import ORDER, RETURN, OrderShown, refuse_order
from battlebox.journal import Kind


def followed(sight: Sight, body: str) -> Stated[OrderShown] | None:
    """The order of return that a body follows, if it may be seen and can be read."""
    found = sight.latest(f"{RETURN}/{body}", ORDER, OrderShown)
    try:
        return None if found is None else replace(found, value=unpacked(found.value))
    except ValueError:
        return None


def go_on_with(record: Record, officer: Officer, shown: OrderShown, *, handling: Handling | None = None) -> Saved:
    """Follow another way after a slip, with a reason; the entry before stands in the record as it was.

    Raises DeskError for an officer who may not, another body's order, none followed before, or no reason.
    """
    officer.must(Act.REPLAN)
    refuse_order(officer, shown)
    if followed(Sight.of(record, officer), officer.body) is None:
        raise DeskError.of(Code.NOT_SEEN, what="order of return", id=officer.body)
    kept = replace(shown, reason=words("why", shown.reason, needed=True, what="why this way, in a sentence"))
    thing = f"{RETURN}/{officer.body}"
    text = f"order of return, {shown.way}: {len(shown.turns)} systems still to begin\nbecause {kept.reason}"
    return record.append(
        officer, draft(Kind.PLAN_CHOSEN, handling or Handling(), (thing, ORDER, packed(kept)), words=text), thing=thing
    )
