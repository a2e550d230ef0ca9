"""Bundles that were damaged on their way, made up, of another incident or far too large: nothing is taken in."""

from __future__ import annotations

import gzip
import io
import tracemalloc

import pytest

from battlebox.journal import (
    Draft,
    Heading,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    Limits,
    receive,
    take_bundle,
    verify,
)
from battlebox.journal.bundle import write_bundle
from battlebox.marking import Tlp
from sim.region import FixedWatch, Region, memory_store

PRIVATE = "Mrs Example of 12 Sample Street"


def empty(incident: str) -> Journal:
    return receive(memory_store(), incident, None, lambda *_: None, FixedWatch())


def bundle_of(journal: Journal) -> bytes:
    out = io.BytesIO()
    write_bundle(out, Heading(journal.incident, ""), journal.entries(), [])
    return out.getvalue()


def test_no_byte_of_a_bundle_can_change_what_is_taken_in(region: Region) -> None:
    journal = region.desks["north-1"]
    journal.append(Draft(Kind.NOTE_WRITTEN, text="the phones are out"))
    raw, right = bundle_of(journal), journal.digest()
    refused = 0
    for place in range(len(raw)):
        fresh = empty(journal.incident)
        try:
            take_bundle(fresh, io.BytesIO(raw[:place] + bytes([raw[place] ^ 4]) + raw[place + 1 :]), "stick")
        except JournalError:
            refused += 1
            assert fresh.store.count() == 0
        else:
            # A few bytes of gzip's own heading (time, system) mean nothing.
            assert fresh.digest() == right
    assert refused >= len(raw) - 10


def test_a_bundle_cut_anywhere_is_refused_whole(region: Region) -> None:
    journal = region.desks["north-1"]
    raw = bundle_of(journal)
    for length in range(0, len(raw), 7):
        fresh = empty(journal.incident)
        with pytest.raises(JournalError, match=r"stick (ends too early|is not a Battlebox|was altered)"):
            take_bundle(fresh, io.BytesIO(raw[:length]), "stick")
        assert fresh.store.count() == 0


def lines_of(journal: Journal) -> list[bytes]:
    return gzip.decompress(bundle_of(journal)).splitlines(keepends=True)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda _: [b"hello\n"], "stick is not a Battlebox journal export"),
        (
            lambda lines: [lines[0].replace(b'"v":1', b'"v":3'), *lines[1:]],
            "stick is of version 3 and this Battlebox reads version 2",
        ),
        (lambda lines: [lines[0], *lines[2:]], "builds on entry .{8}, which is not here"),
        (lambda lines: lines[:-1], "stick ends too early"),
        (lambda lines: [*lines, lines[1]], "stick was altered on its way"),
        (lambda lines: [lines[0], b"{" + b'"a":{' * 500 + b"}" * 501 + b"\n"], "line 2 of stick cannot be read"),
        (lambda lines: [lines[0], b'{"h":1,"p":[],"s":""}\n'], "the wrong fields: not an object"),
        (lambda lines: [lines[0], b'{"h":1,"p":{},"s":""}\n'], "line 2 of stick cannot be read: it is no entry"),
        (lambda lines: [lines[0], b'{"h":1,"p":[[0]],"s":""}\n'], "it has a part that is none"),
        (lambda lines: [lines[0], b'{"h":1,"p":[[0,"zz","text",""]],"s":""}\n'], "a number in hex digits is none"),
        (lambda lines: [lines[0], b'{"h":1,"p":[],"s":"AA"}\n'], "not in the one form"),
        (lambda lines: [lines[0], b'{"h":1,"p":[[0,"","base64","!"]],"s":""}\n'], "base64 is none"),
        (
            lambda lines: [lines[0], b'{"h":1,"p":[[0,"","base64","QQ=="],[0,"","base64","QQ=="]],"s":""}\n'],
            "there twice",
        ),
        (lambda lines: [lines[0], b'{"h":1.5,"p":[],"s":""}\n'], "line 2 of stick cannot be read: .*1.5"),
        (lambda lines: [lines[0], b'{"h":12345678901234567890,"p":[],"s":""}\n'], "12345678901234567890 is too large"),
        (lambda lines: [lines[0], b"[]\n"], "it is not an object"),
        (lambda lines: [lines[0], b'{"b":"QQ==","c":"' + b"0" * 64 + b'"}\n'], "not what its name says"),
        (lambda lines: [lines[0], b'{"b":1,"c":""}\n'], "it is no piece of a file"),
        (lambda lines: [lines[0], b'{"b":"' + b"A" * (5 << 20) + b'"}\n'], "it is longer than 4194304 bytes"),
        (lambda lines: [lines[0].replace(b'"v":1', b'"v":0'), *lines[1:]], "stick is not a Battlebox"),
        (lambda lines: [lines[0].replace(b'"from":""', b'"from":7'), *lines[1:]], "stick is not a Battlebox"),
        (lambda lines: [lines[0], b'{"h":1,"h":2,"p":[],"s":""}\n'], "not written in the one form"),
        (lambda lines: [lines[0], b'{"h":1,"p":[[0,"","base64","QR=="]],"s":""}\n'], "base64 is not in the one form"),
        (
            lambda lines: [line.replace(b'"text","the phones', b'"text","The phones') for line in lines],
            "is not what its desk",
        ),
        (lambda lines: [lines[0], b'{"h":{"a":"' + b"x" * 70_000 + b'"},"p":[],"s":""}\n'], "larger than 65536 bytes"),
        (lambda lines: [lines[0], lines[1].replace(b'"v":1,', b'"v":9,')], "an entry's header is of version 9"),
    ],
)
def test_a_bad_bundle_is_refused_in_a_sentence_and_nothing_is_taken_in(region: Region, spoil, sentence: str) -> None:
    journal = region.desks["north-1"]
    journal.append(Draft(Kind.NOTE_WRITTEN, text="the phones are out"))
    fresh = empty(journal.incident)
    raw = gzip.compress(b"".join(spoil(lines_of(journal))))
    with pytest.raises(JournalError, match=sentence) as refused:
        take_bundle(fresh, io.BytesIO(raw), "stick")
    assert refused.value.hint
    assert fresh.store.count() == 0


