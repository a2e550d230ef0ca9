"""Connections that wait for nobody: one that says nothing costs no thread, and nobody's handshake holds up the others.

Law: a new connection waits among the idle ones until there is something to read; its TLS is agreed by the thread that
answers it; after so many that wait, a new one is closed at once.
Not here: what is answered, and how long a thread waits for the rest of a request (server.py).
"""

from __future__ import annotations

import socket
from typing import Any, Final

from cheroot import errors
from cheroot.connections import ConnectionManager
from cheroot.server import HTTPConnection

WAITING_MOST: Final = 400
_HANDSHAKE: Final = b"\x16"
"""The first byte of every line that speaks TLS."""
_PLAIN: Final = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 47\r\n\r\n"
    b"This port speaks HTTPS: begin the address so.\r\n"
)


class LateTls:
    """An adapter that lets a connection in without its handshake; `now` is the one that does it."""

    def __init__(self, now: Any) -> None:
        self.now = now

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)

    def wrap(self, sock: Any) -> tuple[Any, dict[str, Any]]:
        """As it came."""
        return sock, {}


class PatientConnection(HTTPConnection):
    """One whose handshake is done when it has something to say."""

    is_agreed = False

    def communicate(self) -> bool:
        """One request, or the handshake before the first. False where it is to be closed."""
        if isinstance(self.server.ssl_adapter, LateTls) and not self.is_agreed:
            return self._agree(self.server.ssl_adapter.now)
        return bool(super().communicate())  # type: ignore[no-untyped-call]  # The library has no types.

    def _agree(self, adapter: Any) -> bool:
        try:
            if self.socket.recv(1, socket.MSG_PEEK) != _HANDSHAKE:
                self.socket.sendall(_PLAIN)
                return False
            sock, self.ssl_env = adapter.wrap(self.socket)
        except (errors.FatalSSLAlert, errors.NoSSLError, OSError):
            # What was being agreed on is closed by whoever was at it.
            self.linger = True
            return False
        sock.settimeout(self.server.timeout)
        self.socket, self.is_agreed = sock, True
        self.rfile = adapter.makefile(sock, "rb", self.rbufsize)
        self.wfile = adapter.makefile(sock, "wb", self.wbufsize)
        # What came with the handshake is in its own buffer, where no selector sees it.
        return self.communicate() if sock.pending() else True


class PatientConnections(ConnectionManager):
    """The connections of a server: new ones wait like those that were kept alive."""

    def _from_server_socket(self, server_socket: Any) -> None:
        mine: Any = super()
        made = mine._from_server_socket(server_socket)  # noqa: SLF001 - the library has no place to say so
        if made is None:
            return
        held: Any = self
        if len(held._selector) > WAITING_MOST:  # noqa: SLF001 - the same
            made.close()
        else:
            self.put(made)
