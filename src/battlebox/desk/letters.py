"""Letters that would turn a line around, made visible: whoever reads a paper or a table reads what is there.

Law: a right-to-left word stays as it is; only the invisible letters that turn the words around them are written out.
Not here: words on a page, which are kept apart by the page itself (web).
"""

from __future__ import annotations

from typing import Final

TURNING: Final = ("\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)))
"""Every letter of Unicode that says which way the text around it runs, and shows nothing itself."""
_SHOWN: Final = {ord(letter): f"[U+{ord(letter):04X}]" for letter in TURNING}


def unturned(text: str) -> str:
    """The text with each such letter written out, such as [U+202E]."""
    return text.translate(_SHOWN)
