"""SQLite stores and tip notes on a disk. Of the journal, this module, folder.py and turn.py alone touch files.

Law: what is acknowledged is on disk.
Not here: what is in the files (sql.py, tip.py), the folder they are in (folder.py).
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.sql import GUARDED, TABLES, Cells, SqlStore
from battlebox.journal.store import SCHEMA_VERSION
from battlebox.journal.tip import SLOT_BYTES, Tip

APPLICATION_ID: Final = 0x42425831
PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",
)
CACHE_KIB: Final = 2_000
"""SQLite's own default."""
CHECK_CACHE_KIB: Final = 64_000
"""The check looks each row up in each index; with the default, a large record is read many times over."""
_DIALECT: Final = {"integer": "INTEGER", "blob": "BLOB", "rowless": " WITHOUT ROWID"}
GUARDS: Final = {
    f"{table}_never_{act}": f"CREATE TRIGGER {table}_never_{act} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    for table in (*GUARDED, "meta")
    for act in ("UPDATE", "DELETE")
} | {
    "witnessed_never_DELETE": "CREATE TRIGGER witnessed_never_DELETE BEFORE DELETE ON witnessed "
    "BEGIN SELECT RAISE(ABORT, 'witnessed is never forgotten'); END",
    "witnessed_only_GROWS": "CREATE TRIGGER witnessed_only_GROWS BEFORE UPDATE ON witnessed "
    "WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size "
    "BEGIN SELECT RAISE(ABORT, 'witnessed only grows'); END",
    "part_never_UPDATE": "CREATE TRIGGER part_never_UPDATE BEFORE UPDATE ON part "
    "BEGIN SELECT RAISE(ABORT, 'part is never changed'); END",
    "part_only_ERASED": "CREATE TRIGGER part_only_ERASED BEFORE DELETE ON part "
    "WHEN NOT EXISTS (SELECT 1 FROM erased WHERE erased.s = OLD.s AND erased.place = OLD.place) "
    "BEGIN SELECT RAISE(ABORT, 'part is only erased by redaction'); END",
}


def is_locked(path: Path) -> bool:
    """Whether another process holds a lock file of SQLite; no file, no lock."""
    if not path.exists():
        return False
    asked = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        asked.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        asked.close()
    return False


def schema() -> Iterator[str]:
    """The statements that make a new store, tables first, then guards."""
    for table in TABLES:
        yield table.format(**_DIALECT)
    yield from GUARDS.values()
    yield f"INSERT INTO meta (name, value) VALUES ('schema', '{SCHEMA_VERSION}')"  # noqa: S608 - a number of ours
    yield f"PRAGMA application_id = {APPLICATION_ID}"


