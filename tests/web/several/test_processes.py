"""The first process outlives what the others die of, and a terminal that takes no words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from battlebox.web.starting import several

pytestmark = pytest.mark.one_store
PROGRAM = """
import time
from battlebox.web.starting.processes import Processes
Processes({"pages-1": PAGES, "work": WORK}).run(lambda: print("begun", flush=True))
"""
HELPS = """
import os
def tell(path, place):
    open(path + ".new", "w").write(str(place.others_are_open))
    os.rename(path + ".new", path)
    time.sleep(0.05)
def first_time(path):
    return not os.path.exists(path) and not open(path, "w").close()
"""
SLEEPS = "lambda _: time.sleep(60)"


def program(pages, work):
    return PROGRAM.replace("PAGES", pages).replace("WORK", work)


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
@pytest.mark.parametrize("work", [SLEEPS, "lambda _: 1 / 0"], ids=["well", "dies by itself"])
def test_a_terminal_on_a_full_disk_ends_nothing(work):
    words = [sys.executable, "-c", program(SLEEPS, work)]
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


def test_a_process_knows_whether_another_lets_people_in_until_that_one_ends(tmp_path):
    told, once = tmp_path / "told", tmp_path / "once"
    tells = f"lambda place: [tell({str(told)!r}, place) for _ in range(1200)]"
    opens_once = f"lambda place: (place.open() if first_time({str(once)!r}) else None, time.sleep(60))"
    words = [sys.executable, "-c", HELPS + program(tells, opens_once)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as first:

        def wait_for(word):
            until = time.monotonic() + 60
            while not told.exists() or told.read_text() != word:
                assert time.monotonic() < until, word
                time.sleep(0.05)

        try:
            assert first.stdout.readline() == b"begun\n"
            wait_for("True")
            os.kill(named(first.pid)["work"], signal.SIGKILL)
            # What stands in its place does not let people in yet.
            wait_for("False")
        finally:
            first.kill()


class Fake:
    """A place beside others that are open for so many looks."""

    def __init__(self, looks):
        self.looks = looks

    @property
    def others_are_open(self):
        self.looks -= 1
        return self.looks >= 0


def test_a_process_reads_before_it_lets_people_in_while_others_do_and_not_for_ever(monkeypatch):
    may_end = threading.Event()
    reading = threading.Thread(target=may_end.wait, daemon=True)
    reading.start()
    monkeypatch.setattr(several, "_LOOK_SECONDS", 0.01)
    # Nobody else lets people in, or nobody any more.
    several.wait_for_reading(reading, Fake(0))
    several.wait_for_reading(reading, gone := Fake(3))
    assert (reading.is_alive(), gone.looks) == (True, -1)
    monkeypatch.setattr(several, "_READING_SECONDS", 0.1)
    several.wait_for_reading(reading, Fake(10**9))
    assert reading.is_alive()
    monkeypatch.setattr(several, "_READING_SECONDS", 60)
    threading.Timer(0.3, may_end.set).start()
    several.wait_for_reading(reading, Fake(10**9))
    assert not reading.is_alive()
