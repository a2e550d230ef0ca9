"""A word for a skill, a role or a service without what people write now one way and now another.

Law: capitals, spaces, hyphens, underscores and apostrophes make no other word; everything else does.
Not here: which words are merely near (desk).
"""

from __future__ import annotations

import re
from typing import Final

_APOSTROPHES: Final = re.compile("['`\u2018\u2019]")
_BETWEEN: Final = re.compile(r"[^\w.]|_")


def plain_word(word: str) -> str:
    """`Children's social-care` and `childrens  Social care` are one word."""
    return " ".join(_BETWEEN.sub(" ", _APOSTROPHES.sub("", word.casefold()).replace("&", " and ")).split())
