"""Words that tell much the same in another way, as far as that can be counted: most of the telling words of a wording.

Law: it is a hint for a reader, and decides nothing; a name or a number tells as much as two other words, unless half
the page says it.
Not here: what counts as the same words (alike.py), which words are alike (likes.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Final

from battlebox.desk.wording.alike import plain
from battlebox.desk.wording.figures import together
from battlebox.desk.wording.likes import one_for
from battlebox.desk.wording.marks import SENTENCE

_COMMON_WORDS: Final = plain(
    "about after again all also and another any are around because been before being both but can could did does each"
    " for from had  has have her here him his how into its just may more most must need not now only other our out"
    " over own  please said same she should since some such than that the their them then there these they this those"
    " through  today tonight under until very was were what when where which while who whom whose why will with yes"
    " yet  would you your whether council borough service services people"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_FIRMS: Final = frozenset(plain("ltd plc limited llp inc").split())
"""What half of all firms are called tells of none."""
_DATES: Final = frozenset(
    plain(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
        " september october november december"
    ).split()
)
_ENDING: Final = re.compile(
    f"(?:{'|'.join(map(plain, ('ings', 'ing', 'ied', 'ies', 'ed', 'es', 's', 'ion', 'ions')))})$"
)
_CAPITAL: Final = re.compile(r"(?<=[^.!?:\s]\s)[A-Z]\w+|\b[A-Z]{2,}\b")
_LETTERS_LEAST: Final = 3
_STEM_LEAST: Final = 3
_POINTS_LEAST: Final = 3
"""How much must be told at the least: three words, or a name and a word; or all that there is to tell."""
_SHARE_LEAST: Final = 0.5
_OFTEN: Final = 3
"""In how many sentences a name stands before it is one that half the page says."""


class Telling:
    """The telling words of some text as it is `read`, asked which wordings they come close to.

    A place is a sentence, or two on end. Where a word stands is a number with one bit for each place: a page has
    thousands of them, and every wording asks for all.
    """

    __slots__ = ("_often", "_sentences", "_where")

    def __init__(self, text: str) -> None:
        said = [each for each in map(_telling, text.split(SENTENCE)) if each]
        times = Counter(word for each in said for word in each)
        self._often = frozenset(word for word, often in times.items() if often > _OFTEN)
        self._sentences = (1 << len(said)) - 1
        self._where: dict[str, int] = {}
        for at, place in enumerate((*said, *(one | other for one, other in pairwise(said)))):
            for word in place:
                self._where[word] = self._where.get(word, 0) | 1 << at

    def nearness(self, wording: str, names: frozenset[str] = frozenset(), *, points: int = _POINTS_LEAST) -> float:
        """How much of a plain wording is told in one place, from 0 to 1; 0 where it is not close.

        `names` are those in it, as `names_in` finds them; `points` is how much must be told at the least.
        """
        return self._nearest(_telling(wording), names, points)[0]

    def has_other_number(self, wording: str, names: frozenset[str] = frozenset()) -> bool:
        """Whether the rest of a plain wording is told with another number."""
        words = _telling(wording)
        numbers = frozenset(filter(str.isdigit, words))
        own = self._in_any(numbers)
        other = self._in_any(word for word in self._where if word.isdigit() and word not in numbers)
        return bool(numbers and self._nearest(words - numbers, names)[1] & other & ~own)

    def _nearest(self, words: frozenset[str], names: frozenset[str], points: int = _POINTS_LEAST) -> tuple[float, int]:
        """How much of some words is told where most of them are, and all places where so much is."""
        weights = {word: 1 + (word.isdigit() or word in names - self._often) for word in words}
        total = sum(weights.values())
        told, places = _most([self._where.get(word, 0) for word, weight in weights.items() for _ in range(weight)])
        if total < _POINTS_LEAST:
            # What two words tell, one sentence tells.
            places &= self._sentences
        if not places or told < max(min(points, total), _SHARE_LEAST * total):
            return 0.0, 0
        return told / total, places

    def _in_any(self, words: Iterable[str]) -> int:
        return reduce(or_, (self._where.get(word, 0) for word in words), 0)


def _most(places: Iterable[int]) -> tuple[int, int]:
    """In how many of these sets of places one place is at the most, and all that are in so many: counted in binary."""
    digits: list[int] = []
    for each in places:
        carried = each
        for at, digit in enumerate(digits):
            digits[at], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    most, found = 0, -1
    for at, digit in reversed(tuple(enumerate(digits))):
        if found & digit:
            most, found = most + (1 << at), found & digit
    return (most, found) if most else (0, 0)


def names_in(wording: str) -> frozenset[str]:
    """The names in a wording as it was written: capital letters where no sentence begins; days and months are none."""
    found = _CAPITAL.findall(wording)
    return frozenset(_stem(word) for word in plain(" ".join(found)).split() if is_telling(word) and word not in _DATES)


def is_telling(word: str) -> bool:
    """Whether a plain word tells what a sentence is about."""
    return word not in _COMMON and (word.isdigit() or len(word) >= _LETTERS_LEAST)


def _telling(words: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in together(words).split() if is_telling(word) and word not in _FIRMS)


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return one_for(word) or (stem if len(stem) >= _STEM_LEAST else word)
