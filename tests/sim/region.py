"""A small region of desks for tests: Northmere (hit), Eastholt (shares its IT) and Farwick (a stranger).

Stores are real SQLite, in memory or in a folder; watches and tip notes are fakes of the small Protocols.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from battlebox.journal import (
    DataFolder,
    Desk,
    Founding,
    Journal,
    SigningKey,
    begin,
    enrol,
    new_store,
    open_journal,
    open_store,
    receive,
)
from battlebox.journal.disk import SqliteDatabase, schema
from battlebox.journal.sql import SqlStore
from battlebox.journal.tip import Tip

NOON_MS = 1_763_985_600_000
COUNCILS = ("northmere", "eastholt", "farwick")


@dataclass
class FixedWatch:
    """A watch that is wrong by `offset_ms` and goes on a second with each look."""

    offset_ms: int = 0
    source: str = "unset"
    looks: int = 0

    def now_ms(self) -> int:
        self.looks += 1
        return NOON_MS + self.offset_ms + 1000 * self.looks


@dataclass
class MemoryTip:
    """A tip note that is kept in memory."""

    tip: Tip | None = None

    def read(self) -> Tip | None:
        return self.tip

    def write(self, n: int, identity: str) -> None:
        self.tip = Tip(n, identity, 0)

    def is_whole(self) -> bool:
        return True


def seed_of(name: str) -> bytes:
    return name.encode().ljust(32, b".")[:32]


def key_of(name: str) -> SigningKey:
    return SigningKey.from_seed(seed_of(name))


def memory_store() -> SqlStore:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    database = SqliteDatabase(lambda: connection, "memory")
    for statement in schema():
        database.run(statement)
    return SqlStore(database)


@dataclass
class Region:
    """Desks by name. The first is Northmere's and founds the incident; others join by `join`."""

    stores: object = memory_store
    admins: dict[str, SigningKey] = field(default_factory=lambda: {org: key_of("admin " + org) for org in COUNCILS})
    desks: dict[str, Journal] = field(default_factory=dict)
    notes: dict[str, MemoryTip] = field(default_factory=dict)

    def found(self, name: str = "north-1") -> Journal:
        orgs = {org: self.admins[org].public for org in COUNCILS[:2]}
        founding = Founding(orgs=orgs, org="northmere", name=name, title="Exercise")
        note = self.notes.setdefault(name, MemoryTip())
        self.desks[name] = begin(self.stores(), founding, key_of(name), lambda *_: note, FixedWatch())
        return self.desks[name]

    def join(self, name: str, org: str, *, enrolled: bool = True, watch: FixedWatch | None = None) -> Journal:
        first = next(iter(self.desks.values()))
        note = self.notes.setdefault(name, MemoryTip())
        desk = receive(self.stores(), first.incident, key_of(name), lambda *_: note, watch or FixedWatch())
        if enrolled:
            enrol(first, Desk(desk.desk.public, org, "loggist", name), self.admins[org])
        desk.take(first.entries())
        self.desks[name] = desk
        return desk


def settle(*desks: Journal) -> None:
    """Give everybody everything, until nothing is new."""
    for _ in range(len(desks) + 1):
        new = 0
        for giver in desks:
            for taker in desks:
                if giver is not taker:
                    new += taker.take(list(giver.entries())).new
        if not new:
            return
    raise AssertionError("the desks did not settle")


class OnDisk:
    """One desk in a folder, as the command line keeps it."""

    def __init__(self, folder: Path, name: str = "disk") -> None:
        self.folder = DataFolder(folder)
        self.admin = key_of("admin northmere")
        self.key = self.folder.key() or self.folder.new_key()
        self.name = name
        found = self.folder.incidents()
        if found:
            self.path = found[0]
            self.journal = open_journal(open_store(self.path), self.key, self.folder.tip, FixedWatch())
        else:
            self.path = folder / "incidents" / "0.journal"
            founding = Founding(orgs={"northmere": self.admin.public}, org="northmere", name=name)
            self.journal = begin(new_store(self.path), founding, self.key, self.folder.tip, FixedWatch())

    def tips(self):
        return ((self.key.public, self.folder.tip(self.journal.incident, self.key.public)),)
