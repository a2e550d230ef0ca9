"""What a body sent under an id that is another's: set aside by a person, so that the real thing can come in.

Law: what is set aside is kept, seen by its sender alone, and used for nothing; so is what the same body sends under
that id from then on, until it is taken back; the desk is told, with the reason.
Not here: what the store puts aside by itself (shelving.py, letting_in.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from battlebox.web.errors import Code, WebError
from battlebox.web.models import Alarm, Entry, Given, IntelObject
from battlebox.web.taxii.entries import add_anew
from battlebox.web.taxii.rereach import feel
from battlebox.web.taxii.rows import QUEUE
from battlebox.web.taxii.shelf import identities_of

_TOLD: Final = "What {body} sent under {id} was set aside by {by}: {why}. It may have left before: {given}."
_BACK: Final = "What {body} sent under {id} was taken back by {by}: {why}."


@dataclass(frozen=True, slots=True)
class SetAside:
    """How many versions; to which bodies one of them had been given; who else has a version that waits aside."""

    versions: int
    given: tuple[str, ...]
    waiting: tuple[str, ...]


def set_aside(home: str, stix_id: str, *, body: str, why: str, by: str) -> SetAside:
    """Set aside every version of a thing that a body sent. Raises WebError where there is none, or it is ours."""
    with QUEUE, transaction.atomic():
        things = _things(home, body, stix_id).filter(is_disputed=False)
        numbers = list(things.values_list("pk", flat=True))
        if not numbers:
            raise WebError.of(Code.NOT_HELD_FROM, body=body, id=stix_id)
        IntelObject.objects.filter(pk__in=numbers).update(is_disputed=True)
        Entry.objects.filter(thing__in=numbers).update(is_kept=True)
        feel(home, {stix_id}, identities_of(home))
        given = Given.objects.filter(thing__in=numbers).exclude(body=body).values_list("body", flat=True).distinct()
        others = IntelObject.objects.filter(ours=home, stix_id=stix_id, is_disputed=True).exclude(owner=body)
        found = SetAside(len(numbers), tuple(sorted(given)), tuple(sorted(set(others.values_list("owner", flat=True)))))
        told = ", ".join(found.given) or "to nobody"
        Alarm.objects.tell(_TOLD.format(body=body, id=stix_id, by=by or "somebody", why=why, given=told), body=home)
    return found


def take_back(home: str, stix_id: str, *, body: str, why: str, by: str) -> int:
    """Use again what was put aside, by whomever; how many versions. Raises WebError where another's stands there."""
    with QUEUE, transaction.atomic():
        things = _things(home, body, stix_id).filter(is_disputed=True)
        numbers = list(things.values_list("pk", flat=True))
        if not numbers:
            raise WebError.of(Code.NOT_ASIDE, body=body, id=stix_id)
        theirs = IntelObject.objects.filter(ours=home, stix_id=stix_id, is_disputed=False, is_quarantined=False)
        other = theirs.exclude(owner=body).values_list("owner", flat=True).first()
        if other is not None:
            raise WebError.of(Code.ANOTHER_STANDS, body=body, id=stix_id, other=other)
        IntelObject.objects.filter(pk__in=numbers).update(is_disputed=False)
        entries = Entry.objects.filter(thing__in=numbers, thing__is_quarantined=False)
        add_anew(entries)
        entries.update(is_kept=False)
        feel(home, {stix_id}, identities_of(home))
        Alarm.objects.tell(_BACK.format(body=body, id=stix_id, by=by or "somebody", why=why), body=home)
    return len(numbers)


def aside_rows(home: str, body: str = "") -> Iterator[dict[str, Any]]:
    """What is aside: from whom, under which id, how many versions, when the newest came."""
    found = IntelObject.objects.filter(ours=home, is_disputed=True)
    found = found.filter(owner=body) if body else found
    for row in (
        found.values("owner", "stix_id").annotate(many=Count("pk"), newest=Max("received_at")).order_by("newest")
    ):
        yield {"from": row["owner"], "id": row["stix_id"], "versions": row["many"],
               "newest": row["newest"].isoformat(timespec="seconds")}  # fmt: skip


def _things(home: str, body: str, stix_id: str) -> QuerySet[IntelObject]:
    if body == home:
        raise WebError.of(Code.OWN_THING, id=stix_id)
    return IntelObject.objects.filter(ours=home, owner=body, stix_id=stix_id)
