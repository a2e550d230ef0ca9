"""The public page sent away from the desk as a job: to a store that speaks S3, to a host by rsync; how it ends."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from django.conf import settings

from battlebox.desk import Role
from battlebox.desk.publish import PublicRule, editions_of, rule_pages
from battlebox.desk.tell import corrections_due, releases_of
from battlebox.share.status import check_folder, cloud, page_of_bytes, sftp, ssh
from battlebox.web.publishing import pending
from battlebox.web.publishing.target import LiveTarget, PracticeTarget, target_of
from desk.facts import change
from desk.room import officer as desk_officer
from share.status.ssh_host import shell
from share.status.ssh_server import SSHD, SshServer
from share.status.test_upload import TARGET, store  # noqa: F401 - a fixture
from web.desk_page import words
from web.places.conftest import do_all, jobs  # noqa: F401 - a fixture
from web.publishing.test_publishing import CHILD, fact, write

NOT_CHANGED = "The public page did NOT change"


@pytest.fixture
def away(public, store, monkeypatch):  # noqa: F811 - the fixtures, by their names
    """The desk sends its page into the store."""
    monkeypatch.setattr(cloud, "_TRIES", 0)
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=TARGET))
    return store


@pytest.fixture
def page(desk_page, room, jobs):  # noqa: F811 - the fixtures, by their names
    return desk_page("northmere")


def send(page, opened, jobs, **more):  # noqa: F811 - the fixture, by its name
    """Press the button, have the job done, and read what came of it."""
    address = page.send(opened.at("tell/publish/"), more).headers["Location"]
    assert "Waiting" in words(page.get(address)) or "Wait" in words(page.get(address))
    do_all(jobs)
    return words(page.get(address))


def newest(opened):
    return editions_of(opened.sight(), "northmere")[0].value


def test_it_stands_there_and_the_record_says_so(page, room, away, jobs):  # noqa: F811 - the fixtures, by their names
    thing = fact(room)
    write(page, room, thing)
    text = send(page, room, jobs)
    assert "It stands there" in text
    assert "It was read back, and is as it was signed" in text
    assert page_of_bytes(away.held["status.json"], "status.json").headline == "Some services are slower than usual"
    said = newest(room)
    assert (said.number, said.target, said.failed, said.doubt, said.facts) == (1, TARGET, "", "", 1)
    assert len(releases_of(room.sight(), thing)) == 1
    # What stands there is what the next changes are reckoned from.
    assert "No service changes" in words(page.get(room.at("tell/publish/")))
    write(page, room, headline="All works again")
    assert "Headline Public now: Some services are slower" in words(page.get(room.at("tell/publish/")))
    send(page, room, jobs)
    assert newest(room).number == 2


def test_what_moved_before_it_went_is_not_sent(page, room, away, jobs):  # noqa: F811 - the fixtures, by their names
    write(page, room)
    address = page.send(room.at("tell/publish/")).headers["Location"]
    page.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": "Ring us."})
    do_all(jobs)
    text = words(page.get(address))
    assert "Nothing was sent" in text
    assert "Something on the page moved after you pressed the button" in text
    assert away.held == {}
    assert editions_of(room.sight(), "northmere") == ()


def test_a_store_that_refuses_leaves_the_page_and_says_so_in_the_heading(page, room, away, jobs):  # noqa: F811 - the fixtures, by their names
    thing = fact(room)
    write(page, room, thing)
    away.no_puts, away.status = True, 403
    text = send(page, room, jobs)
    assert NOT_CHANGED in text
    assert "did not take s/" in text
    assert "secret" not in text
    assert newest(room).failed
    assert releases_of(room.sight(), thing) == ()
    assert list((settings.DESK.data / pending.FOLDER).glob("*.json")) == []


def test_what_may_stand_in_part_counts_as_gone_out_and_asks_to_be_sent_again(page, room, away, jobs, monkeypatch):  # noqa: F811 - the fixtures, by their names
    thing = fact(room)
    write(page, room, thing)
    real = cloud.CloudStore.put

    def breaks(store, name, data, kind):  # noqa: F811 - a store, not the fixture
        if name == "manifest.txt":
            raise OSError("the line is dead")
        real(store, name, data, kind)

    with monkeypatch.context() as now:
        now.setattr(cloud.CloudStore, "put", breaks)
        text = send(page, room, jobs)
    assert "may have changed in part" in text
    assert "did not take manifest.txt: the line is dead" in newest(room).doubt
    change(room, thing, wording="All screens are blank.")
    assert [each.thing for each in corrections_due(room.sight(), thing)]
    assert "It stands there" in send(page, room, jobs)


def test_a_desk_that_stops_on_the_way_says_that_nobody_knows(page, room, away, jobs, monkeypatch):  # noqa: F811 - the fixtures, by their names
    thing = fact(room)
    write(page, room, thing)

    def dies(*_, **__):
        raise MemoryError

    with monkeypatch.context() as now:
        now.setattr("battlebox.web.publishing.away.deliver", dies)
        page.send(room.at("tell/publish/"))
        do_all(jobs)
    assert editions_of(room.sight(), "northmere") == ()
    assert pending.settle(room.installation, settings.DESK.data) == 1
    assert newest(room).doubt == pending.ON_THE_WAY
    assert len(releases_of(room.sight(), thing)) == 1


def test_two_people_count_for_what_is_sent_away_too(desk_page, officer, page, room, away, jobs):  # noqa: F811 - the fixtures, by their names
    rule_pages(room.record, desk_officer("northmere", Role.STRATEGIC), PublicRule(two=True, why="so"))
    write(page, room)
    assert "two people must" in words(page.send(room.at("tell/publish/"), {}, expect=422))
    desk_page(officer("northmere", role="communications")).send(room.at("tell/publish/look/"))
    assert "It stands there" in send(page, room, jobs)
    assert newest(room).second
    assert "two people must" in words(page.send(room.at("tell/publish/"), {}, expect=422))
    send(page, room, jobs, alone="the building burns")
    assert newest(room).alone == "the building burns"


def test_what_came_of_it_is_seen_by_whoever_pressed_the_button(desk_page, page, room, away, jobs):  # noqa: F811 - the fixtures, by their names
    write(page, room)
    address = page.send(room.at("tell/publish/")).headers["Location"]
    do_all(jobs)
    for body in ("northmere", "eastholt", "farwick"):
        desk_page(body).get(address, expect=404)


@pytest.mark.skipif(shutil.which("rsync") is None, reason="there is no rsync here")
def test_a_host_by_rsync_is_reached_from_the_desk(page, room, public, jobs, monkeypatch, tmp_path):  # noqa: F811 - the fixtures, by their names
    there = tmp_path / "elsewhere" / "public"
    there.parent.mkdir()
    monkeypatch.setattr(ssh, "_SHELL", shell(tmp_path / "bin"))
    target = f"web@status.example:{there.parent}/{{body}}"
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=target))
    write(page, room)
    assert "It stands there" in send(page, room, jobs)
    assert check_folder(there.parent / "northmere").problems == ()
    monkeypatch.setattr(ssh, "_SHELL", shell(tmp_path / "bin", "echo 'Connection refused' >&2; exit 255"))
    write(page, room, headline="All works again")
    text = send(page, room, jobs)
    assert NOT_CHANGED in text
    assert "connection refused" in text


@pytest.mark.skipif(SSHD is None, reason="there is no sshd here")
def test_a_host_with_sftp_alone_is_reached_from_the_desk(page, room, public, jobs, monkeypatch, tmp_path):  # noqa: F811 - the fixtures, by their names
    with SshServer(tmp_path / "sshd") as server:
        monkeypatch.setattr(sftp, "_OPTIONS", (*server.client, *sftp.ALONE))
        target = server.address(tmp_path / "{body}")
        monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=target))
        write(page, room)
        assert "It stands there" in send(page, room, jobs)
        assert check_folder(tmp_path / "northmere").problems == ()
        server.known(None)
        write(page, room, headline="All works again")
        text = send(page, room, jobs)
        assert NOT_CHANGED in text
        assert "host key is known for" in text
    assert check_folder(tmp_path / "northmere").manifest.number == 1


@pytest.mark.parametrize("target", [TARGET, "web@status.example:/srv/public", "sftp://web@status.example/srv/public"])
def test_a_desk_that_practises_sends_nothing_away_whatever_is_set(page, room, away, jobs, monkeypatch, target):  # noqa: F811 - the fixtures, by their names
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, public=target, demo=True))
    assert isinstance(target_of(settings.DESK, "northmere"), PracticeTarget)
    assert isinstance(target_of(replace(settings.DESK, demo=False), "northmere", exercise=True), PracticeTarget)
    assert isinstance(target_of(replace(settings.DESK, demo=False), "northmere"), LiveTarget)
    write(page, room)
    page.send(room.at("tell/publish/"))
    do_all(jobs)
    assert away.asked == []
    assert check_folder(settings.DESK.data / "public-practice" / "northmere").problems == ()


def test_why_it_names_no_urgent_help_goes_with_the_job(page, room, away, jobs):  # noqa: F811 - the fixtures, by their names
    write(page, room, urgent="")
    assert "It stands there" in send(page, room, jobs, unhelped="no line works yet")
    assert newest(room).unhelped == "no line works yet"
