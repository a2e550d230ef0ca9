"""Rosters of a made-up council: two weeks, three shifts, twelve roles; in shifts that overlap; a tenth falls sick."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from table import Row

# This folder has an engine of its own, so the towns are taken from where they lie.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "engine" / "roster"))

from towns import town

from battlebox.engine.roster import Level, Problem, Roster, breaches, fallen_sick, roster

SIZES = ((60, 368), (200, 1199))
SEEDS = (1, 2, 3)
SICK_FROM = 5
HANDED_OVER = 510
"""Minutes of a shift with half an hour to hand over in: one day off after a night is then too short to be one."""


def planned(seconds: float = 10.0) -> list[Row]:
    rows = []
    for people, posts in SIZES:
        for seed in SEEDS:
            problem = town(people, posts, seed=seed)
            answer, taken = timed(problem, seconds)
            what = f"{people} people, {posts} posts, seed {seed}"
            rows.append(Row(what, "roster", taken, note=said(problem, answer)))
            overlapping = replace(problem, shifts=tuple(replace(each, minutes=HANDED_OVER) for each in problem.shifts))
            longer, taken = timed(overlapping, seconds)
            rows.append(
                Row("the same, shifts of eight hours and a half", "roster", taken, note=said(overlapping, longer))
            )
            sick = random.Random(seed).sample([person.id for person in problem.people], people // 10)
            later = fallen_sick(problem, answer.seats, sick, SICK_FROM)
            days = {post.id: post.day for post in problem.posts}
            lost = sum(seat.person in sick and days[seat.post] >= SICK_FROM for seat in answer.seats)
            again, taken = timed(later, seconds / 2)
            note = f"{lost} seats lost, {again.changes} changes to others; {said(later, again)}"
            rows.append(Row(f"the same, {len(sick)} sick from day {SICK_FROM}", "roster", taken, note=note))
    return rows


def timed(problem: Problem, seconds: float) -> tuple[Roster, float]:
    began = time.perf_counter()
    answer = roster(problem, seconds=seconds)
    return answer, time.perf_counter() - began


def said(problem: Problem, answer: Roster) -> str:
    level = {post.id: post.level for post in problem.posts}
    vital = sum(level[empty.post] == Level.VITAL for empty in answer.empties)
    broken = len(breaches(problem, answer.seats))
    return (
        f"{len(answer.empties)} empty ({vital} vital), cost {answer.cost:,}, by the plain rule {answer.plain_cost:,}, "
        f"bound {answer.bound:,}{', proved best' if answer.is_best else ''}; {broken} rules broken"
    )
