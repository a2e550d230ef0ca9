# ruff: noqa: SLF001, S101
# It fills a record faster than any desk may, and stops where a figure would be of the wrong thing.
"""Time the journal beside its peers: what one entry costs, and what a large record costs.

Writers take turns, a hundred entries at a time, so that a disk that is slow for a while is slow for all of them.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from journal_peers import draft, eventsourcing, founded, signed_commits, sqlite_rows, syncs
from table import Row

from battlebox.journal import (
    DataFolder,
    Heading,
    Journal,
    LaptopWatch,
    have,
    have_to_bytes,
    new_store,
    offer,
    open_journal,
    open_store,
    receive,
    signatures_in,
    take_bundle,
    verify,
)
from battlebox.journal.bundle import write_bundle
from battlebox.journal.entry import PREFIX
from battlebox.journal.fold import Fold
from battlebox.journal.header import Header
from battlebox.journal.signing import is_signed
from battlebox.journal.sync import entries_named

ROUNDS = 20
TURN = 100
SAMPLE = 20_000


class Turns:
    """Seconds of each step of one writer, and of each turn's mean."""

    def __init__(self, step: Callable[[], object] | None, turn: int = TURN) -> None:
        self.step = step
        self.turn = turn
        self.every: list[float] = []
        self.means: list[float] = []

    def go(self) -> None:
        if self.step is None:
            return
        times = []
        for _ in range(self.turn):
            began = time.perf_counter()
            self.step()
            times.append(time.perf_counter() - began)
        self.every += times
        self.means.append(sum(times) / len(times))

    @property
    def mean(self) -> float | None:
        """The median over turns of a turn's mean."""
        return median(self.means) if self.means else None

    def at(self, share: float) -> float:
        ranked = sorted(self.every)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]

    def shares(self) -> str:
        return " / ".join(f"{1000 * self.at(share):.2f}" for share in (0.5, 0.99, 0.999)) + " ms"


def appends(folder: Path) -> list[Row]:
    """One entry at a time, each on disk before the next; beside what others do with the same disk."""
    journal = founded(folder, "appends")
    numbers = iter(range(10**9))
    ours = Turns(lambda: journal.append(draft(next(numbers))))
    one, two = Turns(syncs(folder / "probe", 1)), Turns(syncs(folder / "probes", 2))
    peers = {
        "plain SQLite row, same durability": (Turns(sqlite_rows(folder)), "goal: 0.3"),
        "eventsourcing, one sync an event": (Turns(eventsourcing(folder)), "goal: 1.0"),
        "git commit -S with an ssh key, synced": (Turns(signed_commits(folder), 3), "goal: 50"),
    }
    for _ in range(ROUNDS):
        for writer in (ours, one, two, *[writer for writer, _ in peers.values()]):
            writer.go()
    seconds = ours.mean or 0.0
    over = 1000 * (ours.at(0.99) - one.at(0.99))
    rows = [Row("append an entry", "signed, note on disk", seconds, "one write and sync", one.mean,
                f"p50/p99/p99.9 {ours.shares()}; sync {one.shares()}; p99 over sync {over:.2f} ms, goal: 1"),
            Row("append an entry", "the same", seconds, "two writes and syncs, nothing else", two.mean,
                f"{two.shares()}: the least an entry and its note can cost here")]  # fmt: skip
    for name, (writer, goal) in peers.items():
        note = goal if writer.mean else f"{goal}; not installed here"
        rows.append(Row("append an entry", "the same", seconds, name, writer.mean, note))
    return rows


def fill(journal: Journal, count: int, per_commit: int = 1000) -> None:
    """Entries, many to a commit: how a benchmark gets a large record, and nothing a desk does."""
    real, note = journal.store.writing, journal._tip

    @contextmanager
    def inside() -> Iterator[None]:
        yield

    journal._tip = None
    for start in range(0, count, per_commit):
        with real():
            journal.store.writing = inside
            for i in range(start, min(count, start + per_commit)):
                journal.append(draft(i))
        del journal.store.writing
    journal._tip = note
    assert note is not None
    assert journal.own is not None
    note.write(journal.own.n, journal.own.id)


