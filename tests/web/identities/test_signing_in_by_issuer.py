"""Signing in by an issuer: who is let in, how far, and who is not; the desk's own accounts work whatever happens."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from web.desk_page import words
from web.identities.conftest import CODE, come_in, sent_back
from web.test_abuse import key_of, with_key
from web.test_signing_in import code_of, sign_in

NOTE = "/i/7k3f/note/"
LOGIN = "/account/login/"
BEGIN, BACK = "/account/issuer/", "/account/issuer/back/"


def test_without_a_file_there_is_no_such_way(desk_page):
    page = desk_page()
    assert "Sign in by" not in words(page.get(LOGIN))
    page.get(BEGIN, expect=404)
    page.get(f"{BACK}?code=x&state=y", expect=404)


def test_whoever_an_admin_bound_comes_in_by_the_issuer_and_the_desks_own_second_factor(
    desk_page, issued, bound, outside
):
    issued()
    person, secret = bound()
    page = desk_page()
    shown = page.get(f"{LOGIN}?next={NOTE}").content.decode()
    address = re.search(r'href="(/account/issuer/[^"]*)"', shown)[1]
    assert "Sign in by the staff account" in shown
    assert "the desk asks for its own second factor after that" in shown
    answer = page.get(sent_back(page, address), expect=302)
    # The issuer alone opens nothing.
    assert answer.headers["Location"].startswith(CODE)
    page.get(NOTE, expect=302)
    page.post(CODE, {"code": "000000"}, expect=200)
    page.get(NOTE, expect=302)
    assert page.post(CODE, {"code": code_of(secret)}).headers["Location"] == NOTE
    page.get(NOTE)
    row = person.identities.get()
    assert row.subject == "person-1"
    assert row.seen_at is not None
    # The issuer knew us by the desk's own address, whatever the browser called it.
    assert outside.backs == {"http://localhost:8000/account/issuer/back/"}


def test_a_session_of_it_is_like_any_other(desk_page, issued, bound):
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    issued()
    _, secret = bound()
    page = desk_page()
    page.get(LOGIN)
    back = sent_back(page)
    before = key_of(page)
    page.get(back, expect=302)
    page.post(CODE, {"code": code_of(secret)})
    # A new one, with a fixed end, that signing out ends.
    assert key_of(page) != before
    with_key(desk_page(), before).get(NOTE, expect=302)
    row = Session.objects.get(session_key=key_of(page))
    assert abs(row.expire_date - timezone.now() - timedelta(hours=settings.DESK.session_hours)) < timedelta(minutes=1)
    held = str(row.get_decoded())
    for told in ("id_token", "verifier", "access_token"):
        assert told not in held
    copied = key_of(page)
    page.post("/account/logout/")
    with_key(desk_page(), copied).get(NOTE, expect=302)


def test_the_issuers_word_is_not_the_desks_password(desk_page, issued, bound):
    """Whoever holds the issuer changes no way in: the desk's own password is asked for."""
    issued()
    _, secret = bound(admin=True)
    page = desk_page()
    come_in(page, secret)
    for path in ("/access/seal/", "/account/sessions/", "/account/second-factor/totp/deactivate/"):
        assert page.get(path, expect=302).headers["Location"].startswith("/account/again/"), path


def test_whoever_is_not_bound_gets_a_clear_page_and_no_account(desk_page, issued, outside, door):
    from battlebox.web.models import Membership, Officer

    issued("[roles]", 'duty = "northmere/tactical"')
    outside.told.claims = {"sub": "<b>nobody</b>", "groups": ["duty"], "email": "x@northmere.example"}
    before = Officer.objects.count()
    page = desk_page()
    answer = page.get(sent_back(page), expect=403)
    assert "The desk does not know this identity You came as: <b>nobody</b> No account of this desk" in words(answer)
    assert "show this page to an admin of your body" in words(answer)
    page.get(NOTE, expect=302)
    assert (Officer.objects.count(), Membership.objects.count()) == (before, 0)
    # The log knows no name.
    assert "issuer-not-bound officer=- " in "".join(door())
    assert "nobody" not in "".join(door())


def test_nobody_is_bound_by_a_sign_in_name_or_a_mail_address_that_looks_the_same(desk_page, issued, outside, with_app):
    person, _ = with_app(name="duty.silver")
    issued('who = "preferred_username"')
    outside.told.claims = {"sub": "x", "preferred_username": "duty.silver", "email": "duty.silver"}
    page = desk_page()
    page.get(sent_back(page), expect=403)
    assert person.identities.count() == 0


def test_a_mail_address_that_is_not_verified_is_nobodys_though_it_is_bound(desk_page, issued, outside, bound):
    bound(who="a@northmere.example")
    issued('who = "email"')
    outside.told.claims = {"sub": "x", "email": "a@northmere.example", "email_verified": False}
    page = desk_page()
    assert "has not made sure that the mail address it gives is yours" in words(page.get(sent_back(page), expect=403))


