"""A journal's store in SQL, the same on SQLite and on PostgreSQL.

Law: tables only grow; the columns of `entry` are copies of header fields, kept to find entries by, and never believed
without the header. Erasing a part is the only deletion, and it leaves a row that says so.
Not here: connections, files, guards and dialects (disk.py, postgres.py), meaning (journal.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from sys import intern
from typing import Any, Final, Protocol

from battlebox.journal.entry import Entry
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.part import Part
from battlebox.journal.store import PartRow, Row, Witnessed

Cells = Sequence[Any]


class Database(Protocol):
    """A connection that speaks SQL with `?` for arguments and turns its errors into JournalError."""

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        ...

    def run(self, sql: str, cells: Cells = ()) -> None:
        """Run one statement."""
        ...

    def rows(self, sql: str, cells: Cells = ()) -> Iterator[Any]:
        """Run one query and yield its rows as tuples, without holding them all."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """One transaction by one writer."""
        ...

    def erase(self, s: int, place: int) -> None:
        """Delete one row of `part` for which a row of `erased` exists."""
        ...

    def wipe_traces(self) -> None:
        """Remove deleted bytes from every file."""
        ...

    def faults(self) -> list[str]:
        """What the database finds wrong with itself."""
        ...

    def rest(self) -> None:
        """Let go until `wake`."""
        ...

    def wake(self) -> None:
        """Connect anew."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


TABLES: Final = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE desk (k {integer} PRIMARY KEY, key {blob} NOT NULL UNIQUE)",
    """CREATE TABLE entry (s {integer} PRIMARY KEY, id {blob} NOT NULL UNIQUE, k {integer} NOT NULL,
    n {integer} NOT NULL, depth {integer} NOT NULL, control {integer} NOT NULL, held {integer} NOT NULL,
    raw {blob} NOT NULL, signature {blob} NOT NULL)""",
    "CREATE INDEX entry_number ON entry (k, n)",
    "CREATE INDEX entry_control ON entry (s) WHERE control = 1",
    """CREATE TABLE part (s {integer} NOT NULL, place {integer} NOT NULL, salt {blob} NOT NULL, data {blob} NOT NULL,
    PRIMARY KEY (s, place)){rowless}""",
    "CREATE TABLE late (s {integer} NOT NULL, place {integer} NOT NULL, PRIMARY KEY (s, place)){rowless}",
    "CREATE TABLE erased (s {integer} NOT NULL, place {integer} NOT NULL, PRIMARY KEY (s, place)){rowless}",
    "CREATE TABLE chunk (id {blob} PRIMARY KEY, data {blob} NOT NULL)",
    """CREATE TABLE witnessed (origin TEXT PRIMARY KEY, size {integer} NOT NULL, root TEXT NOT NULL,
    note TEXT NOT NULL)""",
)
GUARDED: Final = ("entry", "desk", "late", "erased", "chunk")
"""Tables whose rows are never changed and never deleted; `part` is guarded by a rule of its own."""

_ENTRY: Final = "SELECT s, id, key, n, depth, control, held, raw, signature FROM entry JOIN desk ON desk.k = entry.k"


