"""A short id made from a name that a person wrote.

Law: what comes out matches `[a-z0-9][a-z0-9._-]*` or is empty, and the same name always gives the same id.
Not here: whether the id is taken (intake.py, faults.py).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SLUG_MAX: Final = 60
"""Characters of an id made from a name; longer names are cut at a word."""

_JOINTS: Final = re.compile(r"[^a-z0-9]+")
_TITLES: Final = re.compile(r"^(the\s+)?((royal|london)\s+borough|city|borough|county)\s+of\s+", re.IGNORECASE)
_TAIL: Final = re.compile(r"\s+((metropolitan|city|county|district|borough)\s+)*council$", re.IGNORECASE)


def slug(name: str) -> str:
    """`Café & Bar (Level 2)` becomes `cafe-and-bar-level-2`; empty where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    joined = _JOINTS.sub("-", plain.replace("'", "")).strip("-")
    if len(joined) <= SLUG_MAX:
        return joined
    return joined[: SLUG_MAX + 1].rpartition("-")[0] or joined[:SLUG_MAX]


def council_slug(name: str) -> str:
    """`London Borough of Northmere` and `Northmere City Council` become `northmere`."""
    words = " ".join(name.split())
    return slug(_TAIL.sub("", _TITLES.sub("", words))) or slug(words)
