"""After a slip: the same order, a gentle change, or a free one, side by side, with what has begun left where it is.

Law: work that has begun is frozen; the gentle plan moves no more than a twentieth of what has not begun, or as much as
keeping the order moves by itself; neither it nor the free one costs more than keeping the order.
Not here: which of them is followed (desk).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.restore.anneal import Stay, improve, moved
from battlebox.engine.restore.check import faults_of, harm_of_plan
from battlebox.engine.restore.decode import NO_PLAN, TRIES, decode
from battlebox.engine.restore.net import ProblemNet, Starts
from battlebox.engine.restore.order import Order
from battlebox.engine.restore.problem import Gate, Operation, Problem
from battlebox.engine.restore.refusals import refuse
from battlebox.engine.restore.rules import RULES
from battlebox.estate import MICROHOURS

NOTICED: Final = 8 * MICROHOURS
"""Who is moved by less than a shift need not be told."""
GENTLE: Final = 20
"""One in so many may be moved by the gentle plan."""
WORTH: Final = 0.01
"""The gentle plan is advised where it saves more than this share of the harm."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to go on: `moved` counts operations and gates not begun that stand over 8 h from where they stood.

    `saved_each` is the harm saved against keeping the order, for each operation moved; 0 where none is.
    """

    name: str
    starts: Mapping[str, int]
    harm: float
    moved: int
    saved_each: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The three side by side, and which is advised. `left` counts what has not begun."""

    keep: Way
    gentle: Way
    free: Way
    left: int

    @property
    def advised(self) -> Way:
        """Keep the order, unless the gentle plan saves more than one percent."""
        return self.gentle if self.gentle.harm < (1 - WORTH) * self.keep.harm else self.keep


def slipped(problem: Problem, starts: Mapping[str, int], now_microhours: int, spans: Mapping[str, int]) -> Problem:
    """The problem as it stands now: what the plan has begun is frozen; what `spans` names lasts as it says."""

    def step(row: Operation) -> Operation:
        begun = row.begun_microhours
        if begun is None and starts[row.id] < now_microhours:
            begun = starts[row.id]
        return replace(row, microhours=spans.get(row.id, row.microhours), begun_microhours=begun)

    def gate(row: Gate) -> Gate:
        given = row.given_microhours
        if given is None and starts[row.id] < now_microhours:
            given = starts[row.id] + row.lead_microhours
        return replace(row, given_microhours=given)

    return replace(
        problem,
        operations=tuple(step(row) for row in problem.operations),
        gates=tuple(gate(row) for row in problem.gates),
        now_microhours=now_microhours,
    )


def replan(problem: Problem, starts: Mapping[str, int], *, seconds: float = 0.9, seed: int = 0) -> Ways:
    """Three ways to go on from an old plan's starts in a problem that has changed. The gentle one has half the time.

    Raises EngineError where the problem is refused, or the old order leaves no plan.
    """
    allowance = Allowance(seconds)
    refuse(problem)
    net = ProblemNet.of(problem)
    order = Order.of(net, starts)
    kept, harm = order.placed()
    left = sum(row.begun_microhours is None for row in problem.operations)
    left += sum(row.given_microhours is None for row in problem.gates)
    stay = Stay(order.keys, max(left // GENTLE, int(moved(net.net, kept, order.keys, NOTICED))), NOTICED)
    gentle, gentle_harm = improve(net, [kept], allowance.part(0.5), seed=seed, stay=stay, turns=1)
    begins = [gentle, _ruled(net, kept)]
    free, free_harm = improve(net, begins, allowance, seed=seed + 1, turns=1)
    if gentle_harm > harm:
        gentle = kept
    if free_harm > min(harm, gentle_harm):
        free = gentle
    keep = _way("keep", net, kept, order.keys, None)
    return Ways(keep, _way("gentle", net, gentle, order.keys, keep), _way("free", net, free, order.keys, keep), left)


def _ruled(net: ProblemNet, otherwise: Starts) -> Starts:
    """The plan of one good rule, to begin elsewhere than with the old order."""
    starts = np.zeros(len(net.names), dtype=np.int64)
    harm = decode(net.net, net.desk(), RULES["bundles"](net), starts, TRIES)
    return otherwise if harm == NO_PLAN else starts


def _way(name: str, net: ProblemNet, starts: Starts, old: Starts, keep: Way | None) -> Way:
    named = dict(zip(net.names, starts.tolist(), strict=True))
    faults = faults_of(net.problem, named)
    assert not faults, faults  # noqa: S101 - what made it and what checks it disagree: a fault of ours
    harm = harm_of_plan(net.problem, named)
    count = int(moved(net.net, starts, old, NOTICED))
    return Way(name, named, harm, count, (keep.harm - harm) / count if keep and count else 0.0)
