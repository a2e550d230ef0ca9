"""What an id of an estate looks like, for whoever reads or is told one: tables, forms, commands, files of others.

Law: this is the only place that spells it; docs/formats/estate.md says it in words.
Not here: whether a thing has that id (check.py).
"""

from __future__ import annotations

import re
from typing import Final

ID_PATTERN: Final = "[a-z0-9][a-z0-9._-]*"
SHORT_ID_MOST: Final = 60
"""Letters in an id that desks say to each other, such as a body's."""

_ID: Final = re.compile(ID_PATTERN)


def is_id(text: str) -> bool:
    """Whether something may have this id."""
    return _ID.fullmatch(text) is not None


def is_short_id(text: str) -> bool:
    """Whether desks may say this id to each other."""
    return is_id(text) and len(text) <= SHORT_ID_MOST
