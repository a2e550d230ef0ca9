"""The rows of coming back: who rebuilds, where, how much work each system is, what must be passed on the way.

Law: as in things.py: a field is the column of the same name, hours are whole microhours.
Not here: what a missing row is reckoned as (desk), planning (engine).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from battlebox.estate.things import MICROHOURS


class EnvironmentKind(StrEnum):
    """What sort of place systems are brought back in."""

    CLEAN_ROOM = "clean room"
    BUILD_NETWORK = "build network"
    BACKUP_BANDWIDTH = "backup bandwidth"
    OTHER = "other"


class Step(StrEnum):
    """One step of a system's return, in the order they are taken."""

    CLEAR = "clear"
    REBUILD = "rebuild"
    RESTORE = "restore"
    ACCEPT = "accept"


class GateKind(StrEnum):
    """What must be passed before a system goes live: the standard gates in their order, and the council's own."""

    EVIDENCE = "evidence"
    SCOPE = "scope"
    SOURCE = "source"
    HARDENED = "hardened"
    MONITORED = "monitored"
    NEEDS = "needs"
    DATA = "data"
    OWNER = "owner"
    DECISION = "decision"
    OTHER = "other"

    @property
    def before(self) -> Step:
        """The step that it stands before; most stand before the last, at whose end the system is live."""
        if self in (GateKind.EVIDENCE, GateKind.SCOPE):
            return Step.REBUILD
        return Step.RESTORE if self is GateKind.SOURCE else Step.ACCEPT


@dataclass(frozen=True, slots=True)
class Crew:
    """People who rebuild systems."""

    crew: str
    name: str
    people: int
    body: str | None = None
    microhours_per_day: int = 8 * MICROHOURS
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """Where systems are brought back: so many places at any one time; of a bandwidth, its tenths."""

    environment: str
    name: str
    kind: EnvironmentKind
    capacity: int
    body: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What one step of bringing a system back takes, where it is not as reckoned from the system's row."""

    work: str
    of: str
    step: Step
    microhours: int
    crew: str | None = None
    people: int | None = None
    environment: str | None = None
    uses: int = 1
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be passed before a system, link or body goes live; `opens` is the column `from`.

    None there means that nobody has said when it can be asked for. Without a name it is the standard gate of its kind.
    """

    gate: str
    of: str
    kind: GateKind
    name: str | None = None
    lead_microhours: int = 0
    opens: datetime | None = None
    expires_microhours: int | None = None
    owner: str | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """Under what it is answered: its kind where it is a standard gate, else its own id."""
        return f"own:{self.gate}" if self.kind is GateKind.OTHER else self.kind.value

    @property
    def place(self) -> str:
        """Whose place it takes for a system: that of its kind; of the council's own, that of the same name."""
        return f"own:{self.name or self.gate}" if self.kind is GateKind.OTHER else self.kind.value
