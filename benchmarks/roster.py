"""Shift scheduling instances of Curtois and Qu, solved by the roster planner.

    python benchmarks/roster.py FILE... --seconds 60 --json

A file that cannot be read has no cost and a `why`; the others are solved, and the program ends with 1.
Law: what is printed is worked out from the file and the roster alone, by a second reading that the planner never sees.
Not here: the planner (battlebox.engine.roster).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import orjson

from battlebox.engine.roster import Demand, Grid, Pattern, Row, solve

HOUR_MINUTES = 60
ENOUGH_REST = 1
WEEK = 7
SATURDAY = 5


class UnreadableError(ValueError):
    """What a file lacks, in words."""


@dataclass
class Instance:
    """A file as it stands: every row of each section, comments and blank lines left out."""

    days: int = 0
    shifts: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    staff: dict[str, tuple[dict[str, int], list[int]]] = field(default_factory=dict)
    off: dict[str, list[int]] = field(default_factory=dict)
    on_requests: list[tuple[str, int, str, int]] = field(default_factory=list)
    off_requests: list[tuple[str, int, str, int]] = field(default_factory=list)
    cover: dict[tuple[int, str], tuple[int, int, int]] = field(default_factory=dict)


def read(text: str) -> Instance:
    """An instance from the text format."""
    found = Instance()
    for section, cells in _rows(text):
        match section:
            case "SECTION_HORIZON":
                found.days = int(cells[0])
            case "SECTION_SHIFTS":
                found.shifts[cells[0]] = (int(cells[1]), tuple(filter(None, cells[2].split("|"))))
            case "SECTION_STAFF":
                most = {name: int(count) for name, _, count in (each.partition("=") for each in cells[1].split("|"))}
                found.staff[cells[0]] = (most, [int(cell) for cell in cells[2:]])
            case "SECTION_DAYS_OFF":
                found.off[cells[0]] = [int(cell) for cell in cells[1:]]
            case "SECTION_SHIFT_ON_REQUESTS":
                found.on_requests.append((cells[0], int(cells[1]), cells[2], int(cells[3])))
            case "SECTION_SHIFT_OFF_REQUESTS":
                found.off_requests.append((cells[0], int(cells[1]), cells[2], int(cells[3])))
            case "SECTION_COVER":
                found.cover[int(cells[0]), cells[1]] = (int(cells[2]), int(cells[3]), int(cells[4]))
            case _:
                message = f"the section {section} is not of this format"
                raise UnreadableError(message)
    if not (found.days and found.shifts and found.staff and found.cover):
        message = "a section is missing or empty"
        raise UnreadableError(message)
    return found


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    section = ""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("SECTION_"):
            section = line
        elif line and not line.startswith("#"):
            yield section, [cell.strip() for cell in line.split(",")]


def grid_of(instance: Instance) -> Grid:
    """The instance as the planner's grid: one demand for each day and shift."""
    names = list(instance.shifts)
    place = {(day, name): day * len(names) + index for day in range(instance.days) for index, name in enumerate(names)}
    cover = [instance.cover.get(key, (0, 0, 0)) for key in place]
    demands = tuple(
        Demand(day, names.index(name), need, under, over)
        for (day, name), (need, under, over) in zip(place, cover, strict=True)
    )
    rows = []
    base = 0
    for person, (most, figures) in instance.staff.items():
        off = set(instance.off.get(person, ()))
        price = {k: 0 for (day, name), k in place.items() if day not in off and most.get(name, 0) > 0}
        for who, day, name, weight in instance.on_requests:
            if who == person:
                base += weight
                if place[day, name] in price:
                    price[place[day, name]] -= weight
        for who, day, name, weight in instance.off_requests:
            if who == person and place[day, name] in price:
                price[place[day, name]] += weight
        minutes_most, minutes_least, run_most, run_least, off_least, weekends = figures
        limits = tuple(most.get(name, 0) for name in names)
        rows.append(
            Row(price, pattern=Pattern(limits, minutes_least, minutes_most, run_least, run_most, off_least, weekends))
        )
    after = tuple(tuple(0 if two in instance.shifts[one][1] else ENOUGH_REST for two in names) for one in names)
    return Grid(
        days=instance.days,
        minutes=tuple(instance.shifts[name][0] for name in names),
        is_night=(False,) * len(names),
        demands=demands,
        rows=tuple(rows),
        rest=(after, after),
        rest_least=ENOUGH_REST,
        base=base,
    )


