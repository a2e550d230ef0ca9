"""The drill's clock in the drill's own folder.

Law: what was set is on disk whole before anybody is told; a crash leaves the clock as it was before or after, never
between.
Not here: what may be set (pace.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from battlebox.drill.pace.errors import Code, PaceError
from battlebox.drill.pace.pace import Pace
from battlebox.journal import JournalError, replacing

PACE_FILE: Final = "pace.log"
_BYTES_MOST: Final = 4 << 20


@dataclass
class PaceFile:
    """The file; read again only when it was written, by this program or another on the same folder."""

    path: Path
    _read: tuple[tuple[int, int, int], Pace] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def in_folder(cls, folder: Path) -> PaceFile:
        """That of a drill's folder."""
        return cls(folder / PACE_FILE)

    @property
    def is_there(self) -> bool:
        """Whether the drill was started."""
        return self.path.exists()

    def pace(self) -> Pace:
        """The clock. Raises PaceError if it is not there or cannot be read."""
        with self._lock:
            try:
                found = self.path.stat()
                mark = (found.st_mtime_ns, found.st_ino, found.st_size)
                if self._read is None or self._read[0] != mark:
                    if found.st_size > _BYTES_MOST:
                        raise PaceError.of(Code.NOT_KEPT, name=self.path, why="it is too large to be one")
                    self._read = (mark, Pace.from_text(self.path.read_text(encoding="ascii"), name=str(self.path)))
            except (OSError, UnicodeDecodeError) as wrong:
                why = getattr(wrong, "strerror", "") or "it is no text"
                raise PaceError.of(Code.NOT_KEPT, name=self.path, why=why.lower()) from wrong
            return self._read[1]

    def start(self, pace: Pace) -> None:
        """Keep the clock of a drill that begins. Raises PaceError if one began here before."""
        with self._lock:
            if self.is_there:
                raise PaceError.of(Code.KEPT_TWICE, name=self.path)
            self._write(pace)

    def set(self, deed: Callable[[Pace], Pace]) -> Pace:
        """Set it by one deed, such as `lambda pace: pace.paused(now)`; the clock as it is then. Raises PaceError."""
        with self._lock:
            before = self.pace()
            after = deed(before)
            if after != before:
                self._write(after)
            return after

    def _write(self, pace: Pace) -> None:
        try:
            with replacing(self.path) as file:
                file.write(pace.to_text().encode("ascii"))
        except JournalError as wrong:
            raise PaceError.of(Code.NOT_KEPT, name=self.path, why=str(wrong)) from wrong
