"""What is held in memory for one session and nowhere else: an open list of people, a file on its way in.

Law: never in the session store, on a disk or in a log; gone when its officer signs out, when its time is over, and when
the desk stops; another session of the same officer does not find it.
Not here: what is held (places/reach_*.py).

Where several processes serve one desk, a session must be answered by one of them to find what it holds.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from battlebox.web.asking import ask_as

T = TypeVar("T")

OPEN_SECONDS: Final = 30 * 60
"""How long something is held after it was put here (a working value)."""
HELD_MOST: Final = 200
"""Of one desk; the oldest goes first."""


@dataclass(slots=True)
class _Thing:
    value: object = field(repr=False)
    until: float


_HELD: Final[dict[tuple[str, str, str], _Thing]] = {}
_LOCK: Final = threading.Lock()


def hold(request: HttpRequest, name: str, value: object, seconds: float = OPEN_SECONDS) -> None:
    """Hold something for this session under a name, for so long."""
    key = _key(request, name)
    with _LOCK:
        _sweep()
        while len(_HELD) >= HELD_MOST:
            _HELD.pop(next(iter(_HELD)))
        _HELD.pop(key, None)
        _HELD[key] = _Thing(value, time.monotonic() + seconds)
    # It goes when its time is over, also where nobody asks again.
    timer = threading.Timer(seconds + 1, _swept)
    timer.daemon = True
    timer.start()


def held(request: HttpRequest, name: str, form: type[T]) -> T | None:
    """What this session holds under a name; None where it holds nothing, or no longer."""
    with _LOCK:
        _sweep()
        found = _HELD.get(_key(request, name))
        return found.value if found is not None and isinstance(found.value, form) else None


def seconds_left(request: HttpRequest, name: str) -> float:
    """How long it is still held."""
    with _LOCK:
        found = _HELD.get(_key(request, name))
        return max(0.0, found.until - time.monotonic()) if found else 0.0


def let_go(request: HttpRequest, name: str) -> None:
    """Hold it no longer."""
    with _LOCK:
        _HELD.pop(_key(request, name), None)


def let_go_of_all(request: HttpRequest) -> None:
    """Hold nothing more for this session."""
    session = request.session.session_key or ""
    with _LOCK:
        for key in [key for key in _HELD if key[0] == session]:
            del _HELD[key]


def _signed_out(sender: object, request: HttpRequest | None = None, **more: object) -> None:
    del sender, more
    if request is not None:
        let_go_of_all(request)


def _key(request: HttpRequest, name: str) -> tuple[str, str, str]:
    if not request.session.session_key:
        request.session.save()
    return str(request.session.session_key), ask_as(request).officer.officer_id, name


def _swept() -> None:
    with _LOCK:
        _sweep()


def _sweep() -> None:
    now = time.monotonic()
    for key in [key for key, thing in _HELD.items() if thing.until <= now]:
        del _HELD[key]


user_logged_out.connect(_signed_out, dispatch_uid="held")
