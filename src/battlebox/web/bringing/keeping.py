"""Keeping what was in a foreign file: what is STIX in the store, the rest as it came.

Law: only what is sound is kept, as the thing of the body that it came from; what is stricter than GREEN is given to our
own body and to whom its sender gave it, whoever reads the collection; nothing is kept twice, and what became of each
part is written down beside the file.
Not here: the readers (share.foreign), the one door into the store (web.taxii.shelving), documents (documents.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from battlebox.marking import Tlp
from battlebox.share.foreign import Alert, AlertId, Bringing, Brought, Converter, DocumentKind, read_kept
from battlebox.share.intel import Thing, sound
from battlebox.web.bringing.documents import keep_document
from battlebox.web.bringing.looking import Looked
from battlebox.web.models import Arrival, Collection, Document, Partner
from battlebox.web.taxii.rows import QUEUE
from battlebox.web.taxii.shelving import Origin, Shelved, label_of, shelve

STORED: Final = "stored"
KNOWN: Final = "known already"
REFUSED: Final = "refused"
ROWS_MOST: Final = 5000


@dataclass(frozen=True, slots=True)
class Whose:
    """For which of our bodies a file is brought, whose it is, and where what is STIX in it is put."""

    ours: str
    owner: str
    collection: Collection | None = None

    @property
    def is_apart(self) -> bool:
        """Whether it is kept apart: its body is a partner that nobody has let in, or that was cut off."""
        found = Partner.objects.filter(ours=self.ours, body=self.owner).first()
        return found is not None and (found.is_quarantined or found.cut_off_at is not None)


def how_for(
    whose: Whose, converter: Converter, now: datetime, groups: Mapping[str, frozenset[str]] | None = None
) -> Bringing:
    """How files of this body are read: the alerts of theirs that are here, and the sharing groups they registered."""
    every = {**groups_of(whose), **(groups or {})}
    return Bringing(whose.owner, now, converter, known_alerts(whose), every, practice=settings.DESK.drill)


def known_alerts(whose: Whose) -> frozenset[AlertId]:
    """The alerts of this body that are here: another's are changed by nothing that it sends."""
    rows = Document.objects.filter(ours=whose.ours, owner=whose.owner, kind=DocumentKind.ALERT.value)
    found = (read_kept(DocumentKind.ALERT, bytes(row.raw)) for row in rows)
    return frozenset(one.id for one in found if isinstance(one, Alert))


def groups_of(whose: Whose) -> dict[str, frozenset[str]]:
    """The sharing groups that the body registered, with those of our own."""
    found = Partner.objects.filter(ours=whose.ours, body=whose.owner).values_list("sharing_groups", flat=True).first()
    return {uuid: frozenset(bodies) for uuid, bodies in (found or {}).items()}


def keep(looked: Looked, whose: Whose, arrival: Arrival) -> list[dict[str, Any]]:
    """Keep what is in it, and write what became of each part beside the file; those rows."""
    with QUEUE, transaction.atomic():
        arrival.told = _kept(looked, whose, arrival)[:ROWS_MOST]
        arrival.forms = ", ".join(dict.fromkeys(part.format.value for part in looked.parts))[:120]
        arrival.kept_at, arrival.raw = timezone.now(), b""
        arrival.save()
    return list(arrival.told)


def forecast(looked: Looked, whose: Whose) -> list[dict[str, Any]]:
    """What would become of each part: all of it is done, and undone."""
    with QUEUE, transaction.atomic():
        found = _kept(looked, whose, None)[:ROWS_MOST]
        transaction.set_rollback(True)
    return found


def _kept(looked: Looked, whose: Whose, arrival: Arrival | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    if looked.whole is not None:
        return [_row("the whole file", REFUSED, looked.whole.sentence, looked.whole.hint)]
    is_apart = whose.is_apart
    for part in looked.parts:
        rows += (_row(one.place, REFUSED, one.sentence, one.hint) for one in part.refused)
        rows += _things(part, whose, is_apart=is_apart)
        if part.found is not None:
            what, state, why = keep_document(
                part.found, looked.raw, ours=whose.ours, owner=whose.owner, arrival=arrival, is_apart=is_apart
            )
            rows.append(_row(what, state, why))
    return rows


def _things(part: Brought, whose: Whose, *, is_apart: bool) -> Iterator[dict[str, Any]]:
    whole: list[Thing] = []
    for one in part.things:
        fault = sound(one.says)
        if fault is None:
            whole.append(one)
        else:
            yield _row(one.id, REFUSED, fault.sentence, fault.hint)
    for found in _shelved(whole, part.audience, whose, is_apart=is_apart):
        yield from (_row(one.id, STORED) for one in found.stored)
        yield from (_row(one.id, KNOWN) for one in found.known)
        yield from (_row(one.id, REFUSED, one.reason) for one in found.refused)


def _shelved(things: Iterable[Thing], audience: frozenset[str], whose: Whose, *, is_apart: bool) -> Iterator[Shelved]:
    """What is free goes as free as it is; the rest was given to us, and to whom its sender gave it."""
    free: list[Thing] = []
    close: list[Thing] = []
    for one in things:
        (free if not audience and label_of(one) in (Tlp.CLEAR, Tlp.GREEN) else close).append(one)
    origin = Origin(whose.owner, by=whose.owner, source="file", is_quarantined=is_apart)
    for some, given in ((free, frozenset[str]()), (close, audience | {whose.ours})):
        if some:
            yield shelve(some, replace(origin, audience=given), ours=whose.ours, collection=whose.collection)


def _row(what: str, state: str, why: str = "", hint: str = "") -> dict[str, Any]:
    return {"what": what, "state": state, "why": why, "hint": hint}
