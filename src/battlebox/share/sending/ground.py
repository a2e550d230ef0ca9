"""What kind of desk this is: one that may reach people, or one that practises.

Law: neither is the other, neither can be made from the other, and nothing that sends takes the second.
Not here: what each may build (credentials.py, senders.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


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
