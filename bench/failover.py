"""Processes of a desk are killed, one after another, while officers read and write: how often each has to ask.

Law: everything that broke is held against the moments of the kills; what was acknowledged is looked for in the record.
Straight to the desk's port first, then through nginx with the file of install/.
Not here: how quick the pages are (several.py), other faults (fault_runs.py).

Use: python bench/run.py failover, or failover:60:6:4 (kills, officers, processes).
"""

from __future__ import annotations

import random
import ssl
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import postgres
from driving.desk import MARK, Desk
from driving.together import together
from installing.test_service_files import NGINX, in_front

READ = ("", "log/", "systems/", "services/", "tasks/", "orders/", "people/", "decisions/")
KILL_SECONDS = 2.0
LATE_SECONDS = 0.25
"""So long after a kill a line of its process may break: its client has to be told."""


@dataclass
class Seen:
    """What all of them saw."""

    asked: int = 0
    seconds: list[float] = field(default_factory=list)
    broken: list[tuple[bool, list[tuple[float, float]]]] = field(default_factory=list)
    """For each page (or form: true) that had to be asked for more than once: when it was asked, and when it broke."""
    kills: list[float] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    unknown: int = 0
    is_over: bool = False

    @property
    def tries(self) -> Counter[int]:
        """How many were asked for how often."""
        again = Counter(len(each) + 1 for _, each in self.broken)
        return again + Counter({1: self.asked - len(self.broken)})

    @property
    def twice_by_one(self) -> int:
        """How often one kill broke the same page twice."""
        return sum(len(self._kills_of(each)) < len(each) for _, each in self.broken)

    @property
    def by_none(self) -> int:
        """How often a line broke with no kill between asking and breaking."""
        return sum(not self._kills_in(*times) for _, each in self.broken for times in each)

    def _kills_in(self, began: float, ended: float) -> list[float]:
        return [kill for kill in self.kills if began - LATE_SECONDS <= kill <= ended]

    def _kills_of(self, broken: list[tuple[float, float]]) -> set[float]:
        """The kills that broke it, each the last before a line broke."""
        return {max(found) for times in broken if (found := self._kills_in(*times))}


def _sit(desk: Desk, browser, officer: int, seen: Seen) -> None:
    """One officer: four pages, then a line of the log, and again."""
    rng, n = random.Random(officer), 0

    def asked(path: str, form: dict | None = None):
        before, began = len(browser.broken), time.monotonic()
        answer = browser.sure(path, form)
        seen.asked += 1
        seen.seconds.append(time.monotonic() - began)
        if len(browser.broken) > before:
            seen.broken.append((form is not None, browser.broken[before:]))
        return answer

    while not seen.is_over:
        for path in rng.sample(READ, 4):
            asked(desk.at(path))
        mark, n = f"mark {officer}-{n}", n + 1
        form = browser.form(desk.at("log/note/"), facts=f"The host rang, {mark}", share="shared")
        status, _, _ = asked(desk.at("log/note/"), form)
        # Nobody knows: the officer looks in the log, and leaves it where it is not there.
        seen.unknown += status == 409
        if status == 302 or mark in browser.sure(desk.at("log/"))[1]:
            seen.saved.append(mark)


def _kill(desk: Desk, kills: int, seen: Seen) -> None:
    """Kill one process of pages after another, each when it has had its time and another stands for the last."""
    rng = random.Random(7)
    try:
        for _ in range(kills):
            time.sleep(KILL_SECONDS)
            name = rng.choice(desk.pages)
            seen.kills.append(time.monotonic())
            desk.kill(name)
        time.sleep(KILL_SECONDS)
    finally:
        seen.is_over = True


@contextmanager
def nginx(desk: Desk, place: Path):
    """nginx in front of a desk that stands in `place`/desk, and how a browser calls at it."""
    trusted = ssl.create_default_context(cafile=str(desk.folder / "keys/authority.crt"))
    with in_front(place, desk) as (_, port):
        yield {"through": port, "trusted": trusted}


@contextmanager
def straight(desk: Desk, place: Path):
    """Nothing between."""
    del desk, place
    yield {}


def trial(made: Desk, place: Path, way, *, kills: int, officers: int) -> Seen:
    """So many kills; ends the run where anything acknowledged is lost or doubled."""
    seen = Seen()
    try:
        with way(made, place) as how:
            browsers = [made.browser(n, **how) for n in range(officers)]
            browsers[0].sure(made.at())
            works = [partial(_sit, made, each, n, seen) for n, each in enumerate(browsers)]
            together(*works, partial(_kill, made, kills, seen))
    finally:
        made.end()
    lines, problems = made.lines()
    held = Counter(mark for line in lines for mark in MARK.findall(line.words))
    wrong = [mark for mark in seen.saved if held[mark] != 1] + [mark for mark, many in held.items() if many > 1]
    if wrong or problems:
        sys.exit(f"lost or doubled {wrong[:5]}, the record says {problems[:3]}")
    return seen


def _told(name: str, seen: Seen, about: str) -> Row:
    tries = ", ".join(f"{many} x {count}" for many, count in sorted(seen.tries.items()))
    forms = max((len(each) + 1 for is_form, each in seen.broken if is_form), default=1)
    seconds = sorted(seen.seconds)
    p95 = seconds[int(len(seconds) * 0.95)]
    note = (
        f"{len(seen.kills)} kills, {seen.asked} pages and forms; tries x how many: {tries}; a form at most {forms};"
        f" broken twice by one kill: {seen.twice_by_one}, by none: {seen.by_none}; longest"
        f" {seconds[-1]:.2f} s; {len(seen.saved)} acknowledged: 0 lost, 0 doubled, {seen.unknown} not known"
    )
    what = f"a page asked for while processes are killed, p95: {about}"
    return Row(what, name, p95, note=f"{note}; goal: at most 2 tries")


def failed_over(kills: int = 60, officers: int = 6, processes: int = 4) -> list[Row]:
    """Straight, then through nginx."""
    if postgres.lacks() or not NGINX:
        sys.exit(postgres.lacks() or "nginx is not installed")
    about, rows = f"{officers} officers, {processes} processes", []
    for way in (straight, nginx):
        with postgres.running() as server, tempfile.TemporaryDirectory() as where:
            folder = Path(where) / "desk"
            desk = Desk(folder, server=server, processes=processes, officers=officers, lan=way is nginx)
            seen = trial(desk, Path(where), way, kills=kills, officers=officers)
        rows.append(_told(way.__name__, seen, about))
        print(rows[-1].note, file=sys.stderr)
    return rows
