"""Draws of a drill's own: what the engine's model of an attack does not say.

Law: a pure function of what a draw is for; nothing holds a state.
Not here: the draws of a world (engine).
"""

from __future__ import annotations

import hashlib
from typing import Final

WHOLE: Final = 1 << 64


def drawn(*parts: object) -> int:
    """A number from 0 up to `WHOLE` that looks random, for something named by its parts."""
    name = "\0".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
