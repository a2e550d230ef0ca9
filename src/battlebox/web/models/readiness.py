"""A note of the book of readiness: what a body keeps about how ready it is, outside every incident.

Law: rows are only added; each carries the digest of itself behind the row before it.
Not here: what is written and what it comes to (desk.readiness), reading and adding (readiness/shelf.py).
"""

from __future__ import annotations

from django.db import models

WORDS_MAX = 12_000
"""A sentence and the longest evidence that fits a form."""


class ReadinessNote(models.Model):
    """One note of one of our bodies."""

    ours = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    thing = models.CharField(max_length=300)
    words = models.TextField(max_length=WORDS_MAX)
    who = models.CharField(max_length=600)
    """The officer's name, or what an owner called themselves."""
    by = models.CharField(max_length=60, blank=True, default="")
    """The officer's id; blank where an owner answered by a link."""
    said = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("ours", "number")
        constraints = (models.UniqueConstraint("ours", "number", name="readiness_note_once"),)

    def __str__(self) -> str:
        return f"R-{self.number}"
