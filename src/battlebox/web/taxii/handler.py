"""The TAXII server as a WSGI application: Django's own handler without sessions, forms, sign-in or templates.

Law: nobody gets further than the door without proving who it is; every answer, and every refusal, is TAXII; what a
partner sends reaches no log.
Not here: the endpoints (views.py, posting.py), serving (serving.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from battlebox.share.taxii import MEDIA, TaxiiCode, TaxiiError
from battlebox.web.beside_desk import BesideHandler, Inner, with_length
from battlebox.web.taxii.asking import asked_by

BEGINS: Final = "/taxii2/"


class TaxiiHandler(BesideHandler):
    """Answers partners."""

    begins = BEGINS
    urls = "battlebox.web.taxii.urls"

    def door(self, request: HttpRequest, inner: Inner) -> HttpResponseBase:
        """Whoever proves to be a partner gets further."""
        if settings.DESK.drill:
            # A machine reads no banner. What it took for the day would travel on.
            return refusal(TaxiiError(TaxiiCode.DRILL))
        return answered(lambda: inner(asked_by(request)))


def answered(work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, or the refusal as TAXII says it; with the headers that every answer has."""
    try:
        answer = work()
    except TaxiiError as wrong:
        answer = refusal(wrong)
    except OperationalError:
        # Another process holds the tables for longer than a request waits.
        answer = refusal(TaxiiError(TaxiiCode.BUSY, retry_seconds=5))
    with_length(answer)
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
