"""An identity of an issuer outside the desk, bound to an account by an admin.

Law: one name of an issuer's is bound to one account; whoever comes with it first is the only one who ever may.
Not here: signing in with it (identities).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer


class Identity(models.Model):
    """One of them."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    who = models.CharField(max_length=255)
    subject = models.CharField(max_length=255, blank=True, default="")
    """The issuer's own id of the person, from their first sign-in; empty until then."""
    bound_at = models.DateTimeField(default=timezone.now)
    bound_by = models.ForeignKey(Officer, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("bound_at", "id")
        constraints = (models.UniqueConstraint(fields=("issuer", "who"), name="one_account_for_an_identity"),)

    def __str__(self) -> str:
        return self.who
