"""Copies that leave and come in: what is kept back, what is removed, and files that were damaged on their way."""

from __future__ import annotations

import gzip
import io
import sqlite3
from pathlib import Path

import pytest

from battlebox.journal import (
    Draft,
    Journal,
    JournalError,
    Kind,
    Manifest,
    agree_removal,
    ask_removal,
    export,
    export_whole,
    lift_hold,
    new_passphrase,
    new_sealing_key,
    place_hold,
    put_together,
    receive,
    seal,
    take_apart,
    take_bundle,
    unseal,
    verify,
)
from battlebox.marking import Recipient, Tlp, WayOut
from sim.region import FixedWatch, OnDisk, Region, key_of, memory_store, settle

PRIVATE = "Mrs Example of 12 Sample Street"


def copy_for(journal: Journal, to: Recipient) -> bytes:
    out = io.BytesIO()
    export(journal, out, to)
    return out.getvalue()


def empty(incident: str) -> Journal:
    return receive(memory_store(), incident, None, lambda *_: None, FixedWatch())


def read_by(journal: Journal, to: Recipient) -> dict[str, str]:
    """What each entry's first part says, in a fresh desk that imports a copy for this reader."""
    reader = empty(journal.incident)
    take_bundle(reader, io.BytesIO(copy_for(journal, to)), "copy")
    assert verify(reader.store).ok
    told = {}
    for entry in reader.entries():
        if entry.header.kind == Kind.NOTE_WRITTEN:
            told[entry.header.tlp] = entry.parts[0].data.decode() if 0 in entry.parts else "kept back"
    return told


