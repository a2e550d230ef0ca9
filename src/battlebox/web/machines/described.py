"""The library of addresses, made to say all it does: what it refuses, and how that looks, in OpenAPI too.

Law: a refusal is a problem (RFC 9457), in answers and in the description alike; nothing is fetched from elsewhere.
Not here: the addresses (addresses.py), causes (errors.py).
"""

from __future__ import annotations

import json
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from battlebox.share import NameTwice, named_once
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import MEDIA, Problem, Wrong
from battlebox.web.machines.shapes import ID_PATTERN, INCIDENT_PATTERN, KEY_PATTERN

_REFUSED: Final = 400
_HINTS: Final = {
    "missing": "send it",
    "extra_forbidden": "leave it out: it is not a field of this",
    "literal_error": "write one of the words that the description names",
    "string_too_long": "write fewer words",
    "datetime_from_date_parsing": "write the time as 2026-11-23T02:40:00Z",
    "datetime_parsing": "write the time as 2026-11-23T02:40:00Z",
    "timezone_aware": "say which time zone: 2026-11-23T02:40:00Z",
}


_PATTERNS: Final = {
    ID_PATTERN: (
        "an id has small letters, digits, dots, dashes and low lines alone",
        "take it from the list of things, letter by letter",
    ),
    INCIDENT_PATTERN: ("the id of an incident is eight letters of 0 to 9 and a to f", "take it from /api/v1/incidents"),
    KEY_PATTERN: ("it has 8 to 128 visible letters of ASCII, and no blank", "take your own event's number"),
}
"""What a pattern asks for, in words, and what to do."""
_TWICE: Final = ("it is there twice", "send it once: nobody can tell which of the two is meant")


class _Orjson(Parser):
    """Reads what was sent: at most so deep, no letters that are none, and no field twice."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The object in what was sent. Raises Problem for what is no JSON, no object, or names a field twice."""
        try:
            found = orjson.loads(request.body)
            # Once more by the library that shows which name stands twice; its numbers stay text, for none is used.
            json.loads(request.body, object_pairs_hook=named_once, parse_int=str, parse_float=str)
        except NameTwice as wrong:
            raise Problem(Code.BAD_FIELDS, Wrong(f"#/{wrong.name}", *_TWICE)) from None
        except (ValueError, RecursionError):
            raise Problem(Code.BAD_JSON) from None
        if not isinstance(found, dict):
            raise Problem(Code.BAD_JSON)
        return found


class _Written(BaseRenderer):
    """Writes what is answered."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        """The bytes."""
        del request, response_status
        return orjson.dumps(data)


class Described(NinjaAPI):
    """The addresses, with refusals as problems."""

    def __init__(self, **more: Any) -> None:
        super().__init__(parser=_Orjson(), renderer=_Written(), **more)
        self.add_exception_handler(Problem, _as_it_is)
        self.add_exception_handler(ValidationError, _bad_fields)
        self.add_exception_handler(HttpError, _unread)

    def get_openapi_schema(self, **more: Any) -> Any:
        """The description, in which refusals are problems."""
        says = super().get_openapi_schema(**more)
        for path in says["paths"].values():
            for one in path.values():
                for status, answer in one["responses"].items():
                    if int(status) >= _REFUSED:
                        (schema,) = answer["content"].values()
                        answer["content"] = {MEDIA: schema}
        return says


def _as_it_is(_: HttpRequest, wrong: Any) -> HttpResponse:
    found: HttpResponse = wrong.answer()
    return found


def _unread(_: HttpRequest, wrong: Any) -> HttpResponse:
    """The library says of anything that stops its parser that it is no JSON; ours is what it came from."""
    cause = wrong.__cause__
    return (cause if isinstance(cause, Problem) else Problem(Code.BAD_JSON)).answer()


def _bad_fields(_: HttpRequest, wrong: Any) -> HttpResponse:
    return Problem(Code.BAD_FIELDS, *(_mistake(each) for each in wrong.errors)).answer()


def _mistake(found: dict[str, Any]) -> Wrong:
    """Where it stands, and what is wrong with it; never what was sent."""
    source, *rest = found["loc"]
    at = [str(each) for each in rest[1:]] if source == "body" else [str(each) for each in rest]
    pointer = "#/" + "/".join(at) if source == "body" else "/".join(at)
    if found["type"] == "string_pattern_mismatch":
        return Wrong(pointer, *_PATTERNS[found["ctx"]["pattern"]])
    detail = found["msg"].removeprefix("Value error, ")
    return Wrong(pointer, detail[:1].lower() + detail[1:], _HINTS.get(found["type"], "see /api/v1/openapi.json"))
