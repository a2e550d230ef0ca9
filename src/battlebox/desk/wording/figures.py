"""Numbers in words, as figures: four thousand three hundred and twelve is 4312.

Law: words that are no number stay as they are; the same number is the same figures, however it is said.
Not here: the letters of words (alike.py), money, shares and days (amounts.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_BELOW_TWENTY: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_SMALL: Final = {word: number for number, word in enumerate(_BELOW_TWENTY.split())}
_BY_TEN: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = {word: 10 * number for number, word in enumerate(_BY_TEN.split(), start=2)}
_SCALES: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHORT_SCALES: Final = {"k": "thousand", "m": "million", "mn": "million", "mln": "million", "bn": "billion"}
_HUNDRED: Final = "hundred"
_PER_HUNDRED: Final = 100
_TEN: Final = 10
_BETWEEN: Final = ("and", ",")
_PART: Final = re.compile(r"(?<![\w.])(\d+)\.(\d+)(?: ?(thousand|million|billion|k|mn|mln|m|bn)\b)?(?![\w]|\.\d)")
_SHORT: Final = re.compile(r"(?<![\w.])(\d+) ?(k|bn|mn|mln)\b")
_HALF: Final = re.compile(r"\b(?:(\w+) and a half|half a) (thousand|million|billion)\b")
NUMBERS: Final = "|".join((*_SMALL, *_TENS, *_SCALES, _HUNDRED))
"""Words of which numbers are made, for a pattern."""
GROUPED: Final = r"(?<![\w.,:])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?!\w| \d)"
"""A number of which the thousands stand apart, for a pattern."""
_GROUPED: Final = re.compile(GROUPED)
_POINT: Final = re.compile(rf"\b(\d+|{'|'.join(_SMALL)}) point ({'|'.join(_SMALL)}) (thousand|million|billion)\b")


def whole(text: str) -> str:
    """Lower-case words in which 4.3 thousand is 4300, and 4312.0 is 4312."""
    figures = _HALF.sub(_halved, text) if "half" in text else text
    if " point " in figures:
        figures = _POINT.sub(lambda found: f"{_digits(found[1])}.{_digits(found[2])} {found[3]}", figures)
    return _SHORT.sub(lambda found: f"{found[1]} {_SHORT_SCALES[found[2]]}", _PART.sub(_whole, figures))


def together(text: str) -> str:
    """Words as they are read in which 4 312 is 4312: for what counts numbers, since the letters are the same anyway."""
    return _GROUPED.sub(lambda found: found[0].replace(" ", ""), text)


def in_figures(words: Sequence[str]) -> list[str]:
    """Lower-case words, and marks between them, with each number in figures."""
    found: list[str] = []
    at = 0
    while at < len(words):
        number, after = _number(words, at)
        found.append(words[at] if number is None else str(number))
        at = after
    return found


def _digits(word: str) -> str:
    return str(_SMALL.get(word, word))


def _halved(found: re.Match[str]) -> str:
    """A number and a half of thousands, where a number it is."""
    number = _digits(found[1] or "zero")
    return f"{number}.5 {found[2]}" if number.isdigit() else found[0]


def _whole(found: re.Match[str]) -> str:
    """A decimal number, where it is a whole one."""
    digits, part, scale = found[1], found[2], found[3]
    times = _SCALES[_SHORT_SCALES.get(scale, scale)] if scale else 1
    number = int(digits + part) * times
    return str(number // 10 ** len(part)) if number % 10 ** len(part) == 0 else found[0]


def _number(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The number that begins there, None where none does, and where the words go on."""
    total, group, last = 0, _first(words, at), at
    if group is None:
        return None, at + 1
    last += 1
    while last < len(words):
        is_between = (words[last] == "and" and group >= _PER_HUNDRED) or (words[last] in _BETWEEN and group == 0)
        step = last + (is_between and last + 1 < len(words))
        word = words[step]
        if word in _SCALES and step == last and group:
            total, group = total + group * _SCALES[word], 0
        elif word == _HUNDRED and step == last and 0 < group < _PER_HUNDRED:
            group *= _PER_HUNDRED
        elif word in _TENS and group % _PER_HUNDRED == 0 and (group or total):
            group += _TENS[word]
        elif word in _SMALL and _fits(_SMALL[word], group) and (group or total):
            group += _SMALL[word]
        else:
            break
        last = step + 1
    return total + group, last


def _first(words: Sequence[str], at: int) -> int | None:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in _SMALL or word in _TENS:
        return _SMALL.get(word, _TENS.get(word))
    scaled = after in _SCALES or after == _HUNDRED
    if scaled and word == "a":
        return 1
    return int(word) if scaled and word.isascii() and word.isdigit() else None


def _fits(small: int, group: int) -> bool:
    """Whether a number below twenty may follow: after a hundred, or below ten after a ten."""
    return group % _PER_HUNDRED == 0 or (0 < small < _TEN and group % _TEN == 0 and group % _PER_HUNDRED != _TEN)
