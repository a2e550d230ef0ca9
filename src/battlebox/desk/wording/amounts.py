"""Money, shares, days and times in one way: £2m is 2 million pounds, 30pc is 30 per cent, 2.10 pm is 1410.

Law: what is no amount stays as it is: 2m of cloth is no money, the third of three doors is no day, 2.10 million
is no time. A time is four figures, as it is said by radio; without am or pm it is one of the morning.
Not here: numbers in words (figures.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from battlebox.desk.wording.figures import GROUPED, NUMBERS

_FIGURES: Final = tuple("0123456789")
_WORDS: Final = rf"\b(?:{NUMBERS})\b"
_MONEY: Final = {"\u00a3": "pounds", "$": "dollars", "\u20ac": "euros"}
_SIGNS: Final = "".join(_MONEY)
_CODES: Final = dict(zip(("gbp", "usd", "eur", "us$", "quid"), (*_MONEY, "$", "\u00a3"), strict=True))
_CODE: Final = r"gbp|usd|eur"
_SCALE: Final = r"(?:thousand|million|billion|k|mn|mln|m|bn)\b"
_CODE_FIRST: Final = re.compile(rf"\b({_CODE}|us\$) ?(?=\d|{_WORDS})")
_CODE_LAST: Final = re.compile(rf"(\d(?: ?{_SCALE})?|{_WORDS}) ?\b({_CODE}|quid)\b")
_STERLING: Final = re.compile(r"\bpounds sterling\b")
_PRICE: Final = re.compile(rf"([{_SIGNS}]) ?({GROUPED}|\d(?:[\d,.]*\d)?)(?: ?({_SCALE}))?")
_PRICE_IN_WORDS: Final = re.compile(rf"([{_SIGNS}]) ?({_WORDS}(?:(?:[ -]|, | and ){_WORDS})*)")
_MILLION: Final = re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?) ?m (?={'|'.join(_MONEY.values())})")
_SHARE: Final = re.compile(rf"(\d|{_WORDS}) ?(?:%|pc\b|p\.c\.)|\b(?:percent|pct)\b")
_JOINED: Final = re.compile(r"(?<![\w.,])(\d[\d,]*\d)(?=[^\W\d_]{4})")
"""Figures with a word right after them; three letters are as often a unit."""
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT_MONTHS: Final = tuple(each[:3] for each in _MONTHS.split("|"))
_MONTH: Final = rf"({_MONTHS}|{'|'.join(_SHORT_MONTHS)}|sept)\b"
_MONTH_CUT: Final = re.compile(rf"\b({'|'.join(each for each in _SHORT_MONTHS if each != 'may')}|sept)\.(?= \d)")
"""With its full stop; "may." ends a sentence more often than it is a month."""
_UNITS: Final = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS: Final = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
_ORDINALS: Final = (
    *(*_UNITS.split("|"), *_TEENS.split("|"), "twentieth", *(f"twenty-{each}" for each in _UNITS.split("|"))),
    *("thirtieth", "thirty-first"),
)
_DAY: Final = rf"(?:the )?(?:0?(\d{{1,2}})(?:st|nd|rd|th)?|({'|'.join(reversed(_ORDINALS))}))\b"
_DAY_FIRST: Final = re.compile(rf"\b{_DAY}(?: of |[ -]){_MONTH}")
_IN_NUMBERS: Final = re.compile(
    r"(?<![\w./-])(?:(?P<day>\d\d?)([./-])(?P<month>\d\d?)\2(?P<year>(?:20)?\d\d)"
    r"|(?P<years>20\d\d)-(?P<months>\d\d)-(?P<days>\d\d))(?![\w/-]|\.\d)"
)
"""A day in figures alone, with its year: without one it may be a share, a score or a flat."""
_MONTH_FIRST: Final = re.compile(rf"\b{_MONTH} {_DAY}(?! ?(?:thousand|million|hundred))")

_BEFORE_TIME: Final = r"(?<![\w.:,\u00a3$\u20ac])"
_HALF: Final = r" ?(?P<half>[ap])(?:m\b|\. ?m\.)"
_MEASURE: Final = "per cent|pounds|dollars|euros|metres|miles|litres|degrees"
"""What is counted in parts: no time comes before these."""
_CLOCK: Final = re.compile(
    rf"{_BEFORE_TIME}(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d:%]|\.\d| ?(?:%|{_MEASURE}|{_SCALE}))"
    rf"(?:{_HALF}| ?(?:hrs|hours)\b)?"
)
_AT: Final = r"\b(?:at|by|from|since|until|till|before|after|around|about) "
_BY_RADIO: Final = re.compile(rf"((?:{_AT})?(?<![\w.,:])(?:[01]\d|2[0-3])[0-5]\d) ?(?:hrs|hours|h)\b")
"""Four figures are a time where one says so: after a nought, after "at", before "hrs"; 2000 hours of work are none."""
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
    return f" {number.replace(',', '').replace(' ', '')} {'million' if scale == 'm' else scale} {_MONEY[sign]} "


def _coded(found: re.Match[str]) -> str:
    """Money that is named by three letters before it, as it is by its sign."""
    return _CODES[found[1]]


def _timed(found: re.Match[str]) -> str:
    """The hour of the whole day in two figures, and the minutes."""
    hour, half = int(found["hour"]), found["half"]
    if half and hour <= _NOON:
        hour = hour % _NOON + _NOON * (half == "p")
    return f"{hour:02}{found['minute'] or '00'}"


def _by_radio(found: re.Match[str]) -> str:
    is_time = found[1][0] in "0abfstu" or found[0].endswith("hrs")
    return found[1] if is_time else found[0]


def _dated(day: str | None, said: str | None, month: str) -> str:
    number = day or str(_ORDINALS.index(said or "") + 1)
    return f"{number} {month[:3]}"


def _in_numbers(found: re.Match[str]) -> str:
    """A day and its year, where that month is one; the day stands first, as everywhere here."""
    day, month = int(found["day"] or found["days"]), int(found["month"] or found["months"])
    year = (found["year"] or found["years"])[-2:]
    return f"{day} {_SHORT_MONTHS[month - 1]} 20{year}" if 1 <= month <= len(_SHORT_MONTHS) else found[0]


_WAYS: Final[tuple[tuple[Iterable[str], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (("/", "-", "."), _IN_NUMBERS, _in_numbers),
    ((":", "."), _CLOCK, _timed),
    (("am", "pm", "a.", "p."), _HOUR, _timed),
    (("h",), _BY_RADIO, _by_radio),
    (("%", "pc", "p.c", "percent", "pct"), _SHARE, lambda found: f"{found[1] or ''} per cent"),
    (_FIGURES, _JOINED, r"\1 "),
    (tuple(_CODES), _CODE_FIRST, _coded),
    (tuple(_CODES), _CODE_LAST, lambda found: f"{found[1]} {_MONEY[_CODES[found[2]]]}"),
    (("sterling",), _STERLING, "pounds"),
    (tuple(_MONEY), _PRICE, _priced),
    (tuple(_MONEY), _PRICE_IN_WORDS, lambda found: f" {found[2]} {_MONEY[found[1]]} "),
    (tuple(_MONEY.values()), _MILLION, r"\1 million "),
    (_SHORT_MONTHS, _MONTH_CUT, r"\1"),
    (_SHORT_MONTHS, _DAY_FIRST, lambda found: _dated(found[1], found[2], found[3])),
    (_SHORT_MONTHS, _MONTH_FIRST, lambda found: _dated(found[2], found[3], found[1])),
)
"""What hints at an amount, for most words have none; how it is found, and written."""
