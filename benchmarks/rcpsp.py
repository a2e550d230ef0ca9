"""Let anyone check the planner on problems that nobody here wrote.

    python benchmarks/rcpsp.py FILE... --seconds S --json

Reads PSPLIB files (`.sm`, one mode) and RCPSP/max files (`.sch`, least and most time between starts). Prints for each
file its makespan (null: proved to have none), a bound that no schedule beats, and every job's start, job 1 first. Where
no schedule was found in time and none was proved impossible, `makespan` is -1 and `starts` is empty. The same for a
file that cannot be read: `why` says so, the others are solved, and the program ends with 1. `--against` a table of the
best that is known (columns `family`, `file`, `best_known_makespan`, `proven_optimal`) sums up how far from it they are.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from pathlib import Path

from battlebox.engine import EngineCode, EngineError
from battlebox.engine.restore import After, Operation, Problem, Resource, Within, plan, until_all_back
from battlebox.estate import MICROHOURS


def read(path: Path) -> Problem:
    """The problem in a file, one of its units of time an hour of ours."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return _sm(text) if "PRECEDENCE RELATIONS" in text else _sch(text)


def _problem(jobs: list[Operation], capacities: list[int]) -> Problem:
    resources = tuple(Resource(f"r{number}", most) for number, most in enumerate(capacities, 1))
    return Problem(tuple(jobs), resources, services=(until_all_back((jobs[-1],)),))


def _uses(amounts: list[int]) -> tuple[tuple[str, int], ...]:
    return tuple((f"r{number}", amount) for number, amount in enumerate(amounts, 1) if amount)


def _part(text: str, heading: str) -> list[list[int]]:
    """The rows of whole numbers below a heading, up to the next line of stars."""
    body = text.split(heading, 1)[1].split("\n", 1)[1]
    lines = body.split("***")[0].splitlines()
    return [[int(word) for word in line.split()] for line in lines if re.fullmatch(r"[\d\s]+", line) and line.strip()]


def _sm(text: str) -> Problem:
    after: dict[int, list[After]] = {}
    arcs, asked = _part(text, "PRECEDENCE RELATIONS:"), _part(text, "REQUESTS/DURATIONS:")
    capacities = _part(text, "RESOURCEAVAILABILITIES:")[0]
    if [row[0] for row in arcs] != [row[0] for row in asked] or {len(row) for row in asked} != {3 + len(capacities)}:
        raise ValueError
    for job, _modes, _count, *successors in arcs:
        for other in successors:
            after.setdefault(other, []).append(After(str(job)))
    jobs = [
        Operation(str(job), span * MICROHOURS, _uses(amounts), tuple(after.get(job, ())))
        for job, _mode, span, *amounts in asked
    ]
    return _problem(jobs, capacities)


def _sch(text: str) -> Problem:
    rows = [line.split() for line in text.splitlines() if line.strip()]
    count = int(rows[0][0]) + 2
    after: dict[int, list[After]] = {}
    within: dict[int, list[Within]] = {}
    arcs = [
        (int(job), int(other), int(lag.strip("[]")))
        for job, _modes, successors, *rest in rows[1 : count + 1]
        for other, lag in zip(rest[: int(successors)], rest[int(successors) :], strict=True)
    ]
    ahead = {(job, other) for job, other, lag in arcs if lag >= 0}
    for job, other, lag in arcs:
        # Jobs that start together wait for each other: one of the two is then said as a limit.
        if lag < 0 or (lag == 0 and _leads(ahead, other, job)):
            ahead.discard((job, other))
            within.setdefault(job, []).append(Within(str(other), -lag * MICROHOURS, is_from_start=True))
        else:
            after.setdefault(other, []).append(After(str(job), lag * MICROHOURS, is_from_start=True))
    jobs = []
    for job, _mode, span, *amounts in rows[count + 1 : 2 * count + 1]:
        number = int(job)
        uses = _uses([int(amount) for amount in amounts])
        waits = tuple(after.get(number, ()))
        jobs.append(Operation(job, int(span) * MICROHOURS, uses, waits, tuple(within.get(number, ()))))
    return _problem(jobs, [int(word) for word in rows[2 * count + 1]])


