"""Words as they are compared with a wording of the register: their letters alone, and whole words at both ends.

Law: capitals, spaces, marks, punctuation, what cannot be seen, letters and figures that look the same, and numbers in
words make no other words; ordinary words in which a wording merely begins are not that wording.
Not here: how letters look (looks.py), what parts sentences (marks.py), which wordings there are (desk.tell).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from battlebox.desk.wording.amounts import in_one_way
from battlebox.desk.wording.figures import in_figures, whole
from battlebox.desk.wording.looks import as_seen
from battlebox.desk.wording.marks import MARKS, SENTENCE, TAKEN, lined, mark_of, one_sentence, tokens, unmarked

SHORT: Final = 12
"""A wording of fewer letters stands there only as a sentence or a part of one, and a single short word nowhere."""
_FOR_LETTERS: Final = str.maketrans("013457", "oleast")
"""Figures that are typed for letters in a word that has letters as well."""
_FOR_FIGURES: Final = str.maketrans("ilo", "110")
_ONE_STROKE: Final = str.maketrans("i", "l")
_IN_FIGURE: Final = re.compile(r"(?<=[\dilo])[,.'\u2019](?=\d)|(?<=\d)[,'\u2019](?=[ilo\d]{3}\b)")
_ONLY_LETTERS: Final = str.maketrans("", "", f" {''.join(MARKS)}")
_MARKED: Final = rf"(?: [{''.join(MARKS)}])*"
_LEADS: Final = ("that", "and", "but", "because", "so", "as", "know", "confirm")
_FOLLOWS: Final = ("and", "but", "because", "so", "as", "until")

Place = Callable[[str, str], bool]
"""Asked of the plain words before and after a wording, within its sentence."""


def plain(text: str) -> str:
    """A wording in its bare letters and figures, with one space between two words."""
    return unmarked(read(text))


@lru_cache(maxsize=4096)
def read(text: str) -> str:
    """The same of words in which a wording may stand: a mark says where a sentence ends, or a part of one."""
    figures = _IN_FIGURE.sub("", whole(in_one_way(as_seen(lined(text)))))
    return " ".join(mark_of(token) or _spelt(token) for token in in_figures(tokens(figures)))


def one_of(*phrases: str) -> str:
    """What finds any of these phrases in plain words, for a pattern."""
    return f"(?:{'|'.join(map(plain, phrases))})"


def any_of(phrases: str) -> str:
    """The same, of phrases with commas between."""
    return one_of(*phrases.split(", "))


def stands(wording: str, text: str) -> bool:
    """Whether a plain wording stands in words as they are `read`."""
    found = _pattern(wording, text)
    return found is not None and found.search(text) is not None


def without(wording: str, text: str, where: Place | None = None) -> str:
    """Words as they are `read`, with a plain wording taken out wherever it stands, or where the place answers yes."""
    found = _pattern(wording, text)
    if found is None:
        return text

    def taken(at: re.Match[str]) -> str:
        before, after = text[: at.start()].rpartition(SENTENCE)[2], text[at.end() :].partition(SENTENCE)[0]
        return f" {TAKEN} " if where is None or where(one_sentence(before), one_sentence(after)) else at[0]

    return found.sub(taken, text)


def has_words(text: str) -> bool:
    """Whether anything is left but marks in words as they are `read`."""
    return any(letter.isalnum() for letter in text)


@lru_cache(maxsize=4096)
def letters_of(text: str) -> str:
    """The letters and figures alone."""
    return text.translate(_ONLY_LETTERS)


def _spelt(word: str) -> str:
    """A word, its letters as they are compared."""
    figures = word.translate(_FOR_FIGURES)
    if figures.isdigit() and 2 * sum(letter.isdigit() for letter in word) >= len(word):
        return figures
    return word.translate(_FOR_LETTERS).translate(_ONE_STROKE)


def _pattern(wording: str, text: str) -> re.Pattern[str] | None:
    """What finds it; None where it cannot stand there, which is quick to see."""
    letters = letters_of(wording)
    if not letters or letters not in letters_of(text):
        return None
    # A letter of a script without spaces says as much as a syllable, or more.
    if len(letters) + 2 * sum(not each.isascii() and len(each) == 1 for each in wording.split()) >= SHORT:
        return re.compile(rf"(?<!\S){f'{_MARKED} ?'.join(letters)}(?!\S)")
    if " " not in wording:
        return None
    leads, follows = one_of(*_LEADS), one_of(*_FOLLOWS)
    said = f"{_MARKED} ".join(wording.split())
    mark = f"[{''.join(MARKS)}{TAKEN}]"
    return re.compile(rf"(?:^|(?<={mark} )|(?<= ){leads} |^{leads} ){said}(?=$| {mark}| {follows}(?!\S))")
