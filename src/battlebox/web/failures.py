"""What a person reads when a page cannot be given: 400, 403, 404, 405, 413, 429, 500, 503, in plain words.

Law: a page says what happened, whether anything was recorded, and what to do; a thing of another body looks like one
that is not there. Where the tables cannot be asked, the page that says so asks them nothing.
Not here: what a form says about its fields, a database that does not answer (without_tables.py).
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from battlebox.web import door_log
from battlebox.web.given_back import Kept, given_back, recorded_by
from battlebox.web.machine_log import tell_fault
from battlebox.web.without_tables import come_again, is_without_tables


@dataclass(frozen=True, slots=True)
class Failure:
    """One kind of failure."""

    status: int
    title: str
    words: tuple[str, ...]


_TOLD: Final = frozenset({403, 404, 413, 429})
"""What the log of the door has a line of; of 404, where somebody signed in asked for what is not there for them."""
_NO_COOKIE: Final = (
    "Nothing was recorded.",
    "This browser lost what the desk had given it: its cookies were cleared or are turned off, or you signed in anew.",
    "Go back with your browser's back button and copy what you wrote.",
    "Then open the first page, sign in if you are asked to, open the form anew, and put your words in.",
)
_NOT_MY_NAME: Final = (
    "Nothing was recorded.",
    "Type the address that stands on your joining slip, or ask whoever runs the desk for it.",
    "If the router gave the desk's machine a new address, whoever runs the desk stops it and starts it again.",
)
_SEND_AGAIN: Final = (
    "What you sent stands below. Leave this page open, and press Send again once there is space; or copy your words."
)
_FAILURES: Final = {
    failure.status: failure
    for failure in (
        Failure(
            400,
            "The desk did not understand that",
            ("Nothing was recorded.", "Go back, check what you sent, and try again."),
        ),
        Failure(
            403,
            "You cannot do that",
            ("Nothing was recorded.", "If you should be able to, ask an admin of your body to change your role."),
        ),
        Failure(
            404,
            "There is no such page",
            ("The address may be mistyped, or the thing may not be yours to see.", "Start again from the first page."),
        ),
        Failure(405, "This page cannot be opened like that", ("Nothing was recorded.", "Start from the first page.")),
        Failure(
            409,
            "The desk does not know whether that was saved",
            (
                "It was sent in once before, and the desk stopped while it was being saved.",
                "Look in the log for it. Only if it is not there, open the form again and send it once more.",
            ),
        ),
        Failure(
            413,
            "That is too large",
            (
                "Nothing was recorded.",
                "Send a smaller file, or send it in parts.",
                "If it was words: go back with your browser's back button, and shorten them.",
            ),
        ),
        Failure(
            429,
            "Too many tries",
            (
                "For safety the desk takes no more tries from this machine for a while.",
                "Wait a few minutes, then try again.",
            ),
        ),
        Failure(
            500,
            "The desk has a fault",
            (
                "It is not your doing. What was already recorded is safe.",
                "What you just sent may not have been recorded: look in the log before you send it again.",
            ),
        ),
        Failure(
            507,
            "The disk of the desk is full",
            ("Nothing was recorded.", "Tell whoever looks after the laptop to free some space."),
        ),
    )
}


def failed(request: HttpRequest, status: int, *words: str, title: str = "") -> HttpResponse:
    """The page for a failure; with a title of its own, its words stand in place of the usual ones."""
    failure = Failure(status, title, words) if title else _FAILURES[status]
    more = () if title else words
    if status in _TOLD:
        door_log.refused(request, status)
    context: dict[str, Any] = {"failure": failure, "more": more}
    return render(request, "errors/failure.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for words too many; whoever called the desk by a name not its own reads how to find it."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if isinstance(exception, DisallowedHost):
        return failed(request, 400, *_NOT_MY_NAME, title="This desk does not answer to that address")
    if isinstance(exception, SessionInterrupted):
        return _session_lost(request, exception)
    return failed(request, 400)


def _session_lost(request: HttpRequest, wrong: SessionInterrupted) -> HttpResponse:
    """400: the session could not be kept after all else was done; Django says so whatever the tables said."""
    cause: BaseException | None = wrong
    while cause is not None and not isinstance(cause, DatabaseError):
        cause = cause.__context__
    if cause is not None and (is_without_tables(cause) or _is_full(cause)):
        return _mendable(request, cause)
    recorded = recorded_by(request)
    if recorded is None:
        return failed(request, 400, "Your session ended meanwhile: sign in again.")
    named = f"It was saved as {recorded.number}." if recorded.number else "It was saved."
    words = (named, "Do not send it again.", "Your session ended meanwhile: sign in again.")
    return failed(request, 400, *words, title="You were signed out meanwhile")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    del exception
    return failed(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    del exception
    return failed(request, 404)


class NeverBlank:
    """Gives a page to whoever opens an address to which something can only be sent: the refusal itself is blank."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What may be asked stays said in the header."""
        answer = self.get_response(request)
        if request.method != "GET" or not isinstance(answer, HttpResponseNotAllowed) or answer.content:
            return answer
        shown = failed(request, HTTPStatus.METHOD_NOT_ALLOWED)
        shown.headers["Allow"] = answer.headers["Allow"]
        return shown


