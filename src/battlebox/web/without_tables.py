"""What a person reads while the tables cannot be asked: PostgreSQL was stopped, or its line broke in the midst.

Law: the page asks the tables nothing, for then there would be none; it says what was recorded where that is known, and
gives back what was sent.
Not here: a folder that is gone (starting/folder_there.py), a disk that is full (failures.py), partners' requests
(taxii/handler.py).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone

from battlebox.web.given_back import Kept, given_back, recorded_by
from battlebox.web.machine_log import say
from battlebox.web.settings import PRODUCT
from battlebox.web.taxii.rows import is_on_a_server

_TITLE: Final = "The desk cannot ask its database"
_AGAIN_SECONDS: Final = 5
_WHO: Final = "If that does not help, tell whoever runs the desk: PostgreSQL does not answer it."
_SENT: Final = "What you sent may not have been recorded. It stands below: wait a moment, then press Send again."
_DONE: Final = "What you sent may not have been done: go back, look whether it was, and send it anew."
_TWICE: Final = "If it was recorded already, it is not recorded twice."


def is_without_tables(wrong: BaseException) -> bool:
    """Whether this went wrong because a server of tables was not to be had."""
    return isinstance(wrong, OperationalError | InterfaceError) and is_on_a_server()


def come_again(request: HttpRequest) -> HttpResponse:
    """503."""
    say("the database did not answer; somebody is told to ask again")
    recorded, given = recorded_by(request), None
    if recorded is not None and not recorded.is_done:
        given, words = given_back(request), [*recorded.half_words, _WHO]
    elif recorded is not None:
        words = [_saved(recorded), "Do not send it again.", _WHO]
    elif request.method == "POST":
        given = given_back(request)
        is_once = "once" in request.POST
        sent = (
            _SENT if given else "What you sent was not answered: go back, look whether it was done, and send it anew."
        )
        words = [sent, *([_TWICE] if given and is_once else []), _WHO]
    else:
        words = ["What was recorded is safe.", "Wait a moment, and open this page again.", _WHO]
    # Made without the request, by which a page finds out who asks: that stands in the tables.
    about = {
        "failure": {"title": _TITLE, "words": words},
        "given": given,
        "recorded": recorded,
        "product": PRODUCT,
        "answered_at": timezone.localtime(),
        "demo": settings.DESK.demo,
        "exercise": bool(settings.DESK.drill),
        "csrf_token": get_token(request),
    }
    answer = HttpResponse(render_to_string("errors/failure.html", about), status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer.headers["Retry-After"] = str(_AGAIN_SECONDS)
    return answer


def _saved(recorded: Kept) -> str:
    return f"It was saved as {recorded.number}." if recorded.number else "It was saved."
