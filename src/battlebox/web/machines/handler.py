"""The addresses for monitoring as a WSGI application: Django's own handler without sessions, forms or templates.

Law: nobody gets further than the door without a key, but to read the description; every answer, and every refusal, is
JSON; what a machine sends reaches no log.
Not here: the addresses (addresses.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import set_urlconf

from battlebox.web.machines.credentials import proved
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import HEADERS, Problem

BEGINS: Final = "/api/v1/"
DESCRIPTION: Final = f"{BEGINS}openapi.json"
BYTES_MAX: Final = 64 * 1024
_URLS: Final = "battlebox.web.machines.urls"
_NO_METHOD: Final = 405
_Inner = Callable[[HttpRequest], HttpResponseBase]
_Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class MachineHandler(WSGIHandler):
    """Answers machines that watch systems."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django calls it
        """One layer, in place of those of the desk."""
        del is_async
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        inner: _Inner = self._get_response  # type: ignore[attr-defined]  # The one step of Django's that has no public name.

        def door(request: HttpRequest) -> HttpResponseBase:
            # Faults are answered by the addresses that are set; for what follows, the request says them.
            set_urlconf(_URLS)
            request.urlconf = _URLS
            return _answered(lambda: _asked(request, inner))

        whole = convert_exception_to_response(door)

        def answer(request: HttpRequest) -> HttpResponseBase:
            try:
                return whole(request)  # type: ignore[return-value]  # Nothing here is asynchronous.
            finally:
                # Whatever else this thread does goes by the desk's own addresses.
                set_urlconf(None)

        self._middleware_chain = answer


def beside(desk: _Application) -> _Application:
    """The desk's application with the addresses for machines beside it."""
    machines = MachineHandler()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_machine = str(environ.get("PATH_INFO", "")).startswith(BEGINS)
        return (machines if is_machine else desk)(environ, start_response)

    return application


def _asked(request: HttpRequest, inner: _Inner) -> HttpResponseBase:
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
    if isinstance(answer, HttpResponse):
        answer.headers["Content-Length"] = str(len(answer.content))
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
