"""An address under which one officer follows one incident from a calendar or a reader.

Law: the secret in it is kept only as a digest; it ends when its officer ends it, with the role, with a new password,
and after ninety days.
Not here: what stands there (web/following).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer

LASTS: Final = timedelta(days=90)
_BYTES: Final = 24
_LETTERS_MAX: Final = 100


class FollowingKind(models.TextChoices):
    """What stands at an address."""

    CALENDAR = "calendar", "Calendar: what is due, and my shifts"
    LOG = "log", "Reader: the log"
    DECISIONS = "decisions", "Reader: decisions and bulletins alone"


def new_secret() -> str:
    """What makes an address hard to guess: 192 bits."""
    return secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Followings(models.QuerySet["Following"]):
    """Questions about addresses."""

    def open(self, at: datetime | None = None) -> Followings:
        """Those that nobody has ended and that are not too old."""
        return self.filter(ended_at=None, expires_at__gt=at or timezone.now())

    def of_secret(self, secret: str) -> Following | None:
        """The open one with this secret."""
        if len(secret) > _LETTERS_MAX:
            return None
        return self.open().filter(secret_digest=digest_of(secret)).select_related("officer").first()


class Following(models.Model):
    """One address."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="followings")
    body = models.CharField(max_length=60)
    incident = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=FollowingKind.choices)
    has_words = models.BooleanField(default=False)
    """Whether it says words; otherwise what kind of thing, when, its number and its label."""
    secret_digest = models.CharField(max_length=64, unique=True)
    password_mark = models.CharField(max_length=128)
    """What its officer's password came to when it was made: a new password ends it."""
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Followings.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"address {self.pk} of {self.officer_id}"
