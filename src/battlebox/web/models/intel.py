"""Intelligence as each of our bodies holds it: every version of every thing, its bytes, whose it is, how far it may go.

Law: the bytes are those that came, and never change; a reach is kept once for each different text; a thing of one
owner is never overwritten by another's; what one of our bodies holds, another does not.
Not here: where a thing may be read (collection.py), working out a reach (share.release).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Reach(models.Model):
    """One set of owners, labels and audiences, as `share.release` writes it."""

    text = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.text


class IntelObject(models.Model):
    """One version of one thing of one owner."""

    ours = models.CharField(max_length=60)
    """The body of this desk that holds it."""
    stix_id = models.CharField(max_length=300)
    kind = models.CharField(max_length=250)
    version = models.CharField(max_length=40, blank=True, default="")
    """As it is written in the bytes; blank for what has none."""
    order = models.CharField(max_length=40, blank=True, default="")
    """The same instant in one spelling, so that versions can be compared."""
    spec_version = models.CharField(max_length=10, default="2.1")
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    owner = models.CharField(max_length=60)
    source = models.CharField(max_length=120, blank=True, default="")
    """What brought it: a post, a poll, our own desk, a file."""
    created_by = models.CharField(max_length=60, blank=True, default="")
    tlp = models.CharField(max_length=12, blank=True, default="")
    """Its own label; blank where it has none that can be read."""
    audience = models.JSONField(default=list)
    people = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True, blank=True)
    brought_under = models.CharField(max_length=12, blank=True, default="")
    reach = models.ForeignKey(Reach, on_delete=models.PROTECT, related_name="things")
    is_quarantined = models.BooleanField(default=False)
    is_disputed = models.BooleanField(default=False)
    """It says to be a version of a thing that another body owns and that its sender may not see."""
    is_twin = models.BooleanField(default=False)
    """Another owner had brought the very same bytes: whoever may have both is given one."""
    is_newest = models.BooleanField(default=True)
    """Of its owner's versions; what older ones may do follows from it."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("ours", "stix_id", "owner", "order", name="version_once"),)

    def __str__(self) -> str:
        return self.stix_id


class Edge(models.Model):
    """A thing names an id: what becomes of that id is felt by the thing."""

    thing = models.ForeignKey(IntelObject, on_delete=models.CASCADE, related_name="edges", db_index=False)
    named = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint("named", "thing", name="named_once"),)
        indexes = (models.Index("thing", name="edges_of_a_thing"),)

    def __str__(self) -> str:
        return self.named
