"""An edition brought by sftp to a real sshd: swapped in whole, and every way in which it may fail leaves what stood."""

from __future__ import annotations

import shutil
from contextlib import suppress

import pytest

from battlebox.share.ground import DrillDesk
from battlebox.share.status import (
    Came,
    RealDesk,
    SftpHost,
    ShareCode,
    ShareError,
    check_folder,
    deliver,
    is_away,
    manifest_in,
    program,
    sftp,
    store_at,
    try_store,
)
from share.status.notices import made, many
from share.status.ssh_server import SSHD, SshServer, keys
from share.status.test_delivery import Stopped, mounted  # noqa: F401 - a fixture

FIRST = made(services=many(6))
SECOND = made(before=FIRST.manifest, services=many(4))
REAL = RealDesk("a test")
pytestmark = pytest.mark.skipif(SSHD is None or shutil.which("sftp") is None, reason="there is no sshd and sftp here")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One for all: it is only asked."""
    with SshServer(tmp_path_factory.mktemp("sshd") / "at") as started:
        yield started


@pytest.fixture(autouse=True)
def _told(server, monkeypatch):
    monkeypatch.setattr(sftp, "_OPTIONS", (*server.client, *sftp._OPTIONS))


def host(server, folder):
    return SftpHost(REAL, server.address(folder))


def bring(to, edition, step=lambda _share, _words: None):
    return deliver(to, manifest_in(to), edition, step, stopped=Stopped)


@pytest.fixture
def there(server, tmp_path):
    """A host on which the first edition stands; its folder is `public`."""
    to = host(server, tmp_path / "public")
    assert bring(to, FIRST).came is Came.STANDS
    return to


def beside(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_whole_site_arrives_and_the_next_one_takes_its_place_at_once(there, tmp_path):
    assert check_folder(tmp_path / "public").problems == ()
    heard = []
    done = bring(there, SECOND, lambda share, words: heard.append((share, words)))
    assert (done.came, done.why) == (Came.STANDS, "")
    checked = check_folder(tmp_path / "public")
    assert (checked.manifest, checked.problems) == (SECOND.manifest, ())
    assert heard[0] == (0.4, f"sending {len(SECOND.files) + 1} files")
    # The edition before stays beside it, until the one after that.
    assert beside(tmp_path) == [".public.battlebox-old", "public"]
    assert check_folder(tmp_path / ".public.battlebox-old").manifest == FIRST.manifest
    third = made(before=SECOND.manifest)
    assert bring(there, third).came is Came.STANDS
    assert check_folder(tmp_path / ".public.battlebox-old").manifest == SECOND.manifest
    modes = {each.stat().st_mode & 0o777 for each in (tmp_path / "public").rglob("*")}
    assert modes == {0o755, 0o644}


def test_an_older_edition_is_not_put_over_a_newer_one(there, tmp_path):
    bring(there, SECOND)
    assert "edition 2 is there already" in bring(there, FIRST).why
    assert check_folder(tmp_path / "public").manifest == SECOND.manifest


def test_what_is_not_ours_is_neither_replaced_nor_removed(server, tmp_path):
    (tmp_path / "public").mkdir()
    theirs = tmp_path / "public" / "theirs.html"
    theirs.write_text("not ours")
    to = host(server, tmp_path / "public")
    assert "is no status site" in bring(to, FIRST).why
    theirs.rename(tmp_path / "kept.html")
    assert bring(to, FIRST).came is Came.STANDS
    (tmp_path / "kept.html").rename(theirs)
    done = bring(to, SECOND)
    assert done.came is Came.FAILED
    assert "theirs.html: no edition signed for it" in done.why
    assert theirs.read_text() == "not ours"
    assert check_folder(tmp_path / "public").manifest == FIRST.manifest


def test_a_link_is_not_taken_for_the_folder_that_it_leads_to(there, tmp_path):
    (tmp_path / "public").rename(tmp_path / "real")
    (tmp_path / "public").symlink_to(tmp_path / "real")
    done = bring(there, SECOND)
    assert (done.came, "perhaps a link" in done.why) == (Came.FAILED, True)
    assert check_folder(tmp_path / "real").manifest == FIRST.manifest
    assert beside(tmp_path) == ["public", "real"]


def test_a_host_that_is_not_known_is_refused(server, tmp_path):
    server.known(None)
    try:
        with pytest.raises(ShareError, match="no ed25519 host key is known for") as wrong:
            bring(host(server, tmp_path / "public"), FIRST)
    finally:
        server.known(server.place / "host.pub")
    assert wrong.value.code is ShareCode.NOT_SENT
    assert not (tmp_path / "public").exists()


def test_a_host_that_shows_another_key_than_before_is_refused(server, tmp_path):
    keys(tmp_path, "other")
    server.known(tmp_path / "other.pub")
    try:
        with pytest.raises(ShareError, match=r"nasty|changed"):
            bring(host(server, tmp_path / "public"), FIRST)
    finally:
        server.known(server.place / "host.pub")


def test_a_key_that_it_does_not_know_is_refused_and_no_password_is_asked(server, tmp_path, monkeypatch):
    keys(tmp_path, "stranger")
    mine = (server.place / "client.conf").read_text()
    (tmp_path / "client.conf").write_text(mine.replace(f"{server.place}/me", f"{tmp_path}/stranger"))
    monkeypatch.setattr(sftp, "_OPTIONS", ("-F", str(tmp_path / "client.conf"), *sftp.ALONE))
    with pytest.raises(ShareError, match=r"permission denied \(publickey\)"):
        bring(host(server, tmp_path / "public"), FIRST)


def test_a_full_disk_there_leaves_what_stood_and_nothing_beside_it(server, mounted):  # noqa: F811 - the fixture
    place, _ = mounted
    to = host(server, place / "public")
    assert bring(to, FIRST).came is Came.STANDS
    with (place / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    done = bring(to, SECOND)
    assert (done.came, "its disk may be full" in done.why) == (Came.FAILED, True)
    assert check_folder(place / "public").manifest == FIRST.manifest
    assert beside(place) == ["filler", "public"]
    (place / "filler").unlink()
    assert bring(to, SECOND).came is Came.STANDS


def test_a_read_only_disk_there_leaves_what_stood(server, mounted):  # noqa: F811 - the same
    place, again = mounted
    to = host(server, place / "public")
    bring(to, FIRST)
    again("remount,ro")
    done = bring(to, SECOND)
    # The protocol has no word of its own for it.
    assert (done.came, "remote mkdir" in done.why) == (Came.FAILED, True)
    assert check_folder(place / "public").manifest == FIRST.manifest


def test_cut_half_way_the_old_site_is_whole_and_the_next_sending_clears_up(tmp_path, monkeypatch):
    large, public = made(services=many(150), before=FIRST.manifest), tmp_path / "public"
    with SshServer(tmp_path / "sshd") as first:
        monkeypatch.setattr(sftp, "_OPTIONS", (*first.client, *sftp.ALONE))
        to = host(first, public)
        assert bring(to, FIRST).came is Came.STANDS

        def cut(_share, _words):
            if len(list((tmp_path / ".public.battlebox-new").rglob("*.html"))) > 10:
                first.cut()

        done = bring(to, large, cut)
        # Nobody can read there now whether the words before still stand: they do.
        assert done.came is Came.UNKNOWN
        assert check_folder(public).manifest == FIRST.manifest
        assert check_folder(public).problems == ()
        there = len(list((tmp_path / ".public.battlebox-new").rglob("*.html")))
        assert 0 < there < 150
    with first:
        assert bring(to, large).came is Came.STANDS
    assert check_folder(public).problems == ()
    assert beside(tmp_path) == [".public.battlebox-old", "public", "sshd"]


def test_where_the_new_one_does_not_take_the_name_the_old_one_has_it_back(there, tmp_path, monkeypatch):
    asked = SftpHost._run

    def refuse(self, asks, heard=lambda: None):
        asks = list(asks)
        if any("battlebox-new" in ask and ask.startswith("rename") for ask in asks):
            asks = [*asks[:-1], "rename /nothing /nowhere"]
        return asked(self, asks, heard)

    monkeypatch.setattr(SftpHost, "_run", refuse)
    done = bring(there, SECOND)
    assert done.came is Came.FAILED
    assert check_folder(tmp_path / "public").manifest == FIRST.manifest


def test_who_stops_it_is_told_that_the_old_words_still_stand(there, tmp_path):
    def stop(_share, _words):
        raise Stopped

    done = bring(there, SECOND, stop)
    assert (done.came, done.why) == (Came.FAILED, "it was stopped")
    assert check_folder(tmp_path / "public").manifest == FIRST.manifest


def test_a_host_that_takes_too_long_is_given_up(server, tmp_path, monkeypatch):
    monkeypatch.setattr(program, "_LONGEST_SECONDS", 0)
    with pytest.raises(ShareError, match="it takes too long"):
        bring(host(server, tmp_path / "public"), FIRST)


def test_a_test_goes_beside_the_site_as_an_edition_would_and_leaves_nothing(there, tmp_path):
    before = beside(tmp_path)
    try_store(there, lambda _share, _words: None)
    assert beside(tmp_path) == before
    assert check_folder(tmp_path / "public").problems == ()


def test_a_test_fails_where_publishing_would(there, tmp_path, server):
    to = host(server, tmp_path / "none" / "public")
    with pytest.raises(ShareError, match="remote mkdir"):
        try_store(to, lambda _share, _words: None)


@pytest.mark.parametrize(
    "target",
    ["sftp://-o@host/a", "sftp://web@host/a b", "sftp://web@host/a;b", "sftp://web@-host/a", "sftp://host/a",
     "sftp://web@host", "sftp://web@host/", "sftp://web:secret@host/a"],
)  # fmt: skip
def test_an_address_that_could_be_anything_else_is_refused(target):
    assert is_away(target)
    with pytest.raises(ShareError, match="is no such address: it names no user, host or folder"):
        store_at(REAL, target)


@pytest.mark.parametrize("desk", [DrillDesk("demo"), None, "real"])
def test_a_host_elsewhere_cannot_be_made_for_a_desk_that_is_not_real(desk):
    with pytest.raises(TypeError, match="for a real desk"):
        SftpHost(desk, "sftp://web@status.example/srv/public")


def test_without_sftp_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ShareError, match="sftp is not on this machine"):
        SftpHost(REAL, "sftp://web@status.example/srv/public")
