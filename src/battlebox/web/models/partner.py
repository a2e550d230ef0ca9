"""A partner: a body that one of our bodies shares with by machine, what it proves itself with, and how much it may ask.

Law: no token is kept, only its digest; a partner that was cut off is nobody from the next request on.
Not here: what it may read and write (collection.py), proving it (taxii).
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils import timezone

REQUESTS_PER_MINUTE: Final = 600
BYTES_PER_DAY: Final = 1024 * 1024 * 1024


class Partner(models.Model):
    """One partner of one of our bodies. `change` counts up whenever what it may see could differ."""

    ours = models.CharField(max_length=60)
    body = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    community = models.BooleanField(default=False)
    client_of = models.JSONField(default=list)
    identity = models.CharField(max_length=60, blank=True, default="")
    """The STIX id under which it writes; nobody else may write under it."""
    token_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    token_begins = models.CharField(max_length=12, blank=True, default="")
    token_issued_at = models.DateTimeField(null=True, blank=True)
    token_expires_at = models.DateTimeField(null=True, blank=True)
    old_token_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    old_token_until = models.DateTimeField(null=True, blank=True)
    certificate = models.TextField(blank=True, default="")
    certificate_sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    sharing_groups = models.JSONField(default=dict)
    """Sharing groups of MISP that it uses: by uuid, the bodies in each."""
    cut_off_at = models.DateTimeField(null=True, blank=True)
    cut_off_by = models.CharField(max_length=120, blank=True, default="")
    cut_off_why = models.CharField(max_length=300, blank=True, default="")
    is_quarantined = models.BooleanField(default=True)
    """Nobody has let it in yet: what it sends is kept, and seen by nobody else."""
    let_in_at = models.DateTimeField(null=True, blank=True)
    let_in_by = models.CharField(max_length=120, blank=True, default="")
    requests_per_minute = models.PositiveIntegerField(default=REQUESTS_PER_MINUTE)
    bytes_per_day = models.PositiveBigIntegerField(default=BYTES_PER_DAY)
    change = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("ours", "name")
        constraints = (models.UniqueConstraint("ours", "body", name="partner_once"),)

    def __str__(self) -> str:
        return self.name
