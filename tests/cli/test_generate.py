"""`battlebox estate generate`: what it prints, and what it refuses before it makes anything.

Law: a refusal leaves nothing behind.
Not here: what is in a region (tests/estate/test_region.py).
"""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager

import pytest


@contextmanager
def read_only(folder):
    """A folder that cannot be written: by its permissions, or, for root, by a mount of itself."""
    if os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    for words in (["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder]):
        if subprocess.run(words, capture_output=True, check=False).returncode:
            pytest.skip("root without the right to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], capture_output=True, check=True)


SMALL = ("--bodies", "4", "--systems", "120", "--seed", "3")


def test_it_writes_an_estate_that_every_command_takes(battlebox, tmp_path):
    place = tmp_path / "region"
    ran = battlebox("estate", "generate", *SMALL, place)
    assert ran.code == 0
    assert "systems                                                   120" in ran.out
    assert f"everything in {place} is made up; now try: battlebox check {place}" in ran.err
    checked = json.loads(battlebox("check", place, "--json").out)
    assert checked["ok"]
    systems = (place / "systems.csv").read_text(encoding="utf-8").splitlines()
    struck = next(line for line in systems if ".vmhost," in line).partition(",")[0]
    stopped = json.loads(battlebox("impact", place, "--down", struck, "--json").out)
    assert struck in {row["id"] for row in stopped["stops"]}


def test_it_gives_the_counts_as_data(battlebox, tmp_path):
    found = json.loads(battlebox("estate", "generate", *SMALL, tmp_path / "region", "--json").out)
    assert (found["bodies"], found["systems"], found["paths"]) == (4, 120, 1200)


def test_a_workbook_holds_the_same(battlebox, tmp_path):
    assert battlebox("estate", "generate", *SMALL, tmp_path / "region.xlsx").code == 0
    assert battlebox("estate", "generate", *SMALL, tmp_path / "region").code == 0
    assert battlebox("estate", "convert", tmp_path / "region.xlsx", tmp_path / "again").code == 0
    for file in (tmp_path / "region").glob("*.csv"):
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


def test_it_says_when_there_are_not_so_many_pairs(battlebox, tmp_path):
    ran = battlebox("estate", "generate", "--bodies", "1", "--systems", "1", "--paths", "9", tmp_path / "region")
    assert ran.code == 0
    assert "9 paths were asked for, and 0 are all that 1 system can have here" in ran.err


@pytest.mark.parametrize(
    ("words", "sentence", "hint"),
    [
        (("--bodies", "0"), "an estate of 0 bodies cannot be made up", "ask for 1 to 1,000 bodies"),
        (("--systems", "0"), "an estate of 0 systems cannot be made up", "ask for 1 to 100,000 systems"),
        (("--paths", "-1"), "an estate of -1 paths cannot be made up", "ask for 0 to 1,000,000 paths"),
        (
            ("--bodies", "9", "--systems", "8"),
            "9 bodies cannot host 8 systems: each hosts at least one",
            "ask for at least as many systems as bodies",
        ),
        (("--seed", "first"), "invalid value for '--seed'", "see battlebox estate generate --help"),
    ],
)
def test_sizes_that_cannot_be_are_wrong_usage(battlebox, tmp_path, words, sentence, hint):
    ran = battlebox("estate", "generate", *words, tmp_path / "region")
    assert (ran.code, ran.out) == (2, "")
    assert f"battlebox: error: {sentence}" in ran.err
    assert f"battlebox: hint: {hint}" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_as_it_is(battlebox, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    ran = battlebox("estate", "generate", "--systems", "100000", tmp_path)
    assert (ran.code, ran.out) == (4, "")
    assert f"battlebox: error: {tmp_path} is there already" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_is_filled(battlebox, tmp_path):
    assert battlebox("estate", "generate", *SMALL, tmp_path).code == 0
    assert (tmp_path / "systems.csv").exists()


def test_no_folder_to_write_in_is_said_before_anything_is_made(battlebox, tmp_path):
    ran = battlebox("estate", "generate", "--systems", "100000", tmp_path / "not" / "there")
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be written: no such file or directory" in ran.err
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = battlebox("estate", "generate", "--systems", "100000", tmp_path / "file" / "region")
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be written: not a directory" in ran.err


def test_a_folder_without_rights_is_said_before_anything_is_made(battlebox, tmp_path):
    with read_only(tmp_path):
        ran = battlebox("estate", "generate", "--systems", "100000", tmp_path / "region")
    assert (ran.code, ran.out) == (4, "")
    assert "region cannot be written: " in ran.err
    assert list(tmp_path.iterdir()) == []
