"""An edition is put in place whole: readers see the old or the new, and what a disk refuses leaves what stood.

Law: full disks and read-only folders are real mounts, so those tests run as root, as in CI.
Not here: what a command says of it (tests/cli/test_status.py).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from battlebox.share.status import ShareCode, ShareError, check_folder, folder, put_site, read_site, standing
from share.status.notices import made, many

C = ShareCode
FIRST = made(services=many(8))
SECOND = made(before=FIRST.manifest, services=many(9), headline="Second.")
THIRD = made(before=SECOND.manifest, services=many(7), headline="Third.")


def put(path, edition):
    put_site(path, edition.manifest, edition.files)


def number(path):
    checked = check_folder(path)
    assert checked.problems == ()
    return checked.manifest.number


@contextlib.contextmanager
def mounted(place, options):
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_the_site_is_a_link_to_an_edition_and_the_one_before_is_kept(tmp_path):
    public = tmp_path / "public"
    for edition in (FIRST, SECOND, THIRD):
        put(public, edition)
        assert number(public) == edition.manifest.number
    beside = sorted(path.name[:11] for path in tmp_path.iterdir())
    assert beside == ["public", "public.0002", "public.0003"]
    assert public.is_symlink()
    assert not public.readlink().is_absolute()


def test_a_web_server_of_another_user_may_read_it_whatever_the_umask(tmp_path):
    was = os.umask(0o077)
    try:
        put(tmp_path / "public", FIRST)
    finally:
        os.umask(was)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "public").rglob("*")}
    assert modes == {0o755, 0o644}
    assert stat.S_IMODE((tmp_path / "public").stat().st_mode) == 0o755


def test_whoever_reads_while_it_is_swapped_reads_one_edition_or_the_other(tmp_path):
    public, seen, done = tmp_path / "public", set(), threading.Event()
    put(public, FIRST)

    def read():
        while not done.is_set():
            # One look at the link, as a web server has for one request; then files of that edition.
            seen.add((public / "index.html").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    # On a fast disk four swaps are over before the reader looks a second time.
    for edition in itertools.islice(itertools.cycle((SECOND, THIRD)), 2000):
        put(public, edition)
        if len(seen) > 1:
            break
    done.set()
    reader.join()
    assert seen <= {edition.files["index.html"] for edition in (FIRST, SECOND, THIRD)}
    assert len(seen) >= 2


@pytest.mark.parametrize("kind", ["empty", "absent"])
def test_a_place_that_is_empty_or_not_there_takes_a_first_site(tmp_path, kind):
    if kind == "empty":
        (tmp_path / "public").mkdir()
    assert standing(tmp_path / "public") is None
    put(tmp_path / "public", FIRST)
    assert number(tmp_path / "public") == 1


def test_what_battlebox_did_not_make_is_not_touched(tmp_path):
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("somebody's own", encoding="utf-8")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    for name in ("public", "file"):
        with pytest.raises(ShareError) as wrong:
            put(tmp_path / name, FIRST)
        assert wrong.value.code is C.NOT_OURS
    assert (tmp_path / "public" / "index.html").read_text(encoding="utf-8") == "somebody's own"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "public"]


@pytest.mark.parametrize("target", ["../elsewhere", "elsewhere", "/", "public.0001", "gone"])
def test_a_link_to_elsewhere_is_refused(tmp_path, target):
    home = tmp_path / "home"
    (tmp_path / "elsewhere").mkdir()
    home.mkdir()
    (home / "public").symlink_to(target)
    with pytest.raises(ShareError, match="is a link to") as wrong:
        put(home / "public", FIRST)
    assert wrong.value.code is C.LINK_ELSEWHERE
    assert [path.name for path in home.iterdir()] == ["public"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ShareError) as wrong:
        put(tmp_path / "none" / "public", FIRST)
    assert wrong.value.code is C.NO_FOLDER


def test_a_full_disk_leaves_what_stood(tmp_path):
    with mounted(tmp_path / "disk", "size=256k") as disk:
        put(disk / "public", FIRST)
        (disk / "ballast").write_bytes(b"x" * 60_000)
        before = sorted(path.name for path in disk.iterdir())
        with pytest.raises(ShareError, match="no space left on device") as wrong:
            put(disk / "public", SECOND)
        assert wrong.value.code is C.CANNOT_WRITE
        assert sorted(path.name for path in disk.iterdir()) == before
        assert number(disk / "public") == 1
        (disk / "ballast").unlink()
        put(disk / "public", SECOND)
        assert number(disk / "public") == 2


def test_a_read_only_disk_leaves_what_stood(tmp_path):
    with mounted(tmp_path / "disk", "size=512k") as disk:
        put(disk / "public", FIRST)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(ShareError, match="read-only file system"):
            put(disk / "public", SECOND)
        assert number(disk / "public") == 1


def test_where_there_are_no_links_the_folder_is_renamed_and_the_old_one_kept(tmp_path, monkeypatch):
    def no_links(*_args, **_more):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    public = tmp_path / "public"
    for edition in (FIRST, SECOND, THIRD):
        put(public, edition)
        assert number(public) == edition.manifest.number
    assert not public.is_symlink()
    assert number(tmp_path / "public.old") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public", "public.old"]


def test_a_rename_that_fails_brings_the_old_edition_back(tmp_path, monkeypatch):
    def no_links(*_args, **_more):
        raise OSError(1, "Operation not permitted")

    public = tmp_path / "public"
    monkeypatch.setattr(Path, "symlink_to", no_links)
    put(public, FIRST)
    rename = Path.rename

    def fails(path, target):
        if ".0002-" in path.name:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(ShareError, match="input/output error"):
        put(public, SECOND)
    assert number(public) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_two_at_once_do_not_mix(tmp_path, monkeypatch):
    public = tmp_path / "public"
    put(public, FIRST)
    fill = folder._fill

    def meanwhile(beside, files):
        fill(beside, files)
        monkeypatch.setattr(folder, "_fill", fill)
        put(public, SECOND)

    monkeypatch.setattr(folder, "_fill", meanwhile)
    with pytest.raises(ShareError) as wrong:
        put(public, THIRD)
    assert wrong.value.code is C.BUSY
    assert number(public) == 2
    assert len(list(tmp_path.iterdir())) == 3


def test_what_another_is_about_to_put_in_place_is_not_swept_away(tmp_path):
    public, waiting = tmp_path / "public", tmp_path / "public.0002-abcdefgh"
    put(public, FIRST)
    put(tmp_path / "other", SECOND)
    (tmp_path / "other").resolve().rename(waiting)
    put(public, SECOND)
    assert waiting.is_dir()
    put(public, THIRD)
    assert not waiting.exists()


def test_ctrl_c_leaves_nothing_behind(tmp_path, monkeypatch):
    def stopped(_beside, _files):
        raise KeyboardInterrupt

    put(tmp_path / "public", FIRST)
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(folder, "_fill", stopped)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "public", SECOND)
    assert sorted(tmp_path.iterdir()) == before
    assert number(tmp_path / "public") == 1


KILLED = """
    import sys, time
    from pathlib import Path
    from battlebox.share.status import folder
    from share.status.test_folder import SECOND, put
    fill = folder._fill
    def slow(beside, files):
        fill(beside, dict(list(files.items())[:4]))
        print("half", flush=True)
        time.sleep(60)
    folder._fill = slow
    put(Path(sys.argv[1]), SECOND)
