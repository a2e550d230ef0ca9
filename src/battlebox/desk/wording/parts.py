"""A wording in parts: it begins where one sentence ends, goes on through whole ones, and ends where another begins.

Law: in which order the sentences stand, and what stands between them, makes no difference: nobody knows how a page is
read.
Not here: a wording within one sentence (alike.py).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import Final

from battlebox.desk.wording.alike import SENTENCE, SHORT, letters_of

_END: Final = "\n"
_MOST: Final = 4
"""Into how many parts a wording may fall."""


def spread(wording: str, text: str) -> bool:
    """Whether a plain wording stands in words as they are `read` in parts."""
    return _sentences(text).hold(wording)


class _Sentences:
    """The sentences of some words."""

    __slots__ = ("_all", "_whole")

    def __init__(self, text: str) -> None:
        self._whole = frozenset(filter(None, map(letters_of, text.split(SENTENCE))))
        self._all = _END + _END.join(sorted(self._whole)) + _END

    def hold(self, wording: str) -> bool:
        letters = letters_of(wording)
        if len(letters) < SHORT:
            return False
        ends = tuple(accumulate(map(len, wording.split())))[:-1]
        return any(letters[:end] + _END in self._all and self._goes_on(letters, end, ends, _MOST - 1) for end in ends)

    def _goes_on(self, letters: str, begin: int, ends: tuple[int, ...], parts: int) -> bool:
        if _END + letters[begin:] in self._all:
            return True
        later = (end for end in ends if end > begin) if parts > 1 else ()
        return any(letters[begin:end] in self._whole and self._goes_on(letters, end, ends, parts - 1) for end in later)


# The same words are asked for every wording of the register.
_sentences: Final = lru_cache(maxsize=64)(_Sentences)
