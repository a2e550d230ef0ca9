"""A refusal as RFC 9457 has it: application/problem+json with a sentence, a hint, and the field it is about.

Law: what was sent is named by its place alone and never repeated.
Not here: the causes (errors.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.http import HttpResponse

from battlebox.desk import DeskCode, DeskError
from battlebox.web.machines.errors import STATUS, TEXT, Code

MEDIA: Final = "application/problem+json"
HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
"""What every answer to a machine carries."""
_CONFLICTS: Final = frozenset({DeskCode.CLOSED, DeskCode.NO_PEN, DeskCode.NOT_BELIEVED_YET})
"""What the desk refuses because of how it stands, and not because of what was sent."""
_TIMES: Final = ("as_of", "since")
_FIELDS: Final = {
    "the wording": "wording",
    "note": "note",
    "what happened": "note",
    "since": "since",
    "as of": "as_of",
    "first said": "as_of",
    "last checked": "as_of",
    "when it happened": "as_of",
}
"""What the desk calls a field, and where it stands in what was sent."""
_HINTS: Final = {
    DeskCode.NAMES_COUNCIL: "say it without that name; an officer can state it, and say whom it is about",
}
"""What a machine is advised where the desk's own advice is for somebody with a form."""
_PLACES: Final = {
    DeskCode.ASKED_OTHERWISE: "Idempotency-Key",
    DeskCode.NOT_WRITTEN_YET: "mark",
    DeskCode.NAMES_COUNCIL: "wording",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One mistake: where it stands (`#/since`, or the name of a header or parameter), what, and what to do."""

    pointer: str
    detail: str
    hint: str = ""


class Problem(Exception):
    """A request that is refused; str() is the sentence."""

    def __init__(
        self, code: Code, *wrongs: Wrong, detail: str = "", hint: str = "", status: int = 0, retry_seconds: int = 0
    ) -> None:
        sentence, usual = TEXT[code]
        super().__init__(sentence)
        self.code, self.wrongs = code, wrongs
        self.detail, self.hint = detail or sentence, hint or usual
        self.status = status or STATUS[code]
        self.retry_seconds = retry_seconds
        self.allow = ""
        """The methods that the address has, where another was asked."""

    @classmethod
    def of_desk(cls, wrong: DeskError, named: tuple[str, ...] = ()) -> Problem:
        """What the desk refuses; `named` are the fields that name things of the estate, or times, in this request."""
        status = 409 if wrong.code in _CONFLICTS else 0
        place, hint = _place(wrong, named), _HINTS.get(wrong.code, wrong.hint)
        wrongs = (Wrong(place, str(wrong), hint),) if place else ()
        return cls(Code.REFUSED, *wrongs, detail=str(wrong), hint=hint, status=status)

    def says(self) -> dict[str, Any]:
        """The object of RFC 9457."""
        found: dict[str, Any] = {
            "type": f"urn:battlebox:problem:{self.code.value.replace('_', '-')}",
            "title": str(self),
            "status": self.status,
            "detail": self.detail,
            "hint": self.hint,
        }
        if self.wrongs:
            found["errors"] = [
                {"pointer": each.pointer, "detail": each.detail, "hint": each.hint} for each in self.wrongs
            ]
        return found

    def answer(self) -> HttpResponse:
        """The answer."""
        found = HttpResponse(orjson.dumps(self.says()), status=self.status, content_type=MEDIA, headers=HEADERS)
        if self.code is Code.WHO:
            found.headers["WWW-Authenticate"] = 'Bearer realm="battlebox monitoring"'
        if self.retry_seconds:
            found.headers["Retry-After"] = str(self.retry_seconds)
        if self.allow:
            found.headers["Allow"] = self.allow
        return found


def _place(wrong: DeskError, named: tuple[str, ...]) -> str:
    if wrong.code in _PLACES:
        place = _PLACES[wrong.code]
        return f"#/{place}" if place in named else place
    if wrong.code is DeskCode.NOT_OF_THE_BODY:
        return next((f"#/{each}" for each in named if each in ("system", "thing", "systems")), "")
    field = _FIELDS.get(str(wrong.found.get("field", "")), "")
    if field in _TIMES:
        field = next((each for each in named if each in _TIMES), field)
    return f"#/{field}" if field else ""
