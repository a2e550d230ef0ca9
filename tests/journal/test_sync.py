"""What desks say to each other before they send entries, and what they refuse to hear."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from battlebox.journal import (
    Draft,
    Heading,
    JournalCode,
    JournalError,
    Kind,
    bundle,
    have,
    have_from_bytes,
    have_to_bytes,
    offer,
    receive,
    send,
    take_bundle,
)
from battlebox.journal.alone import verify_journal as alone
from battlebox.journal.ranges import Range, Side
from battlebox.journal.sync import entries_named, ranges_from_bytes, ranges_to_bytes, reconcile
from battlebox.marking import Recipient, Tlp, WayOut
from sim.region import FixedWatch, Region, memory_store, settle


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


TO_EAST = Recipient(WayOut.FEED, body="eastholt", community=True)


def talk(region: Region) -> None:
    """Two desks write in turn, each having seen the other."""
    north, east = region.desks.values()
    for i in range(10):
        label = Tlp.RED if i % 3 == 0 else Tlp.GREEN
        north.append(Draft(Kind.TASK_CHANGED, tlp=label, text=f"words {i}", values=(("task/1", "state", i),)))
        east.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.GREEN, text=f"other words {i}"))
        settle(north, east)


def short_of(giver, ids: set[str]) -> bytes:
    out = io.BytesIO()
    send(giver, out, TO_EAST, ids)
    return out.getvalue()


@pytest.mark.parametrize("remembered", [1, 1024])
def test_a_short_bundle_brings_a_desk_to_the_same_state_with_parts_kept_back(
    remembered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "KEYS_REMEMBERED", remembered)
    region = two()
    talk(region)
    north, _ = region.desks.values()
    late = region.join("east-2", "eastholt")
    made = [north.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.GREEN, text=f"later {i}")).id for i in range(40)]
    made += [north.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.RED, text="for one person")).id]
    assert offer(north, have(late)).missing == made
    taken = take_bundle(late, io.BytesIO(short_of(north, set(made))), "link")
    assert taken.new == len(made)
    assert [late.entry(identity).raw for identity in made] == [north.entry(identity).raw for identity in made]
    assert late.entry(made[0]).parts == north.entry(made[0]).parts
    assert late.entry(made[-1]).parts == {}
    # All of it, two desks in turn, into an empty store.
    fresh = receive(memory_store(), north.incident, None, lambda *_: None, FixedWatch())
    take_bundle(fresh, io.BytesIO(short_of(north, {identity for _, identity, _ in north.store.ids()})), "link")
    assert fresh.store.count() == north.store.count() - 1


def test_a_short_bundle_is_two_fifths_smaller_and_the_program_for_strangers_sends_it_back(tmp_path: Path) -> None:
    region = two()
    north, _ = region.desks.values()
    ids = {north.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.GREEN, text=f"{i}")).id for i in range(200)}
    plain = io.BytesIO()
    bundle.write_bundle(plain, Heading(north.incident, ""), entries_named(north, ids))
    short = short_of(north, ids)
    assert len(short) < 0.6 * len(plain.getvalue())
    (tmp_path / "short.jsonl.gz").write_bytes(short)
    command = [sys.executable, alone.__file__, str(tmp_path / "short.jsonl.gz")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "cannot read: it is a short copy, made for another desk" in told.stdout


def altered(raw: bytes, line: int, change) -> bytes:
    """The bundle with one line changed, and its ending made to fit."""
    lines = [json.loads(piece) for piece in gzip.decompress(raw).splitlines()]
    change(lines[line])
    body = [json.dumps(piece, sort_keys=True, separators=(",", ":")).encode() + b"\n" for piece in lines[:-1]]
    ending = {"chunks": 0, "end": hashlib.sha256(b"".join(body)).hexdigest(), "entries": len(body) - 1}
    return gzip.compress(b"".join(body) + json.dumps(ending, sort_keys=True, separators=(",", ":")).encode() + b"\n")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda line: line["p"][0].__setitem__(3, "other words"), JournalCode.BAD_SIGNATURE),
        (lambda line: line["h"].update(prev="ab" * 32), JournalCode.BAD_SIGNATURE),
        (lambda line: line["h"].update(key="ab" * 32), JournalCode.FIELD),
        (lambda line: line["h"]["parts"][0].__setitem__(1, "ab" * 32), JournalCode.BAD_LINE),
        (lambda line: line["h"]["parts"][0].__setitem__(1, 0), JournalCode.BAD_LINE),
        (lambda line: line["h"]["parts"].clear(), JournalCode.BAD_SIGNATURE),
        (lambda line: line["h"].update(parts=1), JournalCode.FIELD),
        (lambda line: line["h"].update(parts=[""]), JournalCode.FIELD),
        (lambda line: line["h"].update(parts=[["text", ""]]), JournalCode.FIELD),
        (lambda line: line["p"].clear(), JournalCode.FIELD),
        (lambda line: line.update(h=[]), JournalCode.FIELDS),
    ],
)
def test_a_short_bundle_that_was_altered_is_refused_and_nothing_of_it_is_kept(change, code: JournalCode) -> None:
    region = two()
    north, east = region.desks.values()
    ids = [north.append(Draft(Kind.NOTE_WRITTEN, tlp=Tlp.GREEN, text=f"{i}")).id for i in range(3)]
    raw = short_of(north, set(ids))
    before = east.store.count()
    with pytest.raises(JournalError) as refused:
        take_bundle(east, io.BytesIO(altered(raw, 2, change)), "link")
    assert refused.value.code is code
    assert east.store.count() == before
    assert take_bundle(east, io.BytesIO(altered(raw, 2, lambda _: None)), "link").new == 3


def test_a_short_bundle_has_one_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain bundle that calls itself short is refused, and so is a link that need not be there."""
    north, east = two().desks.values()
    ids = [north.append(Draft(Kind.KEY_FORKED, about={"key": "x"})).id for _ in range(2)]
    monkeypatch.setattr(bundle, "PLAIN", 2)
    out = io.BytesIO()
    bundle.write_bundle(out, Heading(north.incident, ""), entries_named(north, set(ids)))
    with pytest.raises(
        JournalError, match="line 3 of link cannot be read: it writes out what a short bundle leaves out"
    ):
        take_bundle(east, io.BytesIO(out.getvalue()), "link")
    assert east.store.row(ids[0]) is None
