"""Somebody abuses a session, a second factor, a form or the door's log: what must not work, and what is noticed."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from battlebox.web import door_log
from web.conftest import PASSWORD
from web.desk_page import words
from web.test_signing_in import code_of, sign_in, with_app  # noqa: F401 - a fixture

NOTE = "/i/7k3f/note/"
SECOND = "/account/second-factor/authenticate/"
KEY = "desk_session"


@pytest.fixture
def sessions(desk):
    from django.contrib.sessions.models import Session

    return Session.objects


def key_of(page):
    return page.client.cookies[KEY].value


def with_key(page, key):
    page.client.cookies[KEY] = key
    return page


def wrong_codes(page, count):
    for _ in range(count):
        page.post(SECOND, {"code": "000000"}, expect=200)


@pytest.fixture
def door(caplog):
    """The lines of the door's log."""
    logger = logging.getLogger(door_log.NAME)
    logger.propagate = True
    caplog.set_level(logging.INFO, door_log.NAME)
    yield lambda: [each.getMessage() for each in caplog.records if each.name == door_log.NAME]
    logger.propagate = False


# Sessions.


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(desk_page, officer):
    person, thief, victim = officer("northmere"), desk_page(), desk_page()
    # One that the desk gave out, to a stranger.
    thief.client.session.save()
    planted = key_of(thief)
    with_key(victim, planted)
    sign_in(victim, person.username)
    assert key_of(victim) != planted
    with_key(thief, planted).get(NOTE, expect=302)


def test_signing_in_and_the_second_step_each_give_a_new_session(desk_page, with_app):  # noqa: F811 - the fixture, by its name
    person, secret = with_app()
    page = desk_page()
    sign_in(page, person.username)
    before = key_of(page)
    page.post(SECOND, {"code": code_of(secret)})
    assert key_of(page) != before
    with_key(desk_page(), before).get(NOTE, expect=302)


def test_a_session_that_was_signed_out_is_worth_nothing_to_whoever_copied_it(desk_page, officer, sessions):
    page, thief = desk_page(officer("northmere")), desk_page()
    copied = key_of(page)
    with_key(thief, copied).get(NOTE)
    answer = page.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    with_key(thief, copied).get(NOTE, expect=302)
    assert not sessions.filter(session_key=copied).exists()


def test_a_new_password_ends_every_other_session_of_the_account(desk_page, officer):
    person = officer("northmere")
    page, other = desk_page(person), desk_page(person)
    sign_in(page, person.username)
    new = {"oldpassword": PASSWORD, "password1": "lantern ferry walnut", "password2": "lantern ferry walnut"}
    page.post("/account/password/", {**new, "oldpassword": "not it"}, expect=200)
    other.get(NOTE)
    said = words(page.follow(page.post("/account/password/", new)))
    assert "Your password was changed. Every other place was signed out" in said
    other.get(NOTE, expect=302)
    page.get(NOTE)


def test_no_use_of_a_session_puts_off_its_end(desk_page, officer, desk, sessions):
    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    session = sessions.get(session_key=key_of(page))
    ends = session.expire_date
    assert abs(ends - timezone.now() - timedelta(hours=desk.session_hours)) < timedelta(minutes=1)
    for _ in range(3):
        # Each writes the session: a page that is refused leaves words in it.
        page.client.get("/role/999/")
        held = page.client.session
        held["touched"] = str(timezone.now())
        held.save()
    assert sessions.get(session_key=key_of(page)).expire_date == ends


def test_a_session_whose_hours_are_over_is_signed_out(desk_page, officer, sessions):
    page = desk_page(officer("northmere"))
    sessions.filter(session_key=key_of(page)).update(expire_date=timezone.now() - timedelta(seconds=1))
    page.get(NOTE, expect=302)


def test_a_role_that_ends_and_an_account_that_is_closed_count_at_the_next_page(desk_page, officer):
    person = officer("northmere")
    page = desk_page(person)
    page.get(NOTE)
    person.memberships.update(expires_at=timezone.now())
    page.get(NOTE, expect=404)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    page.get(NOTE, expect=302)


@pytest.mark.parametrize("key", ["", "a", "../../etc/passwd", "0" * 32, "é" * 8, "x" * 5000])
def test_a_session_that_nobody_gave_is_nobodys(desk_page, key):
    with_key(desk_page(), key.encode("ascii", "ignore").decode()).get(NOTE, expect=302)


# Second factors.


