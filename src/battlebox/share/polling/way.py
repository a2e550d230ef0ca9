"""The way to a partner's server: one look at its name, one address, and one hour at which it is over.

Law: no setting of this machine is read; the address that was looked at is the one that is gone to, while Host and the
name in TLS stay as they were; every read and write ends by the deadline, however slowly the other side drips.
Not here: what is asked (asking.py), which addresses may be gone to (address.py).
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import httpcore
import httpx

from battlebox.share.polling.address import Resolver, open_addresses

CONNECT_SECONDS: Final = 10.0
_PIECE: Final = 16 * 1024
_LEAST: Final = 0.001


class Deadline:
    """When it is over, by a clock that never goes back; it can be set anew."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.at = seconds() + CONNECT_SECONDS

    def give(self, seconds: float) -> None:
        """So long from now."""
        self.at = self.seconds() + seconds

    def cap(self, most: float | None) -> float:
        """How long a step may still take. Raises httpcore.ReadTimeout where it is over."""
        left = self.at - self.seconds()
        if left <= 0:
            raise httpcore.ReadTimeout("over")
        return max(_LEAST, left if most is None else min(left, most))


class _Line(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for at in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[at : at + _PIECE], self._deadline.cap(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        made = self._inner.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return _Line(made, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._inner.get_extra_info(info)


class _Streets(httpcore.NetworkBackend):
    """Goes to the addresses that were looked up first, whatever the name says later."""

    def __init__(self, resolver: Resolver, deadline: Deadline, *, may_be_private: bool) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._may_be_private = may_be_private
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if (host, port) not in self._known:
            found = open_addresses(host, port, self._resolver, may_be_private=self._may_be_private)
            self._known[host, port] = found
        last: Exception = httpcore.ConnectError("no address")
        for address in self._known[host, port]:
            try:
                made = self._inner.connect_tcp(
                    address, port, self._deadline.cap(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as wrong:
                last = wrong
                continue
            # One address that answers is kept to: a poll does not wander among machines.
            self._known[host, port] = (address,)
            return _Line(made, self._deadline)
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError(path, timeout, socket_options)

    def sleep(self, seconds: float) -> None:
        time.sleep(self._deadline.cap(seconds))


class _Pieces(httpx.SyncByteStream):
    """What is answered, piece by piece."""

    def __init__(self, inner: Any) -> None:  # noqa: ANN401 - httpcore's own stream
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class Way(httpx.BaseTransport):
    """Carries httpx's requests along the guarded way."""

    def __init__(
        self, context: ssl.SSLContext, resolver: Resolver, deadline: Deadline, *, may_be_private: bool = False
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            network_backend=_Streets(resolver, deadline, may_be_private=may_be_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request. Raises OSError and what httpcore raises."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Pieces(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._pool.close()