def test_more_than_a_desk_takes_at_once_is_refused_early(region: Region) -> None:
    journal = region.desks["north-1"]
    for limits, what in ((Limits(entries=2), "2 entries"), (Limits(bytes=900), "900 bytes")):
        fresh = empty(journal.incident)
        with pytest.raises(JournalError, match=rf"stick is larger than this desk takes at once \({what}\)"):
            take_bundle(fresh, io.BytesIO(bundle_of(journal)), "stick", limits)
        assert fresh.store.count() == 0
    out = io.BytesIO()
    import hashlib

    pieces = [(hashlib.sha256(bytes([i])).hexdigest(), bytes([i])) for i in range(3)]
    write_bundle(out, Heading(journal.incident, ""), journal.entries(), pieces)
    with pytest.raises(JournalError, match="2 pieces of files"):
        take_bundle(empty(journal.incident), io.BytesIO(out.getvalue()), "stick", Limits(chunks=2))


class Flood(io.RawIOBase):
    """A bundle with ten million entries, made as it is read: a heading, then a thousand lines over and over."""

    def __init__(self, heading: bytes, line: bytes) -> None:
        self.heading, self.thousand = gzip.compress(heading), gzip.compress(line * 1000)
        self.left, self.given = self.heading, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size and self.given < 10_000:
            self.left += self.thousand
            self.given += 1
        found, self.left = self.left[:size], self.left[size:]
        return found


@pytest.mark.parametrize("limits", [Limits(entries=300), Limits(bytes=200_000)], ids=["entries", "bytes"])
def test_ten_million_tiny_entries_stop_at_the_limit_without_filling_memory(region: Region, limits: Limits) -> None:
    journal = region.desks["north-1"]
    lines = lines_of(journal)
    flood, fresh = Flood(lines[0], lines[1]), empty(journal.incident)
    tracemalloc.start()
    try:
        with pytest.raises(JournalError, match="flood is larger than this desk takes at once") as refused:
            take_bundle(fresh, flood, "flood", limits)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.code is JournalCode.TOO_MANY
    assert fresh.store.count() == 0
    assert flood.given < 10
    assert peak < 4_000_000


def test_an_entry_from_the_future_is_kept_shown_and_orders_nothing(region: Region) -> None:
    north, east = region.desks["north-1"], region.desks["east-1"]
    east.watch = FixedWatch(offset_ms=50 * 365 * 86_400_000)
    ahead = east.append(Draft(Kind.TASK_CHANGED, tlp=Tlp.GREEN, values=(("task/1", "state", "from 2075"),)))
    fresh = empty(north.incident)
    take_bundle(fresh, io.BytesIO(bundle_of(east)), "stick")
    north.take(east.entries())
    after = north.append(Draft(Kind.TASK_CHANGED, tlp=Tlp.GREEN, values=(("task/1", "state", "now"),)))
    assert after.header.wall_ms < ahead.header.wall_ms
    assert [live.entry for live in north.state.live("task/1", "state")] == [after.id]
    assert verify(fresh.store).ok


def test_a_copy_for_another_incident_is_refused(region: Region) -> None:
    with pytest.raises(JournalError, match="this is about another incident") as refused:
        take_bundle(empty("00" * 32), io.BytesIO(bundle_of(region.desks["north-1"])), "stick")
    assert refused.value.code is JournalCode.OTHER_INCIDENT
