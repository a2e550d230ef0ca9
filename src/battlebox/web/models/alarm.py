"""Something that admins must see: the break-glass account was used, a message is not answered.

Law: an alarm is shown until an officer says it was seen, to the admins of the body it is about and to nobody else.
Not here: alarms of an incident (the record).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import models
from django.utils import timezone

from battlebox.web.models.officer import Officer

WORDS_MAX: Final = 300
KEY_MAX: Final = 120


class Alarms(models.QuerySet["Alarm"]):
    """Questions about alarms."""

    def about(self, bodies: Iterable[str]) -> Alarms:
        """Those of these bodies, and of the machine they share."""
        return self.filter(body__in=[*bodies, ""])

    def tell(self, words: str, *, body: str = "", key: str = "", at: datetime | None = None) -> None:
        """Raise one. Words longer than an alarm holds are cut."""
        self.create(words=words[:WORDS_MAX], body=body, key=key, at=at or timezone.now())

    def tell_once(self, key: str, words: str, *, body: str) -> bool:
        """Raise one unless there ever was one of this key; whether it was raised."""
        key = key[:KEY_MAX]
        is_new = not self.filter(key=key).exists()
        if is_new:
            self.tell(words, body=body, key=key)
        return is_new

    def tell_newest(self, key: str, words: str, *, body: str) -> None:
        """Raise one, or say these words in the one of this key that nobody has seen yet."""
        key = key[:KEY_MAX]
        if not self.unseen().filter(key=key, body=body).update(words=words[:WORDS_MAX]):
            self.tell(words, body=body, key=key)

    def over(self, key: str, body: str) -> None:
        """What alarms whose key begins so were about has ended: they need nobody's eyes, and stay to be read."""
        self.unseen().filter(key__startswith=key[:KEY_MAX], body=body).update(seen_at=timezone.now())

    def unseen(self) -> Alarms:
        """Those that nobody has seen yet."""
        return self.filter(seen_at=None)


class Alarm(models.Model):
    """One alarm; `body` is blank where it is about the machine and everybody on it."""

    at = models.DateTimeField(default=timezone.now)
    body = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=WORDS_MAX)
    key = models.CharField(max_length=KEY_MAX, blank=True, default="")
    """The same for the same cause, so that it is told once."""
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="alarms_seen")

    objects = Alarms.as_manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.words
