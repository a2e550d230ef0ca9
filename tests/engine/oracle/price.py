"""What a plan is worth: cost plus mean harm over worlds, by listing every world or by drawing many.

Law: outages of all causes are united before they are priced, never added.
Not here: choosing among plans (plans.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from random import Random

from battlebox.estate import Estate
from engine.oracle.clock import clock_of
from engine.oracle.orders import EVERYTHING, Order, orders_of
from engine.oracle.outage import outages
from engine.oracle.spans import Spans
from engine.oracle.world import Hit, World, drawn_world, first_passage, lost_from, worlds_of


@dataclass(frozen=True)
class Case:
    """An estate and a situation. `downs` are (thing, at), `dones` (action, ago), times in microhours."""

    estate: Estate
    hits: tuple[Hit, ...]
    downs: tuple[tuple[str, int], ...] = ()
    dones: tuple[tuple[str, int], ...] = ()
    hours: int = 0


@dataclass(frozen=True)
class Price:
    """The columns of harm, and beside them the mean count of services ever out and of systems reached."""

    people: float = 0.0
    service: float = 0.0
    records: float = 0.0
    cost: float = 0.0
    stopped: float = 0.0
    reached: float = 0.0

    @property
    def total(self) -> float:
        """The harm of the plan."""
        return self.people + self.service + self.records + self.cost

    def plus(self, other: Price, weight: float = 1.0) -> Price:
        """This price and `weight` of another."""
        return Price(
            self.people + weight * other.people,
            self.service + weight * other.service,
            self.records + weight * other.records,
            self.cost + weight * other.cost,
            self.stopped + weight * other.stopped,
            self.reached + weight * other.reached,
        )


class Pricer:
    """One plan in one situation; remembers the harm of each set of outages it has already met."""

    def __init__(self, case: Case, plan: Iterable[str]) -> None:
        self.case = case
        self.plan = tuple(plan)
        self.orders: list[Order] = orders_of(case.estate, self.plan, case.dones)
        self.cost = sum(case.estate.action_by_id[name].cost for name in self.plan if name != EVERYTHING)
        self._known: dict[object, Price] = {}

    def in_world(self, world: World) -> Price:
        """All columns of harm in one world."""
        case, estate = self.case, self.case.estate
        reached = first_passage(estate, case.hits, world, self.orders, case.hours)
        lost = lost_from(estate, world, reached, self.orders, (name for name, _ in case.downs), hours=case.hours)
        records = sum(
            row.records * (estate.harm.per_record + row.sensitive * estate.harm.per_sensitive)
            for row in estate.systems
            if row.system in reached and row.system not in world.taken
        )
        attack = Price(records=records, cost=self.cost, reached=len(reached))
        return self._outage(lost).plus(attack)

    def _outage(self, lost: Mapping[str, Spans]) -> Price:
        key = tuple(sorted(lost.items()))
        if key not in self._known:
            self._known[key] = outage_price(self.case, self.orders, lost)
        return self._known[key]


def outage_price(case: Case, orders: list[Order], lost: Mapping[str, Spans]) -> Price:
    """Harm by services out or slowed."""
    causes = {name: list(spans) for name, spans in lost.items()}
    for name, at in case.downs:
        causes.setdefault(name, []).append((at, case.hours))
    found = outages(case.estate, orders, {name: tuple(spans) for name, spans in causes.items()}, case.hours)
    people = service = 0.0
    stopped = 0
    for row in case.estate.services:
        clock = clock_of(case.estate, row, found, case.hours)
        stopped += clock.out > 0
        if row.protects.is_people:
            people += float(clock.harm)
        else:
            service += float(clock.harm)
    return Price(people=people, service=service, stopped=stopped)


def price(case: Case, plan: Iterable[str], world: World) -> Price:
    """What one plan costs in one world."""
    return Pricer(case, plan).in_world(world)


def expected(case: Case, plan: Iterable[str]) -> Price:
    """The exact mean over all worlds, where only chances are drawn."""
    pricer = Pricer(case, plan)
    whole = Price()
    for weight, world in worlds_of(case.estate, list(case.hits)):
        whole = whole.plus(pricer.in_world(world), weight)
    return whole


def simulated(case: Case, plan: Iterable[str], worlds: int, seed: int) -> tuple[Price, float]:
    """The mean over drawn worlds, and the standard error of its total."""
    pricer, rng = Pricer(case, plan), Random(seed)
    whole, squares = Price(), 0.0
    for _ in range(worlds):
        found = pricer.in_world(drawn_world(case.estate, list(case.hits), rng))
        whole = whole.plus(found, 1 / worlds)
        squares += found.total**2 / worlds
    return whole, sqrt(max(0.0, squares - whole.total**2) / worlds)
