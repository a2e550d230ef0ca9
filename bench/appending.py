"""Entries of a record beside plain rows of a PostgreSQL server on the same disk: one writer, and four at once.

A desk whose tables are on PostgreSQL keeps its records in its folder all the same (docs/postgresql.md): what a desk
does for an entry is timed as it does it, and the journal's own tables on PostgreSQL, which no desk uses, besides.

Law: everything is on one disk that is waited for; who writes are processes of their own, as a desk's are; each kind has
its turn in every round, and what is compared is of one round.
Not here: the journal beside a row of SQLite, `eventsourcing` and git (journal.py).

Use: python bench/run.py append, or append:20:1:4 (rounds, seconds of a turn, writers).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import postgres

SCHEMA = "journal"
FACTS = "the duty manager says the phones are out in the town hall and residents are sent to the library; " * 2
GOAL = 0.3


def _desk(folder: Path, address: str, number: int):
    """A line of the log, by the desk's own function, with the turn that its processes take."""
    from battlebox.desk import Officer, Role  # A writer loads what it writes with, and no other does.
    from battlebox.desk.record import Installation, Note, write_note
    from battlebox.journal import DataFolder, LaptopWatch

    del address
    installation = Installation(folder, LaptopWatch(), shares=True)
    record = installation.record(DataFolder(folder).incidents()[0].stem)
    officer = Officer(f"o-{number}", f"Officer {number}", "northmere", frozenset({Role.LOGGIST}))
    return lambda: write_note(record, officer, Note(FACTS, record.now(), "duty manager"))


def _row(folder: Path, address: str, number: int):
    """INSERT and COMMIT, in one message: the least that a server can be asked for."""
    import psycopg  # The same.

    del number
    raw = psycopg.connect(address, autocommit=True)
    body = os.urandom(int((folder / "bytes").read_text()))
    return lambda: raw.execute("INSERT INTO plain (body) VALUES (%s)", (body,))


def _store(folder: Path, address: str, number: int):
    """An entry with the same words in the journal's own tables on the server, and the note of it."""
    from battlebox.journal import DataFolder, Draft, Kind, LaptopWatch, open_journal
    from battlebox.journal.postgres import open_store

    data = DataFolder(folder / "store", pen=f"w{number}")
    journal = open_journal(open_store(address, SCHEMA), data.key(), data.tip, LaptopWatch())
    numbers = iter(range(10**9))
    values = {"facts": FACTS, "happened": "2026-11-30T12:00:00+00:00", "heard_from": "duty manager"}
    return lambda: journal.append(
        Draft(Kind.NOTE_WRITTEN, text=FACTS, values=((f"note/{number}-{next(numbers)}", "says", values),))
    )


KINDS = {"desk": _desk, "row": _row, "store": _store}


def _make(folder: Path, address: str, writers: int) -> None:
    """An incident in the folder, a journal and a table on the server; how many bytes an entry has."""
    import psycopg

    from battlebox.desk import Officer, Role
    from battlebox.desk.record import Installation, Note, open_incident, write_note
    from battlebox.journal import DataFolder, Desk, Founding, LaptopWatch, SigningKey, begin, enrol
    from battlebox.journal.postgres import new_store, open_store

    installation = Installation(folder, LaptopWatch())
    record = installation.found(("northmere",), title="Blue kettle")
    lead = Officer("o-lead", "Duty manager", "northmere", frozenset({Role.STRATEGIC}))
    open_incident(record, lead, title="Blue kettle", seen="screens are blank")
    entry = record.journal.entry(write_note(record, lead, Note(FACTS, record.now(), "duty manager")).entry)
    size = len(entry.raw) + len(entry.signature) + sum(len(part.salt) + len(part.data) for part in entry.parts.values())
    (folder / "bytes").write_text(str(size))
    installation.close()
    new_store(address, SCHEMA)
    admin = SigningKey.new()
    first, *more = (DataFolder(folder / "store", pen=f"w{n}") for n in range(writers))
    founding = Founding(orgs={"northmere": admin.public}, org="northmere", name="A")
    journal = begin(open_store(address, SCHEMA), founding, first.new_key(), first.tip, LaptopWatch())
    for n, each in enumerate(more, 1):
        enrol(journal, Desk(each.new_key().public, "northmere", "loggist", chr(65 + n)), admin)
    journal.store.close()
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("CREATE TABLE plain (s bigserial PRIMARY KEY, body bytea NOT NULL)")


