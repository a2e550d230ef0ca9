"""How much a partner may ask: requests a minute, bytes sent in a day.

Law: a partner that asks too much slows nobody but itself; the wait that it is told is enough.
Not here: the figures (the table of partners). They are counted in each process for itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from battlebox.share.taxii.errors import Code, TaxiiError

_MINUTE: Final = 60.0
_DAY: Final = 86_400.0


@dataclass(slots=True)
class _Window:
    """What was counted since it began."""

    began: float
    counted: int = 0


@dataclass(slots=True)
class Quotas:
    """Counts by partner; `clock` gives seconds that only go forward."""

    clock: Callable[[], float]
    _windows: dict[tuple[str, int], _Window] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, partner: int, per_minute: int) -> None:
        """Count one request. Raises TaxiiError."""
        self._count(("asked", partner), 1, per_minute, _MINUTE, Code.TOO_OFTEN)

    def send(self, partner: int, size: int, per_day: int) -> None:
        """Count what was sent. Raises TaxiiError."""
        self._count(("sent", partner), size, per_day, _DAY, Code.TOO_MUCH)

    def _count(self, key: tuple[str, int], size: int, most: int, seconds: float, wrong: Code) -> None:
        now = self.clock()
        with self._lock:
            window = self._windows.setdefault(key, _Window(now))
            if now - window.began >= seconds:
                window.began, window.counted = now, 0
            if window.counted + size > most:
                raise TaxiiError(wrong, retry_seconds=int(window.began + seconds - now) + 1)
            window.counted += size