def test_a_name_that_is_given_to_somebody_else_there_lets_nobody_in_and_is_an_alarm(desk_page, issued, outside, bound):
    from battlebox.web.models import Alarm

    issued('who = "preferred_username"')
    person, secret = bound(who="a.khan")
    outside.told.claims = {"sub": "first", "preferred_username": "a.khan"}
    come_in(desk_page(), secret)
    outside.told.claims = {"sub": "second", "preferred_username": "a.khan"}
    page = desk_page()
    assert "This identity is another's now" in words(page.get(sent_back(page), expect=403))
    assert f"Somebody else came with the name that is bound to {person}" in Alarm.objects.get().words
    outside.told.claims = {"sub": "first", "preferred_username": "a.khan"}
    come_in(desk_page(), secret)


def test_an_account_without_a_second_factor_is_not_let_in_by_the_issuer_alone(desk_page, issued, outside, officer):
    from battlebox.web.models import Identity

    issued()
    person = officer("northmere")
    Identity.objects.create(officer=person, issuer=outside.address, who="person-1")
    page = desk_page()
    assert "A second factor is needed By that alone nobody comes in here" in words(
        page.get(sent_back(page), expect=403)
    )
    page.get(NOTE, expect=302)


def test_codes_on_paper_alone_are_asked_for_too(desk_page, issued, outside, officer):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    from battlebox.web.models import Identity

    issued()
    person = officer("northmere")
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    Identity.objects.create(officer=person, issuer=outside.address, who="person-1")
    page = desk_page()
    assert page.get(sent_back(page), expect=302).headers["Location"].startswith(CODE)
    page.get(NOTE, expect=302)
    page.post(CODE, {"code": code})
    page.get(NOTE)


def test_a_closed_account_is_let_in_by_nobody(desk_page, issued, bound):
    issued()
    person, _ = bound()
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    page = desk_page()
    assert "This account is closed" in words(page.get(sent_back(page), expect=403))


def test_the_sealed_account_is_let_in_by_nobody(desk_page, issued, bound):
    issued()
    person, _ = bound()
    type(person).objects.filter(pk=person.pk).update(break_glass=True)
    page = desk_page()
    page.get(sent_back(page), expect=403)
    page.get(NOTE, expect=302)


# What a browser may bring.


def test_what_was_begun_in_another_browser_lets_nobody_in(desk_page, issued, bound, outside):
    issued()
    bound()
    thief, victim = desk_page(), desk_page()
    stolen = sent_back(thief)
    assert "was not begun in this browser" in words(victim.get(stolen, expect=403))
    # The other way round, too: a sign-in of the thief's is not put into the victim's browser that began its own.
    sent_back(victim)
    victim.get(stolen, expect=403)
    assert "/token" not in outside.asked


def test_what_came_back_counts_once(desk_page, issued, bound):
    issued()
    bound()
    page = desk_page()
    back = sent_back(page)
    page.get(back, expect=302)
    page.get(back, expect=403)


def test_a_wrong_state_ends_that_sign_in(desk_page, issued, bound):
    issued()
    bound()
    page = desk_page()
    back = sent_back(page)
    page.get(back.replace("state=", "state=x"), expect=403)
    page.get(back, expect=403)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=", "?error=access_denied&error_description=<b>", "?code=x&state=x"]
)
def test_whatever_is_typed_there_is_a_page_in_words(desk_page, issued, query):
    issued()
    assert "No sign-in by the staff account" in words(desk_page().get(f"{BACK}{query}", expect=403))


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "\t//evil.example",
    ],
)
def test_nobody_is_led_to_another_machine_after_it(desk_page, issued, bound, onward):
    from urllib.parse import quote

    issued()
    _, secret = bound()
    assert come_in(desk_page(), secret, f"{BEGIN}?next={quote(onward)}").headers["Location"] == "/"


def test_the_issuer_is_where_the_file_says_and_gets_nothing_but_what_it_needs(desk_page, issued, outside):
    issued()
    there = desk_page().get(f"{BEGIN}?next={NOTE}&client_id=evil", expect=302).headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert there.startswith(f"{outside.address}/authorize?")
    assert set(asked) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method", "prompt",
    }  # fmt: skip
    assert asked["client_id"] == ["battlebox"]
    assert NOTE not in there


@pytest.mark.parametrize("what", ["nonce", "aud", "iss", "none", "expired", "no token", "said no"])
def test_what_is_not_to_be_believed_lets_nobody_in(desk_page, issued, bound, outside, what):
    issued()
    bound()
    told = outside.told
    if what == "nonce":
        told.nonce = "another"
    elif what == "none":
        told.alg = "none"
    elif what == "no token":
        told.answer = {"access_token": "x"}
    elif what == "said no":
        told.says_no = True
    else:
        wrong = {"aud": "another", "iss": "https://evil.example", "expired": 0}[what]
        told.claims = {"sub": "person-1", {"expired": "exp"}.get(what, what): wrong}
    page = desk_page()
    answer = page.get(sent_back(page), expect=403)
    assert "ign in with your name and password of the desk" in words(answer)
    page.get(NOTE, expect=302)


