"""How far advice on made-up councils is from the best there is: one council a line, for the bench and the small test.

Each is of one to three bodies, one system hit for certain and an eighth suspected at 5, 10 or 30 %. `gap` is what the
advice itself says. `over` is the harm on worlds that nothing was fitted to, beside that on the worlds the plan was
chosen on, and `noise` the standard error of that. `above` is the harm beside that of the best of all plans, on one pool
of worlds, where there are few orders; `above_fresh` is the same two plans on worlds that neither was chosen on.
Law: a council and its hits are a function of (systems, seed); what is cut short by the time is said (`is_cut`).
Not here: what a solver says of the same worlds (benchmarks/gaps_peer.py), printing (bench/gaps.py).
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, replace
from math import sqrt
from random import Random

from battlebox.engine import EstateArrays, Hit, Question, contain, search
from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Choices
from battlebox.engine.search import QUICK, Effort, Pools
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Outcome, Trials, error_of
from battlebox.engine.warm import warm
from battlebox.engine.worlds import TRUTH
from battlebox.estate import MICROHOURS, estate_of, generate

SUSPECTED = (0.05, 0.1, 0.3)
UNSEEN = 4096
LARGE = 1000
FEW = 7
"""Orders of which every plan is tried."""


@dataclass(frozen=True)
class Distance:
    """One council; shares of harm. `first` is the seconds to a first answer."""

    systems: int
    seed: int
    orders: int
    gap: float = 0.0
    over: float = 0.0
    noise: float = 0.0
    above: float = 0.0
    above_fresh: float = 0.0
    seconds: float = 0.0
    first: float = 0.0
    is_cut: bool = False
    plan: tuple[str, ...] = ()


def council(systems: int, seed: int, *, orders: int | None = None) -> tuple[EstateArrays, Question]:
    """A council and what is asked of it; with no more than so many orders."""
    rng = Random(seed)
    estate = estate_of(generate(rng.randint(1, 3) if systems > 2 * FEW else 1, systems, seed=seed))
    first, *others = rng.sample([row.system for row in estate.systems], 1 + max(1, systems // 8))
    if orders is not None:
        estate = replace(estate, actions=tuple(sorted(rng.sample(estate.actions, orders), key=lambda row: row.action)))
    hits = (Hit(first), *(Hit(name, rng.choice(SUSPECTED)) for name in others))
    return EstateArrays.of(estate), Question(hits=hits, hours_microhours=1008 * MICROHOURS, seed=seed)


def noise(seen: Outcome, unseen: Outcome) -> float:
    """The standard error of how far two means of one plan are apart, as a share of the first.

    By the spread of the many worlds alone: rare heavy ones may be missing from the few.
    """
    return error_of(unseen.harm) * sqrt(len(unseen.harm) / len(seen.harm) + 1) / max(seen.mean, 1.0)


def advised(systems: int, seed: int, seconds: float) -> Distance:
    """The advice on one council."""
    arrays, question = council(systems, seed)
    began = time.perf_counter()
    contain(arrays, question, seconds=seconds, effort=QUICK)
    first = time.perf_counter() - began
    began = time.perf_counter()
    advice = contain(arrays, question, seconds=seconds)
    taken = time.perf_counter() - began
    situation = Situation.of(arrays, question)
    plan = advice.option("recommended").actions
    unseen = Trials.drawn(situation, stream=TRUTH, worlds=UNSEEN if systems < LARGE else UNSEEN // 4)
    seen = Pools(situation).choose.of(plan)
    return Distance(
        systems,
        seed,
        len(Choices(situation).names),
        gap=advice.gap,
        over=unseen.of(plan).mean / max(seen.mean, 1.0) - 1,
        noise=noise(seen, unseen.of(plan)),
        seconds=taken,
        first=first,
        is_cut=advice.is_cut,
        plan=tuple(plan),
    )


def enumerated(seed: int, seconds: float) -> Distance:
    """What the search finds where it may not try every plan, beside the best of all on the worlds it chose on."""
    systems = Random(f"few {seed}").randint(FEW, 2 * FEW)
    arrays, question = council(systems, seed, orders=FEW)
    situation = Situation.of(arrays, question)
    choices, pools, allowance = Choices(situation), Pools(situation), Allowance(seconds)
    before, search.PLANS_MOST = search.PLANS_MOST, 0
    try:
        began = time.perf_counter()
        found = search.search(choices, pools, allowance, Effort())
        taken = time.perf_counter() - began
    finally:
        search.PLANS_MOST = before
    unseen = Trials.drawn(situation, stream=TRUTH, worlds=UNSEEN)
    seen = pools.choose
    best = min(choices.plans(1 << FEW), key=lambda plan: (seen.of(plan).mean, sorted(plan)))
    return Distance(
        systems,
        seed,
        len(choices.names),
        over=unseen.of(found.plan).mean / max(seen.of(found.plan).mean, 1.0) - 1,
        noise=noise(seen.of(found.plan), unseen.of(found.plan)),
        above=seen.of(found.plan).mean / max(seen.of(best).mean, 1.0) - 1,
        above_fresh=unseen.of(found.plan).mean / max(unseen.of(best).mean, 1.0) - 1,
        seconds=taken,
        is_cut=allowance.is_cut,
        plan=tuple(sorted(found.plan)),
    )


def main(kind: str, *words: str) -> None:
    """Print one council's figures as JSON: few SEED SECONDS, or advised SYSTEMS SEED SECONDS."""
    *numbers, seconds = words
    warm()  # Seconds are not for compiling.
    of = enumerated if kind == "few" else advised
    print(json.dumps(asdict(of(*map(int, numbers), float(seconds)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
