"""Connections that wait for nobody: a thread is given to one whose request's head is there whole, and to nothing less.

Law: a new connection waits among the idle ones, and so does one that has said half of something: of its TLS, of its
head, or of a body that nobody wants; each for so long as its deadline says and not longer, whatever comes meanwhile.
Where too many wait, the oldest of the address that has most of them is ended, and a new one let in.
Not here: how long a thread waits for a body (pace.py), what is answered.

What a connection goes through:

1. It is let in, and has ten seconds to agree on TLS, where the server speaks that.
2. It is silent for ten seconds at most; from its first byte on, it has ten to say the whole head.
3. A thread answers it. Where its body was heard to the end, again from 2.
4. Else it has ten seconds to say what nobody listens to, so that it hears the answer, and is ended.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import sys
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from cheroot import errors
from cheroot.connections import ConnectionManager
from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest

from battlebox.web.starting.late_tls import LateTls
from battlebox.web.starting.pace import OWN_ADDRESSES, Pace, PacedReader, PacedWriter, Waits

WAITING_MOST: Final = 400
ADDRESS_MOST: Final = 100
"""Of those, of one address."""
_SECONDS: Final = 10.0
_PIECE: Final = 8 * 1024
_UNHEARD_PIECES: Final = 16
_HANDSHAKE: Final = b"\x16"
"""The first byte of every line that speaks TLS."""
_PLAIN: Final = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 47\r\n\r\n"
    b"This port speaks HTTPS: begin the address so.\r\n"
)
_LATER: Final = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
_GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class _EndedError(OSError):
    """The other side has closed the line."""


class PatientRequest(HTTPRequest):
    """One whose body is asked for when somebody wants it, and left where nobody does."""

    def __init__(self, server: Any, conn: Any) -> None:
        super().__init__(server, conn)
        conn.request = self
        self.is_expecting = False
        self.header_reader = self._headers

    def _headers(self, rfile: Any, into: dict[bytes, bytes]) -> dict[bytes, bytes]:
        HeaderReader()(rfile, into)
        # Else the library says at once that the body is wanted.
        self.is_expecting = into.pop(b"Expect", b"").lower() == b"100-continue"
        return into

    @property
    def is_unheard(self) -> bool:
        """Whether some of its body was not read."""
        if not self.ready:
            return b"Content-Length" in self.inheaders or b"Transfer-Encoding" in self.inheaders
        if self.chunked_read:
            return not getattr(self.rfile, "closed", True)
        return getattr(self.rfile, "remaining", 0) > 0

    def send_headers(self) -> None:
        """Without waiting for a body that nobody has read, as the library would."""
        left = getattr(self.rfile, "remaining", 0)
        if 0 < left <= len(self.conn.rfile.in_hand):
            self.rfile.read(left)
        if self.is_unheard:
            self.close_connection = True
        super().send_headers()


class PatientConnection(HTTPConnection):
    """One that is heard piece by piece until there is something to answer."""

    RequestHandlerClass = PatientRequest
    request: PatientRequest | None = None
    pace: Pace
    until: float
    """When it is ended, by the clock that only goes forward."""
    is_parked = False
    """Whether all that came was heard, and more is waited for."""
    is_answered = False
    is_agreed = False
    is_over = False

    def let_in(self, waits: Waits) -> None:
        """It was accepted."""
        self.pace = Pace(waits, str(self.remote_addr or ""))
        self._speak_by(self.socket)
        self._renew()

    def communicate(self) -> bool:
        """Hear what came, and answer a request that is whole. False where it is to be closed."""
        self.is_parked = False
        # What is here in time may have to wait for a thread.
        if time.monotonic() >= self.until + _SECONDS:
            return False
        try:
            if not self.is_over and self._is_agreed() and self._is_whole():
                return self._answer()
            if self.is_over:
                self._throw_away()
        except (errors.FatalSSLAlert, OSError, ValueError):
            return False
        # Whoever dribbles is seldom found waiting when those that are over are looked for.
        self.is_parked = True
        return time.monotonic() < self.until

    def goes_on(self) -> None:
        """More of the body is wanted: who asked whether to send it is told so."""
        if self.request is not None and self.request.is_expecting:
            self.request.is_expecting = False
            self.wfile.write(_GO_ON)

    def has_more(self) -> bool:
        """Whether something is here that was not looked at."""
        pending = self.socket.pending() if isinstance(self.socket, ssl.SSLSocket) else 0
        return bool(pending or self.rfile.in_hand)

    def _speak_by(self, sock: Any) -> None:
        self.socket, self.rfile, self.wfile = sock, PacedReader(self), PacedWriter(self)

    def _renew(self) -> None:
        self.until = time.monotonic() + _SECONDS

    def _is_agreed(self) -> bool:
        """Whether TLS is agreed, where it is spoken."""
        adapter = self.server.ssl_adapter
        if self.is_agreed or not isinstance(adapter, LateTls):
            return True
        self.socket.settimeout(0)
        try:
            if not isinstance(self.socket, ssl.SSLSocket):
                if _came(self.socket.recv(1, socket.MSG_PEEK)) != _HANDSHAKE:
                    self.socket.sendall(_PLAIN)
                    return self._end_gently()
                self._begin(adapter)
            self.socket.do_handshake()
        except _LATER:
            return False
        self.ssl_env = adapter.get_environ(self.socket)  # type: ignore[no-untyped-call]  # The library has no types.
        self.is_agreed = True
        self._renew()
        return True

    def _begin(self, adapter: LateTls) -> None:
        try:
            self._speak_by(adapter.begin(self.socket))
        except OSError:
            # What was being agreed on is closed by whoever was at it.
            self.linger = True
            raise

    def _is_whole(self) -> bool:
        """Whether the head of a request is here, or so much of it that it is refused."""
        self.socket.settimeout(0)
        try:
            while not _is_head(held := self.rfile.in_hand) and len(held) <= self.server.max_request_header_size:
                piece = _came(self.socket.recv(_PIECE))
                if not held:
                    self._renew()
                self.rfile.add(piece)
        except _LATER:
            return False
        return True

    def _answer(self) -> bool:
        self.is_answered = True
        self.pace.begin()
        try:
            is_kept = super().communicate()  # type: ignore[no-untyped-call]  # The library has no types.
        finally:
            self.pace.end()
            request, self.request = self.request, None
        self._renew()
        if is_kept or request is None or not request.is_unheard:
            return bool(is_kept)
        self.is_parked = not self._end_gently()
        return True

    def _end_gently(self) -> bool:
        """Nothing more is said here; what is still on its way is thrown away, so that the answer is heard."""
        self.is_over, self.is_answered = True, False
        self._renew()
        self.socket.shutdown(socket.SHUT_WR)
        return False

    def _throw_away(self) -> None:
        """Some of what is still said to a line that is over. Raises OSError when the other side has ended it too."""
        self.socket.settimeout(0)
        with contextlib.suppress(*_LATER):
            for _ in range(_UNHEARD_PIECES):
                _came(self.socket.recv(_PIECE * 8))


def _came(piece: bytes) -> bytes:
    if not piece:
        raise _EndedError
    return piece


def _is_head(held: bytes) -> bool:
    """Whether this is a whole head; or one with a line that ends as none may, which is refused for that."""
    return b"\r\n\r\n" in held or held.count(b"\n") > held.count(b"\r\n")


class PatientConnections(ConnectionManager):
    """The connections of a server: new ones and half ones wait like those that were kept alive."""

    def __init__(self, server: Any, threads: int) -> None:
        super().__init__(server)
        self._waits = Waits(max(1, threads // 2))
        # The library has no types, and no place to say what is to come of what it keeps to itself.
        self._mine: Any = self
        mine: Any = self
        self._held = mine._selector  # noqa: SLF001 - see above

    def put(self, conn: Any) -> None:
        """It has been heard, and has more to say."""
        conn.last_used = time.time()
        if conn.is_parked or not conn.has_more():
            self._held.register(conn.socket.fileno(), selectors.EVENT_READ, data=conn)
        else:
            self.server.process_conn(conn)

    def _run(self, expiration_interval: float) -> None:
        # Where a selector does not see what is added while it waits, it must not wait long.
        wait = min(expiration_interval, 0.05) if sys.platform == "win32" else expiration_interval
        expired = time.monotonic()
        while not self._mine._stop_requested:  # noqa: SLF001 - the same
            try:
                active = list(self._held.select(timeout=wait))
            except OSError:
                self._mine._remove_invalid_sockets()  # noqa: SLF001 - the same
                continue
            for number, conn in active:
                if conn is not self.server:
                    self._held.unregister(number)
                    self.server.process_conn(conn)
            # After those: one that is ended to make room must not be looked at any more.
            if any(conn is self.server for _, conn in active):
                self._let_in()
            if time.monotonic() - expired > expiration_interval:
                expired = time.monotonic()
                self._end(found for found in self._waiting() if found[1].until <= expired)
                self._make_room()

    def _let_in(self) -> None:
        made = self._mine._from_server_socket(self.server.socket)  # noqa: SLF001 - the same
        if made is None:
            return
        made.let_in(self._waits)
        self._make_room(str(made.remote_addr or ""))
        self.put(made)

    def _waiting(self) -> list[tuple[int, Any]]:
        return [(number, conn) for number, conn in self._held.connections if conn is not self.server]

    def _make_room(self, address: str = "") -> None:
        """For one more of this address, and for those that were being heard when others came."""
        waiting = sorted(self._waiting(), key=lambda found: (found[1].is_answered, found[1].last_used))
        many = Counter(conn.remote_addr for _, conn in waiting)
        many[address] += 1
        over = {each: count - ADDRESS_MOST for each, count in many.items() if each not in OWN_ADDRESSES}
        if all(most <= 0 for most in over.values()) and len(waiting) >= WAITING_MOST:
            over = {many.most_common(1)[0][0]: len(waiting) + 1 - WAITING_MOST}
        ended = []
        for found in waiting:
            if over.get(found[1].remote_addr, 0) > 0:
                over[found[1].remote_addr] -= 1
                ended.append(found)
        self._end(ended)

    def _end(self, these: Iterable[tuple[int, Any]]) -> None:
        for number, conn in these:
            self._held.unregister(number)
            conn.close()
