"""How residents get hold of somebody: a line of telephone numbers, and a place to come to.

Law: what nobody could ring or find is named, never mended or dropped; words may stand beside a number.
Not here: people who are told one by one (means.py), how a number becomes a link (share.status).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.means import Means
from battlebox.desk.message.roll import checked

_RUN: Final = re.compile(r"(?:\+\d{1,3} ?)?(?:\(\d{1,5}\) ?)?\d(?:[ .\u2011-]?\d)*", re.ASCII)
_SHORT: Final = re.compile(r"999|112|10[15]|11[19]|116\d{3}|118\d{3}|18000|[5-8]\d{4}|08001111|084546?47", re.ASCII)
"""Emergency, police, power, health, helplines, enquiries, emergency by text; places to text; two that are shorter."""
_RELAY: Final = ("18001", "18002")
"""Before a number, for whoever types instead of speaking."""
_WORDS_MOST: Final = 6
"""So many digits may be an hour, a desk or an extension; more are meant to be rung."""
_SHOWN_MOST: Final = 40
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOT_WORDS: Final = re.compile(r"[<>{}\\@]|\w:[^\s\d]|//")
"""What no number and no place has: code, a web address, mail."""


def rings(text: str) -> str:
    """The line itself, where a number in it can be rung and none of them cannot; or blank. Raises DeskError."""
    if not text:
        return text
    _one_line("the phone number", text)
    runs = [] if _NOT_WORDS.search(text) else [run[0] for run in _RUN.finditer(text)]
    wrong = [run for run in runs if _digits(run) is None and len(re.findall(r"\d", run)) > _WORDS_MOST]
    if wrong or not any(map(_digits, runs)):
        raise DeskError.of(Code.NOT_RUNG, found=_shown(wrong[0] if wrong else text))
    return text


def rings_back(text: str) -> str:
    """The same of a line for those who may write instead: it may have an address for mail, or an office alone."""
    rest = _MAIL.sub(" ", text)
    return rings(rest.strip()) and text if any(letter.isdigit() for letter in rest) else text


def numbers_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Each number in a line that can be rung: where it begins and ends, and what is dialled."""
    runs = ((run, _digits(run[0])) for run in _RUN.finditer(text))
    return tuple((run.start(), run.end(), digits) for run, digits in runs if digits)


def leads(text: str) -> str:
    """The line itself, where people could come to what it names; or blank. Raises DeskError."""
    _one_line("the address", text)
    if text and (_NOT_WORDS.search(text) or not any(letter.isalpha() for letter in text)):
        raise DeskError.of(Code.NOT_A_PLACE, found=_shown(text))
    return text


def _digits(run: str) -> str | None:
    """What is dialled; None where it is no number."""
    digits = re.sub(r"[^\d+]", "", run.replace("(0)", "") if run.startswith("+") else run)
    if _SHORT.fullmatch(digits):
        return digits
    try:
        checked(Means.PHONE, next((digits.removeprefix(each) for each in _RELAY if digits.startswith(each)), digits))
    except DeskError:
        return None
    return digits


def _one_line(field: str, text: str) -> None:
    if "\n" in text or "\r" in text:
        raise DeskError.of(Code.LINE_BREAK, field=field)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_MOST else f"{text[:_SHOWN_MOST]}…")
