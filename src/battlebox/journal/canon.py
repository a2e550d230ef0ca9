"""The one way a value is written as JSON, so that two desks sign and hash the same bytes.

Law: RFC 8785 cut down to a profile that every JSON library writes alike: objects with ASCII names in sorted order,
no spaces, UTF-8, no floating point, whole numbers within 2^53 - 1.
Not here: which fields an object must have (header.py, bundle.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import orjson

from battlebox.journal.errors import Code, JournalError

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

INTEGER_MOST: Final = 2**53 - 1
DEPTH_MOST: Final = 8


def encode(value: Json) -> bytes:
    """The canonical bytes of a value that is in the profile; cost is about a microsecond for a header."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONEncodeError, UnicodeEncodeError) as wrong:
        if "surrogates" in str(wrong):
            raise JournalError.of(Code.NOT_TEXT, what="what was given") from None
        raise


def decode(raw: bytes, *, what: str) -> Json:
    """Read canonical bytes. Raises JournalError if they are not JSON, not in the profile or not canonical."""
    value = decode_loose(raw, what=what)
    check(value, what=what)
    if encode(value) != raw:
        raise JournalError.of(Code.NOT_CANONICAL, what=what)
    return value


def decode_loose(raw: bytes, *, what: str) -> Json:
    """Read JSON in any spelling, for a caller that checks each field itself and then the spelling."""
    try:
        value: Json = orjson.loads(raw)
    except orjson.JSONDecodeError as wrong:
        raise JournalError.of(Code.NOT_JSON, what=what, why=str(wrong)) from None
    return value


def check(value: object, *, what: str, depth: int = 0) -> None:
    """Refuse a value outside the profile; nesting is looked at no deeper than DEPTH_MOST."""
    if depth > DEPTH_MOST:
        raise JournalError.of(Code.FIELD, what=what, field="depth", found=f"more than {DEPTH_MOST} levels")
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        _check_integer(value, what)
    elif isinstance(value, str):
        _check_text(value, what)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str) or not name.isascii():
                raise JournalError.of(Code.FIELD, what=what, field="name", found=repr(name)[:40])
            check(inner, what=what, depth=depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            check(inner, what=what, depth=depth + 1)
    else:
        raise JournalError.of(Code.FIELD, what=what, field="number", found=repr(value)[:40])


def _check_integer(value: int, what: str) -> None:
    if abs(value) > INTEGER_MOST:
        raise JournalError.of(Code.FIELD, what=what, field="number", found=f"{str(value)[:20]} is too large")


def _check_text(value: str, what: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise JournalError.of(Code.FIELD, what=what, field="text", found="half of a character pair") from None
