"""Address and secret of a machine, sealed for the tables and opened for a try.

Law: a copy of the tables without the desk's own secret opens nothing.
Not here: using them (share.hook).
"""

from __future__ import annotations

import base64
import hashlib

import orjson
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(url: str, secret: str) -> str:
    """As the tables keep them."""
    return _box().encrypt(orjson.dumps([url, secret])).decode()


def unseal(sealed: str) -> tuple[str, str]:
    """Them again. Raises ValueError where it was sealed by another desk."""
    try:
        url, secret = orjson.loads(_box().decrypt(sealed.encode()))
    except InvalidToken:
        raise ValueError("sealed by another desk") from None
    return str(url), str(secret)


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"hooks|{settings.SECRET_KEY!s}".encode()).digest()))
