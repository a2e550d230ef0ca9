"""What everybody asked of a desk, when, and what they were answered.

Law: one line for each form that was sent, and for each look at the log; times are of the one watch that all of them
are read from, and no fault reaches it. A form has a mark of its own: words that are in no other.
Not here: whether it can be true (checker.py), who asks (officers.py).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum, auto


class Answer(StrEnum):
    """What somebody knows afterwards."""

    SAVED = auto()
    """The desk went on to the next page."""
    REFUSED = auto()
    """The desk said that nothing was recorded."""
    IN_DOUBT = auto()
    """The desk said that it does not know: look in the log."""
    UNKNOWN = auto()
    """No answer came, or none that says."""
    SHOWN = auto()
    """The log, as it was shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked, from the moment it was first sent to the moment its last answer was read."""

    who: int
    at: float
    until: float
    answer: Answer
    mark: str = ""
    number: str = ""
    """Under which it was told to be kept."""
    shown: tuple[str, ...] = ()
    """The marks in the log."""
    tries: int = 1
    """How often it was sent."""

    def to_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Asked:
        found = json.loads(text)
        return cls(**found | {"answer": Answer(found["answer"]), "shown": tuple(found["shown"])})


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the record."""

    mark: str
    number: str


@dataclass
class History:
    """What all of them asked, as it was written down."""

    asked: list[Asked] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> float:
        return time.monotonic() - self.began

    def note(self, asked: Asked) -> None:
        with self.lock:
            self.asked.append(asked)

    def to_text(self, kept: Iterable[Kept] = ()) -> str:
        """Everything, a line each, in the order in which it was asked; then the record."""
        lines = [each.to_text() for each in sorted(self.asked, key=lambda each: each.at)]
        return "\n".join([*lines, *(json.dumps(asdict(each)) for each in kept)]) + "\n"
