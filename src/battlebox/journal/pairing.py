"""Meet a desk without a network: its key as a QR code, and six words that two people compare aloud.

Law: the words are made from the incident and the key, so that neither can be swapped unheard.
Not here: taking the key in, which needs the organisation's admin (orders.py).
"""

from __future__ import annotations

import hashlib
import io
from typing import Final

import segno

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.signing import KEY_LETTERS
from battlebox.journal.words import WORD_BITS, WORDS

PREFIX: Final = "battlebox-desk:1"
SPOKEN_WORDS: Final = 6


def six_words(incident: str, key: str) -> str:
    """Sixty bits of this desk's key in this incident, to read out while the other person looks at theirs."""
    number = int.from_bytes(hashlib.sha256(f"battlebox/pairing/1\0{incident}\0{key}".encode()).digest(), "big")
    top = number >> 256 - SPOKEN_WORDS * WORD_BITS
    shifts = range(WORD_BITS * (SPOKEN_WORDS - 1), -1, -WORD_BITS)
    return " ".join(WORDS[top >> shift & len(WORDS) - 1] for shift in shifts)


def to_card(incident: str, key: str) -> str:
    """What the QR code of a desk that asks to be enrolled says."""
    return f"{PREFIX}:{incident}:{key}"


def from_card(text: str) -> tuple[str, str]:
    """The (incident, key) of a desk's card. Raises JournalError."""
    start, _, rest = text.strip().partition(f"{PREFIX}:")
    incident, _, key = rest.partition(":")
    letters = incident + key
    if start or len(incident) != KEY_LETTERS or len(key) != KEY_LETTERS or letters.strip("0123456789abcdef"):
        raise JournalError.of(Code.BAD_MESSAGE)
    return incident, key


def qr_svg(text: str) -> str:
    """A QR code as SVG, at error level Q: a quarter of it may be lost to a fold or a coffee cup."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="svg", xmldecl=False, border=4, unit="mm", scale=1)
    return out.getvalue().decode()
