"""What each thing costs by itself, service by service: a system that is lost, an order that is given.

Harm of everything together is never below that of one cause alone, service by service (contract section 3), so whoever
charges each service the dearest of its causes is never above what a plan comes to.
Law: fallbacks always work here and slowing costs nothing, so nothing is above what the estate's own rules make of it;
what is already down or ordered is in every figure.
Not here: when a world's attack loses a system (worldcut.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import numpy as np

from battlebox.engine.alternatives import Alternatives
from battlebox.engine.bound import Floor
from battlebox.engine.choices import Choices
from battlebox.engine.nets import NEVER, Floats, Ints, Records, frozen, ints
from battlebox.engine.plans import PlanNet
from battlebox.engine.spans import as_causes
from battlebox.engine.trials import UNIT, Trials
from battlebox.engine.worlds import Pool

_NONE: Final = ints([])
ROUNDING: Final = 8
"""Millionths by which rounding mark by mark may differ from rounding once."""


class Losses:
    """Figures for one set of choices; each is worked out when first asked for. `at` rows go by system, then service."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.situation = choices.situation
        self.horizon = self.situation.question.hours_microhours
        # One world without an attack: what is out there is out by orders and by what is down.
        self._calm = Trials(self.situation, _calm(), threads=1)
        self._needs = Floor(choices, self._calm).needs

    @cached_property
    def base(self) -> Ints:
        """Millionths that each service costs whatever is done."""
        return self.of_plan([])

    def harm(self, service: Ints, outage: Ints) -> Ints:
        """Millionths that services cost when out for so long altogether, rounded down."""
        marks, rates = self._rates
        spent = np.clip(outage[:, None] - marks[service, :-1], 0, np.diff(marks, axis=1)[service])
        total: Ints = np.floor((spent * rates[service]).sum(axis=1)).astype(np.int64) - ROUNDING
        return np.maximum(total, 0)

    def of_plan(self, names: list[str]) -> Ints:
        """Millionths that each service costs under a plan where nothing attacks."""
        return self.harm(
            np.arange(len(self.situation.arrays.services.rows)), self._hours(self.situation.book.plan(names))
        )

    def surely(self, plan: Iterable[str]) -> float:
        """What the orders of a plan cost by themselves, whatever the attack does."""
        names = sorted(plan)
        return self.situation.book.cost(names) + int(self.of_plan(names).sum()) / UNIT

    @cached_property
    def systems(self) -> tuple[Ints, Ints, Ints]:
        """For each system, lost from some hour on: the services it stops, and how much later (start, service, hold)."""
        return self._stopped(range(self.situation.arrays.systems))

    @cached_property
    def alternatives(self) -> Alternatives:
        """What stands on one of several ways."""
        return Alternatives.of(self.situation.arrays, self.situation.book, self.choices.names)

    @cached_property
    def groups(self) -> tuple[Ints, Ints, Ints]:
        """The same as `systems` of each group of those, out from some hour on (start, service, hold)."""
        return self._stopped(self.alternatives.node.tolist())

    def _stopped(self, nodes: Iterable[int]) -> tuple[Ints, Ints, Ints]:
        empty = self._none(self.situation.book.plan(()))
        start, services, holds = [0], [_NONE], [_NONE]
        for node in nodes:
            row = np.array([[node, 0, self.horizon]], dtype=np.int64)
            out = self._hours(empty._replace(causes=as_causes(row)))
            stopped = np.flatnonzero(out)
            services.append(stopped)
            holds.append(self.horizon - out[stopped])
            start.append(start[-1] + len(stopped))
        return ints(start), ints(np.concatenate(services)), ints(np.concatenate(holds))

    @cached_property
    def orders(self) -> tuple[Ints, Ints, Ints]:
        """For each open order: the services it stops by itself, and what that costs (start, service, millionths)."""
        start, services, costs = [0], [_NONE], [_NONE]
        for name in self.choices.names:
            harm = self.of_plan([name])
            dear = np.flatnonzero(harm > self.base)
            services.append(dear)
            costs.append(harm[dear])
            start.append(start[-1] + len(dear))
        return ints(start), ints(np.concatenate(services)), ints(np.concatenate(costs))

    @cached_property
    def checks(self) -> tuple[Ints, Ints]:
        """Orders that part a system from all its crossings, and check it: (order, system)."""
        return self._rows([self.situation.book.effects[name].checks for name in self.choices.names])

    @cached_property
    def closes(self) -> tuple[Ints, Ints]:
        """Orders that close a crossing and check neither end of it: (order, crossing)."""
        paths, effects = self.situation.arrays.paths, self.situation.book.effects
        found = []
        for name in self.choices.names:
            blocks, checks = effects[name].blocks, effects[name].checks
            if len(checks) == 1:
                apart = (paths.source[blocks] != checks[0]) & (paths.target[blocks] != checks[0])
            else:
                apart = ~np.isin(paths.source[blocks], checks) & ~np.isin(paths.target[blocks], checks)
            found.append(blocks[apart])
        return self._rows(found)

    @staticmethod
    def _rows(found: list[Ints]) -> tuple[Ints, Ints]:
        order = np.repeat(np.arange(len(found)), [len(each) for each in found])
        return ints(order), ints(np.concatenate([_NONE, *found]))

    @cached_property
    def apart(self) -> Ints:
        """For each row of `systems`: what its service costs at the least by an order that checks the system."""
        start, services, _ = self.systems
        first, stopped, costs = self.orders
        order, system = self.checks
        wide = len(self.base)
        owner = np.repeat(np.arange(len(start) - 1), np.diff(start))
        keys = owner * wide + services
        row, which = listed_rows(first, order)
        asked = system[which] * wide + stopped[row]
        place = np.searchsorted(keys, asked)
        known = place < len(keys)
        known[known] = keys[place[known]] == asked[known]
        least = np.full(len(keys), NEVER, dtype=np.int64)
        np.minimum.at(least, place[known], costs[row][known])
        seen = np.bincount(place[known], minlength=len(keys))
        many = np.bincount(system, minlength=len(start) - 1)[owner]
        return np.where((seen == many) & (many > 0), least, 0)

    def _hours(self, plan: PlanNet) -> Ints:
        return self._calm.tried(plan, 0.0, needs=self._needs).hours_out

    @staticmethod
    def _none(plan: PlanNet) -> PlanNet:
        nothing: Records = as_causes(np.zeros((0, 3), dtype=np.int64))
        return plan._replace(causes=nothing, shuts=nothing, ends=ints([]))

    @cached_property
    def _rates(self) -> tuple[Ints, Floats]:
        """Marks on each service's clock in order, and what an hour costs from each on, in units an hour."""
        net = self.situation.arrays.services
        rows, weights = net.rows, net.weights
        zero = np.zeros(len(rows), dtype=np.int64)
        marks = np.stack(
            [zero, *(rows[name] for name in ("rto", "mtpd", "start", "end")), np.full(len(rows), NEVER)], axis=1
        )
        marks = np.sort(np.clip(marks, 0, NEVER), axis=1)
        begin = marks[:, :-1]
        weight = np.where(begin >= rows["rto"][:, None], weights[1], weights[0])
        weight = np.where(begin >= rows["mtpd"][:, None], weights[2], weight)
        helped = (begin >= rows["start"][:, None]) & (begin < rows["end"][:, None])
        share = np.where(helped, 1.0 - rows["share"][:, None], 1.0)
        return frozen(marks), frozen(rows["base"][:, None] * weight * share)


def listed_rows(start: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """All rows that stand under each of some keys, one after another, and the place of the key of each."""
    many = start[keys + 1] - start[keys]
    which = np.repeat(np.arange(len(keys)), many)
    before = np.cumsum(many) - many
    return np.arange(int(many.sum())) + np.repeat(start[keys] - before, many), which


def _calm() -> Pool:
    """One world in which nothing is hit."""
    none = np.zeros(0, dtype=np.int64)
    few = np.zeros(0, dtype=np.int32)
    return Pool(ints([0, 0]), few, none, ints([0]), few, none, few, np.zeros(1, dtype=np.bool_), ints([0]))
