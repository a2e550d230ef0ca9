"""A roster is worked out as a job, looked at, published, printed and taken along; and planned anew after sickness."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from battlebox.desk import LONDON, Someone
from battlebox.desk.roster import Listed, bar, come, go, list_person, published_of
from web.desk_page import words
from web.rostering.conftest import do_all, untouched

EVE = Someone("w-eve", "Eve Hart")
STOP_ASKING = 286


@pytest.fixture
def silver(desk_page, planning):
    list_person(planning.record, planning.lead, EVE, Listed("northmere", ("loggist",)))
    return desk_page("northmere")


def monday(planning):
    """The next Monday that is to come: weekday posts then have a whole week."""
    today = timezone.localtime(planning.watch.at).date()
    return today + timedelta(days=7 - today.weekday())


def worked_out(page, planning, jobs, **more):
    said = {"first_day": monday(planning).isoformat(), "days": "5", "seconds": "0", **more}
    address = page.send(planning.at("people/roster/plan/"), said).headers["Location"]
    do_all(jobs)
    return address


def published(page, planning, jobs):
    address = worked_out(page, planning, jobs)
    page.send(f"{address}publish/", {"note": "for the week"})
    return published_of(planning.sight()).value


def test_a_roster_is_worked_out_shown_and_published_by_a_person(silver, planning, jobs):
    assert "No roster was published yet" in words(silver.get(planning.at("people/roster/")))
    address = worked_out(silver, planning, jobs)
    text = words(silver.get(address))
    assert "Nothing is recorded until somebody publishes it" in text
    assert "Bob Jones" in text
    assert published_of(planning.sight()) is None
    silver.send(f"{address}publish/", {"note": "for the week"})
    text = words(silver.get(planning.at("people/roster/")))
    assert "Version 1, published" in text
    assert "for the week" in text
    assert "Duty social worker, Child protection referrals" in text
    assert "By person" in text


def test_the_page_of_a_roster_asks_again_by_itself_until_it_is_worked_out(silver, planning, jobs):
    said = {"first_day": monday(planning).isoformat(), "days": "5", "seconds": "0"}
    address = silver.send(planning.at("people/roster/plan/"), said).headers["Location"]
    assert f'{address}part/"' in silver.get(address).content.decode()
    assert "HX-Refresh" not in silver.get(f"{address}part/", HTTP_HX_REQUEST="true").headers
    do_all(jobs)
    done = silver.get(f"{address}part/", expect=STOP_ASKING, HTTP_HX_REQUEST="true")
    assert done.headers["HX-Refresh"] == "true"
    assert "See it" in words(done)
    assert f"{address}part/" not in silver.get(address).content.decode()


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%Y-%m-%d", "%d %b %Y"])
def test_a_first_day_is_read_as_people_and_as_calendars_write_it(silver, planning, jobs, form):
    address = worked_out(silver, planning, jobs, first_day=f"{monday(planning):{form}}")
    assert "Nothing is recorded until somebody publishes it" in words(silver.get(address))


@pytest.mark.parametrize(
    ("first_day", "said"),
    [
        ("01/01/2001", "is over already"),
        ("31/12/9999", "begins more than a year from now"),
        ("31/02/2026", "Such as 24/11/2025"),
        ("tomorrow", "Write such as 24/11/2025"),
    ],
)
def test_a_first_day_that_cannot_be_meant_is_refused_with_a_sentence(silver, planning, first_day, said):
    form = {"first_day": first_day, "days": "14", "seconds": "0"}
    assert said in words(silver.send(planning.at("people/roster/plan/"), form, expect=422))


def test_a_roster_that_still_runs_is_worked_out_from_its_own_first_day(silver, planning, jobs):
    yesterday = timezone.localtime(planning.watch.at).date() - timedelta(days=1)
    address = worked_out(silver, planning, jobs, first_day=yesterday.isoformat())
    assert "for 5 days" in words(silver.get(address))


def test_rest_of_a_day_that_is_past_is_not_cut_short(silver, planning):
    said = {"person": "n.bob", "day": "24/11/2001", "rule": "daily rest", "by": "Gold", "why": "nobody else"}
    assert "Sat 24 Nov 2001 is past" in words(silver.send(planning.at("people/roster/rest/"), said, expect=422))


def test_sickness_changes_few_shifts_and_each_is_listed(silver, planning, jobs):
    first = published(silver, planning, jobs)
    mine = [seat.post for seat in first.seats if seat.person == "n.bob"]
    assert mine
    bar(planning.record, planning.lead, Someone("n.bob", "Bob Jones"), "ill")
    address = worked_out(silver, planning, jobs)
    text = words(silver.get(address))
    assert "What changed since the version before" in text
    assert "Bob Jones, now Eve Hart" in text or "Bob Jones, now nobody" in text
    silver.send(f"{address}publish/")
    second = published_of(planning.sight()).value
    moved = {seat.post for seat in first.seats} - {seat.post for seat in second.seats if seat in first.seats}
    assert moved == set(mine)
    assert "Version 2" in words(silver.get(planning.at("people/roster/")))


def test_an_answer_from_before_somebody_fell_ill_names_their_seats_and_publishing_asks(silver, planning, jobs):
    address = worked_out(silver, planning, jobs)
    assert "cannot have their seat" not in words(silver.get(address))
    bar(planning.record, planning.lead, Someone("n.bob", "Bob Jones"), "ill")
    text = words(silver.get(address))
    assert "Somebody in it cannot have their seat any more" in text
    assert "Bob Jones: cannot be asked: ill: Mon" in text
    assert "People in it cannot have their seats any more" in words(silver.get(f"{address}publish/"))
    text = words(silver.send(f"{address}publish/", expect=422))
    assert '"Why it is published all the same" is blank' in text
    assert published_of(planning.sight()) is None
    silver.send(f"{address}publish/", {"all_the_same": "Bob is back on Monday"})
    assert "of people who cannot have them any more: Bob is back on Monday" in published_of(planning.sight()).value.note


def test_the_roster_that_stands_names_the_seats_of_who_fell_ill_and_silver_is_told(silver, planning, jobs):
    published(silver, planning, jobs)
    assert "cannot have their seat" not in words(silver.get(planning.at("people/roster/")))
    bar(planning.record, planning.lead, Someone("n.bob", "Bob Jones"), "ill")
    text = words(silver.get(planning.at("people/roster/")))
    assert "Bob Jones: cannot be asked: ill: Mon" in text
    assert "Bob Jones cannot be asked: ill" in text
    silver.send(planning.at("people/roles/tactical/take/"))
    assert "Work the roster out anew" in words(silver.get(planning.at()))


def calendar_of(page, planning, name):
    text = page.get(planning.at("people/roster/")).content.decode()
    return page.get(re.search(rf'href="([^"]+/calendar/[0-9a-f]+/)">{name}', text)[1]).content


def test_whoever_lost_a_shift_is_to_be_told_and_their_calendar_takes_it_out(silver, planning, jobs):
    first = published(silver, planning, jobs)
    lost = sum(seat.person == "n.bob" for seat in first.seats)
    assert b"SEQUENCE:0" in calendar_of(silver, planning, "Bob Jones")
    assert "Whom to tell" not in words(silver.get(planning.at("people/roster/")))
    bar(planning.record, planning.lead, Someone("n.bob", "Bob Jones"), "ill")
    published(silver, planning, jobs)
    text = words(silver.get(planning.at("people/roster/")))
    assert "Whom to tell" in text
    assert "Bob Jones: no more Mon" in text
    mine = calendar_of(silver, planning, "Bob Jones")
    assert mine.count(b"STATUS:CANCELLED") == lost
    assert (b"STATUS:CONFIRMED" in mine, b"SEQUENCE:1" in mine) == (False, True)
    assert b"CANCELLED" not in calendar_of(silver, planning, "Eve Hart")


def test_whoever_hands_over_late_is_not_rested_for_their_next_shift_and_the_page_says_so(silver, planning, jobs):
    roster = published(silver, planning, jobs)
    first = min(seat.post for seat in roster.seats if seat.person == "w-eve")
    day = date.fromisoformat(first.split("/")[1])
    begins = datetime(day.year, day.month, day.day, 7, tzinfo=LONDON)
    assert "not rested" not in words(silver.get(planning.at("people/roster/")))
    planning.watch.at = begins - timedelta(hours=18)
    come(planning.record, planning.lead, EVE)
    planning.watch.at = begins - timedelta(hours=8)
    assert "Eve Hart is still on duty, and Loggist begins" in words(silver.get(planning.at("people/roster/")))
    go(planning.record, planning.lead, EVE)
    planning.watch.at = begins - timedelta(hours=7)
    text = words(silver.get(planning.at("people/roster/")))
    assert "Eve Hart was on duty until" in text
    assert "they may be back from" in text


def test_what_stays_empty_says_why_and_leads_to_asking_a_neighbour(silver, planning, jobs):
    address = worked_out(silver, planning, jobs, days="7")
    text = words(silver.get(address))
    assert "What stays empty, and why" in text
    assert "Whom to ask a neighbour for" in text
    assert "Ask another body for people" in text


def test_who_is_let_rest_less_is_named_with_who_granted_it(silver, planning):
    rest = planning.at("people/roster/rest/")
    said = {"person": "n.bob", "day": monday(planning).isoformat(), "rule": "daily rest", "by": "Gold"}
    silver.send(rest, said, expect=422)
    silver.send(rest, {**said, "why": "nobody else can log"})
    text = words(silver.get(planning.at("people/roster/")))
    assert "Rest that may be cut short" in text
    assert "granted by Gold: nobody else can log" in text


def test_the_roster_is_printed_and_taken_along_as_a_calendar(silver, planning, jobs):
    published(silver, planning, jobs)
    pages = PdfReader(BytesIO(silver.get(planning.at("people/roster/paper/")).content)).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 5
    assert f"{monday(planning):%A} {monday(planning).day} {monday(planning):%B %Y}" in text
    assert "Version 1, published" in text
    assert "Early, 07:00 to 15:00" in text
    assert "Loggist Bob Jones" in text
    every = silver.get(planning.at("people/roster/calendar/"))
    assert every.headers["Content-Type"].startswith("text/calendar")
    assert every.headers["Cache-Control"] == "no-store"
    assert b"Eve Hart" in every.content
    page = silver.get(planning.at("people/roster/")).content.decode()
    one = silver.get(re.search(r'href="([^"]+/calendar/[0-9a-f]+/)">Bob Jones', page)[1]).content
    assert b"SUMMARY:Loggist\r\n" in one
    assert b"Eve Hart" not in one
    assert one.count(b"BEGIN:VEVENT") < every.content.count(b"BEGIN:VEVENT")
    silver.get(planning.at("people/roster/calendar/nobody/"), expect=404)


def test_no_other_council_and_no_other_officer_reads_it(silver, desk_page, officer, planning, jobs):
    address = worked_out(silver, planning, jobs)
    silver.send(f"{address}publish/")
    desk_page(officer("northmere", name="other.silver")).get(address, expect=404)
    east = desk_page("eastholt")
    assert "Bob Jones" not in words(east.get(planning.at("people/roster/")))
    east.get(planning.at("people/roster/paper/"), expect=404)
    east.get(address, expect=404)
    stranger = desk_page("farwick")
    for path in ("people/roster/", "people/roster/paper/", "people/roster/calendar/"):
        stranger.get(planning.at(path), expect=404)


def test_only_gold_and_silver_plan_publish_and_grant(desk_page, officer, planning, silver, jobs):
    bronze = desk_page(officer("northmere", role="operational"))
    for path in ("people/roster/plan/", "people/roster/rest/"):
        assert "may not let somebody's rest be cut short, or publish a roster" in words(bronze.get(planning.at(path)))
    published(silver, planning, jobs)
    assert "Version 1" in words(bronze.get(planning.at("people/roster/")))


def test_two_who_publish_at_once_are_told(silver, desk_page, officer, planning, jobs):
    address = worked_out(silver, planning, jobs)
    form = untouched(silver, f"{address}publish/")
    other = desk_page(officer("northmere", name="other.silver"))
    other.send(f"{worked_out(other, planning, jobs)}publish/")
    assert "Somebody else recorded something here" in words(silver.post(f"{address}publish/", form, expect=422))


def test_a_job_that_is_not_done_says_so_and_cannot_be_published(silver, planning, jobs):
    said = {"first_day": monday(planning).isoformat(), "days": "5", "seconds": "0"}
    address = silver.send(planning.at("people/roster/plan/"), said).headers["Location"]
    assert "Load this page again" in words(silver.get(address))
    silver.get(f"{address}publish/", expect=404)


def test_next_weeks_roster_leaves_this_weeks_on_page_paper_and_calendar(silver, planning, jobs):
    """Two weeks, published one after the other: until the first is over, both stand."""
    week = monday(planning)
    planning.watch.at = datetime(week.year, week.month, week.day, 12, tzinfo=LONDON)
    this, after = week + timedelta(days=1), week + timedelta(days=8)
    silver.send(f"{worked_out(silver, planning, jobs, first_day=this.isoformat())}publish/")
    address = worked_out(silver, planning, jobs, first_day=after.isoformat())
    stays = f"It takes the place of nothing. What stands for Tue {this.day} {this:%b %Y} to Sat"
    assert stays in words(silver.get(address))
    assert stays in words(silver.get(f"{address}publish/"))
    silver.send(f"{address}publish/")
    roster, calendar = planning.at("people/roster/"), planning.at("people/roster/calendar/")

    def shown():
        text, file = words(silver.get(roster)), silver.get(calendar).content.decode()
        pages = PdfReader(BytesIO(silver.get(planning.at("people/roster/paper/")).content)).pages
        paper = " ".join(page.extract_text() for page in pages)
        return [
            (f"{day:%a} {day.day} {day:%b}" in text, f"DTSTART:{day:%Y%m%d}T" in file, f"{day:%A} {day.day} " in paper)
            for day in (this, after)
        ]

    assert shown() == [(True, True, True)] * 2
    text = words(silver.get(roster))
    assert "What stands on a day is the last version that covers it" in text
    assert "Version 1, " in text
    assert "What changed since the version before" not in text
    planning.watch.at += timedelta(days=10)
    assert shown() == [(False, False, False), (True, True, True)]
    assert "Version 1, " not in words(silver.get(roster))


def test_the_page_begins_with_who_is_on_now_and_next_and_what_nobody_has(silver, planning, jobs):
    roster = published(silver, planning, jobs)
    page = planning.at("people/roster/")
    assert "Next, from" in words(silver.get(page))
    day = date.fromisoformat(next(seat.post for seat in roster.seats if seat.person == "w-eve").split("/")[1])
    planning.watch.at = datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)
    text = words(silver.get(page))
    assert "On now, until" in text
    assert "Loggist: Eve Hart" in text
    assert "Nobody in the next 24 hours" in text
    assert text.index("Nobody in the next 24 hours") < text.index("On now") < text.index("Next, from")
    assert text.index("Next, from") < text.index("What stays empty, and why")


def test_whom_to_tell_is_folded_behind_a_line_that_counts_them(silver, planning, jobs):
    published(silver, planning, jobs)
    bar(planning.record, planning.lead, Someone("n.bob", "Bob Jones"), "ill")
    published(silver, planning, jobs)
    page = silver.get(planning.at("people/roster/")).content.decode()
    assert re.search(r"<summary[^>]*>.{0,60}Whom to tell: \d (person|people)", page, re.DOTALL)
