"""A wording in parts: it begins where one sentence ends, goes on through whole ones, and ends where another begins.

Law: in which order the sentences stand, and what stands between them, makes no difference: nobody knows how a page is
read. A part of a sentence between two marks counts as one. Where the wording begins and where it ends, whole words do,
and one of them tells something: "today" alone is no part of it.
Not here: a wording within one sentence (alike.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from battlebox.desk.wording.alike import SHORT, letters_of
from battlebox.desk.wording.marks import MARKS, TAKEN
from battlebox.desk.wording.telling import is_telling

_LONGEST: Final = 600
"""How many letters of a sentence are looked at from either end: a wording that is longer is looked for no further."""
_BETWEEN: Final = re.compile(f" ?[{''.join(MARKS)}{re.escape(TAKEN)}] ?")


def spread(wording: str, text: str) -> bool:
    """Whether a plain wording stands in words as they are `read` in parts."""
    return _sentences(text).hold(wording)


class _Sentences:
    """The sentences of some words, and the parts of them: their letters, whole, and from either end."""

    __slots__ = ("_begin", "_end", "_whole")

    def __init__(self, text: str) -> None:
        parts = [part.split() for part in _BETWEEN.split(text)]
        self._whole = frozenset(map("".join, parts))
        self._begin = frozenset("".join(reversed(each)) for part in parts for each in _grown(part[::-1]))
        self._end = frozenset("".join(each) for part in parts for each in _grown(part))

    def hold(self, wording: str) -> bool:
        letters = letters_of(wording)
        if len(letters) < SHORT:
            return False
        ends = tuple(accumulate(map(len, wording.split())))[:-1]
        reached = {end for end in ends if letters[:end] in self._begin}
        for end in ends:
            if end not in reached:
                continue
            if letters[end:] in self._end:
                return True
            reached |= {later for later in ends if later > end and letters[end:later] in self._whole}
        return False


def _grown(words: Sequence[str]) -> list[Sequence[str]]:
    """The first word, the first two, and so on: all that tell something."""
    return [
        words[: at + 1]
        for at, letters in enumerate(accumulate(map(len, words)))
        if letters <= _LONGEST and any(map(is_telling, words[: at + 1]))
    ]


# The same words are asked for every wording of the register.
_sentences: Final = lru_cache(maxsize=8)(_Sentences)
