"""Whether an object is small, shallow and plain enough to be looked at any further.

Law: a limit is told by the bytes where they are enough to tell it; only what is large or deep is walked through.
Not here: what an object means (sound.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from battlebox.share.intel.errors import Code
from battlebox.share.intel.limits import Limits
from battlebox.share.intel.refusal import Refusal

_NUL: Final = b"\\u0000"


def misshapen(says: Mapping[str, Any], raw: bytes, limits: Limits) -> Refusal | None:
    """Why the object is refused for its size or form, if it is; `raw` is the object written anew, without blanks."""
    if len(raw) > limits.object_bytes_max:
        return Refusal.of(says.get("id"), Code.OBJECT_TOO_LARGE, most=limits.object_bytes_max)
    # Each level opens with a bracket, each entry of a list but the last ends in a comma, each letter takes a byte.
    if raw.count(b"{") + raw.count(b"[") > limits.depth_max and _is_deep(says, limits.depth_max):
        return Refusal.of(says.get("id"), Code.TOO_DEEP, most=limits.depth_max)
    if len(raw) > limits.text_letters_max or raw.count(b",") >= limits.items_max or _NUL in raw:
        return _walked(says, limits)
    return None


def _is_deep(says: Mapping[str, Any], most: int) -> bool:
    level: list[Any] = [says]
    for _ in range(most):
        level = [
            below
            for one in level
            for below in (one.values() if isinstance(one, dict) else one)
            if isinstance(below, dict | list)
        ]
        if not level:
            return False
    return True


def _walked(says: Mapping[str, Any], limits: Limits) -> Refusal | None:
    waiting: list[object] = [says]
    while waiting:
        one = waiting.pop()
        why = _alone(one, limits)
        if why is not None:
            return Refusal.of(says.get("id"), why[0], most=why[1])
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
    return None


def _alone(one: object, limits: Limits) -> tuple[Code, int] | None:
    if isinstance(one, str):
        if len(one) > limits.text_letters_max:
            return Code.TEXT_TOO_LONG, limits.text_letters_max
        return (Code.HIDDEN_LETTER, 0) if "\0" in one else None
    if isinstance(one, list) and len(one) > limits.items_max:
        return Code.LIST_TOO_LONG, limits.items_max
    return None
