"""Which of our systems an advisory may be about, by the words that a product and a system share.

Law: a suggestion, with the words it rests on; nothing follows from it. A word that most systems have suggests nothing.
Not here: the advisory (csaf.py), the estate (estate).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[a-z0-9][a-z0-9.+-]*")
_LETTERS_LEAST: Final = 3
_COMMON_WORDS: Final = (
    "and the for all any with from version versions before than prior server servers service services "
    "system systems software product products platform edition enterprise standard client application "
    "applications network data management control web cloud one suite team council borough city office "
    "host hosts hosting place kind hours counts are was were not these stand most things inc ltd llc gmbh "
    "corp corporation company foundation"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split(" "))
PAIRS_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Likeness:
    """A product that a system may be, the words that both have, and what can be said of the version."""

    product: str
    system: str
    words: tuple[str, ...]
    version: str


def alike(products: Mapping[str, str], systems: Mapping[str, str]) -> tuple[Likeness, ...]:
    """The pairs of a product and a system that share a word that means something, the most words first.

    `products` are names by id, `systems` whatever is written about each by id.
    """
    said = {system: frozenset(_words(text)) for system, text in systems.items()}
    found = [
        Likeness(product, system, shared, _version(words, there))
        for product, text in products.items()
        for words in (frozenset(_words(text)),)
        for system, there in said.items()
        if (shared := tuple(sorted(each for each in words & there if _means(each))))
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.words), one.product, one.system))[:PAIRS_MOST])


def _words(text: str) -> Iterable[str]:
    for found in _WORD.findall(text.lower()):
        yield found.strip(".+-")


def _means(word: str) -> bool:
    return len(word) >= _LETTERS_LEAST and word not in _COMMON and not word[0].isdigit()


def _version(product: frozenset[str], system: frozenset[str]) -> str:
    """What the figures in both say; a version that the estate does not name is not ruled out."""
    ours = {each for each in system if each[:1].isdigit()}
    theirs = {each for each in product if each[:1].isdigit()}
    if ours & theirs:
        return f"the same version: {', '.join(sorted(ours & theirs))}"
    if not ours or not theirs:
        return "no version to compare: look"
    return "other figures stand there: look which version it is"
