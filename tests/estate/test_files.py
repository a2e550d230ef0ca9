"""Files: what is written is whole or not there, and what cannot be read or written is said with what to do.

Law: a full disk and a read-only folder are made for real, not pretended.
Not here: what is inside the files (test_bad_tables.py, test_workbook.py).
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from battlebox.estate import EstateCode, EstateError, check, read_estate, read_tables, write_file, write_tables
from estate.three_councils import TABLES, written

ROOT = Path(__file__).resolve().parents[2]


def refusal(what, *found):
    """The error that a call ends in."""
    with pytest.raises(EstateError) as caught:
        what(*found)
    return caught.value


def test_a_place_where_nothing_is_is_said(tmp_path):
    error = refusal(read_estate, tmp_path / "nowhere")
    assert error.code is EstateCode.NO_SUCH_ESTATE
    assert str(error) == f"there is no estate at {tmp_path / 'nowhere'}"
    assert "folder of CSV tables" in error.hint


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.xlsm", EstateCode.MACROS), ("a.xls", EstateCode.NOT_AN_ESTATE), ("a.csv", EstateCode.NOT_AN_ESTATE)],
)
def test_other_files_are_refused_by_their_names(tmp_path, name, code):
    (tmp_path / name).write_bytes(b"PK")
    assert refusal(read_estate, tmp_path / name).code is code


def test_a_table_that_is_a_folder_is_refused(tmp_path):
    folder = written(tmp_path / "estate", systems=None)
    (folder / "systems.csv").mkdir()
    assert refusal(read_estate, folder).code is EstateCode.NOT_AN_ESTATE


def test_windows_line_ends_a_mark_at_the_front_and_newlines_in_quotes_are_read_the_same(tmp_path):
    plain = written(tmp_path / "plain")
    dos = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in TABLES.items()}
    other = written(tmp_path / "dos", **dos)
    assert read_tables(other) == read_tables(plain)
    assert read_estate(other) == read_estate(plain)


def test_a_mistake_below_a_quoted_newline_has_the_spreadsheets_row(tmp_path):
    folder = written(tmp_path / "estate", sites=TABLES["sites"] + "depot,Depot,nowhere,\n")
    assert [one.place for one in check(folder).errors] == ["sites row 3 column body"]


def test_what_is_there_is_never_written_over(tmp_path):
    folder = written(tmp_path / "estate")
    raw = read_tables(folder)
    (tmp_path / "three.xlsx").write_bytes(b"mine")
    for target in (folder, tmp_path / "three.xlsx"):
        error = refusal(write_tables, raw, target)
        assert error.code is EstateCode.TARGET_EXISTS
        assert "move the old one away" in error.hint
    assert (tmp_path / "three.xlsx").read_bytes() == b"mine"


def test_an_empty_folder_may_be_filled(tmp_path):
    raw = read_tables(written(tmp_path / "estate"))
    (tmp_path / "new").mkdir()
    write_tables(raw, tmp_path / "new")
    assert read_tables(tmp_path / "new") == raw


@contextmanager
def small_disk():
    """No file may grow past four kilobytes: the same refusal by the system as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("name", ["new", "new.xlsx"])
def test_when_there_is_no_room_nothing_is_left_behind(tmp_path, name):
    raw = read_tables(written(tmp_path / "estate", systems=TABLES["systems"] + _many_systems()))
    with small_disk():
        error = refusal(write_tables, raw, tmp_path / name)
    assert error.code is EstateCode.CANNOT_WRITE
    assert "free some space" in error.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["estate"]


def _many_systems() -> str:
    return "".join(f"s{number},System {number * 7919},northmere,,,,,,,,,\n" for number in range(2_000))


def test_a_file_that_is_replaced_is_the_old_one_or_the_new_one(tmp_path):
    target = tmp_path / "paper"
    write_file(target, b"old")
    with small_disk():
        error = refusal(write_file, target, b"x" * 10_000)
    assert os.strerror(errno.EFBIG).lower() in str(error)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    write_file(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_folder_that_may_not_be_written_is_still_checked_and_it_says_so(tmp_path):
    folder = written(tmp_path / "estate")
    if not _read_only(folder):
        pytest.skip("this user may write anywhere and may not mount: .ci/run runs this where it may")
    try:
        report = check(folder)
        assert report.ok
        assert report.descriptor is None
        assert report.unwritten.code is EstateCode.CANNOT_WRITE
        assert "datapackage.json" in str(report.unwritten)
        assert refusal(write_tables, read_tables(folder), folder / "new").code is EstateCode.CANNOT_WRITE
    finally:
        _writable_again(folder)


def _read_only(folder: Path) -> bool:
    """Make the folder read-only even for root, by a mount of itself; by its permissions for anyone else."""
    if os.geteuid():
        folder.chmod(0o555)
        return True
    commands = (["mount", "--bind", folder, folder], ["mount", "-o", "remount,ro,bind", folder])
    return all(subprocess.run(one, capture_output=True, check=False).returncode == 0 for one in commands)


def _writable_again(folder: Path) -> None:
    if os.geteuid():
        folder.chmod(0o755)
    else:
        subprocess.run(["umount", folder], capture_output=True, check=True)


def test_a_file_larger_than_is_read_is_refused_before_it_is_read(tmp_path):
    folder = written(tmp_path / "estate", notes=None)
    with (folder / "systems.csv").open("wb") as file:
        file.truncate(200_000_001)
    error = refusal(check, folder)
    assert error.code is EstateCode.FILE_TOO_LARGE
    assert "200000001 bytes" in str(error)


def test_a_hundred_thousand_rows_are_checked_in_a_gigabyte(tmp_path):
    """The time is kept by the benchmark; memory does not depend on who else is working here."""
    systems = TABLES["systems"] + "".join(f"s{n},System {n},northmere,,,24,5,,,,,\n" for n in range(50_000))
    needs = TABLES["needs"] + "".join(f"s{n},s{n // 7},,1,,\n" for n in range(1, 50_000))
    folder = written(tmp_path / "estate", systems=systems, needs=needs)
    code = (
        "import sys; from battlebox.estate import check; assert check(sys.argv[1]).ok;"
        # Of this program alone: what `resource` tells begins with the size of the program that started it.
        "print(next(row.split()[1] for row in open('/proc/self/status') if row.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1_000_000, "kilobytes"
