"""What we prove ourselves with to a partner, sealed for the tables and opened for a poll.

Law: a copy of the tables without the desk's own secret opens nothing; what was sealed for one server opens for no
other.
Not here: using it (share.polling).
"""

from __future__ import annotations

import orjson
from cryptography.fernet import InvalidToken

from battlebox.share.polling import FeedKey, PollCode, PollError
from battlebox.share.sending import RealDesk
from battlebox.web.sealing import box


def seal(key: FeedKey, root: str) -> str:
    """A key as the tables keep it, for a server."""
    says = {"for": root, "token": key.token, "user": key.user, "password": key.password}
    return box("feeds").encrypt(orjson.dumps(says)).decode()


def unseal(desk: RealDesk, sealed: str, root: str, certificate: str) -> FeedKey:
    """The key again. Raises PollError where it was sealed by another desk, or for another server."""
    if not sealed:
        return FeedKey(desk, certificate=certificate)
    try:
        says = orjson.loads(box("feeds").decrypt(sealed.encode()))
    except (InvalidToken, orjson.JSONDecodeError):
        raise PollError.of(PollCode.BAD_KEY) from None
    if says["for"] != root:
        raise PollError.of(PollCode.BAD_KEY)
    return FeedKey(desk, says["token"], says["user"], says["password"], certificate)
