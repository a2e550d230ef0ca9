"""What desks say to each other before they send entries, and what they refuse to hear."""

from __future__ import annotations

import pytest

from battlebox.journal import Draft, JournalCode, JournalError, Kind, have, have_from_bytes, have_to_bytes, offer
from battlebox.journal.ranges import Range, Side
from battlebox.journal.sync import entries_named, ranges_from_bytes, ranges_to_bytes, reconcile
from sim.region import Region, settle


def two() -> Region:
    region = Region()
    region.found()
    region.join("east-1", "eastholt")
    settle(*region.desks.values())
    return region


def test_a_handshake_is_short_and_reads_back() -> None:
    north, _ = two().desks.values()
    raw = have_to_bytes(have(north))
    assert len(raw) < 1000
    assert have_from_bytes(raw) == have(north)


def test_only_what_the_other_lacks_is_offered_in_order_of_arrival() -> None:
    north, east = two().desks.values()
    written = [north.append(Draft(Kind.NOTE_WRITTEN, text=f"{i}")).id for i in range(5)]
    made = offer(north, have(east))
    assert (made.missing, made.unsure) == (written, False)
    assert [entry.id for entry in entries_named(north, set(made.missing))] == written
    assert offer(east, have(north)).missing == []


def test_ranges_find_every_difference_of_two_large_sets_in_few_rounds() -> None:
    import random

    draw = random.Random(1)
    every = [(draw.randrange(3000), f"{draw.getrandbits(256):064x}") for _ in range(5000)]
    ours, theirs = Side(every[:4900]), Side(every[100:])
    rounds = []

    def ask(raw: bytes) -> bytes:
        rounds.append(len(raw))
        return ranges_to_bytes(theirs.answer(ranges_from_bytes(raw), set(), set()))

    surplus, lacking = reconcile(ours, ask)
    assert surplus == {identity for _, identity in every[:100]}
    assert lacking == {identity[:16] for _, identity in every[4900:]}
    assert len(rounds) <= 6
    assert reconcile(ours, lambda raw: ranges_to_bytes(ours.answer(ranges_from_bytes(raw), set(), set()))) == (
        set(),
        set(),
    )


def test_a_desk_that_never_comes_to_an_end_is_left() -> None:
    ours = Side([(1, "ab" * 32)])
    endless = ranges_to_bytes([Range((-1, ""), (9, ""), "00")])
    with pytest.raises(JournalError, match="did not come to an end after 40 rounds") as refused:
        reconcile(ours, lambda _: endless)
    assert refused.value.code is JournalCode.ENDLESS


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b'{"ab":[]}',
        b'{"' + b"a" * 64 + b'":1}',
        b'{"' + b"a" * 64 + b'":[[1]]}',
        b'{"' + b"a" * 64 + b'":[["1","' + b"b" * 64 + b'"]]}',
        b'{"' + b"a" * 64 + b'":[[1,"' + b"x" * 64 + b'"]]}',
    ],
)
def test_a_broken_handshake_is_refused(raw: bytes) -> None:
    with pytest.raises(JournalError, match="the other desk's message cannot be read"):
        have_from_bytes(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b"[1]",
        b"[[1]]",
        b'[["1","",2,"","",null,false]]',
        b'[[1,1,2,"","",null,false]]',
        b'[[1,"",2,"","",null,0]]',
        b'[[1,"",2,"","",[1],false]]',
        b'[[1,"",2,"","",["xyz"],false]]',
    ],
)
def test_broken_ranges_are_refused(raw: bytes) -> None:
    with pytest.raises(JournalError, match="the other desk's message cannot be read"):
        ranges_from_bytes(raw)


def test_a_message_beyond_all_measure_is_refused_unread() -> None:
    for read in (have_from_bytes, ranges_from_bytes):
        with pytest.raises(JournalError, match="the other desk's message is larger than 16777216 bytes"):
            read(b" " * ((16 << 20) + 1))
