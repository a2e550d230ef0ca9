"""Which program works: what blocks of one study must have in common.

Law: two programs with one stamp find the same figures, bit for bit, on machines of one CPU family.
Not here: comparing them (folder.py, workers.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from battlebox import __version__
from battlebox.engine.compile import sources_digest


@cache
def stamp() -> str:
    """Version of Battlebox, and the digest of the engine's sources, Python's version and numba's."""
    return f"{__version__} {sources_digest(Path(__file__).parent.parent)}"
