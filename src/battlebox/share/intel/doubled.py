r"""Whether a name stands twice in an object: readers of JSON differ in which they take, and one can hide there.

Law: a name that stands twice is always found; a body without one is told so by counting, without being read again.
Not here: what is done about it (envelope.py).

How it is told by counting. In JSON every name ends in a quote and a colon. Count these in the body, blanks taken out:
at least as many as there are names, and one more wherever a text holds an escaped quote before a colon. Count them in
the objects as they were written anew: a name that stood twice is there once, and the texts are the same. A text could
hide the difference by writing its quote or its colon as a number (`\u0022`): a body with one of those is read again.
Equal counts therefore mean that no name was lost. Otherwise the slow reader looks, and says in which objects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson

from battlebox.share.intel.errors import Code, IntelError

_NUMBERED: Final = re.compile(rb"\\u00(?:22|3[aA])")
_NAME_ENDS: Final = b'":'
_BLANKS: Final = b" \t\r\n"


def doubled_in(body: bytes, container: Mapping[str, Any], raws: list[bytes]) -> frozenset[int]:
    """The places of the objects in which a name stands twice. Raises IntelError where one does outside of them.

    `body` was read by orjson, so it is JSON and its depth is bounded; `raws` are its objects, written anew.
    """
    if _NUMBERED.search(body) is None:
        around = {name: value for name, value in container.items() if name != "objects"} | {"objects": []}
        try:
            kept = orjson.dumps(around).count(_NAME_ENDS) + sum(raw.count(_NAME_ENDS) for raw in raws)
        except orjson.JSONEncodeError:
            raise IntelError.of(Code.NOT_AN_ENVELOPE) from None
        if body.translate(None, _BLANKS).count(_NAME_ENDS) == kept:
            return frozenset()
    return _read_again(body)


class _Doubled(dict[str, Any]):
    """An object in which a name stood twice."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(found)


def _read_again(body: bytes) -> frozenset[int]:
    try:
        # Numbers stay text: a long one would be worked out for nothing.
        found = json.loads(body, object_pairs_hook=_pairs, parse_int=str, parse_float=str)
    except RecursionError:
        raise IntelError.of(Code.NOT_JSON) from None
    objects = found.pop("objects")
    if _holds_one(found):
        raise IntelError.of(Code.ENVELOPE_TWICE)
    return frozenset(place for place, one in enumerate(objects) if _holds_one(one))


def _holds_one(value: object) -> bool:
    """Whether it is an object with a name twice, or one lies in it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, _Doubled):
            return True
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False
