"""What the pages before and beside the incident say at a drill's desk: nothing of papers that no drill hands out."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from web.desk_page import words


def test_the_page_to_sign_in_speaks_of_the_name_and_password_of_the_drill_and_of_no_paper(opened):
    text = words(Client().get(reverse("account_login")))
    assert "Whoever runs it has the name of your role, such as northmere.silver, and the password" in text
    for paper in ("You need a joining slip", "recovery code", "sealed envelope", "passkey"):
        assert paper not in text, paper


def test_a_real_desk_speaks_of_slips_as_ever(desk, desk_page):
    text = words(Client().get(reverse("account_login")))
    assert "You need a joining slip on paper" in text
    assert "sealed envelope" in text
    assert "drill" not in text


def test_what_can_only_be_sent_is_a_page_in_words_to_whoever_opens_its_address(desk_page):
    """An address from the history of a browser was a blank page."""
    page = desk_page("northmere")
    for path in ("/access/role/1/sign-out/", "/access/let-in/", "/access/slips/1/cancel/"):
        answer = page.get(path, expect=405)
        assert "This page cannot be opened like that" in words(answer), path
        assert "Nothing was recorded." in words(answer)
        assert answer.headers["Allow"] == "POST"