class SqlStore:
    """A Store (store.py) over a Database that has the TABLES."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._desks: dict[str, int] = {}
        self._at_end: Callable[[], None] = lambda: None

    def goes_with(self, at_end: Callable[[], None]) -> None:
        """Do this when the store is let go of."""
        self._at_end = at_end

    @property
    def name(self) -> str:
        """What to call the store in a sentence."""
        return self._database.name

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction by one writer."""
        kept, self._desks = self._desks, dict(self._desks)
        try:
            with self._database.writing():
                yield
            kept = self._desks
        finally:
            # A transaction that was undone took its new desks' numbers with it, and they must not be remembered.
            self._desks = kept

    def count(self) -> int:
        """The highest arrival number."""
        return int(self._one("SELECT coalesce(max(s), 0) FROM entry") or 0)

    def add(self, s: int, entry: Entry, *, control: bool) -> None:
        """Add an entry with its parts."""
        header = entry.header
        held = 0
        for place in entry.parts:
            held |= 1 << place
        self._database.run(
            "INSERT INTO entry (s, id, k, n, depth, control, held, raw, signature) VALUES (?,?,?,?,?,?,?,?,?)",
            (
                s,
                bytes.fromhex(entry.id),
                self._desk(header.key),
                header.n,
                header.depth,
                int(control),
                held,
                entry.raw,
                entry.signature,
            ),
        )
        for place, part in entry.parts.items():
            self._database.run(_ADD_PART, (s, place, part.salt, part.data))

    def add_part(self, s: int, place: int, part: Part) -> None:
        """Add a part that came late, or came back."""
        self._database.run(_ADD_PART, (s, place, part.salt, part.data))
        self._database.run("INSERT INTO late (s, place) VALUES (?,?) ON CONFLICT DO NOTHING", (s, place))

    def erase_part(self, s: int, place: int) -> None:
        """Delete a part."""
        self._database.run("INSERT INTO erased (s, place) VALUES (?,?) ON CONFLICT DO NOTHING", (s, place))
        self._database.erase(s, place)

    def wipe_traces(self) -> None:
        """Remove deleted bytes from every file."""
        self._database.wipe_traces()

    def row(self, identity: str) -> Row | None:
        """The entry of this id."""
        return next(self._entries(" WHERE id = ?", (bytes.fromhex(identity),)), None)

    def row_at(self, s: int) -> Row | None:
        """The entry of this arrival number."""
        return next(self._entries(" WHERE s = ?", (s,)), None)

    def rows(self, after: int = 0, most: int | None = None) -> Iterator[Row]:
        """Entries in order of arrival."""
        if most is None:
            return self._entries(" WHERE s > ? ORDER BY s", (after,))
        return self._entries(" WHERE s > ? ORDER BY s LIMIT ?", (after, most))

    def rows_of(self, key: str, after_n: int = -1) -> Iterator[Row]:
        """One key's entries by number."""
        return self._entries(_OF_KEY + " AND n > ? ORDER BY n, s", (bytes.fromhex(key), after_n))

    def control_rows(self) -> Iterator[Row]:
        """The entries that change who is believed."""
        return self._entries(" WHERE control = 1 ORDER BY s", ())

    def ids(self) -> Iterator[tuple[int, str, int]]:
        """Arrival number, id and depth of every entry."""
        sql = "SELECT s, id, depth FROM entry ORDER BY s"
        for s, identity, depth in self._rows(sql, (), (int, bytes, int)):
            yield s, identity.hex(), depth

    def starting_with(self, letters: str) -> list[str]:
        """Ids that begin with these hex digits."""
        low, high = letters.ljust(64, "0"), letters.ljust(64, "f")
        sql = "SELECT id FROM entry WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 8"
        return [found.hex() for (found,) in self._rows(sql, (bytes.fromhex(low), bytes.fromhex(high)), (bytes,))]

    def parts(self, s: int) -> dict[int, Part]:
        """The parts present of one entry."""
        sql = "SELECT place, salt, data FROM part WHERE s = ? ORDER BY place"
        return {place: Part(salt, data) for place, salt, data in self._rows(sql, (s,), (int, bytes, bytes))}

    def part_rows(self) -> Iterator[PartRow]:
        """Every part present."""
        sql = "SELECT s, place, salt, data FROM part ORDER BY s, place"
        for s, place, salt, data in self._rows(sql, (), (int, int, bytes, bytes)):
            yield PartRow(s, place, Part(salt, data))

    def late_parts(self) -> set[tuple[int, int]]:
        """Parts that came late."""
        return {(s, place) for s, place in self._rows("SELECT s, place FROM late", (), (int, int))}

    def erased_parts(self) -> set[tuple[int, int]]:
        """Parts deleted here."""
        return {(s, place) for s, place in self._rows("SELECT s, place FROM erased", (), (int, int))}

    def part_changes(self) -> int:
        """How many parts came late or were deleted here."""
        return int(self._one("SELECT (SELECT count(*) FROM late) + (SELECT count(*) FROM erased)"))

    def chunk(self, identity: str) -> bytes | None:
        """The sealed bytes of one piece of a file."""
        found = self._one("SELECT data FROM chunk WHERE id = ?", (bytes.fromhex(identity),))
        return None if found is None else bytes(found)

    def add_chunk(self, identity: str, data: bytes) -> None:
        """Keep a piece of a file."""
        sql = "INSERT INTO chunk (id, data) VALUES (?,?) ON CONFLICT DO NOTHING"
        self._database.run(sql, (bytes.fromhex(identity), data))

    def chunk_ids(self) -> Iterator[str]:
        """The names of the pieces that are here."""
        return (found.hex() for (found,) in self._rows("SELECT id FROM chunk ORDER BY id", (), (bytes,)))

    def witnessed(self, origin: str) -> Witnessed | None:
        """What this desk last countersigned of one record."""
        sql = "SELECT origin, size, root, note FROM witnessed WHERE origin = ?"
        return next((Witnessed(*row) for row in self._rows(sql, (origin,), _WITNESSED_TYPES)), None)

    def set_witnessed(self, seen: Witnessed) -> None:
        """Remember what was countersigned."""
        sql = """INSERT INTO witnessed (origin, size, root, note) VALUES (?,?,?,?)
        ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note"""
        self._database.run(sql, seen)

    def all_witnessed(self) -> list[Witnessed]:
        """Everything countersigned last."""
        sql = "SELECT origin, size, root, note FROM witnessed ORDER BY origin"
        return [Witnessed(*row) for row in self._rows(sql, (), _WITNESSED_TYPES)]

    def faults(self) -> list[str]:
        """What the database finds wrong with itself."""
        return self._database.faults()

    def rest(self) -> None:
        """Let go of the store until `wake`."""
        self._database.rest()

    def wake(self) -> None:
        """Connect anew."""
        self._database.wake()

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()
        self._at_end()

    def _entries(self, where: str, cells: Cells) -> Iterator[Row]:
        for row in self._rows(_ENTRY + where, cells, _ENTRY_TYPES):
            s, identity, key, n, depth, control, held, raw, signature = row
            if control not in (0, 1):
                raise JournalError.of(Code.STORE_DAMAGED, name=self.name, why="a cell is none that Battlebox writes")
            yield Row(s, intern(identity.hex()), intern(key.hex()), n, depth, control == 1, held, raw, signature)

    def _rows(self, sql: str, cells: Cells, types: tuple[type, ...]) -> Iterator[Any]:
        """Rows whose cells have these types: a flipped bit can make a number of a blob, and must not pass."""
        for row in self._database.rows(sql, cells):
            if tuple(map(type, row)) != types:
                raise JournalError.of(
                    Code.STORE_DAMAGED, name=self.name, why="a cell is of another type than its column"
                )
            yield row

    def _one(self, sql: str, cells: Cells = ()) -> Any:  # noqa: ANN401 - a cell of any column
        return next((row[0] for row in self._database.rows(sql, cells)), None)

    def _desk(self, key: str) -> int:
        place = self._desks.get(key)
        if place is None:
            raw = bytes.fromhex(key)
            place = self._one("SELECT k FROM desk WHERE key = ?", (raw,))
            if place is None:
                place = int(self._one("SELECT coalesce(max(k), 0) + 1 FROM desk"))
                self._database.run("INSERT INTO desk (k, key) VALUES (?,?)", (place, raw))
            self._desks[key] = int(place)
        return int(place)


_ENTRY_TYPES: Final = (int, bytes, bytes, int, int, int, int, bytes, bytes)
_WITNESSED_TYPES: Final = (str, int, str, str)
_OF_KEY: Final = " WHERE entry.k = (SELECT k FROM desk WHERE key = ?)"
_ADD_PART: Final = "INSERT INTO part (s, place, salt, data) VALUES (?,?,?,?)"
