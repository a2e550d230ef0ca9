# ruff: noqa: SLF001, S101, ARG002
# It fills a record faster than any desk may, and stops where a figure would be of the wrong thing.
"""Time the journal beside its peers, in one run on one machine: `python bench/journal.py [ENTRIES] [FOLDER]`.

Every rate is printed with the peer it is held against; absolute figures say more about the disk than about us.
"""

from __future__ import annotations

import io
import os
import platform
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from battlebox.journal import (
    DataFolder,
    Draft,
    Founding,
    Heading,
    Journal,
    Kind,
    LaptopWatch,
    SigningKey,
    begin,
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
from battlebox.journal.disk import PRAGMAS
from battlebox.journal.entry import PREFIX
from battlebox.journal.fold import Fold
from battlebox.journal.header import Header
from battlebox.journal.signing import is_signed
from battlebox.journal.sync import entries_named

WORDS = "the duty manager says the phones are out in the town hall and residents are sent to the library; " * 2
ONE_BY_ONE = 1_000


def draft(i: int) -> Draft:
    return Draft(Kind.TASK_CHANGED, text=WORDS, values=((f"task/{i % 500}", "state", f"step {i}"),))


def say(what: str, figure: str, beside: str = "") -> None:
    print(f"{what:<46} {figure:>22}   {beside}")


def shares(times: list[float]) -> str:
    ranked = sorted(times)
    return " / ".join(
        f"{1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))]:.2f}" for share in (0.5, 0.99, 0.999)
    )


def founded(folder: Path, name: str) -> Journal:
    data = DataFolder(folder / name)
    admin = SigningKey.new()
    founding = Founding(orgs={"northmere": admin.public}, org="northmere", name=name)
    return begin(new_store(folder / name / "a.journal"), founding, data.new_key(), data.tip, LaptopWatch())


def fill(journal: Journal, count: int, per_commit: int = 1000) -> None:
    """Entries, many to a commit: how a benchmark gets a large record, and nothing a desk does."""
    from contextlib import contextmanager

    real, notes = journal.store.writing, journal._tip
    journal._tip = None

    @contextmanager
    def inside():
        yield

    done = 0
    while done < count:
        with real():
            journal.store.writing = inside
            for i in range(done, min(count, done + per_commit)):
                journal.append(draft(i))
            done += per_commit
        del journal.store.writing
    journal._tip = notes
    journal._tip.write(journal.own.n, journal.own.id)


def fsyncs(folder: Path) -> list[float]:
    times = []
    handle = os.open(folder / "probe", os.O_WRONLY | os.O_CREAT)
    for i in range(ONE_BY_ONE):
        began = time.perf_counter()
        os.pwrite(handle, bytes(4096), 4096 * i)
        os.fdatasync(handle)
        times.append(time.perf_counter() - began)
    os.close(handle)
    return times


def plain_rows(folder: Path) -> float:
    raw = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(pragma)
    raw.execute("CREATE TABLE entry (s INTEGER PRIMARY KEY, body TEXT)")
    began = time.perf_counter()
    for _ in range(ONE_BY_ONE):
        raw.execute("INSERT INTO entry (body) VALUES (?)", (WORDS * 3,))
    return ONE_BY_ONE / (time.perf_counter() - began)


def one_by_one(folder: Path) -> list[float]:
    journal = founded(folder, "appends")
    times = []
    for i in range(ONE_BY_ONE):
        began = time.perf_counter()
        journal.append(draft(i))
        times.append(time.perf_counter() - began)
    return times


def eventsourcing_rate(folder: Path) -> float | None:
    try:
        from eventsourcing.application import Application
        from eventsourcing.domain import Aggregate, event
    except ImportError:
        return None

    class Log(Aggregate):
        @event("Begun")
        def __init__(self) -> None:
            self.count = 0

        @event("Noted")
        def note(self, text: str) -> None:
            self.count += 1

    class Logs(Application):
        pass

    place = str(folder / "events.db")
    app = Logs(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": place})
    log = Log()
    app.save(log)
    began = time.perf_counter()
    for _ in range(ONE_BY_ONE // 2):
        log.note(WORDS * 2)
        app.save(log)
    return ONE_BY_ONE / 2 / (time.perf_counter() - began)


def signed_commit_rate(folder: Path) -> float | None:
    if shutil.which("ssh-keygen") is None or shutil.which("git") is None:
        return None
    place = folder / "git"
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "id")], check=True)
    settings = [
        "user.name=bench",
        "user.email=bench@localhost",
        "gpg.format=ssh",
        f"user.signingkey={folder / 'id'}",
        "core.fsync=all",
    ]
    options = [piece for setting in settings for piece in ("-c", setting)]
    commit = ["git", *options, "-C", str(place), "commit", "-q", "-S", "--allow-empty", "-m", WORDS]
    began = time.perf_counter()
    for _ in range(30):
        subprocess.run(commit, check=True)
    return 30 / (time.perf_counter() - began)


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def appends(folder: Path) -> None:
    syncs, times = fsyncs(folder), one_by_one(folder)
    rate = len(times) / sum(times)
    say("fsync ms, p50 / p99 / p99.9", shares(syncs))
    say(
        "append one by one, ms, p50 / p99 / p99.9",
        shares(times),
        f"p99 - fsync p99 = {1000 * (sorted(times)[989] - sorted(syncs)[989]):.2f} ms",
    )
    plain = plain_rows(folder)
    say("append one by one", f"{rate:,.0f}/s", f"{rate / plain:.2f} of a plain SQLite row ({plain:,.0f}/s)")
    for name, peer in (
        ("eventsourcing", eventsourcing_rate(folder)),
        ("signed git commits", signed_commit_rate(folder)),
    ):
        say("", "", f"{rate / peer:.2f} of {name} ({peer:,.0f}/s)" if peer else f"{name}: not installed here")


