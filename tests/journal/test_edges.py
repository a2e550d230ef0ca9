"""Odd ends of the record: what an officer mistypes, what a broken desk signs, what a disk or a stick does not know."""

from __future__ import annotations

import importlib
import io
import os
from pathlib import Path

import pytest

from battlebox.journal import (
    DataFolder,
    Desk,
    Draft,
    Founding,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    Manifest,
    SigningKey,
    adopt,
    agree_removal,
    arriving_store,
    ask_removal,
    begin,
    check_sheet,
    enrol,
    export,
    lift_hold,
    make_checkpoint,
    needs_new_key,
    new_store,
    note_printed,
    open_journal,
    open_store,
    open_to_read,
    place_hold,
    placing,
    proof_of,
    put_together,
    receive,
    revoke,
    seal,
    settle_store,
    signatures,
    signatures_in,
    take_apart,
    verify,
    witness,
    write_new,
)
from battlebox.journal import disk as disks
from battlebox.journal.ancestry import Ancestry
from battlebox.journal.checkpoint import COSIGNATURE, Signature, cosigned_at, key_hash_of
from battlebox.journal.entry import Entry, new_part, sign
from battlebox.journal.header import Header
from battlebox.journal.part import PartClass
from battlebox.journal.standing import standing_of
from battlebox.journal.store import Witnessed
from battlebox.marking import Recipient, Tlp, WayOut
from sim.region import FixedWatch, MemoryTip, OnDisk, Region, key_of, memory_store, settle


@pytest.fixture
def region() -> Region:
    region = Region()
    region.found()
    region.join("north-2", "northmere")
    region.join("east-1", "eastholt")
    settle(*region.desks.values())
    return region


def said(journal: Journal, text: str = "words") -> Entry:
    return journal.append(Draft(Kind.NOTE_WRITTEN, text=text))


def odd(journal: Journal, like: Entry, **changes: object) -> Entry:
    """An entry that this desk's key signed and no Battlebox would write: `like`, its desk's last, changed."""
    fields = {name: getattr(like.header, name) for name in Header.__slots__}
    fields |= {"n": like.header.n + 1, "prev": like.id, "seen": (), "depth": like.header.depth + 1} | changes
    return sign(Header(**fields), {}, journal.desk)


# ── what an officer mistypes ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"by": "Mrs Example"}, "'Mrs Example' cannot be an officer's id"),
        ({"audience": frozenset({"East Holt"})}, "'East Holt' cannot be somebody it is for"),
        ({"values": (("task 1", "state", 1),)}, "'task 1' cannot be what a thing is called"),
        ({"values": (("task/1", "the state", 1),)}, "'the state' cannot be what a field is called"),
        ({"person": "Mrs Example", "tlp": Tlp.CLEAR}, "words that name a person cannot be TLP:CLEAR"),
    ],
)
def test_a_draft_that_cannot_be_signed_says_why_before_anything_is_written(draft: dict, sentence: str) -> None:
    with pytest.raises(JournalError, match=sentence) as refused:
        Draft(Kind.NOTE_WRITTEN, **draft)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (1.5, "wrong value in `number`: 1.5"),
        (2**53, "is too large"),
        ("\ud800", "half of a character pair"),
        ({"é": 1}, "wrong value in `name`"),
        ([[[[[[[[[[1]]]]]]]]]], "more than 8 levels"),
    ],
)
def test_a_value_outside_the_form_is_refused(region: Region, value: object, sentence: str) -> None:
    journal = region.desks["north-1"]
    before = journal.store.count()
    with pytest.raises(JournalError, match=sentence):
        journal.append(Draft(Kind.TASK_CHANGED, values=(("task/1", "state", value),)))
    assert journal.store.count() == before


