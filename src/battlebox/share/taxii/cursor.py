"""How far a reader got: `next`, signed, so that any process may answer it and nobody else can make one.

Law: a cursor is good for one partner, one place and one choice of things; changed by a letter it is none; where it
stands is the instant of the last thing given out, so it says nothing about what was kept back.
Not here: the page that follows (web.taxii).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from battlebox.share.taxii.errors import Code, TaxiiError

_PLACE_BYTES: Final = 8
_MAC_BYTES: Final = 18
_LETTERS: Final = 4 * (_PLACE_BYTES + _MAC_BYTES + 1) // 3


@dataclass(frozen=True, slots=True)
class Cursors:
    """Signs and reads cursors; `secret` is this installation's."""

    secret: bytes

    def sign(self, place: int, *, partner: int, where: str, choice: str) -> str:
        """The cursor after this place."""
        number = place.to_bytes(_PLACE_BYTES, "big")
        return base64.urlsafe_b64encode(number + self._mac(number, partner, where, choice)).decode().rstrip("=")

    def read(self, text: str, *, partner: int, where: str, choice: str) -> int:
        """The place after which it goes on. Raises TaxiiError for what was not signed for just this."""
        raw = _unpacked(text)
        number, mac = raw[:_PLACE_BYTES], raw[_PLACE_BYTES:]
        if not hmac.compare_digest(mac, self._mac(number, partner, where, choice)):
            raise TaxiiError(Code.BAD_NEXT)
        return int.from_bytes(number, "big")

    def _mac(self, number: bytes, partner: int, where: str, choice: str) -> bytes:
        words = "\n".join((str(partner), where, choice)).encode()
        return hmac.new(self.secret, number + words, hashlib.sha256).digest()[:_MAC_BYTES]


def _unpacked(text: str) -> bytes:
    if not text.isascii() or len(text) > _LETTERS + 2:
        raise TaxiiError(Code.BAD_NEXT)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise TaxiiError(Code.BAD_NEXT) from None
    # Letters that differ only in bits that are thrown away would be a second spelling of one cursor.
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        raise TaxiiError(Code.BAD_NEXT)
    return raw
