"""What parts words from words: where a sentence ends, where a part of one does, and which sentences ask.

Law: whatever people type to part two things parts them: a line, a bullet, a dash or a slash between blanks, a full stop
without a blank; what stands within a word, a number or a time does not.
Not here: what is the same word (alike.py).
"""

from __future__ import annotations

import re
from typing import Final

SENTENCE: Final = "."
CLAUSE: Final = ","
ASKING: Final = "?"
"""Stands before the end of a sentence that asks."""
TAKEN: Final = "|"
"""Stands where words were taken out."""
MARKS: Final = (SENTENCE, CLAUSE, ASKING)
_LINE: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_WRAPPED: Final = re.compile(r"(?<=[^\W_])[ \t]*\n[ \t]*(?=[^\W\d_A-Z])")
"""A line that ends in the middle of a sentence, as mail programs break them: it goes on with a small letter."""
_COUNTED: Final = re.compile(r"(?<=[^\W\d_][^\S\n])(?=\d{1,2}[.)]\s)")
_CLOSED: Final = r"[\"'\u201d\u2019)\]\[\u00bb]*(?:\s|$|\d+\])"
_BULLETS: Final = "\u2022\u2023\u25e6\u25aa\u25cf\u25cb\u2043"
_ENDS: Final = rf"[.!?]{{2,}}|[.!?](?={_CLOSED})|(?<=[^\W\d_][^\W\d_])[.!?](?=[^\W\d_]{{2}})|[\n\u3002{_BULLETS}]+"
_PARTS: Final = (
    r"[,;:](?=\s|$)|[(){}\[\]|\"\u201c\u201d\u00ab\u00bb\u2013\u2014]|(?<!\S)[-/*\u00b7](?=\s)"
    r"|(?<!\w)['\u2018](?=\w)|(?<=[^\Ws])['\u2019](?=[\s.,;:!?]|$)|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
_TOKEN: Final = re.compile(rf"[^\W_]+|{_ENDS}|{_PARTS}")


def lined(text: str) -> str:
    """Words whose lines end in one way; a line that was broken within a sentence does not end it."""
    return _COUNTED.sub("; ", _WRAPPED.sub(", ", _LINE.sub("\n", text)))


def tokens(text: str) -> list[str]:
    """Words and marks, one after the other."""
    return _TOKEN.findall(text)


def mark_of(token: str) -> str:
    """What a token is as a mark; nothing where it is a word."""
    if token[0].isalnum():
        return ""
    if ASKING in token:
        return f"{ASKING} {SENTENCE}"
    return SENTENCE if token[0] in f".!\n\u3002{_BULLETS}" else CLAUSE


def unmarked(text: str) -> str:
    """Words as they are read, without the marks between them."""
    return " ".join(word for word in text.split() if word not in MARKS)


def one_sentence(text: str) -> str:
    """Words of one sentence without the marks within it; that it asks is left."""
    return " ".join(word for word in text.split() if word not in (SENTENCE, CLAUSE))
