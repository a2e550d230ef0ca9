"""One question to an issuer, and its answer as an object, or the reason why there is none.

Law: what is read has a limit in bytes and in time; nobody is followed to another address; no setting of this machine
is read; the secret leaves for no address but the one that tokens are given out at.
Not here: what is asked (provider.py, flow.py).
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
import orjson

from battlebox.share.identity.errors import Code, IdentityError
from battlebox.share.identity.issuer import Issuer, is_reachable

STEP_SECONDS: Final = 4.0
SECONDS_MAX: Final = 10.0
BYTES_MAX: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, and the object that was answered."""

    status: int
    found: Mapping[str, Any]


def ask(
    issuer: Issuer,
    url: str,
    form: Mapping[str, str] | None = None,
    *,
    proof: tuple[str, str] | None = None,
    seconds: Callable[[], float] = time.monotonic,
) -> Answer:
    """Ask for something, or send a form with our proof in its header. Raises IdentityError."""
    if type(issuer) is not Issuer:
        raise TypeError(f"an issuer of a real desk is asked, not {type(issuer).__name__}")
    if not is_reachable(url, own=issuer.on_this_machine):
        raise _wrong(issuer, Code.NOT_UNDERSTOOD)
    ends = seconds() + SECONDS_MAX
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "battlebox"}
    try:
        with (
            httpx.Client(
                verify=_trust(issuer), timeout=STEP_SECONDS, follow_redirects=False, trust_env=False, auth=proof
            ) as client,
            client.stream("GET" if form is None else "POST", url, headers=headers, data=form) as answer,
        ):
            return Answer(answer.status_code, _object(issuer, _read(issuer, answer, ends, seconds)))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as wrong:
        raise _wrong(issuer, Code.NOT_TRUSTED if _is_about_trust(wrong) else Code.AWAY) from None


def _trust(issuer: Issuer) -> ssl.SSLContext:
    if issuer.on_this_machine:
        # It trusts nobody: nothing is asked with it.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if issuer.ca_file:
        context = ssl.create_default_context(cafile=issuer.ca_file)
    else:
        context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _read(issuer: Issuer, answer: httpx.Response, ends: float, seconds: Callable[[], float]) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_raw():
        size += len(piece)
        if size > BYTES_MAX:
            raise _wrong(issuer, Code.NOT_UNDERSTOOD)
        if seconds() > ends:
            raise _wrong(issuer, Code.AWAY)
        pieces.append(piece)
    return b"".join(pieces)


def _object(issuer: Issuer, raw: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise _wrong(issuer, Code.NOT_UNDERSTOOD)
    return found


def _is_about_trust(wrong: BaseException) -> bool:
    cause: BaseException | None = wrong
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _wrong(issuer: Issuer, code: Code) -> IdentityError:
    return IdentityError.of(code, name=issuer.name)
