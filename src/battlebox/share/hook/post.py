"""One try to send one message, and what came of it.

Law: whatever the other side does, it ends by a time; what it answers is not read, and no word of it is repeated; a
redirect is not followed.
Not here: when the next try is made (web), what may be told (marking).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import httpcore
import httpx

from battlebox.share.causes import causes_of
from battlebox.share.hook.message import HookMessage
from battlebox.share.hook.receiver import Receiver
from battlebox.share.hook.signature import signed
from battlebox.share.polling import (
    CONNECT_SECONDS,
    LINE_FAULTS,
    Closed,
    Deadline,
    FeedKey,
    Resolver,
    Trust,
    Way,
    look_up,
    tls_of,
)

ANSWER_SECONDS: Final = 20.0
WAITS: Final = tuple(timedelta(seconds=each) for each in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""How long until the next try after so many failures in a row, as Standard Webhooks has them: three and a half days."""
_AFTER_MAX: Final = 3600
_GONE, _MOVED, _THEIRS = 410, range(300, 400), 500
_NOWHERE: Final = (
    "its name leads to no machine that this desk may tell: look at the name; for a machine inside your own network, "
    "ask whoever keeps this desk to name the network in hooks_inside"
)
"""One sentence for a name that is not known and for one that leads inside: no admin may learn which names are there."""
_WHICH: Final = (
    (Closed, "its name leads inside a network that hooks_inside does not name"),
    (socket.gaierror, "no machine of its name is known here"),
)
_BROKEN: Final = (
    (Closed, _NOWHERE),
    (socket.gaierror, _NOWHERE),
    (ssl.SSLError, "its certificate, or its encryption, was not accepted"),
    (ConnectionRefusedError, "nothing answers at that address and port"),
    (TimeoutError, "no answer in time"),
    (httpcore.TimeoutException, "no answer in time"),
    (httpcore.ConnectError, "nothing answers at that address and port"),
)


class Fate(StrEnum):
    """What came of a try."""

    TAKEN = "taken"
    LATER = "later"
    GONE = "gone"
    """They say that nothing more is wanted there."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a try, in a status (0: none came) and in words of ours."""

    fate: Fate
    status: int
    words: str
    after_seconds: int = 0
    which: str = ""
    """For the log of whoever keeps the machine alone: which of what `words` say alike it was."""


def post(
    receiver: Receiver,
    message: HookMessage,
    at: datetime,
    *,
    resolver: Resolver = look_up,
    answer_seconds: float = ANSWER_SECONDS,
) -> Came:
    """Try once. Never raises for what the other side does. Raises PollError where no TLS can be spoken at all."""
    if type(receiver) is not Receiver:
        raise TypeError(f"a message goes to a receiver of a real desk, not to {type(receiver).__name__}")
    deadline = Deadline()
    context = tls_of(FeedKey(receiver.desk), Trust.from_text(pin=receiver.pin), is_spoken=receiver.is_spoken)
    way = Way(context, receiver.guarded(resolver), deadline, may_be_private=True)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "battlebox",
        "Accept-Encoding": "identity",
        **signed(receiver.secrets, message, at),
    }
    limits = httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS)
    try:
        with httpx.Client(transport=way, timeout=limits, follow_redirects=False, trust_env=False) as client:
            deadline.give(answer_seconds)
            with client.stream("POST", receiver.url, headers=headers, content=message.body) as answer:
                return _came(answer.status_code, answer.headers.get("retry-after", ""))
    except LINE_FAULTS as wrong:
        chain = tuple(causes_of(wrong))
        words = _first(_BROKEN, chain) or "it hung up, or what it answered is no HTTP"
        return Came(Fate.LATER, 0, words, which=_first(_WHICH, chain))


def _first(said: Iterable[tuple[type[BaseException], str]], chain: Collection[BaseException]) -> str:
    return next((words for kind, words in said if any(isinstance(each, kind) for each in chain)), "")


def _came(status: int, after: str) -> Came:
    if httpx.codes.is_success(status):
        return Came(Fate.TAKEN, status, "taken")
    if status == _GONE:
        return Came(Fate.GONE, status, "it says that nothing more is wanted there")
    if status in _MOVED:
        return Came(Fate.LATER, status, "it sends on to another address, which is not followed: name that one")
    seconds = min(int(after), _AFTER_MAX) if after.isascii() and after.isdigit() and len(after) < 10 else 0  # noqa: PLR2004 - longer is nonsense
    words = "it had a fault of its own" if status >= _THEIRS else "it refused the message"
    return Came(Fate.LATER, status, words, seconds)
