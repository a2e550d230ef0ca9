"""How much of each list a brief names: a few of each on two pages, or everything for those who ask.

Law: what is not named is counted, so a shorter brief never says less happened.
Not here: what the lists hold (the other brief modules), what fits on a page (share).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_EVERY: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Lengths:
    """The most named of each kind of list.

    `rows` are services and places with a row each, `names` stand in a sentence, `cells` are the services, ways back or
    flips told in one cell or line.
    """

    rows: int = 3
    dates: int = 4
    names: int = 3
    cells: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.rows >= _EVERY


SHORT: Final = Lengths()
WHOLE: Final = Lengths(rows=_EVERY, dates=_EVERY, names=_EVERY, cells=_EVERY)
