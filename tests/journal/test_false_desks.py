"""What a broken or a false desk signs stops nobody, persuades nobody, and stays on the record."""

from __future__ import annotations

import io

import pytest

from battlebox.journal import (
    Desk,
    Draft,
    JournalCode,
    JournalError,
    Kind,
    Manifest,
    adopt,
    enrol,
    export,
    make_checkpoint,
    note_printed,
    proof_of,
    put_together,
    revoke,
    take_apart,
    verify,
)
from battlebox.journal.entry import new_part, sign
from battlebox.journal.header import Header
from battlebox.journal.part import PartClass
from battlebox.journal.standing import standing_of
from battlebox.marking import Recipient, Tlp, WayOut
from sim.entries import odd, said
from sim.region import Region, key_of, settle


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


def test_an_order_whose_signature_is_no_number_is_no_entry(region: Region) -> None:
    north = region.desks["north-1"]
    about = {"key": key_of("x").public, "org": "northmere", "role": "", "name": "x"}
    for signed in ("zz", 7, "00" * 64 + "\n"):
        with pytest.raises(JournalError, match=r"has a wrong value in `re\.signed`"):
            north.append(Draft(Kind.KEY_ENROLLED, about=about | {"signed": signed}, tlp=Tlp.GREEN))
    north.append(Draft(Kind.KEY_ENROLLED, about=about | {"signed": "00" * 64}, tlp=Tlp.GREEN))
    assert key_of("x").public not in north.state.standing.desks
    assert [problem.code for problem in verify(north.store).problems] == [JournalCode.BAD_STATEMENT]


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
    adopt(north, theirs.id)
    assert theirs.id in north.state.standing.adopted
    assert [notice.code for notice in verify(north.store).notices] == [JournalCode.AFTER_REVOCATION]
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
    apart = said(region.desks["north-2"])
    north.take(region.desks["north-2"].entries())
    assert apart.header.parents
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
