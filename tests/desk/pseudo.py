"""A language that nobody speaks: every fixed piece with its vowels marked, so that what is left in English shows.

Law: it is made from the words to translate, as a translator's program would make it.
Not here: what is asked of it (test_language.py).
"""

from __future__ import annotations

import re
import struct

from battlebox.desk.compose import pieces_of, shipped_templates

MARKED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
NAME = "Psèudo"


def marked(english):
    """The same with marked vowels; fields stay as they are."""
    return "".join(part if part.startswith("{") else part.translate(MARKED) for part in re.split(r"(\{\w+\})", english))


def catalogue(but=(), **other):
    """A compiled catalogue of all fixed pieces but these."""
    first, *pieces = pieces_of(shipped_templates())
    said = {first: NAME} | {each: marked(each) for each in pieces if each not in but} | other
    return compiled({"": "Content-Type: text/plain; charset=UTF-8\n", **said})


def compiled(said):
    """Bytes as msgfmt writes them: a head, two tables of lengths and places, and the strings."""
    pairs = sorted((key.encode(), value.encode()) for key, value in said.items())
    count, at = len(pairs), 28 + 16 * len(pairs)
    tables, strings = [], b""
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), at + len(strings)))
            strings += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + b"".join(tables) + strings
