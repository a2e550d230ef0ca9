"""What if a system were held back, somebody came to help, or a gate were waived: the problem changed, and both answers.

Law: the plan itself is not touched; "same order" changes nothing but what follows of itself, "planned anew" searches.
Not here: whether a gate may be waived (desk).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from battlebox.engine.allowance import Allowance
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.restore.anneal import improve
from battlebox.engine.restore.net import ProblemNet
from battlebox.engine.restore.order import Order
from battlebox.engine.restore.problem import Problem
from battlebox.engine.restore.refusals import refuse


@dataclass(frozen=True, slots=True)
class Changed:
    """Harm of the plan as it is, of its order after the change, and of the best order found for the changed problem."""

    before: float
    same_order: float
    planned_anew: float


def as_placed(problem: Problem, starts: Mapping[str, int]) -> dict[str, int]:
    """A plan's order placed anew in a problem: what the figures of `why` and of `what_if` are counted from.

    Raises EngineError where the order keeps no plan.
    """
    net = ProblemNet.of(problem)
    return dict(zip(net.names, Order.of(net, starts).placed()[0].tolist(), strict=True))


def held(problem: Problem, system: str, microhours: int, starts: Mapping[str, int]) -> Problem:
    """The problem in which nothing of a system that has not begun starts until so long after it would."""
    ones = {row.id for row in problem.operations if row.system == system and row.begun_microhours is None}
    _known(system, ones)
    rows = tuple(
        replace(row, release_microhours=max(row.release_microhours, starts[row.id] + microhours))
        if row.id in ones
        else row
        for row in problem.operations
    )
    return replace(problem, operations=rows)


def helped(problem: Problem, resource: str, more: int = 1) -> Problem:
    """The problem with so many more of a resource."""
    _known(resource, {row.id for row in problem.resources} & {resource})
    rows = tuple(replace(row, capacity=row.capacity + more) if row.id == resource else row for row in problem.resources)
    return replace(problem, resources=rows)


def waived(problem: Problem, gate: str) -> Problem:
    """The problem without a gate. What waited for the gate itself, such as another gate, no longer does."""
    _known(gate, {row.id for row in problem.gates} & {gate})
    gates = tuple(
        replace(row, after=tuple(wait for wait in row.after if wait.on != gate))
        for row in problem.gates
        if row.id != gate
    )
    rows = tuple(
        replace(
            row,
            gates=tuple(name for name in row.gates if name != gate),
            after=tuple(wait for wait in row.after if wait.on != gate),
            within=tuple(limit for limit in row.within if limit.on != gate),
        )
        for row in problem.operations
    )
    return replace(problem, operations=rows, gates=gates)


def what_if(
    problem: Problem, starts: Mapping[str, int], changed: Problem, *, seconds: float = 1.0, seed: int = 0
) -> Changed:
    """What a change would do to a plan: with the same order, and with the order searched anew for so long.

    Raises EngineError where the changed problem is refused.
    """
    refuse(changed)
    _, before = Order.of(ProblemNet.of(problem), starts).placed()
    net = ProblemNet.of(changed)
    placed, same = Order.of(net, starts).placed()
    anew = improve(net, [placed], Allowance(seconds), seed=seed, turns=1)[1] if seconds > 0 else same
    return Changed(before / 1e6, same / 1e6, min(same, anew) / 1e6)


def _known(name: str, found: set[str]) -> None:
    if not found:
        raise EngineError.of(Code.PLAN_UNKNOWN, of="the question", id=name)
