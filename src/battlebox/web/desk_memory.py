"""The desk's own memory: what is kept for minutes, on no disk and in no table, for all processes of one desk.

Law: it is gone when its time is over and when the desk stops; of too much, the oldest goes first.
Not here: what is kept for a session (held.py), how other processes reach it (starting/memory_line.py).
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

KEPT_MOST: Final = 200
"""Things of one desk."""


class Kept(NamedTuple):
    """Something kept, and how long it still is."""

    data: bytes
    seconds: float


class DeskMemory(Protocol):
    """Where it is kept."""

    def put(self, key: str, data: bytes, seconds: float) -> None:
        """Keep it under a key, for so long."""
        ...

    def get(self, key: str) -> Kept | None:
        """What is kept there; None where there is nothing, or no longer."""
        ...

    def take(self, key: str) -> Kept | None:
        """The same, and it is kept no longer."""
        ...

    def drop(self, beginning: str) -> None:
        """Keep nothing more whose key begins so."""
        ...

    def sweep(self) -> None:
        """Let go of what is over."""
        ...


@dataclass(slots=True)
class OwnMemory:
    """In this process."""

    _kept: dict[str, tuple[bytes, float]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def put(self, key: str, data: bytes, seconds: float) -> None:
        """As the protocol."""
        self.sweep()
        with self._lock:
            self._kept.pop(key, None)
            while len(self._kept) >= KEPT_MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = (data, time.monotonic() + seconds)

    def get(self, key: str) -> Kept | None:
        """As the protocol."""
        self.sweep()
        with self._lock:
            found = self._kept.get(key)
        return None if found is None else Kept(found[0], found[1] - time.monotonic())

    def take(self, key: str) -> Kept | None:
        """As the protocol."""
        found = self.get(key)
        with self._lock:
            self._kept.pop(key, None)
        return found

    def drop(self, beginning: str) -> None:
        """As the protocol."""
        with self._lock:
            for key in [key for key in self._kept if key.startswith(beginning)]:
                del self._kept[key]

    def sweep(self) -> None:
        """As the protocol."""
        now = time.monotonic()
        with self._lock:
            for key in [key for key, (_, until) in self._kept.items() if until <= now]:
                del self._kept[key]


@dataclass(slots=True)
class _Plugged:
    memory: DeskMemory = field(default_factory=OwnMemory)


_PLUGGED: Final = _Plugged()


def use(memory: DeskMemory) -> None:
    """From now on, this is where it is kept; called once at start."""
    _PLUGGED.memory = memory


def desk_memory() -> DeskMemory:
    """Where it is kept."""
    return _PLUGGED.memory
