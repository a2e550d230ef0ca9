"""How much work an answer may take, and who is told how far it is.

Law: `seconds` is a limit, never a target: within it work is counted, not timed, so answers do not depend on speed.
Not here: the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[float, str], None]


def silent(_share: float, _doing: str) -> None:
    """Progress nobody watches."""


@dataclass
class Allowance:
    """A limit in seconds from when it was made."""

    seconds: float
    progress: Progress = silent
    began: float = field(default_factory=time.monotonic)

    def spent(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() - self.began > self.seconds
