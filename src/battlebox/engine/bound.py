"""A harm that no plan can get below: the floor under every recommendation.

All plans are split into cells: orders certainly given, orders certainly not, orders open. In a cell the attack is held
back by the given and the open orders together, outages come from the given ones alone, and fallbacks always work; no
plan
of the cell can do better, because holding back more never adds harm and outages never lower it (contract section 3).
Law: cells are chosen on worlds for searching and measured on fresh ones, so the least cell's mean less 3.09 standard
errors lies below every plan's mean with 99.9 % confidence; it is never above the best plan for want of time.
Not here: finding plans (search.py).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.nets import NEVER, NeedNet, ServiceNet, frozen
from battlebox.engine.plans import PlanNet
from battlebox.engine.trials import Trials, error_of

CONFIDENT: Final = 3.09
"""Standard errors below the mean for 99.9 % confidence, one-sided: the contract asks for 99 %, but a bound above the
optimum one time in a hundred would be seen."""

DEAR: Final = 0.1
"""An order whose outages alone cost this share of the best plan's harm is split on first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The plans that hold every order of `given`, and otherwise only orders of `open`."""

    given: Plan
    open: Plan


class Floor:
    """Cells measured on one pool of worlds."""

    def __init__(self, choices: Choices, trials: Trials) -> None:
        self.choices = choices
        self.trials = trials
        arrays = choices.situation.arrays
        self.needs = kinder_needs(arrays.needs, arrays.services)
        if min(arrays.services.weights) < 1.0:
            self.needs = without_slowing(self.needs)

    def of(self, cell: Cell) -> tuple[float, float]:
        """Mean over worlds of a harm that no plan of the cell gets below, and its standard error."""
        if not cell.open:
            outcome = self.trials.of(cell.given)
            return outcome.mean, error_of(outcome.harm)
        book = self.choices.situation.book
        given = book.plan(sorted(cell.given))
        everyone = book.plan(sorted(cell.given | cell.open))
        outcome = self.trials.tried(kindest(given, everyone), book.cost(sorted(cell.given)), needs=self.needs)
        return outcome.mean, error_of(outcome.harm)


def kindest(given: PlanNet, everyone: PlanNet) -> PlanNet:
    """Outages of the orders given; crossings closed and systems checked by everyone's."""
    return given._replace(close_at=everyone.close_at, rescue_start=everyone.rescue_start, rescue=everyone.rescue)


def kinder_needs(needs: NeedNet, services: ServiceNet) -> NeedNet:
    """The same needs, but fallbacks never stop working."""
    rows = needs.rows.copy()
    rows["holds"][rows["of"] >= services.nodes[1]] = NEVER >> 1
    return needs._replace(rows=frozen(rows))


def without_slowing(needs: NeedNet) -> NeedNet:
    """The same needs, but slowing costs nothing: with weights below 1, going from slowed to out could save harm."""
    rows = needs.rows.copy()
    rows["slows"] = 0.0
    return needs._replace(rows=frozen(rows))


def split(choices: Choices, trials: Trials, plan: Plan, allowance: Allowance, *, cells_most: int) -> list[Cell]:
    """Cells that cover every plan, lowest first: the lowest is split again and again on the order that tells most.

    `plan` is the best plan known: its own orders are split on first, since leaving one out is what raises a floor.
    """
    floor = Floor(choices, trials)
    root = Cell(frozenset(), frozenset(choices.names))
    cells = {root: floor.of(root)[0]}
    rank = _telling(floor, root, plan, allowance)
    if allowance.is_cut:
        return [root]
    target = trials.of(plan).mean
    while len(cells) < cells_most:
        still = [cell for cell in cells if cell.open]
        lowest = min(still, key=lambda cell: (cells[cell], sorted(cell.given)), default=None)
        if lowest is None or cells[lowest] >= target or allowance.spent():
            break
        name = next(name for name in rank if name in lowest.open)
        del cells[lowest]
        for half in halves(choices, lowest, name):
            cells[half] = floor.of(half)[0]
    return sorted(cells, key=lambda cell: (cells[cell], sorted(cell.given)))


def halves(choices: Choices, cell: Cell, name: str) -> tuple[Cell, Cell]:
    """A cell's plans with an order of its open ones, and those without."""
    rest = cell.open - {name}
    return Cell(cell.given | {name}, rest - choices.conflicts[name]), replace(cell, open=rest)


def lower_bound(choices: Choices, fresh: Trials, cells: Collection[Cell], allowance: Allowance) -> float:
    """The bound: the least over cells of the fresh mean less 3.09 standard errors; never below 0.

    Where the time does not last for every cell, that of the one cell that holds every plan: lower, and as true.
    """
    floor = Floor(choices, fresh)
    measured = [floor.of(cell) for cell in allowance.within(cells)]
    if len(measured) < len(cells):
        measured = [floor.of(Cell(frozenset(), frozenset(choices.names)))]
    return max(0.0, min(mean - CONFIDENT * error for mean, error in measured))


def _telling(floor: Floor, root: Cell, plan: Plan, allowance: Allowance) -> list[str]:
    """Orders by how soon to split on them.

    First those so dear that no good plan holds them, dearest first: while they are open they hold the attack back for
    nothing. Then the plan's own, by what leaving each out costs. Then the rest, dearest first.
    """
    mean, least = floor.trials.of(plan).mean, floor.of(root)[0]
    price = {
        name: floor.of(replace(root, given=frozenset({name})))[0] - least
        for name in allowance.within(sorted(root.open))
    }
    saves = {name: floor.trials.of(plan - {name}).mean - mean for name in allowance.within(sorted(plan))}
    dear = {name for name in price.keys() - plan if price[name] > DEAR * mean}

    def soon(name: str) -> tuple[int, float, str]:
        group = 0 if name in dear else 1 if name in plan else 2
        return group, -saves[name] if group == 1 else -price[name], name

    return [] if allowance.is_cut else sorted(root.open, key=soon)
