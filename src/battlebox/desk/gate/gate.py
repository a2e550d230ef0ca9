"""The gates of a system: what must be answered before it goes live, in order, the standard ones and a council's own.

Law: the standard gates need no row of the estate and none of them can be left out; the order is that of the work.
Not here: answering one (answer.py), how the gates of a system stand (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.estate import MICROHOURS, Estate, GateKind, Near, System
from battlebox.estate import Gate as GateRow


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate of one system. `key` names it in the record; `asks` is what its evidence says, `does` what to do.

    `holds` is how long it counts once passed (None: until something new is seen). `opens` is from when it can be asked
    for, `takes` how long it then takes.
    """

    key: str
    kind: GateKind
    name: str
    short: str
    asks: str
    does: str
    holds: timedelta | None = None
    opens: datetime | None = None
    takes: timedelta = timedelta()
    owner: str = ""
    note: str = ""


STANDARD: Final = (
    Gate(
        "evidence",
        GateKind.EVIDENCE,
        "Evidence imaged, and released by police and insurer",
        "Evidence",
        "What was imaged, where the image is kept, and who of the police and of the insurer released the system.",
        "have its evidence imaged, and have it released",
    ),
    Gate(
        "scope",
        GateKind.SCOPE,
        "Scope known, or the risk accepted",
        "Scope",
        "What the attacker did on it and since when, how that is known, or who accepts which risk.",
        "say what the attacker did on it, or accept the risk",
    ),
    Gate(
        "source",
        GateKind.SOURCE,
        "Clean source verified",
        "Clean source",
        "What it was rebuilt or restored from, of which date, and why that lies before the first bad date.",
        "have a clean source verified",
    ),
    Gate(
        "hardened",
        GateKind.HARDENED,
        "Patched and hardened, second factor on, secrets changed",
        "Hardened",
        "Which patches, what was switched off, who signs in with a second factor, which secrets were changed.",
        "have it patched and hardened",
    ),
    Gate(
        "monitored",
        GateKind.MONITORED,
        "Watched: endpoint detection and logs",
        "Watched",
        "What watches it, where its logs go, who looks at them, also at night.",
        "have it watched",
    ),
    Gate(
        "needs",
        GateKind.NEEDS,
        "Needed systems verified",
        "Needs",
        "How each system it needs was verified, or why it may go live without.",
        "say whether what it needs is verified",
    ),
    Gate(
        "data",
        GateKind.DATA,
        "Data checked by the service, the gap listed",
        "Data",
        "What the service looked at, the date of the last good copy, and what is missing since.",
        "have the data checked by the service",
    ),
    Gate(
        "owner",
        GateKind.OWNER,
        "Owner signs",
        "Owner",
        "Who answers for it, and what they were shown before they signed.",
        "have the owner sign",
    ),
    Gate(
        "decision",
        GateKind.DECISION,
        "Decision logged, with the way back",
        "Decision",
        "How it is taken off again if something is wrong, and who says so.",
        "decide whether it goes live, and how it comes off again",
    ),
)
"""The standard gates, in order."""


def gate_keys(estate: Estate) -> tuple[str, ...]:
    """The keys of all gates that any system may have."""
    return (*(gate.key for gate in STANDARD), *(row.key for row in estate.gates if row.kind is GateKind.OTHER))


def gates_in(estate: Estate, system: System) -> tuple[Gate, ...]:
    """The gates of a system, in order: the standard ones as the estate has them, then its body's and its own."""
    rows = {row.key: row for row in estate.gates_of(system)}
    standard = tuple(_filled(gate, rows.get(gate.key)) for gate in STANDARD)
    return (*standard, *(_own(row) for row in rows.values() if row.kind is GateKind.OTHER))


def gates_for(estate: Estate, system: str) -> tuple[Gate, ...]:
    """The gates of a system, in order. Raises DeskError if the estate has no such system."""
    return gates_in(estate, system_of(estate, system))


def _filled(gate: Gate, row: GateRow | None) -> Gate:
    """A gate with what the estate says of it."""
    if row is None:
        return gate
    holds = None if row.expires_microhours is None else timedelta(hours=row.expires_microhours / MICROHOURS)
    takes = timedelta(hours=row.lead_microhours / MICROHOURS)
    return replace(
        gate,
        name=row.name or gate.name,
        holds=holds,
        opens=row.opens,
        takes=takes,
        owner=row.owner or "",
        note=row.note or "",
    )


def _own(row: GateRow) -> Gate:
    """A gate of the council's own."""
    name = row.name or row.gate
    asks, does = "How it is known that this is so.", f"have this answered: {name}"
    return _filled(Gate(row.key, GateKind.OTHER, name, name, asks, does), row)


def gate_of(estate: Estate, system: str, key: str) -> Gate:
    """One gate of a system. Raises DeskError if it has none of that key."""
    gates = gates_for(estate, system)
    found = next((gate for gate in gates if gate.key == key), None)
    if found is None:
        raise DeskError.of(Code.NOT_SEEN, what="gate", id=key[:40])
    return found


def system_of(estate: Estate, system: str) -> System:
    """The estate's system. Raises DeskError if it has none of that id."""
    found = estate.system_by_id.get(system)
    if found is None:
        near = Near().words(system, tuple(estate.system_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="system", id=system, near=near)
    return found
