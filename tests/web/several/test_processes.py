"""The first process outlives what the others die of, and a terminal that takes no words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_store
PROGRAM = """
import time
from battlebox.web.starting.processes import Processes
Processes({"pages-1": lambda: time.sleep(60), "work": WORK}).run(lambda: print("begun", flush=True))
"""


def named(first):
    """The processes that it began, by the names that it gave them."""
    found = {}
    for each in Path(f"/proc/{first}/task/{first}/children").read_text().split():
        with suppress(OSError):
            found[Path(f"/proc/{each}/comm").read_text().strip()] = int(each)
    return found


def another_than(first, killed):
    """The process of pages that stands in the place of one that was killed, once it bears its name."""
    until = time.monotonic() + 60
    while named(first.pid).get("pages-1", killed) == killed:
        assert first.poll() is None, "the first process died of it"
        assert time.monotonic() < until, "no other was begun"
        time.sleep(0.05)
    return named(first.pid)["pages-1"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is full for certain")
@pytest.mark.parametrize("work", ["lambda: time.sleep(60)", "lambda: 1 / 0"], ids=["well", "dies by itself"])
def test_a_terminal_on_a_full_disk_ends_nothing(work):
    words = [sys.executable, "-c", PROGRAM.replace("WORK", work)]
    with Path("/dev/full").open("w") as full, subprocess.Popen(words, stderr=full, stdout=subprocess.PIPE) as first:
        try:
            assert first.stdout.readline() == b"begun\n"
            # Its own words fail, and those of whoever begins another: more than once, so that none is left over.
            for _ in range(2):
                killed = another_than(first, 0)
                os.kill(killed, signal.SIGKILL)
                another_than(first, killed)
            first.terminate()
            assert first.wait(timeout=30) == 0
        finally:
            first.kill()
