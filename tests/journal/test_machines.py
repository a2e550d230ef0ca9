"""Keys, tip notes and copies of machines: a desk finds out when it is no longer alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from battlebox.journal import (
    Founding,
    JournalCode,
    JournalError,
    begin,
    needs_new_key,
    open_journal,
    receive,
    verify,
    write_new,
)
from battlebox.journal import disk as disks
from sim.entries import said
from sim.region import FixedWatch, MemoryTip, OnDisk, Region, key_of, memory_store


def test_an_entry_under_this_desks_own_key_from_outside_is_an_alarm(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    thief = receive(memory_store(), north.incident, key_of("north-2"), lambda *_: MemoryTip(), FixedWatch())
    thief.take(two.entries())
    stolen = said(thief, "not by us")
    assert needs_new_key(two, region.notes["north-2"]) is None
    taken = two.take(thief.entries())
    assert taken.own == [stolen.id]
    why = needs_new_key(two, region.notes["north-2"])
    assert why.code is JournalCode.OWN_KEY
    assert "carries this desk's own key, and this desk did not write it" in str(why)


def test_entries_beyond_the_tip_note_are_an_alarm_after_opening_again(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    for _ in range(3):
        said(desk.journal)
    note = desk.tips()[0][1]
    kept = note.path.read_bytes()
    said(desk.journal)
    note.path.write_bytes(kept)
    # One entry beyond the note is what a power cut leaves.
    assert needs_new_key(OnDisk(tmp_path).journal, desk.tips()[0][1]) is None
    said(OnDisk(tmp_path).journal)
    note.path.write_bytes(kept)
    assert needs_new_key(OnDisk(tmp_path).journal, desk.tips()[0][1]).code is JournalCode.OWN_KEY


def test_a_tip_note_that_was_taken_away_is_noticed(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    assert needs_new_key(desk.journal, MemoryTip()) is None
    said(desk.journal)
    desk.tips()[0][1].path.unlink()
    report = verify(desk.journal.store, tips=desk.tips())
    assert [problem.code for problem in report.problems] == [JournalCode.TIP_DAMAGED]
    assert needs_new_key(desk.journal, desk.tips()[0][1]).code is JournalCode.TIP_DAMAGED
    reader = open_journal(desk.journal.store, None, lambda *_: None, FixedWatch())
    assert needs_new_key(reader, MemoryTip()) is None


def test_a_tip_note_that_cannot_be_read_or_written_is_said_to_be(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path / "desk")
    note = desk.tips()[0][1]
    note.path.unlink()
    note.path.mkdir()
    with pytest.raises(JournalError, match="cannot be read: Is a directory"):
        note.read()

    class Refusing(MemoryTip):
        def write(self, n: int, identity: str) -> None:
            raise OSError(28, f"No space left on device for {n} {identity}")

    founding = Founding(orgs={"northmere": desk.admin.public}, org="northmere", name="x")
    with pytest.raises(JournalError, match="is recorded, but its tip note could not be written: No space left"):
        begin(memory_store(), founding, key_of("x"), lambda *_: Refusing(), FixedWatch())


def test_a_tip_note_is_synced_where_the_system_cannot_write_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(disks, "_THROUGH", 0)
    monkeypatch.setattr(os, "fsync", synced.append)
    note = disks.TipFile(tmp_path / "x.tip")
    note.write(0, "ab" * 32)
    assert len(synced) == 2
    assert note.read().n == 0
    note.close()


def test_a_key_is_kept_on_a_stick_that_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_new(tmp_path / "admin.key", b"secret", secret=True)
    assert (tmp_path / "admin.key").read_bytes() == b"secret"
    assert [path.name for path in tmp_path.iterdir()] == ["admin.key"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(JournalError, match="cannot be written: "):
        write_new(tmp_path / "file" / "key", b"x")


def test_a_key_whose_name_is_taken_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(self: Path, target: Path) -> None:
        raise FileExistsError(17, "File exists")

    monkeypatch.setattr(Path, "hardlink_to", taken)
    with pytest.raises(JournalError, match="there is already a key at"):
        write_new(tmp_path / "a.key", b"x")
    assert list(tmp_path.iterdir()) == []
