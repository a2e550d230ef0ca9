"""Letters as they look: one of another script that looks Latin is that letter, and what nobody sees is none.

Law: every letter is looked at by itself; what has no look of its own stays as it is.
Not here: figures that are typed for letters (alike.py), marks between words (marks.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_LISU: Final = tuple(
    code
    for code in range(0xA4D0, 0xA4F5)
    if code not in (0xA4D2, 0xA4D5, 0xA4D8, 0xA4DB, 0xA4DE, 0xA4E4, 0xA4E5, 0xA4E8, 0xA4E9, 0xA4ED, 0xA4EF, 0xA4F1)
)
_LOOKS: Final = str.maketrans(
    dict(zip("АВЕЗКМНОРСТУХЅІЈԚԜӀавезкмнорстухѕіјԛԝӏԁһ", "abe3kmhopctyxsijqwlabe3kmhopctyxsijqwldh", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχγηω", "abezhikmnoptyxabeikvoptuxynw", strict=True))
    | dict(zip("ՕՍԼՀօոսհցզյլռ", "oulhonuhgqjln", strict=True))
    | dict(zip("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏩᏴ", "drtiajewmhyghz4brwsvslcpkdgb", strict=True))
    | dict(zip(map(chr, _LISU), "bpdtgkjczfmnlsrvhwxyaeiou", strict=True))
    | dict(zip("\u0131\u0251\u0269", "iai", strict=True))
    | dict.fromkeys("\u02b9\u02bb\u02bc\u02bd\u02c8", "'")
)
"""Letters that look Latin and are not, each as what it looks like: Cyrillic, Greek, Armenian, Cherokee, Lisu, Latin's
own."""
_LATIN: Final = re.compile(
    r"LATIN (?:CAPITAL |SMALL )?LETTER (?:SMALL CAPITAL |SCRIPT |OPEN |DOTLESS |LONG )?([A-Z])(?: WITH .+)?"
    r"|(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])"
    r"|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])"
)
_NO_SPACES: Final = re.compile("CJK |HIRAGANA|KATAKANA|THAI |LAO |KHMER|MYANMAR|TIBETAN")
"""Scripts that put no space between words: each letter is one."""
_NO_LETTER: Final = ("Mn", "Me", "Cf")
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name that nobody sees."""
_FOR_SIGNS: Final = (
    (re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])(?![\w-]+\.\w)"), "a"),
    (re.compile(r"(?<=[^\W\d_])\$(?!\d)"), "s"),
)
"""Signs that are typed for letters within a word; an address of mail and a price are left alone."""


def as_seen(text: str) -> str:
    """Words in small letters that look Latin, without what cannot be seen."""
    seen = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).translate(_LOOKS).casefold())
    # What is neither seen nor a letter of its own goes without a trace, before the marks that part words are looked at.
    bare = "".join(letter if letter.isascii() else _seen(letter) for letter in seen)
    for sign, letter in _FOR_SIGNS:
        bare = sign.sub(letter, bare)
    return bare


@cache
def _seen(letter: str) -> str:
    """A letter beyond ASCII as what it looks like; blank where nobody sees it."""
    if letter in _FILLERS or unicodedata.category(letter) in _NO_LETTER:
        return ""
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    looks = letter.translate(_LOOKS)
    name = unicodedata.name(looks, "")
    if _NO_SPACES.match(name) and looks.isalnum():
        return f" {looks} "
    named = _LATIN.fullmatch(name)
    return "".join(filter(None, named.groups())).lower() if named else looks
