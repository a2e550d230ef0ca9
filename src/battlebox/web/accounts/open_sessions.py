"""The sessions that an account has open: since when, from where, in which browser; ending them.

Law: a session is told apart by a digest, so that no page holds the key of one; one that is over counts for nothing.
Not here: the pages (own_sessions.py, access.py), how long a session lasts (lasting.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from battlebox.web.models import Following, Officer

_CAME: Final = "came_in"
_MARK_LETTERS: Final = 16
_BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_MACHINES: Final = (
    ("Android", "an Android device"), ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Windows", "Windows"),
    ("CrOS", "a Chromebook"), ("Mac OS X", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of them."""

    mark: str
    since: datetime | None
    """When somebody signed in; None where a desk before this one did not write it down."""
    address: str
    browser: str
    until: datetime

    @property
    def named(self) -> str:
        """Which it is, to be read."""
        browser = self.browser or "A browser"
        return f"{browser}, at {self.address}" if self.address else browser


def listen() -> None:
    """Note, of every sign-in, when it was, from where, and in which browser: in the session itself."""
    user_logged_in.connect(_came_in, dispatch_uid="battlebox.open_sessions")


def _came_in(*, request: HttpRequest | None, **_: Any) -> None:
    if request is not None:
        request.session[_CAME] = {
            "at": timezone.now().isoformat(),
            "from": str(request.META.get("REMOTE_ADDR", "")),
            "in": browser_of(str(request.META.get("HTTP_USER_AGENT", ""))),
        }


def browser_of(said: str) -> str:
    """What a browser says of itself, in words of ours: nothing of what it says is kept."""
    name = next((ours for theirs, ours in _BROWSERS if theirs in said), "A browser")
    machine = next((ours for theirs, ours in _MACHINES if theirs in said), "")
    return f"{name} on {machine}" if machine else name


def mark_of(key: str | None) -> str:
    """By what a page names a session."""
    return hashlib.sha256(f"session|{key}".encode()).hexdigest()[:_MARK_LETTERS]


def sessions_of(person: Officer) -> list[OpenSession]:
    """Those that are open, the newest first."""
    found = [_told(row, held) for row, held in _rows_of(person) if row.expire_date > timezone.now()]
    return sorted(found, key=lambda each: (each.since is not None, each.since or each.until), reverse=True)


def end_sessions(person: Officer, *, only: str = "", but: str = "") -> int:
    """End all of an account, the one with a mark alone, or all but that: how many there were.

    With all or all others, the addresses end at which calendars and readers ask without signing in.
    """
    ended = 0
    if not only:
        Following.objects.open().filter(officer=person).update(ended_at=timezone.now())
    for row, _ in _rows_of(person):
        mark = mark_of(row.session_key)
        if (only and mark != only) or (but and mark == but):
            continue
        ended += row.expire_date > timezone.now()
        row.delete()
    return ended


def _rows_of(person: Officer) -> Iterator[tuple[Session, dict[str, Any]]]:
    """A session says whose it is only when it is read, and a desk has few."""
    for row in Session.objects.all():
        held = row.get_decoded()
        if held.get(SESSION_KEY) == str(person.pk):
            yield row, held


def _told(row: Session, held: dict[str, Any]) -> OpenSession:
    came = held.get(_CAME) or {}
    since = parse_datetime(str(came.get("at", "")))
    return OpenSession(
        mark_of(row.session_key), since, str(came.get("from", "")), str(came.get("in", "")), row.expire_date
    )