def _leads(arcs: set[tuple[int, int]], here: int, there: int) -> bool:
    """Whether one job leads to another along the arcs."""
    seen, todo = set[int](), [here]
    while todo and there not in seen:
        job = todo.pop()
        seen.add(job)
        todo += [other for one, other in arcs if one == job and other not in seen]
    return there in seen


def solved(path: Path, seconds: float, seed: int) -> dict[str, object]:
    """What is printed of one file."""
    began = time.perf_counter()
    try:
        problem = read(path)
    except (OSError, ValueError, IndexError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no whole PSPLIB or RCPSP/max file of one mode"
        sys.stderr.write(f"rcpsp: error: {path} could not be read: {why}\n")
        return {"file": path.name, "makespan": -1, "bound": None, "starts": [], "why": f"could not be read: {why}"}
    try:
        found = plan(problem, seconds=seconds, seed=seed)
    except EngineError as error:
        is_proved = error.code in {EngineCode.PLAN_NONE, EngineCode.PLAN_CYCLE, EngineCode.CREW_SHORT}
        makespan = None if is_proved else -1
        return {"file": path.name, "makespan": makespan, "bound": None, "starts": [], "why": str(error)}
    last = problem.operations[-1].id
    return {
        "file": path.name,
        "makespan": found.starts[last] // MICROHOURS,
        "bound": -int(-(found.bound - 1e-4) // 1),
        "starts": [found.starts[row.id] // MICROHOURS for row in problem.operations],
        "is_proved": found.is_proved,
        "stage": found.stage,
        "rule": round(found.rule_harm) if found.rule else None,
        "seconds": round(time.perf_counter() - began, 2),
    }


def summed_up(rows: list[dict[str, object]], table: Path) -> str:
    """How far the answers are from the best that is known, family by family."""
    with table.open(encoding="utf-8", newline="") as file:
        known = {row["file"]: row for row in csv.DictReader(file)}
    families: dict[str, list[tuple[dict[str, object], dict[str, str]]]] = {}
    for row in rows:
        if row["file"] in known:
            best = known[str(row["file"])]
            families.setdefault(best["family"], []).append((row, best))
    return "".join(_of_family(name, pairs) for name, pairs in families.items())


def _of_family(name: str, pairs: list[tuple[dict[str, object], dict[str, str]]]) -> str:
    none = [(row, best) for row, best in pairs if best["proven_optimal"] == "infeasible"]
    over = [
        100 * (float(str(row["makespan"])) / float(best["best_known_makespan"]) - 1)
        for row, best in pairs
        if best["proven_optimal"] != "infeasible" and row["makespan"] not in (None, -1)
    ]
    proved = sum(bool(row.get("is_proved")) for row, _ in pairs)
    said = f"{name}: {len(over)} of {len(pairs) - len(none)} with a schedule, {proved} proved best"
    said += f"; mean {sum(over) / len(over):.2f} % over the best known, worst {max(over):.2f} %" if over else ""
    no = sum(row["makespan"] is None for row, _ in none)
    return said + (f"; {no} of {len(none)} without one proved to have none" if none else "") + "\n"


def main() -> int:
    """Read the files named, and print what was found of each."""
    parser = argparse.ArgumentParser(description="Schedule RCPSP and RCPSP/max files with the restore planner.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--against", type=Path, help="a table of the best known, to sum up against on standard error")
    parser.add_argument("--json", action="store_true", help="print a list, not lines")
    asked = parser.parse_args()
    rows = []
    for path in asked.files:
        rows.append(solved(path, asked.seconds, asked.seed))
        if not asked.json:
            sys.stdout.write(f"{rows[-1]['file']}: makespan {rows[-1]['makespan']}, bound {rows[-1]['bound']}\n")
    if asked.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
    if asked.against:
        sys.stderr.write(summed_up(rows, asked.against))
    return int(any(str(row.get("why", "")).startswith("could not be read") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
