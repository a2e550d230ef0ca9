"""A file for one partner, of what is in one of our collections.

Law: it holds only what the partner could fetch itself, and nothing of its own; both readings are asked for a file, and
again as it leaves; the ledger's row is there before the bytes, and if anything changed meanwhile there are none.
Not here: the formats (share.foreign), who asked for it (command.py, pages.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final

from battlebox.marking import Recipient
from battlebox.share.foreign import Given, Left, write_misp, write_stix, write_table
from battlebox.share.release import Channel, Disagreement, Gate, Held
from battlebox.share.taxii import TaxiiError
from battlebox.web.desk_time import desk_now
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Alarm, Collection, Partner, Right
from battlebox.web.taxii.reading import everything, hand_over
from battlebox.web.taxii.rights import right_to_give
from battlebox.web.taxii.shelf import StoreShelf, identities_of

THINGS_MOST: Final = 5000
THEIRS: Final = "it is their own"


class Form(StrEnum):
    """In which form; the value is what somebody types."""

    STIX = "stix"
    MISP = "misp"
    TABLE = "csv"

    @property
    def channel(self) -> Channel:
        """As the ledger calls it."""
        return {Form.STIX: Channel.EXPORT, Form.MISP: Channel.MISP, Form.TABLE: Channel.CSV}[self]

    @property
    def media(self) -> str:
        """What it is, to a browser."""
        return "text/csv; charset=utf-8" if self is Form.TABLE else "application/json"

    @property
    def ending(self) -> str:
        """How the file's name ends."""
        return "csv" if self is Form.TABLE else f"{self.value}.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A file, how many things are in it, and what was left out for which reason: for our own eyes."""

    name: str
    body: bytes
    things: int
    left: tuple[Left, ...]


def file_for(partner: Partner, collection: Collection, form: Form, *, author: str) -> Made:
    """The file, which has left when this returns. Without anything that may go its body is empty. Raises WebError."""
    right = right_to_give(partner, collection)
    partner, now = right.partner, desk_now()
    every = everything(right, THINGS_MOST)
    found = [each for each in every if each.held.owner != partner.body]
    given = _written(right, [each.held for each in found], form, now, author)
    theirs = tuple(Left(each.held.thing.id, THEIRS) for each in every if each.held.owner == partner.body)
    keys = {each.key for each in given.gone}
    wanted = [each for each in found if each.held.key in keys]
    if wanted:
        try:
            let = hand_over(right, wanted, form.channel, f"a file ({form.value})")
        except TaxiiError as wrong:
            raise WebError.of(Code.MOVED_ON, body=partner.name) from wrong
        if len(let) != len(wanted):
            # What left is in the ledger, and the file is not given: too much there is better than too little.
            raise WebError.of(Code.MOVED_ON, body=partner.name)
    name = f"{collection.alias or 'collection'}-for-{partner.body}.{form.ending}"
    return Made(name, given.body, len(wanted), given.left + theirs)


def _written(right: Right, held: list[Held], form: Form, now: datetime, author: str) -> Given:
    partner = right.partner
    home = partner.ours
    to = Recipient(form.channel.way, partner.body, client_of=frozenset(partner.client_of), community=partner.community)
    gate = Gate(StoreShelf(home, identities_of(home)), partial(_alarm, home))
    if form is Form.MISP:
        return write_misp(held, to, now, gate, title=f"{right.collection.title}, from {author}", author=author)
    return (write_stix if form is Form.STIX else write_table)(held, to, now, gate)


def _alarm(home: str, found: Disagreement) -> None:
    words = f"Two readings of the marking of {found.id} came out differently for a file. It was left out."
    Alarm.objects.tell_once(f"file-gate:{found.id}:{found.to.body}", words, body=home)
