"""How often Python looks for circles of forgotten values while the desk serves.

Law: rarely enough that hardly any page waits for a look through a whole estate and record, often enough that memory
stays flat.
Not here: serving (server.py).
"""

from __future__ import annotations

import gc
from typing import Final

# A long table makes tens of thousands of values; with Python's own 700 every such page would look through everything
# that is kept (a third of a second, with 2,000 systems).
YOUNG, MIDDLE, OLD = 50_000, 20, 20
THRESHOLDS: Final = (YOUNG, MIDDLE, OLD)


def collect_rarely() -> None:
    """Look through young values each fifty thousand, through all of them four hundred times less often."""
    gc.collect()
    gc.set_threshold(*THRESHOLDS)
