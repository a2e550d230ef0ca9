"""Words as they are compared with a wording of the register: their letters alone, and whole words at both ends.

Law: capitals, spaces, marks, punctuation, what cannot be seen, and letters and figures that look the same make no other
words; ordinary words in which a wording merely begins are not that wording.
Not here: which wordings there are (found.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

SHORT: Final = 12
"""A wording of fewer letters stands there only as the same words, and a single short word is no wording at all."""
_LOOKS: Final = str.maketrans(
    dict(zip("АВЕЗКМНОРСТУХЅІЈԚԜӀавезкмнорстухѕіјԛԝӏԁһ", "abe3kmhopctyxsijqwlabe3kmhopctyxsijqwldh", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχγηω", "abezhikmnoptyxabeikvoptuxynw", strict=True))
    | dict(zip("ՕՍԼՀօոսհցզյլռ", "oulhonuhgqjln", strict=True))
    | dict(zip("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏩᏴ", "drtiajewmhyghz4brwsvslcpkdgb", strict=True))
    | dict(zip("\u0131\u0251\u0269", "iai", strict=True))
)
"""Letters that look Latin and are not, each as what it looks like: Cyrillic, Greek, Armenian, Cherokee, Latin's own."""
_LATIN: Final = re.compile(
    r"LATIN (?:CAPITAL |SMALL )?LETTER (?:SMALL CAPITAL |SCRIPT |OPEN |DOTLESS |LONG )?([A-Z])(?: WITH .+)?"
)
_FOR_LETTERS: Final = str.maketrans("0135", "oles")
"""Figures that are typed for letters in a word that has letters as well."""
_ONE_STROKE: Final = str.maketrans("i", "l")
_IN_FIGURE: Final = re.compile(r"(?<=\d)[,.'\u2019](?=\d)")
_NO_LETTER: Final = ("Mn", "Me", "Cf")
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name that nobody sees."""


def plain(text: str) -> str:
    """The words in their bare letters and figures, with one space between two."""
    seen = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).translate(_LOOKS).casefold())
    # What is neither seen nor a letter of its own goes without a trace, before the marks that part words are looked at.
    bare = "".join(letter if letter.isascii() else _bare(letter) for letter in seen)
    joined = _IN_FIGURE.sub("", bare)
    parted = "".join(letter if letter.isalnum() else " " for letter in joined).split()
    return " ".join(each if each.isdigit() else each.translate(_FOR_LETTERS) for each in parted).translate(_ONE_STROKE)


def stands(wording: str, text: str) -> bool:
    """Whether one plain wording stands in plain words."""
    found = _pattern(wording, text)
    return found is not None and found.search(text) is not None


def without(wording: str, text: str) -> str:
    """Plain words with a plain wording taken out wherever it stands."""
    found = _pattern(wording, text)
    return text if found is None else found.sub("\n", text)


@cache
def _bare(letter: str) -> str:
    """A letter beyond ASCII as what it looks like; blank where nobody sees it."""
    if letter in _FILLERS or unicodedata.category(letter) in _NO_LETTER:
        return ""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    looks = letter.translate(_LOOKS)
    named = _LATIN.fullmatch(unicodedata.name(looks, ""))
    return named[1].lower() if named else looks


def _pattern(wording: str, text: str) -> re.Pattern[str] | None:
    """What finds it; None where it cannot stand there, which is quick to see."""
    letters = wording.replace(" ", "")
    if letters not in text.replace(" ", ""):
        return None
    if len(letters) >= SHORT:
        return re.compile(rf"(?<!\S){' ?'.join(letters)}(?!\S)")
    return re.compile(rf"(?<!\S){wording}(?!\S)") if " " in wording else None
