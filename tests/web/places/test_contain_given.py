"""Facts change after orders were given: Contain says what to keep, what to take back, and where to record it."""

from __future__ import annotations

import pytest

from web.desk_page import words
from web.places.conftest import do_all

ORDER = "orders/northmere.isolate-servers/"
SERVERS = "systems/northmere.servers/"


@pytest.fixture
def again(hit, opened, jobs):
    """The servers were isolated; asked again once they are believed to be as is said."""

    def asked(state: str) -> str:
        hit.send(opened.at(f"{ORDER}give/"), {"who": "duty engineer", "memory": "captured"})
        if state != "confirmed":
            hit.send(
                opened.at(f"{SERVERS}suspect/"),
                {"state": state, "source": "the night engineer", "checked": "disk images compared"},
            )
        address = hit.send(opened.at("contain/")).headers["Location"]
        do_all(jobs)
        return words(hit.get(address))

    return asked


def test_while_the_servers_are_hit_their_order_is_kept(again):
    text = again("confirmed")
    assert "What was ordered already As things stand now: take back none, keep 1" in text
    assert "Keep \u201cIsolate Northmere servers\u201d (Northmere): taking it back would do " in text
    assert text.index("What was ordered already") < text.index("What the figures point to")


def test_once_they_are_found_clean_it_is_taken_back_and_the_page_says_where(again, hit, opened):
    text = again("no sign found")
    assert "Not enough is known to advise" in text
    assert "Take back \u201cIsolate Northmere servers\u201d (Northmere): " in text
    assert "Taking an order back must gain" in text
    assert "records it on the page of the orders" in text


def test_where_nothing_was_ordered_nothing_is_said_of_orders(hit, answer):
    assert "What was ordered already" not in words(hit.get(answer))
