"""Money, shares, days and times in one way: £2m is 2 million pounds, 30 % is 30 per cent, 2.10 pm is 14:10.

Law: what is no amount stays as it is: 2m of cloth is no money, the third of three doors is no day, 2.10 million
is no time. A time without am or pm is one of the morning.
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

_BEFORE_TIME: Final = r"(?<![\w.:,\u00a3$\u20ac])"
_HALF: Final = r" ?(?P<half>[ap])(?:m\b|\. ?m\.)"
_MEASURE: Final = "per cent|pounds|dollars|euros|metres|miles|litres|degrees"
"""What is counted in parts: no time comes before these."""
_CLOCK: Final = re.compile(
    rf"{_BEFORE_TIME}(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d:%]|\.\d| ?(?:%|{_MEASURE}|{_SCALE}))"
    rf"(?:{_HALF}| ?(?:hrs|hours)\b)?"
)
_HOUR: Final = re.compile(rf"{_BEFORE_TIME}(?P<hour>1[0-2]|0?[1-9])(?P<minute>){_HALF}")
_NOON: Final = 12


def in_one_way(text: str) -> str:
    """Lower-case words in which each amount is written as everywhere."""
    for hints, pattern, way in _WAYS:
        if any(hint in text for hint in hints):
            text = pattern.sub(way, text)
    return text


def _priced(found: re.Match[str]) -> str:
    sign, number, scale = found.groups(default="")
    return f" {number.replace(',', '')} {'million' if scale == 'm' else scale} {_MONEY[sign]} "


def _timed(found: re.Match[str]) -> str:
    """The hour without a nought before it, of the whole day; and the minutes."""
    hour, half = int(found["hour"]), found["half"]
    if half and hour <= _NOON:
        hour = hour % _NOON + _NOON * (half == "p")
    return f"{hour}:{found['minute'] or '00'}"


def _dated(day: str | None, said: str | None, month: str) -> str:
    number = day or str(_ORDINALS.index(said or "") + 1)
    return f"{number} {month[:3]}"


_WAYS: Final[tuple[tuple[Iterable[str], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    ((":", "."), _CLOCK, _timed),
    (("am", "pm", "a.", "p."), _HOUR, _timed),
    (("%", "percent", "pct"), _SHARE, " per cent"),
    (_FIGURES, _JOINED, r"\1 "),
    (tuple(_MONEY), _PRICE, _priced),
    (tuple(_MONEY.values()), _MILLION, r"\1 million "),
    (_SHORT_MONTHS, _DAY_FIRST, lambda found: _dated(found[1], found[2], found[3])),
    (_SHORT_MONTHS, _MONTH_FIRST, lambda found: _dated(found[2], found[3], found[1])),
)
"""What hints at an amount, for most words have none; how it is found, and written."""
