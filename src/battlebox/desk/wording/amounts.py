"""Money, shares and days in one way, however they are written: £2m is 2 million pounds, 30 % is 30 per cent.

Law: what is no amount stays as it is: 2m of cloth is no money, the third of three doors is no day.
Not here: numbers in words (figures.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

_FIGURES: Final = tuple("0123456789")
_MONEY: Final = {"\u00a3": "pounds", "$": "dollars", "\u20ac": "euros"}
_SCALE: Final = r"(?:thousand|million|billion|k|mn|m|bn)\b"
_PRICE: Final = re.compile(rf"([\u00a3$\u20ac]) ?(\d(?:[\d,.]*\d)?)(?: ?({_SCALE}))?")
_MILLION: Final = re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?) ?m (?={'|'.join(_MONEY.values())})")
_SHARE: Final = re.compile(r"(?<=\d) ?%|\b(?:percent|pct)\b")
_JOINED: Final = re.compile(r"(?<![\w.,])(\d[\d,]*\d)(?=[^\W\d_]{4})")
"""Figures with a word right after them; three letters are as often a unit."""
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT_MONTHS: Final = tuple(each[:3] for each in _MONTHS.split("|"))
_MONTH: Final = rf"({_MONTHS}|{'|'.join(_SHORT_MONTHS)}|sept)\b"
_UNITS: Final = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS: Final = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
_ORDINALS: Final = (
    *(*_UNITS.split("|"), *_TEENS.split("|"), "twentieth", *(f"twenty-{each}" for each in _UNITS.split("|"))),
    *("thirtieth", "thirty-first"),
)
_DAY: Final = rf"(?:the )?(?:0?(\d{{1,2}})(?:st|nd|rd|th)?|({'|'.join(reversed(_ORDINALS))}))\b"
_DAY_FIRST: Final = re.compile(rf"\b{_DAY} (?:of )?{_MONTH}")
_MONTH_FIRST: Final = re.compile(rf"\b{_MONTH} {_DAY}(?! ?(?:thousand|million|hundred))")


def in_one_way(text: str) -> str:
    """Lower-case words in which each amount is written as everywhere."""
    for hints, pattern, way in _WAYS:
        if any(hint in text for hint in hints):
            text = pattern.sub(way, text)
    return text


def _priced(found: re.Match[str]) -> str:
    sign, number, scale = found.groups(default="")
    return f" {number.replace(',', '')} {'million' if scale == 'm' else scale} {_MONEY[sign]} "


def _dated(day: str | None, said: str | None, month: str) -> str:
    number = day or str(_ORDINALS.index(said or "") + 1)
    return f"{number} {month[:3]}"


_WAYS: Final[tuple[tuple[Iterable[str], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (("%", "percent", "pct"), _SHARE, " per cent"),
    (_FIGURES, _JOINED, r"\1 "),
    (tuple(_MONEY), _PRICE, _priced),
    (tuple(_MONEY.values()), _MILLION, r"\1 million "),
    (_SHORT_MONTHS, _DAY_FIRST, lambda found: _dated(found[1], found[2], found[3])),
    (_SHORT_MONTHS, _MONTH_FIRST, lambda found: _dated(found[2], found[3], found[1])),
)
"""What hints at an amount, for most words have none; how it is found, and written."""
