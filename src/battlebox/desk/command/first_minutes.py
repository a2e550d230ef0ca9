"""The first fifteen minutes: whom to ring and in what order, on which channel, what not to touch, when to look again.

Law: an office is named where no person is known, and a line without a number says so.
Not here: recording what came of a call, which channels are trusted (contacts.py), messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from battlebox.desk.command.contacts import Call, Contact, ring_now
from battlebox.desk.picture.channel import Channels
from battlebox.desk.record.sight import Sight
from battlebox.estate import Channel

LOOK_AGAIN_AFTER: Final = timedelta(minutes=30)
"""When a triage is looked at again (a working value)."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One line of the list: an office, why it is rung, its deputy, and how, where the estate says so."""

    office: str
    why: str
    deputy: str = ""
    phones: tuple[str, ...] = ()
    deputy_phones: tuple[str, ...] = ()
    is_reached: bool = False


def first_calls(sight: Sight, channels: Channels | None, body: str) -> tuple[Ring, ...]:
    """Whom a body rings, in order; without an estate its command alone, to be written on paper."""
    return tuple(_ring(call) for call in ring_now(sight, channels, body).calls)


def to_talk_on(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """Those of them that the command can talk on: nothing for the public, no mail or chat, which may be read."""
    return tuple(row for row in channels if row.kind in ("phone", "radio") and row.audience != "public")


def _ring(call: Call) -> Ring:
    second = call.deputies[0] if call.deputies else None
    return Ring(
        _named(call.first),
        call.why,
        _named(second) if second else "",
        call.first.numbers,
        second.numbers if second else (),
        is_reached=call.is_reached,
    )


def _named(contact: Contact) -> str:
    who = f"{contact.name}, {contact.office}" if contact.name else contact.office
    return f"{who} (away: {contact.away})" if contact.away else who
