"""One question to a partner's server, and its answer whole, or the reason why there is none.

Law: what is read has a limit in bytes and in time; nothing packed is opened; what is sent on to another origin is not
followed; our token leaves for no origin but the feed's; no words of the other side are repeated.
Not here: what a page holds (page.py), what is asked next (poller.py).
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final, Self

import httpcore
import httpx

from battlebox.share.causes import causes_of
from battlebox.share.polling.address import Closed, Resolver, look_up
from battlebox.share.polling.errors import Code, PollError
from battlebox.share.polling.key import PinError, live, tls_of
from battlebox.share.polling.origin import Origin, moved
from battlebox.share.polling.server import Server
from battlebox.share.polling.way import CONNECT_SECONDS, Deadline, Way

MEDIA: Final = "application/taxii+json;version=2.1"
AFTER_MAX: Final = 3600
"""The longest that a partner may put us off, in seconds."""
_TURNS_MAX: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_BROKEN: Final = 500
LINE_FAULTS: Final = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    OSError,
)
"""What may go wrong between here and another machine."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the status, the headers that count, and the body whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    now: datetime
    """When it came, by our clock."""

    @property
    def is_unchanged(self) -> bool:
        """Whether it says that nothing has changed."""
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def date(self) -> datetime | None:
        """What time it is by the server's own clock; None where it does not say."""
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            return None


