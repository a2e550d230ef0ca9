"""Our reader and the stand-alone verifier give one verdict: on forms, on signatures, on whole copies."""

from __future__ import annotations

import copy
import gzip
import hashlib
import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from battlebox.journal import (
    Desk,
    Draft,
    Journal,
    JournalError,
    Kind,
    agree_removal,
    ask_removal,
    attach,
    canon,
    enrol,
    export,
    make_checkpoint,
    receive,
    revoke,
    take_bundle,
    verifier_source,
)
from battlebox.journal.alone import verify_journal as alone
from battlebox.journal.header import Header
from battlebox.marking import Recipient, Tlp, WayOut
from sim.region import FixedWatch, Region, key_of, memory_store, settle

ID = "ab" * 32
ODD = (
    None, True, False, -1, 0, 1, 63, 64, 2**53 - 1, 2**53, -(2**53), 1.5, "", "x", "X", "a" * 129, "a" * 513, "\n", "é",
    ID, ID.upper(), ID[:-1], [], [ID], [ID, ID], ["cd" * 32, ID], [ID, "cd" * 32], {}, {"a": 1}, {"A": 1}, {"a": None},
    [["task/1", "state", -1, []]], [["task/1", "state", 9, []]], [["t", "s", -1, []], ["t", "s", -1, []]],
    [["text", ID, 64]], [["text", ID, 65]], [["poem", ID, 64]], [["sealed", ID, 128]], [["person", ID, 64]],
    [["text", ID, 64]] * 61, [ID] * 17, "CLEAR", "RED", "PURPLE", "journal:opened", "note:written", "ntp", "sun",
    {f"n{i}": i for i in range(65)}, [f"b{i:03}" for i in range(65)], [[f"t{i}", "s", -1, []] for i in range(257)],
    {f"n{i}": "x" * 512 for i in range(64)}, [[f"t/{i}", "s" * 120, -1, [ID]] for i in range(256)],
    "ransom\u2028", "a b", "officer/7",
)  # fmt: skip


def headers() -> list[dict]:
    region = Region()
    journal = region.found()
    region.join("east-1", "eastholt")
    values = (("task/1", "state", "open"), ("task/2", "state", None))
    journal.append(Draft(Kind.TASK_CHANGED, text="x", person="y", values=values, by="officer/1", tlp=Tlp.AMBER))
    journal.append(Draft(Kind.NOTE_WRITTEN, audience=frozenset({"eastholt"})))
    return [json.loads(entry.raw) for entry in journal.entries()]


def places(value: object, at: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for name, each in inner for place in places(each, (*at, name)))]


def changed(header: dict, place: tuple, value: object, *, drop: bool) -> dict:
    made = copy.deepcopy(header)
    if not place:
        return made
    inside = made
    for name in place[:-1]:
        inside = inside[name]
    if drop:
        del inside[place[-1]]
    else:
        inside[place[-1]] = value
    return made


def ours(raw: bytes) -> bool:
    try:
        Header.from_bytes(raw)
    except JournalError:
        return False
    return True


