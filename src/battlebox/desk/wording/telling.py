"""Words that tell much the same in another way, as far as that can be counted: most of the telling words of a wording.

Law: it is a hint for a reader, and decides nothing.
Not here: what counts as the same words (alike.py).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.wording.alike import plain
from battlebox.desk.wording.marks import SENTENCE

_COMMON_WORDS: Final = plain(
    "about after again all also another any are because been before being both but can could did does each for from had"
    " has have her here him his how into its just may more most must need not now off only other our out over own"
    " please said same she should since some such than that the their them then there these they this those through"
    " today tonight under until very was were what when where which while who whom whose why will with yes yet"
    " would you your whether council borough service services people"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_ENDING: Final = re.compile(
    f"(?:{'|'.join(map(plain, ('ings', 'ing', 'ied', 'ies', 'ed', 'es', 's', 'ion', 'ions')))})$"
)
_LETTERS_LEAST: Final = 3
_STEM_LEAST: Final = 3
_WORDS_LEAST: Final = 3
_SHARE_LEAST: Final = 0.6
_TOGETHER: Final = 2
"""How many sentences on end are read as one."""


class Telling:
    """The telling words of some text as it is `read`, asked which wordings they come close to."""

    __slots__ = ("_windows",)

    def __init__(self, text: str) -> None:
        said = [_telling(each) for each in text.split(SENTENCE)]
        self._windows = [frozenset().union(*said[at : at + _TOGETHER]) for at in range(len(said))]

    def comes_close(self, wording: str) -> bool:
        """Whether most telling words of a plain wording stand in one sentence, or in two on end."""
        telling = _telling(wording)
        least = max(_WORDS_LEAST, _SHARE_LEAST * len(telling))
        return any(len(telling & window) >= least for window in self._windows)


def is_telling(word: str) -> bool:
    """Whether a plain word tells what a sentence is about."""
    return word not in _COMMON and (word.isdigit() or len(word) >= _LETTERS_LEAST)


def _telling(words: str) -> frozenset[str]:
    return frozenset(map(_stem, filter(is_telling, words.split())))


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _STEM_LEAST else word
