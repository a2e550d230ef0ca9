"""What partners send in, and what they take away again.

Law: what its head says is reason enough to refuse is not read; what is sent is counted while it is read; one bad thing
never refuses its neighbours; a receipt gives reasons and nothing of what was sent; only the owner takes a thing away.
Not here: whether a thing is sound (share.intel), whether it may be taken (share.release), storing it (shelving.py).
"""

from __future__ import annotations

import uuid
from typing import Any, Final

import orjson
from cheroot.errors import MaxSizeExceeded
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from battlebox.marking import Tlp
from battlebox.share.taxii import Asked, TaxiiCode, TaxiiError, Which, is_taxii
from battlebox.web.models import Entry, IntelObject, Receipt, Right
from battlebox.web.starting.pace import CrowdedError
from battlebox.web.taxii.asking import PartnerRequest, quotas
from battlebox.web.taxii.credentials import still_partner
from battlebox.web.taxii.entries import order_versions
from battlebox.web.taxii.opened import opened
from battlebox.web.taxii.rows import QUEUE
from battlebox.web.taxii.shelving import Origin, Shelved, Turned, label_of, shelve

BYTES_MAX: Final = 10 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_DIGITS_MAX: Final = 18
_RED: Final = "it is for named people only: hand it over, and do not send it to a machine"
_ASIDE: Final = "it is kept, and nobody else sees it until the desk has let you in"
_STAMP: Final = "%Y-%m-%dT%H:%M:%S.%fZ"


def take_in(request: PartnerRequest, right: Right) -> bytes:
    """Take in an envelope; the receipt. Raises TaxiiError."""
    unfit = _unfit(request, right)
    if unfit is not None:
        raise TaxiiError(unfit)
    body = _body(request)
    quotas().send(request.partner.pk, len(body), request.partner.bytes_per_day)
    things, refused = opened(body)
    red = [thing for thing in things if label_of(thing) is Tlp.RED]
    if red:
        things = [thing for thing in things if label_of(thing) is not Tlp.RED]
        refused = [*refused, *(Turned(thing.id, thing.version, _RED) for thing in red)]
    partner = request.partner
    origin = Origin(partner.body, partner.body, "taxii", is_quarantined=partner.is_quarantined, partner=partner)
    with QUEUE, transaction.atomic():
        still_partner(partner)
        found = shelve(things, origin, ours=partner.ours, collection=right.collection)
        says = _receipt(found, refused, waits=partner.is_quarantined)
        Receipt.objects.create(pk=says["id"], partner=partner, says=orjson.dumps(says))
    return orjson.dumps(says)


def _unfit(request: HttpRequest, right: Right) -> TaxiiCode | None:
    """Why the body need not be looked at."""
    if not right.may_write:
        return TaxiiCode.MAY_NOT_WRITE
    if not is_taxii(request.META.get("CONTENT_TYPE", "")):
        return TaxiiCode.BAD_TYPE
    is_plain = request.META.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() in ("", "identity")
    return None if is_plain else TaxiiCode.CODED


def take_away(right: Right, asked: Asked) -> None:
    """Take a thing out of the collection. Raises TaxiiError."""
    partner, collection = right.partner, right.collection
    (stix_id,) = asked.picked.ids
    with QUEUE, transaction.atomic():
        still_partner(partner)
        entries = Entry.objects.filter(
            collection=collection, thing__ours=partner.ours, thing__stix_id=stix_id, thing__owner=partner.body
        )
        picked = asked.picked
        rows = [
            entry.pk
            for entry in entries.select_related("thing").defer("thing__raw")
            if _is_picked(entry, picked.places, picked.orders)
            and (not picked.spec_versions or entry.thing.spec_version in picked.spec_versions)
        ]
        if not rows:
            # Somebody else's is answered like what is not there.
            raise TaxiiError(TaxiiCode.NOT_THERE)
        if not right.may_write:
            raise TaxiiError(TaxiiCode.MAY_NOT_DELETE)
        things = list(Entry.objects.filter(pk__in=rows).values_list("thing_id", flat=True))
        Entry.objects.filter(pk__in=rows).delete()
        order_versions(collection, [stix_id])
        IntelObject.objects.filter(pk__in=things, entries=None).update(withdrawn_at=timezone.now())


def _is_picked(entry: Entry, places: frozenset[Which], orders: frozenset[str]) -> bool:
    return (
        Which.ALL in places
        or (Which.FIRST in places and entry.is_first)
        or (Which.LAST in places and entry.is_last)
        or entry.thing.order in orders
    )


def _receipt(found: Shelved, refused: list[Turned], *, waits: bool) -> dict[str, Any]:
    """The status resource: all is done by the time it is given."""
    note = {"message": _ASIDE} if waits else {}
    successes = [{"id": thing.id, "version": thing.version, **note} for thing in (*found.stored, *found.known)]
    failures = [
        {"id": turned.id, "version": turned.version, "message": turned.reason} for turned in (*refused, *found.refused)
    ]
    now = timezone.now().strftime(_STAMP)
    for each in (*successes, *failures):
        each["version"] = each["version"] or now
    says: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "status": "complete",
        "request_timestamp": now,
        "total_count": len(successes) + len(failures),
        "success_count": len(successes),
        "failure_count": len(failures),
        "pending_count": 0,
    }
    return says | {name: rows for name, rows in (("successes", successes), ("failures", failures)) if rows}


def _body(request: HttpRequest) -> bytes:
    """What was sent, to its end; nothing of what says that it is too large. Raises TaxiiError."""
    environ = request.META
    is_chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
    said = environ.get("CONTENT_LENGTH") or ""
    if is_chunked:
        return _heard(environ["wsgi.input"], BYTES_MAX + 1, is_chunked=True)
    if not (said.isascii() and said.isdigit()) or len(said) > _DIGITS_MAX:
        raise TaxiiError(TaxiiCode.NO_LENGTH)
    if int(said) > BYTES_MAX:
        raise TaxiiError(TaxiiCode.TOO_LARGE)
    return _heard(environ["wsgi.input"], int(said))


def _heard(stream: Any, size: int, *, is_chunked: bool = False) -> bytes:
    """So many bytes, or fewer where they come in chunks."""
    pieces: list[bytes] = []
    left = size
    try:
        while left > 0 and (piece := stream.read(min(left, _PIECE))):
            left -= len(piece)
            pieces.append(piece)
    except MaxSizeExceeded:
        raise TaxiiError(TaxiiCode.TOO_LARGE) from None
    except CrowdedError:
        raise TaxiiError(TaxiiCode.BUSY, retry_seconds=5) from None
    except (OSError, ValueError):
        raise TaxiiError(TaxiiCode.CUT_SHORT) from None
    if is_chunked and left <= 0:
        raise TaxiiError(TaxiiCode.TOO_LARGE)
    if not is_chunked and left:
        raise TaxiiError(TaxiiCode.CUT_SHORT)
    return b"".join(pieces)
