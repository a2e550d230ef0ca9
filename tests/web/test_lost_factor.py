"""A lost second factor, taken off by an admin of the officer's body: who may, who is told, what is written down."""

from __future__ import annotations

import pytest

from web.desk_page import words
from web.test_signing_in import code_of, sign_in, with_app  # noqa: F401 - a fixture

WHY = {"why": "stood before me with a badge"}


def address_of(person):
    return f"/access/role/{person.memberships.get().pk}/second-factor/"


def factors(person):
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(user_id=person.pk).count()


@pytest.fixture
def admin_page(desk_page, officer):
    """An admin who has just typed the password."""

    def come_in(body, **more):
        person = officer(body, admin=True, **more)
        page = desk_page()
        sign_in(page, person.username)
        return page

    return come_in


def test_an_admin_of_the_body_takes_it_off_and_the_officer_comes_in_and_is_told(
    admin_page,
    desk_page,
    with_app,  # noqa: F811 - the fixture, by its name
    council,
):
    from battlebox.web.models import Alarm

    person, _ = with_app(council, name="lost.phone")
    page = admin_page(council, name="the.admin")
    assert page.get("/access/").content.decode().count(f"Second factor lost: {person}") == 1
    shown = words(page.get(address_of(person)))
    assert "they are asked to set up another" in shown
    assert factors(person) == 2
    answer = page.follow(page.send(address_of(person), WHY))
    assert factors(person) == 0
    # Every admin sees it, whoever did it.
    assert "took off the second factor of Officer of" in answer.content.decode()
    assert "How they knew: stood before me with a badge" in Alarm.objects.get().words
    assert "took off the second factor" not in desk_page(council).get("/").content.decode()
    # The officer comes in with the password alone, is told, and is asked for another.
    theirs = desk_page()
    first = theirs.follow(sign_in(theirs, "lost.phone")).content.decode()
    assert "took off your second factor" in first
    assert "change your password now and tell every admin" in first
    notice = person.notices.get()
    desk_page("eastholt").post(f"/notice/{notice.pk}/", expect=404)
    theirs.post(f"/notice/{notice.pk}/")
    assert "took off your second factor" not in theirs.get("/").content.decode()
    theirs.post(f"/notice/{notice.pk}/", expect=404)


def test_taking_it_off_signs_the_account_out_wherever_it_is_signed_in_and_nobody_else(admin_page, desk_page, with_app):  # noqa: F811 - the fixture, by its name
    person, secret = with_app("northmere", name="lost.phone")
    thief, other = desk_page(), desk_page("northmere")
    sign_in(thief, "lost.phone")
    thief.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert thief.get("/").status_code == 200
    admin_page("northmere").send(address_of(person), WHY)
    assert "Sign in" in words(thief.follow(thief.get("/", expect=302)))
    assert other.get("/").status_code == 200


def test_somebody_who_joined_long_ago_must_set_up_another_before_anything_else(admin_page, desk_page, with_app):  # noqa: F811 - the fixture, by its name
    from datetime import timedelta

    from django.utils import timezone

    from battlebox.web.models import Officer

    person, _ = with_app("northmere", name="lost.phone")
    Officer.objects.filter(pk=person.pk).update(joined_at=timezone.now() - timedelta(days=30))
    admin_page("northmere").send(address_of(person), WHY)
    theirs = desk_page()
    sign_in(theirs, "lost.phone")
    assert theirs.get("/i/7k3f/note/", expect=302).headers["Location"] == "/account/second-factor/"
    shown = theirs.get("/account/second-factor/").content.decode()
    assert "took off your second factor" in shown
    # It can be put away there and then, and another one set up.
    theirs.post(f"/notice/{person.notices.get().pk}/")
    theirs.post("/account/second-factor/paper/")
    theirs.get("/i/7k3f/note/")


def test_no_admin_of_another_body_finds_it(admin_page, with_app, council):  # noqa: F811 - the fixture, by its name
    person, _ = with_app("northmere")
    if council == "northmere":
        return
    page = admin_page(council)
    assert person.username not in words(page.get("/access/"))
    page.get(address_of(person), expect=404)
    page.post(address_of(person), WHY, expect=404)
    assert factors(person) == 2


def test_who_is_no_admin_is_refused(desk_page, with_app, council):  # noqa: F811 - the fixture, by its name
    person, _ = with_app("northmere")
    page = desk_page(council)
    page.get(address_of(person), expect=403)
    page.post(address_of(person), WHY, expect=403)
    assert factors(person) == 2


def test_nobody_takes_off_their_own(desk_page, with_app):  # noqa: F811 - the fixture, by its name
    person, secret = with_app("northmere", admin=True)
    page = desk_page()
    sign_in(page, person.username)
    page.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert "ask another admin of your body" in words(page.get(address_of(person)))
    assert "ask another admin of your body" in words(page.post(address_of(person), WHY, expect=422))
    assert factors(person) == 2


def test_an_ended_role_and_the_break_glass_account_are_not_there(admin_page, with_app):  # noqa: F811 - the fixture, by its name
    from django.utils import timezone

    from battlebox.web.accounts import break_glass
    from battlebox.web.models import Membership, Officer

    page = admin_page("northmere")
    person, _ = with_app("northmere")
    where = address_of(person)
    Membership.objects.filter(officer=person).update(ended_at=timezone.now())
    page.post(where, WHY, expect=404)
    break_glass.renew()
    break_glass.open_to("northmere")
    page.get(address_of(Officer.objects.get(break_glass=True)), expect=404)


