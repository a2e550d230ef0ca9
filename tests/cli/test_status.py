"""`battlebox status`: a document becomes a site, a copy is checked, a site is carried; mistakes are told."""

from __future__ import annotations

import json
import os
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.journal import DataFolder
from battlebox.share.status import check_folder, local_time, sftp, ssh
from share.status.fake_store import FakeStore
from share.status.notices import document, many, service
from share.status.ssh_server import SSHD, SshServer
from share.status.test_folder import mounted

IN_HOURS = [local_time(datetime.now(UTC) + timedelta(hours=hours)) for hours in range(8)]


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("BATTLEBOX_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def notice(tmp_path):
    """Write a notice that is good today, but for what is said."""

    def write(name="notice.json", **more):
        times = {"updated": IN_HOURS[0], "next_update": IN_HOURS[3]}
        path = tmp_path / name
        path.write_text(json.dumps(document(**{**times, **more})), encoding="utf-8")
        return path

    return write


def test_from_nothing_to_a_site_that_can_be_checked(battlebox, tmp_path, data):
    ran = battlebox("status", "new", tmp_path / "notice.toml")
    assert (ran.code, ran.out) == (0, "")
    assert "is yours to fill in; then: battlebox status build" in ran.err
    ran = battlebox("status", "build", tmp_path / "notice.toml")
    assert ran.code == 0, ran.err
    public, key = tmp_path / "public", DataFolder(data, pen="status").key().public
    lines = ran.out.splitlines()
    assert lines[0] == f"{public}: edition 1"
    assert re.fullmatch(r"published .* on .*; next update due by .* on .*", lines[1])
    assert re.fullmatch(rf"3 pages, the largest [\d,]+ bytes \(index\.html\); signed by {key}", lines[2])
    assert len(lines) == 3
    assert f"signs status sites from now on with the key {key}" in ran.err
    ran = battlebox("status", "verify", public, "--key", key)
    assert ran.code == 0, ran.err
    assert ran.out.endswith("7 files: as they were signed\n")


def test_what_changed_is_said_and_a_dry_run_writes_nothing(battlebox, tmp_path, notice, data):
    public = tmp_path / "public"
    ran = battlebox("status", "build", notice(), "--dry-run", "--json")
    assert ran.code == 0, ran.err
    assert (json.loads(ran.out)["written"], public.exists(), data.exists()) == (False, False, False)
    assert battlebox("status", "build", notice()).code == 0
    ran = battlebox("status", "build", notice(services=[service(state="delays")]), "--json")
    told = json.loads(ran.out)
    assert (told["number"], told["written"]) == (2, True)
    assert told["changed"] == ["Service 0: working as usual -> working with delays"]
    assert set(told) == {
        *("out", "written", "number", "published", "next_update", "key", "pages", "files", "largest", "changed")
    }


def test_a_folder_that_holds_a_document_is_enough(battlebox, tmp_path, notice):
    notice("status.json")
    assert battlebox("status", "build", tmp_path).code == 0
    assert check_folder(tmp_path / "public").problems == ()


def test_the_public_page_itself_is_enough_to_go_on_from(battlebox, tmp_path, notice):
    battlebox("status", "build", notice(services=many(5)))
    ran = battlebox("status", "build", tmp_path / "public" / "status.json", "--out", tmp_path / "public", "--json")
    assert ran.code == 0, ran.err
    assert (json.loads(ran.out)["number"], json.loads(ran.out)["changed"]) == (2, [])


def test_the_example_is_built_as_of_its_own_day(battlebox, tmp_path):
    asked = ("status", "build", "west-london", "--out", tmp_path / "public")
    ran = battlebox(*asked, "--at", "2025-12-02T09:31")
    assert ran.code == 0, ran.err
    assert "published 9:31am on Tuesday 2 December 2025" in ran.out
    ran = battlebox("status", "verify", tmp_path / "public")
    assert ran.code == 0
    assert "warning: it is out of date: the next update was due at 1pm on Tuesday 2 December 2025" in ran.err
    assert "out of date" not in battlebox("status", "verify", tmp_path / "public", "--at", "2025-12-02T12:00").err
    assert battlebox(*asked).code == 4, "today is long after its next update"


def test_every_label_that_is_not_clear_is_refused_and_nothing_is_written(battlebox, tmp_path, notice, data):
    rows = [service(0), service(1, tlp="AMBER")]
    ran = battlebox("status", "build", notice(services=rows))
    assert (ran.code, ran.out) == (4, "")
    assert "services, service-1: the page of Service 1 may not be published: it may not be made public" in ran.err
    assert "hint: have it cleared and labelled TLP:CLEAR, or take it out; nothing was published" in ran.err
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    "case",
    [
        ({"headline": ...}, 3, "the document: headline is missing or empty"),
        ({"services": [service(), service()]}, 3, "the document: 'service-0' stands here twice"),
        ({"next_update": IN_HOURS[0]}, 4, "the document: the next update was due at"),
        ({"updated": IN_HOURS[2]}, 4, "this document was last updated at"),
        ({"headline": "x" * 10_000_000}, 3, "is larger than 2000000 bytes"),
        ({"site": "other", "body": ""}, 3, "body is missing or empty"),
    ],
)
def test_what_is_wrong_with_a_document_is_told_and_what_stood_stands(battlebox, tmp_path, notice, case):
    change, code, says = case
    battlebox("status", "build", notice())
    ran = battlebox("status", "build", notice(**change))
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert says in ran.err
    assert "battlebox: hint: " in ran.err
    assert "Traceback" not in ran.err
    assert check_folder(tmp_path / "public").manifest.number == 1