def fault(request: HttpRequest) -> HttpResponse:
    """500; or 507 where the disk is full, and 503 where the database is gone: nobody's fault, and can be mended."""
    wrong = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
    if wrong is not None and is_without_tables(wrong) and not _is_full(wrong):
        return come_again(request)
    if wrong is not None:
        tell_fault(request, wrong)
        if _is_full(wrong):
            return _full(request)
    recorded = recorded_by(request)
    if recorded is not None and not recorded.is_done:
        return _half(request, recorded, 500)
    return failed(request, 500)


def _half(request: HttpRequest, recorded: Kept, status: int) -> HttpResponse:
    """It stands in the record, and what it says is not done: sent again, it is."""
    failure = Failure(status, _FAILURES[status].title, recorded.half_words)
    context: dict[str, Any] = {"failure": failure, "recorded": recorded, "given": given_back(request)}
    return render(request, "errors/failure.html", context, status=status)


def _is_full(wrong: BaseException) -> bool:
    is_full = isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT)
    # As a file of tables says it, and as a server does.
    words = ("disk is full", "No space left on device")
    return is_full or (isinstance(wrong, OperationalError) and any(each in str(wrong) for each in words))


def _mendable(request: HttpRequest, wrong: BaseException) -> HttpResponse:
    return _full(request) if _is_full(wrong) else come_again(request)


def _full(request: HttpRequest) -> HttpResponse:
    """507: what was recorded before it filled up is named; else what was written stands in the answer."""
    recorded = recorded_by(request)
    if recorded is not None and not recorded.is_done:
        return _half(request, recorded, 507)
    if recorded is not None:
        named = f"It was saved as {recorded.number}." if recorded.number else "It was saved."
        failure = Failure(507, _FAILURES[507].title, (named, "Do not send it again.", _FAILURES[507].words[1]))
        return render(request, "errors/failure.html", {"failure": failure, "recorded": recorded}, status=507)
    given = given_back(request)
    more = [_SEND_AGAIN] if given else []
    if given and given.has_files:
        more.append("A file must be chosen again.")
    context: dict[str, Any] = {"failure": _FAILURES[507], "more": more, "given": given}
    return render(request, "errors/failure.html", context, status=507)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return failed(request, 413)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for a form that this desk did not give out, or gave out too long ago."""
    del reason
    return failed(request, 403, *_NO_COOKIE, title="The desk does not know this form")


def locked_out(request: HttpRequest, original: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """429, after too many wrong passwords for one name from one machine."""
    del original, credentials
    minutes = round(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    words = (
        f"After {settings.AXES_FAILURE_LIMIT} wrong passwords the desk takes no more for this name from this machine.",
        f"Wait {minutes} minutes, or ask an admin of your body to let you in sooner.",
        "The admin finds it under Who has access: Locked out, Let in again.",
        "If it was not you who tried, tell an admin.",
        "Whoever runs the drill can help." if settings.DESK.drill else
        "With no admin to be reached, the break-glass envelope opens the desk.",
    )  # fmt: skip
    return failed(request, 429, *words, title="Too many tries: locked out")
