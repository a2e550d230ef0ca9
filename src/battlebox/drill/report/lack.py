"""What was lacking, said once, with the list of all that lack it.

Law: a lack that many share is one lack; a list that is cut says how much is left out.
Not here: finding what is lacking (the other modules of this wing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lack:
    """What was lacking in words, and of whom or what; of nothing in particular where that is empty."""

    words: str
    of: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """`its fallback was not started: Mobile meals; Urgent court work`."""
        return f"{self.words}: {'; '.join(self.of)}" if self.of else self.words


def shared(found: Iterable[tuple[str, str]]) -> tuple[Lack, ...]:
    """Lacks of pairs of what is lacking and who lacks it, in the order in which each comes first."""
    lists: dict[str, list[str]] = {}
    for words, of in found:
        lists.setdefault(words, []).append(of)
    return tuple(Lack(words, tuple(dict.fromkeys(every))) for words, every in lists.items())


def lacks_words(lacks: tuple[Lack, ...], most: int) -> str:
    """As sentences without their last stop, with so many names at the most, and how many are left out."""
    room, said = most, []
    for each in lacks:
        if room <= 0:
            break
        kept = each.of[:room]
        said.append(_first_up(Lack(each.words, kept).said))
        room -= max(1, len(kept))
    left = sum(max(1, len(each.of)) for each in lacks) - (most - max(0, room))
    return ". ".join(said) + (f"; and {left} more" if left > 0 else "")


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
