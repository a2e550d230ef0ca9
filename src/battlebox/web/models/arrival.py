"""A file that somebody brought in, what became of each part of it; and documents of it that are no STIX, as they came.

Law: what is waiting for a person to say yes is no intelligence yet, and is seen by whoever brought it alone; a
document is kept once for each owner, and its bytes never change.
Not here: reading files (share.foreign), bringing them in (web.bringing), STIX (intel.py).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.collection import Collection


class Arrival(models.Model):
    """One file for one of our bodies. `raw` is there while it waits, and is emptied when it is kept."""

    ours = models.CharField(max_length=60)
    owner = models.CharField(max_length=60)
    """The body whose it is, as whoever brought it says."""
    by = models.CharField(max_length=60, blank=True, default="")
    """The officer who brought it; blank for a command."""
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField(default=bytes)
    collection = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    told = models.JSONField(default=list)
    """What became of each part: `what`, `state`, `why`, `hint`; ids and places, and none of what the file says."""
    forms = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index("ours", "owner", "at", name="arrivals_of_a_body"),)

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """One alert, playbook or advisory of one owner."""

    ours = models.CharField(max_length=60)
    owner = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=400)
    version = models.CharField(max_length=60, blank=True, default="")
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    tlp = models.CharField(max_length=12, blank=True, default="")
    """Its label; blank where it has none that can be read."""
    is_quarantined = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="stands")
    """Whether it stands, or was replaced or cancelled by another."""
    changed_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="changes")
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    arrival = models.ForeignKey(Arrival, null=True, on_delete=models.SET_NULL, related_name="documents")

    class Meta:
        ordering = ("-received_at", "-pk")
        constraints = (models.UniqueConstraint("ours", "owner", "kind", "name", "version", name="document_once"),)

    def __str__(self) -> str:
        return self.name