def faults(instance: Instance, roster: dict[str, list[str]]) -> list[str]:
    """Every hard rule that a roster breaks, read from the file alone."""
    found = []
    for person, (most, figures) in instance.staff.items():
        line = roster[person]
        minutes_most, minutes_least, run_most, run_least, off_least, weekends_most = figures
        found += [f"{person} works on day {day}" for day in instance.off.get(person, ()) if line[day]]
        found += [
            f"{person} has {name} {line.count(name)} times"
            for name in instance.shifts
            if line.count(name) > most.get(name, 0)
        ]
        minutes = sum(instance.shifts[name][0] for name in line if name)
        if not minutes_least <= minutes <= minutes_most:
            found.append(f"{person} works {minutes} minutes")
        for one, two in pairwise(line):
            if one and two in instance.shifts[one][1]:
                found.append(f"{person} has {two} after {one}")
        text = "".join("w" if name else "." for name in line)
        runs = [run for run in text.replace(".", " . ").split() if run != "."]
        found += [f"{person} runs {len(run)} days" for run in runs if len(run) > run_most]
        found += [f"{person} has a run of {n}" for n in range(1, run_least) if f".{'w' * n}." in text]
        found += [f"{person} has {n} days off" for n in range(1, off_least) if f"w{'.' * n}w" in text]
        ends = sum("w" in text[day : day + 2] for day in range(SATURDAY, instance.days, WEEK))
        if ends > weekends_most:
            found.append(f"{person} works {ends} weekends")
    return found


def cost_of(instance: Instance, roster: dict[str, list[str]]) -> int:
    """What a roster costs, read from the file alone."""
    cost = sum(weight for who, day, name, weight in instance.on_requests if roster[who][day] != name)
    cost += sum(weight for who, day, name, weight in instance.off_requests if roster[who][day] == name)
    for (day, name), (need, under, over) in instance.cover.items():
        gap = need - sum(line[day] == name for line in roster.values())
        cost += under * gap if gap > 0 else -over * gap
    return cost


def solved(path: Path, seconds: float, seed: int) -> dict[str, object]:
    """One file's row. A roster that the second reading finds fault with stops everything."""
    try:
        instance = read(path.read_text(encoding="utf-8"))
        grid = grid_of(instance)
    except (OSError, ValueError, IndexError, KeyError) as error:
        why = "it is no whole instance in the text format"
        if isinstance(error, OSError | UnreadableError):
            why = error.strerror if isinstance(error, OSError) else str(error)
        sys.stderr.write(f"roster: error: {path} could not be read: {why}\n")
        return {"file": path.name, "cost": None, "bound": None, "roster": None, "why": f"could not be read: {why}"}
    news = solve(grid, seconds, seed=seed)
    if news is None:
        return {"file": path.name, "cost": None, "bound": None, "roster": None, "stage": "somebody has no line at all"}
    names = list(instance.shifts)
    roster = {
        person: [names[grid.demands[k].shift] if k >= 0 else "" for k in line]
        for person, line in zip(instance.staff, news.plan, strict=True)
    }
    wrong = faults(instance, roster)
    cost = cost_of(instance, roster)
    if wrong or cost != news.cost:
        sys.exit(f"roster: error: {path.name}: {'; '.join(wrong[:3]) or f'cost {cost}, the planner says {news.cost}'}")
    return {"file": path.name, "cost": cost, "bound": news.bound, "roster": roster, "stage": news.stage.value}


def main() -> int:
    """Solve each file named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="a list of {file, cost, bound, roster, stage}")
    asked = parser.parse_args()
    rows = [solved(path, asked.seconds, asked.seed) for path in asked.files]
    if asked.json:
        sys.stdout.buffer.write(orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n")
    else:
        for row in [row for row in rows if "why" not in row]:
            print(f"{row['file']}: cost {row['cost']}, no roster below {row['bound']}; made by {row['stage']}")
    return int(any("why" in row for row in rows))


if __name__ == "__main__":
    sys.exit(main())
