"""Copies of the record that leave this desk on a stick, and those that come in.

Law: a copy holds what its labels allow the body it is for and what the officer who makes it may see; what comes in is
all right, or nothing of it is taken.
Not here: the stream and its rules (journal), reading a file off a stick (web).
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record
from battlebox.journal import (
    Journal,
    JournalCode,
    JournalError,
    Taken,
    TipFile,
    export,
    extractor_source,
    make_checkpoint,
    open_to_read,
    paper,
    seal,
    take_bundle,
    take_store,
    unseal,
    verifier_source,
)
from battlebox.marking import Recipient, WayOut

FILE_MOST: Final = 256 << 20
"""How much of one file inside a folder packed for a stick is read, at most."""
TAKEN_KINDS: Final = f"the ZIP file of a copy, {paper.RECORD} or {paper.BAG} out of it, or another desk's .journal file"
"""What can be taken in, as a page asks for it and a refusal names it."""
AGAIN: Final = "It is this desk: start it again, and it goes on with another key"
"""What to do where this desk's own key was seen to fork: a running desk keeps the key that it began with."""
AS_FAR: Final = (
    "A desk that runs keeps its newest entries in a second file (-wal): was it running when this one was copied, "
    "stop it and copy the file again, or make a copy there"
)
_ZIP: Final = b"PK\x03\x04"
_STORE: Final = b"SQLite format 3\x00"
_AGE: Final = b"age-encryption.org/"


@dataclass(frozen=True, slots=True)
class Copy:
    """A folder packed as ZIP: the record, a program that checks it anywhere, a checkpoint, a page that explains."""

    name: str
    data: bytes
    entries: int
    entries_back: int
    parts_back: int
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came in: entries new and known, parts that came late or are refused, desks that wrote one number twice.

    `is_own`: one of those desks is this one. `is_store`: it was a desk's own file, which lacks what that desk wrote
    last if it was copied while it ran.
    """

    new: int
    known: int
    late_parts: int
    refused_parts: int
    forks: tuple[str, ...]
    is_own: bool = False
    is_store: bool = False

    @property
    def said(self) -> str:
        """In words."""
        late = f", {self.late_parts} missing parts added" if self.late_parts else ""
        refused = f", {self.refused_parts} parts refused because they were removed" if self.refused_parts else ""
        alarm = "".join(
            f". ALARM: {name} wrote two different entries with one number; both are kept: verify the record"
            for name in self.forks
        )
        again = f". {AGAIN}" if self.is_own else ""
        return f"{self.new} new entries, {self.known} known already{late}{refused}{alarm}{again}{self._as_far}"

    @property
    def _as_far(self) -> str:
        return f". {AS_FAR}" if self.is_store else ""


def make_copy(record: Record, officer: Officer, body: str, *, passphrase: str = "") -> Copy:
    """Pack a copy for a body, sealed where a passphrase is given. It is written down before it is made.

    Raises DeskError for an officer who may not or a body that is not in the incident, JournalError.
    """
    officer.must(Act.COPY)
    orgs = record.standing.orgs
    if body not in orgs:
        raise DeskError.of(Code.UNKNOWN_ID, what="body in this incident", id=body, near=f": {', '.join(sorted(orgs))}")
    return record.with_pen(officer, lambda journal: _packed(journal, officer, body, passphrase))


def take_copy(record: Record, officer: Officer, data: bytes, name: str, *, passphrase: str = "") -> TakenIn:
    """Take in another desk's copy: its folder packed as ZIP, or the record in it, sealed or not; all or nothing.

    The `.journal` file of another desk will do too: of that, what its labels let this desk's body have.
    Raises DeskError, JournalError.
    """
    officer.must(Act.COPY)
    if data.startswith(_STORE):
        return replace(_told(record, record.with_pen(officer, lambda pen: _take_store(pen, data))), is_store=True)
    inner, found = _record_in(data, name)
    if inner.startswith(_AGE):
        inner = unseal(inner, found, passphrase=passphrase)

    def take(journal: Journal) -> Taken:
        try:
            taken = take_bundle(journal, io.BytesIO(inner), found)
        except JournalError as wrong:
            if wrong.code is JournalCode.NOT_A_BUNDLE:
                # Its hint names fewer kinds than are taken here.
                raise _none_there() from wrong
            raise
        journal.note_forks()
        return taken

    return _told(record, record.with_pen(officer, take))


def _take_store(journal: Journal, data: bytes) -> Taken:
    """What another desk's own store has. It is read from a file of this user alone, which goes when it was read."""
    with tempfile.TemporaryDirectory(prefix="battlebox-") as folder:
        path = Path(folder) / "other.journal"
        path.write_bytes(data)
        try:
            store, _ = open_to_read(path)
        except JournalError as wrong:
            # Its sentence would name the file here, which nobody knows.
            raise _none_there() from wrong
        try:
            taken, _ = take_store(journal, store, lambda *_: TipFile(Path(folder) / "tip"))
        finally:
            store.close()
    journal.note_forks()
    return taken


def _told(record: Record, taken: Taken) -> TakenIn:
    record.read_again()
    names = tuple(record.standing.name_of(key) for key in taken.forks)
    is_own = bool({record.key_of(body) for body in record.bodies} & set(taken.forks))
    return TakenIn(taken.new, taken.known, taken.late_parts, taken.refused_parts, names, is_own)


def _packed(journal: Journal, officer: Officer, body: str, passphrase: str) -> Copy:
    note = make_checkpoint(journal)
    out = io.BytesIO()
    to = Recipient(WayOut.FILE, body=body, community=True)
    by = Recipient(WayOut.HAND, body=officer.body, person=officer.id, community=True)
    copied = export(journal, out, to, by)
    held = seal(out.getvalue(), passphrase=passphrase) if passphrase else out.getvalue()
    desk = journal.state.standing.name_of(journal.desk.public) if journal.desk else "unknown"
    entries, back = journal.store.count(), copied.kept
    page = paper.explanation(
        journal.incident, desk=desk, entries=entries, withheld=back.parts, to=body, sealed=bool(passphrase),
        exercise=journal.state.standing.exercise,
    )  # fmt: skip
    files = {
        paper.BAG if passphrase else paper.RECORD: held,
        paper.VERIFIER: verifier_source(),
        paper.EXTRACTOR: extractor_source(),
        paper.NOTE: note.to_text().encode(),
        paper.EXPLANATION: page.encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as folder:
        for name, content in files.items():
            folder.writestr(name, content)
    drill = "EXERCISE-" if journal.state.standing.exercise else ""
    stem = f"{drill}incident-{journal.incident[:8]}-for-{body}"
    return Copy(f"{stem}.zip", packed.getvalue(), entries, back.entries, back.parts, bool(passphrase))


def _record_in(data: bytes, name: str) -> tuple[bytes, str]:
    """The record in what came off a stick, and its name. Raises DeskError."""
    if not data.startswith(_ZIP):
        return data, name
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            for wanted in (paper.RECORD, paper.BAG):
                inside = [each for each in folder.infolist() if each.filename.rpartition("/")[2] == wanted]
                if inside and inside[0].file_size <= FILE_MOST:
                    return folder.read(inside[0]), wanted
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as wrong:
        raise _none_there() from wrong
    raise _none_there()


def _none_there() -> DeskError:
    return DeskError.of(Code.NOT_AT_HAND, what="record", hint=TAKEN_KINDS)
