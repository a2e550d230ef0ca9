"""Making again what each partner is told, and shelving what changed.

Law: whoever it is not switched on for is told nothing; an object that says the same is not made anew; what may no
longer be told is kept to ourselves, and no older version of anything is given out; only a real desk publishes.
Not here: what is told (told.py), when (publish_thread.py), giving out pages (web.taxii).

For one of our bodies and one partner, in one transaction:
1. Ask what it is told now. Where it is off, that is nothing.
2. Leave out every object that says what the newest one here says, but for when.
3. Shelve the others, for this reader alone.
4. Issue again for ourselves alone what is here and may be told no longer; keep older versions from every page.
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
from battlebox.share.intel import Thing
from battlebox.share.release import Held
from battlebox.share.sending import RealDesk
from battlebox.share.situation import kept_to_us
from battlebox.web.models import Collection, Entry, IntelObject, Partner
from battlebox.web.partnering.seen import held_of
from battlebox.web.situations.place import place_for
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
    """The newest of each object made for this reader, of this incident; also what is kept to ourselves since."""
    home = partner.ours
    return list(IntelObject.objects.filter(ours=home, owner=home, source=source_of(record, partner), is_newest=True))


def _publish_to(record: Record, sight: Sight, shelf: Revisions, partner: Partner) -> Published:
    before = _newest(partner, record)
    now = max([timezone.now(), *(datetime.fromisoformat(row.version) + _TICK for row in before)])
    told = told_now(sight, shelf, partner, now) if is_told(sight, partner.body) else None
    with QUEUE, transaction.atomic():
        place = place_for(partner)
        if told is not None and told.identity is not None:
            _introduce(place, told.identity)
        return _bring_up(place, partner, record, () if told is None else told.things, now)


def _introduce(place: Collection, identity: Held) -> None:
    """Our own identity, which every object names, for whoever reads there; anew only where it says something else."""
    home, thing = place.ours, identity.thing
    kept = IntelObject.objects.filter(ours=home, owner=home, stix_id=thing.id, is_newest=True)
    same = next((row for row in kept if _is_same(thing, row)), None)
    if same is None or not same.entries.filter(collection=place).exists():
        known = thing if same is None else held_of(same).thing
        shelve([known], Origin(home, source=SOURCE, audience=identity.audience), ours=home, collection=place)


def _bring_up(place: Collection, partner: Partner, record: Record, things: Sequence[Held], now: datetime) -> Published:
    """Steps 2 to 4; what is here is read again, for another process may have published meanwhile."""
    home = partner.ours
    here = {row.stix_id: row for row in _newest(partner, record)}
    wanted = {held.thing.id: held for held in things}
    made = [each.thing for name, each in wanted.items() if not _stands(each.thing, here.get(name), partner)]
    gone = [
        kept_to_us(held_of(row), now).thing
        for name, row in here.items()
        if name not in wanted and partner.body in row.audience
    ]
    told = _shelved(made, place, _origin(record, partner, partner.body))
    kept = _shelved(gone, place, _origin(record, partner, home))
    return Published(home, partner.body, len(made), len(wanted) - len(made), len(gone), told + kept)


def _shelved(things: Sequence[Thing], place: Collection, origin: Origin) -> int:
    """Shelve them; how many the store refused."""
    if not things:
        return 0
    done = shelve(things, origin, ours=place.ours, collection=place)
    # Older versions said what may be told no longer: whoever asks for every version is not given them either.
    ids = [each.id for each in things]
    older = Entry.objects.filter(collection=place, thing__owner=place.ours, thing__stix_id__in=ids, is_last=False)
    older.update(is_kept=True)
    return len(done.refused)


def _stands(thing: Thing, row: IntelObject | None, partner: Partner) -> bool:
    """Whether the reader has it as it is."""
    return row is not None and partner.body in row.audience and _is_same(thing, row)


def _is_same(thing: Thing, row: IntelObject) -> bool:
    """Whether they differ in nothing but when they were made."""
    says = orjson.loads(bytes(row.raw))
    return {**thing.says, "modified": ""} == {**says, "modified": ""}


def _origin(record: Record, partner: Partner, reader: str) -> Origin:
    """Ours, and given to one reader by name."""
    return Origin(
        partner.ours,
        source=source_of(record, partner),
        audience=frozenset({reader}),
    )
