"""Address and secret of a machine, sealed for the tables and opened for a try.

Law: a copy of the tables without the desk's own secret opens nothing.
Not here: using them (share.hook).
"""

from __future__ import annotations

import orjson
from cryptography.fernet import InvalidToken

from battlebox.web.sealing import box


def seal(url: str, secret: str) -> str:
    """As the tables keep them."""
    return box("hooks").encrypt(orjson.dumps([url, secret])).decode()


def unseal(sealed: str) -> tuple[str, str]:
    """Them again. Raises ValueError where it was sealed by another desk."""
    try:
        url, secret = orjson.loads(box("hooks").decrypt(sealed.encode()))
    except InvalidToken:
        raise ValueError("sealed by another desk") from None
    return str(url), str(secret)
