"""Answers that follow from bytes alone, kept for whoever asks of the same bytes.

Law: an answer is given again only for bytes that are the same, every one of them; what is kept has a bound, and what
is large is not kept.
Not here: what is asked (second.py).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

_Answer = TypeVar("_Answer")


def remembered(
    *, answers_most: int, bytes_most: int
) -> Callable[[Callable[[bytes], _Answer]], Callable[[bytes], _Answer]]:
    """Keep the last answers about bytes that are no longer than this. What is asked must depend on nothing else."""

    def remembering(asked: Callable[[bytes], _Answer]) -> Callable[[bytes], _Answer]:
        kept = lru_cache(maxsize=answers_most)(asked)
        return lambda raw: kept(raw) if len(raw) <= bytes_most else asked(raw)

    return remembering
