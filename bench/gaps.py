"""Advice on many made-up councils: how far from the best it may be, and how much worse worlds not seen are:
bench/gaps.py [--estates N] [--systems FROM-TO] [--seconds S] [--seed S]

Each estate is another one of one to three bodies, one system hit for certain and an eighth suspected at 5, 10 or 30 %.
In sample is what the plan comes to on the worlds it was fitted to; out of sample, on 2,048 that nothing was fitted to.
Law: estates and hits are a function of the seed alone; what takes seconds depends on the machine, and is said.
Not here: against every plan there is (tests/engine/test_search.py).
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass, fields
from random import Random
from statistics import median

from table import machine

from battlebox.engine import EstateArrays, Hit, Question, contain
from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices
from battlebox.engine.search import Effort, Pools, search
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import FRESH
from battlebox.estate import MICROHOURS, estate_of, generate

SUSPECTED = (0.05, 0.1, 0.3)
UNSEEN = 2048


@dataclass(frozen=True)
class Measured:
    """One estate: shares of the harm out of sample."""

    gap: float
    over: float
    beside: float
    seconds: float
    is_cut: bool


def measured(systems: int, seconds: float, seed: int) -> Measured:
    """The advice on one made-up estate."""
    rng = Random(seed)
    estate = estate_of(generate(rng.randint(1, 3), systems, seed=seed))
    arrays = EstateArrays.of(estate)
    first, *others = rng.sample([row.system for row in estate.systems], 1 + max(1, systems // 8))
    hits = (Hit(first), *(Hit(name, rng.choice(SUSPECTED)) for name in others))
    question = Question(hits=hits, hours_microhours=1008 * MICROHOURS, seed=seed)
    begun = time.perf_counter()
    advice = contain(arrays, question, seconds=seconds)
    taken = time.perf_counter() - begun
    situation = Situation.of(arrays, question)
    pools = Pools(situation)
    plan = search(Choices(situation), pools, Allowance(seconds * 0.4), Effort()).plan
    unseen = Trials.drawn(situation, stream=FRESH, worlds=UNSEEN).of(plan).mean
    habits = [row.harm.mean for row in advice.options if row.name != "recommended"]
    return Measured(
        gap=advice.gap,
        over=unseen / pools.choose.of(plan).mean - 1,
        beside=advice.option("recommended").harm.mean / min(habits) - 1,
        seconds=taken,
        is_cut=advice.is_cut,
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--estates", type=int, default=100)
    asked.add_argument("--systems", default="20-60")
    asked.add_argument("--seconds", type=float, default=10.0)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    least, most = (int(part) for part in given.systems.split("-"))
    print(", ".join(f"{key}: {value}" for key, value in machine().items()))
    print("| estate | systems | gap | out of sample | beside the best other option | seconds | cut |")
    print("|---|---|---|---|---|---|---|")
    found = []
    for seed in range(given.seed, given.seed + given.estates):
        systems = Random(seed).randint(least, most)
        row = measured(systems, given.seconds, seed)
        found.append(row)
        print(f"| {seed} | {systems} | {say(row)} |", flush=True)
    for name, of in (("median", median), ("worst", max)):
        shown = Measured(*(of(getattr(row, field.name) for row in found) for field in fields(Measured)))
        print(f"| {name} | | {say(shown)} |")
    print(f"load at the end: {os.getloadavg()[0]:.1f}; cut by the time: {sum(row.is_cut for row in found)}")


def say(row: Measured) -> str:
    """The cells of one line."""
    return f"{row.gap:.1%} | {row.over:+.1%} | {row.beside:+.1%} | {row.seconds:.1f} | {'yes' if row.is_cut else ''}"


if __name__ == "__main__":
    main()
