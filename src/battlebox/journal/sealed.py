"""What named people alone may read: sealed to their keys before it is signed, so that no disk holds it in the clear.

Law: the header commits to the sealed bytes, so every desk verifies, carries and removes them like any part; opening
takes a named person's own key. A value that is sealed stands in the state like any other, and reads as nothing here.
Not here: who may have the sealed bytes (withhold.py), the seal itself (gobag.py).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from contextlib import suppress

from battlebox.journal import canon
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.gobag import seal, unseal
from battlebox.journal.part import PartClass


def close_part(holds: PartClass, data: bytes, recipients: tuple[str, ...]) -> bytes:
    """The bytes of a part of class `sealed`, for these age keys. Raises JournalError for a key that is none."""
    inside = canon.encode({"holds": holds.value, "base64": base64.b64encode(data).decode()})
    return seal(inside, recipients=recipients)


def open_part(data: bytes, secrets: Iterable[str]) -> tuple[PartClass, bytes]:
    """What a sealed part holds, opened by one of these secret keys. Raises JournalError if none of them fits."""
    for secret in secrets:
        with suppress(JournalError):
            return _inside(unseal(data, _WHAT, secret=secret))
    raise JournalError.of(Code.WRONG_RECIPIENT, name=_WHAT)


def _inside(raw: bytes) -> tuple[PartClass, bytes]:
    found = canon.decode(raw, what=_WHAT)
    if not isinstance(found, dict) or set(found) != {"holds", "base64"}:
        raise JournalError.of(Code.FIELDS, what=_WHAT, found="others than a sealed part has")
    try:
        return PartClass(str(found["holds"])), base64.b64decode(str(found["base64"]), validate=True)
    except (ValueError, binascii.Error):
        raise JournalError.of(Code.FIELDS, what=_WHAT, found="no part") from None


_WHAT = "this part"