"""


def test_a_build_that_is_killed_half_way_changes_nothing_and_is_swept_up_later(tmp_path):
    public = tmp_path / "public"
    put(public, FIRST)
    words = [sys.executable, "-c", textwrap.dedent(KILLED), str(public)]
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=paths) as process:
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    assert number(public) == 1
    left = [path for path in tmp_path.iterdir() if ".0002-" in path.name]
    assert len(left) == 1
    put(public, SECOND)
    assert left[0].exists(), "somebody may be writing it still"
    old = time.time() - 2 * folder.LEFT_SECONDS
    os.utime(left[0], (old, old))
    put(public, THIRD)
    assert not left[0].exists()
    assert number(public) == 3


def test_what_only_looks_like_an_edition_is_left_alone(tmp_path):
    names = ["public.0001", "public.2026", "public.0001-notes", "public.old", "publicx.0001-abcdefgh", "private"]
    for name in names:
        (tmp_path / name).mkdir()
    put(tmp_path / "public", FIRST)
    put(tmp_path / "public", SECOND)
    put(tmp_path / "public", THIRD)
    assert all((tmp_path / name).is_dir() for name in names)


def test_a_site_is_carried_elsewhere_only_as_it_was_signed(tmp_path):
    put(tmp_path / "public", FIRST)
    manifest, files = read_site(tmp_path / "public")
    assert (manifest, files) == (FIRST.manifest, dict(FIRST.files))
    (tmp_path / "public" / "feed.json").write_bytes(b"{}")
    with pytest.raises(ShareError, match=r"feed\.json is not as it was signed") as wrong:
        read_site(tmp_path / "public")
    assert wrong.value.code is C.SPOILT


def test_a_site_whose_manifest_was_spoilt_is_refused_and_left(tmp_path):
    put(tmp_path / "public", FIRST)
    (tmp_path / "public" / "manifest.txt").write_text("rubbish", encoding="utf-8")
    with pytest.raises(ShareError) as wrong:
        put(tmp_path / "public", SECOND)
    assert wrong.value.code is C.BAD_MANIFEST
