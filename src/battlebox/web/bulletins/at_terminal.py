"""The record of an incident as a command writes in it: as one officer of this desk, while no desk serves here.

Law: the officer has a role for that body, and no more may be done than the role allows; the folder is held meanwhile.
Not here: the commands (commands.py), proving who somebody is: whoever can write in the folder is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from battlebox.desk import Officer, Role
from battlebox.desk.exchange import (
    FactLine,
    Heard,
    Wanted,
    bulletin_acknowledged,
    bulletin_received,
    bulletin_sent,
    received_of,
    sent_bulletin,
)
from battlebox.desk.record import Installation, Record, Saved, Sight
from battlebox.drill.pace import watch_of
from battlebox.journal import SigningKey
from battlebox.share.bulletin import HEADINGS, Bulletin, Opened, SignedBulletin
from battlebox.share.status import is_practice
from battlebox.web.bulletins.recorded import must_suit_desk, name_of, signing, taken
from battlebox.web.bulletins.who_writes import written_for
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Membership
from battlebox.web.starting.folder import lock, refusals
from battlebox.web.taxii.standing import stand


@dataclass(frozen=True, slots=True)
class AtTerminal:
    """One officer at one incident, for the length of one command."""

    record: Record
    officer: Officer
    practice: bool
    """Whether this desk shows itself, or practises."""

    @property
    def sight(self) -> Sight:
        """The record as this officer may see it."""
        return Sight.of(self.record, self.officer)

    def seen(self) -> tuple[Bulletin, ...]:
        """Bulletins that came before, to know an older one and a second one with the same number."""
        every = (each.value.file.encode() for each in received_of(self.sight))
        return tuple(SignedBulletin.from_bytes(raw, name="it").bulletin for raw in every)

    def send(self, found: Bulletin, key: SigningKey) -> SignedBulletin:
        """Sign it under the next number of the record, and record that it goes. Raises DeskError."""

        def make(number: int, facts: tuple[FactLine, ...], at: datetime) -> Bulletin:
            del facts  # Only a page picks facts; whatever stands in the words was asked about.
            return replace(found, number=number, issued=at)

        wanted = Wanted(found.title, _typed(found), (), found.audience, found.tlp, found.expires, found.next_at)
        sign = signing(self.officer, key, frozenset(self.record.standing.orgs), make, practice=self.practice)
        saved = bulletin_sent(self.record, self.officer, wanted, sign)
        kept = sent_bulletin(self.sight, saved.thing.partition("/")[2]).value
        return SignedBulletin.from_bytes(kept.file.encode(), name="the bulletin")

    def take(self, opened: Opened, asked: str) -> Saved:
        """Take in what came. Raises DeskError, BulletinError for what is real at a drill, or a drill's elsewhere."""
        must_suit_desk(opened, "the bulletin", drill=self.record.standing.exercise)
        return bulletin_received(self.record, self.officer, taken(opened, asked))

    def heard(self, signed: SignedBulletin, body: str, how: str) -> Saved:
        """Record that a body has it: ours, or a partner. Raises DeskError."""
        name = name_of(signed.fingerprint)
        return bulletin_acknowledged(self.record, self.officer, name, Heard(body, how))


@contextmanager
def at_terminal(data: Path | None, incident: str, by: str, body: str) -> Iterator[AtTerminal]:
    """The incident of `body` whose id begins so, as the officer who signs in as `by`. Raises WebError."""
    desk = stand(data)
    with refusals(desk):
        holder = lock(desk)
    installation = Installation(desk.data, watch_of(desk.data))
    try:
        record = _record(installation, incident, body)
        yield AtTerminal(record, _officer(record, by, body), is_practice(desk.data))
    finally:
        installation.close()
        holder.close()


def _record(installation: Installation, begins: str, body: str) -> Record:
    found = list(written_for(installation, body, begins))
    if not found:
        raise WebError.of(Code.NO_INCIDENT, body=body)
    if len(found) > 1:
        raise WebError.of(Code.MANY_INCIDENTS, names=", ".join(each.incident[:8] for each in found))
    return found[0]


def _officer(record: Record, by: str, body: str) -> Officer:
    every = Membership.objects.in_force().filter(officer__username__iexact=by, body=body).select_related("officer")
    here = [each for each in every if each.incident in ("", record.incident)]
    if not here:
        raise WebError.of(Code.NO_OFFICER, body=body)
    who, roles = here[0].officer, frozenset(Role(each.role) for each in here)
    return Officer(who.officer_id, str(who), body, roles, is_late=record.is_closed)


def _typed(found: Bulletin) -> str:
    lines = [found.title, *(each.words for each in found.facts), found.ring]
    lines += [line for name, _ in HEADINGS for line in getattr(found, name)]
    return "\n".join((*lines, *(each.note for each in found.indicators if each.note)))