@pytest.mark.parametrize(
    "case",
    [
        (("build", "west-london"), 2, "say where the example goes: --out DIR"),
        (("build", "{}/none.toml"), 3, "cannot be read: no such file or directory"),
        (("build", "{}"), 3, "cannot be read: no such file or directory"),
        (("build", "{}/notice.json", "--at", "2026-11-23T10:00"), 2, "--at is for practice"),
        (("build", "{}/notice.json", "--out", "{}/none/public"), 4, "there is no folder"),
        (("build", "{}/notice.json", "--out", "{}/notice.json"), 4, "is there already, and is no status site"),
        (("new", "{}/notice.json"), 4, "is there already"),
        (("new", "{}/none/notice.toml"), 4, "there is no folder"),
        (("verify", "{}/public", "--key", "039862d2"), 2, "--key takes all 64 hex digits of a key"),
        (("verify", "{}"), 3, "there is no status site in"),
        (("upload", "{}", "{}/copy"), 3, "there is no status site in"),
        (
            ("upload", "{}/public", "web@host:srv/status"),
            2,
            "name a folder, user@host:/folder, sftp://user@host/folder",
        ),
        (("upload", "{}/public", "ftp://host/status"), 2, "sftp://user@host/folder, s3://, az:// or gs://"),
        (("upload", "{}/public", "{}/none/copy"), 4, "there is no folder"),
    ],
)
def test_what_is_asked_wrongly_is_told(battlebox, tmp_path, notice, case):
    words, code, says = case
    battlebox("status", "build", notice())
    ran = battlebox("status", *(each.format(tmp_path) for each in words))
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert says in ran.err
    assert "battlebox: hint: " in ran.err


def test_a_copy_that_was_changed_is_refused_with_every_file(battlebox, tmp_path, notice):
    battlebox("status", "build", notice())
    (tmp_path / "public" / "index.html").write_text("send money here", encoding="utf-8")
    (tmp_path / "public" / "login.html").write_text("and your password", encoding="utf-8")
    ran = battlebox("status", "verify", tmp_path / "public")
    assert ran.code == 1
    assert "  index.html is not as it was signed\n  login.html is there, and nobody signed for it\n" in ran.out
    assert "6 files: NOT as they were signed" in ran.out
    told = json.loads(battlebox("status", "verify", tmp_path / "public", "--json").out)
    assert (told["ok"], [row["code"] for row in told["problems"]]) == (False, ["changed", "extra"])
    assert battlebox("status", "upload", tmp_path / "public", tmp_path / "copy").code == 4
    assert not (tmp_path / "copy").exists()


def test_another_key_and_a_forged_manifest_are_refused(battlebox, tmp_path, notice):
    battlebox("status", "build", notice())
    ran = battlebox("status", "verify", tmp_path / "public", "--key", "ab" * 32)
    assert ran.code == 1
    assert "which is another key" in ran.out
    note = tmp_path / "public" / "manifest.txt"
    note.write_text(note.read_text(encoding="utf-8").replace("number 1", "number 2"), encoding="utf-8")
    ran = battlebox("status", "verify", tmp_path / "public")
    assert (ran.code, ran.out) == (1, "")
    assert "the manifest is not signed by the key that it names" in ran.err
    told = json.loads(battlebox("status", "verify", tmp_path / "public", "--json").out)
    assert (told["ok"], told["problems"][0]["code"]) == (False, "not_signed")


def test_another_laptop_goes_on_and_says_that_the_key_is_another(battlebox, tmp_path, notice, monkeypatch):
    battlebox("status", "build", notice())
    monkeypatch.setenv("BATTLEBOX_DATA", str(tmp_path / "spare"))
    ran = battlebox("status", "build", notice())
    assert ran.code == 0
    assert "warning: the edition before was signed by another key" in ran.err
    assert check_folder(tmp_path / "public").manifest.number == 2


