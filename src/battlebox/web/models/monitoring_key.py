"""A monitoring key: what a machine of one body proves itself with, what it may do, and until when.

Law: the key is kept only as a digest; one that was revoked or has ended is none.
Not here: making and revoking them (machines/keys.py), asking for one (machines/credentials.py).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Final

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer

BEGINS: Final = "bbm-"
SHOWN: Final = 8
"""So many letters of a key are kept, so that a person can tell which is which."""
NAME_MAX: Final = 60
_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
_BYTES: Final = 32


def new_key() -> str:
    """A key of 256 bits; it is shown once."""
    return BEGINS + secrets.token_urlsafe(_BYTES)


def key_digest(key: str) -> str:
    """What is kept of it: long and random as it is, one digest is as safe as many."""
    return hashlib.sha256(key.encode()).hexdigest()


def new_key_id() -> str:
    """What the record knows a key by."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


class MonitoringKeys(models.QuerySet["MonitoringKey"]):
    """Questions about keys."""

    def in_force(self, at: datetime | None = None) -> MonitoringKeys:
        """Those that open anything."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class MonitoringKey(models.Model):
    """One key."""

    key_id = models.CharField(max_length=16, unique=True, default=new_key_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=16)
    name = models.CharField(max_length=NAME_MAX)
    body = models.CharField(max_length=60)
    may_report = models.BooleanField(default=False)
    may_read = models.BooleanField(default=False)
    made_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="monitoring_keys_made")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Officer, null=True, on_delete=models.SET_NULL, related_name="monitoring_keys_revoked"
    )

    objects = MonitoringKeys.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} of {self.body}"
