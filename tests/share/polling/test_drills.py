"""A drill can never reach a partner: by type, and again when the program runs."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from battlebox.share.ground import DrillDesk, RealDesk
from battlebox.share.polling import Asker, Feed, FeedKey, Limits, PollError, Server, Trust
from share.polling.partner import COLLECTION

PRACTICE = DrillDesk("drill")


@dataclass(frozen=True)
class Lookalike:
    """Everything that a key has, and no right to be taken for one."""

    desk: object = PRACTICE
    token: str = ""
    certificate: str = ""
    headers: dict = field(default_factory=dict)


@pytest.mark.parametrize("desk", [PRACTICE, None, "northmere", type("RealDesk", (), {"name": "drill"})()])
def test_a_key_cannot_be_made_for_a_desk_that_is_not_real(desk):
    with pytest.raises(TypeError, match="a partner is asked by a real desk"):
        FeedKey(desk, token="x")


@pytest.mark.parametrize("key", [None, Lookalike(), PRACTICE])
def test_nothing_that_asks_can_be_made_without_a_key(key, partner):
    one = partner()
    with pytest.raises(TypeError, match="a key of a real desk"):
        Feed("f", "Eastholt", one.root, COLLECTION, key, may_be_private=True)
    with pytest.raises(TypeError, match="a key of a real desk"):
        Asker(Server("Eastholt", one.root, key, Trust(), Limits(), may_be_private=True))
    assert one.asks == []


def test_a_key_cannot_be_turned_into_one_of_a_drill():
    with pytest.raises(FrozenInstanceError):
        FeedKey(RealDesk("northmere")).desk = PRACTICE


def test_a_secret_is_never_shown():
    key = FeedKey(RealDesk("northmere"), user="northmere", password="open sesame")
    assert "sesame" not in repr(key)
    assert "secret-token" not in repr(FeedKey(RealDesk("n"), token="secret-token"))


@pytest.mark.parametrize(
    "given",
    [
        {"token": "a\nb"},
        {"token": " a"},
        {"token": "\u0430"},
        {"token": "a", "user": "b"},
        {"user": "a:b"},
        {"token": "x" * 5000},
    ],
)
def test_what_no_header_can_carry_is_refused_and_not_repeated(given):
    with pytest.raises(PollError, match="nothing to prove oneself with"):
        FeedKey(RealDesk("northmere"), **given)


@pytest.mark.parametrize(
    "limit", [{"pages_max": 0}, {"bytes_max": -1}, {"page_bytes_max": 10**12}, {"seconds_max": 10**6}]
)
def test_no_limit_is_without_an_end(limit):
    with pytest.raises(PollError, match=r"_max is -?\d+"):
        Limits(**limit)
