"""What is to be brought back, by whom, and what waiting costs: the plain values of a restore problem.

Law: frozen values; an id names one operation or one gate; times are whole microhours counted from the problem's hour 0.
Not here: whether the problem makes sense (refusals.py), indexes (net.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WEIGHTS: Final = (1.0, 4.0, 16.0)
"""What an hour out weighs before the RTO, after it, and after the MTPD: working values of the contract."""


@dataclass(frozen=True, slots=True)
class After:
    """Starts no sooner than so long after another operation or gate ends (or starts).

    Rows of one operation with one `any_of` are alternatives: one of them is enough.
    """

    on: str
    wait_microhours: int = 0
    any_of: str = ""
    is_from_start: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """Starts no later than so long after another operation or gate ends (or starts)."""

    on: str
    microhours: int
    is_from_start: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One piece of work that, once begun, runs to its end: a clean rebuild, a restore of data, an acceptance.

    `uses` says how much of which resource it holds while it runs. `begun_microhours` is when it began, where it has.
    """

    id: str
    microhours: int
    uses: tuple[tuple[str, int], ...] = ()
    after: tuple[After, ...] = ()
    within: tuple[Within, ...] = ()
    gates: tuple[str, ...] = ()
    release_microhours: int = 0
    begun_microhours: int | None = None
    system: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """Engineers of one skill, clean rooms, tenths of the backup's bandwidth: so many at any one time."""

    id: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A check that must be passed before the operations that name it start.

    It can be asked for from `released_microhours` on (None: nobody has said when), after what `after` names, and takes
    `lead_microhours`. Once given, an operation must start within `expires_microhours`. Where it was given already,
    `given_microhours` says when.
    """

    id: str
    lead_microhours: int = 0
    released_microhours: int | None = 0
    after: tuple[After, ...] = ()
    expires_microhours: int | None = None
    given_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """A service that is out until one operation of each set in `needs` has ended, and what that costs.

    `base` is harm units an hour; the marks are hours of outage, and `so_far_microhours` of it have passed at hour 0;
    below 0 the service stops only so long after. No fallback: leave the fallback's fields alone.
    """

    id: str
    needs: tuple[tuple[str, ...], ...]
    base: float
    rto_microhours: int
    mtpd_microhours: int
    fallback_share: float = 0.0
    fallback_start_microhours: int = 0
    fallback_microhours: int = 0
    so_far_microhours: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan is made from. Nothing that has not begun may start before `now_microhours`."""

    operations: tuple[Operation, ...]
    resources: tuple[Resource, ...] = ()
    gates: tuple[Gate, ...] = ()
    services: tuple[Stopped, ...] = ()
    weights: tuple[float, float, float] = WEIGHTS
    now_microhours: int = 0

    @property
    def steps(self) -> tuple[Operation | Gate, ...]:
        """Operations, then gates."""
        return (*self.operations, *self.gates)


def waits_of(row: Operation | Gate) -> list[list[After]]:
    """What a step waits for, its gates included: of each list, one."""
    gates = row.gates if isinstance(row, Operation) else ()
    found: dict[str | int, list[After]] = {}
    for number, wait in enumerate((*row.after, *map(After, gates))):
        found.setdefault(wait.any_of or number, []).append(wait)
    return list(found.values())


def until_all_back(operations: tuple[Operation, ...], an_hour: float = 1.0) -> Stopped:
    """A service that needs every operation and costs the same each hour: its harm is how long everything takes."""
    never = 1 << 60
    return Stopped("everything", tuple((row.id,) for row in operations), an_hour, never, never)