class SqliteDatabase:
    """One SQLite file, or any connection to one that behaves like `sqlite3.Connection` in autocommit."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], name: str) -> None:
        self._connect = connect
        self._name = name
        self.wake()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    def run(self, sql: str, cells: Cells = ()) -> None:
        """Run one statement."""
        try:
            self._connection.execute(sql, cells)
        except _ERRORS as wrong:
            raise told(wrong, self._name) from wrong

    def rows(self, sql: str, cells: Cells = ()) -> Iterator[Any]:
        """Run one query."""
        try:
            yield from self._connection.execute(sql, cells)
        except _ERRORS as wrong:
            raise told(wrong, self._name) from wrong

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction by one writer; synced to disk when this ends without an error."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        finally:
            # Open now means that something failed; a failed COMMIT may leave it open, and nothing of it may stay.
            if self._connection.in_transaction:
                self.run("ROLLBACK")

    def erase(self, s: int, place: int) -> None:
        """Delete one part; secure_delete overwrites its bytes."""
        self.run("DELETE FROM part WHERE s = ? AND place = ?", (s, place))

    def wipe_traces(self) -> None:
        """Bring the write-ahead log into the file and cut it to nothing."""
        busy = next(self.rows("PRAGMA wal_checkpoint(TRUNCATE)"))[0]
        if busy:
            raise JournalError.of(Code.STORE_BUSY, name=self._name)

    def faults(self) -> list[str]:
        """What SQLite's own check finds, and tables, indexes and guards that are gone or changed."""
        self.run(f"PRAGMA cache_size = -{CHECK_CACHE_KIB}")
        found = [str(row[0]) for row in self.rows("PRAGMA integrity_check(20)")]
        self.run(f"PRAGMA cache_size = -{CACHE_KIB}")
        held = {str(name): (str(kind), str(sql)) for name, kind, sql in self.rows(_MADE)}
        right = {
            statement.split(" ON ")[0].split(" (")[0].split()[2]: statement
            for statement in schema()
            if _makes(statement)
        }
        for name in sorted(held.keys() | right.keys()):
            kind, sql = held.get(name, ("table", ""))
            if sql != right.get(name):
                found.append(
                    f"guard {name}" if name in GUARDS or kind == "trigger" else f"the {kind} {name} is changed"
                )
        return [fault for fault in found if fault != "ok"]

    def rest(self) -> None:
        """Let go of the file until `wake`."""
        self._connection.close()

    def wake(self) -> None:
        """Connect to the file anew."""
        try:
            self._connection = self._connect()
        except sqlite3.Error as wrong:
            raise told(wrong, self._name) from wrong
        try:
            for pragma in PRAGMAS:
                self.run(pragma)
        except JournalError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def told(wrong: Exception, name: str) -> JournalError:
    """What SQLite refuses, in our words."""
    kind = getattr(wrong, "sqlite_errorname", "") or ""
    for start, code in _SQLITE_CODES:
        if kind.startswith(start):
            return JournalError.of(code, name=name, why=str(wrong))
    damaged = kind in ("SQLITE_ERROR", "")
    return JournalError.of(Code.STORE_DAMAGED if damaged else Code.STORE_FAILED, name=name, why=str(wrong))


def _makes(statement: str) -> bool:
    return statement.startswith("CREATE ")


_MADE: Final = "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL"
# Of a damaged file, SQLite quotes names in its messages that are no text any more, and Python then cannot read them.
_ERRORS: Final = (sqlite3.Error, UnicodeDecodeError)
_SQLITE_CODES: Final = (
    ("SQLITE_FULL", Code.STORE_FULL),
    ("SQLITE_READONLY", Code.STORE_READ_ONLY),
    # A folder that cannot be written to has no room for the log that SQLite keeps beside an open store.
    ("SQLITE_CANTOPEN", Code.STORE_READ_ONLY),
    ("SQLITE_BUSY", Code.STORE_BUSY),
    ("SQLITE_CORRUPT", Code.STORE_DAMAGED),
    ("SQLITE_NOTADB", Code.STORE_DAMAGED),
)


