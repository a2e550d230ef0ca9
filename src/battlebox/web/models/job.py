"""A job: something that takes longer than a page may.

Law: a job's answer is whole at its end, and may be read before it; a job that was running
when the desk stopped is `stopped`.
Not here: running it (jobs.py).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer


class JobState(models.TextChoices):
    """Where a job is."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    STOPPED = "stopped", "Stopped"


class Job(models.Model):
    """One job of one officer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    owner = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="jobs")
    incident = models.CharField(max_length=80, blank=True, default="")
    body = models.CharField(max_length=60, blank=True, default="")
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    progress = models.FloatField(default=0.0)
    words = models.CharField(max_length=300, blank=True, default="")
    answer = models.JSONField(null=True, blank=True)
    paper = models.BinaryField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display().lower()}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.STOPPED)
