"""How much the door takes at once, and of one object: figures that an installation may set.

Law: a limit is checked before the work that it bounds.
Not here: what is said when one is passed (errors.py).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures; lengths of text are letters, sizes are bytes."""

    body_bytes_max: int = 10 * 1024 * 1024
    objects_max: int = 5_000
    object_bytes_max: int = 256 * 1024
    depth_max: int = 32
    text_letters_max: int = 64 * 1024
    items_max: int = 10_000
    id_letters_max: int = 300
    pattern_bytes_max: int = 16 * 1024
    ahead_minutes_max: int = 10
    """How far the clock of whoever wrote it may be ahead of ours."""
    payloads: bool = False
    """Whether an artifact may bring the bytes of what it tells of; else their hash must do."""
