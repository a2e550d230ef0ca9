"""An edition brought somewhere else: by rsync to a real rsync, into a store that speaks S3; and every way it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress

import pytest

from battlebox.share.ground import DrillDesk
from battlebox.share.status import (
    Came,
    CloudStore,
    RealDesk,
    ShareCode,
    ShareError,
    SshHost,
    check_folder,
    cloud,
    deliver,
    is_away,
    manifest_in,
    program,
    store_at,
    try_store,
)
from share.status.notices import made, many
from share.status.ssh_host import shell
from share.status.test_upload import TARGET, store  # noqa: F401 - a fixture

FIRST = made(services=many(6))
SECOND = made(before=FIRST.manifest, services=many(4))
REAL = RealDesk("a test")
pytestmark = pytest.mark.skipif(shutil.which("rsync") is None, reason="there is no rsync here")


class Stopped(Exception):
    """Somebody asked it to end."""


def bring(to, edition, step=lambda _share, _words: None):
    return deliver(to, manifest_in(to), edition, step, stopped=Stopped)


def host(tmp_path, before="", name="public"):
    return SshHost(REAL, f"web@status.example:{tmp_path}/{name}", shell=shell(tmp_path / "bin", before))


@pytest.fixture
def mounted(tmp_path):
    """A disk of its own; `again` mounts it anew with other options."""
    if os.geteuid() != 0:
        pytest.skip("mounting takes root, which .ci/run has")
    place = tmp_path / "disk"
    place.mkdir()

    def again(options):
        done = subprocess.run(
            ["mount", "-o", options, "-t", "tmpfs", "none", str(place)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("nothing can be mounted here")

    again("size=1m")
    yield place, again
    subprocess.run(["umount", "-l", str(place)], check=True)


# ── a host with ssh ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_site_arrives_by_rsync_and_the_next_one_takes_its_place(tmp_path):
    to, heard = host(tmp_path), []
    assert bring(to, FIRST).came is Came.STANDS
    assert check_folder(tmp_path / "public").problems == ()
    done = bring(to, SECOND, lambda share, words: heard.append((share, words)))
    assert (done.came, done.why) == (Came.STANDS, "")
    # Every file of it and nothing of the one before.
    assert check_folder(tmp_path / "public").problems == ()
    assert check_folder(tmp_path / "public").manifest == SECOND.manifest
    assert heard[0] == (0.4, f"sending {len(SECOND.files) + 1} files")


def test_what_is_not_ours_is_neither_replaced_nor_removed(tmp_path):
    (tmp_path / "public").mkdir()
    theirs = tmp_path / "public" / "theirs.html"
    theirs.write_text("not ours")
    done = bring(host(tmp_path), FIRST)
    assert (done.came, "is no status site" in done.why) == (Came.FAILED, True)
    assert [each.name for each in (tmp_path / "public").iterdir()] == ["theirs.html"]
    theirs.rename(tmp_path / "kept.html")
    assert bring(host(tmp_path), FIRST).came is Came.STANDS
    (tmp_path / "kept.html").rename(theirs)
    assert bring(host(tmp_path), SECOND).came is Came.STANDS
    assert theirs.read_text() == "not ours"


def test_a_link_to_somewhere_else_is_not_written_through(tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "theirs.html").write_text("not ours")
    (tmp_path / "public").symlink_to(tmp_path / "other")
    done = bring(host(tmp_path), FIRST)
    assert done.came is Came.FAILED
    assert [each.name for each in (tmp_path / "other").iterdir()] == ["theirs.html"]


def test_a_full_disk_there_leaves_what_stood(tmp_path, mounted):
    place, _ = mounted
    to = SshHost(REAL, f"web@status.example:{place}/public", shell=shell(tmp_path / "bin"))
    assert bring(to, FIRST).came is Came.STANDS
    with (place / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    done = bring(to, SECOND)
    assert (done.came, "no space left" in done.why) == (Came.FAILED, True)
    assert check_folder(place / "public").manifest == FIRST.manifest
    # What was ready waits in a folder that no reader is shown, and is used up by the next.
    assert {each.file.split("/")[0] for each in check_folder(place / "public").problems} <= {".~tmp~"}
    (place / "filler").unlink()
    assert bring(to, SECOND).came is Came.STANDS
    assert check_folder(place / "public").problems == ()


def test_a_read_only_disk_there_leaves_what_stood(tmp_path, mounted):
    place, again = mounted
    to = SshHost(REAL, f"web@status.example:{place}/public", shell=shell(tmp_path / "bin"))
    bring(to, FIRST)
    again("remount,ro")
    done = bring(to, SECOND)
    assert (done.came, "read-only" in done.why) == (Came.FAILED, True)
    assert check_folder(place / "public").manifest == FIRST.manifest


@pytest.mark.parametrize(
    ("before", "why"),
    [("echo 'Host key verification failed.' >&2; exit 255", "host key verification failed"), ("exit 1", "")],
)
def test_a_host_that_does_not_let_us_in_is_told_in_its_own_words(tmp_path, before, why):
    to = host(tmp_path, before)
    with pytest.raises(ShareError) as wrong:
        bring(to, FIRST)
    assert wrong.value.code is ShareCode.NOT_SENT
    assert why in str(wrong.value)


def test_a_host_that_is_slow_is_given_up_and_nothing_is_left_running(tmp_path, monkeypatch):
    monkeypatch.setattr(program, "_LONGEST_SECONDS", 0.3)
    with pytest.raises(ShareError, match="it takes too long"):
        bring(host(tmp_path, "sleep 20"), FIRST)
    assert not (tmp_path / "public").exists()


def test_who_stops_it_is_told_whether_the_old_words_still_stand(tmp_path):
    to = host(tmp_path)
    bring(to, FIRST)

    def stop(_share, _words):
        raise Stopped

    done = bring(to, SECOND, stop)
    assert (done.came, done.why) == (Came.FAILED, "it was stopped")
    assert check_folder(tmp_path / "public").manifest == FIRST.manifest


def test_an_older_edition_is_not_put_over_a_newer_one(tmp_path):
    to = host(tmp_path)
    bring(to, SECOND)
    done = bring(to, FIRST)
    assert (done.came, "edition 2 is there already" in done.why) == (Came.FAILED, True)
    assert check_folder(tmp_path / "public").manifest == SECOND.manifest


@pytest.mark.parametrize(
    "target",
    [
        "-oProxyCommand=x@host:/a",
        "web@host:/a b",
        "web@host:/a;b",
        "web@-host:/a",
        "host:/a",
        "web@host:a",
        "web@host:/",
    ],
)
def test_an_address_that_could_be_anything_else_is_refused(target):
    assert not is_away(target)
    with pytest.raises(ShareError):
        SshHost(REAL, target)


@pytest.mark.parametrize("desk", [DrillDesk("demo"), None, "real"])
def test_a_host_elsewhere_cannot_be_made_for_a_desk_that_is_not_real(desk):
    with pytest.raises(TypeError, match="for a real desk"):
        SshHost(desk, "web@status.example:/srv/public")


def test_without_rsync_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ShareError) as wrong:
        store_at(REAL, "web@status.example:/srv/public")
    assert wrong.value.code is ShareCode.NO_RSYNC


# ── a store that speaks S3 ───────────────────────────────────────────────────────────────────────────────────────


def test_an_edition_stands_in_a_store_and_is_read_back(store):  # noqa: F811 - the fixture, by its name
    to = store_at(REAL, TARGET)
    assert bring(to, FIRST).came is Came.STANDS
    assert bring(to, SECOND).came is Came.STANDS
    assert "s/service-5.html" not in store.held


def test_a_store_that_lets_nobody_write_keeps_what_stood(store, monkeypatch):  # noqa: F811 - the fixture, by its name
    to = store_at(REAL, TARGET)
    bring(to, FIRST)
    store.status, store.no_puts = 403, True
    done = bring(to, SECOND)
    assert (done.came, "did not take s/service-0.html" in done.why) == (Came.FAILED, True)


def test_a_store_that_breaks_off_after_the_first_page_may_stand_in_part(store, monkeypatch):  # noqa: F811 - the fixture, by its name
    monkeypatch.setattr(cloud, "_TRIES", 0)
    to = store_at(REAL, TARGET)
    bring(to, FIRST)

    def fail(_share, words):
        store.no_puts = words == "sending manifest.txt"

    done = bring(to, SECOND, fail)
    assert (done.came, "did not take manifest.txt" in done.why) == (Came.UNKNOWN, True)


def test_what_does_not_read_back_as_it_was_signed_is_told(store):  # noqa: F811 - the fixture, by its name
    to = store_at(REAL, TARGET)
    store.spoils = "index.html"
    done = bring(to, FIRST)
    assert (done.came, done.why) == (Came.UNKNOWN, "index.html does not read back as it was signed")


# ── a test ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_test_touches_no_page_and_leaves_nothing(store, tmp_path):  # noqa: F811 - the fixture, by its name
    for to in (store_at(REAL, TARGET), host(tmp_path)):
        bring(to, FIRST)
        try_store(to, lambda _share, _words: None)
        assert bring(to, FIRST).came is Came.STANDS
    assert "battlebox-test.txt" not in store.held
    assert check_folder(tmp_path / "public").problems == ()


def test_a_test_fails_where_publishing_would(store, tmp_path, monkeypatch):  # noqa: F811 - the fixture, by its name
    monkeypatch.setattr(cloud, "_TRIES", 0)
    store.no_puts = True
    for to in (CloudStore(REAL, TARGET), host(tmp_path, "exit 1")):
        with pytest.raises(ShareError) as wrong:
            try_store(to, lambda _share, _words: None)
        assert wrong.value.code is ShareCode.NOT_SENT
