"""Stores that take their names late, are odd, large or elsewhere, and sheets that somebody holds."""

from __future__ import annotations

import importlib
import io
from pathlib import Path

import pytest

from battlebox.journal import (
    DataFolder,
    Desk,
    Draft,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    SigningKey,
    arriving_store,
    check_sheet,
    enrol,
    export,
    make_checkpoint,
    new_store,
    open_journal,
    open_store,
    open_to_read,
    placing,
    receive,
    settle_store,
    take_apart,
    verify,
    witness,
)
from battlebox.journal import disk as disks
from battlebox.journal.checkpoint import COSIGNATURE, Signature, cosigned_at, key_hash_of
from battlebox.journal.store import Witnessed
from battlebox.marking import Recipient, Tlp, WayOut
from sim.entries import said
from sim.region import FixedWatch, MemoryTip, Region, key_of, memory_store


def test_a_store_takes_its_name_when_it_is_whole_and_never_anothers(tmp_path: Path) -> None:
    beside, path = tmp_path / "a.part", tmp_path / "a.journal"
    new_store(beside).close()
    store = arriving_store(beside)
    assert store.count() == 0
    path.write_text("another")
    with pytest.raises(JournalError, match="there is already a journal at"):
        settle_store(store, beside, path)
    assert path.read_text() == "another"
    path.unlink()
    settle_store(arriving_store(beside), beside, path)
    assert sorted(tmp_path.iterdir()) == [path]
    (tmp_path / "file").write_text("x")
    with pytest.raises(JournalError, match="could not be written: "):
        new_store(tmp_path / "file" / "b.journal")


def test_a_damaged_store_is_not_read_from_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.journal").write_text("hello " * 1000)
    with pytest.raises(JournalError, match="is damaged"):
        open_to_read(tmp_path / "a.journal")
    real, asked = open_store, []

    def read_only_first(path: Path) -> object:
        asked.append(path)
        if len(asked) == 1:
            raise JournalError.of(JournalCode.STORE_READ_ONLY, name=path)
        return real(path)

    monkeypatch.setattr(disks, "open_store", read_only_first)
    with pytest.raises(JournalError, match="is damaged"):
        open_to_read(tmp_path / "a.journal")
    assert not asked[1].parent.exists()


def test_a_store_that_sqlite_cannot_open_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(JournalError, match="cannot be written to"):
        disks._connect(tmp_path / "folder", "rw")