def test_between_the_password_and_the_code_there_is_nothing_to_see_and_nothing_to_change(desk_page, with_app):  # noqa: F811 - the fixture, by its name
    person, _ = with_app()
    page = desk_page()
    sign_in(page, person.username)
    for path in (
        "/", NOTE, "/access/", "/account/password/", "/account/second-factor/", "/papers/",
        "/account/second-factor/recovery-codes/", "/account/second-factor/totp/deactivate/", "/role/1/",
    ):  # fmt: skip
        answer = page.client.get(path)
        assert answer.status_code in (302, 405), path
        assert answer.status_code == 405 or "/account/" in answer.headers["Location"], path
    for path in ("/account/second-factor/paper/", "/account/second-factor/totp/deactivate/"):
        assert page.client.post(path, {}).status_code == 302
    assert person.authenticator_set.count() == 2


def test_ten_wrong_codes_are_the_last_for_an_hour_from_every_machine_and_admins_hear_of_it(
    desk_page,
    with_app,  # noqa: F811 - the fixture, by its name
    officer,
):
    from battlebox.web.accounts.second_factor import WRONG_CODES_MOST
    from battlebox.web.models import Alarm

    person, secret = with_app(name="duty.silver")
    admin, stranger = desk_page(officer("northmere", admin=True)), desk_page(officer("farwick", admin=True))
    for machine in range(2):
        page = desk_page(address=f"192.0.2.{machine + 8}")
        sign_in(page, person.username)
        wrong_codes(page, WRONG_CODES_MOST // 2)
    assert Alarm.objects.count() == 1
    other = desk_page(address="192.0.2.30")
    sign_in(other, person.username)
    said = words(other.post(SECOND, {"code": code_of(secret)}, expect=200))
    assert "Too many wrong codes for this account" in said
    other.get(NOTE, expect=302)
    assert "wrong codes were typed for" in admin.get("/").content.decode()
    assert "wrong codes were typed for" not in stranger.get("/").content.decode()


def test_a_right_code_forgets_the_wrong_ones_before_it(desk_page, with_app):  # noqa: F811 - the fixture, by its name
    from allauth.mfa.models import Authenticator

    person, _ = with_app()
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    for code in codes[:2]:
        page = desk_page()
        sign_in(page, person.username)
        wrong_codes(page, 9)
        page.post(SECOND, {"code": code})


def test_the_second_factor_is_not_taken_off_without_the_password_once_more(desk_page, with_app):  # noqa: F811 - the fixture, by its name
    person, _ = with_app()
    # Somebody at a window that was left open: signed in, but not just now.
    page = desk_page(person)
    for path in (
        "/account/second-factor/totp/deactivate/", "/account/second-factor/recovery-codes/generate/",
        "/account/second-factor/webauthn/add/",
    ):  # fmt: skip
        assert "/account/again/" in page.client.post(path, {}).headers["Location"], path
    assert person.authenticator_set.count() == 2


# Passwords.


@pytest.mark.parametrize("password", ["Battlebox2026!", "council-12345", "Winter2026winter", "tactical.gold.1"])
def test_a_password_of_the_words_of_the_place_is_refused(desk_page, officer, password):
    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert "words that are tried first here" in words(page.post("/account/password/", new, expect=200))


@pytest.mark.parametrize(
    "password", ["chocolate123", "Chocolate123", "liverpool1892", "1q2w3e4r5t6y", "qwertyuiop123", "iloveyousomuch"]
)
def test_a_password_that_leaked_often_is_refused_in_any_capitals(desk_page, officer, password):
    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert "This password is too common" in words(page.post("/account/password/", new, expect=200))


@pytest.mark.parametrize(
    "password", ["lantern ferry walnut", "x" * 128, "ünïcödé ßtraße 7", "          a b c 1", "marching goldfish"]
)
def test_a_password_of_any_letters_and_length_is_taken_as_it_is_typed(desk_page, officer, password):
    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    page.post("/account/password/", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    sign_in(desk_page(), person.username, password)
    sign_in(desk_page(), person.username, password.strip().upper(), expect=200)


# What is written down of it.


def test_who_came_in_who_did_not_and_who_was_refused_stand_in_the_log_of_the_door(desk_page, with_app, door):  # noqa: F811 - the fixture, by its name
    person, secret = with_app(name="duty.silver")
    page = desk_page(address="192.0.2.8")
    sign_in(page, "duty.silver", "my other password", expect=200)
    sign_in(page, "hunter2-typed-in-the-wrong-box", "x", expect=200)
    sign_in(page, "duty.silver")
    page.post(SECOND, {"code": "123123"}, expect=200)
    page.post(SECOND, {"code": code_of(secret)})
    page.get("/access/", expect=403)
    page.post("/account/logout/")
    lines = door()
    what = [line.split()[1] for line in lines]
    assert what == [
        "wrong-password", "wrong-password", "wrong-code", "second-factor", "came-in", "refused", "left",
    ]  # fmt: skip
    known = [f"officer={person.officer_id} " in line for line in lines]
    assert known == [True, False, True, True, True, True, True]
    for line in lines:
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 [a-z-]+ officer=\S+ from=192\.0\.2\.8 page=\S+", line)
    told = "\n".join(lines)
    for secret_word in ("my other password", PASSWORD, "hunter2", "123123", secret, "duty.silver", str(person)):
        assert secret_word not in told


def test_what_is_not_there_for_somebody_and_what_their_role_may_not_send_stand_in_the_log(desk_page, officer, door):
    person = officer("farwick")
    desk_page().get(NOTE, expect=302)
    desk_page().get("/no/such/page/", expect=404)
    page = desk_page(person)
    before = len(door())
    page.get(NOTE, expect=404)
    page.get("/no/such/page/", expect=404)
    page.post(NOTE, {"words": "let me in"}, expect=404)
    lines = door()[before:]
    # Nothing of a stranger's guesses, for there may be millions.
    assert not [each for each in door() if "officer=- " in each and "status=404" in each]
    assert [each.split()[1:] for each in lines] == [
        ["refused", f"officer={person.officer_id}", "from=127.0.0.1", f"page={name}", "status=404"]
        for name in ("fake_note", "-", "fake_note")
    ]
    assert "let me in" not in "".join(lines)


def test_no_line_of_the_log_can_be_made_up_from_outside(door):
    request = RequestFactory().get("/", REMOTE_ADDR="1.2.3.4\n2026-01-01 came-in officer=admin")
    door_log.tell("refused", request, status="4\r\n03")
    assert len(door()) == 1
    assert "\n" not in door()[0]
    assert "\r" not in door()[0]


def test_the_log_of_the_door_is_its_owners_alone_has_an_end_and_stops_nobody(tmp_path, monkeypatch):
    book = door_log.DoorBook(str(tmp_path))
    record = logging.LogRecord(door_log.NAME, logging.INFO, "", 1, "x" * 1000, None, None)
    monkeypatch.setattr(book, "maxBytes", 5000)
    for _ in range(100):
        book.handle(record)
    book.close()
    kept = sorted((tmp_path / "logs").iterdir())
    assert len(kept) == door_log.FILES
    assert {each.stat().st_mode & 0o777 for each in kept} == {0o600}
    assert (tmp_path / "logs").stat().st_mode & 0o777 == 0o700
    nowhere = door_log.DoorBook(str(tmp_path / "is" / "not" / "there"))
    nowhere.handle(record)


def test_a_fault_is_told_by_its_place_and_with_nobodys_words(desk_page, monkeypatch, caplog):
    from web import fake_urls

    monkeypatch.setattr(fake_urls, "CRASH", [ValueError("Mrs Example, 2 Nowhere Road")])
    page = desk_page("northmere")
    page.client.raise_request_exception = False
    page.get("/i/7k3f/crash/?who=Mrs+Example", expect=500)
    assert "died of ValueError" in caplog.text
    assert "fake_urls.py" in caplog.text
    assert "Example" not in caplog.text


# Requests that are odd.


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "X-ODD", "DELETE", "PUT", "PATCH"])
def test_a_method_that_no_page_has_does_nothing(desk_page, officer, method):
    client = desk_page(officer("northmere")).client
    for path in ("/", NOTE, "/access/", "/account/login/", "/account/password/", "/join/"):
        answer = client.generic(method, path, b"what=x", content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 302, 403, 405), f"{method} {path}: {answer.status_code}"
        assert b"what=x" not in answer.content


