"""The text of every entry without regard to capitals, kept by the thousand, so that looking for a word is quick.

Law: it says where words are and not who may read them; it can be made again from the journal.
Not here: which entries may be seen (sight.py), pages of them (logbook.py).

Thread-safe: one may add while others look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

TOGETHER: Final = 1_000
_END: Final = "\0"
"""What stands between the texts of two entries, and in none."""


class Texts:
    """One text for each entry, in order of arrival; of a record of a million, a thousand strings."""

    def __init__(self) -> None:
        self._whole: list[str] = []
        self._last: list[str] = []

    def add(self, text: str) -> None:
        """Take in the text of the next entry."""
        self._last.append(text.casefold().replace(_END, " "))
        if len(self._last) == TOGETHER:
            # In this order, so that whoever looks meanwhile finds them in the one or in the other.
            self._whole.append(_END.join(self._last))
            self._last = []

    def saying(self, needles: Sequence[str], among: range) -> Iterator[int]:
        """Those of consecutive places, in the direction of the range, at whose text every needle is found."""
        if not among or any(_END in needle for needle in needles):
            return
        numbers = range(among[0] // TOGETHER, among[-1] // TOGETHER + among.step, among.step)
        for number in numbers:
            texts, begin = self._of(number, needles), number * TOGETHER
            found = [at for at, text in enumerate(texts, begin) if at in among and has(text, needles)]
            yield from found[:: among.step]

    def _of(self, number: int, needles: Sequence[str]) -> list[str]:
        """The texts of a thousand entries; none where one of the needles is in none of them."""
        last, many = self._last, len(self._whole)
        if number >= many:
            return list(last) if number == many else []
        whole = self._whole[number]
        return whole.split(_END) if has(whole, needles) else []


def has(text: str, needles: Sequence[str]) -> bool:
    """Whether every needle is in a text; both without regard to capitals already."""
    for needle in needles:  # noqa: SIM110 - the inside of looking through every entry: a generator costs twice as much
        if needle not in text:
            return False
    return True
