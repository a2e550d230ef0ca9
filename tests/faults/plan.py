"""Which faults meet a desk in one run, and when: drawn from a seed, the same for each machine that can do them.

Law: the seed and the kind of desk say everything; the text of a plan is all that is needed to read what was done.
Not here: doing it (run.py).
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from faults.faults import EVERY, DeskKilled, PagesKilled, WorkerKilled
from faults.stage import SEVERAL

FIRST, LAST = 0.1, 1.0
"""Between which seconds of a run they begin."""
MOST = 4
SELDOM = 0.7
TIER = 0.15
"""How many runs of several processes kill these alone, one after the other: nobody should have to ask a third time."""
APART_SECONDS = 1.2


@dataclass(frozen=True)
class Plan:
    """What is done in one run."""

    faults: tuple

    @classmethod
    def drawn(cls, seed, kind, cannot=()):
        """Two to four faults, of different kinds; those that this machine cannot do are left out."""
        rng = random.Random(f"{seed} {kind}")
        if kind == SEVERAL and rng.random() < TIER:
            return cls(_one_after_the_other(rng))
        able = [each for each in EVERY if kind in each.kinds]
        if rng.random() < SELDOM:
            # A desk that starts anew takes longer than all the rest of a run.
            able.remove(DeskKilled)
        drawn = [
            each(round(rng.uniform(FIRST, LAST), 2), round(rng.uniform(*each.lengths), 2), rng.choice(each.amounts))
            for each in rng.sample(able, rng.randint(2, MOST))
        ]
        return cls(tuple(each for each in drawn if each.needs not in cannot))

    def __str__(self):
        return ", ".join(map(str, self.faults)) or "nothing"

    def steps(self):
        """When, and what to do: each fault's beginning and its end, in the order of time."""
        over = max((each.at + each.lasts for each in self.faults), default=0.0)
        found = []
        for each in self.faults:
            found.append((each.at, each.begin))
            # A desk starts neither on a full disk nor without its server: first all else is mended.
            found.append((over + 0.01 if isinstance(each, DeskKilled) else each.at + each.lasts, each.end))
        return sorted(found, key=lambda step: step[0])

    def carry_out(self, stage):
        """Do it all, and leave nothing that is not mended."""
        began, steps = time.monotonic(), self.steps()
        try:
            while steps:
                when, step = steps[0]
                time.sleep(max(0.0, when - (time.monotonic() - began)))
                steps.pop(0)
                step(stage)
        finally:
            for _, step in steps:
                if step.__name__ == "end":
                    step(stage)


def _one_after_the_other(rng):
    """Processes of pages and the worker, killed in some order, each when another has taken the place of the last."""
    killed = rng.sample([(PagesKilled, 1), (PagesKilled, 2), (WorkerKilled, 0)], rng.randint(2, 3))
    return tuple(
        each(round(FIRST + n * APART_SECONDS + rng.uniform(0, 0.2), 2), 0.0, much)
        for n, (each, much) in enumerate(killed)
    )
