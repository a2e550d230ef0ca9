"""An incident that has no estate yet: no place of the menu, and nothing that asks again, is a dead end."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from battlebox.desk.record import Installation
from battlebox.web.navigation import menu
from desk.room import StillWatch
from web.desk_page import words

MISSING = "no estate is chosen yet"
NEED = ("services/", "systems/", "orders/", "ways/", "channels/", "bodies/", "fallbacks/")


@pytest.fixture
def bare(desk, desk_page, tmp_path):
    """A triage that Northmere opened on an empty desk; the start of its addresses."""
    from battlebox.web import records

    made = Installation(tmp_path / "data", StillWatch())
    records.use(made)
    desk_page("northmere").send("/open/", {"seen_first": "blank screens", "title": "Blue kettle", "estate": ""})
    yield made.incidents[0][:8]
    made.close()


def test_every_place_of_the_menu_opens(desk_page, bare):
    page = desk_page("northmere")
    for place in menu(bare):
        page.get(place.address)


def test_every_link_from_the_menu_leads_somewhere(desk_page, bare):
    page = desk_page("northmere")
    found = set()
    for place in menu(bare):
        main = JustHTML(page.get(place.address).content.decode(), sanitize=False)
        found |= {each.attrs["href"].partition("#")[0] for each in main.query("main a") if "href" in each.attrs}
    inside = sorted(each for each in found if each.startswith(f"/i/{bare}/"))
    assert len(inside) > 20
    for address in inside:
        answer = page.client.get(address)
        assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"


@pytest.mark.parametrize("rest", NEED)
def test_a_page_that_needs_one_says_what_is_missing_and_where_to_choose_it(desk_page, bare, rest):
    page = desk_page("northmere").get(f"/i/{bare}/{rest}")
    assert MISSING in words(page).casefold()
    assert "what stops when" in words(page)
    assert f'href="/i/{bare}/choose-estate/"' in page.content.decode()


def test_who_may_not_choose_one_is_told_whom_to_ask(desk_page, officer, bare):
    page = desk_page(officer("northmere", role="observer")).get(f"/i/{bare}/services/")
    assert "Ask the tactical or strategic lead" in words(page)
    assert "choose-estate" not in page.content.decode()


def test_a_part_that_asks_again_says_it_in_a_sentence(desk_page, bare):
    page = desk_page("northmere")
    page.get(f"/i/{bare}/now/part/", HTTP_HX_REQUEST="true")
    part = page.get(f"/i/{bare}/services/", HTTP_HX_REQUEST="true").content.decode()
    assert MISSING in part.casefold()
    assert "<html" not in part


def test_what_is_sent_in_is_refused_and_says_that_nothing_was_recorded(desk_page, bare):
    answer = desk_page("northmere").post(f"/i/{bare}/services/", {"of": "x"}, expect=409)
    assert "Nothing was recorded" in words(answer)


def test_strangers_still_find_nothing(desk_page, bare):
    for other in ("eastholt", "farwick"):
        desk_page(other).get(f"/i/{bare}/services/", expect=404)


def test_who_to_ring_is_the_roles_of_the_record_and_a_call_is_one_tap(desk_page, bare):
    page = desk_page("northmere")
    ring = f"/i/{bare}/people/ring/"
    said = words(page.get(ring))
    assert "No estate is chosen yet, so nobody's number is known here" in said
    assert "1. Strategic (Gold)" in said
    assert "Decides, and is told first" in said
    assert "no number known here" in said
    assert "Saved as" in words(page.follow(page.send(ring, {"of": "strategic (Gold)", "tapped": "no reply"})))
    after = words(page.get(ring))
    assert "Rung, and nobody has answered" in after
    # The first fifteen minutes say the same.
    page.send(ring, {"of": "strategic (Gold)", "tapped": "answered"})
    assert "Reached" in words(page.get(f"/i/{bare}/first/"))


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ({"office": "The host's hotline"}, "Saved as"),
        ({"whom": "strategic (Gold)"}, "Saved as"),
        ({"office": "The host", "whom": "strategic (Gold)"}, "and not both"),
        ({}, "or write an office"),
        ({"office": "020 7946 0018 the host"}, "telephone number"),
    ],
)
def test_without_an_estate_whoever_was_rung_can_be_named_by_their_office(desk_page, bare, fill, said):
    page = desk_page("northmere")
    is_saved = said == "Saved as"
    answer = page.send(f"/i/{bare}/people/ring/call/", {"outcome": "answered", **fill}, expect=302 if is_saved else 422)
    assert said in words(page.follow(answer) if is_saved else answer)
