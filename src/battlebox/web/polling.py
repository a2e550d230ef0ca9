"""Parts of a page that ask again by themselves, cheaply.

Law: a part that has not changed answers 304 before anything of it is worked out.
Not here: the line that says when the desk was last heard (views.py, front/script/heard.js).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from battlebox.desk.record import Record, standing_mark
from battlebox.web.asking import OfficerRequest, View
from battlebox.web.records import record_of

_TURN_SECONDS: Final = 300


def grown(request: OfficerRequest) -> str:
    """The number of entries, and the turn of five minutes: clocks run even where nothing is written."""
    record = record_of(request.incident)
    return f"{record.arrived}|{_turn(record)}"


def stands(request: OfficerRequest) -> str:
    """The same for a part that says how things stand: where very many lines are written, they count once a minute."""
    record = record_of(request.incident)
    return f"{standing_mark(record, request.officer.pk % 60)}|{_turn(record)}"


def polled(version: Callable[..., str]) -> Callable[[View], View]:
    """A part whose `version(request, ...)` (cheap: an entry count, a head id) says whether it has changed.

    The officer and the membership are mixed in, so that what one may see is never answered to another.
    """

    def of(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            mark = quote_etag(_mark(request, version(request, *args, **kwargs)))
            early = get_conditional_response(request, etag=mark)
            answer = view(request, *args, **kwargs) if early is None else early
            answer.headers["ETag"] = mark
            patch_cache_control(answer, private=True, no_cache=True)
            return answer

        return asked

    return of


def _turn(record: Record) -> int:
    return int(record.now().timestamp()) // _TURN_SECONDS


def _mark(request: HttpRequest, version: str) -> str:
    who = f"{request.user.pk}|{getattr(getattr(request, 'membership', None), 'pk', '')}|{request.get_full_path()}"
    return hashlib.sha256(f"{who}|{version}".encode()).hexdigest()[:24]
