"""Files that went in come out: by a command, and without Battlebox by the program that goes with every export."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nacl.bindings import crypto_secretbox

from battlebox.journal import canon
from battlebox.journal.alone import extract_files
from journal.test_commands import Officer
from journal.test_two_readers import ended

NOTE = b"pay us \x00\xff" * 200_000


@pytest.fixture
def officer(tmp_path: Path) -> Officer:
    officer = Officer(tmp_path)
    officer.types("one", "new", "--org", "northmere", "--name", "gold", "--admin", str(tmp_path / "admin.key"))
    (tmp_path / "ransom.bin").write_bytes(NOTE)
    (tmp_path / "empty.txt").write_bytes(b"")
    return officer


def put(officer: Officer, *names: str) -> str:
    files = [word for name in names for word in ("--attach", str(officer.folder / name))]
    return officer.reads("one", "append", "note:written", "--text", "found", *files)["entry"]


def test_a_file_is_shown_and_written_out_again(officer: Officer, tmp_path: Path) -> None:
    entry = put(officer, "ransom.bin", "empty.txt")
    right = hashlib.sha256(NOTE).hexdigest()
    assert (
        f"part 1 (file): file ransom.bin, {len(NOTE)} bytes, sha256 {right}"
        in officer.types("one", "show", entry).stdout
    )
    out = tmp_path / "out.bin"
    told = officer.types("one", "attachment", entry[:8], "1", str(out))
    assert told.stdout == f"{out}: {len(NOTE)} bytes, sha256 {right}\n"
    assert out.read_bytes() == NOTE
    officer.types("one", "attachment", entry, "2", str(tmp_path / "none.txt"))
    assert (tmp_path / "none.txt").read_bytes() == b""
    assert "it is there already" in officer.types("one", "attachment", entry, "1", str(out), code=4).stderr
    assert (
        "there is no such folder"
        in officer.types("one", "attachment", entry, "1", str(tmp_path / "no/x"), code=4).stderr
    )
    assert "has no part 0" in officer.types("one", "attachment", entry, "0", str(tmp_path / "x"), code=2).stderr
    assert not (tmp_path / "x").exists()


def test_a_stranger_writes_the_files_out_with_one_program(officer: Officer, tmp_path: Path) -> None:
    entry = put(officer, "ransom.bin", "empty.txt")
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    command = [sys.executable, "-I", "-S", "extract_files.py", "incident.jsonl.gz", "files"]
    told = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True, check=True)
    assert told.stdout.endswith("2 files found, all written\n")
    written = {path.name: path.read_bytes() for path in (tmp_path / "out" / "files").iterdir()}
    assert written == {f"{entry[:16]}-1-ransom.bin": NOTE, f"{entry[:16]}-2-empty.txt": b""}
    assert "python3 extract_files.py incident.jsonl.gz files" in (tmp_path / "out" / "READ-ME-FIRST.txt").read_text()
    again = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout[:14]) == (2, "cannot go on: ")


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 63, 64, 65, 1000])
def test_what_libsodium_sealed_the_program_opens(length: int) -> None:
    key, piece = os.urandom(32), os.urandom(length)
    for place in (0, 1, 300):
        assert extract_files.unsealed(crypto_secretbox(piece, place.to_bytes(24, "big"), key), place, key) == piece


def rewritten(folder: Path, change) -> Path:
    """A record whose file is described otherwise; its signature no longer fits, which is for the verifier to say."""
    lines = gzip.decompress((folder / "incident.jsonl.gz").read_bytes()).splitlines(keepends=True)
    for place, line in enumerate(lines):
        found = json.loads(line)
        for part in found.get("p", []):
            if part[3].startswith('{"key"'):
                told = json.loads(part[3])
                change(told)
                part[3] = json.dumps(told, sort_keys=True, separators=(",", ":"))
                lines[place] = canon.encode(found) + b"\n"
    path = folder / "other.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(ended(lines)), 1))
    return path


@pytest.mark.parametrize(
    "case",
    [
        (lambda told: told.update(name="../../../etc/pass wd"), 0, "-1-.._.._.._etc_pass_wd: 7 bytes"),
        (lambda told: told.update(name="/" * 500 + "\n\x1b"), 0, "_: 7 bytes"),
        (lambda told: told.update(length=6), 1, "not written"),
        (lambda told: told.update(sha256="ab" * 32), 1, "not written"),
        (lambda told: told.update(key="ab" * 32), 1, "not written"),
        (lambda told: told.update(key="ab"), 1, "describes no file"),
        (lambda told: told.update(length=1 << 60), 1, "describes no file"),
        (lambda told: told.update(pieces=["ab" * 32]), 1, "not written"),
        (lambda told: told.update(pieces=["x"] * 9000), 1, "describes no file"),
        (lambda told: told.update(name=5), 1, "describes no file"),
    ],
)
def test_a_file_goes_nowhere_else_and_is_whole_or_not_there(
    officer: Officer, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: tuple
) -> None:
    change, code, said = case
    (tmp_path / "small.txt").write_bytes(b"pay us!")
    put(officer, "small.txt")
    officer.types("one", "export", str(tmp_path / "out"), "--to", "northmere")
    capsys.readouterr()
    assert extract_files.main([str(rewritten(tmp_path / "out", change)), str(tmp_path / "files")]) == code
    assert said in capsys.readouterr().out
    written = list((tmp_path / "files").iterdir())
    assert len(written) == (code == 0)
    assert all(path.read_bytes() == b"pay us!" for path in written)


def test_what_is_no_record_is_said_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, raw in (
        ("a", b"nothing"),
        ("b", gzip.compress(b'{"h":1}\n')),
        ("c", gzip.compress(b"[" * 100_000 + b"\n")),
    ):
        (tmp_path / name).write_bytes(raw)
        assert extract_files.main([str(tmp_path / name), str(tmp_path / f"{name}-out")]) == 2
    (tmp_path / "d").write_bytes(gzip.compress(b"a" * (5 << 20), 1))
    assert extract_files.main([str(tmp_path / "d"), str(tmp_path / "d-out")]) == 2
    assert extract_files.main([]) == 2
    assert "a line is longer than 4194304 bytes" in capsys.readouterr().out
