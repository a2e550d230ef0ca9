"""What a partner is told of how we stand: the status, and the objects it becomes, as they would leave now.

Law: it is read with the desk's own eyes, which see what the whole body may see and no person's; every part was asked
of the gate for this very partner; without an estate nothing is told.
Not here: whether the partner is told at all (desk.exchange), keeping the objects (publishing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from battlebox.desk import DeskError
from battlebox.desk.exchange import PartnerStatus, told_to
from battlebox.desk.message import desk_eyes
from battlebox.desk.picture import Revisions, estate_in_use
from battlebox.desk.record import Record, Sight
from battlebox.desk.tell import Whom
from battlebox.estate import EstateError
from battlebox.share.foreign import ForeignError, pattern_of, recognised
from battlebox.share.release import Held
from battlebox.share.situation import Issuer, situation_of
from battlebox.web.models import Partner


@dataclass(frozen=True, slots=True)
class Told:
    """The status, our identity, and the objects that name it; where nothing is told there is neither."""

    status: PartnerStatus
    identity: Held | None = None
    things: tuple[Held, ...] = ()


def eyes_of(record: Record, home: str) -> Sight:
    """The record as the desk itself sees it for one of our bodies. Raises DeskError."""
    return Sight.of(record, desk_eyes(home))


def told_now(sight: Sight, shelf: Revisions, partner: Partner, now: datetime) -> Told:
    """What this partner is told; `now` becomes the version of the objects."""
    home = sight.officer.body
    try:
        used = estate_in_use(sight, shelf)
    except (DeskError, EstateError):
        return Told(PartnerStatus(home, home))
    whom = Whom(partner.body, client_of=frozenset(partner.client_of), community=partner.community)
    status = told_to(sight, used, whom, sight.now)
    issuer = Issuer(home, status.name, sight.record.incident, _opened(sight))
    things = situation_of(status, issuer=issuer, reader=partner.body, now=now, pattern_of=_pattern)
    identity = next((held for held in things if held.thing.id == issuer.identity_id), None)
    return Told(status, identity, tuple(held for held in things if held is not identity))


def _pattern(sign: str) -> str:
    """The pattern that finds a sign which is an address, a name or a hash; blank for one that is words."""
    try:
        return pattern_of(*recognised(sign))
    except ForeignError:
        return ""


def _opened(sight: Sight) -> datetime:
    """Since when the incident is open on this desk: the time of its first entry, which never changes."""
    first = next(iter(sight.record.lines()))
    return first.at.replace(microsecond=first.at.microsecond // 1000 * 1000)