def theirs(raw: bytes) -> bool:
    try:
        header = json.loads(raw)
        return (
            alone.canonical(header) == raw
            and sorted(header) == alone.FIELDS
            and header["v"] == 1
            and type(header["v"]) is int
            and bool(alone.is_in_form(header))
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return False


def test_both_readers_find_the_same_headers_in_form() -> None:
    """Each field of each header, and each cell within, takes each odd value in turn."""
    seen = {True: 0, False: 0}
    for header in headers():
        for place in places(header):
            for value in ODD:
                raw = alone.canonical(changed(header, place, value, drop=False))
                assert ours(raw) == theirs(raw), (place, value)
                seen[ours(raw)] += 1
            if place:
                raw = alone.canonical(changed(header, place, None, drop=True))
                assert ours(raw) == theirs(raw), place
    assert seen[True] > 50
    assert seen[False] > 1000


def test_both_readers_find_the_same_in_headers_with_several_odd_values() -> None:
    draw, known = random.Random(20251124), headers()
    for _ in range(5000):
        header = draw.choice(known)
        for _ in range(draw.randrange(1, 4)):
            found = places(header)
            header = changed(header, draw.choice(found), draw.choice(ODD), drop=False)
        raw = alone.canonical(header)
        assert ours(raw) == theirs(raw), header


@pytest.fixture
def journal() -> Journal:
    """A record with everything in it: two bodies, a file, a removal, a fork, a revoked desk, a stranger."""
    region = Region()
    north, east = region.found(), region.join("east-1", "eastholt")
    region.join("north-2", "northmere")
    north.append(Draft(Kind.NOTE_WRITTEN, text="line", files=(attach(north, [b"pay us"], "note.txt"),)))
    said = east.append(Draft(Kind.NOTE_WRITTEN, text="Mrs Example", tlp=Tlp.AMBER))
    settle(*region.desks.values())
    asked = ask_removal(east, said.id, 0, "UK GDPR art. 17")
    agree_removal(east, asked.id, admin=region.admins["eastholt"], org="eastholt")
    two = region.desks["north-2"]
    good = two.append(Draft(Kind.NOTE_WRITTEN, text="good"))
    two.append(Draft(Kind.NOTE_WRITTEN, text="after"))
    settle(*region.desks.values())
    revoke(north, key_of("north-2").public, "northmere", region.admins["northmere"], last_good=good.id)
    make_checkpoint(north)
    return north


def copy_of(journal: Journal) -> list[bytes]:
    out = io.BytesIO()
    export(journal, out, Recipient(WayOut.FILE, body="northmere"))
    return gzip.decompress(out.getvalue()).splitlines(keepends=True)


def said_alone(folder: Path, lines: list[bytes]) -> alone.Record:
    path = folder / "copy.jsonl"
    path.write_bytes(b"".join(lines))
    try:
        return alone.read(path, alone.is_signed_fast)
    except OSError as refused:
        # What it cannot read at all it does not read to the end.
        record = alone.Record(alone.is_signed_fast)
        record.wrong.append(str(refused))
        return record


def ended(lines: list[bytes]) -> list[bytes]:
    """The lines with an ending that fits them: what somebody who knows the format would hand over."""
    entries, chunks = sum(b'{"h":' in line[:5] for line in lines), sum(b'{"b":' in line[:5] for line in lines)
    digest = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    return [*lines[:-1], canon.encode({"end": digest, "entries": entries, "chunks": chunks}) + b"\n"]


def taken(journal: Journal, lines: list[bytes]) -> bool:
    fresh = receive(memory_store(), journal.incident, None, lambda *_: None, FixedWatch())
    try:
        take_bundle(fresh, io.BytesIO(gzip.compress(b"".join(lines), 1)), "copy")
    except JournalError:
        assert fresh.store.count() == 0
        return False
    return True


def test_a_whole_copy_is_right_to_both_and_revoked_entries_are_counted(journal: Journal, tmp_path: Path) -> None:
    lines = copy_of(journal)
    record = said_alone(tmp_path, lines)
    assert record.wrong == []
    assert taken(journal, lines)
    (last, after) = record.after_revocation(key_of("north-2").public)
    assert (len(last), after) == (1, 1)
    assert record.after_revocation(journal.desk.public) is None
    assert record.absent == 1


def test_every_line_dropped_doubled_swapped_or_spoilt_is_found_by_both(journal: Journal, tmp_path: Path) -> None:
    lines = copy_of(journal)
    assert ended(lines) == lines
    for place in range(len(lines) - 1):
        left = ended([*lines[:place], *lines[place + 1 :]])
        assert not taken(journal, left) or not said_alone(tmp_path, left).wrong
        assert bool(said_alone(tmp_path, left).wrong) == (not taken(journal, left)), place
        for spoilt in (
            [*lines[:place], *lines[place + 1 :]],
            [*lines[: place + 1], *lines[place:]],
            [*lines[:place], lines[place].replace(b'"', b'" ', 1), *lines[place + 1 :]],
        ):
            assert said_alone(tmp_path, spoilt).wrong
            assert not taken(journal, spoilt)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'),
        (b'"v":1', b'"v":3'),
        (b'"battlebox":"bundle"', b'"battlebox":"bungle"'),
        (b'"s":"', b'"s":"A'),
        (b'"text","line"', b'"text","lime"'),
        (b'"text","line"', b'"song","line"'),
        (b'"kind":"note:written"', b'"kind":"note:forged"'),
        (b'"entries":', b'"entries":1'),
        (b'"chunks":1', b'"chunks":0'),
        (b'{"b":"', b'{"b":"A'),
        (b'"p":[[', b'"q":[['),
    ],
)
def test_what_is_spoilt_is_wrong_to_both(journal: Journal, tmp_path: Path, old: bytes, new: bytes) -> None:
    whole = b"".join(copy_of(journal))
    assert old in whole
    spoilt = whole.replace(old, new, 1).splitlines(keepends=True)
    for lines in (spoilt, ended(spoilt) if b'"end"' in spoilt[-1] and old[:5] not in (b'"entr', b'"chun') else spoilt):
        assert said_alone(tmp_path, lines).wrong
        assert not taken(journal, lines)


def test_a_part_that_is_there_twice_is_wrong_to_both(journal: Journal, tmp_path: Path) -> None:
    lines = copy_of(journal)
    place = next(i for i, line in enumerate(lines) if b'"text","line"' in line)
    held = json.loads(lines[place])
    held["p"].append(held["p"][0])
    spoilt = ended([*lines[:place], canon.encode(held) + b"\n", *lines[place + 1 :]])
    assert said_alone(tmp_path, spoilt).wrong
    assert not taken(journal, spoilt)


