"""One question to a provider over HTTP, and what can be said afterwards about whether it had it.

Law: where nothing had left, it is refused; where anything may have, nobody knows; no answer of a provider, however
wrong or long, does more.
Not here: what an answer means (notify.py, gateway.py).
"""

from __future__ import annotations

import json
import socket
import ssl
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from battlebox.share.causes import causes_of
from battlebox.share.sending.sender import Refused, Unknown, Whose

CONNECT_SECONDS: Final = 10.0
ANSWER_SECONDS: Final = 20.0
ANSWER_BYTES_MAX: Final = 64 * 1024
_AFTER_MAX: Final = 3600


@dataclass(frozen=True, slots=True)
class Reply:
    """What a provider answered: the status, its JSON where it is an object, and what it says about time."""

    status: int
    said: dict[str, Any]
    after_seconds: int = 0
    date: float | None = None


def new_client(answer_seconds: float = ANSWER_SECONDS, connect_seconds: float = CONNECT_SECONDS) -> httpx.Client:
    """A client that follows nothing, reads no settings of the machine, and waits no longer than it must."""
    limits = httpx.Timeout(answer_seconds, connect=connect_seconds)
    return httpx.Client(timeout=limits, follow_redirects=False, trust_env=False, headers={"User-Agent": "battlebox"})


def ask(client: httpx.Client, method: str, url: str, **more: Any) -> Reply | Refused | Unknown:  # noqa: ANN401 - as httpx takes it
    """Ask once."""
    began = time.monotonic()
    limit = (client.timeout.read or ANSWER_SECONDS) * 2
    try:
        with client.stream(method, url, **more) as answer:
            raw = b""
            for piece in answer.iter_raw():
                raw += piece
                if len(raw) > ANSWER_BYTES_MAX or time.monotonic() - began > limit:
                    return Unknown("it answered without an end")
            return Reply(answer.status_code, _object(raw), _after(answer.headers), _date(answer.headers))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as wrong:
        return Refused(f"it could not be reached: {_why(wrong)}", Whose.PROVIDER)
    except httpx.HTTPError as wrong:
        return Unknown(f"it did not answer: {_why(wrong)}")


_BROKEN: Final = (
    (socket.gaierror, "no machine of that name is known here"),
    (ssl.SSLError, "its certificate or its encryption was not accepted"),
    (ConnectionRefusedError, "nothing answers at that address and port"),
    (TimeoutError, "no answer in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ConnectError, "no way to that address from here"),
    (httpx.NetworkError, "the connection was cut"),
    (httpx.RemoteProtocolError, "it hung up, or what it answered is no HTTP"),
)
"""What keeps two machines from talking, as a person says it; the kinds are tried in this order."""


def _why(wrong: httpx.HTTPError) -> str:
    """In our own words: the library's may hold an address with a key in it."""
    chain = tuple(causes_of(wrong))
    found = (words for kind, words in _BROKEN if any(isinstance(each, kind) for each in chain))
    return next(found, "something went wrong between here and there")


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _after(headers: httpx.Headers) -> int:
    found = headers.get("Retry-After", "")
    return min(int(found), _AFTER_MAX) if found.isascii() and found.isdigit() and len(found) < 10 else 0  # noqa: PLR2004 - longer is nonsense


def _date(headers: httpx.Headers) -> float | None:
    try:
        return parsedate_to_datetime(headers.get("Date", "")).timestamp()
    except (ValueError, TypeError):
        return None
