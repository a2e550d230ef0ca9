"""Something that was done to an officer's account by somebody else, told to that officer until they say it was read.

Law: it is shown to the officer alone.
Not here: what admins are told (alarm.py).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer


class Notice(models.Model):
    """One thing to tell."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=300)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return self.words
