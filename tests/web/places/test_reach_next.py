"""The reach list beside its own pages: a service lead's next actions, what a browser prints, a postcode apart."""

from __future__ import annotations

from justhtml import JustHTML

from battlebox.desk.picture import Condition, Observation, observe
from battlebox.desk.reach import lists_of
from desk.room import SHARED
from web.desk_page import words
from web.places.test_reach_pages import (  # noqa: F401 - `lead` is a fixture
    FIRST,
    NAMES,
    TERMS,
    brought,
    lead,
    moments,
    opened_list,
    pdf_text,
    sight,
    upload,
)

APART = """number,name,ward,need,phone,address,post code
1,Ada Brown,North,home care,020 7946 0001,1 High Street,W8 7NX
"""
CHILD = "northmere.child-front-door"


def test_now_sends_a_service_lead_to_the_list_and_nobody_else(lead, opened, desk_page):  # noqa: F811 - the fixture
    seen = Observation(Condition.OUT, opened.record.now(), "the desk")
    observe(opened.record, opened.estate, opened.lead, CHILD, seen, handling=SHARED)
    assert "Bring in the list of people to reach" in words(lead.get(opened.at()))
    name = brought(opened)
    page = lead.get(opened.at())
    assert "Have 3 people rung or visited" in words(page)
    assert opened.at(f"reach/{name}/") in page.content.decode()
    assert "Bring in the list" not in words(page)
    for other in ("northmere", "eastholt"):
        assert "rung or visited" not in words(desk_page(other).get(opened.at()))


def test_a_partners_service_lead_is_not_asked_about_our_list(opened, desk_page, officer):
    brought(opened)
    theirs = desk_page(officer("eastholt", role="service_lead"))
    assert "rung or visited" not in words(theirs.get(opened.at()))


def test_the_screen_of_names_prints_without_them_and_says_where_paper_comes_from(lead, opened):  # noqa: F811 - the fixture
    name = opened_list(lead, opened)
    page = JustHTML(lead.get(opened.at(f"reach/{name}/people/")).content.decode(), sanitize=False)
    (on_paper,) = page.query(".desk-only-print")
    assert "a paper with names has a number" in on_paper.to_text()
    off_paper = " ".join(each.to_text() for each in page.query(".desk-no-print"))
    whole = page.query_one("main").to_text()
    for each in NAMES:
        if each in whole:
            assert off_paper.count(each) == whole.count(each)
    assert "Ada Brown" in off_paper


def test_an_address_and_a_postcode_in_two_columns_are_both_taken(lead, opened):  # noqa: F811 - the fixture
    upload(lead, opened, APART)
    page = lead.get(opened.at("reach/bring/columns/"))
    assert "Named by nothing" not in words(page)
    chosen = JustHTML(page.content.decode(), sanitize=False).query('select[name="postcode"] option[selected]')
    assert [each.attrs["value"] for each in chosen] == ["post code"]
    lead.send(opened.at("reach/bring/columns/"))
    lead.send(opened.at("reach/bring/terms/"), {**TERMS, **moments(opened)})
    name = lists_of(sight(opened))[-1].partition("/")[2]
    lead.send(
        opened.at(f"reach/{name}/open/"), {"post": "duty director", "passphrase": FIRST, "why": "telecare is off"}
    )
    lead.send(opened.at(f"reach/{name}/print/"), {"way": "call"})
    assert "1 High Street, W8 7NX" in pdf_text(lead.client.get(opened.at(f"reach/{name}/printed/paper/")))