def test_a_clock_that_went_back_stops_a_build_until_somebody_has_looked(battlebox, tmp_path, notice):
    path = notice(illustrative=True, next_update="2090-01-01 09:00")
    assert battlebox("status", "build", path, "--at", "2089-01-01T09:00").code == 0
    ran = battlebox("status", "build", path)
    assert ran.code == 4
    assert "the site that stands was published at 9am on Saturday 1 January 2089, and this machine says" in ran.err
    assert battlebox("status", "build", path, "--clock-is-right").code == 0


def test_a_site_is_carried_to_another_folder_and_not_back_by_mistake(battlebox, tmp_path, notice):
    public, copy = tmp_path / "public", tmp_path / "copy"
    battlebox("status", "build", notice())
    ran = battlebox("status", "upload", public, copy)
    assert (ran.code, ran.out) == (0, f"{copy}: edition 1, 7 files, 0 old ones removed\n")
    (tmp_path / "first").symlink_to(public.readlink())
    old = (tmp_path / "first").resolve()
    battlebox("status", "build", notice())
    assert battlebox("status", "upload", public, copy, "--json").code == 0
    ran = battlebox("status", "upload", old, copy)
    assert ran.code == 4
    assert "edition 2 is there already, and this is edition 1" in ran.err
    assert battlebox("status", "upload", old, copy, "--older").code == 0
    assert check_folder(copy).manifest.number == 1


def test_a_site_is_sent_to_a_clouds_store_with_keys_from_the_environment(battlebox, tmp_path, notice, monkeypatch):
    battlebox("status", "build", notice())
    with FakeStore() as store:
        for name, value in (("ACCESS_KEY_ID", "northmere"), ("SECRET_ACCESS_KEY", "hush"), ("REGION", "eu-west-2")):
            monkeypatch.setenv(f"AWS_{name}", value)
        monkeypatch.setenv("AWS_ENDPOINT", store.address)
        ran = battlebox("status", "upload", tmp_path / "public", "s3://northmere-status/tonight", "--json")
        assert ran.code == 0, ran.err
        told = json.loads(ran.out)
        assert (told["number"], told["files"], told["removed"]) == (1, 7, 0)
        assert "tonight/manifest.txt" in store.held
        store.fails_from, store.status = len(store.asked), 403
        ran = battlebox("status", "upload", tmp_path / "public", "s3://northmere-status/tonight")
        assert ran.code == 4
        assert "did not take manifest.txt" in ran.err
        assert "hush" not in ran.err


@pytest.mark.skipif(SSHD is None, reason="there is no sshd here")
def test_a_site_is_sent_to_a_host_by_sftp_and_by_rsync(battlebox, tmp_path, notice, monkeypatch):
    battlebox("status", "build", notice())
    with SshServer(tmp_path / "sshd") as server:
        monkeypatch.setattr(sftp, "_OPTIONS", (*server.client, *sftp.ALONE))
        monkeypatch.setattr(ssh, "_SHELL", " ".join(("ssh", *server.client, *sftp.ALONE)))
        for number, target in enumerate((server.address(tmp_path / "one"), server.by_rsync(tmp_path / "two"))):
            ran = battlebox("status", "upload", tmp_path / "public", target)
            assert (ran.code, ran.out) == (0, f"{target}: edition 1, 7 files, 0 old ones removed\n"), ran.err
            assert check_folder(tmp_path / ("one", "two")[number]).problems == ()
        old = (tmp_path / "public").resolve()
        battlebox("status", "build", notice())
        target = server.address(tmp_path / "one")
        assert battlebox("status", "upload", tmp_path / "public", target).code == 0
        ran = battlebox("status", "upload", old, target)
        assert (ran.code, "edition 2 is there already" in ran.err) == (4, True)
        assert battlebox("status", "upload", old, target, "--older", "--json").code == 0
        assert check_folder(tmp_path / "one").manifest.number == 1


def test_an_address_that_is_none_is_refused(battlebox, tmp_path, notice):
    battlebox("status", "build", notice())
    for target, why in (
        ("s3://", "it names no store"),
        ("sftp://127.0.0.1:1/x", "it names no user, host or folder that can be signed in to"),
    ):
        ran = battlebox("status", "upload", tmp_path / "public", target)
        assert ran.code == 2
        assert f"{target} is no such address: {why}" in ran.err
        assert "nothing was sent" in ran.err


