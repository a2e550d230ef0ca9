"""A Dask cluster of this machine's own: a scheduler and workers as processes, on the loopback alone.

Law: everything started here is ended here, by its number.
Not here: what a study does with it (test_cluster.py, bench/studying.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"
SETTINGS = {
    "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "20s",
}
ANOTHER = Path(__file__).with_name("another_worker.py")


@dataclass
class Cluster:
    """A scheduler at `address`, and its workers."""

    folder: Path
    address: str = ""
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        settings = os.environ | SETTINGS
        with (self.folder / f"log-{len(self.running)}").open("wb") as log:
            process = subprocess.Popen([sys.executable, *words], stdout=log, stderr=log, env=settings, cwd=self.folder)
        self.running.append(process)
        return process

    def worker(self, program: Path | None = None) -> subprocess.Popen[bytes]:
        """One more worker of one thread, without a nanny: who is killed stays dead."""
        how = [str(program)] if program else ["-m", "distributed.cli.dask_worker"]
        words = [self.address, "--no-nanny", "--nthreads", "1", "--host", HOST, "--no-dashboard",
                 "--local-directory", str(self.folder)]  # fmt: skip
        self.workers.append(self.start(*how, *words))
        return self.workers[-1]

    def log(self, number: int) -> str:
        return (self.folder / f"log-{number}").read_text(errors="replace")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    found = Cluster(folder)
    file = folder / "scheduler.json"
    try:
        where = ["--host", HOST, "--port", "0", "--no-dashboard", "--no-show", "--scheduler-file", str(file)]
        found.start("-m", "distributed.cli.dask_scheduler", *where)
        found.address = _address(file, found)
        for _ in range(workers):
            found.worker()
        yield found
    finally:
        for each in reversed(found.running):
            each.kill()
            each.wait()


def _address(file: Path, found: Cluster) -> str:
    for _ in range(300):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError, KeyError):
            time.sleep(0.1)
    raise AssertionError(found.log(0))
