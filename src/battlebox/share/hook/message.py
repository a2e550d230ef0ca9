"""What a message is: its kind, its id that stays from try to try, and its body.

Law: the same thing told again has the same id.
Not here: signing it (signature.py), whether it may go (marking).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson


class HookKind(StrEnum):
    """What happened; the value stands in the message as its type."""

    PAGE_PUBLISHED = "page.published"
    SERVICE_CHANGED = "service.changed"
    BULLETIN_ISSUED = "bulletin.issued"
    INCIDENT_OPENED = "incident.opened"
    INCIDENT_CLOSED = "incident.closed"
    TEST = "test"
    """Somebody tries the way."""

    @property
    def words(self) -> str:
        """As a page says it."""
        return _WORDS[self]


_WORDS = {
    HookKind.PAGE_PUBLISHED: "the public page was published",
    HookKind.SERVICE_CHANGED: "a service was seen to stop, to be slow or to work",
    HookKind.BULLETIN_ISSUED: "a bulletin was issued",
    HookKind.INCIDENT_OPENED: "an incident was opened",
    HookKind.INCIDENT_CLOSED: "an incident was closed",
    HookKind.TEST: "a test",
}


@dataclass(frozen=True, slots=True)
class HookMessage:
    """One message: `id` is made of letters, digits, `_` and `-`."""

    id: str
    body: bytes


def payload(kind: HookKind, at: datetime, data: dict[str, Any]) -> bytes:
    """The body: what happened, when, and what may be said of it."""
    stamp = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return orjson.dumps({"type": kind.value, "timestamp": stamp, "data": data})
