"""The one door into the store of intelligence: posts of partners, polls of theirs, files, and our own desk use it.

Law: all in one transaction, which the caller may widen; what is refused is refused by name and refuses nothing else;
what came first under an id and version stays; what is there already is welcome again.
Not here: whether a thing is sound by itself (share.intel), who may ask (posting.py).

1. Look up what is held under these ids.
2. Ask of each whether it may be taken in. Where the reason would give away something that its sender may not have, it
   is taken and put aside, seen by its sender alone, and the desk is told.
3. Work out how far each may go, and keep it.
4. Put all of them into the collection.
5. Ask anew of whatever names one of them, and of older versions.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson
from django.db import transaction
from django.utils import timezone

from battlebox.marking import Tlp, strictest
from battlebox.share.intel import Thing, ids_in, marked_with
from battlebox.share.release import Held, NotTaken, Reach, accept, label_with_id, reach_of
from battlebox.share.taxii import order_of
from battlebox.web.models import Collection, Edge, IntelObject, Partner, Right
from battlebox.web.taxii.allowed import may_have
from battlebox.web.taxii.entries import put_in
from battlebox.web.taxii.guessed import tell_of_guesses
from battlebox.web.taxii.rereach import feel, reach_ids
from battlebox.web.taxii.rows import at_text, found, marks_for, next_number, pieces, write
from battlebox.web.taxii.shelf import StoreShelf, identities_of

_EDGES_MOST: Final = 5000
# A label binds by its id alone, and never changes.
_LABELS: Final = frozenset(label.stix_id for label in Tlp)
_COLUMNS: Final = (
    "id",
    "ours",
    "stix_id",
    "kind",
    "version",
    "order",
    "spec_version",
    "sha256",
    "raw",
    "owner",
    "source",
    "created_by",
    "tlp",
    "audience",
    "people",
    "expires_at",
    "brought_under",
    "reach_id",
    "is_quarantined",
    "is_disputed",
    "is_twin",
    "is_newest",
    "withdrawn_at",
    "received_at",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose things they are, who brought them and how, and to whom they were given."""

    owner: str
    by: str = ""
    source: str = ""
    audience: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    expires: datetime | None = None
    brought_under: Tlp | None = None
    is_quarantined: bool = False
    partner: Partner | None = None
    """Who is answered; nothing is said to them of what they may not have."""

    def held(self, thing: Thing, collection: Collection | None) -> Held:
        """A thing of this origin. What is for a body and its clients, or stricter, is given to the collection's."""
        label = label_of(thing)
        given = self.audience
        if collection is not None and not given and label not in (Tlp.CLEAR, Tlp.GREEN):
            given = frozenset({collection.ours, *collection.audience})
        return Held(thing, self.owner, given, self.brought_under, self.people, self.expires)


@dataclass(frozen=True, slots=True)
class Turned:
    """A thing that was not taken, and why; nothing of what it says."""

    id: str
    version: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """What became of them: things of which each is stored, known already, or refused."""

    stored: tuple[Thing, ...] = ()
    known: tuple[Thing, ...] = ()
    refused: tuple[Turned, ...] = ()


def label_of(thing: Thing) -> Tlp | None:
    """The strictest traffic light label on the thing itself; None where there is none."""
    labels = (label_with_id(marking) for marking in marked_with(thing.says))
    return strictest(label for label in labels if label is not None)


def shelve(things: Iterable[Thing], origin: Origin, *, ours: str, collection: Collection | None = None) -> Shelved:
    """Store these for one of our bodies, and put them into the collection."""
    with transaction.atomic():
        batch = _Batch(ours, origin, collection)
        batch.sort_out(list(things))
        batch.keep()
    return Shelved(tuple(batch.stored), tuple(batch.known), tuple(batch.refused))


def _list(names: frozenset[str]) -> str:
    return json.dumps(sorted(names)) if names else "[]"


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _as_held(row: IntelObject) -> Held:
    raw = bytes(row.raw)
    return Held(Thing(row.stix_id, row.kind, row.version, raw, orjson.loads(raw)), row.owner)


def _newest_of(own: list[IntelObject]) -> Held | None:
    """The newest of an owner's versions, put aside or not."""
    return _as_held(max(own, key=lambda row: row.order)) if own else None


@dataclass(slots=True)
class _Row:
    """A thing on its way in."""

    held: Held
    order: str
    sha256: str
    is_disputed: bool = False


class _New(NamedTuple):
    """A thing that was just stored."""

    pk: int
    stix_id: str
    order: str
    reach_id: int
    is_quarantined: bool
    is_disputed: bool
    is_newest: bool


