"""The ledger of what left, and the receipts of what was sent in.

Law: a row of the ledger is written before the bytes leave, in the same transaction as they are read, and is never
changed; each holds the hash of the one before it.
Not here: the chain and its lines (share.release), the words of a receipt (taxii).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from battlebox.web.models.intel import IntelObject
from battlebox.web.models.partner import Partner


class Release(models.Model):
    """One answer, one file, one message: what was in it, and by what right it left."""

    ours = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    body = models.CharField(max_length=60, blank=True, default="")
    """The body that was given it; blank for what was made public."""
    channel = models.CharField(max_length=60)
    count = models.PositiveIntegerField(default=0)
    line = models.BinaryField()
    """The row as it is hashed: `Released.to_line`."""
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("ours", "seq")
        constraints = (models.UniqueConstraint("ours", "seq", name="release_in_order"),)
        indexes = (models.Index("ours", "body", "seq", name="releases_to_a_body"),)

    def __str__(self) -> str:
        return f"{self.seq} to {self.body}"


class Given(models.Model):
    """That a body has been given a version of a thing: an index over the ledger, the first time of each."""

    thing = models.ForeignKey(IntelObject, on_delete=models.CASCADE, related_name="given", db_index=False)
    ours = models.CharField(max_length=60)
    body = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint("thing", "ours", "body", name="given_once"),)
        indexes = (models.Index("ours", "body", name="given_to_a_body"),)

    def __str__(self) -> str:
        return f"{self.thing} to {self.body}"


class Receipt(models.Model):
    """What became of what a partner sent in: the status resource of TAXII."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="receipts")
    at = models.DateTimeField(default=timezone.now)
    says = models.BinaryField()
    """The resource as it is served; each refusal is a reason without the words of what was sent."""

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return str(self.id)
