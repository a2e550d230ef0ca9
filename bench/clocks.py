"""Count deadlines from random instants, beside the second reading of the tests: how many differ, how long."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from table import Row

# The second reading that the tests hold the desk against.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from battlebox.desk.tell import Allowance, Nation, Unit, bank_holidays, due_of
from desk.clock_readings import cases, read


def counted(many: int, seed: int) -> list[Row]:
    """Hours and working days from each instant."""
    seed = seed or random.randrange(2**32)
    asked = list(cases(many, seed))
    holidays = bank_holidays(Nation.ENGLAND)
    began = time.perf_counter()
    ours = [
        (hours.at.timestamp() if hours.at else 0.0, hours.words, days.day)
        for each in asked
        for hours, days in [
            (
                due_of(each.begin, Allowance(Unit.HOURS, each.hours), holidays),
                due_of(each.begin, Allowance(Unit.WORKING_DAYS, each.days), holidays),
            )
        ]
    ]
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    theirs = [read(each) for each in asked]
    peer = time.perf_counter() - began
    differ = sum(one != other for one, other in zip(ours, theirs, strict=True))
    if differ:
        sys.exit(f"{differ} of {many} deadlines differ from the second reading (seed {seed})")
    note = f"0 differ, in instant, words and day; seed {seed}"
    what = f"deadlines from {many:,} random instants, in hours and in working days"
    return [Row(what, "due_of", seconds, "zoneinfo alone", peer, note)]
