"""The door of a drill's desk: nothing goes through it that does not say EXERCISE EXERCISE EXERCISE.

Law: a page says it in its body, a file in its name and in itself; what cannot say it is refused.
Not here: how each kind of file says it (share), the banner of the desk's own pages (templates).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from battlebox.journal import EXERCISE
from battlebox.share import OF_A_PAGE, marked, marked_name
from battlebox.web.desk_time import drill_watch
from battlebox.web.failures import failed
from battlebox.web.machine_log import say

HEADER: Final = "X-Exercise"
_BODY: Final = re.compile(rb"<body[^>]*>")
_NAME: Final = re.compile(r'filename="([^"]*)"')
_BANNER: Final = f'<p role="note"><strong>{EXERCISE}</strong></p>'.encode()


class SaysExercise:
    """Looks at every answer of a drill's desk; on a real desk it is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """After each page."""
        answer = self.get_response(request)
        if not settings.DESK.drill:
            return answer
        if request.method == "POST":
            _goes_on()
        try:
            say_exercise(answer)
        except (LookupError, ValueError) as wrong:
            kind = answer.headers.get("Content-Type", "no kind")
            say(f"a file of {kind} was held back from {request.path}: {wrong}")
            answer = failed(
                request, HTTPStatus.INTERNAL_SERVER_ERROR,
                f"This file ({kind}) cannot say that it is of an exercise, so it does not leave a drill's desk.",
                "Go on without it, and say so to whoever looks after Battlebox.",
                title="Nothing leaves a drill without saying so",
            )  # fmt: skip
            say_exercise(answer)
        return answer


def _goes_on() -> None:
    """Somebody did something: the drill's clock is not one that was forgotten."""
    watch = drill_watch()
    if watch is not None:
        watch.goes_on()


def say_exercise(answer: HttpResponse) -> None:
    """Make an answer say it. Raises LookupError, ValueError where it cannot."""
    answer.headers[HEADER] = EXERCISE
    if answer.streaming:
        raise ValueError("it is sent piece by piece")
    if not answer.content:
        return
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    is_file = "attachment" in answer.headers.get("Content-Disposition", "")
    if kind == "text/html":
        answer.content = _said_on(answer.content)
    elif is_file or kind not in OF_A_PAGE:
        answer.content = marked(answer.content, kind)
    if "Content-Disposition" in answer.headers:
        told = answer.headers["Content-Disposition"]
        answer.headers["Content-Disposition"] = _NAME.sub(lambda found: f'filename="{marked_name(found[1])}"', told)
    if "Content-Length" in answer.headers:
        answer.headers["Content-Length"] = str(len(answer.content))


def _said_on(page: bytes) -> bytes:
    """A whole page says it in its body; a part of one stands within a page that does."""
    body = _BODY.search(page)
    if body is None or EXERCISE.encode() in page[body.end() :]:
        return page
    return page[: body.end()] + _BANNER + page[body.end() :]
