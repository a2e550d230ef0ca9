"""Transactions that need no turn of all: those on whose order nothing rests.

Law: only a transaction of one row that belongs to one person may go without.
Not here: how the turn is taken (base.py).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_HELD = threading.local()


@contextmanager
def without_turn() -> Iterator[None]:
    """What begins in this thread meanwhile waits for nobody."""
    before, _HELD.free = is_free(), True
    try:
        yield
    finally:
        _HELD.free = before


def is_free() -> bool:
    """Whether a transaction that begins now in this thread goes without a turn."""
    return bool(getattr(_HELD, "free", False))
