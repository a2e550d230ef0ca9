"""What is held in memory for one session and nowhere else: an open list of people, a file on its way in.

Law: never in the session store, on a disk or in a log; gone when its officer signs out, when its time is over, and when
the desk stops; another session of the same officer does not find it.
Not here: what is held (places/reach_*.py), the memory itself, which all processes of a desk share (desk_memory.py).
"""

from __future__ import annotations

import pickle
import threading
from typing import Final, TypeVar

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from battlebox.web.asking import ask_as
from battlebox.web.desk_memory import Kept, desk_memory

T = TypeVar("T")

OPEN_SECONDS: Final = 30 * 60
"""How long something is held after it was put here (a working value)."""


def hold(request: HttpRequest, name: str, value: object, seconds: float = OPEN_SECONDS) -> None:
    """Hold something for this session under a name, for so long."""
    desk_memory().put(_key(request, name), pickle.dumps(value), seconds)
    # It goes when its time is over, also where nobody asks again.
    timer = threading.Timer(seconds + 1, desk_memory().sweep)
    timer.daemon = True
    timer.start()


def held(request: HttpRequest, name: str, form: type[T]) -> T | None:
    """What this session holds under a name; None where it holds nothing, or no longer."""
    found = _found(request, name)
    # Written by this desk alone, a moment ago, and never outside its own processes.
    value = None if found is None else pickle.loads(found.data)  # noqa: S301 - see above
    return value if isinstance(value, form) else None


def seconds_left(request: HttpRequest, name: str) -> float:
    """How long it is still held."""
    found = _found(request, name)
    return 0.0 if found is None else max(0.0, found.seconds)


def let_go(request: HttpRequest, name: str) -> None:
    """Hold it no longer."""
    desk_memory().take(_key(request, name))


def let_go_of_all(request: HttpRequest) -> None:
    """Hold nothing more for this session."""
    if request.session.session_key:
        desk_memory().drop(_of_session(request))


def _signed_out(sender: object, request: HttpRequest | None = None, **more: object) -> None:
    del sender, more
    if request is not None:
        let_go_of_all(request)


def _found(request: HttpRequest, name: str) -> Kept | None:
    return desk_memory().get(_key(request, name))


def _key(request: HttpRequest, name: str) -> str:
    if not request.session.session_key:
        request.session.save()
    return f"{_of_session(request)}{ask_as(request).officer.officer_id}/{name}"


def _of_session(request: HttpRequest) -> str:
    return f"held/{request.session.session_key}/"


user_logged_out.connect(_signed_out, dispatch_uid="held")
