"""Small moves from a plan to a better one on one pool of worlds: add, drop, swap.

Law: deterministic; a move is made only where it lowers the mean harm on the pool, and no plan holds orders in conflict.
Not here: where to start and where to stop (search.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices, Plan, covering
from battlebox.engine.nets import NEVER
from battlebox.engine.trials import Trials, passages

SHORTLIST: Final = 16
"""Orders looked at in each step after the first."""
SHORT: Final = 8
"""Orders in a plan for which every exchange is tried."""
TIDY: Final = 1.01
"""A plan one percent worse is better where it is shorter: each order takes somebody's hour and signature."""
REACHED: Final = (0.5, 0.2, 0.05)
"""Shares of worlds in which a system is reached, from which it is worth trying to isolate it."""


@dataclass
class Climb:
    """Small moves on one pool. `shortlist` keeps the orders that helped most when last looked at."""

    choices: Choices
    trials: Trials
    allowance: Allowance
    shortlist: tuple[str, ...] = ()

    def mean(self, plan: Plan) -> float:
        """Mean harm of a plan on the pool."""
        return self.trials.of(plan).mean

    def rank(self, plan: Plan) -> tuple[float, list[str]]:
        """What plans are put in order by: mean harm, then names."""
        return self.mean(plan), sorted(plan)

    @property
    def singly(self) -> dict[str, float]:
        """Mean harm of each order given alone, of as many as the time allows."""
        return {name: self.mean(frozenset({name})) for name in self.allowance.within(self.choices.names)}

    def starts(self) -> list[Plan]:
        """The habits; and what the attacker may reach, isolated system by system. Fills the shortlist."""
        singly = self.singly
        self.shortlist = tuple(sorted(singly, key=lambda name: (singly[name], name))[:SHORTLIST])
        suspects, links = self.choices.every_suspect[0], self.choices.every_link
        plans = [(), self.shortlist[:1], suspects, self.choices.apart([*suspects, *links])]
        return list(dict.fromkeys([*map(frozenset, plans), *self.reaches()]))

    def habits(self) -> list[Plan]:
        """Nothing; what is done out of habit; the widest orders: no advice may be worse than any of these."""
        choices = self.choices
        suspects, links = choices.every_suspect[0], choices.every_link
        plans = [(), suspects, links, choices.apart([*suspects, *links]), covering(choices)]
        return list(dict.fromkeys(frozenset(plan) for plan in plans))

    def crowd(self) -> Plan:
        """Every order that is not ruinous by itself, thinned out: where doors help only when all are shut."""
        nothing = self.mean(frozenset())
        singly = self.singly
        cheap = [name for name in singly if singly[name] < 2 * nothing]
        return self.thinned(frozenset(self.choices.apart(cheap)), sorted(cheap, key=lambda name: -singly[name]))

    def reaches(self) -> list[Plan]:
        """Every system reached in a given share of worlds isolated alone, for several shares."""
        shares = (passages(self.trials) < NEVER).mean(axis=0)
        systems = [row.system for row in self.choices.situation.arrays.estate.systems]
        return [
            frozenset(
                self.choices.isolating(name for name, share in zip(systems, shares, strict=True) if share >= least)
            )
            for least in REACHED
        ]

    def thinned(self, plan: Plan, order: Iterable[str]) -> Plan:
        """The plan without the orders it is better without, tried once each in the given order."""
        for name in order:
            if name in plan and not self.allowance.spent() and self.mean(plan - {name}) <= self.mean(plan):
                plan = plan - {name}
        return plan

    def climb(self, plan: Plan) -> Plan:
        """Thin out, then add from the shortlist while it helps."""
        return self.adding(self.thinned(plan, sorted(plan)), self.shortlist)

    def widen(self, plan: Plan) -> Plan:
        """Look once at every order, and where the plan is short at every exchange too."""
        plan = self.adding(plan, self.choices.names)
        return self.swapped(plan) if len(plan) <= SHORT else plan

    def shed(self, plan: Plan, order: Sequence[str], *, tries: int) -> Plan:
        """The plan without orders it is no worse without, tried many at once: half as many after each try in vain."""
        left = [name for name in order if name in plan]
        many = max(1, len(left) // 4)
        while left and tries > 0 and not self.allowance.spent():
            tries -= 1
            few = left[:many]
            if self.mean(plan - set(few)) <= self.mean(plan):
                plan, left, many = plan - set(few), left[many:], many * 2
            elif many > 1:
                many = max(1, many // 4)
            else:
                left = left[1:]
        return plan

    def widened(self, plan: Plan, wide: Sequence[str]) -> Plan:
        """Each wide order given instead of those whose systems it takes in, or taken back, where that helps."""
        effects = self.choices.situation.book.effects
        for name in self.allowance.within(wide):
            inside = set(effects[name].checks.tolist())
            taken = {one for one in plan if inside and inside.issuperset(effects[one].checks.tolist())}
            taken = {one for one in taken if len(effects[one].checks)}
            other = plan - {name} if name in plan else self._with(plan - taken, name)
            if self.mean(other) < self.mean(plan):
                plan = other
        return plan

    def tidied(self, plan: Plan) -> Plan:
        """The plan without orders that matter least, as long as all of them together cost one percent or less."""
        limit = self.mean(plan) * TIDY
        saves = {name: self.mean(plan - {name}) for name in self.allowance.within(sorted(plan))}
        for name in sorted(saves, key=lambda name: (saves[name], name)):
            if saves[name] > limit or self.allowance.spent():
                break
            if self.mean(plan - {name}) <= limit:
                plan = plan - {name}
        return plan

    def swapped(self, plan: Plan) -> Plan:
        """Each order of the plan exchanged for one of the shortlist where that helps."""
        for old in sorted(plan):
            for new in self.shortlist:
                if self.allowance.spent():
                    return plan
                other = self._with(plan - {old}, new)
                if old in plan and new not in plan and self.mean(other) < self.mean(plan):
                    plan = other
        return plan

    def adding(self, plan: Plan, names: Iterable[str]) -> Plan:
        """The plan with orders added, the best first, while that helps; others are thinned out after each."""
        names = tuple(names)
        while True:
            untried = (name for name in names if name not in plan)
            tried = {name: self._tried(plan, name) for name in self.allowance.within(untried)}
            best = min(tried, key=lambda name: (self.mean(tried[name]), name), default=None)
            if best is None or self.mean(tried[best]) >= self.mean(plan):
                return plan
            plan = self.thinned(tried[best], sorted(tried[best] - {best}))
            ranked = sorted(tried, key=lambda name: (self.mean(tried[name]), name))
            names = tuple(name for name in ranked[:SHORTLIST] if name != best)

    def _tried(self, plan: Plan, name: str) -> Plan:
        """The plan with one order more, its harm worked out."""
        other = self._with(plan, name)
        self.mean(other)
        return other

    def _with(self, plan: Plan, name: str) -> Plan:
        return (plan - self.choices.conflicts[name]) | {name}