class Asker:
    """Asks one server, over one connection, until it is closed."""

    def __init__(
        self,
        server: Server,
        *,
        resolver: Resolver = look_up,
        seconds: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.server = server
        self.seconds = seconds
        self.now = now
        self.bytes = 0
        """What has been read so far."""
        self._origin = Origin.from_url(server.root)
        self._deadline = Deadline(seconds)
        self._ends = seconds() + server.limits.seconds_max
        limits = httpx.Timeout(server.limits.step_seconds, connect=CONNECT_SECONDS)
        context = tls_of(live(server.key), server.trust, is_spoken=server.root.startswith("https:"))
        way = Way(context, resolver, self._deadline, may_be_private=server.may_be_private)
        self._client = httpx.Client(transport=way, timeout=limits, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def is_over(self) -> bool:
        """Whether the time of all questions together is used up."""
        return self.seconds() >= self._ends

    def get(self, url: str, query: Mapping[str, str] | None = None, *, mark: str = "") -> Answer:
        """Ask for something. Raises PollError."""
        more = {"If-None-Match": mark} if mark else {}
        asked = str(httpx.URL(url, params=dict(query))) if query else url
        for _ in range(_TURNS_MAX + 1):
            answer = self._once("GET", asked, more)
            if answer.status not in _MOVED:
                return self._good(answer)
            asked = self._moved(asked, answer)
        raise self._wrong(Code.TURNS)

    def post(self, url: str, body: bytes) -> Answer:
        """Give something. Raises PollError; a post is never sent on to another address."""
        answer = self._once("POST", url, {"Content-Type": MEDIA}, body)
        if answer.status in _MOVED:
            raise self._wrong(Code.ELSEWHERE)
        return self._good(answer)

    def _moved(self, url: str, answer: Answer) -> str:
        to = moved(url, answer.headers.get("location", ""))
        if self._origin is None or not self._origin.holds(to):
            raise self._wrong(Code.ELSEWHERE)
        return to

    def _once(self, method: str, url: str, more: Mapping[str, str], body: bytes | None = None) -> Answer:
        if self._origin is None or not self._origin.holds(url):
            raise self._wrong(Code.ELSEWHERE)
        limits = self.server.limits
        self._deadline.give(min(limits.page_seconds_max, max(0.0, self._ends - self.seconds())))
        headers = {
            "Accept": MEDIA,
            "Accept-Encoding": "identity",
            "User-Agent": "battlebox",
            **self.server.key.headers,
            **more,
        }
        try:
            with self._client.stream(method, url, headers=headers, content=body) as answer:
                is_read = httpx.codes.is_success(answer.status_code)
                raw = self._read(answer) if is_read else b""
                return Answer(answer.status_code, answer.headers, raw, self.now())
        except LINE_FAULTS as wrong:
            raise self._wrong(_code_of(wrong), most=limits.page_seconds_max) from None

    def _read(self, answer: httpx.Response) -> bytes:
        packed = answer.headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("", "identity"):
            raise self._wrong(Code.PACKED)
        self._check_kind(answer.headers.get("content-type", ""))
        most = self.server.limits.page_bytes_max
        said = answer.headers.get("content-length", "")
        # A length of more digits than any limit has is larger than any limit.
        if said.isascii() and said.isdigit() and (len(said) > 12 or int(said) > most):  # noqa: PLR2004 - longer than any length we take
            raise self._wrong(Code.TOO_LARGE, most=f"{most:,}")
        pieces: list[bytes] = []
        size = 0
        for piece in answer.iter_raw():
            size += len(piece)
            if size > most:
                raise self._wrong(Code.TOO_LARGE, most=f"{most:,}")
            pieces.append(piece)
        self.bytes += size
        return b"".join(pieces)

    def _check_kind(self, header: str) -> None:
        kind, *rest = (each.strip().lower() for each in header.split(";"))
        more = dict(each.partition("=")[::2] for each in rest)
        version = more.get("version", "2.1").strip('" ')
        if kind == "application/taxii+json" and version == "2.1":
            return
        is_old = kind in (
            "application/taxii+json",
            "application/vnd.oasis.taxii+json",
            "application/vnd.oasis.stix+json",
        )
        raise self._wrong(Code.OLD_TAXII if is_old else Code.NOT_TAXII)

    def _good(self, answer: Answer) -> Answer:
        """The answer, where it is one. Raises PollError."""
        status = answer.status
        if httpx.codes.is_success(status) or answer.is_unchanged:
            return answer
        after = _after(answer.headers.get("retry-after", ""), answer.now)
        if status in (401, 403):
            raise self._wrong(Code.KEY_REFUSED, after_seconds=after)
        if status in (404, 410):
            raise self._wrong(Code.NOT_THERE)
        if status in (429, 503):
            raise self._wrong(Code.BUSY, after_seconds=after)
        if status >= _BROKEN:
            raise self._wrong(Code.THEIR_FAULT, after_seconds=after, status=status)
        raise self._wrong(Code.REFUSED, status=status)

    def _wrong(self, code: Code, *, after_seconds: int = 0, **found: object) -> PollError:
        return PollError.of(code, after_seconds=after_seconds, who=self.server.who, **found)


_CODES: Final[tuple[tuple[type[BaseException], Code], ...]] = (
    (Closed, Code.CLOSED_ADDRESS),
    (PinError, Code.WRONG_PIN),
    (socket.gaierror, Code.NO_NAME),
    (ssl.SSLError, Code.NOT_TRUSTED),
    (httpcore.ConnectTimeout, Code.NO_WAY),
    (httpcore.TimeoutException, Code.SLOW),
    (httpx.TimeoutException, Code.SLOW),
    (httpcore.ConnectError, Code.NO_WAY),
    (httpcore.NetworkError, Code.HUNG_UP),
    (httpcore.ProtocolError, Code.HUNG_UP),
)
"""What keeps two machines from talking; the kinds are tried in this order."""


def _code_of(wrong: BaseException) -> Code:
    """The cause, of what went wrong and of what that came of."""
    chain = tuple(causes_of(wrong))
    found = (code for kind, code in _CODES if any(isinstance(each, kind) for each in chain))
    return next(found, Code.HUNG_UP)


def _after(header: str, now: datetime) -> int:
    """For how long they put us off, in seconds, an hour at most; 0 where they do not say."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return AFTER_MAX if len(text) > 6 else min(int(text), AFTER_MAX)  # noqa: PLR2004 - longer than any hour
    try:
        left = (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0
    return int(min(max(left, 0), AFTER_MAX))
