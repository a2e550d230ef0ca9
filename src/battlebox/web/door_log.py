"""What the desk writes down about its own door: who came in, who did not, and who was refused; a line each.

Law: ids, names of addresses and network addresses, never a name, a word or a code that somebody typed, so that no line
can be made up from outside; what cannot be written stops nobody.
Not here: what officers decide (the record), faults of the desk itself (machine_log.py).
"""

from __future__ import annotations

import logging
import os
import re
from datetime import UTC, datetime
from http import HTTPStatus
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest

FOLDER: Final = "logs"
NAME: Final = "battlebox.door"
BYTES_MAX: Final = 1024 * 1024
FILES: Final = 10
_LOG: Final = logging.getLogger(NAME)
_ODD: Final = re.compile(r"[^A-Za-z0-9_.:,-]")


class DoorBook(RotatingFileHandler):
    """`logs/door.log` of the data folder, for its owner alone; the oldest of ten megabytes goes first."""

    def __init__(self, data: str) -> None:
        super().__init__(
            Path(data, FOLDER, "door.log"), maxBytes=BYTES_MAX, backupCount=FILES - 1, encoding="ascii", delay=True
        )

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii")

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - the library's name
        """Whether it is full; where another process of the desk has begun a new file meanwhile, that one is."""
        path = Path(self.baseFilename)
        if self.stream and not (path.exists() and os.path.samestat(path.stat(), os.fstat(self.stream.fileno()))):
            self.stream.close()
            self.stream = self._open()
        return bool(super().shouldRollover(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A full disk keeps nobody out; the doctor speaks of the disk."""
        del record


def tell(what: str, request: HttpRequest | None, officer: object = None, **more: object) -> None:
    """One line: when in UTC, what, which officer (`-` for nobody known), from which address, and more."""
    meta = request.META if request is not None else {}
    match = getattr(request, "resolver_match", None)
    parts = {
        "officer": getattr(officer, "officer_id", "") or "-",
        "from": meta.get("REMOTE_ADDR", "") or "-",
        "page": getattr(match, "url_name", "") or "-",
        **more,
    }
    at = datetime.now(UTC).isoformat(timespec="seconds")
    _LOG.info("%s %s %s", at, what, " ".join(f"{name}={_ODD.sub('?', str(value))}" for name, value in parts.items()))


def refused(request: HttpRequest, status: int) -> None:
    """Somebody was refused by a page: 403, 404, 413 or 429; what nobody known asked for and is not there is no line."""
    user = getattr(request, "user", None)
    if status != HTTPStatus.NOT_FOUND or getattr(user, "is_authenticated", False):
        tell("refused", request, user, status=status)


def form_refused(request: HttpRequest, *, by_role: bool) -> None:
    """A form was sent in and not taken: it is not for this role, or something in it was wrong."""
    tell("form-refused", request, getattr(request, "user", None), why="role" if by_role else "words")


def listen() -> None:
    """Hear of every sign-in, and of every change of what one signs in with."""
    # Models, on which these stand, can be loaded only once Django does.
    from allauth.account.signals import password_changed
    from allauth.mfa import signals as second
    from axes.signals import user_locked_out
    from django.contrib.auth import signals as first

    for signal, what in (
        (first.user_logged_in, "came-in"),
        (first.user_logged_out, "left"),
        (first.user_login_failed, "wrong-password"),
        (user_locked_out, "locked-out"),
        (password_changed, "password-changed"),
        (second.authentication_failed, "wrong-code"),
        (second.authenticator_used, "second-factor"),
        (second.authenticator_added, "factor-added"),
        (second.authenticator_removed, "factor-removed"),
        (second.authenticator_reset, "factor-made-anew"),
    ):
        signal.connect(_teller(what), dispatch_uid=f"battlebox.door_log.{what}", weak=False)


def _teller(what: str) -> Any:
    def heard(*, request: HttpRequest | None = None, user: object = None, **more: Any) -> None:
        authenticator = more.get("authenticator")
        known = user or _tried(more.get("credentials")) or _tried(more)
        kind = {"kind": authenticator.type} if authenticator is not None else {}
        tell(what, request, known, **kind)

    return heard


def _tried(credentials: dict[str, Any] | None) -> object:
    """The officer whose name was tried, if there is one: what else stood in that box may be a password."""
    from battlebox.web.models import Officer  # As above.

    name = str((credentials or {}).get("username") or "")
    return Officer.objects.filter(username=name.lower()).first() if name else None
