# ruff: noqa: PT012, PT017
# What is refused is refused in the course of a loop or a block; fakes take what the Protocol gives them.
"""Power cuts, killed programs and disks that refuse: what was acknowledged is there, and the rest is clean.

`BATTLEBOX_SIM_CUTS` and `BATTLEBOX_SIM_KILLS` raise the numbers; seeds are printed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from battlebox.journal import (
    Draft,
    Founding,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    agree_removal,
    ask_removal,
    begin,
    make_checkpoint,
    open_journal,
    open_store,
    receive,
    verify,
)
from sim.disks import Disk, store_on
from sim.region import FixedWatch, MemoryTip, OnDisk, key_of, memory_store

CUTS = int(os.environ.get("BATTLEBOX_SIM_CUTS", "300"))
KILLS = int(os.environ.get("BATTLEBOX_SIM_KILLS", "6"))
SEED = int(os.environ.get("BATTLEBOX_SIM_SEED", "20251124"))


def begun(disk: Disk, synchronous: str = "FULL") -> Journal:
    founding = Founding(orgs={"northmere": key_of("admin northmere").public}, org="northmere", name="one")
    store = store_on(disk, synchronous=synchronous, new=True)
    return begin(store, founding, key_of("one"), lambda *_: MemoryTip(), FixedWatch())


def note(i: int) -> Draft:
    return Draft(Kind.TASK_CHANGED, text=f"line {i}", values=(("task/1", "state", i),))


def lost_in(synchronous: str, cuts: int, seed: int) -> tuple[int, int]:
    """(cuts that lost something acknowledged, cuts that left a damaged store) of so many cuts."""
    disk = Disk()
    journal = begun(disk, synchronous)
    acknowledged = [(len(disk.log), journal.own.id)]
    for i in range(30):
        journal.append(note(i))
        acknowledged.append((len(disk.log), journal.own.id))
        if i == 15:
            journal.store.wipe_traces()
    log = list(disk.log)
    journal.store.close()
    disk.log = log
    draw = random.Random(seed)
    lost = damaged = 0
    for _ in range(cuts):
        at = draw.randrange(acknowledged[0][0], len(log) + 1)
        after = Disk(files=disk.cut(at, draw))
        try:
            store = store_on(after, synchronous=synchronous)
            damaged += not verify(store).ok
            lost += any(store.row(identity) is None for when, identity in acknowledged if when <= at)
        except (JournalError, apsw.Error):
            damaged += 1
        else:
            store.close()
    return lost, damaged


def test_a_power_cut_loses_nothing_acknowledged() -> None:
    print(f"seed {SEED}")
    assert lost_in("FULL", CUTS, SEED) == (0, 0)


def test_the_simulator_bites_where_writes_are_not_synced() -> None:
    """The control: with less care the same cuts lose entries, so the trial above could have failed."""
    lost, _ = lost_in("NORMAL", 100, SEED)
    assert lost > 20


ADMIN = key_of("admin northmere")


def prepared(disk: Disk) -> Journal:
    """A record of some entries, one of which somebody asked to remove."""
    journal = begun(disk)
    said = journal.append(note(0))
    ask_removal(journal, said.id, 1, "UK GDPR art. 17")
    return journal


def taking(journal: Journal) -> None:
    other = receive(memory_store(), journal.incident, key_of("two"), lambda *_: MemoryTip(), FixedWatch())
    other.take(list(journal.entries()))
    for i in range(5):
        other.append(note(10 + i))
    journal.take(list(other.entries()))


def removing(journal: Journal) -> None:
    (asked,) = journal.state.removals.asked
    agree_removal(journal, asked, admin=ADMIN, org="northmere")


def reopening(journal: Journal) -> None:
    journal.store.wipe_traces()
    report = verify(journal.store)
    wrong = [problem for problem in report.problems if problem.code in REFUSALS]
    if wrong:
        raise JournalError(wrong[0].code, wrong[0].message, wrong[0].hint)
    open_journal(journal.store, journal.desk, lambda *_: MemoryTip(), FixedWatch())


ACTS = {
    "an entry": lambda journal: journal.append(note(1)),
    "an import": taking,
    "a removal": removing,
    "a checkpoint": make_checkpoint,
    "verifying and opening": reopening,
}
REFUSALS = {JournalCode.STORE_FAILED, JournalCode.STORE_FULL, JournalCode.NOT_ERASED}


# SQLite rolls back on a disk that still refuses; apsw has nobody to tell of that second refusal.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("once", [False, True], ids=["from then on", "once"])
@pytest.mark.parametrize("failure", [apsw.FullError, apsw.IOError], ids=["full", "input or output error"])
@pytest.mark.parametrize("act", ACTS)
def test_a_disk_that_refuses_at_any_touch_gives_a_sentence_and_loses_nothing(
    act: str,
    failure: type[apsw.Error],
    once: bool,
) -> None:
    """Every read, write, sync, cut, deletion and look at a size, one after another, until the act needs no more."""
    refused = 0
    for extra in range(10_000):
        disk = Disk()
        journal = prepared(disk)
        kept = [entry.id for entry in journal.entries()]
        disk.fail_at, disk.fail_once, disk.failure, done = disk.touched + extra, once, failure, False
        try:
            ACTS[act](journal)
        except JournalError as wrong:
            refused += 1
            assert wrong.code in REFUSALS, wrong
            assert wrong.hint
        else:
            done = disk.fail_at >= 0
        finally:
            disk.fail_at = -1
        if done:
            break
        here = [entry.id for entry in journal.entries()]
        assert here[: len(kept)] == kept
        # One entry, or all of an import, or nothing of either.
        assert len(here) - len(kept) in ((0, 5) if act == "an import" else (0, 1))
        assert verify(journal.store).ok or journal.finish_removals()
        ACTS[act](journal) if act != "a removal" else journal.finish_removals()
        assert [problem for problem in verify(journal.store).problems if problem.code not in STRANGER] == []
        journal.store.close()
    assert refused > 3, "the harness bites"
    assert extra > 5


STRANGER = {JournalCode.NOT_ENROLLED}


def test_a_full_or_read_only_store_says_which(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    kept = desk.journal.own.id
    pages = next(desk.journal.store._database.rows("PRAGMA page_count"))[0]
    desk.journal.store._database.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match=r"the disk of .* is full") as refused:
        for _ in range(50):
            kept = desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="x" * 3000)).id
    assert refused.value.code is JournalCode.STORE_FULL
    desk.journal.store._database.run("PRAGMA max_page_count = 100000")
    desk.journal.store._database.run("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match="cannot be written to") as refused:
        desk.journal.append(note(1))
    assert refused.value.code is JournalCode.STORE_READ_ONLY
    desk.journal.store._database.run("PRAGMA query_only = OFF")
    assert desk.journal.append(note(1)).header.prev == kept
    assert verify(desk.journal.store, tips=desk.tips()).ok


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from sim.region import OnDisk
from battlebox.journal import Draft, Kind
desk = OnDisk(Path(sys.argv[1]))
while True:
    print(desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="x" * 200)).id, flush=True)
"""


def test_a_killed_program_loses_nothing_acknowledged(tmp_path: Path) -> None:
    draw = random.Random(SEED)
    tests = str(Path(__file__).parents[1])
    acknowledged: list[str] = []
    for _ in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(tmp_path), tests]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            first = writer.stdout.readline()
            time.sleep(draw.random() * 0.2)
            writer.send_signal(signal.SIGKILL)
            told = first + writer.stdout.read()
        # The last line may have been cut while it was printed.
        acknowledged += [line for line in told.splitlines(keepends=True) if line.endswith("\n")]
    desk = OnDisk(tmp_path)
    store = open_store(desk.path)
    assert len(acknowledged) > KILLS
    assert [one for one in acknowledged if store.row(one.strip()) is None] == []
    assert verify(store, tips=desk.tips()).ok
    assert desk.journal.forked == frozenset()
    assert open_journal(store, None, lambda *_: MemoryTip(), FixedWatch()).digest() == desk.journal.digest()