@dataclass
class Group:
    """Writers of one kind, each a process; they write only while it is their turn."""

    kind: str
    folder: Path
    address: str
    many: int
    rates: list[float] = field(default_factory=list)
    """Acknowledged a second, of each round."""
    used: list[float] = field(default_factory=list)
    """Seconds of processor that the writers took for each."""

    def __post_init__(self) -> None:
        words = [sys.executable, __file__, self.kind, str(self.folder), self.address]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.writers = [subprocess.Popen([*words, str(n)], **pipes) for n in range(self.many)]

    def go(self, seconds: float) -> None:
        """One turn; the writers begin together."""
        for each in self.writers:
            each.stdin.write("ready\n")
            each.stdin.flush()
        for each in self.writers:
            each.stdout.readline()
        began = time.perf_counter()
        for each in self.writers:
            each.stdin.write(f"{seconds}\n")
            each.stdin.flush()
        told = [json.loads(each.stdout.readline()) for each in self.writers]
        written = sum(count for count, _ in told)
        self.rates.append(written / (time.perf_counter() - began))
        self.used.append(sum(used for _, used in told) / written)

    def end(self) -> None:
        """Let them go."""
        for each in self.writers:
            each.stdin.close()
            each.wait(timeout=60)


def _write(kind: str, folder: str, address: str, number: str) -> None:
    """What a writer does: write for so many seconds, and say how many were acknowledged."""
    step = KINDS[kind](Path(folder), address, int(number))
    for line in sys.stdin:
        if line == "ready\n":
            # The first of a turn has more to read: what the other writers wrote before.
            step()
            print("ready", flush=True)
            continue
        count, used, until = 0, time.process_time(), time.perf_counter() + float(line)
        while time.perf_counter() < until:
            step()
            count += 1
        print(json.dumps([count, time.process_time() - used]), flush=True)


def _told(ours: Group, peer: Group) -> Row:
    ratios = sorted(one / other for one, other in zip(ours.rates, peer.rates, strict=True))
    name = {"desk": "a line of the log, in the folder", "store": "an entry in the journal's tables on the server"}
    note = (
        f"{median(ours.rates):,.0f}/s, the row {median(peer.rates):,.0f}/s; of {len(ratios)} rounds the median is"
        f" {median(ratios):.2f} of it ({ratios[0]:.2f} to {ratios[-1]:.2f}); processor of the writers for one"
        f" {1000 * median(ours.used):.2f} ms, {1000 * median(peer.used):.2f} ms; goal: {GOAL}"
    )
    writers = "1 writer" if ours.many == 1 else f"{ours.many} writers"
    seconds, peers = (1 / median(each.rates) for each in (ours, peer))
    return Row(f"append, {writers}", name[ours.kind], seconds, "INSERT and COMMIT of as many bytes", peers, note)


def appended(rounds: int = 20, seconds: float = 1.0, writers: int = 4) -> list[Row]:
    """One writer and several, of each kind in turn."""
    if postgres.lacks():
        sys.exit(postgres.lacks())
    Path("out").mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=Path("out").absolute()) as where,
        postgres.standing(durable=True) as server,
    ):
        folder = Path(where)
        if folder.stat().st_dev != server.folder.stat().st_dev:
            sys.exit(f"{server.folder} and {folder} are on two disks: name a folder of one of them in TMPDIR")
        _make(folder, server.address, writers)
        groups = {(k, n): Group(k, folder, server.address, n) for n in dict.fromkeys((1, writers)) for k in KINDS}
        try:
            for _ in range(rounds):
                for each in groups.values():
                    each.go(seconds)
        finally:
            for each in groups.values():
                each.end()
        print(f"an entry: {(folder / 'bytes').read_text()} bytes; load {os.getloadavg()[0]:.1f} at the end")
        _must_be_whole(folder, server.address)
    return [_told(groups[kind, n], groups["row", n]) for n in dict.fromkeys((1, writers)) for kind in ("desk", "store")]


def _must_be_whole(folder: Path, address: str) -> None:
    """Ends the run where one of the records does not verify."""
    from battlebox.desk.record import Installation
    from battlebox.journal import DataFolder, LaptopWatch, verify
    from battlebox.journal.postgres import open_store

    incident = DataFolder(folder).incidents()[0].stem
    reports = [
        Installation(folder, LaptopWatch(), shares=True).verify(incident, progress=lambda _: None),
        verify(open_store(address, SCHEMA)),
    ]
    if wrong := [problem.message for report in reports for problem in report.problems]:
        sys.exit(f"what was written does not verify: {wrong[:3]}")


if __name__ == "__main__":
    _write(*sys.argv[1:])
