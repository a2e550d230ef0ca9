"""Words for the phone: twelve that stand for a key, four by which a reader says which file they hold.

Law: a word misheard is found by the checking byte, or the answer is no; no two forms share their words.
Not here: the list of words, and the twelve of a fingerprint (journal).
"""

from __future__ import annotations

import hashlib
from typing import Final

from battlebox.journal import spoken_of, to_words

_FOUR_BYTES: Final = 4
_KEY: Final = b"battlebox/bulletin-key/1\0"
_HEARD: Final = b"battlebox/bulletin-heard/1\0"


def key_words(key: str) -> str:
    """Twelve words of a key, to compare by phone with whoever holds it."""
    return spoken_of(hashlib.sha256(_KEY + bytes.fromhex(key)).hexdigest(), _KEY)


def heard_words(fingerprint: str, body: str) -> str:
    """Four words that a body reads back: they say which bulletin it holds, and that it is that body's answer."""
    found = hashlib.sha256(_HEARD + bytes.fromhex(fingerprint) + body.encode()).digest()
    return to_words(found[:_FOUR_BYTES], found[_FOUR_BYTES])