def large(folder: Path, count: int, *, merged: bool = True) -> list[Row]:
    """A record of `count` entries: build, fold, open, merge, verify."""
    journal = founded(folder, "large")
    began = time.perf_counter()
    fill(journal, count)
    built = time.perf_counter() - began
    path = folder / "large" / "a.journal"
    journal.store.wipe_traces()
    size = path.stat().st_size / count
    rows = [Row(f"build {count:,} entries, 1,000 a commit", "signed", built, note=f"{size:,.0f} B/entry")]
    rows.append(folding(journal))
    began = time.perf_counter()
    open_journal(open_store(path), journal.desk, DataFolder(folder / "large").tip, LaptopWatch())
    rows.append(Row(f"open {count:,} entries", "fold anew", time.perf_counter() - began, note="goal: 2 s at 100,000"))
    raw = raw_seconds(journal)
    if merged:
        rows += merging(folder, journal)
    journal.store.close()
    return rows + [verifying(path, count, processes, raw) for processes in (1, 2)]


def folding(journal: Journal) -> Row:
    rows = [(row.id, Header.from_store(row.raw)) for _, row in zip(range(SAMPLE), journal.store.rows(), strict=False)]
    times = []
    for _ in range(5):
        fold = Fold(journal.state.standing)
        began = time.perf_counter()
        for identity, header in rows:
            fold.apply(identity, header)
        times.append(time.perf_counter() - began)
    seconds = median(times)
    return Row(f"fold {len(rows):,} headers", "state", seconds, note=f"{len(rows) / seconds:,.0f}/s; goal: 200,000/s")


def raw_seconds(journal: Journal) -> float:
    """Seconds that libsodium alone needs for one stored signature: the median of five looks at a sample."""
    rows = [(row.key, PREFIX + row.raw, row.signature) for _, row in zip(range(SAMPLE), journal.store.rows(), strict=False)]  # fmt: skip # noqa: E501
    times = []
    for _ in range(5):
        began = time.perf_counter()
        assert all(is_signed(*row) for row in rows)
        times.append((time.perf_counter() - began) / len(rows))
    return median(times)


def merging(folder: Path, journal: Journal) -> list[Row]:
    """A desk that has all but the last 1,000 entries gets them."""
    other = receive(new_store(folder / "other.journal"), journal.incident, None, lambda *_: None, LaptopWatch())
    other.take(journal.entries())
    count = journal.store.count()
    fill(journal, 1000)
    began = time.perf_counter()
    told = have_to_bytes(have(other))
    made = offer(journal, have(other))
    out = io.BytesIO()
    write_bundle(out, Heading(journal.incident, ""), entries_named(journal, set(made.missing)), short=True)
    found = time.perf_counter() - began
    began = time.perf_counter()
    taken = take_bundle(other, io.BytesIO(out.getvalue()), "bench")
    kept = time.perf_counter() - began
    assert taken.new == 1000
    assert other.digest() == journal.digest()
    plain = io.BytesIO()
    write_bundle(plain, Heading(journal.incident, ""), entries_named(journal, set(made.missing)))
    sent = f"{len(out.getvalue()) / 1000:.0f} kB (plain {len(plain.getvalue()) / 1000:.0f} kB), goal: 250 kB"
    parts = f"pack {found:.2f} s, check and keep {kept:.2f} s; goal: 0.5 s"
    note = f"{parts}; {sent}; handshake {len(told)} B, goal: 1 kB"
    return [Row(f"merge 1,000 new of {count:,}", "short bundle", found + kept, note=note)]


def verifying(path: Path, count: int, processes: int, raw: float) -> Row:
    """In a process of its own, so that the memory is that of verifying alone."""
    command = [sys.executable, __file__, str(path), str(processes)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    seconds, peak, busy = map(float, told)
    goal = "goal: 0.60; 1,000,000 in 60 s on two cores and 300 MB"
    note = f"{count / seconds:,.0f}/s; {peak:.0f} MB in all, processors busy {busy:.0f} s; {goal}"
    cores = f"{processes} process" + "es" * (processes > 1)
    peer = "libsodium alone, one process, every signature"
    return Row(f"verify {count:,} entries", cores, seconds, peer, raw * count, note)


def verify_only(path: Path, processes: int) -> None:
    began = time.perf_counter()
    with signatures_in(processes) as signatures:
        report = verify(open_store(path), signatures=signatures)
        peak = sum(peak_mb(process) for process in (os.getpid(), *children()))
    seconds = time.perf_counter() - began
    assert report.ok, report.problems[:3]
    print(seconds, peak, sum(os.times()[:4]))


def children() -> list[int]:
    """The processes that this one started and that still run."""
    return [int(word) for task in Path("/proc/self/task").glob("*/children") for word in task.read_text().split()]


def peak_mb(process: int) -> float:
    """The most memory a process had since it began its program; `getrusage` would tell its parent's, if larger."""
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    verify_only(Path(sys.argv[1]), int(sys.argv[2]))
