# ruff: noqa: S101
# A seed is printed, so that a trial can be run again; it keeps no secret.
"""Try to make the journal lose something: programs killed, power cut, desks that do whatever desks may do.

Each trial runs beside a control, a journal spoiled on purpose: a trial whose control passes proves nothing, and stops.
Ctrl-C ends a trial after the piece it is at, and it tells of what it has done.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import hypothesis
from hypothesis.stateful import run_state_machine_as_test
from table import Row

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from battlebox.journal import open_store, verify
from battlebox.journal.fold import Fold
from sim.region import OnDisk
from sim.test_power import lost_in, note
from sim.test_region import STEPS, Desks

KILLS_A_FOLDER = 50
CUTS_A_DISK = 500
EXAMPLES_A_SEED = 500

Writer = Callable[[OnDisk, int], None]


def trial(what: str, count: int, began: float, found: str) -> Row:
    return Row(f"{count:,} {what}", "trial", time.perf_counter() - began, note=found)


def kills(count: int, seed: int) -> Row:
    """Programs killed while they write: what they acknowledged must be there."""
    began = time.perf_counter()
    hasty = killed(200, seed, say_too_soon)
    assert hasty[2] > 0, "the control lost nothing"
    done, told, lost = killed(count, seed, say_when_kept)
    assert not lost, f"{lost} acknowledged entries lost, seed {seed}"
    return trial("kill -9 while writing", done, began, f"{told:,} acknowledged, {lost} lost; seed {seed}; control "
                 f"that acknowledges before the commit: {hasty[2]:,} of {hasty[1]:,} lost in 200 kills")  # fmt: skip


def say_when_kept(desk: OnDisk, pipe: int) -> None:
    for i in range(10**9):
        os.write(pipe, bytes.fromhex(desk.journal.append(note(i)).id))


def say_too_soon(desk: OnDisk, pipe: int) -> None:
    """The control: it acknowledges an entry inside the transaction."""
    store = desk.journal.store
    writing = store.writing
    for i in range(10**9):
        with writing():
            store.writing = nullcontext
            os.write(pipe, bytes.fromhex(desk.journal.append(note(i)).id))
            store.writing = writing


def killed(count: int, seed: int, write: Writer) -> tuple[int, int, int]:
    """(writers killed, entries acknowledged, of these lost)."""
    draw = random.Random(seed)
    told = lost = done = 0
    for _, size in pieces(count, KILLS_A_FOLDER):
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(size):
                kept = one_killed(Path(folder), draw.random() * 0.02, write)
                done += 1
                store = open_store(store_in(Path(folder)))
                told += len(kept)
                lost += sum(store.row(identity) is None for identity in kept)
                store.close()
            desk = OnDisk(Path(folder))
            store = desk.journal.store
            # The control's note runs ahead of its store, which verifying would say: only what was lost is counted.
            tips = desk.tips() if write is say_when_kept else ()
            report = verify(store, tips=tips)
            assert report.ok or write is say_too_soon, (seed, report.problems[:3])
            store.close()
    return done, told, lost


def store_in(folder: Path) -> Path:
    return next((folder / "incidents").glob("*.journal"))


def one_killed(folder: Path, seconds: float, write: Writer) -> list[str]:
    """The ids that a writer acknowledged before it was killed, so many seconds after its first."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write(OnDisk(folder), writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        first = pipe.read(32)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        told = first + pipe.read()
    os.waitpid(child, 0)
    assert first, "the writer ended before it wrote"
    return [told[start : start + 32].hex() for start in range(0, len(told) - 31, 32)]


def cuts(count: int, seed: int) -> Row:
    """Power cut while a desk writes, on a disk in memory that keeps only what was synced."""
    began = time.perf_counter()
    control = lost_in("NORMAL", max(200, count // 50), seed)
    assert control[0] > 0, "the control lost nothing"
    done = 0
    for start, size in pieces(count, CUTS_A_DISK):
        found = lost_in("FULL", size, seed + start)
        assert found == (0, 0), f"seed {seed + start}: {found}"
        done += size
    return trial("simulated power cuts", done, began, f"0 lost, 0 damaged; seeds {seed} and on by "
                 f"{CUTS_A_DISK}; control with synchronous=NORMAL: {control[0]:,} of {max(200, count // 50):,} cuts "
                 "lost something")  # fmt: skip


def region(count: int, seed: int) -> Row:
    """Five desks and copies of them write, meet, fork, revoke, remove: one state everywhere, whatever the order."""
    began = time.perf_counter()
    try:
        with forgetful():
            machine(EXAMPLES_A_SEED, seed, shrunk=False)
    except AssertionError:
        pass
    else:
        raise AssertionError("the control passed")
    done = 0
    for start, size in pieces(count, EXAMPLES_A_SEED):
        print(f" seed {seed + start}", file=sys.stderr)
        machine(size, seed + start)
        done += size
    what = f"runs of up to {STEPS} steps by five desks and their copies"
    return trial(what, done, began, f"one state; seeds {seed} and on by {EXAMPLES_A_SEED}; control whose values go by "
                 "order of arrival: found out")  # fmt: skip


def machine(examples: int, seed: int, *, shrunk: bool = True) -> None:
    hypothesis.core.global_force_seed = seed
    every = tuple(hypothesis.Phase)
    settings = hypothesis.settings(
        phases=every if shrunk else (hypothesis.Phase.generate,),
        report_multiple_bugs=False,
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Desks, settings=settings)


class forgetful:  # noqa: N801 - used as a function
    """While it lasts, the value that came last stands alone: what a careless merge does."""

    def __enter__(self) -> None:
        self.right = Fold.apply
        right = self.right

        def careless(fold, identity, header):
            for write in header.writes:
                fold.values.get((write.thing, write.name), {}).clear()
            return right(fold, identity, header)

        Fold.apply = careless

    def __exit__(self, *_: object) -> None:
        Fold.apply = self.right


def pieces(count: int, size: int) -> Iterator[tuple[int, int]]:
    """(start, size) of each piece of a trial, until all are done or Ctrl-C was pressed."""
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    for start in range(0, count, size):
        if stop.is_set():
            return
        yield start, min(size, count - start)
        print(f"\r{min(count, start + size):,} of {count:,}", end="", file=sys.stderr, flush=True)
