"""A message that was seen where it was not sent: where, when, and who says so.

Law: it stands beside the message for whoever sees that; it takes nothing back and stops nothing by itself.
Not here: what to say now (desk.compose), stopping (message.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.message import message_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead
from battlebox.journal import Kind

LEAKED: Final = "leaked"


@dataclass(frozen=True, slots=True)
class Leak:
    """Where its words were seen, when, and which office says so."""

    where: str
    at: datetime
    who: str


def note_leak(record: Record, officer: Officer, message: str, leak: Leak) -> Saved:
    """Write down that a message has leaked. Appends one entry `message:leaked`. Raises DeskError."""
    officer.must(Act.NOTE)
    ordered = message_of(Sight.of(record, officer), message)
    if ordered.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="the message", owner=ordered.body, body=officer.body, act="write about")
    kept = Leak(
        line("where", leak.where, what="where its words were seen"),
        not_ahead("when", leak.at, record.now()),
        line("who says so", leak.who, what="their office"),
    )
    text = f"{ordered.number} has leaked: seen {clock(kept.at)}, {kept.where} (says {kept.who})"
    handling = Handling(ordered.tlp, frozenset(record.line(ordered.entry).header.audience))
    written = draft(Kind.MESSAGE_LEAKED, handling, (message, LEAKED, kept), words=text)
    return record.append(officer, written, thing=message)


def leaks_of(sight: Sight, message: str) -> tuple[Stated[Leak], ...]:
    """Every place where it was seen, in the order in which that was written down."""
    return sight.told(message, LEAKED, Leak)
