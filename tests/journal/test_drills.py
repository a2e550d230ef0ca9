"""The two drills of the record: go on from one stick as its own page says, and find that a desk was copied."""

from __future__ import annotations

import re
import shlex
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from battlebox.cli.program import program
from battlebox.journal import paper


def typed(desk: Path, line: str, *, asked: str = "", code: int = 0) -> Result:
    """What an officer at this desk sees on typing the line, answering `asked` to what is asked."""
    words = shlex.split(line)
    assert words[0] == "battlebox"
    found = CliRunner().invoke(program, words[1:], input=asked + "\n", env={"BATTLEBOX_DATA": str(desk)})
    assert found.exit_code == code, line + found.output + repr(found.exception)
    return found


def begun(tmp_path: Path) -> Path:
    desk = tmp_path / "gold"
    typed(desk, f"battlebox journal new --org northmere --name gold --admin {tmp_path / 'admin.key'}")
    typed(desk, "battlebox journal append note:written --text 'the phones are out'")
    typed(desk, "battlebox journal append note:written --tlp red --to person:gold --text 'for Gold alone'")
    return desk


def lines_of(page: str) -> list[str]:
    return re.findall(r"^ {9}(battlebox .*)$", page, re.MULTILINE)


def test_the_printed_page_brings_a_desk_back_from_one_stick_and_six_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, fresh, stick = begun(tmp_path), tmp_path / "fresh", tmp_path / "stick"
    told = typed(old, f"battlebox journal export {stick} --all --passphrase new").stderr
    words = told.split("shown this once: ")[1].strip()
    page = (stick / paper.RESTORE).read_text(encoding="utf-8")
    secret = next((old / "keys").glob("*.key")).read_text().strip()
    for path in stick.iterdir():
        assert secret.encode() not in path.read_bytes()
        assert b"for Gold alone" not in path.read_bytes()
    # Only the stick is left.
    shutil.rmtree(old)
    monkeypatch.chdir(stick)
    began, card = time.monotonic(), ""
    commands = lines_of(page)
    assert [line.split()[2] for line in commands] == [
        "import", "verify", "show", "card", "enrol", "append", "checkpoint",
    ]  # fmt: skip
    for line in commands:
        filled = line.replace("CARD", card).replace("BODY", "northmere").replace("DESK", "gold-2")
        seen = typed(fresh, filled.replace("FILE", str(tmp_path / "admin.key")), asked=words)
        if line.endswith(" card"):
            card = seen.stdout.split()[1]
        if line.endswith(" show"):
            assert "for Gold alone" in seen.stdout
        if line.endswith(" verify"):
            assert seen.stdout.endswith("nothing is wrong\n")
    assert time.monotonic() - began < 300
    assert next((fresh / "keys").glob("*.key")).read_text().strip() != secret
    last = typed(fresh, "battlebox journal show --last 3").stdout
    assert "northmere/gold-2  note:written" in last
    assert typed(fresh, "battlebox journal verify").stdout.endswith("nothing is wrong\n")
    assert (stick / "sheet.pdf").is_file()


def test_the_page_fits_on_paper() -> None:
    page = paper.restoring("ab" * 32, desk="northmere/gold", entries=12, exercise=False)
    assert len(page.splitlines()) <= 50
    assert max(map(len, page.splitlines())) <= 90


def test_the_page_cannot_be_followed_with_other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, stick = begun(tmp_path), tmp_path / "stick"
    typed(old, f"battlebox journal export {stick} --all --passphrase new")
    monkeypatch.chdir(stick)
    first = lines_of((stick / paper.RESTORE).read_text(encoding="utf-8"))[0]
    refused = typed(tmp_path / "fresh", first, asked="acid acorn actor adder agate alarm", code=3)
    assert "the passphrase does not open incident.bbx" in refused.stderr
    assert not (tmp_path / "fresh" / "incidents").exists()


def test_a_copied_desk_is_found_out_when_the_two_meet_and_both_stories_are_kept(tmp_path: Path) -> None:
    one, two, third = begun(tmp_path), tmp_path / "copied", tmp_path / "third"
    typed(one, f"battlebox journal export {tmp_path / 'out'} --to northmere")
    typed(third, f"battlebox journal import {tmp_path / 'out'}")
    card = typed(third, "battlebox journal card").stdout.split()[1]
    enrol = f"--org northmere --name third --admin {tmp_path / 'admin.key'} --yes"
    typed(one, f"battlebox journal enrol {card} {enrol}")
    shutil.copytree(one, two)
    typed(one, "battlebox journal append note:written --text 'Gold says isolate'")
    typed(two, "battlebox journal append note:written --text 'Gold says wait'")
    # Writing apart, neither can know.
    for desk in (one, two):
        assert typed(desk, "battlebox journal verify").stdout.endswith("nothing is wrong\n")
    stores = {desk: next((desk / "incidents").glob("*.journal")) for desk in (one, two)}
    told = typed(one, f"battlebox journal merge {stores[two]}")
    assert "ALARM: northmere/gold wrote two different entries with one number" in told.stderr
    # From here on neither writes with the old key, and that is said aloud.
    assert "this desk goes on with a new key" in told.stderr
    typed(one, "battlebox journal append note:written --text 'we are two'")
    assert len(list((one / "keys").glob("*.key"))) == 2
    told = typed(two, f"battlebox journal merge {stores[one]}")
    assert "ALARM: northmere/gold" in told.stderr
    told = typed(third, f"battlebox journal merge {stores[two]}")
    assert "ALARM: northmere/gold" in told.stderr
    assert "key:forked" in typed(third, "battlebox journal show").stdout
    for desk in (one, two, third):
        shown = typed(desk, "battlebox journal show --last 50").stdout
        assert "Gold says isolate" in shown
        assert "Gold says wait" in shown
        assert "two different entries" in typed(desk, "battlebox journal verify", code=1).stdout
