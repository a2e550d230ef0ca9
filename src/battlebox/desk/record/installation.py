"""One data folder: the incidents kept here, the keys to write in them for each body at this desk, the estates.

Law: an incident is opened once in a process and shared by everyone in it; a key that may not be used any more is
replaced by a new one, which an admin must enrol before its entries count.
Not here: accounts (web), what is written in an incident (each noun's module).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import course_for
from battlebox.desk.record.pens import PensBegun, key_for
from battlebox.desk.record.record import Record
from battlebox.estate import Shelf
from battlebox.journal import (
    TURNS,
    WAIT_SECONDS,
    DataFolder,
    Desk,
    Founding,
    Journal,
    JournalError,
    Report,
    SigningKey,
    Store,
    Turn,
    Watch,
    begin,
    enrol,
    must_suit,
    needs_new_key,
    new_store,
    open_beside,
    open_journal,
    open_store,
    verify,
)

LETTERS: Final = (*ascii_uppercase, *(f"{one}{two}" for one in ascii_uppercase for two in ascii_uppercase))
"""Names for the desks of an incident, in order: A to Z, then AA to ZZ."""
BEGUN: Final = "begun.part"
_KEYS: Final = "keys"
"""The turn of whoever may make a key. It is taken before that of a record, never after."""


@dataclass
class Installation:
    """What one data folder holds; `record` opens an incident, or gives the one that is open."""

    path: Path
    watch: Watch
    shares: bool = False
    """Whether other processes write in the same folder: then all of them take turns, by a locked file for each."""
    _open: dict[str, Record] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _opening: threading.RLock = field(default_factory=threading.RLock)
    _turns: dict[str, Turn] = field(default_factory=dict)

    def turn(self, name: str, wait_seconds: float = WAIT_SECONDS) -> Turn:
        """What is held while something in this folder is changed that others may be changing."""
        with self._lock:
            if name not in self._turns:
                self._turns[name] = Turn(self.path / TURNS / f"{name}.lock" if self.shares else None, wait_seconds)
            return self._turns[name]

    @property
    def shelf(self) -> Shelf:
        """Where estate revisions are kept."""
        return Shelf(self.path / "estates")

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents that are here, by the first sixteen letters of their ids."""
        return tuple(path.stem for path in DataFolder(self.path).incidents())

    def record(self, incident: str) -> Record:
        """The incident whose id begins so. Raises JournalError if it is not here or cannot be read."""
        short = incident[:16]
        known = self._open.get(short)
        if known is not None:
            return known
        with self._opening:
            if short not in self._open:
                self._open[short] = self._opened(open_store(DataFolder(self.path).store_path(short)), self.turn(short))
            return self._open[short]

    def found(self, hosted: tuple[str, ...], others: tuple[str, ...] = (), *, title: str = "") -> Record:
        """Begin the record of an incident: `hosted` bodies write at this desk, the first of them founds it.

        Every body gets an admin key, kept here until it is handed over (`admin_key`, `hand_over`): whoever holds it
        decides which of that body's desks are believed. Raises DeskError, JournalError.
        """
        if len(hosted) > len(LETTERS):
            raise DeskError.of(Code.TOO_MANY_DESKS, most=len(LETTERS), body=hosted[len(LETTERS)])
        with self.turn(_KEYS):
            incident = self._founded(hosted, others, title)
        return self.record(incident)

    def _founded(self, hosted: tuple[str, ...], others: tuple[str, ...], title: str) -> str:
        folder = DataFolder(self.path)
        admins = {body: self._admin(body) for body in (*hosted, *others)}
        orgs = {body: admin.public for body, admin in admins.items()}
        beside = self.path / "incidents" / BEGUN
        beside.unlink(missing_ok=True)
        store = new_store(beside)
        first = self._pen(hosted[0])
        founding = Founding(orgs, hosted[0], LETTERS[0], title=title, exercise=folder.is_drill)
        journal = begin(store, founding, first, folder.tip, self.watch)
        for letter, body in zip(LETTERS[1:], hosted[1:], strict=False):
            enrol(journal, Desk(self._pen(body).public, body, "loggist", letter), admins[body])
        store.close()
        beside.rename(folder.store_path(journal.incident))
        return journal.incident

    def host(self, incident: str, officer: Officer, body: str) -> bool:
        """Let a body that takes part write at this desk, by its admin key that is kept here; whether that was done.

        Only a body that was let in to the incident, of which no desk was ever enrolled there, and whose admin key was
        not handed over: in any other case its own admin decides. Raises JournalError, DeskError also for an officer who
        may not stand the incident up.
        """
        officer.must(Act.STAND)
        record = self.record(incident)
        with self.turn(_KEYS), record.lock:
            return self._hosted(record, officer, body)

    def _hosted(self, record: Record, officer: Officer, body: str) -> bool:
        admin = self._kept(body)
        standing = record.standing
        known = {desk.org for desks in standing.desks.values() for desk in desks} | {
            each[1] for each in standing.revoked
        }
        if admin is None or standing.orgs.get(body) != admin.public or body in known or not course_for(record, body):
            return False
        taken = {word for desks in standing.desks.values() for desk in desks for word in desk.name.split()[:1]}
        letter = next((each for each in LETTERS if each not in taken), "")
        if not letter:
            raise DeskError.of(Code.TOO_MANY_DESKS, most=len(LETTERS), body=body)
        key = self._pen(body)
        record.with_pen(officer, lambda journal: enrol(journal, Desk(key.public, body, "loggist", letter), admin))
        record.take_pen(body, open_beside(record.journal, key, DataFolder(self.path).tip))
        return True

    def take_up(self, incident: str, body: str) -> None:
        """Give a record that came from elsewhere, for which this laptop has no key at all, a pen for a body of it.

        What is written with it is kept, and counts for nothing until that body's admin enrols the key.
        """
        record = self.record(incident)
        with self.turn(_KEYS):
            if record.has_pens or body not in record.standing.orgs or course_for(record, body) is None:
                return
            # The commands that took it in made a key already: one laptop needs one card.
            folder = DataFolder(self.path)
            key = folder.key() or self._pen(body)
            record.take_pen(body, open_beside(record.journal, key, folder.tip))

    @property
    def unsealed(self) -> tuple[str, ...]:
        """The bodies whose admin key has not been handed over yet."""
        keys = (self.path / "keys").glob("admin-*.key")
        return tuple(sorted(key.name.removeprefix("admin-").removesuffix(".key") for key in keys))

    def admin_key(self, body: str) -> str | None:
        """A body's admin key as 64 hex digits, to be printed and sealed; None once it was handed over."""
        return DataFolder(self.path).secret(f"admin-{body}.key")

    def hand_over(self, body: str) -> None:
        """Take a body's admin key off this machine, after it was printed."""
        DataFolder(self.path).drop_secret(f"admin-{body}.key")

    def verify(self, incident: str, *, progress: Callable[[int], None]) -> Report:
        """Prove a record right, on a connection of its own, so that nobody has to wait for it. Raises JournalError."""
        folder = DataFolder(self.path)
        bodies = self.record(incident).bodies
        tips = tuple(
            tip for body in sorted(bodies) for tip in DataFolder(self.path, pen=body).tips(incident)
        )  # fmt: skip
        store = open_store(folder.store_path(incident[:16]))
        try:
            return verify(store, tips=tips, progress=progress)
        finally:
            store.close()

    def rest(self) -> None:
        """Let go of every file until `wake`, to begin processes that have then read what this one has."""
        for record in self._open.values():
            record.journal.store.rest()

    def wake(self) -> None:
        """Connect anew, in a process that was begun; what cannot be is opened again, or refused, where it is asked."""
        for short, record in list(self._open.items()):
            try:
                record.journal.store.wake()
            except JournalError:
                del self._open[short]

    def close(self) -> None:
        """Let go of every incident."""
        with self._lock:
            for record in self._open.values():
                with record.lock:
                    record.journal.store.close()
            self._open.clear()

    def _opened(self, store: Store, turn: Turn) -> Record:
        folder = DataFolder(self.path)
        must_suit(store, drill=folder.is_drill)
        reading = open_journal(store, None, folder.tip, self.watch)
        # Read before any turn is taken: a long record takes longer than anybody waits for one.
        record = Record(reading, {}, turn, PensBegun(self.path) if self.shares else lambda _: {})
        # A tip note and its store are looked at together, and a key is made once.
        with self.turn(_KEYS), turn:
            for body, pen in self._pens(reading).items():
                record.take_pen(body, pen)
        return record

    def _pens(self, reading: Journal) -> dict[str, Journal]:
        folder = DataFolder(self.path)
        pens: dict[str, Journal] = {}
        for body in reading.state.standing.orgs:
            mine = DataFolder(self.path, pen=body)
            key = key_for(folder, body, reading)
            if key is None:
                continue
            pen = open_beside(reading, key, folder.tip)
            if needs_new_key(pen, folder.tip(pen.incident, key.public)) is not None:
                pen = open_beside(reading, mine.new_key(), folder.tip)
            pens[body] = pen
        return pens

    def _pen(self, body: str) -> SigningKey:
        mine = DataFolder(self.path, pen=body)
        return mine.key() or mine.new_key()

    def _kept(self, body: str) -> SigningKey | None:
        kept = self.admin_key(body)
        return None if kept is None else SigningKey.from_seed(bytes.fromhex(kept))

    def _admin(self, body: str) -> SigningKey:
        kept = self._kept(body)
        if kept is not None:
            return kept
        fresh = SigningKey.new()
        DataFolder(self.path).keep_secret(f"admin-{body}.key", fresh.seed.hex())
        return fresh
