"""The gates on one system's way back: the standard ones in their order, with what the estate says of them.

Law: every standard gate is there for every system, whether it takes time or not; a row of the system wins over one of
its body, as on the board (`Estate.gates_of`).
Not here: who answered a gate and how (the record), work (labour.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from battlebox.estate import Estate, Gate, GateKind, Step, System

STANDARD: Final[Mapping[GateKind, str]] = MappingProxyType(
    {
        GateKind.EVIDENCE: "evidence imaged, police and insurer released it",
        GateKind.SCOPE: "scope known, or the risk accepted",
        GateKind.SOURCE: "clean source verified",
        GateKind.HARDENED: "patched, hardened, second factor, secrets rotated",
        GateKind.MONITORED: "watched, with alarms and logs",
        GateKind.NEEDS: "what it needs is verified",
        GateKind.DATA: "data checked by the service, the gap listed",
        GateKind.OWNER: "the owner signs",
        GateKind.DECISION: "decision logged, with the way back",
    }
)
"""The standard gates of a system in the order in which they are passed, in words."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """One gate of one system, or of one link. `row` is what the estate says of it, if anything."""

    system: str
    kind: GateKind
    name: str
    row: Gate | None = None

    @property
    def id(self) -> str:
        """Its name in a plan."""
        return f"{self.row.gate if self.row else self.kind.value}:{self.system}"

    @property
    def key(self) -> str:
        """Under what it is answered."""
        return self.row.key if self.row else self.kind.value

    @property
    def before(self) -> Step:
        """The step that may not begin until it is passed."""
        return self.kind.before


def barriers_of(estate: Estate, system: System) -> tuple[Barrier, ...]:
    """Every gate of a system: the standard ones in order, then the council's own."""
    return tuple(_barriers(estate, system))


def link_gates(estate: Estate) -> dict[str, tuple[Barrier, ...]]:
    """The gates of each link that has some: they stand before it is connected over again."""
    found: dict[str, tuple[Barrier, ...]] = {}
    for row in estate.gates:
        if row.of in estate.path_by_id:
            words = row.name or STANDARD.get(row.kind, row.gate)
            found[row.of] = (*found.get(row.of, ()), Barrier(row.of, row.kind, words, row))
    return found


def _barriers(estate: Estate, system: System) -> Iterator[Barrier]:
    rows = estate.gates_of(system)
    said = {row.kind: row for row in rows}
    for kind, words in STANDARD.items():
        row = said.get(kind)
        yield Barrier(system.system, kind, (row.name if row else None) or words, row)
    for row in rows:
        if row.kind is GateKind.OTHER:
            yield Barrier(system.system, row.kind, row.name or row.gate, row)
