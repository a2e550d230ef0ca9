"""A measure of a drill: a value with what it counts from and which entry ended it; or not done; or not known.

Law: what cannot be known is not known, never 0 and never all; what was not done says what was missing.
Not here: which measures there are (the other modules of this wing).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.drill.report.lack import Lack

SOURCE: Final = "After-action measures of the domain notes, section 10; this way of counting is a working value"


class Came(StrEnum):
    """What came of what is measured."""

    DONE = "done"
    PARTLY = "partly done"
    NOT_DONE = "not done"
    CUT_OFF = "cut off by the end"
    """The drill ended before the time was over in which it was asked for, or before it was asked for."""
    NOT_KNOWN = "not known"
    NOTHING = "nothing to count"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment from which something counts, or that ended it: an entry, an inject, or the drill's own beginning.

    `at` is when it happened, at T+`minute`; `entered` when it was written down, where that was later than anybody may
    leave it.
    """

    at: datetime
    minute: int
    words: str
    entry: str = ""
    inject: int = 0
    entered: datetime | None = None

    @property
    def where(self) -> str:
        """`A-118`, `inject 3`; blank where it is neither."""
        return self.entry or (f"inject {self.inject}" if self.inject else "")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `value` is its answer in a few words, `missing` what was not there, of whom.

    `minutes` are minutes of play, where it is a time that is known; `doubt` says why it may be wrong.
    """

    key: str
    title: str
    came: Came
    value: str
    counts: str
    minutes: int | None = None
    began: Mark | None = None
    ended: Mark | None = None
    missing: tuple[Lack, ...] = ()
    doubt: str = ""
    source: str = SOURCE

    @property
    def result(self) -> str:
        """The value; of what is not known, with the reason beside it."""
        why = "; ".join(each.said for each in self.missing) if self.came is Came.NOT_KNOWN else ""
        return f"{self.value}: {why}" if why else self.value
