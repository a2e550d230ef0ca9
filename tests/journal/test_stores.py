# ruff: noqa: ARG002
# What is refused is refused in the course of a loop or a block; fakes take what the Protocol gives them.
"""What is done to a store shows: every byte, every deletion, a cut tail, an old copy, a failed disk."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from battlebox.journal import (
    Draft,
    JournalCode,
    JournalError,
    Kind,
    TipFile,
    make_checkpoint,
    needs_new_key,
    new_store,
    open_journal,
    open_store,
    signatures_in,
    verify,
)
from battlebox.journal.tip import SLOT_BYTES, Tip
from sim.region import FixedWatch, OnDisk, Region, settle


def small(folder: Path, entries: int = 6) -> OnDisk:
    desk = OnDisk(folder)
    for i in range(entries):
        desk.journal.append(Draft(Kind.TASK_CHANGED, text=f"line {i}", values=((f"task/{i % 3}", "state", i),)))
    return desk


def problems(desk: OnDisk) -> list[JournalCode]:
    """What verify finds in the folder, as the command line would open it."""
    try:
        store = open_store(desk.path)
    except JournalError as wrong:
        return [wrong.code]
    try:
        return [problem.code for problem in verify(store, tips=desk.tips()).problems]
    finally:
        store.close()


@contextmanager
def unguarded(raw: sqlite3.Connection, *, again: bool = True) -> Iterator[None]:
    """Take the guards out and, like somebody who knows what to hide, put them in again."""
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards if again else ():
        raw.execute(sql)


def content(path: Path) -> object:
    """All that a store says, or None if it cannot be read."""
    raw = sqlite3.connect(path)
    try:
        tables = ("entry", "part", "desk", "late", "erased", "chunk", "witnessed", "meta")
        return [raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]  # noqa: S608 - names of ours
    except sqlite3.Error:
        return None
    finally:
        raw.close()


def test_no_flipped_byte_of_a_store_goes_unseen(tmp_path: Path) -> None:
    desk = small(tmp_path)
    make_checkpoint(desk.journal)
    desk.journal.store.wipe_traces()
    desk.journal.store.close()
    raw, right = desk.path.read_bytes(), content(desk.path)
    seen: Counter[str] = Counter()
    # Every byte of the parts that mean something, and each 16th of the rest; `make bench` tries every byte.
    for place in range(0, len(raw), 16):
        damaged = bytearray(raw)
        damaged[place] ^= 1 << place // 16 % 8
        desk.path.write_bytes(bytes(damaged))
        found = problems(desk)
        if found:
            seen[found[0]] += 1
        else:
            assert content(desk.path) == right, f"byte {place} changed what the store says, and nobody noticed"
            seen["harmless"] += 1
        for end in ("-wal", "-shm"):
            desk.path.with_name(desk.path.name + end).unlink(missing_ok=True)
    assert seen[JournalCode.STORE_DAMAGED] > 0
    assert sum(seen.values()) - seen["harmless"] > 50, seen


def test_no_flipped_byte_of_the_write_ahead_log_loses_an_entry_unseen(tmp_path: Path) -> None:
    desk = small(tmp_path / "desk")
    wal = desk.path.with_name(desk.path.name + "-wal")
    files = {path: path.read_bytes() for path in (desk.path, wal)}
    desk.journal.store.close()
    raw, count = files[wal], 7
    caught = 0
    for place in range(0, len(raw), 211):
        desk.path.write_bytes(files[desk.path])
        wal.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        desk.path.with_name(desk.path.name + "-shm").unlink(missing_ok=True)
        found = problems(desk)
        store = None
        if found:
            caught += 1
        else:
            store = open_store(desk.path)
            assert store.count() == count, f"byte {place} of the log lost entries, and nobody noticed"
            store.close()
    assert caught > 50
    wal.write_bytes(raw)


def test_without_its_tip_note_a_cut_tail_passes_and_with_it_it_does_not(tmp_path: Path) -> None:
    desk = small(tmp_path)
    last = desk.journal.own.id
    desk.journal.store.close()
    raw = sqlite3.connect(desk.path)
    with unguarded(raw):
        raw.execute("DELETE FROM part WHERE s = 7")
        raw.execute("DELETE FROM entry WHERE s = 7")
    raw.commit()
    raw.close()
    store = open_store(desk.path)
    # The control: this is what nobody can see from the store alone.
    assert verify(store).ok
    (wrong,) = verify(store, tips=desk.tips()).problems
    assert wrong.code is JournalCode.BEHIND_TIP
    assert wrong.entry == last
    assert "is older than its own tip note" in wrong.message


def test_a_restored_old_copy_makes_the_desk_go_on_with_a_new_key(tmp_path: Path) -> None:
    desk = small(tmp_path)
    desk.journal.store.wipe_traces()
    old = desk.path.read_bytes()
    desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="after the backup"))
    assert needs_new_key(desk.journal, desk.tips()[0][1]) is None
    desk.journal.store.close()
    for path in desk.path.parent.glob("*"):
        path.unlink()
    desk.path.write_bytes(old)
    again = OnDisk(tmp_path)
    why = needs_new_key(again.journal, again.tips()[0][1])
    assert why is not None
    assert why.code is JournalCode.BEHIND_TIP
    assert "This desk goes on with a new key" in why.hint
    fresh = again.folder.new_key()
    assert again.folder.key() == fresh
    assert len(again.folder.tips(again.journal.incident)) == 2


def test_a_forked_desk_needs_a_new_key(tmp_path: Path) -> None:
    desk = small(tmp_path / "one")
    desk.journal.store.wipe_traces()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    copy = OnDisk(tmp_path / "two")
    desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="here"))
    copy.journal.append(Draft(Kind.NOTE_WRITTEN, text="there"))
    settle(desk.journal, copy.journal)
    why = needs_new_key(desk.journal, desk.tips()[0][1])
    assert why is not None
    assert why.code is JournalCode.FORKED
    assert JournalCode.FORKED in problems(desk)
    assert desk.journal.note_forks() == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE entry SET n = n + 1 WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET depth = 0 WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET control = 1 WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET held = 1 WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET held = -125 WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET held = 7 WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET control = 2 WHERE s = 3", JournalCode.STORE_DAMAGED),
        ("UPDATE entry SET id = zeroblob(32) WHERE s = 3", JournalCode.BAD_COLUMN),
        ("UPDATE entry SET raw = CAST(replace(raw, 'task', 'tusk') AS BLOB) WHERE s = 3", JournalCode.BAD_SIGNATURE),
        ("UPDATE entry SET raw = x'7b7d' WHERE s = 3", JournalCode.FIELDS),
        ("UPDATE entry SET signature = zeroblob(64) WHERE s = 3", JournalCode.BAD_SIGNATURE),
        ("UPDATE part SET data = x'00' WHERE s = 3 AND place = 1", JournalCode.BAD_PART),
        ("DELETE FROM part WHERE s = 3 AND place = 1", JournalCode.PART_GONE),
        ("UPDATE part SET s = 99 WHERE s = 3 AND place = 1", JournalCode.BAD_COLUMN),
        ("INSERT INTO part VALUES (1, 0, zeroblob(16), x'00')", JournalCode.BAD_PART),
        ("DELETE FROM entry WHERE s = 3", JournalCode.ORDER_BROKEN),
        ("UPDATE entry SET s = s + 100 WHERE s = 7", JournalCode.ORDER_BROKEN),
        ("UPDATE desk SET key = zeroblob(32)", JournalCode.BAD_COLUMN),
        ("UPDATE part SET data = 'words' WHERE s = 3 AND place = 1", JournalCode.STORE_DAMAGED),
        ("INSERT INTO chunk VALUES (zeroblob(32), x'00')", JournalCode.BAD_CHUNK),
        ("INSERT INTO witnessed VALUES ('x', 1, 'x', 'x')", JournalCode.BAD_NOTE),
        ("ALTER TABLE chunk RENAME COLUMN data TO date", JournalCode.STORE_DAMAGED),
        ("CREATE TABLE extra (x)", JournalCode.STORE_DAMAGED),
        ("SELECT 1", JournalCode.TRIGGER_GONE),
    ],
)
def test_whatever_is_edited_by_sql_is_named(tmp_path: Path, sql: str, code: JournalCode) -> None:
    desk = small(tmp_path)
    desk.journal.store.close()
    raw = sqlite3.connect(desk.path)
    with unguarded(raw, again=sql != "SELECT 1"):
        raw.execute(sql)
    raw.commit()
    raw.close()
    assert code in problems(desk)


def test_a_store_of_a_newer_battlebox_is_refused_untouched(tmp_path: Path) -> None:
    desk = small(tmp_path)
    desk.journal.store.close()
    raw = sqlite3.connect(desk.path)
    with pytest.raises(sqlite3.IntegrityError, match="meta is never changed"):
        raw.execute("UPDATE meta SET value = '2'")
    raw.execute("DROP TRIGGER meta_never_UPDATE")
    raw.execute("UPDATE meta SET value = '2'")
    raw.commit()
    with pytest.raises(JournalError, match=r"was written by a newer Battlebox \(version 2; this one knows 1\)"):
        open_store(desk.path)
    raw.execute("UPDATE meta SET value = 'none of ours'")
    raw.commit()
    with pytest.raises(JournalError, match="its version reads 'none of ours'"):
        open_store(desk.path)
    raw.execute("PRAGMA application_id = 1")
    raw.commit()
    raw.close()
    with pytest.raises(JournalError, match="it is not a journal"):
        open_store(desk.path)


def test_what_is_no_store_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="there is no journal at"):
        open_store(tmp_path / "none.journal")
    (tmp_path / "text.journal").write_text("hello " * 1000)
    with pytest.raises(JournalError, match="is damaged"):
        open_store(tmp_path / "text.journal")
    with pytest.raises(JournalError, match="there is already a journal at"):
        new_store(tmp_path / "text.journal")
    (tmp_path / "file").write_text("x")
    empty = new_store(tmp_path / "empty.journal")
    from battlebox.journal.opening import incident_of

    with pytest.raises(JournalError, match="there is no journal at"):
        incident_of(empty)
    assert verify(empty).entries == 0


def test_another_writer_is_waited_for_and_then_told(tmp_path: Path) -> None:
    desk = small(tmp_path)
    desk.journal.store._database.run("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match="another program writes to the journal"):
        desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="x"))
    with pytest.raises(JournalError, match="another program writes to the journal"):
        desk.journal.store.wipe_traces()
    other.execute("ROLLBACK")
    other.close()
    desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="x"))
    assert problems(desk) == []


def test_two_processes_with_a_key_each_may_write_to_one_store(tmp_path: Path) -> None:
    desk = small(tmp_path)
    second = open_journal(open_store(desk.path), desk.folder.new_key(), desk.folder.tip, FixedWatch())
    for i in range(5):
        desk.journal.append(Draft(Kind.NOTE_WRITTEN, text=f"one {i}"))
        second.append(Draft(Kind.NOTE_WRITTEN, text=f"two {i}"))
    assert desk.journal.digest() == second.digest()
    assert problems(desk) == [JournalCode.NOT_ENROLLED]


class FullNote:
    """A tip note on a disk that is full."""

    def read(self) -> None:
        return None

    def write(self, n: int, identity: str) -> None:
        raise OSError(28, "No space left on device")

    def is_whole(self) -> bool:
        return True


def test_an_entry_whose_tip_note_fails_is_recorded_and_said_to_be(tmp_path: Path) -> None:
    desk = small(tmp_path)
    journal = open_journal(open_store(desk.path), desk.key, lambda *_: FullNote(), FixedWatch())
    with pytest.raises(JournalError, match="is recorded, but its tip note could not be written: No space left") as said:
        journal.append(Draft(Kind.NOTE_WRITTEN, text="x"))
    assert said.value.hint.startswith("do not enter it again")
    assert journal.own.id == said.value.entry
    assert verify(journal.store).ok


def test_a_tip_note_survives_a_torn_write_and_says_when_it_does_not(tmp_path: Path) -> None:
    note = TipFile(tmp_path / "keys" / "x.tip")
    assert note.read() is None
    for n in range(4):
        note.write(n, f"{n:064x}")
        assert note.read() == Tip(n, f"{n:064x}", n)
    raw = note.path.read_bytes()
    assert len(raw) == 2 * SLOT_BYTES
    for place in range(len(raw)):
        note.path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        assert not note.is_whole()
        assert note.read().n == (2 if place >= SLOT_BYTES else 3)
    note.path.write_bytes(b"x" * len(raw))
    with pytest.raises(JournalError, match=r"the tip note of x\.tip cannot be read"):
        note.read()
    for body in (b"[]", b'{"count":1,"id":"x","n":"1"}', b'{"a":1}'):
        import hashlib

        mark = b"battlebox/tip/1 "
        slot = (mark + hashlib.sha256(mark + body).hexdigest()[:32].encode() + b" " + body).ljust(
            SLOT_BYTES - 1
        ) + b"\n"
        assert Tip.from_bytes(slot) is None


@pytest.mark.parametrize("end", ["head", "tail"])
def test_a_tip_note_torn_at_any_byte_reads_as_it_was_before_or_as_it_is_after(tmp_path: Path, end: str) -> None:
    note = TipFile(tmp_path / "keys" / "x.tip")
    for n in range(6):
        note.write(n, f"{n:064x}")
    before = note.path.read_bytes()
    note.write(6, f"{6:064x}")
    after = note.path.read_bytes()
    assert before[SLOT_BYTES:] == after[SLOT_BYTES:]
    found = set()
    for place in range(SLOT_BYTES + 1):
        head, tail = (after, before) if end == "head" else (before, after)
        note.path.write_bytes(head[:place] + tail[place:])
        found.add(note.read())
    assert found == {Tip(5, f"{5:064x}", 5), Tip(6, f"{6:064x}", 6)}
    # The whole block may be lost, and the next note then goes to that block.
    note.path.write_bytes(bytes(SLOT_BYTES) + after[SLOT_BYTES:])
    again = TipFile(note.path)
    assert again.read() == Tip(5, f"{5:064x}", 5)
    again.write(6, "66" * 32)
    assert again.read() == Tip(6, "66" * 32, 6)
    assert again.is_whole()


def test_verify_says_that_a_tip_note_is_damaged(tmp_path: Path) -> None:
    desk = small(tmp_path)
    path = desk.tips()[0][1].path
    raw = path.read_bytes()
    path.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    assert problems(desk) == [JournalCode.TIP_DAMAGED]
    path.write_bytes(b"?" * 512)
    assert problems(desk) == [JournalCode.TIP_DAMAGED]
    assert needs_new_key(desk.journal, desk.tips()[0][1]).code is JournalCode.TIP_DAMAGED


def test_signatures_may_be_checked_in_other_processes_with_the_same_verdicts(tmp_path: Path) -> None:
    desk = small(tmp_path, entries=5)
    desk.journal.store.close()
    raw = sqlite3.connect(desk.path)
    raw.execute("DROP TRIGGER entry_never_UPDATE")
    raw.execute("UPDATE entry SET signature = zeroblob(64) WHERE s = 3")
    raw.commit()
    raw.close()
    reports = []
    for processes in (1, 2):
        with signatures_in(processes) as signatures:
            report = verify(open_store(desk.path), tips=desk.tips(), signatures=signatures)
            reports.append([(problem.code, problem.entry) for problem in report.problems])
    assert reports[0] == reports[1]
    assert JournalCode.BAD_SIGNATURE in [code for code, _ in reports[0]]


def test_a_region_of_memory_stores_verifies_from_any_side() -> None:
    region = Region()
    region.found()
    for name, org in (("north-2", "northmere"), ("east-1", "eastholt")):
        region.join(name, org)
    settle(*region.desks.values())
    done: list[int] = []
    assert verify(region.desks["east-1"].store, progress=done.append).entries == done[-1] == 3
