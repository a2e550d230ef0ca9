"""What an officer may do: a role in a body, for one incident or for all, until a time.

Law: no membership, no access; a membership that has ended or expired counts for nothing.
Not here: which incident is asked about (asking.py).
"""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from battlebox.web.models.officer import Officer


class Role(models.TextChoices):
    """The roles of the desk (docs/glossary.md)."""

    STRATEGIC = "strategic", "Strategic (Gold)"
    TACTICAL = "tactical", "Tactical (Silver)"
    OPERATIONAL = "operational", "Operational (Bronze)"
    LOGGIST = "loggist", "Loggist"
    COMMUNICATIONS = "communications", "Communications"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance"
    SERVICE_LEAD = "service_lead", "Service lead"
    PARTNER_LIAISON = "partner_liaison", "Partner liaison"
    OBSERVER = "observer", "Observer"


class Memberships(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def in_force(self, at: datetime | None = None) -> Memberships:
        """Those that count now."""
        now = at or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), ended_at=None, officer__is_active=True)

    def admins(self, at: datetime | None = None) -> Memberships:
        """Those that make somebody an admin of a body: a role for one incident makes nobody admin of all of them."""
        return self.in_force(at).filter(admin=True, incident="")


class Membership(models.Model):
    """One role."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="memberships")
    body = models.CharField(max_length=60)
    incident = models.CharField(max_length=80, blank=True, default="")
    role = models.CharField(max_length=30, choices=Role.choices)
    admin = models.BooleanField("admin of the body", default=False)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by_issuer = models.BooleanField(default=False)
    """Whether a group of the issuer's brought it (identities/bound.py); it then ends with the session."""

    objects = Memberships.as_manager()

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.body}"

    @property
    def is_admin(self) -> bool:
        """Whether it makes its officer an admin of the body, as `admins` asks of many."""
        return self.admin and not self.incident

    def lets_into(self, incident: str, bodies: frozenset[str]) -> bool:
        """Whether it counts in an incident in which these bodies take part."""
        return self.incident in ("", incident) and self.body in bodies
