"""Find what two desks differ in when counting each other's entries is not enough: after a fork, a gap, a strange key.

Law: ranges of entries in order of (depth, id) are compared by a sum of their ids; equal sums are left, others are cut
in sixteen, and small ones are listed. Both sides end with the ids the other lacks, and no round is endless.
Not here: fetching what is missing (sync.py).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

CUTS: Final = 16
LEAF: Final = 16
SUM_BYTES: Final = 16
SHORT_LETTERS: Final = 16
_MODULUS: Final = 1 << 256

Key = tuple[int, str]
LOWEST: Final[Key] = (-1, "")
HIGHEST: Final[Key] = ((1 << 53) - 1, "")


@dataclass(frozen=True, slots=True)
class Range:
    """Entries in `[low, high)`: either the sum of what one side has there, or the short ids of all it has.

    `last` says that the other side has listed already, so that nothing is left to answer.
    """

    low: Key
    high: Key
    total: str = ""
    listed: tuple[str, ...] | None = None
    last: bool = False


class Side:
    """One desk's entries, in order, with running sums so that any range is summed at once."""

    def __init__(self, entries: Iterable[Key]) -> None:
        self.keys = sorted(entries)
        self._sums = [0]
        for _, identity in self.keys:
            self._sums.append((self._sums[-1] + int(identity, 16)) % _MODULUS)

    def first(self) -> list[Range]:
        """What the asking side sends first: one range over everything."""
        return [Range(LOWEST, HIGHEST, self._total(0, len(self.keys)))]

    def answer(self, asked: Iterable[Range], lacking: set[str], surplus: set[str]) -> list[Range]:
        """Answer the other side's ranges; nothing left to say when the list is empty.

        `surplus` gains the ids that the other side lacks, `lacking` the short ids that this side does.
        """
        said: list[Range] = []
        for piece in asked:
            low, high = bisect_left(self.keys, piece.low), bisect_left(self.keys, piece.high)
            if piece.listed is not None:
                self._compare(piece, low, high, lacking, surplus, said)
            elif self._total(low, high) != piece.total:
                said.extend(self._cut(piece, low, high))
        return said

    def _compare(  # noqa: PLR0913, PLR0917 - both sides' bounds and both answers
        self,
        piece: Range,
        low: int,
        high: int,
        lacking: set[str],
        surplus: set[str],
        said: list[Range],
    ) -> None:
        theirs = set(piece.listed or ())
        ours = {identity[:SHORT_LETTERS]: identity for _, identity in self.keys[low:high]}
        lacking |= theirs - ours.keys()
        surplus |= {identity for short, identity in ours.items() if short not in theirs}
        if not piece.last and theirs != ours.keys():
            said.append(Range(piece.low, piece.high, listed=tuple(sorted(ours)), last=True))

    def _cut(self, piece: Range, low: int, high: int) -> list[Range]:
        if high - low <= LEAF:
            listed = tuple(identity[:SHORT_LETTERS] for _, identity in self.keys[low:high])
            return [Range(piece.low, piece.high, listed=listed)]
        marks = [low + (high - low) * cut // CUTS for cut in range(CUTS + 1)]
        bounds = [piece.low, *(self.keys[mark] for mark in marks[1:-1]), piece.high]
        return [
            Range(bounds[cut], bounds[cut + 1], self._total(marks[cut], marks[cut + 1]))
            for cut in range(CUTS)
            if bounds[cut] < bounds[cut + 1]
        ]

    def _total(self, low: int, high: int) -> str:
        total = (self._sums[high] - self._sums[low]) % _MODULUS
        raw = total.to_bytes(32, "big") + (high - low).to_bytes(8, "big")
        return hashlib.sha256(raw).hexdigest()[: 2 * SUM_BYTES]