def test_words_longer_than_a_part_are_refused_and_a_bag_has_an_end(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(JournalError, match="a part of an entry is larger than 1048576 bytes"):
        said(region.desks["north-1"], "x" * (1 << 20) + "x")
    monkeypatch.setattr("battlebox.journal.gobag.BAG_BYTES_MAX", 10)
    with pytest.raises(JournalError, match="a go-bag is larger than 10 bytes"):
        seal(b"x" * 11, passphrase="words")  # noqa: S106 - a test's words


def test_what_was_not_asked_for_cannot_be_agreed_and_a_desk_without_a_key_orders_nothing(region: Region) -> None:
    journal = region.desks["north-1"]
    with pytest.raises(JournalError, match="is no request to remove something"):
        agree_removal(journal, said(journal).id)
    reader = open_journal(journal.store, None, lambda *_: None, FixedWatch())
    asked = ask_removal(journal, said(journal).id, 0, "art. 17")
    for act in (
        lambda: agree_removal(reader, asked.id),
        lambda: lift_hold(reader, asked.id),
        lambda: make_checkpoint(reader),
        lambda: witness(reader, make_checkpoint(journal).to_text(), [], "x"),
    ):
        with pytest.raises(JournalError, match="this desk has no key"):
            act()


# ── what a broken or false desk signs ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place_of", [0, 1])
def test_nonsense_that_a_desk_signed_stops_nobody_from_reading_or_exporting(region: Region, place_of: int) -> None:
    north, east = region.desks["north-1"], region.desks["east-1"]
    good = said(east)
    parts = {0: new_part(b"\xff no JSON"), 1: new_part(b"no manifest")}
    slots = (parts[0].slot(0, PartClass.VALUE), parts[1].slot(1, PartClass.FILE))
    header = odd(east, good, parts=slots).header
    bad = sign(header, parts, east.desk)
    north.take([*east.entries(), bad])
    assert north.value(bad.id, place_of) is None
    out = io.BytesIO()
    assert export(north, out, Recipient(WayOut.FILE, body="eastholt")).sent.entries == north.store.count()
    assert verify(north.store).ok


def test_a_value_that_is_not_here_reads_as_nothing(region: Region) -> None:
    journal = region.desks["north-1"]
    assert journal.value("00" * 32, 0) is None
    assert journal.value(said(journal).id, 7) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b'{"key":"","length":1,"name":"","pieces":1,"sha256":"","type":""}',
        b'{"key":"","length":1,"name":"","pieces":[1],"sha256":"","type":""}',
        b'{"key":"","length":"1","name":"","pieces":[],"sha256":"","type":""}',
        b'{"key":"","length":1,"name":1,"pieces":[],"sha256":"","type":""}',
    ],
)
def test_what_is_no_manifest_is_refused(raw: bytes) -> None:
    with pytest.raises(JournalError, match="an attachment's manifest has"):
        Manifest.from_bytes(raw)


def test_a_file_whose_pieces_are_right_and_whose_sum_is_not_is_refused_before_its_end() -> None:
    kept: dict[str, bytes] = {}
    manifest = take_apart([b"x" * 3_000_000], "a", "", kept.__setitem__)
    wrong = Manifest(manifest.name, "", manifest.length, "00" * 32, manifest.key, manifest.pieces)
    got = []
    with pytest.raises(JournalError, match="is not what its name says"):
        got.extend(put_together(wrong, kept.get))
    assert len(b"".join(got)) < manifest.length


def test_a_stored_header_that_is_none_is_said_to_be(region: Region) -> None:
    for raw in (b"{}", b'{"inc":1,"key":2,"n":3,"prev":4,"seen":5}', b"[]"):
        with pytest.raises(JournalError, match="has the wrong fields"):
            Header.from_store(raw)


def test_a_desks_first_entry_that_names_nothing_it_saw_is_refused(region: Region) -> None:
    journal = region.desks["north-1"]
    with pytest.raises(JournalError, match="a desk's first entry names what it saw"):
        odd(journal, said(journal), n=0, prev="", depth=0)


def test_an_order_whose_signature_is_no_number_counts_for_nothing(region: Region) -> None:
    north = region.desks["north-1"]
    about = {"key": key_of("x").public, "org": "northmere", "role": "", "name": "x"}
    for signed in ("zz", 7):
        north.append(Draft(Kind.KEY_ENROLLED, about=about | {"signed": signed}, tlp=Tlp.GREEN))
    assert key_of("x").public not in north.state.standing.desks
    assert [problem.code for problem in verify(north.store).problems] == [JournalCode.BAD_STATEMENT] * 2


def test_a_revocation_that_names_another_desks_entry_as_the_last_good_leaves_none(region: Region) -> None:
    north, east = region.desks["north-1"], region.desks["east-1"]
    theirs = said(east)
    settle(north, east)
    revoke(north, key_of("east-1").public, "eastholt", region.admins["eastholt"], last_good=north.own.id)
    assert north.state.standing.status(theirs.id, key_of("east-1").public).value == "after revocation"


def test_an_entry_adopted_by_a_desk_that_is_itself_out_stays_out(region: Region) -> None:
    north, two, east = (region.desks[name] for name in ("north-1", "north-2", "east-1"))
    theirs = said(east)
    settle(north, two, east)
    revoke(north, key_of("east-1").public, "eastholt", region.admins["eastholt"])
    revoke(north, key_of("north-2").public, "northmere", region.admins["northmere"])
    adopt(two, theirs.id)
    settle(north, two, east)
    assert theirs.id not in north.state.standing.adopted
    assert standing_of((), lambda _: None).orgs == {}
    enrolment = next(entry for entry in north.entries() if entry.header.kind == Kind.KEY_ENROLLED)
    alone = standing_of([(enrolment.id, enrolment.header)], lambda _: None)
    assert alone.refused == [(enrolment.id, enrolment.header.key)]


