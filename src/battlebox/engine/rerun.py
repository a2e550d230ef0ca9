"""Whether the advice stands when the figures nobody knows are halved and doubled.

Law: "same" means today's plan is within 5 % of the best plan found under the changed figures, both on the same fresh
worlds. What a re-run adds or drops is what matters: a change worth one percent or less is not told.
Not here: what to say about it (desk).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.answers import Advice, Rerun
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.climb import TIDY
from battlebox.engine.questions import EVERYTHING, Question
from battlebox.engine.search import QUICK, Pools, search
from battlebox.engine.situation import HOURS_MOST, Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import FRESH
from battlebox.estate import MICROHOURS

SAME: Final = 1.05
"""Today's plan may be this many times the best found and still be the same advice."""

CHANGES: Final = {
    "half_chance": {"chances": 0.5},
    "double_chance": {"chances": 2.0},
    "half_hours": {"hours": 0.5},
    "double_hours": {"hours": 2.0},
    "double_lasts": {"lasts": 2.0},
}
"""The re-runs of contract section 5, by their names."""


def rerun(
    arrays: EstateArrays,
    question: Question,
    advice: Advice,
    *,
    for_body: str | None = None,
    seconds: float = 30.0,
    progress: Progress | None = None,
) -> Iterator[Rerun]:
    """Each re-run as it is done, in the order of `CHANGES`. `seconds` limits them together, in equal shares."""
    situation = Situation.of(arrays, question)
    whole = Allowance(seconds, progress or silent)
    today = frozenset(advice.option("recommended").actions)
    for place, (name, factors) in enumerate(CHANGES.items()):
        whole.progress(place / len(CHANGES), name)
        allowance = whole.part((place + 1) / len(CHANGES))
        changed = _changed(situation, factors)
        choices = Choices(changed, for_body)
        pools = Pools(changed)
        found = search(choices, pools, allowance, QUICK, starts=(today,))
        fresh = Trials.drawn(changed, stream=FRESH, worlds=changed.worlds(generous=False))
        mine = fresh.of(today).mean
        best = min((found.plan, today, frozenset[str]()), key=lambda plan: fresh.of(plan).mean)
        least = fresh.of(best).mean
        near = nearest(choices, fresh, best, today, allowance)
        yield Rerun(
            name=name,
            same=mine <= SAME * least,
            today=mine,
            best=least,
            adds=telling(choices, fresh, near, near - today, allowance),
            drops=telling(choices, fresh, near, today - near, allowance),
            is_cut=allowance.is_cut,
        )


def telling(choices: Choices, trials: Trials, plan: Plan, changes: Plan, allowance: Allowance) -> tuple[str, ...]:
    """Changes that led to a plan, first those whose undoing would do most harm; last those there was no time for."""
    harm = {name: trials.of(choices.moved(plan, name)).mean for name in allowance.within(sorted(changes))}
    return tuple(sorted(changes, key=lambda name: (-harm.get(name, 0.0), name)))


def nearest(choices: Choices, trials: Trials, best: Plan, today: Plan, allowance: Allowance) -> Plan:
    """The best plan with every change from today's undone that matters least, as long as all together cost one percent.

    What is left to tell is what really flips; the rest would be the search's taste.
    """
    limit = trials.of(best).mean * TIDY
    changes = allowance.within(sorted(best ^ today))
    undone = {name: trials.of(choices.moved(best, name)).mean for name in changes}
    near = best
    for name in sorted(undone, key=lambda name: (undone[name], name)):
        if undone[name] > limit or allowance.spent():
            break
        other = choices.moved(near, name)
        if trials.of(other).mean <= limit:
            near = other
    return near


def _changed(situation: Situation, factors: dict[str, float]) -> Situation:
    """The situation under changed figures; a halved horizon stops at the shortest that can be advised on."""
    changed = situation.changed(chances=factors.get("chances", 1.0), lasts=int(factors.get("lasts", 1)))
    names = [*(row.action for row in situation.arrays.estate.actions), EVERYTHING]
    hours = round(situation.question.hours_microhours * factors.get("hours", 1.0))
    wanted = min(max(hours, changed.least_hours(names)), HOURS_MOST * MICROHOURS)
    return changed.changed(hours_microhours=wanted)
