"""What parts words from words, as people type it, and what only looks as if it did."""

from __future__ import annotations

import pytest

from battlebox.desk.wording import plain, read, spread, stands

CAME_IN = "The attackers came in through the VPN of Acme Ltd."


@pytest.mark.parametrize(
    "typed",
    [
        "The attackers came in; we are sorry; through the VPN of Acme Ltd.",
        "The attackers came in - sorry - through the VPN of Acme Ltd.",
        "The attackers came in \u2013 we are sorry \u2013 through the VPN of Acme Ltd.",
        "The attackers came in / sorry / through the VPN of Acme Ltd.",
        "\u2022 The attackers came in \u2022 Ring us \u2022 through the VPN of Acme Ltd",
        "The attackers came in.Sorry.Through the VPN of Acme Ltd.",
        "The attackers came in\u2028Sorry\u2029Through the VPN of Acme Ltd.",
        "The attackers came in\u0085Sorry\u0085Through the VPN of Acme Ltd.",
        "First: the attackers came in. We are sorry: through the VPN of Acme Ltd.",
        "The attackers came in (it seems so) through the VPN of Acme Ltd.",
        "The attackers. Sorry. Came in. Sorry now. Through the VPN. Ring. Of Acme. Well. Ltd.",
    ],
)
def test_whatever_parts_two_parts_of_a_wording_does_not_hide_it(typed):
    assert spread(plain(CAME_IN), read(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "Mail is off - please ring.",
        "- Mail is off\n- Phones work",
        "Mail is off.Please ring.",
        "We say \u2018mail is off\u2019.",
        "We say 'mail is off', sorry",
        "Mail is off / ring us",
        "Mail is off \U0001f641 ring us",
        "1. Mail is off 2. Phones work",
        "\u2022 Mail is off \u2022 Phones work",
        "Ring us\u2028Mail is off\u2028Thanks",
        "Mail is off\u2026ring us",
        "mail is off\nphones work",
        "Mail is off? Ring us",
    ],
)
def test_a_short_wording_stands_between_any_two_marks(typed):
    assert stands(plain("Mail is off."), read(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "E-mail is off-limits.",
        "Snail mail is off.",
        "Mail is off/on at times",
        "The tenants' mail is off",
    ],
)
def test_what_stands_within_words_is_no_mark(typed):
    assert not stands(plain("Mail is off."), read(typed))


@pytest.mark.parametrize("words", ["We work 24/7 on e-mail of www.northmere.gov.uk", "It's 7.30 p.m. at St. John's"])
def test_times_addresses_and_short_forms_are_the_same_words_however_they_are_written(words):
    assert stands(plain(words), read(f"So: {words.upper()}, we hope"))
