"""What was recorded of a system's going live: live, live without gates, or taken off again.

Law: going live without gates says which were missing, why, and who said so.
Not here: recording it (going_live.py), whether its gates still stand (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.restore.answer import GATE

LIVE: Final = "live"


class Going(StrEnum):
    """What became of a system."""

    LIVE = "live"
    WITHOUT_GATES = "live without gates"
    OFF = "taken off again"

    @property
    def is_live(self) -> bool:
        """Whether people use it."""
        return self is not Going.OFF


@dataclass(frozen=True, slots=True)
class Gone:
    """One system's going live. `who` said so; `missing` are the keys of the gates that nobody had answered then."""

    state: Going
    at: datetime
    who: str
    reason: str = ""
    missing: tuple[str, ...] = ()


def gone_of(sight: Sight) -> dict[str, tuple[Stated[Gone], ...]]:
    """What was recorded of each system's going live, by system, latest first."""
    return {thing.partition("/")[2]: said for thing, said in sight.every(GATE, LIVE, Gone).items()}


def gone_told(sight: Sight, system: str) -> tuple[Stated[Gone], ...]:
    """All that was ever recorded of one system's going live, in order of arrival."""
    return sight.told(f"{GATE}/{system}", LIVE, Gone)
