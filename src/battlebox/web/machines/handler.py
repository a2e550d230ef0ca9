"""The addresses for monitoring as a WSGI application: Django's own handler without sessions, forms or templates.

Law: nobody gets further than the door without a key, but to read the description; every answer, and every refusal, is
JSON; what a machine sends reaches no log.
Not here: the addresses (addresses.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase

from battlebox.web.beside_desk import BesideHandler, Inner, with_length
from battlebox.web.machines.credentials import proved
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import HEADERS, Problem

BEGINS: Final = "/api/v1/"
DESCRIPTION: Final = f"{BEGINS}openapi.json"
BYTES_MAX: Final = 64 * 1024
_NO_METHOD: Final = 405


class MachineHandler(BesideHandler):
    """Answers machines that watch systems."""

    begins = BEGINS
    urls = "battlebox.web.machines.urls"

    def door(self, request: HttpRequest, inner: Inner) -> HttpResponseBase:
        """Whoever proves to be a machine of some body gets further."""
        return _answered(lambda: _asked(request, inner))


def _asked(request: HttpRequest, inner: Inner) -> HttpResponseBase:
    """1. A drill's desk says that it is one. 2. Who asks. 3. What was sent may be read. 4. What is asked."""
    if settings.DESK.drill:
        # A machine reads no banner: what it said here would be of nothing that happened.
        raise Problem(Code.DRILL)
    if request.path != DESCRIPTION:
        proved(request)
    if request.method == "POST":
        _readable(request)
    answer = inner(request)
    if answer.status_code == _NO_METHOD:
        wrong = Problem(Code.NO_METHOD)
        wrong.allow = answer.headers.get("Allow", "")
        raise wrong
    return answer


def _readable(request: HttpRequest) -> None:
    """Raises Problem before a byte of what was sent is read."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()):
        raise Problem(Code.NO_LENGTH)
    if int(length) > BYTES_MAX:
        raise Problem(Code.TOO_LARGE)
    if not int(length):
        raise Problem(Code.BAD_JSON)
    if request.META.get("HTTP_CONTENT_ENCODING"):
        raise Problem(Code.CODED)
    if request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(Code.BAD_TYPE)


def _answered(work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, or the refusal; with the headers that every answer has."""
    try:
        answer = work()
    except Problem as wrong:
        answer = wrong.answer()
    except OperationalError:
        # Another process holds the tables for longer than a request waits.
        answer = Problem(Code.BUSY, retry_seconds=5).answer()
    with_length(answer)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