@dataclass(slots=True)
class _Batch:
    """What is being stored."""

    ours: str
    origin: Origin
    collection: Collection | None
    stored: list[Thing] = field(default_factory=list)
    known: list[Thing] = field(default_factory=list)
    refused: list[Turned] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    there: dict[str, list[IntelObject]] = field(default_factory=lambda: defaultdict(list))
    identities: Mapping[str, str] = field(default_factory=dict)
    again: list[IntelObject] = field(default_factory=list)
    now: datetime = field(default_factory=timezone.now)

    def sort_out(self, things: list[Thing]) -> None:
        """Ask of each whether it is taken."""
        self.identities = identities_of(self.ours)
        ids = self._ids_held([thing.id for thing in things])
        held = IntelObject.objects.filter(ours=self.ours, stix_id__in=ids).defer("raw").select_related("reach")
        for row in held if ids else ():
            self.there[row.stix_id].append(row)
        laid: dict[tuple[str, str], _Row] = {}
        newest: dict[str, _Row] = {}
        for thing in things:
            self._take(thing, laid, newest)

    def _ids_held(self, ids: list[str]) -> list[str]:
        """Those of these ids under which something is held."""
        held: list[str] = []
        for piece in pieces(ids):
            marks = marks_for(piece)
            sql = f"SELECT DISTINCT stix_id FROM web_intelobject WHERE ours = %s AND stix_id IN ({marks})"  # noqa: S608 - marks alone
            held += [row[0] for row in found(sql, [self.ours, *piece])]
        return held

    def _take(self, thing: Thing, laid: dict[tuple[str, str], _Row], newest: dict[str, _Row]) -> None:
        row = _Row(self.origin.held(thing, self.collection), order_of(thing.version), _sha256(thing.raw))
        own = [each for each in self.there[thing.id] if each.owner == self.origin.owner]
        same = next((each for each in own if each.order == row.order), None)
        twin = laid.get((thing.id, row.order))
        if (same is not None and same.sha256 == row.sha256) or (twin is not None and twin.sha256 == row.sha256):
            if same is not None:
                self.again.append(same)
            self.known.append(thing)
            return
        theirs = self._rows_of_another(row)
        echoed = next((each for each in theirs if (each.order, each.sha256) == (row.order, row.sha256)), None)
        if echoed is not None and self._knows(thing):
            # It is that body's, goes where that body's goes, and is not kept twice.
            self.again += [echoed] if echoed.withdrawn_at is None else []
            self.known.append(thing)
            return
        wrong = self._others_refusal(row, theirs) if echoed is None else None
        if wrong is not None:
            row.is_disputed = wrong.tells_of_held and not self._knows(thing)
        else:
            row.is_disputed = echoed is not None or self._is_aside(own, row)
        if wrong is None or row.is_disputed:
            # Whoever may not know of another's is answered by their own versions alone, as for something new.
            before = newest[thing.id].held if thing.id in newest else _newest_of(own)
            there = twin.held if twin is not None else _as_held(same) if same is not None else None
            wrong = accept(row.held, before, self.origin.by or self.origin.owner, self.identities, same=there)
        if wrong is not None:
            self.refused.append(Turned(thing.id, thing.version, wrong.sentence))
            return
        laid[thing.id, row.order] = row
        if thing.id not in newest or newest[thing.id].order < row.order:
            newest[thing.id] = row
        self.rows.append(row)
        self.stored.append(thing)

    def _rows_of_another(self, row: _Row) -> list[IntelObject]:
        """What the body holds whose the id is, where that is not its sender: the one that brought it first.

        What its sender was not let in for makes nobody the owner. An observable has no version and belongs to whoever
        says it: each owner has its own.
        """
        there = [each for each in self.there[row.held.thing.id] if self._binds(each, row)]
        if not there or not row.order:
            return []
        first = min(there, key=lambda each: each.pk)
        return [] if first.owner == self.origin.owner else [each for each in there if each.owner == first.owner]

    def _others_refusal(self, row: _Row, theirs: list[IntelObject]) -> NotTaken | None:
        """Why it is not taken in, by what another body holds."""
        held = _newest_of(theirs)
        return None if held is None else accept(row.held, held, self.origin.by or self.origin.owner, self.identities)

    @staticmethod
    def _is_aside(own: list[IntelObject], row: _Row) -> bool:
        """Whether all that its sender has under this id is put aside: what follows goes there too."""
        return bool(row.order and own) and all(each.is_disputed for each in own)

    def _binds(self, each: IntelObject, row: _Row) -> bool:
        is_own = each.owner == self.origin.owner
        return not each.is_disputed and (is_own or (bool(row.order) and not each.is_quarantined))

    def _knows(self, thing: Thing) -> bool:
        """Whether the sender may hear that another body's is held."""
        partner = self.origin.partner
        if partner is None:
            return True
        others = [each for each in self.there[thing.id] if each.owner != self.origin.owner and not each.is_disputed]
        return not others or all(self._is_seen(partner, each) for each in others)

    def _is_seen(self, partner: Partner, row: IntelObject) -> bool:
        if partner.is_quarantined or row.is_quarantined:
            return False
        now = timezone.now()
        rights = Right.objects.filter(partner=partner, may_read=True, collection__entries__thing=row)
        reach = Reach.from_text(row.reach.text)
        return any(
            (right.expires_at is None or now < right.expires_at)
            and may_have(partner, reach, Tlp.from_text(right.tlp_max), now)
            for right in rights
        )

    def _is_twin(self, row: _Row) -> bool:
        """Whether another owner has brought the very same: it is given out once."""
        there = self.there[row.held.thing.id]
        return any(each.sha256 == row.sha256 and each.owner != self.origin.owner for each in there)

    def keep(self) -> None:
        """Store what is taken, put it into the collection, and ask anew of what it binds."""
        made = self._store() if self.rows else []
        if self.collection is not None and (made or self.again):
            several = {each.stix_id for each in made if each.order and self.there[each.stix_id]}
            several |= {each.stix_id for each in self.again if each.order}
            many = Counter(row.held.thing.id for row in self.rows)
            several |= {each for each, times in many.items() if times > 1}
            put_in(self.collection, made, self.again, several)
        if any(each.is_disputed for each in made):
            tell_of_guesses(self.ours, self.origin.owner)

    def _store(self) -> list[_New]:
        shelf = self.shelf()
        older = self._newer_than_held(shelf)
        shelf.reach_for(row.held for row in self.rows)
        reaches = [reach_of(row.held, shelf) for row in self.rows]
        numbers = reach_ids(reaches)
        first = next_number(IntelObject, len(self.rows))
        made = [
            _New(
                first + at,
                row.held.thing.id,
                row.order,
                numbers[reach.to_text()],
                self.origin.is_quarantined,
                row.is_disputed,
                row.is_disputed or shelf.laid.get(row.held.thing.id) is row.held,
            )
            for at, (row, reach) in enumerate(zip(self.rows, reaches, strict=True))
        ]
        received = at_text(self.now)
        written = (self._written(row, new, received) for row, new in zip(self.rows, made, strict=True))
        write(IntelObject, _COLUMNS, written)
        edges = (
            (each.pk, named)
            for each, row in zip(made, self.rows, strict=True)
            for named in ids_in(row.held.thing)[:_EDGES_MOST]
            if named != each.stix_id and named not in _LABELS
        )
        write(Edge, ("thing_id", "named"), edges)
        if older:
            IntelObject.objects.filter(pk__in=older).update(is_newest=False)
        # What is put aside too: the sender's own things that name it may go to the sender from now on.
        changed = {each.stix_id for each in made if each.is_newest}
        feel(self.ours, changed, self.identities, but=frozenset(each.pk for each in made))
        return made

    def _newer_than_held(self, shelf: StoreShelf) -> list[int]:
        """Lay on the shelf those that are now the newest; the numbers of the rows that no longer are."""
        older: list[int] = []
        for row in self.rows:
            thing = row.held.thing
            own = [each for each in self.there[thing.id] if each.owner == self.origin.owner and each.is_newest]
            laid = shelf.laid.get(thing.id)
            is_newest = all(each.order < row.order for each in own)
            if not is_newest or (laid is not None and order_of(laid.thing.version) > row.order):
                continue
            if not row.is_disputed:
                older += [each.pk for each in own]
            elif not all(each.is_disputed for each in own):
                # Of an owner's own, what stands goes before what is put aside.
                continue
            shelf.laid[thing.id] = row.held
        return older

    def _written(self, row: _Row, new: _New, received: str | None) -> tuple[Any, ...]:
        """The row of the table, in the order of _COLUMNS."""
        held, thing = row.held, row.held.thing
        return (
            new.pk,
            self.ours,
            thing.id,
            thing.type,
            thing.version,
            row.order,
            str(thing.says.get("spec_version", "2.1")),
            row.sha256,
            thing.raw,
            held.owner,
            self.origin.source,
            str(thing.says.get("created_by_ref", "")),
            str(label_of(thing) or ""),
            _list(held.audience),
            _list(held.people),
            at_text(held.expires),
            str(held.brought_under or ""),
            new.reach_id,
            new.is_quarantined,
            new.is_disputed,
            self._is_twin(row),
            new.is_newest,
            None,
            received,
        )

    def shelf(self) -> StoreShelf:
        """The store, as things of this origin see it."""
        return StoreShelf(self.ours, self.identities)
