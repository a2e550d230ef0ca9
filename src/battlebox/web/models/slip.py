"""A joining slip: a code on paper that lets one person in, once, until a time.

Law: the code is kept only as a digest; a slip works once.
Not here: the page that joins (accounts/joining.py), the paper (accounts/slips.py).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from battlebox.web.models.membership import Membership, Role
from battlebox.web.models.officer import Officer

# Crockford's letters: nothing that is mistaken for something else when read from paper.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
CODE_LENGTH: Final = 16


def new_code() -> str:
    """Eighty bits in four groups of four."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def as_typed(code: str) -> str:
    """A code as it was meant, whatever the capitals, blanks and dashes."""
    return re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_READ_AS)


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(as_typed(code).encode()).hexdigest()


class Slips(models.QuerySet["JoiningSlip"]):
    """Questions about slips."""

    def open(self, at: datetime | None = None) -> Slips:
        """Those that could still be used: whoever made one is still an admin of its body."""
        now = at or timezone.now()
        makers = Membership.objects.admins(now).filter(officer=OuterRef("made_by"), body=OuterRef("body"))
        found = self.filter(used_at=None, cancelled_at=None, expires_at__gt=now)
        return found.filter(Q(made_by=None) | Exists(makers))

    def of_code(self, code: str) -> JoiningSlip | None:
        """The slip with this code, used or not."""
        return self.filter(code_digest=digest(code)).first()

    def take(self, slip: JoiningSlip) -> bool:
        """Use a slip up; False if somebody else was quicker or it is too late."""
        now = timezone.now()
        return bool(self.filter(Q(pk=slip.pk)).open(now).update(used_at=now))


class JoiningSlip(models.Model):
    """One slip."""

    code_digest = models.CharField(max_length=64, unique=True)
    first = models.BooleanField("sets up the desk", default=False)
    body = models.CharField(max_length=60, blank=True, default="")
    incident = models.CharField(max_length=80, blank=True, default="")
    role = models.CharField(max_length=30, choices=Role.choices)
    admin = models.BooleanField(default=False)
    membership_hours = models.PositiveIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="slips_made")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="slips_used")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = Slips.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"slip {self.pk} for {self.body or 'the first account'}"
