"""Who goes home, three shifts, who can be asked: as pages and on paper, for each of three councils."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from battlebox.desk.roster import sheet_of, sheets_of
from battlebox.web.incident.saying import when_said
from web.desk_page import words
from web.places.test_people import taps
from web.rostering.conftest import untouched


@pytest.fixture
def silver(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("people/roles/tactical/take/"))
    return page


def add(page, opened, **more):
    said = {"name": "Ann Smith", "can": ["loggist"], "is_here": "on", "today": "2", **more}
    return page.send(opened.at("people/staff/add/"), said)


def test_whoever_is_up_too_long_goes_home_now_and_the_others_stay(silver, opened):
    add(silver, opened)
    opened.watch.at += timedelta(hours=6)
    home, soon = words(silver.get(opened.at("people/going-home/"))).split("Home when the next shift comes in")
    assert "Ann Smith Home now On duty for 8 h. Goes now; back from" in home
    assert "Officer of northmere Not another shift On duty for 6 h. Goes by" in soon
    assert "Hands over tactical (Silver)" in soon


def test_one_tap_says_that_somebody_went_home_and_when_they_may_be_back(silver, opened):
    add(silver, opened)
    address = opened.at("people/going-home/")
    data, buttons = taps(silver, address)[0]
    assert buttons == ["gone"]
    silver.post(address, {**data, "tapped": "gone"})
    assert "Ann Smith: not before" in words(silver.get(address))
    silver.post(address, {**data, "of": "nobody", "tapped": "gone"}, expect=404)


def test_a_sheet_is_proposed_kept_and_changed_by_hand_with_why(silver, opened):
    add(silver, opened)
    address = opened.at("people/shifts/")
    assert "Nothing is kept for now" in words(silver.get(address))
    silver.send(opened.at("people/shifts/keep/"))
    text = words(silver.get(address))
    assert "Kept as entry" in text
    assert "Strategic (Gold)" in text
    assert "seats with nobody" in text
    thing = sheets_of(opened.sight())[0]
    kept = sheet_of(opened.sight(), thing, ())
    chair = next(each for each in kept.chairs if each.of.of == "strategic" and each.shift == 0)
    assert chair.person == ""
    ann = next(each.person for each in kept.chairs if each.of.of == "loggist" and each.person)
    seat = opened.at(f"people/shifts/{thing.partition('/')[2]}/{chair.name}/")
    silver.send(seat, {"person": ann}, expect=422)
    silver.send(seat, {"person": ann, "why": "she is the duty Gold"})
    text = words(silver.get(address))
    assert "she is the duty Gold" in text
    assert "Somebody is too tired for their seat, or something else speaks against it" in text
    assert "nothing says they can do it" in text


def test_two_who_change_one_seat_see_both(silver, desk_page, officer, opened):
    add(silver, opened)
    silver.send(opened.at("people/shifts/keep/"))
    thing = sheets_of(opened.sight())[0].partition("/")[2]
    seat = opened.at(f"people/shifts/{thing}/0-0/")
    form = untouched(silver, seat)
    other = desk_page(officer("northmere", role="tactical", name="other.silver"))
    other.send(seat, {"person": "", "why": "nobody yet"})
    answer = silver.post(seat, {**form, "why": "mine"}, expect=422)
    assert "Somebody else recorded something here" in words(answer)
    assert "nobody" in words(answer)


def test_people_are_listed_with_what_they_can_do_and_why_not(silver, opened):
    add(silver, opened, skills="Spanish, first aid", week="90")
    address = opened.at("people/staff/")
    text = words(silver.get(address))
    assert "Ann Smith" in text
    assert "Loggist, Spanish, first aid" in text
    assert "90 hours" in text
    change = opened.at("people/staff/change/")
    who = next(
        value
        for value, label in silver.get(change).context["form"].fields["person"].choices
        if label.startswith("Ann Smith")
    )
    silver.send(change, {"person": who, "what": "barred"}, expect=422)
    silver.send(change, {"person": who, "what": "barred", "why": "ill"})
    assert "Cannot be asked ill" in words(silver.get(address))
    silver.send(change, {"person": who, "what": "back"})
    assert "Cannot be asked ill" not in words(silver.get(address))
    silver.send(change, {"person": who, "what": "went"})
    silver.send(change, {"person": who, "what": "came"})
    assert "On duty" in words(silver.get(address))


def test_a_word_that_no_post_asks_for_is_named_and_the_skills_of_posts_are_offered(desk_page, planning):
    silver = desk_page("northmere")
    fields = silver.get(planning.at("people/staff/add/")).context["form"].fields
    assert fields["asked_for"].choices == [("child protection", "Child protection")]
    form = {"name": "Ann Smith", "skills": "child protecting", "today": "0", "is_here": "on"}
    silver.send(planning.at("people/staff/add/"), form)
    text = words(silver.get(planning.at("people/staff/")))
    assert "No post asks for `child protecting` (Ann Smith); near: `child protection`." in text
    silver.send(planning.at("people/staff/add/"), {"name": "Eve Hart", "asked_for": "child protection", "today": "0"})
    assert "(Eve Hart)" not in words(silver.get(planning.at("people/staff/")))


def test_somebody_who_can_do_nothing_is_refused_with_a_sentence(silver, opened):
    text = words(silver.send(opened.at("people/staff/add/"), {"name": "Ann", "today": "0"}, expect=422))
    assert "What they can do is blank" in text


@pytest.mark.parametrize("paper", ["people/going-home/paper/", "people/shifts/paper/"])
def test_the_papers_are_one_side_of_a4_and_no_browser_keeps_them(silver, opened, paper):
    add(silver, opened)
    answer = silver.get(opened.at(paper))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    pages = PdfReader(BytesIO(answer.content)).pages
    assert len(pages) == 1
    assert "PERSONAL DATA" in pages[0].extract_text()


def test_no_other_council_sees_a_name_or_a_sheet(silver, desk_page, opened):
    add(silver, opened)
    silver.send(opened.at("people/shifts/keep/"))
    thing = sheets_of(opened.sight())[0].partition("/")[2]
    east = desk_page("eastholt")
    for address in ("people/going-home/", "people/shifts/", "people/staff/", "people/posts/", "log/"):
        assert "Ann Smith" not in words(east.get(opened.at(address)))
        assert "Officer of northmere" not in words(east.get(opened.at(address)))
    east.get(opened.at(f"people/shifts/{thing}/0-0/"), expect=404)
    stranger = desk_page("farwick")
    for address in ("people/going-home/", "people/shifts/", "people/staff/", "people/posts/"):
        stranger.get(opened.at(address), expect=404)


def test_who_may_not_draft_in_reads_who_may(desk_page, officer, opened):
    loggist = desk_page(officer("northmere", role="loggist"))
    assert "may not draft somebody in" in words(loggist.get(opened.at("people/posts/ask/")))
    assert "Put somebody on the list" not in words(loggist.get(opened.at("people/staff/")))


def test_who_goes_home_now_agrees_with_the_sheet_of_three_shifts(silver, opened):
    add(silver, opened, today="4.5")
    text = words(silver.get(opened.at("people/going-home/")))
    goes = re.search(
        r"Ann Smith Not another shift .*? back from ((?:\d+ \w+, )?[\d:]+)\. Next seat.*?: Loggist, (.*?)\.", text
    )
    assert goes, text
    assert goes[1] == goes[2]
    silver.send(opened.at("people/shifts/keep/"))
    kept = sheet_of(opened.sight(), sheets_of(opened.sight())[0], ())
    ann = next(each for each in kept.chairs if each.of.of == "loggist" and each.person.startswith("w-"))
    begins = kept.sheet.value.begin_of(ann.shift)
    assert f"Next seat by the three shifts: Loggist, {when_said(begins)}" in words(
        silver.get(opened.at("people/going-home/"))
    )
