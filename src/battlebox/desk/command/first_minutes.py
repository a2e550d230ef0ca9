"""The first fifteen minutes: whom to ring and in what order, on which channel, what not to touch, when to look again.

Law: an office is named where no person is known, and a line without a number says so; a channel that is out, or stands
on something that is out or doubted, is never offered as trusted.
Not here: recording what came of a call (contacts.py), messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from battlebox.desk.command.contacts import Call, Contact, ring_now
from battlebox.desk.picture.channel import Channels, stands_on
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.suspicion import Subject, Suspicion, spoken_of
from battlebox.desk.record.sight import Sight
from battlebox.estate import Channel, Estate

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


def first_calls(sight: Sight, estate: Estate | None, body: str) -> tuple[Ring, ...]:
    """Whom a body rings, in order; without an estate its command alone, to be written on paper."""
    return tuple(_ring(call) for call in ring_now(sight, estate, body).calls)


def trusted_channels(sight: Sight, picture: Picture, body: str) -> tuple[Channel, ...]:
    """Channels by which a body is reached that stand on nothing confirmed or suspected, and do not rest on what is out.

    One that was tried since and works is taken at its word. Phone before mail.
    """
    estate = picture.estate
    doubt = (Suspicion.CONFIRMED, Suspicion.SUSPECTED)
    said = spoken_of(sight, Subject.SYSTEM)
    bad = {name for name, versions in said.items() if any(each.value.state in doubt for each in versions)}
    fine = []
    for each in Channels(picture).own(body):
        under = stands_on(estate, each.channel.channel)
        if bad.isdisjoint(under) and (each.works.is_sure or not any(map(picture.is_out, under))):
            fine.append(each.channel)
    order = ("phone", "radio", "desk", "chat", "mail")
    return tuple(sorted(fine, key=lambda row: order.index(row.kind) if row.kind in order else len(order)))


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
