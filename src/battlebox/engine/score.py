"""What one plan is worth, and where the attacker gets to, on fresh worlds.

Law: figures are means over worlds that no plan was fitted to; the three columns of harm are always there beside the
sum.
Not here: choosing plans (contain.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from battlebox.engine.answers import Harm, Option, Parts, Reach
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Ints
from battlebox.engine.questions import Question
from battlebox.engine.reaching import Reached, reached_at_once
from battlebox.engine.situation import Situation
from battlebox.engine.trial import PEOPLE, REACHED, RECORDS, SERVICE, STOPPED
from battlebox.engine.trials import UNIT, Outcome, Trials, error_of, mean_of, passages_drawn
from battlebox.engine.worlds import FRESH
from battlebox.estate import MICROHOURS

BY_HOURS = (6, 24, 72)


def score(arrays: EstateArrays, question: Question, plan: Sequence[str], *, threads: int | None = None) -> Option:
    """Score one plan on fresh worlds. Raises EngineError where the question or plan is refused."""
    situation = Situation.of(arrays, question)
    situation.check_plan(plan)
    trials = Trials.drawn(situation, stream=FRESH, worlds=situation.worlds(), threads=threads)
    return option(" + ".join(plan) or "nothing", plan, trials.of(plan), arrays)


def option(name: str, plan: Sequence[str], outcome: Outcome, arrays: EstateArrays) -> Option:
    """An outcome as an answer."""
    figures = outcome.figures
    harm = outcome.harm
    worlds = len(harm)
    people = figures[:, PEOPLE]
    hours = outcome.hours_out / worlds / MICROHOURS
    services = arrays.estate.services
    return Option(
        name=name,
        actions=tuple(plan),
        harm=_harm(harm),
        parts=Parts(
            people=mean_of(people),
            service=mean_of(figures[:, SERVICE]),
            records=mean_of(figures[:, RECORDS]),
            cost=outcome.cost,
        ),
        services_stopped=float(np.sum(figures[:, STOPPED])) / worlds,
        systems_reached=float(np.sum(figures[:, REACHED])) / worlds,
        service_hours={row.service: float(out) for row, out in zip(services, hours, strict=True) if out > 0},
        people=_harm(people),
    )


def spread(arrays: EstateArrays, question: Question) -> tuple[Reach, ...]:
    """Where the attacker gets to under the orders already given, system by system, in table order."""
    situation = Situation.of(arrays, question)
    at_once = reached_at_once(situation, stream=FRESH, worlds=situation.worlds())
    if at_once is not None:
        return _without_hours(situation, at_once)
    table = passages_drawn(situation, stream=FRESH, worlds=situation.worlds())
    reached = table < question.hours_microhours
    shares = reached.mean(axis=0)
    by_hour = {str(hour): (np.maximum(table, 0) <= hour * MICROHOURS).mean(axis=0) for hour in BY_HOURS}
    return tuple(
        Reach(
            id=row.system,
            reached=float(shares[number]),
            by_h={hour: float(share[number]) for hour, share in by_hour.items()},
            median_microhours=_median(table[reached[:, number], number]),
        )
        for number, row in enumerate(arrays.estate.systems)
    )


def _without_hours(situation: Situation, found: Reached) -> tuple[Reach, ...]:
    """The same where whoever is reached is reached in the hour of the hit."""
    hour = int(situation.belief.suspects(situation.arrays).at.min(initial=0))
    shares = zip(situation.arrays.estate.systems, (found.many / len(found.sizes)).tolist(), strict=True)
    return tuple(
        Reach(row.system, share, {str(by): share for by in BY_HOURS}, hour if share > 0 else None)
        for row, share in shares
    )


def _harm(figures: Ints) -> Harm:
    """Millionths of each world as a mean with its spread, in units."""
    ordered = np.sort(figures)
    return Harm(mean_of(figures), _at(ordered, 5), _at(ordered, 95), error_of(figures))


def _at(ordered: Ints, percent: int) -> float:
    """The nearest-rank percentile of ordered millionths, in units."""
    rank = -(-percent * len(ordered) // 100)
    return int(ordered[max(rank, 1) - 1]) / UNIT


def _median(times: Ints) -> int | None:
    if not len(times):
        return None
    ordered = np.sort(times)
    return int(ordered[(len(ordered) - 1) // 2])
