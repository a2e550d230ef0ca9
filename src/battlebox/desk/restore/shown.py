"""An order of return as it was on the screen, and the one that a body follows: kept whole, to be read again.

Law: what was shown is kept as shown, with its estate, question and seed; a body chooses for its own systems alone.
Not here: the decision that adopts it (command), work that has begun (work.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer
from battlebox.desk.restore.order import Turn, back_at, turns_of
from battlebox.desk.restore.outset import Outset
from battlebox.desk.restore.problem import HOUR, LeftOut, Undertaking
from battlebox.engine.restore import Plan
from battlebox.estate import MICROHOURS
from battlebox.estate import Step as StepKind

RETURN: Final = "return"
ORDER: Final = "order"
NO_SOLVER: Final = "absent"
_STEPS: Final = frozenset(step.value for step in StepKind)


@dataclass(frozen=True, slots=True)
class Step:
    """One operation or gate of the plan: `id` as the planner calls it, `crew` who does it."""

    id: str
    start_microhours: int
    microhours: int
    crew: str = ""

    @property
    def system(self) -> str:
        """The system it is of."""
        return self.id.rpartition(":")[0]

    @property
    def step(self) -> str:
        """Which step of the system's return it is; blank for a gate and for what comes back by itself."""
        return step if (step := self.id.rpartition(":")[2]) in _STEPS else ""

    def to_text(self) -> str:
        """In one line: an order of a thousand systems has to fit into one part of an entry."""
        return f"{self.id} {self.start_microhours} {self.microhours} {self.crew}".rstrip()

    @classmethod
    def from_text(cls, text: str) -> Step:
        """The step of a line. Raises ValueError for any other text."""
        name, start, length, *crew = text.split(" ")
        return cls(name, int(start), int(length), *crew)


@dataclass(frozen=True, slots=True)
class TurnShown:
    """One system's place as it was read. Costs are whole harm units; None where the change leaves no plan.

    Where it `is_tried` no longer for want of time, its costs are None and its slack is 0.
    """

    system: str
    number: int
    start_microhours: int
    end_microhours: int
    crew: str
    unlocks: tuple[str, ...]
    why: str
    harm_an_hour: int
    slack_microhours: int
    held_a_day: int | None = None
    swap_before: int | None = None
    swap_after: int | None = None
    is_tried: bool = True


@dataclass(frozen=True, slots=True)
class Returned:
    """When a service, or a partner's system, is back."""

    id: str
    microhours: int


@dataclass(frozen=True)
class OrderShown:
    """A whole order of return. Harm in whole units; `checklist` is what a person's plain order costs.

    `way` and `reason` say how it came from the one before, where it did: keep, gentle or free, and why.
    """

    outset: Outset
    lines: tuple[str, ...]
    turns: tuple[TurnShown, ...]
    services: tuple[Returned, ...]
    left: tuple[LeftOut, ...]
    waits: tuple[Returned, ...]
    harm: int
    bound: int
    checklist: int
    stage: str
    solver: str
    is_proved: bool = False
    way: str = ""
    reason: str = ""
    packed: str = ""
    """The whole of it, gzip in base64, where it is too large to stand in an entry as it is: the rest is blank then."""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every operation and gate."""
        return tuple(map(Step.from_text, self.lines))

    @property
    def starts(self) -> dict[str, int]:
        """Starts by the planner's names."""
        return {row.id: row.start_microhours for row in self.steps}

    def at(self, microhours: int) -> datetime:
        """The instant of an hour of the plan."""
        return self.outset.origin + microhours / MICROHOURS * HOUR

    def turn(self, system: str) -> TurnShown | None:
        """One system's place."""
        return next((row for row in self.turns if row.system == system), None)


def shown_of_plan(found: Undertaking, outset: Outset, plan: Plan) -> OrderShown:
    """A plan as it is shown."""
    made = shown_of_starts(found, outset, plan.starts, plan.harm)
    return replace(
        made,
        bound=round(plan.bound),
        checklist=round(plan.rules.get("checklist", plan.rule_harm)),
        stage=plan.stage,
        solver=plan.solver,
        is_proved=plan.is_proved,
    )


def shown_of_starts(found: Undertaking, outset: Outset, starts: Mapping[str, int], harm: float) -> OrderShown:
    """The same of bare starts, with nothing known of what no order can beat."""
    labour = {row.id: row for rows in found.work.values() for row in rows}
    spans = {row.id: row.microhours for row in found.problem.operations}
    spans |= {gate.id: gate.lead_microhours for gate in found.problem.gates}
    steps = [
        Step(name, at, spans[name], labour[name].crew if name in labour else "").to_text()
        for name, at in starts.items()
    ]
    return OrderShown(
        outset=outset,
        lines=tuple(steps),
        turns=tuple(_turn(row) for row in turns_of(found, starts)),
        services=tuple(Returned(name, at) for name, at in back_at(found, starts).items()),
        left=found.left,
        waits=tuple(Returned(name, at) for name, at in found.waits.items()),
        harm=round(harm),
        bound=0,
        checklist=0,
        stage="",
        solver="",
    )


def refuse_order(officer: Officer, shown: OrderShown) -> None:
    """Raises DeskError for an order of another body, or one that nothing comes back in."""
    if shown.outset.body != officer.body:
        raise DeskError.of(Code.OTHER_BODY, what="this order of return", owner=shown.outset.body, body=officer.body)
    if not shown.lines:
        raise DeskError.of(Code.BLANK, field="the order of return", what="at least one system that comes back")


def _turn(row: Turn) -> TurnShown:
    return TurnShown(
        system=row.system,
        number=row.number,
        start_microhours=row.start_microhours,
        end_microhours=row.end_microhours,
        crew=row.crew,
        unlocks=row.unlocks,
        why=row.why,
        harm_an_hour=round(row.harm_an_hour),
        slack_microhours=row.slack_microhours,
        held_a_day=_whole(row.held_a_day),
        swap_before=_whole(row.swap_before),
        swap_after=_whole(row.swap_after),
        is_tried=row.is_tried,
    )


def _whole(harm: float | None) -> int | None:
    return None if harm is None else round(harm)
