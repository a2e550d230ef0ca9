"""Something that admins must see: the break-glass account was used, a message is not answered.

Law: an alarm is shown until an officer says it was seen.
Not here: alarms of an incident (the record).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer


class Alarm(models.Model):
    """One alarm."""

    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=300)
    key = models.CharField(max_length=120, blank=True, default="")
    """The same for the same cause, so that it is told once."""
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="alarms_seen")

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.words
