"""A collection that partners read from and write to, who may do which, and what lies in it.

Law: `added` counts up within a collection and is never given twice, so that whoever asks for what came after misses
nothing; an entry whose reach grows is added anew.
Not here: giving out pages (taxii), putting things in (taxii).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from battlebox.web.models.intel import IntelObject, Reach
from battlebox.web.models.partner import Partner


class Collection(models.Model):
    """One collection of one of our bodies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ours = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=600, blank=True, default="")
    alias = models.CharField(max_length=60, blank=True, default="")
    audience = models.JSONField(default=list)
    """The bodies to whom what is put here is given by name, beside our own."""
    last_added = models.BigIntegerField(default=0)
    """Microseconds since 1970 of the newest entry there ever was; the next is later."""
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("ours", "title")
        constraints = (
            models.UniqueConstraint("ours", "alias", name="collection_alias_once", condition=~models.Q(alias="")),
        )

    def __str__(self) -> str:
        return self.title


class Right(models.Model):
    """What one partner may do with one collection."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="rights")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="rights")
    may_read = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    tlp_max = models.CharField(max_length=12, default="AMBER+STRICT")
    """The strictest label that goes out to them here."""
    expires_at = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(max_length=300, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("partner", "collection", name="right_once"),)

    def __str__(self) -> str:
        return f"{self.partner} in {self.collection}"


class Entry(models.Model):
    """One version of one thing in one collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries", db_index=False)
    thing = models.ForeignKey(IntelObject, on_delete=models.CASCADE, related_name="entries", db_index=False)
    added = models.BigIntegerField()
    """Microseconds since 1970."""
    reach = models.ForeignKey(Reach, on_delete=models.PROTECT, related_name="+", db_index=False)
    """That of the thing, once more: a page is found without opening the things that are kept back."""
    is_first = models.BooleanField(default=True)
    is_last = models.BooleanField(default=True)
    is_kept = models.BooleanField(default=False)
    """Only its owner sees it: its sender is not let in, or it is disputed."""

    class Meta:
        ordering = ("added",)
        constraints = (
            models.UniqueConstraint("collection", "added", name="entry_in_order"),
            models.UniqueConstraint("thing", "collection", name="entry_once"),
        )
        indexes = (
            models.Index("collection", "is_last", "added", "reach", "is_kept", "thing", name="entries_of_a_page"),
        )

    def __str__(self) -> str:
        return f"{self.thing} in {self.collection}"
