"""Who asks: a partner, by its token or by its certificate.

Law: only digests are compared; a partner that was cut off, a token that has ended and one that never was are answered
alike; a new token leaves the old one good for a day, so that nobody is locked out while it is carried over.
Not here: what they may do (the rights of a collection).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import transaction
from django.utils import timezone

from battlebox.share.taxii import TaxiiCode, TaxiiError, new_token, token_digest, token_in
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Partner
from battlebox.web.taxii.rows import Remembered, found

TOKEN_DAYS: Final = 90
GRACE: Final = timedelta(days=1)
_BEGINNING: Final = 8
_HEARD_SECONDS: Final = 60.0
_NONE: Final = "-"
_WHO: Final = (
    "SELECT * FROM web_partner WHERE cut_off_at IS NULL AND id IN (SELECT id FROM web_partner WHERE token_digest = %s"
    " UNION SELECT id FROM web_partner WHERE old_token_digest = %s"
    " UNION SELECT id FROM web_partner WHERE certificate_sha256 = %s) LIMIT 2"
)
_PARTNERS: Final = Remembered(500)
_HEARD: Final[dict[int, float]] = {}


def partner_of(authorization: str, certificate: bytes = b"") -> Partner:
    """The partner that proves itself so. Raises TaxiiError."""
    now = timezone.now()
    token = token_in(authorization)
    digest = token_digest(token) if token else ""
    print_ = hashlib.sha256(certificate).hexdigest() if certificate else ""
    if not digest and not print_:
        raise TaxiiError(TaxiiCode.WHO)
    # What is blank is nobody's: a mark that no digest has stands in for it.
    rows = found(_WHO, [digest or _NONE, digest or _NONE, print_ or _NONE])
    # A token and a certificate of two partners are nobody's.
    if len(rows) != 1:
        raise TaxiiError(TaxiiCode.WHO)
    number = rows[0][0]
    partner: Partner = _PARTNERS.of(rows[0], lambda: Partner.objects.get(pk=number))
    if not _is_good(partner, digest, print_, now):
        raise TaxiiError(TaxiiCode.WHO)
    _heard(partner, now)
    return partner


def still_partner(partner: Partner) -> None:
    """Within the transaction that gives something out: nothing about the partner has changed. Raises TaxiiError."""
    now = found("SELECT change, cut_off_at FROM web_partner WHERE id = %s", [partner.pk])
    if not now or now[0][1] is not None:
        raise TaxiiError(TaxiiCode.WHO)
    if now[0][0] != partner.change:
        raise TaxiiError(TaxiiCode.BUSY, retry_seconds=1)


def give_token(partner: Partner, *, days: int = TOKEN_DAYS) -> str:
    """Give a partner a new token, which is shown once; the one it has is good for another day.

    Raises WebError for one that is cut off: a token of theirs would open nothing, and look as if it did.
    """
    token, now = new_token(), timezone.now()
    with changing(partner):
        if partner.cut_off_at is not None:
            raise WebError.of(Code.CUT_OFF_TOKEN, name=partner.name, body=partner.body)
        if partner.token_digest and partner.token_expires_at is not None and partner.token_expires_at > now:
            partner.old_token_digest = partner.token_digest
            partner.old_token_until = min(partner.token_expires_at, now + GRACE)
        partner.token_digest = token_digest(token)
        partner.token_begins = token[:_BEGINNING]
        partner.token_issued_at, partner.token_expires_at = now, now + timedelta(days=days)
    return token


def give_certificate(partner: Partner, pem: str) -> None:
    """Let a partner prove itself by this certificate. Raises ValueError for what is none."""
    read = x509.load_pem_x509_certificate(pem.encode())
    with changing(partner):
        partner.certificate = read.public_bytes(Encoding.PEM).decode()
        partner.certificate_sha256 = hashlib.sha256(read.public_bytes(Encoding.DER)).hexdigest()


def cut_off(partner: Partner, *, by: str, why: str) -> None:
    """From the next request on, the partner is nobody; what is being decided for it now is decided before this ends."""
    with changing(partner):
        partner.cut_off_at, partner.cut_off_by, partner.cut_off_why = timezone.now(), by[:120], why[:300]
        partner.token_digest = partner.old_token_digest = ""


@contextmanager
def changing(partner: Partner) -> Iterator[None]:
    """Around a change of a partner, made to the row as it stands: a new token must not undo a cut-off of meanwhile."""
    with transaction.atomic():
        if partner.pk is not None:
            partner.refresh_from_db()
        yield
        partner.change += 1
        partner.save()


def _is_good(partner: Partner, digest: str, print_: str, now: datetime) -> bool:
    if print_ and partner.certificate_sha256 == print_:
        return True
    if digest and partner.token_digest == digest:
        return partner.token_expires_at is not None and now < partner.token_expires_at
    return bool(digest) and partner.old_token_until is not None and now < partner.old_token_until


def _heard(partner: Partner, now: datetime) -> None:
    """Note that it was heard of, once a minute at most: a poll that finds nothing writes nothing else."""
    seconds = time.monotonic()
    if seconds - _HEARD.get(partner.pk, -_HEARD_SECONDS) >= _HEARD_SECONDS:
        _HEARD[partner.pk] = seconds
        Partner.objects.filter(pk=partner.pk).update(heard_at=now)
