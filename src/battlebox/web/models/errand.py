"""The outbox: messages on their way, the people of each, and one errand for each of their means.

Law: an index, made again from the record when it is lost; keyed by the message's entry, the person, and the place
among the person's means.
Not here: what may become what (share.sending), filling it (sending/outbox.py).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Dispatch(models.Model):
    """One message that this desk sends."""

    entry = models.CharField(max_length=64, unique=True)
    incident = models.CharField(max_length=64)
    message = models.CharField(max_length=60, unique=True)
    body = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    people = models.PositiveIntegerField()
    answer_by = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.subject


class Addressed(models.Model):
    """One person of a message: the code by which they say that they read it, and whether they did."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="addressed")
    person = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True, default="")
    code = models.CharField(max_length=20, unique=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=40, blank=True, default="")
    recorded = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("dispatch", "person", name="person_once"),)
        indexes = (models.Index("recorded", name="answers_to_record", condition=models.Q(recorded=False)),)

    def __str__(self) -> str:
        return self.name or self.person


class Errand(models.Model):
    """One person by one means."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="errands")
    person = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=20)
    to = models.CharField(max_length=254)
    reference = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed = models.BooleanField(default=False)
    in_doubt = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    waits_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    recorded = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint("dispatch", "person", "place", name="errand_once"),)
        indexes = (
            models.Index("means", "state", "due_at", name="errands_due"),
            models.Index("means", "ended_at", name="outcomes_to_record", condition=models.Q(recorded=False)),
        )

    def __str__(self) -> str:
        return f"{self.person} by {self.means}: {self.state}"
