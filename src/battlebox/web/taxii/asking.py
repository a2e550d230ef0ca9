"""A request as the TAXII endpoints see it: from which partner, with what right to which collection.

Law: who asks comes first; a collection that is not there and one that is not for the partner are one answer; a right
that has ended is none.
Not here: proving who it is (credentials.py), what is asked for (share.taxii).
"""

from __future__ import annotations

import time
import uuid
from typing import Final, cast

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from battlebox.share.taxii import Cursors, Quotas, TaxiiCode, TaxiiError, accepts, token_digest
from battlebox.web.models import Partner, Right
from battlebox.web.taxii.credentials import partner_of

QUOTAS: Final = Quotas(time.monotonic)
CERTIFICATE: Final = "battlebox.certificate"
"""Where the server that speaks TLS puts the certificate of whoever asks (tls.py)."""


class PartnerRequest(HttpRequest):
    """A request of a partner."""

    partner: Partner


def asked_by(request: HttpRequest) -> PartnerRequest:
    """The same request with its partner, who has not asked too often. Raises TaxiiError."""
    found = cast("PartnerRequest", request)
    certificate = request.META.get(CERTIFICATE) or b""
    found.partner = partner_of(request.META.get("HTTP_AUTHORIZATION", ""), certificate)
    QUOTAS.ask(found.partner.pk, found.partner.requests_per_minute)
    if not accepts(request.META.get("HTTP_ACCEPT", "")):
        raise TaxiiError(TaxiiCode.BAD_ACCEPT)
    return found


def rights_of(partner: Partner) -> list[Right]:
    """What the partner may read or write now, in the order of the collections' ids."""
    valid = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    found = Right.objects.filter(valid, Q(may_read=True) | Q(may_write=True), partner=partner)
    return sorted(found.select_related("collection"), key=lambda right: str(right.collection.pk))


def right_to(request: PartnerRequest, ours: str, name: str) -> Right:
    """The partner's right to the collection of this id or alias. Raises TaxiiError."""
    partner = request.partner
    if ours == partner.ours:
        try:
            which = Q(collection=uuid.UUID(name))
        except ValueError:
            which = Q(collection__alias=name) if name else Q(pk=None)
        valid = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        able = Q(may_read=True) | Q(may_write=True)
        right = Right.objects.filter(which, valid, able, partner=partner).select_related("collection").first()
        if right is not None:
            right.partner = partner
            return right
    raise TaxiiError(TaxiiCode.NOT_THERE)


def cursors() -> Cursors:
    """What signs and reads `next` here."""
    return Cursors(token_digest("taxii next " + str(settings.SECRET_KEY)).encode())
