"""A feed: a collection at a partner's server that one of our bodies reads, how far it got, and how it stands.

Law: what we prove ourselves with is kept sealed, and bound to the server that it is for; the bookmark moves only after
what came before it is kept.
Not here: asking (share.polling), sealing (web.feeds).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.collection import Collection
from battlebox.web.models.partner import Partner


class Feed(models.Model):
    """One feed of one of our bodies."""

    ours = models.CharField(max_length=60)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=60)
    root = models.CharField(max_length=500)
    remote = models.CharField(max_length=120)
    """The id of the collection at their server."""
    into = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="feeds")
    """The collection of ours that it is put into; none: it is kept, and given to nobody."""
    sealed = models.TextField(blank=True, default="")
    certificate = models.CharField(max_length=500, blank=True, default="")
    ca_file = models.CharField(max_length=500, blank=True, default="")
    pin = models.CharField(max_length=64, blank=True, default="")
    may_be_private = models.BooleanField(default=False)
    every_seconds = models.PositiveIntegerField(default=300)
    limits = models.JSONField(default=dict)
    """Those that differ from the usual."""
    after = models.CharField(max_length=60, blank=True, default="")
    is_whole = models.BooleanField(default=True)
    mark = models.CharField(max_length=400, blank=True, default="")
    next_at = models.DateTimeField(null=True, blank=True)
    in_a_row = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    """When a poll last went well."""
    code = models.CharField(max_length=30, blank=True, default="")
    words = models.CharField(max_length=2000, blank=True, default="")
    hint = models.CharField(max_length=600, blank=True, default="")
    new_total = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("ours", "name")
        constraints = (models.UniqueConstraint("ours", "name", name="feed_once"),)

    def __str__(self) -> str:
        return self.name
