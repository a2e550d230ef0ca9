"""A copy that leaves this desk, and one that comes in.

Law: every copy is written down before it is made; a copy for somebody holds what marking allows them, and a whole copy
leaves only sealed. What comes in is checked to its last byte before any of it is kept.
Not here: files (folder.py), the stream (bundle.py), the rules (marking).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Final

from battlebox.journal.attachment import Manifest
from battlebox.journal.bundle import BundleReader, Heading, Limits, Sent, write_bundle
from battlebox.journal.claimed import true_to
from battlebox.journal.draft import Draft
from battlebox.journal.entry import Entry, read
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import About
from battlebox.journal.journal import Journal
from battlebox.journal.kinds import Kind
from battlebox.journal.opening import Tips, must_be_alike, must_suit, open_journal
from battlebox.journal.part import PartClass
from battlebox.journal.standing import is_said_exercise
from battlebox.journal.store import Row, Store
from battlebox.journal.sync import entries_named
from battlebox.journal.taken import Taken
from battlebox.journal.withhold import Kept, all_shown_to
from battlebox.marking import Recipient, Tlp, WayOut


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds, and what was kept back."""

    sent: Sent
    kept: Kept


def export(journal: Journal, out: BinaryIO, to: Recipient, by: Recipient | None = None) -> Copied:
    """Write a copy for somebody, with what may go to them, and, where it is made by one person's hand, to `by` too.

    A desk that holds the record of several bodies must not hand one of them, by way of a copy, what is another's.
    """
    _note_shared(journal, to.body or "anybody", "public" if to.way is WayOut.PUBLIC else to.way.value)
    kept = Kept()
    standing = journal.state.standing
    now_ms = journal.watch.now_ms()
    mine = all_shown_to(journal.entries(), by, standing, now_ms, kept) if by else journal.entries()
    shown = all_shown_to(mine, to, standing, now_ms, kept)
    return Copied(_write(journal, out, shown, to.body), kept)


def send(journal: Journal, out: BinaryIO, to: Recipient, ids: set[str]) -> Copied:
    """Write a short copy of what another desk lacks (sync.py finds out what), with what may go to it."""
    _note_shared(journal, to.body or "anybody", to.way.value)
    kept = Kept()
    shown = all_shown_to(entries_named(journal, ids), to, journal.state.standing, journal.watch.now_ms(), kept)
    return Copied(_write(journal, out, shown, to.body, short=True), kept)


def export_whole(journal: Journal, *, to: str) -> bytes:
    """Everything, RED included, as bytes to be sealed (gobag.py) and never written down unsealed."""
    _note_shared(journal, to, "whole")
    out = io.BytesIO()
    _write(journal, out, journal.entries(), to)
    return out.getvalue()


def take_bundle(journal: Journal, stream: BinaryIO, name: str, limits: Limits | None = None) -> Taken:
    """Take in a bundle: all of it, or nothing. Raises JournalError in one sentence for whatever is wrong."""
    reader = BundleReader(stream, name, limits)
    if reader.heading.incident != journal.incident:
        _must_suit(journal, reader, name)
        raise JournalError.of(Code.OTHER_INCIDENT, found=reader.heading.incident)
    entries = reader.entries()
    # A short bundle holds what one desk lacks, in no desk's order; a plain one is its sender's whole record.
    if reader.is_whole:
        entries = true_to(reader.heading.sender, entries)
    return journal.take(entries, chunks=reader.chunks())


def _must_suit(journal: Journal, reader: BundleReader, name: str) -> None:
    """Say it of a drill's record that is brought to a real incident, and the reverse. Raises JournalError."""
    first = next(reader.entries(), None)
    if first is not None and first.header.kind == Kind.JOURNAL_OPENED:
        must_be_alike(name, is_said_exercise(first.header.about), drill=journal.state.standing.exercise)


def take_store(journal: Journal, other: Store, tips: Tips, *, as_is: bool = False) -> tuple[Taken, Kept]:
    """Take in what another store has: what its labels let this desk's body have or, `as_is`, all of it.

    Raises JournalError. The other store stays open.
    """
    kept, wanted = Kept(), list[str]()
    must_suit(other, drill=journal.state.standing.exercise)
    theirs = open_journal(other, None, tips, journal.watch)
    if theirs.incident != journal.incident:
        raise JournalError.of(Code.OTHER_INCIDENT, found=theirs.incident)
    standings = (journal.state.standing, theirs.state.standing)
    # This desk may have been enrolled since it heard of it; whose word it is does not matter, for an admin signed it.
    ours = sorted({org for each in standings for org in (each.orgs_of(journal.desk.public) if journal.desk else ())})
    to = Recipient(WayOut.FILE, body=ours[0] if ours else "")
    entries = (read(row.raw, row.signature, other.parts(row.s)) for row in _rows_of(other))
    shown = entries if as_is else all_shown_to(entries, to, theirs.state.standing, journal.watch.now_ms(), kept)
    taken = journal.take(_noting_pieces(shown, wanted), chunks=_pieces(theirs, wanted))
    return taken, kept


def _rows_of(store: Store) -> Iterator[Row]:
    """Rows a page at a time, so that no query is left open if what reads them gives up."""
    after = 0
    while page := list(store.rows(after, _PAGE)):
        yield from page
        after = page[-1].s


_PAGE: Final = 500


def _write(journal: Journal, out: BinaryIO, entries: Iterable[Entry], to: str, *, short: bool = False) -> Sent:
    wanted: list[str] = []
    sender = journal.desk.public if journal.desk else ""
    heading = Heading(journal.incident, sender, to)
    return write_bundle(out, heading, _noting_pieces(entries, wanted), _pieces(journal, wanted), short=short)


def _noting_pieces(entries: Iterable[Entry], wanted: list[str]) -> Iterator[Entry]:
    """Pass entries on; the pieces of the files whose manifests go with them go as well, and no others."""
    for entry in entries:
        for place, part in entry.parts.items():
            if entry.header.parts[place].holds == PartClass.FILE:
                # Its desk may have signed nonsense; one such entry must not stop every copy.
                with suppress(JournalError):
                    wanted.extend(Manifest.from_bytes(part.data).pieces)
        yield entry


def _pieces(journal: Journal, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
    for identity in sorted(set(wanted)):
        data = journal.store.chunk(identity)
        if data is not None:
            yield identity, data


def _note_shared(journal: Journal, to: str, way: str) -> None:
    if journal.desk is None:
        return
    state = journal.state
    about: About = {"to": to, "way": way, "entries": state.entries, "set": state.set_digest()}
    journal.append(Draft(Kind.JOURNAL_SHARED, tlp=Tlp.GREEN, about=about))
