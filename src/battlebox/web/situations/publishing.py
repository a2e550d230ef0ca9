"""Making again what each partner is told, and shelving what changed.

Law: whoever it is not switched on for is told nothing; an object that says the same is not made anew; what may no
longer be told is taken back, and no older version of anything is given out; only a real desk publishes.
Not here: what is told (told.py), when (publish_thread.py), giving out pages (web.taxii).

For one of our bodies and one partner, in one transaction:
1. Ask what it is told now. Where it is off, that is nothing.
2. Leave out every object that says what the newest one here says, but for when.
3. Take back what is here and not in it any more.
4. Shelve both, for this reader alone; keep older versions from every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson
from django.db import transaction
from django.utils import timezone

from battlebox.desk.exchange import is_told, told_partners
from battlebox.desk.picture import Revisions
from battlebox.desk.record import Record, Sight
from battlebox.marking import Tlp
from battlebox.share.release import Held
from battlebox.share.sending import RealDesk
from battlebox.web.models import Collection, Entry, IntelObject, Partner
from battlebox.web.situations.again import renamed, says_the_same, taken_back
from battlebox.web.situations.place import place_of
from battlebox.web.situations.told import eyes_of, told_now
from battlebox.web.taxii.rows import QUEUE
from battlebox.web.taxii.shelving import Origin, shelve

SOURCE: Final = "our own desk"
_TICK: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one reader's objects: made or made anew, the same as before, taken back, refused by the store."""

    home: str
    partner: str
    made: int = 0
    same: int = 0
    taken_back: int = 0
    refused: int = 0


def publish(record: Record, shelf: Revisions, home: str, desk: RealDesk) -> tuple[Published, ...]:
    """Bring up to date what each partner of one of our bodies is told of an incident. Raises DeskError."""
    if type(desk) is not RealDesk:
        raise TypeError(f"how we stand is told by a real desk, not by {type(desk).__name__}")
    sight = eyes_of(record, home)
    ever = told_partners(sight)
    partners = list(Partner.objects.filter(ours=home, body__in=ever, cut_off_at=None)) if ever else []
    return tuple(_publish_to(record, sight, shelf, partner) for partner in partners)


def publish_all(records: Iterable[Record], shelf: Revisions, desk: RealDesk) -> Iterator[Published]:
    """For every incident and every body of this desk that tells anybody. Raises DeskError."""
    for record in records:
        for home in sorted(record.bodies):
            yield from publish(record, shelf, home, desk)


def source_of(record: Record, partner: Partner) -> str:
    """By what the store knows the objects that are one reader's of one incident."""
    return f"{SOURCE}, for {partner.body} ({record.incident[:8]})"


def _newest(partner: Partner, record: Record) -> list[IntelObject]:
    """What this reader was given to read last, of this incident; also what was taken back."""
    home = partner.ours
    return list(
        IntelObject.objects.filter(ours=home, owner=home, source=source_of(record, partner), is_newest=True)
    )


def _publish_to(record: Record, sight: Sight, shelf: Revisions, partner: Partner) -> Published:
    before = _newest(partner, record)
    now = max([timezone.now(), *(datetime.fromisoformat(row.version) + _TICK for row in before)])
    told = told_now(sight, shelf, partner, now) if is_told(sight, partner.body) else None
    with QUEUE, transaction.atomic():
        place = place_of(partner.ours)
        if told is not None and told.identity is not None:
            _introduce(place, told.identity)
        return _bring_up(place, partner, record, () if told is None else told.things, now)


def _introduce(place: Collection, identity: Held) -> None:
    """Our own identity, which every object names, for whoever reads there; anew only where it says something else."""
    home, thing = place.ours, identity.thing
    here = IntelObject.objects.filter(ours=home, owner=home, stix_id=thing.id, is_newest=True, entries__collection=place)
    if not any(says_the_same(thing.says, orjson.loads(bytes(row.raw))) for row in here):
        shelve([thing], Origin(home, source=SOURCE, audience=identity.audience), ours=home, collection=place)


def _bring_up(place: Collection, partner: Partner, record: Record, things: Sequence[Held], now: datetime) -> Published:
    """Steps 2 to 4; what is here is read again, for another process may have published meanwhile."""
    home = partner.ours
    here = {row.stix_id: orjson.loads(bytes(row.raw)) for row in _newest(partner, record)}
    revoked = frozenset(name for name, says in here.items() if says.get("revoked"))
    wanted = {thing.id: thing for thing in renamed((held.thing for held in things), revoked)}
    made = [each for each in wanted.values() if each.id not in here or not says_the_same(each.says, here[each.id])]
    gone = [taken_back(says, now) for name, says in here.items() if name not in wanted and name not in revoked]
    if not made and not gone:
        return Published(home, partner.body, same=len(wanted))
    done = shelve([*made, *gone], _origin(record, partner), ours=home, collection=place)
    _keep_older(place, [each.id for each in (*made, *gone)])
    return Published(home, partner.body, len(made), len(wanted) - len(made), len(gone), len(done.refused))


def _origin(record: Record, partner: Partner) -> Origin:
    """Ours, and for this reader alone, whatever wider label an object has: each reader has objects of its own."""
    return Origin(
        partner.ours,
        source=source_of(record, partner),
        audience=frozenset({partner.body}),
        brought_under=Tlp.AMBER_STRICT,
    )


def _keep_older(place: Collection, ids: Sequence[str]) -> None:
    """Older versions said what may be told no longer: whoever asks for every version is not given them either."""
    older = Entry.objects.filter(collection=place, thing__owner=place.ours, thing__stix_id__in=ids, is_last=False)
    older.update(is_kept=True)
