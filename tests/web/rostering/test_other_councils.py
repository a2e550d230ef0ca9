"""What other councils get at every address of the roster, where there is one of everything on it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from battlebox.desk import Someone
from battlebox.desk.roster import Listed, Step, list_person, offers_of, published_of, sheets_of
from web.desk_page import words
from web.rostering.conftest import do_all
from web.rostering.test_planned import monday, worked_out

EVE = Someone("w-eve", "Eve Hart")
NAMES = ("Eve Hart", "Ann Smith", "Bob Jones")


@pytest.fixture
def lived(desk_page, planning, jobs):
    """Northmere with one of everything; the addresses of the roster with real ids."""
    list_person(planning.record, planning.lead, EVE, Listed("northmere", ("loggist",)))
    silver = desk_page("northmere")
    silver.send(planning.at("people/shifts/keep/"))
    silver.send(planning.at("people/posts/ask/"), {"person": "w-eve", "of": "loggist"})
    address = worked_out(silver, planning, jobs)
    silver.send(f"{address}publish/")
    rest = {"person": "n.bob", "day": monday(planning).isoformat(), "rule": "daily rest", "by": "Gold", "why": "ill"}
    silver.send(planning.at("people/roster/rest/"), rest)
    offer = offers_of(planning.sight())[0].thing.partition("/")[2]
    sheet = sheets_of(planning.sight())[0].partition("/")[2]
    return {
        "open": [f"people/{each}/" for each in (
            "going-home", "shifts", "shifts/keep", "posts", "posts/ask", "posts/lend", "roster", "roster/plan",
            "roster/rest", "staff", "staff/add", "staff/change")],
        "ours": [f"people/posts/{offer}/", f"people/posts/{offer}/accepted/", f"people/posts/{offer}/withdrawn/",
                 f"people/shifts/{sheet}/0-0/", "people/roster/paper/", "people/roster/calendar/",
                 *(address.replace(planning.at(), "") + more for more in ("", "part/", "publish/"))],
        "papers": ["people/going-home/paper/", "people/shifts/paper/"],
    }  # fmt: skip


def test_a_stranger_council_finds_no_page_and_no_form_of_people_and_roster(lived, desk_page, planning):
    stranger = desk_page("farwick")
    before = planning.record.arrived
    for path in (each for group in lived.values() for each in group):
        stranger.get(planning.at(path), expect=404)
        stranger.post(planning.at(path), {"person": "n.bob", "why": "x"}, expect=404)
    assert planning.record.arrived == before


def test_a_council_that_shares_the_incident_reads_no_name_and_changes_nothing_of_another(lived, desk_page, planning):
    east = desk_page("eastholt")
    before = planning.record.arrived
    for path in lived["open"]:
        text = words(east.get(planning.at(path)))
        assert not [name for name in NAMES if name in text], path
    for path in lived["ours"]:
        east.get(planning.at(path), expect=404)
        east.post(planning.at(path), {"person": "n.bob", "why": "x", "heard": "x"}, expect=404)
    for path in lived["papers"]:
        paper = PdfReader(BytesIO(east.get(planning.at(path)).content)).pages[0].extract_text()
        assert not [name for name in NAMES if name in paper], path
    assert planning.record.arrived == before
    for form, said in (
        ("people/roster/rest/", {"person": "n.bob", "day": monday(planning).isoformat(), "rule": "daily rest",
                                 "by": "Gold", "why": "ill"}),
        ("people/staff/change/", {"person": "w-eve", "what": "barred", "why": "ill"}),
        ("people/posts/ask/", {"person": "w-eve", "of": "loggist"}),
    ):  # fmt: skip
        text = words(east.send(planning.at(form), said, expect=422))
        assert "is not one of the list" in text, form
    assert planning.record.arrived == before


def test_whoever_is_lent_is_in_the_other_s_roster_until_they_are_called_back(lived, desk_page, planning, jobs):
    east, silver = desk_page("eastholt"), desk_page("northmere")
    said = {"person": "n.dan", "of": "loggist", "at": "northmere", "hours": "8"}
    start = monday(planning)
    when = {"begins_day": start.day, "begins_month": start.month, "begins_year": start.year, "begins_time": "07:00"}
    answer = east.send(planning.at("people/posts/ask/"), {**said, **when})
    address = answer.headers["Location"]
    east.send(f"{address}accepted/", {"heard": "Dan Reed, on the phone"})
    assert "Dan Reed" in words(silver.get(planning.at("people/staff/")))
    east.send(f"{address}withdrawn/", {"note": "needed at home"})
    assert Step.WITHDRAWN in {each.step for each in offers_of(planning.sight())}
    assert "Dan Reed" not in words(silver.get(planning.at("people/staff/")))
    text = words(silver.get(planning.at("people/posts/")))
    assert "Taken back" in text
    assert "Dan Reed, Loggist: had accepted, and will not come: ask somebody else" in text
    assert "will not come" not in words(east.get(planning.at("people/posts/")))
    asked = {"first_day": start.isoformat(), "days": "5", "seconds": "0"}
    job = silver.send(planning.at("people/roster/plan/"), asked).headers["Location"]
    do_all(jobs)
    silver.send(f"{job}publish/")
    assert "n.dan" not in {seat.person for seat in published_of(planning.sight()).value.seats}
