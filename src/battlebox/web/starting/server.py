"""Serving a desk: threads of one process, or of several on one port, on the loopback, or with TLS for the room.

Law: Ctrl-C and SIGTERM end it cleanly: requests that are being answered are finished; a busy port is refused with a
sentence.
Not here: making the desk stand (start.py), several processes (several.py), certificates (authority.py).
"""

from __future__ import annotations

import errno
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cheroot import wsgi

from battlebox.web.errors import Code, WebError
from battlebox.web.starting.authority import Certificates
from battlebox.web.starting.collecting import collect_rarely, take_short_turns
from battlebox.web.starting.desk_settings import LOOPBACK, DeskSettings
from battlebox.web.starting.late_tls import LateTls
from battlebox.web.starting.patience import WAITING_MOST, PatientConnection, PatientConnections

THREADS: Final = 12
_END_SECONDS: Final = 10
_SILENT_SECONDS: Final = 10
"""How long a thread waits for the next byte of an answer to be taken."""
_ASKING_MOST: Final = 128
"""Lines that the system holds before they are let in; of more, each waits a second."""
_HEADER_BYTES_MAX: Final = 64 * 1024
_PARTNER_BYTES_MAX: Final = 16 * 1024 * 1024


class SharingServer(wsgi.Server):
    """A server on a port that is bound already, and that other processes serve from too."""

    shared: socket.socket

    def bind(self, family: int, type: int, proto: int = 0) -> None:  # noqa: A002 - as cheroot names it
        """Take the socket as it is."""
        del family, type, proto
        self.socket = self.shared


@dataclass(frozen=True, slots=True)
class Door:
    """A port that the first process has bound, and the application behind it; that of the desk is made in each."""

    port: int
    bound: socket.socket
    application: Any = None


def listening(desk: DeskSettings, port: int) -> socket.socket:
    """A port from which several processes will serve. Raises WebError."""
    _refuse_busy(port)
    address = _address(desk)
    try:
        bound = socket.create_server((address, port), backlog=_ASKING_MOST)
    except OSError as wrong:
        raise _unbound(wrong, (address, port)) from wrong
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def desk_server(
    desk: DeskSettings, application: Any, certificates: Certificates | None, shared: socket.socket | None = None
) -> wsgi.Server:
    """The desk's own server, bound to its port or on one that is `shared`. Raises WebError."""
    server = _server((_address(desk), desk.port), application, THREADS, shared)
    server.max_request_body_size = desk.heard_bytes_max
    if certificates is not None:
        server.ssl_adapter = LateTls(str(certificates.chain), str(certificates.key))
    _bind(server, desk.port)
    return server


def _address(desk: DeskSettings) -> str:
    return "0.0.0.0" if desk.lan else LOOPBACK  # noqa: S104 - only with --lan, which asks for it


def plain_server(port: int, application: Any, shared: socket.socket | None = None) -> wsgi.Server:
    """The server beside it that gives out the authority's certificate and nothing else. Raises WebError."""
    server = _server(("0.0.0.0", port), application, 2, shared)  # noqa: S104 - the same
    server.max_request_body_size = 1024
    _bind(server, port)
    return server


def partner_server(port: int, application: Any, adapter: LateTls | None = None, *, host: str = LOOPBACK) -> wsgi.Server:
    """A server for partners alone, with TLS where there is an `adapter`. Raises WebError."""
    server = _server((host, port), application, THREADS)
    # What is larger than this is cut off by its header; below, the endpoint counts and answers in its own form.
    server.max_request_body_size = _PARTNER_BYTES_MAX
    if adapter is not None:
        server.ssl_adapter = adapter
    _bind(server, port)
    return server


def _server(
    address: tuple[str, int], application: Any, threads: int, shared: socket.socket | None = None
) -> wsgi.Server:
    server = (wsgi.Server if shared is None else SharingServer)(
        address,
        _without_body_to_head(application),
        numthreads=threads,
        timeout=_SILENT_SECONDS,
        shutdown_timeout=_END_SECONDS,
        server_name="desk",
    )
    if isinstance(server, SharingServer) and shared is not None:
        server.shared = shared
    server.ConnectionClass = PatientConnection
    server.keep_alive_conn_limit = WAITING_MOST
    server.request_queue_size = _ASKING_MOST
    server.max_request_header_size = _HEADER_BYTES_MAX
    server.error_log = _quiet  # type: ignore[method-assign]  # Cheroot's own way of saying where to.
    return server


def _without_body_to_head(application: Any) -> Any:
    """The application, whose answers to HEAD have no body: on a line that is kept open it would be read as the next."""

    def asked(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answer = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        if hasattr(answer, "close"):
            answer.close()
        return ()

    return asked


def _quiet(msg: str = "", level: int = 20, traceback: bool = False) -> None:  # noqa: FBT001, FBT002 - as cheroot calls it
    """Broken connections are everyday; faults of pages are told by Django."""
    del msg, level, traceback


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex((LOOPBACK, port)) == 0:
            raise WebError.of(Code.BUSY_PORT, port=port, next=port + 10)


def _bind(server: wsgi.Server, port: int) -> None:
    is_shared = isinstance(server, SharingServer)
    if not is_shared:
        _refuse_busy(port)
    try:
        server.prepare()
        # It makes its own, and has no place to say which.
        inner: Any = server
        inner._connections.close()  # noqa: SLF001 - see above
        inner._connections = PatientConnections(server, server.numthreads)  # noqa: SLF001 - the same
        if is_shared:
            # Whoever comes is let in by one process; the others must not wait for another to come.
            inner.socket.settimeout(0)
    except OSError as wrong:
        raise _unbound(wrong, (str(server.bind_addr[0]), port)) from wrong


def _unbound(wrong: OSError, address: tuple[str, int]) -> WebError:
    if wrong.errno == errno.EADDRINUSE or "in use" in str(wrong).lower():
        return WebError.of(Code.BUSY_PORT, port=address[1], next=address[1] + 10)
    return WebError.of(Code.NO_ADDRESS, address=address, why=str(wrong).lower())


def when_told() -> threading.Event:
    """What is set by Ctrl-C or SIGTERM from now on."""
    told = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: told.set())
    return told


def serve_until_told(servers: Sequence[wsgi.Server], at_end: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM, then finish what is being answered."""
    collect_rarely()
    take_short_turns()
    told = when_told()
    threads = [
        threading.Thread(target=server.serve, name=f"server-{at}", daemon=True) for at, server in enumerate(servers)
    ]
    for thread in threads:
        thread.start()
    while not told.wait(timeout=1.0):
        pass
    for server in servers:
        server.stop()
    for thread in threads:
        thread.join(timeout=_END_SECONDS)
    at_end()
