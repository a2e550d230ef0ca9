"""The order of return that a body follows: which it is, and going on with another after a slip.

Law: a body chooses for its own systems alone; the order before stays in the record.
Not here: the decision that adopts one (command), how one is packed (packing.py).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, words
from battlebox.desk.restore.packing import packed, unpacked
from battlebox.desk.restore.shown import ORDER, RETURN, OrderShown, refuse_order
from battlebox.desk.restore.work import work_of
from battlebox.journal import Kind


def followed(sight: Sight, body: str) -> Stated[OrderShown] | None:
    """The order of return that a body follows, if it may be seen and can be read."""
    found = sight.latest(f"{RETURN}/{body}", ORDER, OrderShown)
    try:
        return None if found is None else replace(found, value=unpacked(found.value))
    except ValueError:
        return None


def moved_since(sight: Sight, body: str, of: str, through: str) -> tuple[str, ...]:
    """What was recorded since ways to go on were worked out: another order that is followed, work of the body.

    `of` is the entry of the order that they go on from, `through` the last entry there was.
    """
    stands, found = followed(sight, body), []
    if stands is not None and stands.entry != of:
        found.append(f"another order was chosen since, in {stands.number}")
    place = sight.record.line(through).place
    later = (each for each in work_of(sight).values() if each.body == body)
    numbers = [each.number for each in later if sight.record.line(each.entry).place > place]
    if numbers:
        found.append(f"work was recorded since, in {', '.join(numbers)}")
    return tuple(found)


def go_on_with(
    record: Record,
    officer: Officer,
    shown: OrderShown,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Follow another way after a slip, with a reason; the entry before stands in the record as it was.

    `over` is the order that it goes on from: where another was chosen meanwhile, it is refused. Raises DeskError, also
    for an officer who may not, another body's order, none followed before, or no reason.
    """
    officer.must(Act.REPLAN)
    refuse_order(officer, shown)
    kept = replace(shown, reason=words("why", shown.reason, needed=True, what="why this way, in a sentence"))
    thing = f"{RETURN}/{officer.body}"
    text = f"order of return, {shown.way}: {len(shown.turns)} systems still to begin\nbecause {kept.reason}"
    written = draft(Kind.PLAN_CHOSEN, handling or Handling(), (thing, ORDER, packed(kept)), words=text)
    with record.lock:
        sight = Sight.of(record, officer)
        stands = followed(sight, officer.body)
        if stands is None:
            raise DeskError.of(Code.NOT_SEEN, what="order of return", id=officer.body)
        if over and stands.entry not in over:
            by, at = sight.name_of(stands.by), clock(stands.at)
            raise DeskError.of(Code.CHANGED_MEANWHILE, what="the order that is followed", by=by, at=at)
        return record.append(officer, written, thing=thing)
