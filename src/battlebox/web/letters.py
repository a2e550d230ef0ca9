"""Letters that turn a line around are written out on every page, in text, in boxes and in titles alike.

Law: no page holds one of them, wherever its words come from: typed here, brought with an estate, or by another desk.
Not here: right-to-left words, which the style keeps apart from what stands beside them (front/style), which letters
these are (desk).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from battlebox.desk import TURNING, unturned

_TURNING: Final = re.compile(b"|".join(letter.encode() for letter in TURNING))


class UnturnedPages:
    """Writes them out; a page without any, which is nearly every page, costs one look through it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """After each page."""
        answer = self.get_response(request)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
        if is_page and _TURNING.search(answer.content):
            answer.content = _TURNING.sub(lambda found: unturned(found[0].decode()).encode(), answer.content)
        return answer