def test_many_entries_are_placed_and_verified_with_bounded_memory(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    north, done, verifying = region.desks["north-1"], [], importlib.import_module("battlebox.journal.verify")
    for i in range(12):
        said(north, f"{i}")
    early = make_checkpoint(north)
    monkeypatch.setattr(placing, "_RECENT_MAX", 2)
    monkeypatch.setattr(verifying, "RECENT_MAX", 4)
    monkeypatch.setattr(verifying, "PEAKS_KEPT", 1)
    monkeypatch.setattr(verifying, "_EVERY", 5)
    fresh = receive(memory_store(), north.incident, None, lambda *_: None, FixedWatch())
    fresh.take(north.entries())
    assert fresh.digest() == north.digest()
    # A checkpoint whose place was passed long ago is looked up anew.
    late = {"size": early.size - 5, "root": "00" * 32}
    north.append(Draft(Kind.CHECKPOINT_SIGNED, about=late, tlp=Tlp.GREEN))
    tips = ((north.desk.public, region.notes["north-1"]),)
    report = verify(north.store, tips=tips, progress=done.append)
    assert [problem.code for problem in report.problems] == [JournalCode.TREE_CHANGED]
    assert done == [5, 10, 15, north.store.count()]


def test_what_was_witnessed_must_be_what_the_note_says(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    note = make_checkpoint(north)
    signed = witness(two, note.to_text(), [], "northmere/north-2")
    with two.store.writing():
        two.store.set_witnessed(Witnessed(note.origin, note.size + 1, note.root.hex(), signed.to_text()))
    assert [problem.code for problem in verify(two.store).problems] == [JournalCode.NOTE_UNSIGNED]


def test_a_countersignature_that_is_not_the_witness_own_does_not_count(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    note = make_checkpoint(north)
    signed = witness(two, note.to_text(), [], "northmere/north-2")
    assert cosigned_at(signed, "northmere/north-2", two.desk.public) is not None
    false = Signature("w", key_hash_of("w", two.desk.public, COSIGNATURE), bytes(72))
    forged = type(note)(note.incident, note.key, note.size, note.root, (*note.signatures, false))
    assert cosigned_at(forged, "w", two.desk.public) is None
    with pytest.raises(JournalError, match="is not a checkpoint"):
        type(note).from_text(note.to_text().replace(note.key, note.key.upper()))


def test_a_held_sheet_is_compared_as_text_or_as_words(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    said(north)
    note = make_checkpoint(north)
    size, words = note.to_spoken()
    said(north)
    assert check_sheet(north, note.to_text()) == size
    assert check_sheet(north, f" {size} {words}\n") == size
    with pytest.raises(JournalError, match=r"the words do not fit together|does not begin with"):
        check_sheet(north, f"{size + 1} {words}")
    with pytest.raises(JournalError, match="the sheet is of desk"):
        check_sheet(two, note.to_text())
    stranger = Region().found("another")
    with pytest.raises(JournalError, match="this is about another incident"):
        check_sheet(stranger, note.to_text())
    fresh = receive(memory_store(), north.incident, key_of("north-1"), lambda *_: MemoryTip(), FixedWatch())
    fresh.take(list(north.entries())[: size - 1])
    with pytest.raises(JournalError, match=rf"does not begin with the {size} entries .* it has {size - 1}"):
        check_sheet(fresh, note.to_text())


def test_a_desk_without_a_tip_note_or_with_the_journal_elsewhere_still_writes(region: Region) -> None:
    north = region.desks["north-1"]
    bare = Journal(north.store, north.incident, key_of("bare"), None, FixedWatch())
    enrol(north, Desk(key_of("bare").public, "northmere", "", "bare"), region.admins["northmere"])
    assert said(bare).header.n == 0
    assert north.fork_of(key_of("bare").public) is None
    reader = open_journal(north.store, None, lambda *_: None, FixedWatch())
    out = io.BytesIO()
    before = reader.store.count()
    # A desk without a key can copy what it has; it cannot write that down.
    assert export(reader, out, Recipient(WayOut.FILE, body="northmere")).sent.entries == before


def test_an_alarm_that_waits_for_enrolment_is_written_once(region: Region) -> None:
    north = region.desks["north-1"]
    twin = receive(memory_store(), north.incident, key_of("north-2"), lambda *_: MemoryTip(), FixedWatch())
    twin.take(north.entries())
    said(twin, "there")
    said(region.desks["north-2"], "here")
    stranger = region.join("east-9", "eastholt", enrolled=False)
    for desk in (twin, region.desks["north-2"]):
        stranger.take(desk.entries())
    assert len(stranger.note_forks()) == 1
    assert stranger.note_forks() == []


def test_a_secret_seed_makes_the_same_key_and_new_ones_differ() -> None:
    key = SigningKey.new()
    assert SigningKey.from_seed(key.seed) == key
    assert SigningKey.new() != key


def test_a_copy_whose_pieces_are_not_here_goes_without_them(region: Region) -> None:
    north = region.desks["north-1"]
    manifest = take_apart([b"pay us"], "note.txt", "", lambda *_: None)
    north.append(Draft(Kind.NOTE_WRITTEN, files=(manifest.to_bytes(),)))
    out = io.BytesIO()
    assert export(north, out, Recipient(WayOut.FILE, body="northmere")).sent.chunks == 0


def test_a_data_folder_holds_what_waits_beside_its_journals(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert folder.held("ab" * 32).paths() == []
    assert folder.held("ab" * 32).path.parent == folder.store_path("ab" * 32).parent
