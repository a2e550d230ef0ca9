"""What is sealed to named people opens for them alone, and still verifies, travels and can be removed like the rest."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from battlebox.journal import (
    Draft,
    Journal,
    JournalError,
    Kind,
    agree_removal,
    ask_removal,
    export,
    export_whole,
    new_sealing_key,
    open_part,
    receive,
    sealing_key_of,
    take_bundle,
    verify,
)
from battlebox.journal.gobag import seal
from battlebox.journal.part import PartClass
from battlebox.marking import Recipient, Tlp, WayOut
from sim.region import FixedWatch, OnDisk, Region, memory_store

SECRET = "the ransom is four million and the negotiator says to stall"
GOLD, STRANGER = new_sealing_key(), new_sealing_key()
NAMED = frozenset({"eastholt", "person:gold"})


def written(journal: Journal, **more: object) -> str:
    draft = Draft(Kind.NOTE_WRITTEN, tlp=Tlp.RED, text=SECRET, audience=NAMED, seal_to=(GOLD[0],), **more)
    return journal.append(draft).id


def reader_of(journal: Journal, raw: bytes) -> Journal:
    reader = receive(memory_store(), journal.incident, None, lambda *_: None, FixedWatch())
    take_bundle(reader, io.BytesIO(raw), "copy")
    assert verify(reader.store).ok
    return reader


def copy_for(journal: Journal, to: Recipient) -> bytes:
    out = io.BytesIO()
    export(journal, out, to)
    return out.getvalue()


def test_no_file_of_the_desk_holds_the_words_and_the_named_person_reads_them(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    told = written(desk.journal, person="Mrs Example", values=(("ransom/1", "sum", 4_000_000),))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()
            assert b"Mrs Example" not in path.read_bytes()
    parts = desk.journal.entry(told).parts
    opened = [open_part(part.data, ("", STRANGER[1], GOLD[1])) for part in parts.values()]
    assert opened == [
        (PartClass.VALUE, b"4000000"),
        (PartClass.TEXT, SECRET.encode()),
        (PartClass.PERSON, b"Mrs Example"),
    ]
    with pytest.raises(JournalError, match="this part is not sealed to this desk"):
        open_part(parts[0].data, (STRANGER[1],))
    # The field has a value, which cannot be read here.
    assert [live.entry for live in desk.journal.state.live("ransom/1", "sum")] == [told]
    assert desk.journal.value(told, 0) is None
    assert verify(desk.journal.store, tips=desk.tips()).ok
    assert SECRET.encode() not in export_whole(desk.journal, to="go-bag")


@pytest.mark.parametrize(
    ("to", "gets"),
    [
        (Recipient(WayOut.FILE, body="northmere"), True),
        (Recipient(WayOut.FILE, body="eastholt"), True),
        (Recipient(WayOut.HAND, body="eastholt", person="gold"), True),
        (Recipient(WayOut.FILE, body="farwick", client_of=frozenset({"northmere"}), community=True), False),
        (Recipient(WayOut.FEED, body="eastholt"), False),
        (Recipient(WayOut.PUBLIC), False),
    ],
    ids=["own body", "Eastholt, named", "its Gold by hand", "Farwick, a stranger", "a feed", "the public"],
)
def test_sealed_words_leave_sealed_to_the_bodies_named_and_to_nobody_else(to: Recipient, gets: bool) -> None:
    journal = Region().found()
    told = written(journal)
    reader = reader_of(journal, copy_for(journal, to))
    assert bool(reader.entry(told).parts) == gets
    if gets:
        assert open_part(reader.entry(told).parts[0].data, (GOLD[1],))[1].decode() == SECRET


def test_red_words_that_are_not_sealed_leave_by_hand_alone() -> None:
    journal = Region().found()
    told = journal.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.RED, text=SECRET, audience=NAMED)).id
    by_file = reader_of(journal, copy_for(journal, Recipient(WayOut.FILE, body="eastholt")))
    assert by_file.entry(told).parts == {}
    by_hand = reader_of(journal, copy_for(journal, Recipient(WayOut.HAND, body="eastholt", person="gold")))
    assert by_hand.entry(told).parts[0].data.decode() == SECRET


def test_sealed_words_are_removed_like_any_others() -> None:
    region = Region()
    journal = region.found()
    told = written(journal)
    asked = ask_removal(journal, told, 0, "UK GDPR art. 17")
    agree_removal(journal, asked.id, admin=region.admins["northmere"], org="northmere")
    assert journal.entry(told).parts == {}
    assert verify(journal.store).ok


def test_what_cannot_be_sealed_is_refused_in_a_sentence() -> None:
    journal = Region().found()
    with pytest.raises(JournalError, match="'age1x' is no key to seal to"):
        journal.append(Draft(Kind.NOTE_WRITTEN, text="x", seal_to=("age1x",)))
    with pytest.raises(JournalError, match="a file cannot go with a sealed entry"):
        Draft(Kind.NOTE_WRITTEN, files=(b"{}",), seal_to=(GOLD[0],))
    assert journal.store.count() == 1
    assert sealing_key_of(GOLD[1]) == GOLD[0]
    with pytest.raises(JournalError, match="it is no age key"):
        sealing_key_of("nonsense")


@pytest.mark.parametrize("inside", [b"[]", b'{"base64":"!","holds":"text"}', b'{"base64":"QQ==","holds":"poem"}', b"x"])
def test_what_is_sealed_and_is_no_part_is_told_from_what_is(inside: bytes) -> None:
    with pytest.raises(JournalError):
        open_part(seal(inside, recipients=(GOLD[0],)), (GOLD[1],))
