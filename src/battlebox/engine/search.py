"""The plan with the least harm on a pool of worlds: every plan where they are few, else several starts and small moves.

Law: deterministic: the same situation and effort give the same plan, unless the time allowed runs out first.
Not here: how good the plan is on worlds it was not fitted to (contain.py), how far from the best it can be (bound.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from battlebox.engine.choices import Choices, Plan
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import SEARCH, SELECT, STRATUM

Progress = Callable[[float, str], None]

PLANS_MOST: Final = 600
"""Every plan is tried where there are no more than this."""
SHORTLIST: Final = 16
"""Orders looked at in each step after the first."""
FINALISTS: Final = 4
"""Plans that are compared on worlds none of them was fitted to."""


def silent(_share: float, _doing: str) -> None:
    """Progress nobody watches."""


@dataclass
class Allowance:
    """How much work an answer may take: `seconds` is a limit, never a target; work itself is counted, not timed."""

    seconds: float
    progress: Progress = silent
    began: float = field(default_factory=time.monotonic)

    def spent(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() - self.began > self.seconds


@dataclass(frozen=True, slots=True)
class Pools:
    """Worlds to look on and to choose on. Small estates get more worlds, since each costs less."""

    look: Trials
    choose: Trials
    select: Trials

    @classmethod
    def drawn(cls, situation: Situation) -> Pools:
        """Pools of sizes that depend on the estate alone."""
        rows = len(situation.arrays.needs.rows) + len(situation.arrays.paths.source)
        look = min(16, max(1, 40_000 // (STRATUM * max(rows, 1)))) * STRATUM
        return cls(
            Trials.drawn(situation, stream=SEARCH, worlds=look),
            Trials.drawn(situation, stream=SEARCH, worlds=4 * look, first=look),
            Trials.drawn(situation, stream=SELECT, worlds=4 * look),
        )


@dataclass(frozen=True)
class Found:
    """The plan chosen, and whether every plan was tried."""

    plan: Plan
    exact: bool


def search(choices: Choices, pools: Pools, allowance: Allowance, *, starts: Iterable[Plan] = ()) -> Found:
    """The best plan found.

    1. Where plans are few, try them all. Otherwise, from each start, add, drop and swap while it helps.
    2. Improve the best few on more worlds.
    3. Choose among the finalists on fresh worlds that none was fitted to.
    """
    plans = choices.plans(PLANS_MOST)
    if plans:
        ranked = sorted(plans, key=lambda plan: (pools.look.of(plan).mean, sorted(plan)))
        finalists = sorted(ranked[:8], key=lambda plan: (pools.choose.of(plan).mean, sorted(plan)))
    else:
        looking = Climb(choices, pools.look, allowance)
        ends = {looking.climb(start) for start in (*looking.starts(), *starts)}
        ranked = sorted(ends, key=lambda plan: (pools.look.of(plan).mean, sorted(plan)))
        choosing = Climb(choices, pools.choose, allowance, shortlist=looking.shortlist)
        finalists = [choosing.polish(plan) for plan in ranked[:2]] + ranked
    best = min(dict.fromkeys(finalists[:FINALISTS]), key=lambda plan: (pools.select.of(plan).mean, sorted(plan)))
    return Found(best, exact=bool(plans))


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

    def starts(self) -> list[Plan]:
        """Nothing; every suspect; every link; and everything that may be ordered, thinned out."""
        suspects, links = self.choices.every_suspect[0], self.choices.every_link
        nothing: Plan = frozenset()
        gains = {name: self.mean(frozenset({name})) for name in self.choices.names}
        self.shortlist = tuple(sorted(gains, key=lambda name: (gains[name], name))[:SHORTLIST])
        cheap = [name for name in self.choices.names if gains[name] < 2 * self.mean(nothing)]
        crowd = self.thinned(frozenset(self.choices.apart(cheap)), sorted(cheap, key=lambda name: -gains[name]))
        plans = [nothing, frozenset(suspects), frozenset(self.choices.apart([*suspects, *links])), crowd]
        return list(dict.fromkeys(plans))

    def thinned(self, plan: Plan, order: Iterable[str]) -> Plan:
        """The plan without the orders it is better without, tried once each in the given order."""
        for name in order:
            if name in plan and not self.allowance.spent() and self.mean(plan - {name}) <= self.mean(plan):
                plan = plan - {name}
        return plan

    def climb(self, plan: Plan) -> Plan:
        """Add the best order, thin out, and go on while it helps; then look once at every order again."""
        plan = self._adding(plan, self.shortlist)
        wider = self._adding(plan, self.choices.names)
        return self.swapped(wider)

    def polish(self, plan: Plan) -> Plan:
        """The same moves from a good plan, over the shortlist and the plan's own orders."""
        plan = self.thinned(plan, sorted(plan))
        plan = self._adding(plan, self.shortlist)
        return self.thinned(plan, sorted(plan))

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

    def _adding(self, plan: Plan, names: Iterable[str]) -> Plan:
        names = tuple(names)
        while not self.allowance.spent():
            tried = {name: self._with(plan, name) for name in names if name not in plan}
            if not tried:
                return plan
            best = min(tried, key=lambda name: (self.mean(tried[name]), name))
            if self.mean(tried[best]) >= self.mean(plan):
                return plan
            plan = self.thinned(tried[best], sorted(tried[best] - {best}))
            ranked = sorted(tried, key=lambda name: (self.mean(tried[name]), name))
            names = tuple(name for name in ranked[:SHORTLIST] if name != best)
        return plan

    def _with(self, plan: Plan, name: str) -> Plan:
        return (plan - self.choices.conflicts[name]) | {name}