def new_store(path: Path) -> SqlStore:
    """Make an empty store. Raises JournalError if there is one already or the folder cannot be written."""
    if path.exists():
        raise JournalError.of(Code.STORE_EXISTS, name=path)
    with _refusing(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives the log beside a store the rights that the store has: its owner's alone.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        database = _connect(path, "rwc")
        with database.writing():
            for statement in schema():
                database.run(statement)
        sync_folder(path.parent)
    return SqlStore(database)


def arriving_store(beside: Path) -> SqlStore:
    """An empty store that gets its name later, by `settle_store`; what an earlier try left there is removed."""
    with _refusing(beside):
        for end in _BESIDE:
            beside.with_name(beside.name + end).unlink(missing_ok=True)
    return new_store(beside)


def settle_store(store: SqlStore, beside: Path, path: Path) -> None:
    """Close a store that is whole and give it its name, both on disk when this returns. Raises JournalError."""
    store.wipe_traces()
    store.close()
    if path.exists():
        raise JournalError.of(Code.STORE_EXISTS, name=path)
    with _refusing(path):
        beside.rename(path)
        sync_folder(path.parent)


def open_to_read(path: Path) -> tuple[SqlStore, bool]:
    """A store to read, and whether it can be written to: of a disk that cannot, a copy is read. Raises JournalError."""
    try:
        return open_store(path), True
    except JournalError as wrong:
        if wrong.code is not Code.STORE_READ_ONLY:
            raise
    # SQLite needs to write beside a store even to read it. The copy is its owner's alone and goes with the store.
    with _refusing(path):
        folder = tempfile.TemporaryDirectory(prefix="battlebox-")
        for end in _BESIDE[:2]:
            file = path.with_name(path.name + end)
            if file.exists():
                shutil.copyfile(file, Path(folder.name) / file.name)
    try:
        store = open_store(Path(folder.name) / path.name)
    except JournalError:
        folder.cleanup()
        raise
    store.goes_with(folder.cleanup)
    return store, False


_BESIDE: Final = ("", "-wal", "-shm")


def open_store(path: Path) -> SqlStore:
    """Open a store. Raises JournalError if it is not there, not ours, damaged or of a newer Battlebox."""
    if not path.is_file():
        raise JournalError.of(Code.STORE_MISSING, name=path)
    database = _connect(path, "rw")
    try:
        _check_ours(database, path)
    except JournalError:
        database.close()
        raise
    return SqlStore(database)


def _check_ours(database: SqliteDatabase, path: Path) -> None:
    ours = next(database.rows("PRAGMA application_id"))[0]
    if ours != APPLICATION_ID:
        raise JournalError.of(Code.STORE_DAMAGED, name=path, why="it is not a journal")
    version = str(next((row[0] for row in database.rows("SELECT value FROM meta WHERE name = 'schema'")), "none"))
    if version.isdecimal() and int(version) > SCHEMA_VERSION:
        raise JournalError.of(Code.STORE_NEWER, name=path, found=version, known=SCHEMA_VERSION)
    if version != str(SCHEMA_VERSION):
        raise JournalError.of(Code.STORE_DAMAGED, name=path, why=f"its version reads {version!r}")


def _connect(path: Path, mode: str) -> SqliteDatabase:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connect = partial(sqlite3.connect, uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
    return SqliteDatabase(connect, str(path))


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say what the file system refuses as the store would."""
    try:
        yield
    except OSError as wrong:
        code = _SYSTEM_CODES.get(wrong.errno or 0, Code.STORE_FAILED)
        raise JournalError.of(code, name=path, why=wrong.strerror or str(wrong)) from wrong


_SYSTEM_CODES: Final = {
    errno.ENOSPC: Code.STORE_FULL,
    errno.EROFS: Code.STORE_READ_ONLY,
    errno.EACCES: Code.STORE_READ_ONLY,
}


class TipFile:
    """A tip note in two slots, written in turn, so that a torn write leaves the one before. One writer at a time.

    Each slot is a disk block of its own and is written in place, so that one write that goes through to the disk is all
    that a note costs: no new file, no new name, no new length.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = -1

    def read(self) -> Tip | None:
        """The newer of the slots that can be read. Raises JournalError if there are slots and none can be read."""
        slots = self._slots()
        tips = [tip for tip in map(Tip.from_bytes, slots) if tip is not None]
        if slots and not tips:
            raise JournalError.of(Code.TIP_DAMAGED, name=self.path.name)
        return max(tips, key=lambda tip: tip.count, default=None)

    def write(self, n: int, identity: str) -> None:
        """Write the slot that is not the newest, through to the disk."""
        if self._handle < 0:
            self._open()
        # Looked at each time: the writer before may have been another process.
        last = max((tip.count for tip in map(Tip.from_bytes, self._slots()) if tip is not None), default=-1)
        os.pwrite(self._handle, Tip(n, identity, last + 1).to_bytes(), (last + 1) % 2 * SLOT_BYTES)
        if not _THROUGH:
            os.fsync(self._handle)

    def is_whole(self) -> bool:
        """Whether every slot reads."""
        return all(Tip.from_bytes(slot) is not None for slot in self._slots())

    def close(self) -> None:
        """Let go of the file; the next write opens it again."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self.close()

    def _open(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | _THROUGH, 0o600)
        sync_folder(self.path.parent)

    def _slots(self) -> list[bytes]:
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as wrong:
            raise JournalError.of(Code.NOT_A_FILE, name=self.path, why=wrong.strerror) from wrong
        return [raw[start : start + SLOT_BYTES] for start in range(0, len(raw), SLOT_BYTES)]


# Where the system can write through to the disk in one call, a second one to sync is not needed.
_THROUGH: Final = getattr(os, "O_DSYNC", 0)


def sync_folder(path: Path) -> None:
    """Make the names in a folder survive a power cut, where the system knows how."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
