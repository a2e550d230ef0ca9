"""That a partner's own server took a version of a thing from us, in one of its collections.

Law: written after their server said so; what they did not take is given again with the next push.
Not here: what left (release.py), which server and collection (feed.py), giving (web.polling).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.feed import Feed
from battlebox.web.models.intel import IntelObject


class Pushed(models.Model):
    """One version of one thing, taken by the collection of one feed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="pushed", db_index=False)
    remote = models.CharField(max_length=120)
    """The id of the collection at their server."""
    thing = models.ForeignKey(IntelObject, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("feed", "remote", "thing", name="pushed_once"),)

    def __str__(self) -> str:
        return f"{self.thing} to {self.feed}"
