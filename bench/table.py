"""Rows of a bench, printed as a table and kept as JSON, with the machine they were taken on."""

from __future__ import annotations

import json
import os
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One figure beside its peer, both in seconds from the same run; `times` is how many times faster ours is."""

    what: str
    ours: str
    seconds: float
    peer: str = ""
    peer_seconds: float | None = None
    note: str = ""

    @property
    def times(self) -> float | None:
        return self.peer_seconds / self.seconds if self.peer_seconds and self.seconds else None


def best_of(run: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The least seconds of several runs, after one that is not counted: of the wall, unless another clock is given."""
    run()
    found = []
    for _ in range(times):
        began = clock()
        run()
        found.append(clock() - began)
    return min(found)


def children() -> float:
    """Seconds of processor that the commands started so far have taken: what other work on the machine hardly moves."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def machine() -> dict[str, object]:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    return {"cpu": model, "cores": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()[0]}


def say(rows: list[Row]) -> str:
    """The table as Markdown."""
    lines = ["| what | ours | seconds | peer | peer's seconds | times | note |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        peer = f"{row.peer_seconds:.4g}" if row.peer_seconds is not None else ""
        times = f"{row.times:.3g}" if row.times else ""
        lines.append(f"| {row.what} | {row.ours} | {row.seconds:.4g} | {row.peer} | {peer} | {times} | {row.note} |")
    return "\n".join(lines)


def keep(rows: list[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figures = [{**asdict(row), "times": row.times} for row in rows]
    path.write_text(json.dumps({"machine": machine(), "rows": figures}, indent=1) + "\n")