def test_the_verifier_prints_a_fork_a_stranger_and_an_order_that_no_admin_signed(tmp_path: Path) -> None:
    region = Region()
    north, east = region.found(), region.join("east-1", "eastholt")
    stranger = region.join("far-1", "farwick", enrolled=False)
    stranger.append(Draft(Kind.NOTE_WRITTEN, text="let me in"))
    twin = receive(memory_store(), north.incident, key_of("east-1"), lambda *_: region.notes["east-1"], FixedWatch())
    twin.take(east.entries())
    east.append(Draft(Kind.NOTE_WRITTEN, text="here"))
    twin.append(Draft(Kind.NOTE_WRITTEN, text="there"))
    enrol_badly = {
        "key": key_of("x").public,
        "org": "northmere",
        "role": "",
        "name": "evil\x1b[2J",
        "signed": "00" * 64,
    }
    north.append(Draft(Kind.KEY_ENROLLED, about=enrol_badly, tlp=Tlp.GREEN))
    enrol(north, Desk(key_of("odd").public, "northmere", "", "odd\x1b[2J\nname"), region.admins["northmere"])
    settle(north, east, twin, stranger)
    (tmp_path / "copy.jsonl.gz").write_bytes(gzip.compress(b"".join(copy_of(north))))
    (tmp_path / "verify_journal.py").write_bytes(verifier_source())
    (tmp_path / "other.txt").write_text("not a checkpoint", encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", "verify_journal.py", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    told = run("copy.jsonl.gz", "other.txt")
    assert told.returncode == 1
    assert "eastholt/east-1 wrote two different entries number 0" in told.stdout
    assert "was never enrolled; its entries are not to be believed" in told.stdout
    assert "no admin of its organisation signed this order" in told.stdout
    assert "other.txt: this is not a checkpoint" in told.stdout
    assert "\x1b" not in told.stdout
    assert "desk northmere/odd?[2J?name" in told.stdout
    assert run().returncode == 2
    assert run("none.jsonl").returncode == 2
    assert run("other.txt").returncode == 1
    whole = (tmp_path / "copy.jsonl.gz").read_bytes()
    for place in range(0, len(whole), 97):
        (tmp_path / "bad.jsonl.gz").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        told = run("bad.jsonl.gz")
        assert told.returncode
        assert "Traceback" not in told.stderr


def test_the_program_says_what_it_finds_and_exits_so(
    journal: Journal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = copy_of(journal)
    copy, note, other = tmp_path / "copy.jsonl", tmp_path / "note.txt", tmp_path / "other.txt"
    copy.write_bytes(b"".join(lines))
    journal.append(Draft(Kind.NOTE_WRITTEN, text="after the copy"))
    note.write_text(make_checkpoint(journal).to_text(), encoding="utf-8")
    other.write_text("no checkpoint", encoding="utf-8")
    assert alone.main(["--fast", str(copy)]) == 0
    told = capsys.readouterr().out
    assert told.endswith("nothing is wrong\n")
    assert "revoked (last good entry" in told
    # The checkpoint was made after the copy, so entries are missing from the copy.
    assert alone.main([str(copy), str(note), str(other)]) == 1
    told = capsys.readouterr().out
    assert "entries are missing" in told
    assert "other.txt: this is not a checkpoint" in told
    assert alone.main([]) == 2
    assert alone.main([str(tmp_path / "none")]) == 2
    copy.write_bytes(lines[0].replace(b'"v":1', b'"v":2'))
    assert alone.main([str(copy)]) == 2
    assert "it is a short copy, made for another desk" in capsys.readouterr().out
    for spoilt in ([lines[0].replace(b"bundle", b"bungle"), *lines[1:]], [lines[0], b'{"h":1,"p":[]}\n'], [b"hello\n"]):
        copy.write_bytes(b"".join(spoilt))
        assert alone.main([str(copy)]) == 1
        assert "WRONG: line" in capsys.readouterr().out
    assert alone.root_of([]) == hashlib.sha256(b"").digest()


def test_a_checkpoint_of_another_desk_or_record_is_told_from_ours(tmp_path: Path) -> None:
    region = Region()
    north, east = region.found(), region.join("east-1", "eastholt")
    note, other = make_checkpoint(north), make_checkpoint(east)
    record = said_alone(tmp_path, copy_of(north))
    assert alone.checkpoint(record, note.to_text()) is None
    assert "of another record" in alone.checkpoint(record, other.to_text())
    forged = note.to_text().replace(f"\n{note.size}\n", f"\n{note.size + 1}\n")
    assert "is not signed by its desk" in alone.checkpoint(record, forged)
    record.order = record.order[: note.size - 1]
    assert "entries are missing" in alone.checkpoint(record, note.to_text())
    record = said_alone(tmp_path, copy_of(north))
    record.order[0], record.order[1] = record.order[1], record.order[0]
    assert "are not those the checkpoint signed" in alone.checkpoint(record, note.to_text())
