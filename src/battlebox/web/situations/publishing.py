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

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from battlebox.desk.exchange import is_told, told_partners
from battlebox.desk.picture import Revisions
from battlebox.desk.record import Record, Sight
from battlebox.share.intel import Thing
from battlebox.share.release import Held
from battlebox.share.sending import RealDesk
from battlebox.share.situation import kept_to_us
from battlebox.web.models import Collection, Entry, Given, IntelObject, Partner
from battlebox.web.partnering.seen import held_of
from battlebox.web.situations.place import place_for
from battlebox.web.situations.told import eyes_of, told_now
from battlebox.web.taxii.rows import QUEUE
from battlebox.web.taxii.shelving import Origin, shelve

SOURCE: Final = "our own desk"
GIVEN_KEPT_MOST: Final = 10
"""How many versions that a partner was given stay here whole."""
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
    return tuple(_Reader(partner, record).publish(sight, shelf) for partner in partners)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One partner and one incident: what was made for it before, and what is told it now."""

    partner: Partner
    record: Record

    def publish(self, sight: Sight, shelf: Revisions) -> Published:
        """Steps 1 to 4."""
        before = list(self._newest())
        now = max([timezone.now(), *(datetime.fromisoformat(row.version) + _TICK for row in before)])
        told = told_now(sight, shelf, self.partner, now) if is_told(sight, self.partner.body) else None
        with QUEUE, transaction.atomic():
            place = place_for(self.partner)
            if told is not None and told.identity is not None:
                _introduce(place, told.identity)
            return self._bring_up(place, before, () if told is None else told.things, now)

    @property
    def source(self) -> str:
        """By what the store knows the objects that are this reader's of this incident."""
        return f"{SOURCE}, for {self.partner.body} ({self.record.incident[:8]})"

    def _newest(self) -> QuerySet[IntelObject]:
        """The newest of each object made for this reader; also what is kept to ourselves since."""
        home = self.partner.ours
        return IntelObject.objects.filter(ours=home, owner=home, source=self.source, is_newest=True)

    def _bring_up(
        self, place: Collection, before: Sequence[IntelObject], things: Sequence[Held], now: datetime
    ) -> Published:
        """What another process published since `before` was read is made once more, and says the same."""
        home, reader = self.partner.ours, self.partner.body
        here = {row.stix_id: row for row in before if reader in row.audience}
        wanted = {held.thing.id: held.thing for held in things}
        made = [thing for name, thing in wanted.items() if name not in here or not _is_same(thing, here[name])]
        gone = [kept_to_us(held_of(row), now).thing for name, row in here.items() if name not in wanted]
        told = _shelved(made, place, Origin(home, source=self.source, audience=frozenset({reader})))
        kept = _shelved(gone, place, Origin(home, source=self.source, audience=frozenset({home})))
        return Published(home, reader, len(made), len(wanted) - len(made), len(gone), told + kept)


def _introduce(place: Collection, identity: Held) -> None:
    """Our own identity, which every object names, for whoever reads there; anew only where it says something else."""
    home, thing = place.ours, identity.thing
    kept = IntelObject.objects.filter(ours=home, owner=home, stix_id=thing.id, is_newest=True)
    same = next((row for row in kept if _is_same(thing, row)), None)
    if same is None or not same.entries.filter(collection=place).exists():
        known = thing if same is None else held_of(same).thing
        shelve([known], Origin(home, source=SOURCE, audience=identity.audience), ours=home, collection=place)


def _shelved(things: Sequence[Thing], place: Collection, origin: Origin) -> int:
    """Shelve them; how many the store refused."""
    if not things:
        return 0
    done = shelve(things, origin, ours=place.ours, collection=place)
    _let_go(place, [each.id for each in things])
    return len(done.refused)


def _let_go(place: Collection, ids: Sequence[str]) -> None:
    """Older versions said what may be told no longer: whoever asks for every version is not given them either.

    Of those that somebody was given the newest few stay here; of all the ledger has version, label and hash. An object
    that changes for weeks would else be asked about once for each time that it ever changed.
    """
    older = IntelObject.objects.filter(ours=place.ours, owner=place.ours, stix_id__in=ids, is_newest=False)
    was_given = Exists(Given.objects.filter(thing=OuterRef("pk")))
    given: Counter[str] = Counter()
    gone = []
    for name, number, was in older.order_by("stix_id", "-order").values_list("stix_id", "pk", was_given):
        given[name] += was
        if not was or given[name] > GIVEN_KEPT_MOST:
            gone.append(number)
    if gone:
        IntelObject.objects.filter(pk__in=gone).delete()
    Entry.objects.filter(collection=place, thing__stix_id__in=ids, is_last=False).update(is_kept=True)


def _is_same(thing: Thing, row: IntelObject) -> bool:
    """Whether they differ in nothing but when they were made."""
    says = orjson.loads(bytes(row.raw))
    return {**thing.says, "modified": ""} == {**says, "modified": ""}