def test_it_asks_for_the_password_again_and_for_how_they_knew(desk_page, officer, admin_page, with_app):  # noqa: F811 - the fixture, by its name
    person, _ = with_app("northmere")
    assert (
        desk_page(officer("northmere", admin=True)).get(address_of(person), expect=302).headers["Location"]
    ).startswith("/account/again/")
    answer = admin_page("northmere").send(address_of(person), {"why": ""}, expect=422)
    assert '"How you made sure that it is them" is blank' in words(answer)
    assert factors(person) == 2


def test_it_is_taken_off_and_told_once_however_often_it_is_sent(admin_page, with_app):  # noqa: F811 - the fixture, by its name
    from justhtml import JustHTML

    from battlebox.web.models import Alarm
    from web.desk_page import filled

    person, _ = with_app("northmere")
    page = admin_page("northmere")
    form = {**filled(JustHTML(page.get(address_of(person)).content.decode(), sanitize=False)), **WHY}
    page.post(address_of(person), form)
    page.post(address_of(person), form)
    assert Alarm.objects.count() == 1
    assert person.notices.count() == 1


def test_nothing_is_taken_off_where_it_cannot_be_written_down(admin_page, with_app, monkeypatch):  # noqa: F811 - the fixture, by its name
    from battlebox.web.accounts import factor_removal
    from battlebox.web.models import Alarm

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(factor_removal, "_LISTENERS", [full])
    person, _ = with_app("northmere")
    page = admin_page("northmere")
    page.client.raise_request_exception = False
    assert "The disk of the desk is full" in words(page.send(address_of(person), WHY, expect=507))
    assert (factors(person), Alarm.objects.count(), person.notices.count()) == (2, 0, 0)


@pytest.mark.parametrize("elsewhere", ["eastholt", "farwick"])
def test_an_officer_who_decides_for_another_body_too_keeps_the_factor(admin_page, with_app, elsewhere):  # noqa: F811 - the fixture, by its name
    from battlebox.web.models import Membership

    person, _ = with_app("northmere", name="both.admin")
    own = address_of(person)
    other = Membership.objects.create(officer=person, body=elsewhere, role="tactical", admin=True)
    page = admin_page("northmere", name="the.admin")
    assert "is an admin of" in words(page.get(own))
    page.post(own, WHY, expect=422)
    assert factors(person) == 2
    # Whoever holds a plain role elsewhere decides nothing there.
    Membership.objects.filter(pk=other.pk).update(admin=False, role="observer")
    page.send(own, WHY)
    assert factors(person) == 0


def test_ending_the_last_role_signs_the_account_out_and_any_other_leaves_it(desk_page, officer):
    from battlebox.web.models import Membership

    person = officer("northmere", name="bronze")
    second = Membership.objects.create(officer=person, body="eastholt", role="observer")
    theirs = desk_page(person)
    first = person.memberships.get(body="northmere")
    desk_page(officer("northmere", admin=True)).post(f"/access/role/{first.pk}/end/")
    theirs.get("/")
    desk_page(officer("eastholt", admin=True)).post(f"/access/role/{second.pk}/end/")
    assert theirs.get("/", expect=302).headers["Location"].startswith("/account/login/")


def test_a_secret_made_anew_is_told_to_whoever_has_an_app_and_leaves_a_way_in(
    desk_page,
    with_app,  # noqa: F811 - the fixture, by its name
    officer,
    monkeypatch,
):
    from django.conf import settings

    person, secret = with_app()
    # The secret that signs cookies can be made anew, as docs/key-loss.md says, and apps go on.
    monkeypatch.setattr(settings, "SECRET_KEY", "another for cookies")
    page = desk_page()
    sign_in(page, person.username)
    page.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    # The one that seals cannot: no code is right, and no page fails.
    monkeypatch.setattr(settings, "SEAL_SECRET", "another for seals")
    page = desk_page()
    sign_in(page, person.username)
    told = words(page.post("/account/second-factor/authenticate/", {"code": code_of(secret)}, expect=200))
    assert "takes off the lost second factor" in told
    admin = desk_page()
    sign_in(admin, officer("northmere", admin=True).username)
    address = f"/access/role/{person.memberships.get().pk}/second-factor/"
    admin.follow(admin.send(address, {"why": "stood before me with a badge"}))
    sign_in(desk_page(), person.username)
    assert not person.authenticator_set.exists()


def test_codes_that_cannot_be_read_any_more_are_said_to_be_so_and_made_anew(
    desk_page,
    with_app,  # noqa: F811 - the fixture, by its name
    monkeypatch,
):
    from django.conf import settings

    person, secret = with_app()
    page = desk_page()
    sign_in(page, person.username)
    page.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert "10 left" in words(page.get("/account/second-factor/"))
    monkeypatch.setattr(settings, "SEAL_SECRET", "another for seals")
    assert "None of your codes works any more" in words(page.get("/account/second-factor/"))
    for way in ("", "generate/", "download/"):
        answer = page.get(f"/account/second-factor/recovery-codes/{way}", expect=302)
        assert answer.headers["Location"] == "/account/second-factor/"
    shown = words(page.follow(page.post("/account/second-factor/paper/")))
    assert "10 of 10 left" in shown
    assert "10 left" in words(page.get("/account/second-factor/"))


def test_whether_there_is_a_second_factor_is_asked_once_for_a_page_and_not_for_what_asks_again(desk_page, council):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = desk_page(council)
    for path, many in (("/account/password/", 1), ("/heard/", 0)):
        page.client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = page.client.get(path)
        assert answer.status_code < 400
        assert sum("mfa_authenticator" in each["sql"] for each in asked) == many, path
