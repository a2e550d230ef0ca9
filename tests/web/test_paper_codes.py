"""Codes on paper as the only second factor: asked for at sign-in, each once, and made anew by their owner."""

from __future__ import annotations

import pytest

from web.conftest import PASSWORD
from web.desk_page import words
from web.test_signing_in import sign_in

CODE = "/account/second-factor/authenticate/"
PAPER = "/account/second-factor/paper/"
NOTE = "/i/7k3f/note/"


def codes_of(person):
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.get(user_id=person.pk).wrap().get_unused_codes()


@pytest.fixture
def on_paper(desk_page, officer):
    """Somebody who has taken ten codes instead of an app."""
    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    page.post(PAPER)
    page.post("/account/logout/")
    return person


def test_a_password_alone_is_not_enough_for_whoever_has_codes_on_paper(desk_page, on_paper):
    page = desk_page()
    assert sign_in(page, on_paper.username).headers["Location"].startswith(CODE)
    page.get(NOTE, expect=302)
    page.post(CODE, {"code": "00000000"}, expect=200)
    code = codes_of(on_paper)[0]
    page.post(CODE, {"code": code})
    page.get(NOTE)
    again = desk_page()
    sign_in(again, on_paper.username)
    # Each works once.
    again.post(CODE, {"code": code}, expect=200)
    again.get(NOTE, expect=302)


def test_they_are_made_anew_before_they_are_used_up_and_the_old_ones_work_no_more(desk_page, on_paper):
    page = desk_page()
    sign_in(page, on_paper.username)
    first, old, *_ = codes_of(on_paper)
    page.post(CODE, {"code": first})
    shown = words(page.get("/account/second-factor/"))
    assert "9 left. Each works once, one at each sign-in: make new ones before they are used up." in shown
    page.post(PAPER)
    assert len(codes_of(on_paper)) == 10
    assert old not in codes_of(on_paper)


def test_making_them_anew_asks_for_the_password(desk_page, on_paper):
    before = codes_of(on_paper)
    page = desk_page(on_paper)
    assert page.post(PAPER).headers["Location"].startswith("/account/again/")
    assert codes_of(on_paper) == before
    page.post("/account/again/", {"password": PASSWORD})
    page.post(PAPER)
    assert codes_of(on_paper) != before
