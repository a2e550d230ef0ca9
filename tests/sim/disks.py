# ruff: noqa: N802, ARG002
# The methods are named and called as SQLite's interface to a file system has it.
"""A disk in memory that forgets what was not synced: for power cuts and for writes that fail.

An apsw VFS keeps each file's bytes and a log of what SQLite did to them. A cut rebuilds the files as a real disk might
have left them: what was synced is there; of what was written since, any 512-byte sectors may be there, in any order.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import apsw

from battlebox.journal import JournalCode, JournalError
from battlebox.journal.disk import PRAGMAS, schema
from battlebox.journal.sql import SqlStore

SECTOR = 512
Event = tuple[str, str, int, bytes]


@dataclass
class Disk:
    """Files by name, the log of events, and the write that is to fail (-1: none)."""

    files: dict[str, bytearray] = field(default_factory=dict)
    log: list[Event] = field(default_factory=list)
    fail_at: int = -1
    fail_once: bool = False
    failure: type[apsw.Error] = apsw.FullError
    touched: int = 0

    def touch(self) -> None:
        self.touched += 1
        if self.fail_at >= 0 and self.touched > self.fail_at:
            if self.fail_once:
                self.fail_at = -1
            raise self.failure("the disk refuses")

    def cut(self, at: int, draw: random.Random) -> dict[str, bytearray]:
        """The files after the power went at event `at`."""
        synced: dict[str, bytearray] = {}
        loose: dict[str, list[Event]] = {}
        for event in self.log[:at]:
            act, name = event[:2]
            if act == "delete":
                synced.pop(name, None)
                loose.pop(name, None)
            elif act == "sync":
                for kept in loose.pop(name, []):
                    _apply(synced.setdefault(name, bytearray()), kept)
            else:
                loose.setdefault(name, []).append(event)
        for name, events in loose.items():
            pieces = [
                piece for event in events for piece in _sectors(event) if draw.random() < draw.choice((0, 0.5, 1))
            ]
            draw.shuffle(pieces)
            for piece in pieces:
                _apply(synced.setdefault(name, bytearray()), piece)
        return synced


def _sectors(event: Event) -> Iterator[Event]:
    act, name, offset, data = event
    if act != "write":
        yield event
        return
    start = 0
    while start < len(data):
        end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
        yield act, name, offset + start, data[start:end]
        start = end


def _apply(content: bytearray, event: Event) -> None:
    act, _, offset, data = event
    if act == "truncate":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


class DiskFile:
    """One open file."""

    def __init__(self, disk: Disk, name: str) -> None:
        self.disk, self.name = disk, name
        disk.files.setdefault(name, bytearray())

    def xRead(self, amount: int, offset: int) -> bytes:
        self.disk.touch()
        return bytes(self.disk.files[self.name][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.touch()
        event = ("write", self.name, offset, bytes(data))
        self.disk.log.append(event)
        _apply(self.disk.files[self.name], event)

    def xTruncate(self, size: int) -> None:
        self.disk.touch()
        event = ("truncate", self.name, size, b"")
        self.disk.log.append(event)
        _apply(self.disk.files[self.name], event)

    def xSync(self, flags: int) -> None:
        self.disk.touch()
        self.disk.log.append(("sync", self.name, 0, b""))

    def xFileSize(self) -> int:
        self.disk.touch()
        return len(self.disk.files[self.name])

    def xClose(self) -> None:
        pass

    def xLock(self, level: int) -> None:
        pass

    def xUnlock(self, level: int) -> None:
        pass

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0


class DiskVfs(apsw.VFS):
    """Hands out files of one disk."""

    def __init__(self, name: str, disk: Disk) -> None:
        self.disk = disk
        super().__init__(name, base="")

    def xOpen(self, name, flags):
        return DiskFile(self.disk, name.filename() if isinstance(name, apsw.URIFilename) else name)

    def xDelete(self, name: str, sync: bool) -> None:
        self.disk.touch()
        self.disk.log.append(("delete", name, 0, b""))
        self.disk.files.pop(name, None)

    def xAccess(self, name: str, flags: int) -> bool:
        return name in self.disk.files

    def xFullPathname(self, name: str) -> str:
        return name


_NUMBERS = itertools.count()


def told(wrong: apsw.Error) -> JournalError:
    code = JournalCode.STORE_FULL if isinstance(wrong, apsw.FullError) else JournalCode.STORE_FAILED
    return JournalError.of(code, name="disk", why=str(wrong))


class DiskDatabase:
    """A Database over apsw, with the pragmas and tables of the product."""

    def __init__(self, disk: Disk, *, synchronous: str = "FULL", new: bool = False) -> None:
        name = f"disk-{next(_NUMBERS)}"
        self.vfs = DiskVfs(name, disk)
        self.connection = apsw.Connection("journal", vfs=name)
        # In memory there is no shared memory, so the lock is exclusive; one process writes in these trials.
        pragmas = ["PRAGMA locking_mode = EXCLUSIVE", *PRAGMAS, f"PRAGMA synchronous = {synchronous}"]
        for statement in pragmas:
            self.run(statement)
        if new:
            with self.writing():
                for statement in schema():
                    self.run(statement)

    @property
    def name(self) -> str:
        return "disk"

    def run(self, sql, cells=()):
        try:
            for _ in self.connection.execute(sql, tuple(cells)):
                pass
        except apsw.Error as wrong:
            raise told(wrong) from wrong

    def rows(self, sql, cells=()):
        try:
            yield from self.connection.execute(sql, tuple(cells))
        except apsw.Error as wrong:
            raise told(wrong) from wrong

    @contextmanager
    def writing(self):
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        finally:
            if self.connection.in_transaction:
                self.run("ROLLBACK")

    def erase(self, s: int, place: int) -> None:
        self.run("DELETE FROM part WHERE s = ? AND place = ?", (s, place))

    def wipe_traces(self) -> None:
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def faults(self) -> list[str]:
        return [row[0] for row in self.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]

    def close(self) -> None:
        self.connection.close()
        self.vfs.unregister()


def store_on(disk: Disk, *, synchronous: str = "FULL", new: bool = False) -> SqlStore:
    return SqlStore(DiskDatabase(disk, synchronous=synchronous, new=new))
