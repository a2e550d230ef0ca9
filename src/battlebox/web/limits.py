"""How much may be sent, and how often it may be tried.

Law: what is too large is refused before any of it is kept; what is tried too often is refused with a sentence.
Not here: lock-out after wrong passwords (axes, see settings.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from battlebox.web.failures import too_large

MEGABYTE = 1024 * 1024
_PIECE: Final = 64 * 1024
_FILES: Final = "multipart/form-data"


class SizeLimit:
    """Refuses a request whose body is larger than the desk takes: a form with files, or one of words alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before each page."""
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if not (sent.isascii() and sent.isdigit()):
            return too_large(request)
        has_files = request.META.get("CONTENT_TYPE", "").startswith(_FILES)
        most = settings.DESK.upload_mb_max * MEGABYTE if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if int(sent) <= most:
            return self.get_response(request)
        _hear_out(request, int(sent))
        return too_large(request)


def _hear_out(request: HttpRequest, size: int) -> None:
    """Read what was sent and keep none of it: a browser that is cut off while it sends shows no answer."""
    left = size if size < settings.DESK.heard_bytes_max else 0
    try:
        while left > 0 and (piece := request.read(min(left, _PIECE))):
            left -= len(piece)
    except OSError:
        return  # It went away by itself.


def tried_too_often(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count one try from this machine; True once there have been more than `times` within `seconds`.

    Count what was wrong alone: an address may be that of a whole room.
    """
    return _counted(_tries(request, what), seconds) > times


def asked_too_often(who: str, *, times: int, seconds: int) -> bool:
    """Count one request of somebody, from whichever machine; True once there have been more than `times` in a window.

    Each process counts for itself where the tables are a file, and all together on a server.
    """
    return _counted(f"tries:asked:{who}", seconds) > times


def wrong_for(officer_pk: int, what: str, *, seconds: int) -> int:
    """Count one more that was wrong for an account, wherever it came from: how many there were within `seconds`."""
    return _counted(f"wrong:{what}:{officer_pk}", seconds)


def were_wrong_for(officer_pk: int, what: str) -> int:
    """How many were wrong; counts nothing."""
    return int(cache.get(f"wrong:{what}:{officer_pk}", 0))


def right_for(officer_pk: int, what: str) -> None:
    """One was right: what was wrong before is forgotten."""
    cache.delete(f"wrong:{what}:{officer_pk}")


def _counted(key: str, seconds: int) -> int:
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        # It ran out between the two.
        return 1


def tries_are_spent(request: HttpRequest, what: str, *, times: int) -> bool:
    """Whether there have been so many already; counts nothing."""
    return int(cache.get(_tries(request, what), 0)) >= times


def _tries(request: HttpRequest, what: str) -> str:
    return f"tries:{what}:{request.META.get('REMOTE_ADDR', '')}"