def test_sixty_that_were_wrong_from_one_address_are_the_last_for_five_minutes(desk_page, issued, monkeypatch):
    from battlebox.web.identities import pages

    issued()
    monkeypatch.setattr(pages, "WRONG_MOST", 3)
    page = desk_page()
    for _ in range(3):
        page.get(f"{BACK}?code=x&state=x", expect=403)
    page.get(f"{BACK}?code=x&state=x", expect=429)
    page.get(BEGIN, expect=429)
    desk_page(address="192.0.2.9").get(BEGIN, expect=302)


# The day the network is off.


def test_with_the_issuer_down_the_desks_own_accounts_work_and_the_page_says_so(desk_page, issued, bound, outside, door):
    issued()
    person, secret = bound()
    outside.told.down = True
    page = desk_page()
    answer = page.get(BEGIN, expect=503)
    assert "The staff account cannot be reached from this desk now." in words(answer)
    assert "Sign in with your name and password of the desk: that works without it." in words(answer)
    assert "issuer-failed officer=- from=127.0.0.1 page=issuer_begin code=away" in "".join(door())
    # It is not asked again at once, and the sign-in page says so.
    page.get(BEGIN, expect=503)
    assert outside.asked == ["/.well-known/openid-configuration"]
    assert "It could not be reached a moment ago." in words(page.get(LOGIN))
    sign_in(page, person.username)
    page.post(CODE, {"code": code_of(secret)})
    page.get(NOTE)


def test_an_issuer_that_goes_down_on_the_way_is_a_page_in_words(desk_page, issued, bound, outside):
    issued()
    person, secret = bound()
    page = desk_page()
    back = sent_back(page)
    outside.close()
    assert "cannot be reached from this desk now" in words(page.get(back, expect=503))
    sign_in(page, person.username)
    page.post(CODE, {"code": code_of(secret)})
    page.get(NOTE)


def test_whoever_is_signed_in_already_is_not_sent_anywhere(desk_page, issued, outside):
    issued()
    assert desk_page("northmere").get(BEGIN, expect=302).headers["Location"] == "/"
    assert outside.asked == []


# Roles.

ROLES = ("[roles]", 'duty = "northmere/loggist"', 'care = "eastholt/observer"')


def roles_of(person):
    return sorted((each.body, each.role, each.by_issuer) for each in person.memberships.in_force())


def test_a_group_brings_the_role_of_the_map_once_the_second_factor_was_shown(desk_page, issued, bound, outside):
    from battlebox.web.models import Alarm

    issued(*ROLES)
    person, secret = bound()
    outside.told.claims = {"sub": "person-1", "groups": ["duty", "care", "admins"]}
    own = ("northmere", "tactical", False)
    page = desk_page()
    page.get(sent_back(page), expect=302)
    assert roles_of(person) == [own]
    page.post(CODE, {"code": code_of(secret)})
    assert roles_of(person) == [("eastholt", "observer", True), ("northmere", "loggist", True), own]
    assert not person.memberships.filter(by_issuer=True, admin=True).exists()
    assert Alarm.objects.count() == 2
    # The next day the same, and no second alarm.
    come_in(desk_page(), secret)
    assert len(roles_of(person)) == 3
    assert Alarm.objects.count() == 2
    # Out of the group: gone, and back again with it.
    outside.told.claims = {"sub": "person-1", "groups": ["duty"]}
    come_in(desk_page(), secret)
    assert roles_of(person) == [("northmere", "loggist", True), own]
    outside.told.claims = {"sub": "person-1", "groups": ["care"]}
    come_in(desk_page(), secret)
    assert roles_of(person) == [("eastholt", "observer", True), own]


def test_a_role_of_the_map_ends_with_the_session_and_one_of_a_slip_does_not(desk_page, issued, bound, outside):
    from django.utils import timezone

    issued(*ROLES)
    person, secret = bound(role="loggist")
    outside.told.claims = {"sub": "person-1", "groups": ["duty", "care"]}
    come_in(desk_page(), secret)
    later = timezone.now() + timedelta(hours=settings.DESK.session_hours, minutes=1)
    assert [each.body for each in person.memberships.in_force(later)] == ["northmere"]
    # The role that was there by a slip was not made one of the map's.
    assert roles_of(person) == [("eastholt", "observer", True), ("northmere", "loggist", False)]


def test_a_role_that_an_admin_ended_is_not_brought_back_by_a_group(desk_page, issued, bound, outside, officer):
    issued(*ROLES)
    person, secret = bound("eastholt")
    outside.told.claims = {"sub": "person-1", "groups": ["duty"]}
    come_in(desk_page(), secret)
    row = person.memberships.get(by_issuer=True)
    desk_page(officer("northmere", admin=True)).post(f"/access/role/{row.pk}/end/")
    come_in(desk_page(), secret)
    assert roles_of(person) == [("eastholt", "tactical", False)]


def test_signing_in_with_the_password_brings_no_role_of_a_group(desk_page, issued, bound, outside):
    issued(*ROLES)
    person, secret = bound()
    outside.told.claims = {"sub": "person-1", "groups": ["duty"]}
    sent_back(desk_page())
    page = desk_page()
    sign_in(page, person.username)
    page.post(CODE, {"code": code_of(secret)})
    page.get(NOTE)
    assert roles_of(person) == [("northmere", "tactical", False)]
