"""A case put to the engine in the engine's own words, and how many random cases to try.

Law: the same case always asks the same question.
Not here: what the right answer is (engine/oracle).
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hypothesis import settings

from battlebox.engine import Done, Down, Hit, Question
from battlebox.estate import MICROHOURS
from engine.estates import Mould, random_case
from engine.oracle import Case

LISTED = Mould(
    unit=10 * MICROHOURS,
    systems=5,
    services=3,
    channels=1,
    needs=9,
    paths=6,
    actions=5,
    uncertain=6,
    dense=True,
    targeted=True,
)
"""Estates whose worlds, and plans, can all be listed."""


def question_of(case: Case, *, worlds: int = 2048, seed: int = 1) -> Question:
    """The situation of a case."""
    return Question(
        hits=tuple(Hit(hit.system, hit.chance, hit.since) for hit in case.hits),
        downs=tuple(Down(thing, at) for thing, at in case.downs),
        dones=tuple(Done(action, ago) for action, ago in case.dones),
        hours_microhours=case.hours,
        worlds=worlds,
        seed=seed,
    )


def many() -> int:
    """How many random cases to try, as hypothesis was told: the seeds are fixed, so that chance never fails a build."""
    return settings.default.max_examples


def listed_cases(mould: Mould = LISTED, *, hours: int = 400, first: int = 0) -> Iterator[tuple[int, Case]]:
    """Random cases with their seeds."""
    for seed in range(first, first + many()):
        yield seed, random_case(Random(seed), mould, hours=hours * MICROHOURS)
