"""What it costs to wait: the harm of the plan advised when its orders are given some hours later, less now.

1. The same worlds, so the attacker has those hours more; every order works, and lapses, that much later.
2. Where the last of them would lapse after the hours looked at, both are looked at for so much longer.
Law: one plan, both times; what would be ordered after waiting may be another plan, so this is no more than a price of
putting this one off.
Not here: which plan (contain.py), words (desk).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from battlebox.engine.answers import Advice
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Ints
from battlebox.engine.orders import Order
from battlebox.engine.questions import EVERYTHING, Question
from battlebox.engine.situation import Situation
from battlebox.engine.trial import PEOPLE, REACHED, RECORDS, SERVICE
from battlebox.engine.trials import UNIT, Outcome, Trials, difference, mean_of
from battlebox.engine.worlds import FRESH
from battlebox.estate import MICROHOURS

CLEAR: Final = 2.0
"""Standard errors by which the difference must show to be told as one."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """What `hours` of waiting with a plan cost: harm units with their standard error, and their three columns.

    `option` names the plan, `at_once` is its harm when it is ordered now, `systems` how many more are reached.
    """

    option: str
    hours: int
    at_once: float
    mean: float
    se: float
    people: float
    service: float
    records: float
    systems: float

    @property
    def is_clear(self) -> bool:
        """Whether it differs from nothing by 2 standard errors or more."""
        return abs(self.mean) >= CLEAR * self.se and self.mean != 0


def postponed(arrays: EstateArrays, question: Question, advice: Advice, *, hours: int = 1) -> Postponed | None:
    """The plan advised, an hour later. None where it has no order. Raises EngineError where the question is refused.

    Cost: two plans on the worlds that the options were scored on.
    """
    name = EVERYTHING if advice.everything_first else "recommended"
    plan = tuple(sorted(advice.option(name).actions))
    if not plan:
        return None
    situation = Situation.of(arrays, replace(question, worlds=advice.worlds))
    late = late_orders(situation, plan, hours)
    last = max(order.lapses for order in late)
    if last > question.hours_microhours:
        situation = situation.changed(hours_microhours=last)
        late = late_orders(situation, plan, hours)
    trials = Trials.drawn(situation, stream=FRESH, worlds=advice.worlds)
    now = trials.of(plan)
    then = trials.tried(situation.book.plan_of(late), situation.book.cost(plan))
    mean, se = difference(then, now)
    people, service, records = (_more(then, now, column) for column in (PEOPLE, SERVICE, RECORDS))
    return Postponed(name, hours, now.mean, mean, se, people, service, records, _more(then, now, REACHED) * UNIT)


def late_orders(situation: Situation, plan: Sequence[str], hours: int) -> tuple[Order, ...]:
    """The orders of a plan as they are when they are given so many hours from now."""
    return tuple(situation.book.order(name, ago=-hours * MICROHOURS) for name in plan)


def _more(then: Outcome, now: Outcome, column: int) -> float:
    gaps: Ints = then.figures[:, column] - now.figures[:, column]
    return mean_of(gaps)
