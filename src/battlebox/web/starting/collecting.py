"""How often Python looks for circles of forgotten values while the desk serves, and how often its threads take turns.

Law: rarely enough that hardly any page waits for a look through a whole estate and record, often enough that memory
stays flat; a thread whose question to the tables was answered soon goes on.
Not here: serving (server.py).
"""

from __future__ import annotations

import gc
import sys
from typing import Final

# A long table makes tens of thousands of values; with Python's own 700 every such page would look through everything
# that is kept (a third of a second, with 2,000 systems).
YOUNG, MIDDLE, OLD = 50_000, 20, 20
THRESHOLDS: Final = (YOUNG, MIDDLE, OLD)
TURN_SECONDS: Final = 0.001
"""So long a thread computes while another waits: a page asks the tables seven times, and with Python's own 5 ms each
answer would wait for a dozen others that are laid out."""


def collect_rarely() -> None:
    """Look through young values each fifty thousand, through all of them four hundred times less often."""
    gc.collect()
    gc.set_threshold(*THRESHOLDS)


def take_short_turns() -> None:
    """Let the threads of this process take turns often."""
    sys.setswitchinterval(TURN_SECONDS)
