"""Tokens: what a partner proves itself with where it has no certificate.

Law: a token is long and random, so that one digest of it is as safe as many; only the digest is kept.
Not here: whose it is and until when (web.taxii).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from typing import Final

BEGINS: Final = "bbx-"
_BYTES: Final = 32
_LETTERS_MAX: Final = 400


def new_token() -> str:
    """A new token; it is shown once."""
    return BEGINS + secrets.token_urlsafe(_BYTES)


def token_digest(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_in(header: str) -> str:
    """The token in an Authorization header: as Bearer, or as the password of Basic; blank where there is none."""
    scheme, _, rest = header.strip().partition(" ")
    rest = rest.strip()
    if len(rest) > _LETTERS_MAX:
        return ""
    if scheme.lower() == "bearer":
        return rest
    return _password(rest) if scheme.lower() == "basic" else ""


def _password(packed: str) -> str:
    try:
        text = base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return text.partition(":")[2]