def large(folder: Path, count: int) -> None:
    journal = founded(folder, "large")
    began = time.perf_counter()
    fill(journal, count)
    say(f"build {count:,}, 1,000 a commit", f"{count / (time.perf_counter() - began):,.0f}/s")
    path = folder / "large" / "a.journal"
    journal.store.wipe_traces()
    say("size", f"{path.stat().st_size / count:,.0f} B/entry")
    rows = [(row.key, row.raw, row.signature) for _, row in zip(range(20_000), journal.store.rows(), strict=False)]
    began = time.perf_counter()
    assert all(is_signed(key, PREFIX + raw, signature) for key, raw, signature in rows)
    raw_rate = len(rows) / (time.perf_counter() - began)
    headers = [Header.from_store(raw) for _, raw, _ in rows]
    ids = [identity for _, (_, identity, _) in zip(range(20_000), journal.store.ids(), strict=False)]
    fold = Fold(journal.state.standing)
    began = time.perf_counter()
    for identity, header in zip(ids, headers, strict=True):
        fold.apply(identity, header)
    say("fold", f"{len(ids) / (time.perf_counter() - began):,.0f}/s")
    incident, key = journal.incident, journal.desk
    del headers, ids, rows
    began = time.perf_counter()
    data = DataFolder(folder / "large")
    open_journal(open_store(path), key, data.tip, LaptopWatch())
    say(f"open {count:,}", f"{time.perf_counter() - began:.2f} s")
    merging(folder, journal, incident)
    for processes in (1, 2):
        code = f"import sys; sys.argv = ['', '--verify', {str(path)!r}, '{processes}']; exec(open({__file__!r}).read())"
        told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
        rate, peak = count / float(told[0]), float(told[1])
        say(
            f"verify everything, {processes} process",
            f"{rate:,.0f}/s",
            f"{rate / raw_rate:.2f} of raw libsodium on one core ({raw_rate:,.0f}/s); {peak:.0f} MB",
        )


def merging(folder: Path, journal: Journal, incident: str) -> None:
    other = receive(new_store(folder / "other.journal"), incident, None, lambda *_: None, LaptopWatch())
    other.take(journal.entries())
    fill(journal, 1000)
    began = time.perf_counter()
    told = have_to_bytes(have(other))
    made = offer(journal, have(other))
    out = io.BytesIO()
    write_bundle(out, Heading(incident, ""), entries_named(journal, set(made.missing)))
    found = time.perf_counter() - began
    began = time.perf_counter()
    taken = take_bundle(other, io.BytesIO(out.getvalue()), "bench")
    ingest = time.perf_counter() - began
    assert taken.new == 1000
    assert other.digest() == journal.digest()
    say(
        "merge 1,000 new: find and pack / check and keep",
        f"{found:.2f} / {ingest:.2f} s",
        f"{len(out.getvalue()) / 1000:.0f} kB packed, handshake {len(told)} B",
    )


def verify_only(path: str, processes: int) -> None:
    began = time.perf_counter()
    with signatures_in(processes) as signatures:
        report = verify(open_store(Path(path)), signatures=signatures)
    assert report.ok, report.problems[:3]
    print(time.perf_counter() - began, memory_mb())


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    place = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"SQLite {sqlite3.sqlite_version}"
    )
    with tempfile.TemporaryDirectory(dir=place) as name:
        appends(Path(name))
        large(Path(name), count)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--verify"]:
        verify_only(sys.argv[2], int(sys.argv[3]))
    else:
        main()
