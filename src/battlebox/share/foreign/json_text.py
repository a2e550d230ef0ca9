"""JSON from somebody else: read strictly, or refused.

Law: what two readers could read in two ways (a name twice, a number that is none, half a letter) is refused, and so
is what is larger or deeper than any real file.
Not here: what the JSON means.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import orjson

from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.json_object import NameTwice, named_once

BYTES_MOST: Final = 10 * 1024 * 1024
DEPTH_MOST: Final = 64


def read_json(body: bytes, *, bytes_most: int = BYTES_MOST) -> Any:  # noqa: ANN401 - any JSON
    """What the bytes say. Raises ForeignError."""
    if len(body) > bytes_most:
        raise ForeignError.of(Code.TOO_LARGE, most=bytes_most)
    try:
        text = body.decode("utf-8").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError:
        raise ForeignError.of(Code.NOT_UTF8) from None
    _refuse_depth(body)
    try:
        orjson.loads(text)
        return json.loads(text, object_pairs_hook=named_once)
    except json.JSONDecodeError as wrong:
        raise ForeignError.of(Code.NOT_JSON, place=f"line {wrong.lineno}, column {wrong.colno}") from None
    except NameTwice:
        raise ForeignError.of(Code.NAME_TWICE) from None
    except (ValueError, RecursionError):
        raise ForeignError.of(Code.NOT_JSON) from None


def _refuse_depth(body: bytes) -> None:
    """Brackets outside of texts, counted before anything is built."""
    if body.count(b"[") + body.count(b"{") <= DEPTH_MOST:
        return
    depth = 0
    for byte in _TEXTS.sub(b"", body).translate(None, _NOT_BRACKETS):
        depth += 1 if byte in _OPENS else -1
        if depth > DEPTH_MOST:
            raise ForeignError.of(Code.TOO_DEEP, most=DEPTH_MOST)


_TEXTS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_OPENS: Final = frozenset(b"[{")
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
