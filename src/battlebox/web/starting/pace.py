"""How long a thread may be made to wait for the bytes of one line, and how many threads for those of one address.

Law: ten seconds in all, and one more for each 8 KiB that moved, never more than ten ahead; what waits for a body of an
address that has its share of threads already is ended at once.
Not here: what waits without a thread (patience.py).
"""

from __future__ import annotations

import io
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from cheroot.makefile import StreamReader, StreamWriter

OWN_ADDRESSES: Final = frozenset({"127.0.0.1", "::1"})
"""Where a proxy asks from that serves many: the rules for one address do not hold."""
PATIENCE_SECONDS: Final = 10.0
BYTES_PER_SECOND: Final = 8 * 1024
_MOMENT_SECONDS: Final = 0.005
"""What is on its way comes within this; it is no waiting."""


class CrowdedError(OSError):
    """Too many threads wait for this address already."""


class Waits:
    """How many threads wait for each address."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._many: Counter[str] = Counter()
        self._lock = threading.Lock()

    def enter(self, address: str) -> None:
        """One more. Raises CrowdedError."""
        with self._lock:
            if self._many[address] >= self._most and address not in OWN_ADDRESSES:
                raise CrowdedError(f"{self._most} threads wait for {address}")
            self._many[address] += 1

    def leave(self, address: str) -> None:
        """One fewer."""
        with self._lock:
            self._many[address] -= 1
            if not self._many[address]:
                del self._many[address]


class Pace:
    """The waiting for one request on one line."""

    def __init__(self, waits: Waits, address: str) -> None:
        self._waits, self._address = waits, address
        self._left, self._is_counted = PATIENCE_SECONDS, False

    def begin(self) -> None:
        """A request is there."""
        self._left = PATIENCE_SECONDS

    def end(self) -> None:
        """It was answered, or not: no thread waits for it."""
        if self._is_counted:
            self._is_counted = False
            self._waits.leave(self._address)

    def read(self, sock: Any, into: Any) -> int:
        """So many bytes of a body. Raises TimeoutError; CrowdedError where it is not there at once."""
        act = lambda: int(sock.recv_into(into))  # noqa: E731 - asked twice
        if not self._is_counted:
            try:
                return self._moved(sock, act, _MOMENT_SECONDS)
            except TimeoutError:
                self._waits.enter(self._address)
                self._is_counted = True
        return self._moved(sock, act, PATIENCE_SECONDS)

    def write(self, sock: Any, what: Any) -> int:
        """So many bytes were sent. Raises TimeoutError."""
        return self._moved(sock, lambda: int(sock.send(what)), PATIENCE_SECONDS)

    def _moved(self, sock: Any, act: Callable[[], int], most: float) -> int:
        if self._left <= 0:
            raise TimeoutError("timed out")
        sock.settimeout(min(self._left, most))
        began, many = time.monotonic(), 0
        try:
            many = act()
        finally:
            waited = time.monotonic() - began
            self._left = min(PATIENCE_SECONDS, self._left - waited + many / BYTES_PER_SECOND)
        return many


class _Raw(io.RawIOBase):
    """The bytes of one connection."""

    def __init__(self, conn: Any) -> None:
        super().__init__()
        self._conn = conn


class _In(_Raw):
    """What was gathered before a thread was given, then what the line says."""

    def __init__(self, conn: Any) -> None:
        super().__init__(conn)
        self.ahead = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if self.ahead:
            many = min(len(into), len(self.ahead))
            into[:many] = self.ahead[:many]
            del self.ahead[:many]
            return many
        self._conn.goes_on()
        return int(self._conn.pace.read(self._conn.socket, into))


class _Out(_Raw):
    """What the line is told."""

    def writable(self) -> bool:
        return True

    def write(self, what: Any) -> int:
        return int(self._conn.pace.write(self._conn.socket, what))


class PacedReader(StreamReader):
    """What is read of a line."""

    def __init__(self, conn: Any) -> None:
        self._in = _In(conn)
        # The library makes its own bytes of the socket, and has no place to give it others.
        super(StreamReader, self).__init__(self._in)
        self.bytes_read = 0

    @property
    def in_hand(self) -> bytes:
        """What is here and was not read yet."""
        held: bytes = self.peek() if self.has_data() else b""  # type: ignore[no-untyped-call]  # The library has no types.
        return held + bytes(self._in.ahead)

    def add(self, piece: bytes) -> None:
        """This came."""
        self._in.ahead += piece


class PacedWriter(StreamWriter):
    """What is written to a line."""

    def __init__(self, conn: Any) -> None:
        super(StreamWriter, self).__init__(_Out(conn))
        self.bytes_written = 0
