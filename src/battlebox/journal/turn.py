"""A turn: one holder at a time, over the threads of a process and, with a file, over all processes that share a folder.

Law: whoever holds it may take it again; a process that dies lets go of it; who waits too long is refused.
Not here: what is done meanwhile.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Final, Self

from battlebox.journal.errors import Code, JournalError

WAIT_SECONDS: Final = 20.0
"""How long one waits for it, where nobody says otherwise."""
_LOOK_SECONDS: Final = 0.002


class Turn:
    """Taken by `with turn:`; a `path` is the file that all processes lock, and without one there is but this one."""

    def __init__(self, path: Path | None = None, wait_seconds: float = WAIT_SECONDS) -> None:
        self.wait_seconds = wait_seconds
        self.threads = RLock()
        """What the threads of this process hold, the holder of the turn among them."""
        self._path = path
        self._depth = 0
        self._handle = -1

    @property
    def is_fresh(self) -> bool:
        """Whether it was taken from other processes just now, so that what they wrote is still to be read."""
        return self._path is not None and self._depth == 1

    def __enter__(self) -> Self:
        self.threads.acquire()
        is_taken = False
        try:
            if self._path is not None and not self._depth:
                self._take(self._path)
            self._depth += 1
            is_taken = True
        finally:
            if not is_taken:
                self.threads.release()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        try:
            if self._handle >= 0 and not self._depth:
                handle, self._handle = self._handle, -1
                os.close(handle)
        finally:
            self.threads.release()

    def _take(self, path: Path) -> None:
        # Windows has none, and there a desk is one process.
        import fcntl  # noqa: PLC0415 - see above

        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as wrong:
            raise JournalError.of(Code.NOT_WRITTEN, name=path, why=wrong.strerror or str(wrong)) from wrong
        until = time.monotonic() + self.wait_seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > until:
                    os.close(handle)
                    raise JournalError.of(Code.STORE_BUSY, name=path.stem) from None
                time.sleep(_LOOK_SECONDS)
            else:
                self._handle = handle
                return