def test_agreeing_to_what_nobody_asked_removes_nothing(region: Region) -> None:
    north, east = region.desks["north-1"], region.desks["east-1"]
    written = said(north)
    settle(north, east)
    east.append(Draft(Kind.REDACTION_AGREED, about={"asked": written.id}, tlp=Tlp.GREEN))
    north.take(east.entries())
    assert north.removed() == set()
    assert north.entry(written.id).parts


def test_a_made_up_desk_is_no_witness(region: Region) -> None:
    north = region.desks["north-1"]
    written = said(north)
    stranger = region.join("far-1", "farwick", enrolled=False)
    said(stranger)
    north.take(stranger.entries())
    assert proof_of(north, written.id).to_text() == "not yet witnessed"
    note_printed(north, make_checkpoint(north), "Eastholt duty officer")
    assert proof_of(north, written.id).to_text() == "held by 0 other desks, 1 printed checkpoint"
    assert proof_of(north, north.own.id).to_text() == "not yet witnessed"


def test_a_desks_name_cannot_make_up_a_line(region: Region) -> None:
    north = region.desks["north-1"]
    enrol(
        north, Desk(key_of("x").public, "northmere", "", "gold\n2 entries checked\x1b[2J"), region.admins["northmere"]
    )
    assert north.state.standing.name_of(key_of("x").public) == "northmere/gold?2 entries checked?[2J"


# ── removals, holds and old sticks ──────────────────────────────────────────────────────────────────────────────────


def removed_note(region: Region, journal: Journal) -> tuple[Entry, list[Entry]]:
    written = said(journal, "Mrs Example")
    stick = list(journal.entries())
    asked = ask_removal(journal, written.id, 0, "UK GDPR art. 17")
    agree_removal(journal, asked.id, admin=region.admins["northmere"], org="northmere")
    return written, stick


def test_a_hold_placed_after_a_removal_does_not_let_an_old_stick_bring_it_back(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    written, stick = removed_note(region, north)
    settle(north, two)
    place_hold(two, "police")
    settle(north, two)
    for desk in (north, two):
        assert desk.take(stick).refused_parts == 1
        assert desk.entry(written.id).parts == {}
        assert (written.id, 0) in desk.removed()
        assert verify(desk.store).ok
    assert north.digest() == two.digest()


def test_lifting_a_hold_carries_out_what_waited_for_it(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    written = said(north, "Mrs Example")
    settle(north, two)
    fresh = region.join("north-3", "northmere")
    hold = place_hold(two, "police", identity=written.id)
    asked = ask_removal(north, written.id, 0, "UK GDPR art. 17")
    agree_removal(north, asked.id, admin=region.admins["northmere"], org="northmere")
    fresh.take(two.entries())
    fresh.take(north.entries())
    assert fresh.entry(written.id).parts
    # On one desk alone, without a merge after it.
    lift_hold(fresh, hold.id)
    assert fresh.entry(written.id).parts == {}
    assert verify(fresh.store).ok


def test_one_entry_is_before_another_only_if_its_writer_had_seen_it(region: Region) -> None:
    north, two, east = region.desks.values()
    first = said(north)
    settle(north, two, east)
    apart, later = said(two), said(east)
    last = said(east)
    settle(north, two, east)
    ancestry = Ancestry(north.store)
    assert ancestry.is_before(first.id, last.id)
    assert ancestry.is_before(later.id, last.id)
    assert not ancestry.is_before(apart.id, last.id)
    assert not ancestry.is_before(last.id, first.id)
    assert not ancestry.is_before(last.id, "00" * 32)
    assert not ancestry.is_before("00" * 32, last.id)
    assert ancestry.is_before(first.id, last.id)


def test_a_removal_that_the_disk_refuses_says_that_the_entry_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = OnDisk(tmp_path)
    written = said(desk.journal)
    asked = ask_removal(desk.journal, written.id, 0, "UK GDPR art. 17")

    def refuse() -> None:
        raise JournalError.of(JournalCode.STORE_FULL, name="disk")

    monkeypatch.setattr(desk.journal.store, "wipe_traces", refuse)
    with pytest.raises(JournalError, match="could not be deleted yet: the disk of disk is full") as wrong:
        agree_removal(desk.journal, asked.id, admin=desk.admin, org="northmere")
    assert wrong.value.hint.startswith("everything entered is recorded")
    assert (written.id, 0) in desk.journal.removed()


# ── keys, notes and copies of machines ──────────────────────────────────────────────────────────────────────────────


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


# ── stores ──────────────────────────────────────────────────────────────────────────────────────────────────────────


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


def test_signatures_sent_to_other_processes_in_many_blocks_get_the_same_verdict(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    north = region.desks["north-1"]
    for i in range(9):
        said(north, f"{i}")
    monkeypatch.setattr(signatures, "BLOCK", 2)
    monkeypatch.setattr(signatures, "WAITING_MAX", 1)
    with signatures_in(2) as spread:
        assert verify(north.store, signatures=spread).ok


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
    with pytest.raises(JournalError, match="the words do not fit together"):
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
