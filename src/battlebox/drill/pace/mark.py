"""One mark of a drill's clock: at this real instant it showed this, and from there it ran so fast, for this reason.

Law: instants are aware, in UTC, whole milliseconds; a pace is a whole number, 0 while it is paused.
Not here: whether marks fit together (pace.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from battlebox.drill.pace.errors import Code, PaceError

RATE_MOST: Final = 60
"""A minute of drill in a second: faster, and nobody can read what happens."""
MS: Final = timedelta(milliseconds=1)
_CELLS: Final = 4


class Deed(StrEnum):
    """Why a mark was set."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    SET = "set"
    """Another pace."""
    JUMPED = "jumped"
    GOES_ON = "goes-on"
    """Somebody did something: the drill is being played."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark."""

    real: datetime
    drill: datetime
    rate: int
    deed: Deed

    def __post_init__(self) -> None:
        for instant in (self.real, self.drill):
            if instant.utcoffset() != timedelta(0) or instant.microsecond % 1000:
                raise PaceError.of(Code.NO_ZONE, found=instant.isoformat())
        if type(self.rate) is not int or not (0 if self.deed in _STILL else 1) <= self.rate <= RATE_MOST:
            raise PaceError.of(Code.BAD_RATE, found=self.rate, most=RATE_MOST)
        if self.deed is Deed.PAUSED and self.rate:
            raise PaceError.of(Code.BAD_RATE, found=self.rate, most=RATE_MOST)

    def to_text(self) -> str:
        """One line: real instant, drill instant, pace, why."""
        return f"{_text(self.real)} {_text(self.drill)} {self.rate} {self.deed}"

    @classmethod
    def from_text(cls, line: str) -> Mark:
        """Read it back. Raises ValueError for a line that is none, PaceError for one that says what cannot be."""
        cells = line.split(" ")
        if len(cells) != _CELLS or not cells[2].isdecimal():
            raise ValueError(line)
        mark = cls(datetime.fromisoformat(cells[0]), datetime.fromisoformat(cells[1]), int(cells[2]), Deed(cells[3]))
        if mark.to_text() != line:
            raise ValueError(line)
        return mark


def whole(instant: datetime) -> datetime:
    """An instant in UTC, down to the millisecond. Raises PaceError where it has no zone."""
    if instant.tzinfo is None:
        raise PaceError.of(Code.NO_ZONE, found=instant.isoformat())
    at = instant.astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _text(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_STILL: Final = (Deed.PAUSED, Deed.JUMPED)
"""Marks after which a clock may stand: one may jump while it is paused."""
