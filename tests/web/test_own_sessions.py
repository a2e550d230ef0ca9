"""Where one is signed in, and ending it: one's own by oneself, somebody's by an admin of their body, and no other's."""

from __future__ import annotations

import re

import pytest

from web.conftest import PASSWORD
from web.desk_page import words
from web.test_abuse import key_of, with_key
from web.test_signing_in import sign_in, with_app  # noqa: F401 - a fixture

PAGE, END = "/account/sessions/", "/account/sessions/end/"
NOTE = "/i/7k3f/note/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36"


def come_in(desk_page, person, *, browser="", address="127.0.0.1"):
    page = desk_page(address=address)
    page.client.defaults["HTTP_USER_AGENT"] = browser
    sign_in(page, person.username)
    return page


def end_of(person):
    return f"/access/role/{person.memberships.get().pk}/sign-out/"


def marks(page):
    return re.findall(r'name="session" value="([0-9a-f]+)"', page.get(PAGE).content.decode())


def test_one_sees_each_place_and_signs_out_one_of_them(desk_page, officer):
    person = officer("northmere")
    here = come_in(desk_page, person, browser=FIREFOX)
    phone = come_in(desk_page, person, browser=PHONE, address="192.0.2.40")
    third = come_in(desk_page, person)
    stranger = desk_page(officer("northmere"))
    shown = here.get(PAGE)
    assert "Here Firefox on Windows, at 127.0.0.1. Since " in words(shown)
    assert "Elsewhere A browser, at 127.0.0.1 Since " in words(shown)
    assert "Chrome on an Android device, at 192.0.2.40 Since " in words(shown)
    for page in (here, phone, third, stranger):
        # What opens a session stands in no page.
        assert key_of(page) not in shown.content.decode()
    assert len(marks(here)) == 2
    phones = re.search(r'at 192\.0\.2\.40</h3>.*?value="([0-9a-f]+)"', shown.content.decode(), re.DOTALL)[1]
    assert "One other place was signed out." in words(here.follow(here.post(END, {"session": phones})))
    phone.get(NOTE, expect=302)
    for page in (here, third, stranger):
        page.get(NOTE)


def test_one_button_signs_out_all_others_and_nobody_else(desk_page, officer):
    person = officer("northmere")
    here, *others = (come_in(desk_page, person) for _ in range(3))
    stranger = desk_page(officer("northmere"))
    assert "2 other places were signed out." in words(here.follow(here.post(END)))
    for page in others:
        page.get(NOTE, expect=302)
    assert "Nowhere else." in words(here.get(PAGE))
    stranger.get(NOTE)


def test_nobody_ends_a_session_that_is_not_theirs(desk_page, officer, council):
    person = officer("northmere")
    victim, page = come_in(desk_page, person), come_in(desk_page, officer(council))
    come_in(desk_page, person)
    named = marks(victim)[0]
    assert "Nothing was open any more." in words(page.follow(page.post(END, {"session": named})))
    victim.get(NOTE)
    assert len(marks(victim)) == 1


def test_ones_own_place_by_its_mark_is_signed_out_too(desk_page, officer):
    from battlebox.web.accounts.open_sessions import mark_of

    page = come_in(desk_page, officer("northmere"))
    answer = page.post(END, {"session": mark_of(key_of(page))})
    assert answer.headers["Location"] == "/account/login/"
    page.get(NOTE, expect=302)


def test_it_asks_for_the_password_once_more_after_a_quarter_of_an_hour(desk_page, officer):
    person = officer("northmere")
    page, other = desk_page(person), come_in(desk_page, person)
    assert page.get(PAGE, expect=302).headers["Location"].startswith("/account/again/")
    assert page.post(END).headers["Location"].startswith("/account/again/")
    other.get(NOTE)
    page.post("/account/again/", {"password": PASSWORD})
    page.get(PAGE)


def test_whoever_changes_a_factor_is_asked_about_other_places_until_they_look(desk_page, with_app):  # noqa: F811 - the fixture, by its name
    from web.test_signing_in import code_of

    person, secret = with_app()
    page = desk_page()
    sign_in(page, person.username)
    page.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    account = "/account/second-factor/"
    assert "You changed how you sign in" not in words(page.get(account))
    page.send("/account/second-factor/totp/deactivate/")
    asked = page.get(account).content.decode()
    assert "Whoever signed in as you before is still in." in asked
    assert f'href="{PAGE}"' in asked
    page.get(PAGE)
    assert "You changed how you sign in" not in words(page.get(account))


def test_an_admin_signs_somebody_of_the_body_out_everywhere_and_they_are_told(desk_page, officer, council):
    person = officer(council)
    places = [come_in(desk_page, person) for _ in range(2)]
    admin = desk_page(officer(council, admin=True))
    bystander = desk_page(officer(council))
    assert f'action="{end_of(person)}"' in admin.get("/access/").content.decode()
    said = words(admin.follow(admin.post(end_of(person))))
    assert f"{person} was signed out of 2 places. They may sign in again" in said
    for page in places:
        page.get("/", expect=302)
    bystander.get("/")
    admin.get("/")
    # The role stays, and whoever comes in again reads who did it.
    again = desk_page()
    assert "signed you out everywhere at" in again.follow(sign_in(again, person.username)).content.decode()
    assert "was signed in nowhere" not in said


@pytest.mark.parametrize("who", ["another body's admin", "no admin"])
def test_nobody_else_signs_them_out(desk_page, officer, who):
    person = officer("northmere")
    theirs = come_in(desk_page, person)
    if who == "no admin":
        desk_page("northmere").post(end_of(person), expect=403)
    else:
        for body in ("eastholt", "farwick"):
            desk_page(officer(body, admin=True)).post(end_of(person), expect=404)
    theirs.get(NOTE)
    assert person.notices.count() == 0


def test_nobody_is_offered_to_sign_themselves_out_everywhere_there(desk_page, officer):
    me = officer("northmere", admin=True)
    page = desk_page(me)
    assert end_of(me) not in page.get("/access/").content.decode()
    assert page.post(end_of(me)).headers["Location"] == PAGE
    page.get(NOTE)


def test_an_old_session_says_nothing_of_itself_and_can_be_ended(desk_page, officer):
    person = officer("northmere")
    here, old = come_in(desk_page, person), come_in(desk_page, person)
    held = old.client.session
    del held["came_in"]
    held.save()
    assert "A browser until " in words(here.get(PAGE))
    here.post(END)
    with_key(desk_page(), key_of(old)).get(NOTE, expect=302)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", "Safari on a Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_our_words(said, shown):
    from battlebox.web.accounts.open_sessions import browser_of

    assert browser_of(said) == shown
