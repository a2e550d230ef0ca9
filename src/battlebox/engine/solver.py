"""The solver that both planners ask: whether it is installed, and how its work can end.

Law: nothing here loads it; it is an extra of its own, and every planner answers without it.
Not here: the programs in which it runs (child.py).
"""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import Final

SOLVER: Final = "ortools"


class End(StrEnum):
    """How the solver's work on a plan ended, as an answer says it."""

    MISSING = "absent"
    NOT_ASKED = "not asked"
    FAILED = "failed"
    OUT_OF_TIME = "ended when its time was up"
    DONE = "answered"
    REFUSED = "found what the checker refused"


def is_installed() -> bool:
    """Whether there is a solver to start."""
    return find_spec(SOLVER) is not None
