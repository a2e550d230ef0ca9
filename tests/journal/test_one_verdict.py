"""What only the program writes: refused by hand, and of one verdict to both readers when somebody makes it up."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner

from battlebox.cli.program import program
from battlebox.journal import (
    BY_COMMAND,
    Draft,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    canon,
    export,
    make_checkpoint,
    read,
    receive,
    take_bundle,
)
from battlebox.journal import verify as verify_store
from battlebox.journal.alone import verify_journal as alone
from battlebox.journal.entry import PREFIX, entry_id
from battlebox.marking import Recipient, Tlp, WayOut
from journal.test_two_readers import ended
from sim.region import FixedWatch, Region, key_of, memory_store

EMPTY = b'{"b":"","c":"' + hashlib.sha256(b"").hexdigest().encode()
GOOD = {"size": 1, "root": "ab" * 32}


def lines_of(journal: Journal) -> list[bytes]:
    out = io.BytesIO()
    export(journal, out, Recipient(WayOut.FILE, body="northmere"))
    return gzip.decompress(out.getvalue()).splitlines(keepends=True)


def with_last(lines: list[bytes], desk: str, **changed: object) -> list[bytes]:
    """The copy with one more entry by a desk that holds its own key and writes what it likes."""
    last = json.loads(lines[-2])
    header = last["h"] | {"prev": entry_id(canon.encode(last["h"])), "seen": [], "parts": [], "op": []}
    header |= {"n": header["n"] + 1, "d": header["d"] + 1} | changed
    raw = canon.encode(header)
    line = {"h": header, "p": [], "s": key_of(desk).sign(PREFIX + raw).hex()}
    return ended([*lines[:-1], canon.encode(line) + b"\n", lines[-1]])


def verdicts(lines: list[bytes], incident: str, folder: Path) -> tuple[bool, list[str]]:
    """Whether our reader takes it in and finds nothing wrong, and what the stand-alone one finds."""
    fresh = receive(memory_store(), incident, None, lambda *_: None, FixedWatch())
    (folder / "copy.jsonl").write_bytes(b"".join(lines))
    wrong = alone.read(folder / "copy.jsonl", alone.is_signed_fast).wrong
    try:
        take_bundle(fresh, io.BytesIO(gzip.compress(b"".join(lines), 1)), "copy")
    except JournalError:
        return False, wrong
    return verify_store(fresh.store).ok, wrong


@pytest.fixture
def north() -> Journal:
    region = Region()
    north = region.found()
    north.append(Draft(Kind.NOTE_WRITTEN, text="the phones are out", tlp=Tlp.GREEN))
    make_checkpoint(north)
    return north


@pytest.mark.parametrize("kind", list(BY_COMMAND))
def test_a_kind_that_a_command_writes_is_refused_by_hand_and_the_command_is_named(tmp_path: Path, kind: Kind) -> None:
    refused = CliRunner().invoke(program, ["journal", "append", kind, "--text", "fake", "--data", str(tmp_path)])
    assert refused.exit_code == 2
    assert f"an entry of kind {kind} is written by its own command" in refused.stderr
    named = BY_COMMAND[kind].split()
    assert f"hint: use {BY_COMMAND[kind]}" in refused.stderr
    assert CliRunner().invoke(program, [*named[1:3], "--help"]).exit_code == 0


@pytest.mark.parametrize(
    ("kind", "about", "field"),
    [
        (Kind.CHECKPOINT_SIGNED, {}, "size"),
        (Kind.CHECKPOINT_SIGNED, {"size": "x", "root": 5}, "size"),
        (Kind.CHECKPOINT_SIGNED, {"size": 1, "root": 5}, "root"),
        (Kind.CHECKPOINT_SIGNED, {"size": 1, "root": "AB" * 32}, "root"),
        (Kind.CHECKPOINT_SIGNED, GOOD | {"size": -5}, "size"),
        (Kind.CHECKPOINT_SIGNED, GOOD | {"size": 0}, "size"),
        (Kind.KEY_ENROLLED, {}, "key"),
        (Kind.KEY_ENROLLED, {"key": "x", "org": 1, "name": "a", "role": "", "signed": "ab" * 64}, "key"),
        (Kind.KEY_REVOKED, {"key": "ab" * 32, "org": "northmere", "last_good": "x", "signed": "ab" * 64}, "last_good"),
        (Kind.KEY_REVOKED, {"key": "ab" * 32, "org": "northmere", "last_good": "", "signed": "zz" * 64}, "signed"),
    ],
)
def test_a_claim_out_of_form_is_no_entry_to_either_reader(
    north: Journal, tmp_path: Path, kind: Kind, about: dict, field: str
) -> None:
    with pytest.raises(JournalError, match=f"has a wrong value in `re.{field}`"):
        north.append(Draft(kind, about=about, tlp=Tlp.GREEN))
    lines = with_last(lines_of(north), "north-1", kind=kind.value, re=about)
    ok, wrong = verdicts(lines, north.incident, tmp_path)
    assert not ok
    assert [line for line in wrong if "its fields are not in form" in line] == wrong != []


@pytest.mark.parametrize("size", [1, 2, 2**50])
def test_a_checkpoint_that_the_copy_belies_is_refused_by_both(north: Journal, tmp_path: Path, size: int) -> None:
    lines = lines_of(north)
    assert verdicts(lines, north.incident, tmp_path) == (True, [])
    lines = with_last(lines, "north-1", kind="checkpoint:signed", re=GOOD | {"size": size})
    ok, wrong = verdicts(lines, north.incident, tmp_path)
    assert not ok
    assert len(wrong) == 1
    assert "the entries before it are not those its checkpoint signed" in wrong[0]
    fresh = receive(memory_store(), north.incident, None, lambda *_: None, FixedWatch())
    with pytest.raises(JournalError) as refused:
        take_bundle(fresh, io.BytesIO(gzip.compress(b"".join(lines))), "copy")
    assert refused.value.code is JournalCode.FALSE_CHECKPOINT
    assert fresh.store.count() == 0


def test_a_checkpoint_may_come_long_after_what_it_covers(north: Journal, tmp_path: Path) -> None:
    late = make_checkpoint(north)
    for i in range(300):
        north.append(Draft(Kind.NOTE_WRITTEN, text=f"line {i}", tlp=Tlp.GREEN))
    right = with_last(
        lines_of(north), "north-1", kind="checkpoint:signed", re={"size": late.size, "root": late.root.hex()}
    )
    assert verdicts(right, north.incident, tmp_path) == (True, [])


def test_an_entry_listed_twice_changes_nothing_to_either(north: Journal, tmp_path: Path) -> None:
    lines = lines_of(north)
    doubled = ended([*lines[:-1], lines[-2], lines[-2], lines[-1]])
    assert verdicts(doubled, north.incident, tmp_path) == (True, [])
    # A checkpoint after it counts the line, so that both find its order changed.
    before = ended([lines[0], lines[1], lines[1], *lines[2:]])
    ok, wrong = verdicts(before, north.incident, tmp_path)
    assert (ok, len(wrong)) == (False, 1)


def test_a_write_over_an_entry_that_is_not_there_is_wrong_to_both(north: Journal, tmp_path: Path) -> None:
    lines = with_last(lines_of(north), "north-1", kind="task:changed", op=[["task/1", "state", -1, ["ab" * 32]]], re={})
    ok, wrong = verdicts(lines, north.incident, tmp_path)
    assert not ok
    assert "entry abababababababab, whose value it replaces, is missing" in wrong[0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [lines[0].replace(b'"to":"northmere"', b'"to":5'), *lines[1:]],
        lambda lines: [lines[0].replace(b'"to":"northmere"', b'"too":""'), *lines[1:]],
        lambda lines: [lines[0].replace(b'"v":1', b'"v":true'), *lines[1:]],
        lambda lines: [lines[0], lines[1].replace(b'"v":1,', b'"v":true,'), *lines[2:]],
        lambda lines: [lines[0], lines[1], b"[" * 100_000 + b"]" * 100_000 + b"\n", *lines[2:]],
        lambda lines: [lines[0], lines[1], b'{"b":"QQ==","c":"x"}\n', *lines[2:]],
        lambda lines: [
            *lines[:-1],
            EMPTY + b'","d":1}\n',
            b"",
        ],
        lambda lines: [
            lines[0],
            EMPTY + b'"}\n',
            *lines[1:],
        ],
    ],
)
def test_what_no_reader_may_take_is_wrong_to_both_in_a_sentence(north: Journal, tmp_path: Path, spoil) -> None:
    lines = ended(spoil(lines_of(north)))
    fresh = receive(memory_store(), north.incident, None, lambda *_: None, FixedWatch())
    with pytest.raises(JournalError):
        take_bundle(fresh, io.BytesIO(gzip.compress(b"".join(lines), 1)), "copy")
    (tmp_path / "copy.jsonl").write_bytes(b"".join(lines))
    assert alone.main([str(tmp_path / "copy.jsonl")]) == 1


def test_the_verifier_stops_at_a_line_without_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", 1) as bomb:
        for _ in range(100):
            bomb.write(b"a" * (1 << 20))
    tracemalloc.start()
    try:
        assert alone.main([str(path)]) == 2
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
    assert capsys.readouterr().out == "cannot read: line 1 is longer than 4194304 bytes\n"


def test_a_write_over_nothing_in_a_store_is_found_by_verify(north: Journal) -> None:
    header = json.loads(list(north.entries())[-1].raw)
    header |= {"prev": north.own.id, "n": north.own.n + 1, "d": north.own.depth + 1, "seen": [], "parts": [], "re": {}}
    header |= {"kind": "task:changed", "op": [["task/1", "state", -1, ["ab" * 32]]]}
    raw = canon.encode(header)
    with north.store.writing():
        entry = read(raw, key_of("north-1").sign(PREFIX + raw), {})
        north.store.add(north.store.count() + 1, entry, control=False)
    found = verify_store(north.store).problems
    assert [problem.code for problem in found] == [JournalCode.MISSING_PARENT]
    assert "abababab, which is not here" in found[0].message