@pytest.mark.parametrize(
    ("to", "seen"),
    [
        (Recipient(WayOut.FILE, body="northmere"), {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT"}),
        (Recipient(WayOut.HAND, body="northmere", person="gold"), {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"}),
        (
            Recipient(WayOut.FILE, body="eastholt", client_of=frozenset({"northmere"}), community=True),
            {"CLEAR", "GREEN", "AMBER"},
        ),
        (Recipient(WayOut.FILE, body="farwick"), {"CLEAR"}),
        (Recipient(WayOut.PUBLIC), {"CLEAR"}),
    ],
    ids=["own body", "own Gold by hand", "Eastholt, a client", "Farwick, a stranger", "the public"],
)
def test_a_copy_holds_what_its_labels_allow_and_still_verifies(to: Recipient, seen: set[str]) -> None:
    region = Region()
    journal = region.found()
    for label in Tlp:
        audience = frozenset({"person:gold"}) if label is Tlp.RED else frozenset()
        journal.append(Draft(Kind.NOTE_WRITTEN, tlp=label, text=f"secret {label}", audience=audience))
    told = read_by(journal, to)
    assert len(told) == 5
    assert {label for label, text in told.items() if text != "kept back"} == seen
    raw = gzip.decompress(copy_for(journal, to))
    for label in Tlp:
        assert (f"secret {label}".encode() in raw) == (label.value in seen)


def test_a_copy_is_written_down_before_it_is_made(region: Region) -> None:
    journal = region.desks["north-1"]
    copy_for(journal, Recipient(WayOut.FILE, body="eastholt"))
    last = journal.entry(journal.own.id)
    assert last.header.kind == Kind.JOURNAL_SHARED
    assert last.header.about["to"] == "eastholt"


def test_removing_takes_two_desks_and_the_bytes_are_gone_from_every_file(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    journal = desk.journal
    said = journal.append(Draft(Kind.NOTE_WRITTEN, text=PRIVATE))
    for _ in range(20):
        journal.append(Draft(Kind.NOTE_WRITTEN, text=PRIVATE[::-1]))
    old_stick = list(journal.entries())
    asked = ask_removal(journal, said.id, 0, "UK GDPR art. 17")
    with pytest.raises(JournalError, match="removing something takes two desks"):
        agree_removal(journal, asked.id)
    agree_removal(journal, asked.id, admin=desk.admin, org="northmere")
    assert (said.id, 0) in journal.removed()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert PRIVATE.encode() not in path.read_bytes(), path
    report = verify(journal.store, tips=desk.tips())
    assert report.ok
    assert report.erased == 1
    assert PRIVATE.encode() not in gzip.decompress(copy_for(journal, Recipient(WayOut.FILE, body="northmere")))
    taken = journal.take(old_stick)
    assert taken.refused_parts == 1
    assert 0 not in journal.entry(said.id).parts


def test_a_removal_agreed_elsewhere_is_carried_out_when_it_arrives(region: Region) -> None:
    one, two, three = region.desks.values()
    said = one.append(Draft(Kind.NOTE_WRITTEN, text=PRIVATE))
    settle(one, two, three)
    asked = ask_removal(one, said.id, 0, "art. 17")
    settle(one, two, three)
    agree_removal(two, asked.id)
    settle(one, two, three)
    for desk in (one, two, three):
        assert desk.entry(said.id).parts == {}
        assert verify(desk.store).ok
    assert one.digest() == two.digest() == three.digest()


def test_two_desks_of_another_body_cannot_remove_what_we_wrote(region: Region) -> None:
    one, two, three = region.desks.values()
    four = region.join("east-2", "eastholt")
    said = one.append(Draft(Kind.NOTE_WRITTEN, text=PRIVATE))
    settle(one, two, three, four)
    asked = ask_removal(three, said.id, 0, "we would rather not")
    settle(one, two, three, four)
    agree_removal(four, asked.id)
    settle(one, two, three, four)
    assert one.entry(said.id).parts[0].data == PRIVATE.encode()


def test_a_legal_hold_beats_removal_even_when_it_comes_late(region: Region) -> None:
    one, two, three = region.desks.values()
    said = one.append(Draft(Kind.NOTE_WRITTEN, text=PRIVATE))
    settle(one, two, three)
    hold = place_hold(three, "public inquiry")
    asked = ask_removal(one, said.id, 0, "art. 17")
    one.take(two.entries())
    two.take(one.entries())
    agree_removal(two, asked.id)
    assert two.entry(said.id).parts == {}
    settle(one, two, three)
    # The hold was placed before the removal was known there, so the words come back to every desk.
    settle(three, two, one)
    assert two.entry(said.id).parts[0].data == PRIVATE.encode()
    with pytest.raises(JournalError, match="is under legal hold: public inquiry"):
        ask_removal(one, said.id, 0, "art. 17")
    with pytest.raises(JournalError, match="is no legal hold of northmere"):
        lift_hold(one, hold.id)
    lift_hold(three, hold.id)
    settle(one, two, three)
    for desk in (one, two, three):
        assert desk.entry(said.id).parts == {}
        assert verify(desk.store).ok


def test_a_file_travels_in_sealed_pieces_and_its_manifest_shreds_it(region: Region) -> None:
    one, two, _ = region.desks.values()
    whole = bytes(range(256)) * 10_000
    kept: dict[str, bytes] = {}
    manifest = take_apart([whole[:700], whole[700:]], "screen.png", "image/png", kept.__setitem__)
    with one.store.writing():
        for identity, sealed in kept.items():
            one.store.add_chunk(identity, sealed)
    written = one.append(Draft(Kind.NOTE_WRITTEN, text="the ransom note", files=(manifest.to_bytes(),)))
    assert len(kept) == 3
    assert all(whole[:64] not in sealed for sealed in kept.values())
    take_bundle(two, io.BytesIO(copy_for(one, Recipient(WayOut.FILE, body="northmere"))), "copy")
    held = Manifest.from_bytes(two.entry(written.id).parts[1].data)
    assert b"".join(put_together(held, two.store.chunk)) == whole
    stranger = empty(one.incident)
    take_bundle(stranger, io.BytesIO(copy_for(one, Recipient(WayOut.FILE, body="farwick"))), "copy")
    assert list(stranger.store.chunk_ids()) == []
    with pytest.raises(JournalError, match=r"a piece of the attachment screen\.png is not here"):
        list(put_together(held, stranger.store.chunk))
    with pytest.raises(JournalError, match="a piece of an attachment is not what its name says"):
        list(put_together(held, lambda identity: kept[identity][::-1]))


def test_a_bag_opens_with_its_words_or_key_and_with_nothing_else(region: Region) -> None:
    one = region.desks["north-1"]
    one.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.RED, text=PRIVATE))
    raw = export_whole(one, to="go-bag")
    words = new_passphrase()
    bag = seal(raw, passphrase=words)
    assert PRIVATE.encode() not in bag
    assert unseal(bag, "bag", passphrase="  ".join(words.split())) == raw
    with pytest.raises(JournalError, match="the passphrase does not open bag"):
        unseal(bag, "bag", passphrase="wrong words")
    public, secret = new_sealing_key()
    assert unseal(seal(raw, recipients=(public,)), "bag", secret=secret) == raw
    with pytest.raises(JournalError, match="bag is not sealed to this desk"):
        unseal(seal(raw, recipients=(public,)), "bag", secret=new_sealing_key()[1])
    with pytest.raises(JournalError, match="'age1nonsense' is no key to seal to"):
        seal(raw, recipients=("age1nonsense",))
    fresh = empty(one.incident)
    take_bundle(fresh, io.BytesIO(raw), "bag")
    assert fresh.digest() == one.digest()


def test_no_byte_of_a_bag_can_change_unseen(region: Region) -> None:
    public, secret = new_sealing_key()
    bag = seal(export_whole(region.desks["north-1"], to="bag"), recipients=(public,))
    for place in range(len(bag)):
        with pytest.raises(JournalError):
            unseal(bag[:place] + bytes([bag[place] ^ 1]) + bag[place + 1 :], "bag", secret=secret)


def test_a_store_refuses_to_change_what_it_holds(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    desk.journal.append(Draft(Kind.NOTE_WRITTEN, text="kept"))
    raw = sqlite3.connect(desk.path)
    changes = ("UPDATE entry SET n = 9", "DELETE FROM entry", "UPDATE part SET data = x'00'", "DELETE FROM part")
    for sql in (*changes, "DELETE FROM desk"):
        with pytest.raises(sqlite3.IntegrityError, match=r"is never changed|only erased by redaction"):
            raw.execute(sql)
    raw.close()
    assert key_of("x").public != key_of("y").public
