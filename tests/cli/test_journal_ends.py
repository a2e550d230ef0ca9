"""The record when the machine is against it: a disk that turns read-only, one that is full, one that ends mid-import.

Law: what was acknowledged stays and can be read; nothing is half there; every refusal is a sentence and an exit code.
Not here: every single write that fails (tests/sim/test_power.py). The disks are mounted, so this runs as root.
"""

from __future__ import annotations

import gc
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from battlebox.cli.program import program

DONE, REFUSED = 0, 4


@contextmanager
def disk(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        let_go()
        subprocess.run(["umount", str(place)], check=True)


def let_go() -> None:
    """Close what commands left open, as their process would on ending."""
    gc.collect()


def remount(place: Path, options: str) -> None:
    let_go()
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)


def types(place: Path, *words: str, code: int = DONE) -> Result:
    found = CliRunner().invoke(program, ["journal", *words, "--data", str(place / "desk")])
    assert found.exit_code == code, (words, found.output, repr(found.exception))
    assert "Traceback" not in found.output
    if code:
        assert "battlebox: error: " in found.stderr
        assert "battlebox: hint: " in found.stderr
    return found


def begin(place: Path) -> None:
    types(place, "new", "--org", "northmere", "--name", "gold", "--admin", str(place / "admin.key"))
    types(place, "append", "note:written", "--text", "the phones are out")


def test_a_disk_that_turned_read_only_is_still_read_and_nothing_is_lost(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "size=8m") as place:
        begin(place)
        remount(place, "ro")
        before = sorted((path, path.stat().st_size) for path in place.rglob("*"))
        refused = types(place, "append", "note:written", "--text", "too late", code=REFUSED)
        assert "cannot be written to" in refused.stderr
        for words in (("checkpoint",), ("card",), ("export", str(tmp_path / "out"), "--to", "northmere")):
            types(place, *words, code=REFUSED)
        shown = types(place, "show")
        assert "the phones are out" in shown.stdout
        assert "cannot be written to: a copy is read, and nothing can be entered" in shown.stderr
        assert types(place, "verify").stdout.endswith("nothing is wrong\n")
        assert sorted((path, path.stat().st_size) for path in place.rglob("*")) == before
        remount(place, "rw")
        types(place, "append", "note:written", "--text", "and on")
        assert types(place, "verify").stdout.startswith("3 entries checked")


def test_entries_still_in_the_log_of_a_read_only_disk_are_read(tmp_path: Path) -> None:
    from battlebox.journal import DataFolder, Draft, Kind, LaptopWatch, open_journal, open_store

    with disk(tmp_path / "disk", "size=8m") as place:
        begin(place)
        folder = DataFolder(place / "desk")
        store = open_store(folder.incidents()[0])
        open_journal(store, folder.key(), folder.tip, LaptopWatch()).append(Draft(Kind.NOTE_WRITTEN, text="in the log"))
        log = folder.incidents()[0].with_name(folder.incidents()[0].name + "-wal")
        assert log.stat().st_size > 0
        kept = log.read_bytes(), folder.incidents()[0].read_bytes()
        store.close()
        # As after a crash: the log was never brought in.
        folder.incidents()[0].write_bytes(kept[1])
        log.write_bytes(kept[0])
        remount(place, "ro")
        assert "in the log" in types(place, "show").stdout
        remount(place, "rw")


@pytest.mark.parametrize("what", ["a stick", "a whole stick"])
def test_another_desks_store_on_a_read_only_stick_is_merged(tmp_path: Path, what: str) -> None:
    with disk(tmp_path / "stick", "size=8m") as stick:
        begin(stick)
        types(stick, "export", str(tmp_path / "out"), "--to", "northmere")
        types(tmp_path, "import", str(tmp_path / "out"))
        types(stick, "append", "note:written", "--text", "later")
        remount(stick, "ro")
        merged = types(tmp_path, "merge", str(next((stick / "desk" / "incidents").glob("*.journal"))), "--json")
        assert json.loads(merged.stdout)["new"] == (1 if what else 0)
        remount(stick, "rw")


def test_a_full_disk_refuses_entries_whole_and_takes_them_again_when_there_is_room(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "size=640k") as place:
        begin(place)
        kept = 0
        for _ in range(200):
            found = CliRunner().invoke(
                program,
                ["journal", "append", "note:written", "--text", "x" * 3000, "--data", str(place / "desk")],
            )
            if found.exit_code:
                break
            kept += 1
        assert found.exit_code == REFUSED, found.output
        assert "is full" in found.stderr or "cannot be written" in found.stderr
        assert kept > 3
        types(place, "export", str(place / "out"), "--to", "northmere", code=REFUSED)
        remount(place, "size=8m")
        told = json.loads(types(place, "verify", "--json").stdout)
        assert told["ok"]
        assert told["entries"] >= kept + 2
        types(place, "append", "note:written", "--text", "room again")
        types(place, "export", str(place / "out"), "--to", "northmere")


def test_an_import_that_fills_the_disk_leaves_no_journal_and_goes_through_later(tmp_path: Path) -> None:
    begin(tmp_path)
    for i in range(40):
        types(tmp_path, "append", "note:written", "--text", f"{i}" * 9000)
    types(tmp_path, "export", str(tmp_path / "out"), "--to", "northmere")
    with disk(tmp_path / "disk", "size=320k") as place:
        types(place, "import", str(tmp_path / "out"), code=REFUSED)
        assert list((place / "desk" / "incidents").glob("*.journal")) == []
        remount(place, "size=8m")
        assert json.loads(types(place, "import", str(tmp_path / "out"), "--json").stdout)["new"] == 44
        assert types(place, "verify").stdout.startswith("44 entries checked")


def test_where_nothing_can_be_written_a_record_is_not_begun(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "size=64k,ro") as place:
        refused = types(
            place, "new", "--org", "northmere", "--name", "g", "--admin", str(tmp_path / "a.key"), code=REFUSED
        )
        assert "cannot be written" in refused.stderr
