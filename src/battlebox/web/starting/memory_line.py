"""How the processes of one desk reach its memory: a line to the process that began them, for each of them one.

Law: one question, one answer; what is kept lives in the first process and outlives any other.
Not here: what is kept (desk_memory.py, held.py), who begins and ends processes (processes.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from battlebox.web.desk_memory import DeskMemory, Kept


class LineMemory:
    """The memory at the other end of a line. Raises OSError or EOFError where nobody is there any more."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._lock = threading.Lock()

    def put(self, key: str, data: bytes, seconds: float) -> None:
        """As the protocol."""
        self._ask("put", key, data, seconds)

    def get(self, key: str) -> Kept | None:
        """As the protocol."""
        found: Kept | None = self._ask("get", key)
        return found

    def take(self, key: str) -> Kept | None:
        """As the protocol."""
        found: Kept | None = self._ask("take", key)
        return found

    def drop(self, beginning: str) -> None:
        """As the protocol."""
        self._ask("drop", beginning)

    def sweep(self) -> None:
        """Nothing: the first process does so by itself."""

    def _ask(self, *question: Any) -> Any:
        with self._lock:
            self._line.send(question)
            return self._line.recv()


def answer(memory: DeskMemory, line: Connection) -> bool:
    """Answer the next question of a line; False where its process is gone."""
    asks: dict[str, Callable[..., Any]] = {
        "put": memory.put,
        "get": memory.get,
        "take": memory.take,
        "drop": memory.drop,
    }
    try:
        what, *more = line.recv()
        line.send(asks[what](*more))
    except (EOFError, OSError):
        return False
    return True
