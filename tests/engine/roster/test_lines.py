"""Whole lines under patterns: the kernel against its plain twin, columns against trying everything.

Law: a pattern is read a second time, by the benchmark's own checker, which shares nothing with the planner.
Not here: rosters with names (test_roster.py).
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster import solve
from battlebox.engine.roster.bound import floor_of
from battlebox.engine.roster.line import NEVER, best_line, best_line_slow, is_allowed
from battlebox.engine.roster.redraw import drawn, redraw
from battlebox.engine.roster.search import News, Stage, improve
from laws.tree import ROOT

BENCH = ROOT / "benchmarks" / "roster.py"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("roster_benchmark", BENCH)
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look themselves up by the module's name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def instance(seed: int, *, days: int = 14, people: int = 5) -> str:
    """A tiny instance of our own in the text format."""
    draw = Random(seed)
    lines = [
        "# made up",
        "SECTION_HORIZON",
        str(days),
        "SECTION_SHIFTS",
        "E,480,",
        "L,480,E",
        "N,600,E|L",
        "SECTION_STAFF",
    ]
    for p in range(people):
        most = f"E={days}|L={draw.choice((0, days))}|N={draw.choice((0, 1, 3))}"
        lines.append(f"P{p},{most},{480 * days * 5 // 7},{480 * (days * 4 // 7)},5,2,2,{draw.choice((1, 2))}")
    lines += ["SECTION_DAYS_OFF", *(f"P{p},{draw.randrange(days)}" for p in range(people))]
    for section in ("SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS"):
        lines.append(section)
        lines += [
            f"P{draw.randrange(people)},{day},{draw.choice('EL')},{draw.randint(1, 3)}"
            for day in sorted(draw.sample(range(days), 3))
        ]
    lines.append("SECTION_COVER")
    lines += [f"{day},{shift},{draw.randint(0, 2)},100,1" for day in range(days) for shift in "ELN"]
    return "\n".join(lines) + "\n"


def random_line_case(seed: int):
    draw = Random(seed)
    days, shifts = draw.randint(1, 7), draw.randint(1, 2)
    costs = np.array(
        [[draw.choice((NEVER, *range(-9, 10))) for _ in range(shifts)] for _ in range(days)], dtype=np.int64
    )
    follows = np.array(
        [[int(s == t or draw.random() < 0.7) for t in range(shifts)] for s in range(shifts)], dtype=np.int64
    )
    units = np.array([draw.randint(1, 2) for _ in range(shifts)], dtype=np.int64)
    least = draw.randint(0, 3)
    limits = [least, least + draw.randint(0, 6), draw.randint(1, 3), 0, draw.randint(1, 3), draw.randint(0, 2)]
    limits[3] = limits[2] + draw.randint(0, 2)
    limits += [draw.randrange(shifts + 1), draw.randint(0, 3)]
    first = draw.randrange(7)
    weekend = np.array([{5: 1, 6: 2}.get((first + day) % 7, 0) for day in range(days)], dtype=np.int64)
    weekend[0] = min(weekend[0], 1)
    return costs, follows, units, np.array(limits, dtype=np.int64), weekend


@given(seed=st.integers(0, 100_000))
def test_the_kernel_finds_the_cost_that_trying_every_line_finds(seed):
    costs, follows, units, limits, weekend = random_line_case(seed)
    size = (len(units) * limits[3] + limits[4]) * (limits[1] + 1) * (limits[5] + 1) * (limits[7] + 1)
    value, back = np.zeros((2, size), dtype=np.int64), np.zeros((len(costs), size), dtype=np.int32)
    line = np.zeros(len(costs), dtype=np.int64)
    found = best_line(costs, follows, units, limits, weekend, value, back, line)
    assert found == best_line_slow(costs, follows, units, limits, weekend)
    if found < NEVER:
        assert is_allowed(tuple(map(int, line)), follows, units, limits, weekend)
        assert sum(costs[day, shift] for day, shift in enumerate(line) if shift >= 0) == found


def improved(grid, seconds, seed=1):
    lines = drawn(grid)
    start = News(lines.plan(), grid.cost(lines.plan()), floor_of(grid), Stage.LINES)
    told = []
    return improve(grid, start, Allowance(seconds), seed, told.append), told, start


def named(bench, case, grid, plan):
    names = list(case.shifts)
    return {
        person: [names[grid.demands[k].shift] if k >= 0 else "" for k in line]
        for person, line in zip(case.staff, plan, strict=True)
    }


@settings(max_examples=5)
@given(seed=st.integers(0, 10_000))
def test_every_plan_under_patterns_is_sound_by_the_second_reading_and_its_floor_holds(bench, seed):
    case = bench.read(instance(seed))
    grid = bench.grid_of(case)
    lines = drawn(grid)
    if lines is None:
        return
    assert not bench.faults(case, named(bench, case, grid, lines.plan()))
    news, told, start = improved(grid, 3)
    for each in told:
        roster = named(bench, case, grid, each.plan)
        assert not bench.faults(case, roster)
        assert bench.cost_of(case, roster) == each.cost
        assert each.bound <= news.cost
    assert news.cost <= start.cost


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_floor_and_the_best_are_what_trying_every_pair_of_lines_finds(bench, seed):
    case = bench.read(instance(seed, days=6, people=2))
    grid = bench.grid_of(case)
    options = []
    for p, row in enumerate(grid.rows):
        lines = []
        for line in product((-1, 0, 1, 2), repeat=6):
            plan = [[-1] * 6, [-1] * 6]
            plan[p] = [day * 3 + shift if shift >= 0 else -1 for day, shift in enumerate(line)]
            faults = [each for each in bench.faults(case, named(bench, case, grid, plan)) if each.startswith(f"P{p} ")]
            if not faults and all(k < 0 or k in row.price for k in plan[p]):
                lines.append(plan[p])
        options.append(lines)
    least = min(grid.cost([one, two]) for one, two in product(*options))
    news, _, _ = improved(grid, 20)
    assert news.cost == least
    assert news.bound <= least


def test_redrawing_never_ends_worse_than_it_began(bench):
    grid = bench.grid_of(bench.read(instance(7)))
    lines = drawn(grid)
    before, told = lines.cost(), []
    redraw(lines, Allowance(0.5), 1, lambda: told.append((lines.plan(), lines.cost())))
    assert lines.cost() <= before
    assert lines.cost() == grid.cost(lines.plan())
    assert all(grid.cost(plan) == cost for plan, cost in told)


def test_without_the_solver_lines_are_drawn_anew(bench, monkeypatch):
    monkeypatch.setattr("battlebox.engine.solver.SOLVER", "no_such_solver")
    grid = bench.grid_of(bench.read(instance(7)))
    first = solve(grid, 0)
    better = solve(grid, 1)
    assert first.stage == better.stage == Stage.LINES
    assert better.cost < first.cost


def test_the_second_reading_sees_every_broken_rule(bench):
    case = bench.read(instance(1))
    free = {person: [""] * case.days for person in case.staff}

    def said(line):
        return " ".join(bench.faults(case, {**free, "P0": (line + [""] * case.days)[: case.days]}))

    off = case.off["P0"][0]
    assert f"P0 works on day {off}" in said([""] * off + ["E"])
    assert "P0 has N" in said(["N"] * 6)
    assert "P0 works 0 minutes" in said([])
    assert "P0 has E after N" in said(["N", "E"])
    assert "P0 runs 6 days" in said(["E"] * 6)
    assert "P0 has a run of 1" in said(["", "E", ""])
    assert "P0 has 1 days off" in said(["E", "E", "", "E"])
    assert "P0 works 2 weekends" in said([""] * 5 + ["E"] + [""] * 6 + ["E"]) or case.staff["P0"][1][-1] == 2


def test_the_benchmark_prints_what_it_found(tmp_path):
    file = tmp_path / "tiny.txt"
    file.write_text(instance(3))
    words = [sys.executable, BENCH, str(file), "--seconds", "4", "--json"]
    rows = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    assert rows[0]["file"] == "tiny.txt"
    assert rows[0]["bound"] <= rows[0]["cost"]
    assert {len(line) for line in rows[0]["roster"].values()} == {14}
    plain = subprocess.run([*words[:2], str(file), "--seconds", "0"], check=True, capture_output=True, text=True).stdout
    assert plain.startswith("tiny.txt: cost ")


def test_somebody_whom_the_pattern_leaves_no_line_is_said(tmp_path):
    file = tmp_path / "none.txt"
    file.write_text(instance(3).replace("SECTION_DAYS_OFF", "Q,E=0|L=0|N=0,4800,4800,5,2,2,1\nSECTION_DAYS_OFF"))
    words = [sys.executable, BENCH, str(file), "--seconds", "1", "--json"]
    rows = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    assert rows[0]["cost"] is None
    assert rows[0]["stage"] == "somebody has no line at all"


def test_a_section_that_is_not_of_the_format_is_refused(bench):
    with pytest.raises(bench.UnreadableError, match="SECTION_WISHES is not of this format"):
        bench.read("SECTION_WISHES\nA,1\n")


@pytest.mark.parametrize("text", ["", "rubbish,1", instance(1)[:150], "SECTION_ELSE\n1\n", None])
def test_an_instance_that_cannot_be_read_is_named_and_the_others_are_solved(tmp_path, text):
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    good.write_text(instance(1))
    if text is not None:
        bad.write_text(text)
    told = subprocess.run(
        [sys.executable, str(BENCH), str(bad), str(good), "--seconds", "1", "--json"],
        capture_output=True,
        check=False,
        text=True,
    )
    first, second = json.loads(told.stdout)
    assert (first["cost"], told.returncode) == (None, 1)
    assert first["why"].startswith("could not be read: ")
    assert "roster" in second
    assert told.stderr.startswith(f"roster: error: {bad} could not be read: ")
    assert "Traceback" not in told.stderr
