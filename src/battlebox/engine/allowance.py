"""How much work an answer may take, and who is told how far it is.

Law: `seconds` is a limit, never a target: within it work is counted, not timed, so answers do not depend on speed; and
work left out for want of time is never kept quiet (`is_cut`).
Not here: the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[float, str], None]


def silent(_share: float, _doing: str) -> None:
    """Progress nobody watches."""


@dataclass
class Allowance:
    """A limit in seconds from when it was made. `is_cut` once work was left out because the time was up.

    Ask `spent` only where there is work left to leave out.
    """

    seconds: float
    progress: Progress = silent
    now: Callable[[], float] = time.monotonic
    began: float = field(default=-1.0)
    is_cut: bool = False

    def __post_init__(self) -> None:
        if self.began < 0:
            self.began = self.now()

    def spent(self) -> bool:
        """Whether the time is up."""
        is_spent = self.now() - self.began >= self.seconds
        self.is_cut = self.is_cut or is_spent
        return is_spent

    @property
    def left(self) -> float:
        """Seconds not yet spent."""
        return max(0.0, self.began + self.seconds - self.now())

    def part(self, share: float) -> Allowance:
        """The first share of the same time, for work that other work must follow."""
        return Allowance(self.seconds * share, self.progress, self.now, self.began)

    def within(self, work: Iterable[T]) -> Iterator[T]:
        """Each piece of work, until the time is up."""
        for piece in work:
            if self.spent():
                return
            yield piece
