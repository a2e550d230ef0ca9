"""The hour on a London clock, and which of the two it is in the hour that comes twice.

Law: a time is never said so that it could be two: when the clocks go back, BST or GMT stands beside it.
Not here: dates and spans in words (brief/saying.py, web).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")


def hour(instant: datetime) -> str:
    """`09:30` in London; in the hour that comes twice `01:30 BST` for the first, `01:30 GMT` for the second."""
    local = instant.astimezone(LONDON)
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M %Z}" if comes_twice else f"{local:%H:%M}"
