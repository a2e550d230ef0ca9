"""What a form has already done: one row for each token that was sent in.

Law: a token is taken once; a row that is taken and not done means that nobody knows, and is never guessed at.
Not here: what to do about it (saving.py).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer


class Once(models.Model):
    """One form, sent in."""

    token = models.CharField(max_length=64, unique=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE)
    taken_at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=64, blank=True, default="")
    """What its words came to (`DeskForm.digest`); empty where they were not kept."""
    done = models.BooleanField(default=False)
    number = models.CharField(max_length=60, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    entry = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return self.number or self.token[:8]
