"""What kind of desk this is: one that may reach people, or one that practises.

Law: neither is the other, neither can be made from the other, and nothing that sends takes the second.
Not here: what each may build (sending, status).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from battlebox.journal import DRILL_MARK

PRACTICE_MARK: Final = "demonstration.txt"
"""The file that lies in the folder of every desk that shows itself."""


@final
@dataclass(frozen=True, slots=True)
class RealDesk:
    """A desk of a real incident. It is made in one place, where a desk is started (web)."""

    name: str


@final
@dataclass(frozen=True, slots=True)
class DrillDesk:
    """A desk that practises, or shows itself to somebody."""

    name: str


def is_practice(path: Path) -> bool:
    """Whether a file or folder lies in the folder of a desk that practises."""
    here = path.resolve()
    return any((folder / mark).exists() for folder in (here, *here.parents) for mark in (PRACTICE_MARK, DRILL_MARK))
