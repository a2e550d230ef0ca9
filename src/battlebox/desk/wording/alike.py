"""Words as they are compared with a wording of the register: their letters alone, and whole words at both ends.

Law: capitals, spaces, marks, punctuation, what cannot be seen, letters and figures that look the same, and numbers in
words make no other words; ordinary words in which a wording merely begins are not that wording.
Not here: which wordings there are (desk.tell).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from battlebox.desk.wording.figures import in_figures, whole

SHORT: Final = 12
"""A wording of fewer letters stands there only as a sentence or a part of one, and a single short word nowhere."""
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
_FOR_LETTERS: Final = str.maketrans("013457", "oleast")
"""Figures that are typed for letters in a word that has letters as well."""
_FOR_FIGURES: Final = str.maketrans("ilo", "110")
_ONE_STROKE: Final = str.maketrans("i", "l")
_IN_FIGURE: Final = re.compile(r"(?<=[\dilo])[,.'\u2019](?=\d)|(?<=\d)[,'\u2019](?=[ilo\d]{3}\b)")
_NO_LETTER: Final = ("Mn", "Me", "Cf")
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name that nobody sees."""
_TOKEN: Final = re.compile(
    r"[^\W_]+|[.!?]+(?=[\"'\u201d\u2019)\]\[\u00bb]*(?:\s|$|\d+\]))|[\n\u3002]+|[,;:](?=\s|$)|[()\[\]\"\u201c\u201d\u00ab\u00bb\u2013\u2014]"
)
SENTENCE: Final = "."
CLAUSE: Final = ","
_TAKEN: Final = "|"
_MARKS: Final = (SENTENCE, CLAUSE)
_ONLY_LETTERS: Final = str.maketrans("", "", f" {SENTENCE}{CLAUSE}")
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
    seen = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).translate(_LOOKS).casefold())
    # What is neither seen nor a letter of its own goes without a trace, before the marks that part words are looked at.
    bare = "".join(letter if letter.isascii() else _bare(letter) for letter in seen)
    tokens = _TOKEN.findall(_IN_FIGURE.sub("", whole(bare)))
    return " ".join(map(_spelt, in_figures(tokens)))


def one_of(*phrases: str) -> str:
    """What finds any of these phrases in plain words, for a pattern."""
    return f"(?:{'|'.join(map(plain, phrases))})"


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
        return f" {_TAKEN} " if where is None or where(unmarked(before), unmarked(after)) else at[0]

    return found.sub(taken, text)


def unmarked(text: str) -> str:
    """Words as they are `read`, without the marks between them."""
    return " ".join(word for word in text.split() if word not in _MARKS)


def has_words(text: str) -> bool:
    """Whether anything is left but marks in words as they are `read`."""
    return any(letter.isalnum() for letter in text)


@lru_cache(maxsize=4096)
def letters_of(text: str) -> str:
    """The letters and figures alone."""
    return text.translate(_ONLY_LETTERS)


def _spelt(word: str) -> str:
    """A word, its letters as they are compared."""
    if word[0] in ".!?\n\u3002":
        return SENTENCE
    if not word[0].isalnum():
        return CLAUSE
    figures = word.translate(_FOR_FIGURES)
    if figures.isdigit() and 2 * sum(letter.isdigit() for letter in word) >= len(word):
        return figures
    return word.translate(_FOR_LETTERS).translate(_ONE_STROKE)


@cache
def _bare(letter: str) -> str:
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


def _pattern(wording: str, text: str) -> re.Pattern[str] | None:
    """What finds it; None where it cannot stand there, which is quick to see."""
    letters = letters_of(wording)
    if not letters or letters not in letters_of(text):
        return None
    # A letter of a script without spaces says as much as a syllable, or more.
    if len(letters) + 2 * sum(not each.isascii() and len(each) == 1 for each in wording.split()) >= SHORT:
        return re.compile(rf"(?<!\S){r'(?: [.,])* ?'.join(letters)}(?!\S)")
    if " " not in wording:
        return None
    leads, follows = one_of(*_LEADS), one_of(*_FOLLOWS)
    said = r"(?: [.,])* ".join(wording.split())
    return re.compile(rf"(?:^|(?<=[.,|] )|(?<= ){leads} |^{leads} ){said}(?=$| [.,|]| {follows}(?!\S))")
