"""How long some words are: how many text messages, each sent and billed by itself, and how long to read aloud.

Law: counted as phones do (3GPP TS 23.038): a letter of the basic table is one, of its extension two, in parts of 160,
or 153 where there are several; any other letter makes the whole message one of 16-bit letters, in parts of 70, or 67.
Not here: sending, what a provider adds of its own.
"""

from __future__ import annotations

from typing import Final

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("\f^{}\\[~]|€")
_ONE, _OF_MANY = 160, 153
_ONE_WIDE, _OF_MANY_WIDE = 70, 67


WORDS_A_MINUTE: Final = 140
"""As fast as a message is read to people who write a number down."""


def seconds_aloud(words: str) -> int:
    """How long words take when they are read aloud, to the next five seconds; a group of digits counts as words."""
    many = sum(1 if not any(letter.isdigit() for letter in each) else max(1, len(each) // 2) for each in words.split())
    return -(-many * 60 // WORDS_A_MINUTE // 5) * 5


def text_parts(words: str) -> int:
    """The parts of a text message; 0 for no words."""
    if is_wide(words):
        return _parts([len(letter.encode("utf-16-le")) // 2 for letter in words], _ONE_WIDE, _OF_MANY_WIDE)
    return _parts([2 if letter in EXTENSION else 1 for letter in words], _ONE, _OF_MANY)


def is_wide(words: str) -> bool:
    """Whether one letter outside the table makes all of them twice as long."""
    return any(letter not in BASIC and letter not in EXTENSION for letter in words)


def wide_letters(words: str) -> str:
    """The letters that do so, each once."""
    return "".join(dict.fromkeys(letter for letter in words if letter not in BASIC and letter not in EXTENSION))


def _parts(lengths: list[int], one: int, of_many: int) -> int:
    """Parts of letters of these lengths; a letter of two is never cut in two."""
    if sum(lengths) <= one:
        return 1 if lengths else 0
    parts, room = 1, of_many
    for length in lengths:
        if length > room:
            parts, room = parts + 1, of_many
        room -= length
    return parts
