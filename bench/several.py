"""A desk of several processes on PostgreSQL: many write and read at once, and processes are killed meanwhile.

Law: a write counts as acknowledged when the desk went on to the next page; afterwards each is looked for in the record,
which is verified. The peer is the same desk of one process, in the same run, asked the same.
Not here: a desk in a file (desk_load.py), the tests of several processes (tests/web/several).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import postgres
from driving.desk import MARK, SAVED, Desk
from driving.together import together

READ = ("", "log/", "systems/", "services/", "tasks/", "orders/", "people/", "decisions/")
KILL_SECONDS = 2.0


@dataclass
class Seen:
    """What all of them saw."""

    pages: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    unknown: int = 0
    again: list[int] = field(default_factory=list)
    """For each page and form that had to be asked for once more: how often."""
    killed: int = 0


def _sit(desk: Desk, officer: int, until: float, seen: Seen) -> None:
    """One officer: four pages, then a line of the log, and again."""
    rng, browser, n = random.Random(officer), desk.browser(officer), 0

    def timed(times: list[float], path: str, form: dict | None = None):
        before, began = browser.again, time.perf_counter()
        answer = browser.sure(path, form)
        times.append(time.perf_counter() - began)
        if browser.again > before:
            seen.again.append(browser.again - before)
        return answer

    while time.monotonic() < until:
        for path in rng.sample(READ, 4):
            timed(seen.pages, desk.at(path))
        mark, n = f"mark {officer}-{n}", n + 1
        form = browser.form(desk.at("log/note/"), facts=f"The host rang, {mark}", share="shared")
        status, _, headers = timed(seen.writes, desk.at("log/note/"), form)
        # Nobody knows: the officer looks in the log, and leaves it where it is not there.
        seen.unknown += status == 409
        if status == 302 or mark in browser.sure(desk.at("log/"))[1]:
            seen.saved.append(mark)
        if status == 302:
            SAVED.findall(browser.sure(headers["Location"])[1])


def _kill(desk: Desk, until: float, seen: Seen) -> None:
    """Kill a process of pages, one after another."""
    rng = random.Random(7)
    while time.monotonic() + KILL_SECONDS < until:
        time.sleep(KILL_SECONDS)
        desk.kill(rng.choice([*desk.pages, "work"]))
        seen.killed += 1


def trial(desk: Desk, seconds: float, *, officers: int, kills: bool) -> Seen:
    """So many officers for so long; ends the run where anything acknowledged is lost or doubled."""
    seen = Seen()
    try:
        desk.browser().sure(desk.at())
        until = time.monotonic() + seconds
        works = [partial(_sit, desk, n, until, seen) for n in range(officers)]
        together(*works, *([partial(_kill, desk, until, seen)] if kills else []))
        found, problems = desk.lines()
    finally:
        desk.end()
    held = Counter(mark for line in found for mark in MARK.findall(line.words))
    wrong = [mark for mark in seen.saved if held[mark] != 1] + [mark for mark, many in held.items() if many > 1]
    if wrong or problems:
        sys.exit(f"{desk.processes} processes: lost or doubled {wrong[:5]}, the record says {problems[:3]}")
    return seen


def _share(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def served(seconds: float = 60, officers: int = 12, processes: int = 4) -> list[Row]:
    """One process and several with nobody killed, then several with kills."""
    if postgres.lacks():
        sys.exit(postgres.lacks())
    with postgres.running() as address, tempfile.TemporaryDirectory() as where:
        runs = {
            name: trial(
                Desk(Path(where) / name, server=address, processes=many, officers=officers),
                seconds,
                officers=officers,
                kills=kills,
            )
            for name, many, kills in (("one", 1, False), ("several", processes, False), ("killed", processes, True))
        }
    for name, seen in runs.items():
        print(
            f"{name}: {len(seen.pages)} pages, p50 {_share(seen.pages, 0.5) * 1000:.0f} ms,"
            f" p95 {_share(seen.pages, 0.95) * 1000:.0f} ms; {len(seen.writes)} writes,"
            f" p95 {_share(seen.writes, 0.95) * 1000:.0f} ms; {seen.killed} processes killed, asked again"
            f" {len(seen.again)} times (at most {max(seen.again, default=0)} for one), not known {seen.unknown},"
            f" lost 0, doubled 0 of {len(seen.saved)}"
        )
    one, several, killed = runs.values()
    about = f"{officers} officers, {seconds:.0f} s"
    return [
        Row(f"a page of a desk of {processes} processes, p95: {about}", "at the client", _share(several.pages, 0.95),
            "one process", _share(one.pages, 0.95), f"{len(several.pages)} pages, {len(one.pages)} with one process"),
        Row(f"a line of its log, p95: {about}", "at the client", _share(several.writes, 0.95), "one process",
            _share(one.writes, 0.95), f"{len(several.writes)} written, {len(one.writes)} with one process"),
        Row(f"a page while {killed.killed} processes are killed, p95", "at the client", _share(killed.pages, 0.95),
            "nobody killed", _share(several.pages, 0.95),
            f"{len(killed.saved)} lines acknowledged: 0 lost, 0 doubled, {killed.unknown} not known"),
    ]  # fmt: skip


if __name__ == "__main__":
    served(*(kind(word) for kind, word in zip((float, int, int), sys.argv[1:], strict=False)))
