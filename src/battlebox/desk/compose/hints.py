"""Hints for plain English: long sentences, words that hide who acts, and a reading age by a formula that has a name.

Law: a hint never stops anybody; each figure says by which formula it was worked out.
Not here: spelling, style beyond these hints.

The reading age is that of Flesch and Kincaid (J. P. Kincaid and others, "Derivation of new readability formulas for
Navy enlisted personnel", 1975): grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59; a child in grade
g is about g + 5 years old. Syllables are counted as groups of vowels, a silent e at the end left out: right for most
words, and so a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SENTENCE_WORDS_MAX: Final = 25
"""Above it a sentence is pointed out (a working value; GOV.UK's writers keep to it)."""
AGE_MAX: Final = 11
"""Above it the reading age is pointed out (a working value)."""
AGE_OF_GRADE_0: Final = 5
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z\u2019'-]*")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_PASSIVE: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(\w{2,}(?:ed|own|ung|oken|itten|aken|iven|ought|osen|ent))\b",
    re.IGNORECASE,
)
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Hints:
    """What could be plainer. `age` is a reading age in years, 0 where there are no words."""

    words: int
    sentences: int
    age: int
    long: tuple[str, ...]
    passive: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Each hint as a sentence; none where nothing stands out."""
        found = [f"A sentence of more than {SENTENCE_WORDS_MAX} words: {each}" for each in self.long]
        found += [f"Who does it? {each}" for each in self.passive]
        if self.age > AGE_MAX:
            found.append(
                f"The reading age is about {self.age} (Flesch-Kincaid). Shorter words and sentences make it {AGE_MAX}."
            )
        return tuple(found)


def hints_of(text: str) -> Hints:
    """The hints for some words."""
    sentences = [each.strip() for each in _SENTENCE.split(text) if _WORD.search(each)]
    counted = [len(_WORD.findall(each)) for each in sentences]
    words = sum(counted)
    grade = grade_of(words, len(sentences), sum(syllables(each) for each in _WORD.findall(text)))
    long = tuple(_short(each) for each, count in zip(sentences, counted, strict=True) if count > SENTENCE_WORDS_MAX)
    passive = tuple(dict.fromkeys(found[0] for found in _PASSIVE.finditer(text)))
    return Hints(words, len(sentences), max(0, round(grade + AGE_OF_GRADE_0)) if words else 0, long, passive)


def grade_of(words: int, sentences: int, syllables_all: int) -> float:
    """The school grade of Flesch and Kincaid."""
    if not words or not sentences:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllables_all / words - 15.59


def syllables(word: str) -> int:
    """Groups of vowels; a silent e at the end is none."""
    small = word.casefold()
    count = len(_VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    return max(1, count)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
