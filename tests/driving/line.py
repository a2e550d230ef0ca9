"""A line between a browser and a desk that can be cut: in the midst of what is asked, or of what is answered.

Law: what it lets through it does not change. It is on this machine's loopback alone.
Not here: who calls (browser.py), when it is cut (the room of faults).
"""

from __future__ import annotations

import random
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field

_AT_ONCE = struct.pack("ii", 1, 0)
"""Closed so, the other side is told that the line broke, and not that it ended."""
_PIECE = 65536


@dataclass
class Line:
    """It lets in at a port of its own, and calls the desk's for each that it lets in."""

    to: int
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    is_down: bool = False
    """Nobody gets through at all."""
    cuts: float = 0.0
    """How many of those who call are cut off half-way."""
    cut: int = 0
    """How many were."""

    def __post_init__(self):
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._let_in, daemon=True).start()

    def close(self):
        """Let nobody in any more."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _let_in(self):
        while True:
            try:
                caller, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller):
        if self.is_down:
            _break(caller)
            return
        # Of what is asked, or of what is answered, so much gets through: half-way somewhere, and sometimes nothing.
        asked = answered = 1 << 40
        if self.rng.random() < self.cuts:
            self.cut += 1
            if self.rng.random() < 0.5:
                asked = self.rng.randrange(1200)
            else:
                answered = self.rng.choice([0, self.rng.randrange(1200), self.rng.randrange(20000)])
        try:
            desk = socket.create_connection(("127.0.0.1", self.to), timeout=60)
        except OSError:
            _break(caller)
            return
        ways = [
            threading.Thread(target=self._one_way, args=(caller, desk, asked), daemon=True),
            threading.Thread(target=self._one_way, args=(desk, caller, answered), daemon=True),
        ]
        for each in ways:
            each.start()
        for each in ways:
            each.join()
        caller.close()
        desk.close()

    def _one_way(self, read, written, most):
        try:
            while data := read.recv(_PIECE):
                written.sendall(data[:most])
                most -= len(data)
                if most <= 0:
                    break
            else:
                written.shutdown(socket.SHUT_WR)
                return
        except OSError:
            pass
        _break(read)
        _break(written)


def _break(line):
    with suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        # A thread that reads from it wakes up.
        line.shutdown(socket.SHUT_RDWR)
    line.close()
