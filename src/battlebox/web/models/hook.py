"""Machines that are told what happens here: where each is, what it is told, what waits for it, and every try.

Law: the secret is sealed; of what is told nothing is kept but which entry it is, so that the gate is asked again at
each try; what was ended is told nothing more.
Not here: sending (web/hooks), what may be told (marking).
"""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer


class Hooks(models.QuerySet["Hook"]):
    """Questions about them."""

    def open(self) -> Hooks:
        """Those that nobody has ended."""
        return self.filter(ended_at=None)


class Hook(models.Model):
    """One machine that one of our bodies tells. `reader` is whose machine it is: a body, or blank for anybody."""

    ours = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    reader = models.CharField(max_length=60, blank=True, default="")
    sealed = models.TextField()
    """Address and secret, sealed."""
    sealed_before = models.TextField(blank=True, default="")
    """The same with the secret that was, until `before_until`."""
    before_until = models.DateTimeField(null=True, blank=True)
    shown = models.CharField(max_length=520)
    """The address without what may be a secret in it: its host alone."""
    pin = models.CharField(max_length=64, blank=True, default="")
    kinds = models.JSONField(default=list)
    places = models.JSONField(default=dict)
    """By incident, the entry up to which it was looked at."""
    made_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="hooks_made")
    made_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Hooks.as_manager()

    class Meta:
        ordering = ("ours", "name", "id")

    def __str__(self) -> str:
        return self.name


class ToldState(StrEnum):
    """How far one message has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    KEPT = "kept back"
    DROPPED = "not sent"


def new_message_id() -> str:
    """An id for one message, which it keeps from try to try."""
    return f"msg_{uuid.uuid4().hex}"


class Told(models.Model):
    """One message to one machine: about which entry, and how far it has come. A test is about none."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="messages")
    message = models.CharField(max_length=60, unique=True, default=new_message_id)
    incident = models.CharField(max_length=80, blank=True, default="")
    entry = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, default=ToldState.WAITING.value, db_index=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("hook", "incident", "entry", name="told_once"),)

    def __str__(self) -> str:
        return self.message


class HookTry(models.Model):
    """One try: when, the status (0: none came), and what came of it in words of ours."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="attempts")
    told = models.ForeignKey(Told, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    status = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.words
