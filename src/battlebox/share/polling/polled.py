"""What came of a poll, in figures and in words.

Law: how it ended is one code of one table; a poll that stopped at a limit of ours is no fault of anybody.
Not here: how long to wait after it (rest.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from battlebox.share.polling.errors import Code


class Turn(Enum):
    """What an ending means for the next poll."""

    DONE = auto()
    """There is nothing more: as usual."""
    GO_ON = auto()
    """There is more: soon."""
    LATER = auto()
    """Something is wrong over there, or between: later, and later still if it stays."""
    MENDED = auto()
    """Nothing will work until somebody mends it: seldom."""


_DONE: Final = frozenset({Code.WHOLE, Code.UNCHANGED})
_GO_ON: Final = frozenset({Code.PAGES, Code.BYTES, Code.OBJECTS, Code.SECONDS, Code.STOPPED})
_MENDED: Final = frozenset(
    {Code.KEY_REFUSED, Code.NOT_THERE, Code.ELSEWHERE, Code.CLOSED_ADDRESS, Code.NOT_TRUSTED, Code.WRONG_PIN}
)
_SHOWN: Final = 5


def turn_of(code: Code) -> Turn:
    """What an ending means for the next poll."""
    if code in _DONE:
        return Turn.DONE
    if code in _GO_ON:
        return Turn.GO_ON
    return Turn.MENDED if code in _MENDED else Turn.LATER


@dataclass(frozen=True, slots=True)
class Polled:
    """One poll: how it ended, and what it brought. `notes` are sentences about what was odd on the way."""

    code: Code
    sentence: str
    hint: str
    pages: int = 0
    bytes: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    notes: tuple[str, ...] = ()
    after_seconds: int = 0

    @property
    def turn(self) -> Turn:
        """What it means for the next poll."""
        return turn_of(self.code)

    @property
    def words(self) -> str:
        """What a liaison officer reads, in a line or two."""
        came = f"{_count(self.new, 'new thing')}, {self.known:,} known already, {self.refused:,} not taken"
        return ". ".join((_capital(self.sentence), f"It brought {came}", *self.notes[:_SHOWN])) + "."


def _count(found: int, what: str) -> str:
    return f"{found:,} {what}{'' if found == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
