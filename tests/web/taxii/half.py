"""Somebody who opens many lines from one address, says half of something on each, and begins again where one is closed.

Law: nothing that is said is ever whole.
Not here: what others notice of it (test_half_requests.py).
"""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field

LINES = 200
ELSEWHERE = "127.0.0.2"
"""An address of this machine's that is not the one from which a proxy asks."""


@dataclass
class Half:
    """`first` is said on each line, and `then` again and again, each `every` seconds."""

    port: int
    first: bytes
    then: bytes = b""
    every: float = 1.0
    address: str = ELSEWHERE
    lines: list = field(default_factory=list)
    opened: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _ready: threading.Event = field(default_factory=threading.Event)

    def __enter__(self):
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._thread.start()
        assert self._ready.wait(30), f"{self.opened} lines were opened"
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join(10)
        for each in self.lines:
            each.close()

    def _go_on(self):
        while not self._over.is_set():
            self.lines = [each for each in self.lines if self._is_open(each)]
            while len(self.lines) < LINES and not self._over.is_set():
                with contextlib.suppress(OSError):
                    made = socket.create_connection(
                        ("127.0.0.1", self.port), timeout=5, source_address=(self.address, 0)
                    )
                    made.sendall(self.first)
                    made.setblocking(False)
                    self.lines.append(made)
                    self.opened += 1
            self._ready.set()
            self._over.wait(self.every)

    def _is_open(self, line):
        try:
            with contextlib.suppress(BlockingIOError):
                if not line.recv(4096):
                    raise ConnectionError
            if self.then:
                line.send(self.then)
        except OSError:
            line.close()
            return False
        return True
