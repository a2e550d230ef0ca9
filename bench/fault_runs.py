"""Desks are killed, cut off, filled up and put wrong while officers work: nothing acknowledged may be lost or doubled.

Law: one seed is one run; what was done and with which seed is printed where anything is wrong, and the whole history is
written to out/faults. A stage serves many runs and is then made anew. Ctrl-C ends it after the run it is at, and it
tells of what it has done.
Not here: what a run is (tests/faults), what is asked of its history (tests/faults/checker.py).
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import postgres
from faults import links, sticks
from faults.history import Answer
from faults.run import Found, one_run
from faults.stage import ONE, SEVERAL, standing

RUNS_A_STAGE = 60
STICKS = "sticks"
LINK = "link"
SHARES = {SEVERAL: 0.58, ONE: 0.25, STICKS: 0.14, LINK: 0.03}
OUT = Path("out/faults")
ONLY_PROCESSES = {"PagesKilled", "WorkerKilled"}


class Stages:
    """One of each kind of desk and one link, made when first asked for, and anew after many runs or anything wrong."""

    def __init__(self, upon: ExitStack) -> None:
        self._upon, self._standing, self._runs = upon, {}, Counter()

    def of(self, kind: str) -> Any:
        if self._runs[kind] >= RUNS_A_STAGE:
            self.end(kind)
        if kind not in self._standing:
            own = self._upon.enter_context(ExitStack())
            where = Path(own.enter_context(tempfile.TemporaryDirectory()))
            made = links.standing(where) if kind == LINK else standing(kind, where)
            self._standing[kind] = own, own.enter_context(made)
        self._runs[kind] += 1
        return self._standing[kind][1]

    def end(self, kind: str) -> None:
        if kind in self._standing:
            self._standing.pop(kind)[0].close()
        self._runs[kind] = 0


def _carried(seed: int, kind: str, run: Any, wrong: list[str], began: float) -> Found:
    found = Found(seed, kind, ", ".join(run.steps), wrong, text=run.history.to_text())
    found.saved = sum(each.answer is Answer.SAVED for each in run.history.asked)
    found.doubted = sum(each.answer is Answer.UNKNOWN for each in run.history.asked)
    found.looks = len(run.history.asked) - found.saved - found.doubted
    found.seconds = time.perf_counter() - began
    return found


def _tell(found: Found, number: int) -> None:
    print(f"{number + 1}: {found}, {found.seconds:.1f} s" if found.wrong or number % 10 == 9 else ".", file=sys.stderr)
    if not found.wrong:
        return
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{found.kind}-{found.seed}.txt").write_text(f"{found}\n{found.text}", encoding="utf-8")
    for each in found.wrong:
        print(f"  {each}", file=sys.stderr)


def broken(count: int, first: int, kind: str = "") -> list[Row]:
    """So many runs, from this seed on; ends with 1 where anything was wrong, with the seeds."""
    if postgres.lacks():
        sys.exit(postgres.lacks())
    found: list[Found] = []
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    with ExitStack() as upon:
        where = Path(upon.enter_context(tempfile.TemporaryDirectory()))
        (where / "laptops").mkdir()
        sticks.enrolled(where / "laptops")
        stages = Stages(upon)
        for number in range(count):
            if stop.is_set():
                break
            seed = first + number
            drawn = kind or random.Random(seed).choices(list(SHARES), list(SHARES.values()))[0]
            began = time.perf_counter()
            if drawn == STICKS:
                found.append(_carried(seed, drawn, *sticks.one_run(where / "laptops", where, seed), began))
            elif drawn == LINK:
                found.append(_carried(seed, drawn, *links.one_run(stages.of(drawn), seed), began))
            else:
                found.append(one_run(stages.of(drawn), seed))
            if found[-1].wrong:
                stages.end(drawn)
            _tell(found[-1], number)
    wrong = [each for each in found if each.wrong]
    rows = _rows(found, first)
    if wrong:
        print(*map(str, wrong), sep="\n", file=sys.stderr)
        sys.exit(f"{len(wrong)} of {len(found)} runs were wrong: see {OUT}")
    return rows


def _rows(found: list[Found], first: int) -> list[Row]:
    rows = []
    for kind in SHARES:
        mine = [each for each in found if each.kind == kind]
        if not mine:
            continue
        met = Counter(name for each in mine for name in each.names)
        saved, refused, doubted = (
            sum(getattr(each, name) for each in mine) for name in ("saved", "refused", "doubted")
        )
        note = (
            f"{len(mine)} runs, seeds {first} to {first + len(found) - 1}: {saved:,} saved, {refused} refused, "
            f"{doubted} in doubt, {sum(each.looks for each in mine):,} looks; "
            f"{sum(bool(each.wrong) for each in mine)} runs in which anything was lost, doubled or unexplained"
        )
        seconds = sum(each.seconds for each in mine) / len(mine)
        rows.append(Row(f"a run of faults: {kind}", "mean of the runs", seconds, note=note))
        print(f"{kind}: {note}; met: {dict(met)}")
    again = [each.again for each in found if each.names and each.names <= ONLY_PROCESSES]
    if again:
        print(f"{len(again)} runs that killed processes of a desk and nothing else: asked again at most {max(again)}")
    return rows
