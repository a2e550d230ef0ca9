"""How much may be sent, and how often it may be tried.

Law: what is too large is refused before it is read; what is tried too often is refused with a sentence.
Not here: lock-out after wrong passwords (axes, see settings.py).
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from battlebox.web.failures import too_large

MEGABYTE = 1024 * 1024


class SizeLimit:
    """Refuses a request whose body is larger than the desk takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before each page."""
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if not sent.isdigit() or int(sent) > settings.DESK.upload_mb_max * MEGABYTE:
            return too_large(request)
        return self.get_response(request)


def tried_too_often(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count one try from this machine; True once there have been more than `times` within `seconds`."""
    key = f"tries:{what}:{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(key, 1, timeout=seconds):
        return False
    try:
        return cache.incr(key) > times
    except ValueError:
        # It ran out between the two.
        return False