def test_a_full_disk_and_a_keyless_laptop_are_refused_in_words(battlebox, tmp_path, notice, monkeypatch):
    with mounted(tmp_path / "disk", "size=64k") as disk:
        (disk / "ballast").write_bytes(b"x" * 60_000)
        ran = battlebox("status", "build", notice(), "--out", disk / "public")
        assert ran.code == 4
        assert "cannot be written: no space left on device" in ran.err
        assert "the site that stood there still stands" in ran.err
        assert [path.name for path in disk.iterdir()] == ["ballast"]
    with mounted(tmp_path / "sealed", "size=64k,ro") as sealed:
        monkeypatch.setenv("BATTLEBOX_DATA", str(sealed))
        ran = battlebox("status", "build", notice())
        assert ran.code == 4
        assert "Traceback" not in ran.err
        assert not (tmp_path / "public").exists()


def test_a_target_whose_path_is_a_link_elsewhere_is_refused(battlebox, tmp_path, notice):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").symlink_to("elsewhere")
    ran = battlebox("status", "build", notice())
    assert ran.code == 4
    assert "is a link to elsewhere, which is no edition of this site beside it" in ran.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("target", ["s3://northmere-status/tonight", "copy"])
def test_a_site_of_a_demonstration_is_sent_nowhere(battlebox, tmp_path, notice, target):
    demo = tmp_path / "demonstration"
    (demo / "public-practice").mkdir(parents=True)
    assert battlebox("status", "build", notice(), "--out", demo / "public-practice" / "northmere").code == 0
    (demo / "demonstration.txt").write_text("Everything in this folder is a demonstration.\n")
    where = target if "://" in target else tmp_path / target
    ran = battlebox("status", "upload", demo / "public-practice" / "northmere", where)
    assert ran.code == 4
    assert "belongs to a demonstration or a rehearsal, and nothing of one ever leaves" in ran.err
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("at", ["sub", "s/sub", "more/sub"])
def test_a_site_is_not_put_inside_a_site(battlebox, tmp_path, notice, at):
    battlebox("status", "build", notice())
    public = tmp_path / "public"
    (public / "more").mkdir()
    for said in (("upload", public, public / at), ("build", notice(), "--out", public / at)):
        ran = battlebox("status", *said)
        assert ran.code == 4
        assert f"{public / at} lies inside the status site in" in ran.err
    assert not (public / at).exists()
    assert check_folder(public).problems == ()


def test_a_file_of_somebodys_own_is_not_swapped_out_of_public(battlebox, tmp_path, notice):
    public, copy = tmp_path / "public", tmp_path / "copy"
    battlebox("status", "build", notice())
    battlebox("status", "upload", public, copy)
    (copy / "robots.txt").write_text("User-agent: *\n")
    ran = battlebox("status", "upload", public, copy)
    assert ran.code == 4
    assert "robots.txt is in" in ran.err
    assert "move it away first; the site that stood there still stands" in ran.err
    ran = battlebox("status", "build", notice(), "--out", copy)
    assert (ran.code, check_folder(copy).manifest.number) == (4, 1)
    (copy / "robots.txt").unlink()
    assert battlebox("status", "build", notice(), "--out", copy).code == 0


def test_a_pipe_into_which_nobody_writes_is_given_up(battlebox, tmp_path, monkeypatch):
    monkeypatch.setattr("battlebox.share.status.reading._PIPE_SECONDS", 0.2)
    os.mkfifo(tmp_path / "notice.toml")
    ran = battlebox("status", "build", tmp_path / "notice.toml")
    assert ran.code == 3
    assert "cannot be read: it is a pipe, and nobody writes into it" in ran.err


def test_a_pipe_into_which_somebody_writes_late_is_read(battlebox, tmp_path, notice):
    pipe, said = tmp_path / "pipe.json", notice().read_bytes()
    os.mkfifo(pipe)
    writer = threading.Timer(0.5, lambda: pipe.write_bytes(said))
    writer.start()
    assert battlebox("status", "build", pipe).code == 0
    writer.join()


def test_a_site_that_is_made_up_is_said_so_wherever_it_lies(battlebox, tmp_path, notice):
    battlebox("status", "build", notice(illustrative=True))
    ran = battlebox("status", "upload", tmp_path / "public", tmp_path / "copy")
    assert (ran.code, "this site is made up, for practice" in ran.err) == (0, True)


def test_a_next_update_that_is_years_away_is_asked_about(battlebox, notice):
    ran = battlebox("status", "build", notice(next_update="2099-03-28 09:00"))
    assert ran.code == 0
    assert re.search(r"warning: the next update is due in [\d,]+ days", ran.err)
    assert "due in" not in battlebox("status", "build", notice()).err