def test_nobody_is_led_to_another_machine(desk_page, officer):
    person = officer("northmere")
    for to in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.com"):
        page = desk_page()
        given = {"login": person.username, "password": PASSWORD, "next": to}
        answer = page.client.post("/account/login/?next=" + to, given)
        assert "evil" not in answer.headers.get("Location", ""), to
        assert "javascript" not in answer.headers.get("Location", ""), to


def test_what_a_proxy_would_say_is_believed_from_nobody(desk_page, officer, door):
    page = desk_page(address="192.0.2.8")
    said = {"HTTP_X_FORWARDED_FOR": "10.9.9.9", "HTTP_FORWARDED": "for=10.9.9.9", "HTTP_X_REAL_IP": "10.9.9.9"}
    person = officer("northmere")
    page.client.post("/account/login/", {"login": person.username, "password": "wrong"}, **said)
    assert "from=192.0.2.8" in door()[0]
    host = page.client.get("/account/login/", HTTP_X_FORWARDED_HOST="evil.example")
    assert b"evil.example" not in host.content


def test_a_name_given_twice_is_taken_once(desk_page, officer):
    page = desk_page()
    first, second = officer("northmere", name="first.one"), officer("farwick", name="second.one")
    body = f"login={first.username}&login={second.username}&password=wrong&password={PASSWORD}"
    page.client.post("/account/login/?login=first.one", body, content_type="application/x-www-form-urlencoded")
    # Whichever counts, it is one account with its own password, in the body alone.
    assert page.client.session.get("_auth_user_id") in (None, str(second.pk))
