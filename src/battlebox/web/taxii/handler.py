"""The TAXII server as a WSGI application: Django's own handler without sessions, forms, sign-in or templates.

Law: nobody gets further than the door without proving who it is; every answer, and every refusal, is TAXII; what a
partner sends reaches no log.
Not here: the endpoints (views.py, posting.py), serving (serving.py).
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

from battlebox.share.taxii import MEDIA, TaxiiCode, TaxiiError
from battlebox.web.taxii.asking import asked_by

BEGINS: Final = "/taxii2/"
_URLS: Final = "battlebox.web.taxii.urls"
_Inner = Callable[[HttpRequest], HttpResponseBase]
_Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class TaxiiHandler(WSGIHandler):
    """Answers partners."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django calls it
        """One layer, in place of those of the desk."""
        del is_async
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        # What an endpoint refuses must reach the door as it is, so nothing is turned into an answer before.
        inner: _Inner = self._get_response  # type: ignore[attr-defined]  # The one step of Django's that has no public name.

        def door(request: HttpRequest) -> HttpResponseBase:
            # Faults are answered by the addresses that are set; for what follows, the request says them.
            set_urlconf(_URLS)
            request.urlconf = _URLS
            if settings.DESK.drill:
                # A machine reads no banner. What it took for the day would travel on.
                return refusal(TaxiiError(TaxiiCode.DRILL))
            return answered(lambda: inner(asked_by(request)))

        whole = convert_exception_to_response(door)

        def answer(request: HttpRequest) -> HttpResponseBase:
            try:
                return whole(request)  # type: ignore[return-value]  # Nothing here is asynchronous.
            finally:
                # Whatever else this thread does goes by the desk's own addresses.
                set_urlconf(None)

        self._middleware_chain = answer


def answered(work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, or the refusal as TAXII says it; with the headers that every answer has."""
    try:
        answer = work()
    except TaxiiError as wrong:
        answer = refusal(wrong)
    except OperationalError:
        # Another process holds the tables for longer than a request waits.
        answer = refusal(TaxiiError(TaxiiCode.BUSY, retry_seconds=5))
    if isinstance(answer, HttpResponse):
        answer.headers["Content-Length"] = str(len(answer.content))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refusal(wrong: TaxiiError) -> HttpResponse:
    """The error object of TAXII."""
    answer = HttpResponse(wrong.to_json(), status=wrong.status, content_type=MEDIA)
    if wrong.code is TaxiiCode.WHO:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="taxii", Basic realm="taxii", charset="UTF-8"'
    if wrong.allow:
        answer.headers["Allow"] = wrong.allow
    if wrong.retry_seconds:
        answer.headers["Retry-After"] = str(wrong.retry_seconds)
    return answer


def beside(desk: _Application) -> _Application:
    """The desk's application with the TAXII server beside it, at its own addresses."""
    taxii = TaxiiHandler()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_taxii = str(environ.get("PATH_INFO", "")).startswith(BEGINS)
        return (taxii if is_taxii else desk)(environ, start_response)

    return application
