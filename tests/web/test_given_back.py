"""A save that a full disk refused: the answer holds what was written, to be sent again without a script."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from justhtml import JustHTML

from web.desk_page import filled, words
from web.test_hard_days import fill, form_at, founded, sent, small_disk, written  # noqa: F401 - a fixture
from web.test_starting import join, running  # noqa: F401 - a fixture

NOTE = "/i/7k3f/note/"
LONG = "one more screen is blank, and it says <pay> & “wait”\r\n" * 300
FULL = OSError(28, "No space left on device")
SENT = {"what": "Mail & <b>web</b>", "sure": "no", "tell": ["gold", "press"], "urgent": "on"}


class Disk(list):
    """What the fake page writes to, while it is full."""

    is_full = True

    def append(self, each):
        if self.is_full:
            raise FULL
        super().append(each)


@pytest.fixture
def disk(monkeypatch):
    from web import fake_urls

    found = Disk()
    monkeypatch.setattr(fake_urls, "RECORDED", found)
    return found


@pytest.fixture
def page(desk_page, officer):
    found = desk_page(officer("northmere"))
    found.client.raise_request_exception = False
    return found


def given(answer):
    """The form that an answer gives back, as a browser would send it."""
    parsed = JustHTML(answer.content.decode(), sanitize=False)
    form = filled(parsed)
    ticked = [each.attrs["value"] for each in parsed.query("input[name=tell]") if "checked" in each.attrs]
    return {**form, "tell": ticked, **({"urgent": "on"} if "urgent" in form else {})}


def test_a_form_of_several_fields_comes_back_whole_and_is_saved_when_sent_again(page, disk):
    refused = page.send(NOTE, SENT, expect=507)
    said = words(refused)
    assert "Nothing was recorded" in said
    assert "press Send again once there is space" in said
    assert "kept on this device" not in said
    form = given(refused)
    assert form["what"] == SENT["what"]
    assert (form["sure"], form["tell"], "urgent" in form) == ("no", ["gold", "press"], True)
    # Still full: the same again, as often as it takes.
    again = given(page.post(NOTE, form, expect=507))
    assert {name: text for name, text in again.items() if "csrf" not in name} == {
        name: text for name, text in form.items() if "csrf" not in name
    }
    disk.is_full = False
    assert "Saved as A-1" in words(page.follow(page.post(NOTE, again)))
    assert "Already saved as A-1" in words(page.follow(page.post(NOTE, form)))
    assert disk == [SENT["what"]]


def test_words_may_be_mended_before_they_are_sent_again_also_where_not_even_the_token_was_given_back(
    page, disk, monkeypatch
):
    from battlebox.web.models import Once

    def full(*_args, **_more):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Once, "delete", full)
        form = given(page.send(NOTE, SENT, expect=507))
    disk.is_full = False
    assert "Saved as A-1" in words(page.follow(page.post(NOTE, {**form, "what": "Mail alone"})))
    assert "Already saved as A-1" in words(page.follow(page.post(NOTE, {**form, "what": "Mail alone"})))
    assert disk == ["Mail alone"]


def test_what_was_recorded_before_the_disk_filled_up_is_named_and_not_offered_again(page, disk, monkeypatch):
    from django.contrib.sessions.backends.db import SessionStore

    disk.is_full = False
    form = filled(JustHTML(page.get(NOTE).content.decode(), sanitize=False))

    def full(*_args, **_more):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, "save", full)
        answer = page.post(NOTE, {**form, **SENT}, expect=507)
    said = words(answer)
    assert "It was saved as A-1. Do not send it again." in said
    assert "Nothing was recorded" not in said
    assert "Send again" not in said
    assert disk == [SENT["what"]]


@pytest.mark.parametrize(
    ("why", "on_a_server", "status", "says"),
    [
        ("database or disk is full", False, 507, "The disk of the desk is full"),
        ("the server closed the connection", True, 503, "The desk cannot ask its database"),
        # Signed out in another window meanwhile: the session's row is gone.
        ("", False, 400, "You were signed out meanwhile"),
    ],
)
def test_what_was_recorded_before_the_session_could_not_be_kept_is_named(
    page, disk, monkeypatch, why, on_a_server, status, says
):
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from battlebox.web import without_tables

    disk.is_full = False
    form = filled(JustHTML(page.get(NOTE).content.decode(), sanitize=False))

    def fails(*_args, **_more):
        raise OperationalError(why) if why else Session.DoesNotExist

    def is_gone(*_args, **_more):
        raise UpdateError

    with monkeypatch.context() as patch:
        # As the middleware meets it: Django says "the session was deleted", whatever the tables said.
        patch.setattr(*((Session, "save", fails) if why else (SessionStore, "save", is_gone)))
        patch.setattr(without_tables, "is_on_a_server", lambda: on_a_server)
        answer = page.post(NOTE, {**form, **SENT}, expect=status)
    said = words(answer)
    assert says in said
    assert "It was saved as A-1. Do not send it again." in said
    assert "Nothing was recorded" not in said
    assert "Send again" not in said
    assert disk == [SENT["what"]]


def test_a_database_that_does_not_answer_is_said_on_a_page_that_asks_it_nothing(page, disk, monkeypatch):
    from django.db import connection

    from battlebox.web import without_tables

    form = filled(JustHTML(page.get(NOTE).content.decode(), sanitize=False))
    asked = []

    def gone(_execute, sql, *_args):
        asked.append(sql)
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(without_tables, "is_on_a_server", lambda: True)
    with connection.execute_wrapper(gone):
        looked, sent_in = page.get(NOTE, expect=503), page.post(NOTE, {**form, **SENT}, expect=503)
        many = len(asked)
    assert many == 2, "the page itself asked the tables"
    assert (looked.headers["Retry-After"], "What was recorded is safe." in words(looked)) == ("5", True)
    said = words(sent_in)
    assert "may not have been recorded" in said
    assert "it is not recorded twice" in said
    disk.is_full = False
    assert "Saved as A-1" in words(page.follow(page.post(NOTE, given(sent_in))))
    assert disk == [SENT["what"]]


def test_a_file_must_be_chosen_again_and_a_password_never_comes_back(page, disk, monkeypatch):
    from io import BytesIO

    paper = BytesIO(b"a paper")
    paper.name = "paper.txt"
    assert "A file must be chosen again" in words(page.send(NOTE, {**SENT, "paper": paper}, expect=507))
    from web import fake_urls

    monkeypatch.setattr(fake_urls, "CRASH", [FULL])
    secret = page.post("/i/7k3f/crash/", {"facts": "x", "password": "lantern ferry walnut"}, expect=507)
    assert "lantern" not in secret.content.decode()
    assert "Send again" not in words(secret)


def test_what_no_form_of_ours_read_is_given_back_as_it_was_sent(page, monkeypatch):
    from web import fake_urls

    monkeypatch.setattr(fake_urls, "CRASH", [FULL])
    answer = page.post("/i/7k3f/crash/", {"facts": "the <host> rang", "tick": ["a", "b"]}, expect=507)
    assert "the <host> rang" in words(answer)
    parsed = JustHTML(answer.content.decode(), sanitize=False)
    assert [each.attrs["value"] for each in parsed.query("main input[name=tick]")] == ["a", "b"]
    assert "Send again" not in words(page.get("/i/7k3f/crash/", expect=507))


@pytest.mark.parametrize(
    ("path", "sends"),
    [
        ("log/note/", {"facts": LONG[:15_000]}),
        ("tasks/new/", {"what": "Ring the host", "why": "It does not answer: " + LONG[:3000]}),
    ],
    ids=["15,000 characters", "several fields"],
)
def test_on_a_disk_that_is_full_words_come_back_and_are_saved_once_there_is_space(running, small_disk, path, sends):  # noqa: F811 - the fixture, by its name
    short = founded(small_disk / "desk")
    desk = running(data=small_disk / "desk")
    opener, _ = join(desk)
    address = f"/i/{short}/{path}"
    form = {**form_at(desk, opener, address), **sends}
    filler = small_disk / "filler"
    fill(filler)
    status, text = sent(desk, opener, address, form)
    assert status in (422, 507), text[:500]
    again = filled(JustHTML(text, sanitize=False))
    for name, wanted in sends.items():
        assert again[name].split() == wanted.split()
    filler.unlink()
    status, text = sent(desk, opener, address, again)
    assert status == 200
    assert "Saved as" in text
    assert desk.end() == 0
    assert any(next(iter(sends.values()))[:14] in each for each in written(small_disk / "desk"))
