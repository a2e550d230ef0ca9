"""Orders of return of councils that do not exist, from 8 to 1,000 systems; then slips in one, and why each is where.

The checklist is the peer: layer by layer, in the order of the list, as a person would go without a planner.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from table import Row

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from councils import council

from battlebox.engine.restore import Plan, plan, replan, slipped, warm, why
from battlebox.estate import MICROHOURS

T = TypeVar("T")
SMALL = range(8, 26)
SMALL_SECONDS = 2.0
LARGE = ((200, 30.0), (1000, 60.0))
AT_ONCE = 1e-6
SLIPPED_BY = 36 * MICROHOURS
SLIPPED_AT = (60 * MICROHOURS, 150 * MICROHOURS)
SLIPS_EACH = 6
MOVED_GOAL = 0.05


def returned(only: str = "") -> list[Row]:
    """Every figure, or those of one size: `small`, `200`, `1000`, `slips`."""
    warm()
    rows: list[Row] = []
    if only in ("", "small"):
        rows += small()
    for systems, seconds in LARGE:
        if only in ("", str(systems)):
            rows += large(systems, seconds)
    if only in ("", "slips"):
        rows += slips()
    return rows


def timed(make: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    answer = make()
    return answer, time.perf_counter() - began


def small() -> list[Row]:
    """Whether the best is proved in two seconds."""
    proved, times, gaps = 0, [], []
    for systems in SMALL:
        found, taken = timed(partial(plan, council(systems, 1), seconds=SMALL_SECONDS))
        proved += found.is_proved
        times.append(taken)
        gaps += [] if found.is_proved else [f"{systems} systems: {found.gap:.1%}"]
    note = f"{proved} of {len(SMALL)} proved; median {statistics.median(times):.2f} s; gaps {', '.join(gaps) or 'none'}"
    return [Row(f"councils of {SMALL[0]} to {SMALL[-1]} systems, {SMALL_SECONDS:g} s", "plan", max(times), note=note)]


def large(systems: int, seconds: float) -> list[Row]:
    problem = council(systems, 1)
    _, taken = timed(partial(plan, problem, seconds=AT_ONCE))
    rows = [Row(f"{systems} systems, a first plan", "plan", taken, note="one rule, and the checker")]
    first, taken = timed(partial(plan, problem, seconds=0))
    rows.append(Row(f"{systems} systems, the rules and the checker", "plan", taken, note=f"made by {first.rule}"))
    found, taken = timed(partial(plan, problem, seconds=seconds))
    rows.append(Row(f"{systems} systems, {seconds:g} s", "plan", taken, note=said(found)))
    places, taken = timed(partial(why, problem, found.starts))
    free = sum(place.held_a_day is not None and place.held_a_day <= 0 for place in places)
    rows.append(
        Row(f"why each of {systems} systems is where it is", "why", taken, note=f"{free} held a day cost nothing")
    )
    return rows


def said(found: Plan) -> str:
    checklist = found.rules["checklist"]
    return (
        f"{found.harm / checklist:.3f} of the checklist's harm, {found.harm / found.rule_harm:.3f} of the best rule's "
        f"({found.rule}); bound {found.bound:,.0f}, gap {found.gap:.1%}; made by {found.stage}"
    )


def slips() -> list[Row]:
    """Twelve operations of the plan for 200 systems that last 36 hours longer: keep, gentle, free."""
    problem = council(200, 1)
    old = plan(problem, seconds=20).starts
    spans = {row.id: row.microhours for row in problem.operations}
    kept, times, gentle_moved, saved, worse = [], [], [], [], 0
    for now in SLIPPED_AT:
        running = sorted(one for one, start in old.items() if one in spans and start < now < start + spans[one])
        for late in running[:: max(1, len(running) // SLIPS_EACH)][:SLIPS_EACH]:
            after = slipped(problem, old, now, {late: spans[late] + SLIPPED_BY})
            ways, taken = timed(partial(replan, after, old))
            times.append(taken)
            kept.append(ways.keep.moved / ways.left)
            gentle_moved.append(ways.gentle.moved / ways.left)
            saved.append(1 - ways.gentle.harm / ways.keep.harm)
            worse += ways.gentle.harm > ways.keep.harm or ways.free.harm > ways.keep.harm
    few = [gentle for gentle, keep in zip(gentle_moved, kept, strict=True) if keep <= MOVED_GOAL]
    note = (
        f"{len(times)} slips; keeping the order moves {_between(kept)}, gently {_between(gentle_moved)} (at most "
        f"{max(few, default=0):.1%} in the {len(few)} where keeping moves {MOVED_GOAL:.0%} or less); gently saves "
        f"{_between(saved)}; {worse} worse than keeping"
    )
    return [Row("going on after a slip of 36 h, 200 systems", "replan", max(times), note=note)]


def _between(shares: list[float]) -> str:
    return f"{min(shares):.1%} to {max(shares):.1%}"
