"""An answer to a gate: passed, failed, waived with a reason, or held by somebody; on what evidence, who, and when.

Law: an answer keeps what was known when it was given; every answer that was ever given can be read.
Not here: giving one (answering.py), whether it still counts (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.record.sight import Sight, Stated
from battlebox.journal import Kind

GATE: Final = "gate"


class Result(StrEnum):
    """What an answer says."""

    PASSED = "passed"
    FAILED = "failed"
    WAIVED = "waived"
    HELD = "held"
    """Somebody keeps it from being answered: the police, the insurer, a supplier."""


class Refers(StrEnum):
    """What the reference of an answer is to."""

    NOTHING = "nothing"
    ENTRY = "entry"
    FILE = "file"
    SHEET = "sheet"

    @property
    def words(self) -> str:
        """As it is said."""
        return _REFERS[self]


_REFERS: Final = {
    Refers.NOTHING: "nothing else",
    Refers.ENTRY: "an entry or decision of this record",
    Refers.FILE: "a file or picture",
    Refers.SHEET: "a paper sheet",
}
KINDS: Final = {
    Result.PASSED: Kind.GATE_PASSED,
    Result.FAILED: Kind.GATE_FAILED,
    Result.WAIVED: Kind.GATE_WAIVED,
    Result.HELD: Kind.GATE_HELD,
}


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """One answer. `who` checked it, waived it or holds it back; `ask` is whom to ask where it is held.

    `reference` is to an entry, a file or a sheet. `decision` is the thing of a decision that it rests on, `knowing`
    what was known then that could open it, `unverified` the needed systems that were not verified then: kept by the
    desk itself.
    """

    result: Result
    who: str
    at: datetime
    evidence: str = ""
    refers: Refers = Refers.NOTHING
    reference: str = ""
    reason: str = ""
    ask: str = ""
    decision: str = ""
    knowing: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


def answers_of(sight: Sight, gate: str) -> dict[str, tuple[Stated[GateAnswer], ...]]:
    """The answers to one gate that stand, by system, latest first: several are versions that nobody has settled."""
    every = sight.every(GATE, gate, GateAnswer)
    return {thing.partition("/")[2]: said for thing, said in every.items()}


def answers_told(sight: Sight, system: str, gate: str) -> tuple[Stated[GateAnswer], ...]:
    """Every answer that was ever given to a gate and may be seen, in order of arrival."""
    return sight.told(f"{GATE}/{system}", gate, GateAnswer)
