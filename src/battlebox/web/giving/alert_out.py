"""An alert of ours made ready to leave: for anybody, or for the partners it is addressed to.

Law: the gate is asked for each addressee, and for the public where there is none; what was written is read again, and
must say the same of whom it is for; an exercise or a demonstration never writes Actual; the ledger has a row for each
body before there are bytes, and the alert is known here from then on, so that it can be changed.
Not here: the form (alerts.py), the rules of CAP (share.foreign).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from battlebox.marking import Marked, Recipient, Tlp
from battlebox.share.foreign import Addressee, Alert, Scope, Status, kept_cap, read_cap, write_cap
from battlebox.share.release import Channel, Item
from battlebox.web.bringing.documents import keep_document
from battlebox.web.bringing.keeping import Whose, known_alerts
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Alarm, Partner
from battlebox.web.taxii.ledger import Grounds, released
from battlebox.web.taxii.rows import QUEUE

_WORDS: Final = "Two readings of whom an alert of ours is for came out differently. It did not leave. Look at it."


@dataclass(frozen=True, slots=True)
class Leaving:
    """An alert, its label, to whom it goes (nobody by name: anybody), on which right, and whether nobody means it."""

    alert: Alert
    label: Tlp
    to: Sequence[Partner]
    basis: str
    is_rehearsal: bool


def written(leaving: Leaving, home: str, now: datetime) -> bytes:
    """The alert as XML, asked of the gate and read again; it has not left yet. Raises ForeignError and WebError."""
    known = known_alerts(Whose(home, home))
    body = write_cap(
        leaving.alert,
        Marked(home, leaving.label, frozenset(each.body for each in leaving.to)),
        [Addressee(each.body, _recipient(each)) for each in leaving.to],
        now,
        is_rehearsal=leaving.is_rehearsal,
        known=known,
    )
    again = read_cap(body, known)
    if not _says_the_same(again, leaving):
        Alarm.objects.tell_once(f"alert-gate:{leaving.alert.id.identifier}", _WORDS, body=home)
        raise WebError.of(Code.MOVED_ON, body="the addressees")
    return body


def let_go(leaving: Leaving, body: bytes, home: str, now: datetime) -> None:
    """Write into the ledger that it leaves, and know it from now on."""
    again = kept_cap(body)
    item = Item(again.id.identifier, again.id.sent.isoformat(), leaving.label, hashlib.sha256(body).hexdigest())
    with QUEUE, transaction.atomic():
        keep_document(again, body, ours=home, owner=home, arrival=None, is_apart=False)
        if not leaving.to:
            released(Grounds(home, "", Channel.CAP_PUBLIC, leaving.basis), [item], at=now)
        for each in leaving.to:
            released(Grounds(home, each.body, Channel.CAP, leaving.basis), [item], at=now)


def _says_the_same(again: Alert, leaving: Leaving) -> bool:
    """Whether what was written is for those whom it is meant for, by a reading of its bytes alone."""
    public = again.scope is Scope.PUBLIC
    is_for = set(again.addresses) == {each.body for each in leaving.to} and public is not bool(leaving.to)
    is_free = not public or leaving.label is Tlp.CLEAR
    return is_for and is_free and not (leaving.is_rehearsal and again.status is Status.ACTUAL)


def _recipient(partner: Partner) -> Recipient:
    return Recipient(Channel.CAP.way, partner.body, client_of=frozenset(partner.client_of), community=partner.community)
