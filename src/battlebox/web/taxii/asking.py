"""A request as the TAXII endpoints see it: from which partner, with what right to which collection.

Law: who asks comes first; a collection that is not there and one that is not for the partner are one answer; a right
that has ended is none.
Not here: proving who it is (credentials.py), what is asked for (share.taxii).
"""

from __future__ import annotations

import time
import uuid
from functools import cache
from typing import Final, cast

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from battlebox.share.taxii import Cursors, Quotas, TaxiiCode, TaxiiError, accepts, token_digest
from battlebox.web.models import Partner, Right
from battlebox.web.taxii.credentials import partner_of
from battlebox.web.taxii.rows import Remembered, found, is_on_a_server
from battlebox.web.taxii.shared_quotas import SharedQuotas

_RIGHT: Final = (
    "SELECT r.*, c.* FROM web_right r JOIN web_collection c ON c.id = r.collection_id"
    " WHERE r.partner_id = %s AND (c.id = %s OR (c.alias <> '' AND c.alias = %s)) AND (r.may_read OR r.may_write)"
)
_RIGHTS: Final = Remembered(500)
_NO_ID: Final = uuid.UUID(int=0).hex
_OWN: Final = Quotas(time.monotonic)
_SHARED: Final = SharedQuotas()
CERTIFICATE: Final = "battlebox.certificate"
"""Where the server that speaks TLS puts the certificate of whoever asks (tls.py)."""


class PartnerRequest(HttpRequest):
    """A request of a partner."""

    partner: Partner


def asked_by(request: HttpRequest) -> PartnerRequest:
    """The same request with its partner, who has not asked too often. Raises TaxiiError."""
    asked = cast("PartnerRequest", request)
    certificate = request.META.get(CERTIFICATE) or b""
    asked.partner = partner_of(request.META.get("HTTP_AUTHORIZATION", ""), certificate)
    quotas().ask(asked.partner.pk, asked.partner.requests_per_minute)
    if not accepts(request.META.get("HTTP_ACCEPT", "")):
        raise TaxiiError(TaxiiCode.BAD_ACCEPT)
    return asked


def rights_of(partner: Partner) -> list[Right]:
    """What the partner may read or write now, in the order of the collections' ids."""
    valid = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    rights = Right.objects.filter(valid, Q(may_read=True) | Q(may_write=True), partner=partner)
    return sorted(rights.select_related("collection"), key=lambda right: str(right.collection.pk))


def right_to(request: PartnerRequest, ours: str, name: str) -> Right:
    """The partner's right to the collection of this id or alias. Raises TaxiiError."""
    partner = request.partner
    if ours == partner.ours:
        rows = found(_RIGHT, [partner.pk, _key(name), name])
        if len(rows) == 1:
            number = rows[0][0]
            right: Right = _RIGHTS.of(rows[0], lambda: Right.objects.select_related("collection").get(pk=number))
            if right.expires_at is None or timezone.now() < right.expires_at:
                right.partner = partner
                return right
    raise TaxiiError(TaxiiCode.NOT_THERE)


def _key(name: str) -> str:
    """A collection's id as the tables hold it; one that no collection has where the name is no id."""
    try:
        return uuid.UUID(name).hex
    except ValueError:
        return _NO_ID


def quotas() -> Quotas | SharedQuotas:
    """What counts how much each partner asks: this process for itself, or all that share the tables of a server."""
    return _SHARED if is_on_a_server() else _OWN


@cache
def cursors() -> Cursors:
    """What signs and reads `next` here."""
    return Cursors(token_digest("taxii next " + str(settings.SECRET_KEY)).encode())
