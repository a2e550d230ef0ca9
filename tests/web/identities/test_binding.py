"""Binding an identity to an account: by an admin of the body, seen by admins and the officer, and taken off again."""

from __future__ import annotations

import pytest

from web.desk_page import words
from web.identities.conftest import come_in, sent_back
from web.test_signing_in import sign_in

BOUND = {"who": "person-1", "why": "stood before me"}


def page_of(person):
    return f"/access/role/{person.memberships.get().pk}/identities/"


def off(row):
    return f"/access/identities/{row.pk}/take-off/"


@pytest.fixture
def admin_page(desk_page, officer):
    """An admin who has just typed the password."""

    def make(body, **more):
        page = desk_page()
        sign_in(page, officer(body, admin=True, **more).username)
        return page

    return make


def test_an_admin_binds_what_the_page_said_and_then_it_works(admin_page, desk_page, issued, with_app, council):
    from battlebox.web.models import Alarm

    issued()
    person, secret = with_app(council)
    theirs = desk_page()
    assert "You came as: person-1" in words(theirs.get(sent_back(theirs), expect=403))
    page = admin_page(council)
    assert f'href="{page_of(person)}"' in page.get("/access/").content.decode()
    shown = words(page.follow(page.send(page_of(person), BOUND)))
    assert "The identity is bound" in shown
    assert "person-1 At http://127.0.0.1:" in shown
    assert "not used yet" in shown
    told = Alarm.objects.get().words
    assert f"bound an identity of the staff account for {person}" in told
    assert "How they knew: stood before me" in told
    assert "person-1" not in told
    come_in(theirs, secret)
    assert "bound an identity for your account" in theirs.get("/").content.decode()
    account = words(theirs.get("/account/second-factor/"))
    assert "Identities outside the desk person-1 at http://127.0.0.1:" in account


def test_what_is_bound_already_is_not_bound_twice(admin_page, issued, bound, officer):
    from battlebox.web.models import Identity

    issued()
    bound("eastholt")
    person = officer("northmere")
    answer = admin_page("northmere").send(page_of(person), BOUND, expect=422)
    assert "This is bound to an account of this desk already" in words(answer)
    assert Identity.objects.count() == 1


def test_an_admin_takes_it_off_and_whoever_came_in_is_out(admin_page, desk_page, issued, bound, outside):
    issued("[roles]", 'duty = "northmere/loggist"')
    outside.told.claims = {"sub": "person-1", "groups": ["duty"]}
    person, secret = bound()
    theirs = desk_page()
    come_in(theirs, secret)
    own = person.memberships.get(by_issuer=False)
    page = admin_page("northmere")
    said = words(page.follow(page.post(off(person.identities.get()))))
    assert f"It is bound to {person} no more." in said
    theirs.get("/", expect=302)
    theirs.get(sent_back(theirs), expect=403)
    # What its groups brought went with it, and nothing else.
    assert list(person.memberships.in_force()) == [own]
    sign_in(theirs, person.username)


def test_no_admin_of_another_body_sees_binds_or_takes_off(admin_page, issued, bound):
    issued()
    person, _ = bound("northmere")
    row = person.identities.get()
    for body in ("eastholt", "farwick"):
        page = admin_page(body)
        page.get(page_of(person), expect=404)
        page.post(page_of(person), {**BOUND, "who": "mine"}, expect=404)
        page.post(off(row), expect=404)
    assert [each.who for each in person.identities.all()] == ["person-1"]


def test_an_admin_does_not_bind_to_somebody_who_decides_for_another_body(admin_page, issued, officer):
    from battlebox.web.models import Membership

    issued()
    person = officer("northmere")
    Membership.objects.create(officer=person, body="eastholt", role="strategic")
    here = f"/access/role/{person.memberships.get(body='northmere').pk}/identities/"
    answer = admin_page("northmere").send(here, BOUND, expect=422)
    assert "may not bind an identity to this account. Ask an admin of Eastholt" in words(answer)
    assert person.identities.count() == 0


def test_who_is_no_admin_is_refused(desk_page, issued, bound, council):
    issued()
    person, _ = bound("northmere")
    page = desk_page(council)
    page.get(page_of(person), expect=403)
    page.post(page_of(person), {**BOUND, "who": "mine"}, expect=403)
    page.post(off(person.identities.get()), expect=403)
    assert person.identities.count() == 1


def test_it_asks_for_the_password_first(desk_page, issued, bound, officer):
    issued()
    person, _ = bound("northmere")
    page = desk_page(officer("northmere", admin=True))
    assert page.get(page_of(person), expect=302).headers["Location"].startswith("/account/again/")
    assert page.post(off(person.identities.get())).headers["Location"].startswith("/account/again/")
    assert person.identities.count() == 1


def test_an_admin_who_came_by_the_issuer_binds_nothing_without_the_desks_password(desk_page, issued, bound, officer):
    issued()
    _, secret = bound(admin=True)
    other = officer("northmere")
    page = desk_page()
    come_in(page, secret)
    assert page.get(page_of(other), expect=302).headers["Location"].startswith("/account/again/")


def test_the_sealed_account_cannot_be_bound(admin_page, issued, bound):
    issued()
    person, _ = bound()
    type(person).objects.filter(pk=person.pk).update(break_glass=True)
    admin_page("northmere").get(page_of(person), expect=404)


def test_without_an_issuer_what_is_bound_can_still_be_taken_off(admin_page, bound):
    person, _ = bound()
    page = admin_page("northmere")
    assert "No issuer is set at this desk." in words(page.get(page_of(person)))
    page.post(off(person.identities.get()))
    assert person.identities.count() == 0
