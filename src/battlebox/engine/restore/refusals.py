"""What is refused before anything is planned: names that lead nowhere, work nobody can do, circles, gates never opened.

Law: raises EngineError for the first mistake found, and names what is wrong; a problem that passes has a plan, unless
something must follow something else too closely.
Not here: the sentences (the room's errors).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.restore.problem import Gate, Operation, Problem, waits_of
from battlebox.estate import MICROHOURS

OPERATIONS_MOST: Final = 24_000
"""Six thousand systems of four operations each: a first plan then takes seconds."""
HARM_MOST: Final = 1e9
"""Harm units an hour of one service: a thousand times what a council of a million people has."""
WEIGHT_MOST: Final = 1e6


def refuse(problem: Problem) -> None:
    """Raise EngineError where no plan can be made of a problem as it is written."""
    rows = problem.steps
    refuse_size(len(rows))
    _names(problem)
    _crews(problem)
    for row in rows:
        _figures(row, problem.now_microhours)
    _services(problem)
    _over(problem)
    _circles(problem)


def refuse_size(operations: int) -> None:
    """Raise EngineError where there are more operations than are planned at once; cheap, to be asked early."""
    if operations > OPERATIONS_MOST:
        raise EngineError.of(Code.PLAN_LARGE, found=f"{operations:,}", most=f"{OPERATIONS_MOST:,}")


def _names(problem: Problem) -> None:
    steps = problem.steps
    for names in (
        [row.id for row in steps],
        [row.id for row in problem.resources],
        [row.id for row in problem.services],
    ):
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise EngineError.of(Code.PLAN_NAME_TWICE, id=twice[0])
    known, gates = {row.id for row in steps}, {gate.id for gate in problem.gates}
    for step in steps:
        named = [wait.on for wait in step.after]
        if isinstance(step, Operation):
            named += [within.on for within in step.within]
            named += [gate for gate in step.gates if gate not in gates]
        for name in named:
            if name not in known:
                raise EngineError.of(Code.PLAN_UNKNOWN, of=step.id, id=name)


def _crews(problem: Problem) -> None:
    capacity = {row.id: row.capacity for row in problem.resources}
    for row in problem.operations:
        asked: dict[str, int] = {}
        for name, amount in row.uses:
            if amount < 0:
                raise EngineError.of(Code.WORK_NEGATIVE, id=row.id, found=f"{amount} of {name}")
            asked[name] = asked.get(name, 0) + amount
        for name, amount in asked.items():
            if name not in capacity:
                raise EngineError.of(Code.CREW_UNKNOWN, of=row.id, id=name)
            if amount and capacity[name] <= 0:
                raise EngineError.of(Code.CREW_NONE, of=row.id, id=name)
            if amount > capacity[name]:
                raise EngineError.of(Code.CREW_SHORT, of=row.id, id=name, found=amount, most=capacity[name])


def _figures(row: Operation | Gate, now: int) -> None:
    is_operation = isinstance(row, Operation)
    work = row.microhours if isinstance(row, Operation) else row.lead_microhours
    if work < 0:
        raise EngineError.of(Code.WORK_NEGATIVE, id=row.id, found=f"{work / MICROHOURS:g} h")
    release = row.release_microhours if isinstance(row, Operation) else row.released_microhours or 0
    if release < 0:
        raise EngineError.of(Code.PLAN_PAST, id=row.id, found=f"{release / MICROHOURS:g}")
    done = row.begun_microhours if isinstance(row, Operation) else row.given_microhours
    if done is not None and done > now and is_operation:
        raise EngineError.of(Code.PLAN_PAST, id=row.id, found=f"{done / MICROHOURS:g}")


def refuse_figure(of: str, value: float, most: float) -> None:
    """Raise EngineError for what is no number, below 0, or above the most that harm can be counted in."""
    if not (math.isfinite(value) and 0 <= value <= most):
        raise EngineError.of(Code.PLAN_FIGURE, id=of, found=f"{value:g}", most=f"{most:,.0f}")


def _services(problem: Problem) -> None:
    known = {row.id for row in problem.operations}
    for weight in problem.weights:
        refuse_figure("a weight", weight, WEIGHT_MOST)
    for service in problem.services:
        if service.base < 0:
            raise EngineError.of(Code.WORK_NEGATIVE, id=service.id, found=f"{service.base:g} of harm an hour")
        refuse_figure(f"what an hour of {service.id} costs", service.base, HARM_MOST)
        refuse_figure(f"the share that the fallback of {service.id} carries", service.fallback_share, 1)
        for group in service.needs:
            for name in group or ("nothing",):
                if name not in known:
                    raise EngineError.of(Code.PLAN_UNKNOWN, of=service.id, id=name)


def _over(problem: Problem) -> None:
    """A gate that was given holds for its time: what has not begun by now begins without it in no order."""
    gates = {gate.id: gate for gate in problem.gates}
    for row in problem.operations:
        for gate in (gates[name] for name in row.gates if row.begun_microhours is None):
            if gate.given_microhours is None or gate.expires_microhours is None:
                continue
            if gate.given_microhours + gate.expires_microhours < problem.now_microhours:
                raise EngineError.of(Code.GATE_OVER, id=gate.id, of=row.id)


def _circles(problem: Problem) -> None:
    """Let everything begin that can; what is left waits for itself or for a gate that never opens."""
    steps = {row.id: row for row in problem.steps}
    never = {gate.id for gate in problem.gates if gate.released_microhours is None and gate.given_microhours is None}
    begun = {row.id for row in problem.operations if row.begun_microhours is not None}
    begun |= {gate.id for gate in problem.gates if gate.given_microhours is not None}
    waiting = {
        name: [[wait.on for wait in ways] for ways in waits_of(row)] for name, row in steps.items() if name not in begun
    }
    for row in problem.operations:
        for gate in row.gates:
            if gate in never and row.id in waiting:
                raise EngineError.of(Code.GATE_NEVER, id=gate, of=row.id)
    behind: dict[str, list[str]] = {}
    for name, groups in waiting.items():
        for group in groups:
            for on in group:
                behind.setdefault(on, []).append(name)
    todo = [name for name in steps if name in begun or not waiting[name]]
    stands: set[str] = set()
    while todo:
        name = todo.pop()
        if name in stands:
            continue
        stands.add(name)
        for other in behind.get(name, ()):
            waiting[other] = [group for group in waiting[other] if name not in group]
            if not waiting[other]:
                todo.append(other)
    stuck = [name for name in steps if name not in stands]
    if stuck:
        circle = list(_circle(stuck[0], waiting, stands))
        systems = {row.system for row in map(steps.get, circle) if isinstance(row, Operation)}
        # A circle through several systems is one of needs, though gates stand on its way.
        gates = [name for name in circle if isinstance(steps[name], Gate) and len(systems) <= 1]
        ids = ", ".join([*circle, circle[0]])
        raise EngineError.of(Code.GATE_CYCLE if gates else Code.PLAN_CYCLE, id="".join(gates[:1]), ids=ids)


def _circle(name: str, waiting: dict[str, list[list[str]]], stands: set[str]) -> Iterator[str]:
    """Names in a circle: from one that waits to what it waits for, until one comes again."""
    trail: list[str] = []
    while name not in trail:
        trail.append(name)
        name = next(on for group in waiting[name] for on in group if on not in stands)
    yield from trail[trail.index(name) :]
