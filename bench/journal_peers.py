"""What the journal is timed beside: the disk alone, a plain SQLite row, `eventsourcing`, and signed git commits."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from battlebox.journal import DataFolder, Draft, Founding, Journal, Kind, LaptopWatch, SigningKey, begin, new_store
from battlebox.journal.disk import PRAGMAS

WORDS = "the duty manager says the phones are out in the town hall and residents are sent to the library; " * 2

Step = Callable[[], object]


def draft(i: int) -> Draft:
    return Draft(Kind.TASK_CHANGED, text=WORDS, values=((f"task/{i % 500}", "state", f"step {i}"),))


def founded(folder: Path, name: str) -> Journal:
    data = DataFolder(folder / name)
    founding = Founding(orgs={"northmere": SigningKey.new().public}, org="northmere", name=name)
    return begin(new_store(folder / name / "a.journal"), founding, data.new_key(), data.tip, LaptopWatch())


def syncs(path: Path, times: int) -> Step:
    """Write a block behind the last one and sync it, so many times, each time to a file of its own."""
    handles = [os.open(f"{path}{i}", os.O_WRONLY | os.O_CREAT | os.O_APPEND) for i in range(times)]

    def step() -> None:
        for handle in handles:
            os.write(handle, bytes(4096))
            os.fdatasync(handle)

    return step


def sqlite_rows(folder: Path) -> Step:
    raw = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(pragma)
    raw.execute("CREATE TABLE entry (s INTEGER PRIMARY KEY, body TEXT)")
    return lambda: raw.execute("INSERT INTO entry (body) VALUES (?)", (WORDS * 3,))


def eventsourcing(folder: Path) -> Step | None:
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
        def note(self, text: str) -> None:  # noqa: ARG002 - the event keeps it
            self.count += 1

    class Logs(Application):
        pass

    place = str(folder / "events.db")
    app = Logs(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": place})
    log = Log()
    app.save(log)

    def step() -> None:
        log.note(WORDS * 2)
        app.save(log)

    return step


def signed_commits(folder: Path) -> Step | None:
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
    return lambda: subprocess.run(commit, check=True)
