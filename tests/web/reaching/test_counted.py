"""People to reach on Now, in the next actions, in reports and hand-over notes: each sees what sharing lets it see."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pypdf
import pytest

from battlebox.desk.command import reports_of
from battlebox.desk.reach import Fate, SheetTick, close_list, hand_out, return_sheet, share_list
from desk.reach import PEOPLE, brought, lead
from web.desk_page import words

HELP = "1 person needs help now: a key holder opens the list to see who; send help, then say what became of them"


def share(opened, held):
    share_list(opened.record, lead(), held.list, frozenset({"eastholt"}))


def has_names(text):
    return [person.name for person in PEOPLE if person.name in text]


def pdf_text(answer):
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(answer.content)).pages]


# ── Now ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", ["tactical", "strategic", "service_lead", "loggist"])
def test_now_counts_them_with_the_age_of_the_list_and_says_first_who_needs_help(desk_page, officer, opened, held, role):
    page = desk_page(officer("northmere", role=role, name=f"{role}.one"))
    for address in ("", "now/part/"):
        more = {"HTTP_HX_REQUEST": "true"} if address else {}
        answer = page.get(opened.at(address), **more)
        text = words(answer)
        assert text.index(f"Warning: {HELP} (northmere, case system).") < text.index("Your next actions")
        # One needs help now, four to reach, one gave no reply; none due a visit, with wrong details or safe.
        assert "northmere, case system 1 4 1 0 0 0 as of" in text
        assert "may miss people added since" in text
        assert not has_names(answer.content.decode())
        assert "fallen" not in text


def test_now_says_nothing_of_a_list_that_is_not_there_or_is_closed(desk_page, opened):
    page = desk_page("northmere")
    assert "People to reach" not in words(page.get(opened.at()))
    name = brought(opened)
    assert "People to reach" in words(page.get(opened.at()))
    close_list(opened.record, lead(), name, why="systems are back")
    assert "People to reach" not in words(page.get(opened.at()))


def test_now_of_other_councils_shows_what_was_shared_and_no_alarm(desk_page, opened, held, council):
    page = desk_page(council)
    if council == "farwick":
        page.get(opened.at(), expect=404)
        return
    if council == "eastholt":
        assert "People to reach" not in words(page.get(opened.at()))
        share(opened, held)
        return_sheet(opened.record, lead(), "SA-1", (SheetTick(1, Fate.SAFE),), back_from="ward team")
        text = words(page.get(opened.at()))
        assert "Of Northmere Council. 2 outcomes are not shared with us 0 5 0 0 0 1" in text
        assert "needs help now:" not in text
        return
    assert HELP in words(page.get(opened.at()))


def test_a_late_sheet_is_an_alarm_on_now_and_how_a_list_was_read_is_not(desk_page, opened, held):
    page = desk_page("northmere")
    assert "late: SA-1" not in words(page.get(opened.at()))
    opened.watch.at += timedelta(hours=4)
    assert "northmere, case system: late: SA-1, SA-2" in words(page.get(opened.at()))


# ── next actions ─────────────────────────────────────────────────────────────────────────────────────────────────


def next_actions(page, opened):
    text = words(page.get(opened.at()))
    return text[text.index("Your next actions") : text.index("People to reach")]


def test_the_service_lead_is_asked_to_send_help_to_have_people_rung_and_to_chase_late_sheets(
    desk_page, officer, opened, held
):
    page = desk_page(officer("northmere", role="service_lead", name="lead.one"))
    told = next_actions(page, opened)
    assert "Send help to 1 person: northmere, case system. Why now: a sheet says that they need help now." in told
    # Ada again, Dee and Eli to be visited; Flo and Cara are on sheets that are out, Bert is to be helped.
    assert "Have 3 people rung or visited: northmere, case system" in told
    assert "is late" not in told
    hand_out(opened.record, lead(), "SA-1", "J. Carter")
    opened.watch.at += timedelta(hours=4)
    assert "Ring J. Carter: sheet SA-1 is late. Why now: 1 person on it may not be reached" in next_actions(
        page, opened
    )


def test_silver_and_gold_are_asked_to_send_help_and_a_loggist_is_not(desk_page, officer, opened, held):
    for role in ("tactical", "strategic"):
        page = desk_page(officer("northmere", role=role, name=f"{role}.one"))
        assert "Send help to 1 person" in next_actions(page, opened)
        assert "rung or visited" not in next_actions(page, opened)
    assert "Send help" not in next_actions(desk_page(officer("northmere", role="loggist", name="log.one")), opened)
    share(opened, held)
    theirs = desk_page(officer("eastholt", role="service_lead", name="lead.east"))
    assert "rung or visited" not in next_actions(theirs, opened)


def test_a_step_is_gone_when_it_is_done(desk_page, officer, opened, held):
    page = desk_page(officer("northmere", role="service_lead", name="lead.one"))
    page.send(opened.at("reach/sheets/SA-3/mend/"), {"line": "1", "fate": "in hospital", "found_by": "ward team"})
    assert "Send help" not in next_actions(page, opened)


# ── papers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def issued(page, opened, **more):
    page.send(opened.at("reports/new/"), {"headline": "Mail is off", **more})
    last = reports_of(opened.sight())[-1]
    return opened.record.line(last.entry).header.writes[0].thing.partition("/")[2]


OWN = "1 person needs help now"
COUNTS = "northmere, case system: 5 of 6 people not reached (4 to reach, 1 no reply, 0 visit due, 0 wrong details)"


def test_our_own_report_counts_the_people_to_reach_in_every_form(desk_page, opened, held):
    page = desk_page("northmere")
    name = issued(page, opened, share="ours")
    for form in ("report", "methane", "iimarch"):
        text = words(page.get(opened.at(f"reports/{name}/?form={form}")))
        assert OWN in text
        assert COUNTS in text
        assert "may miss people added since" in text
    assert COUNTS in " ".join(pdf_text(page.get(opened.at(f"reports/{name}/paper/"))))


def test_a_report_to_others_holds_what_was_shared_with_all_of_them_and_no_more(desk_page, opened, held):
    page, partner = desk_page("northmere"), desk_page("eastholt")
    page.get(opened.at("reports/new/"))
    name = issued(page, opened, share="shared")
    text = words(partner.get(opened.at(f"reports/{name}/")))
    assert "no counts are shared with everybody this goes to: ask each body's service lead" in text
    assert "case system: " not in text
    share(opened, held)
    return_sheet(opened.record, lead(), "SA-1", (SheetTick(1, Fate.HELP_NOW, "no heating"),), back_from="ward team")
    # Our own page is looked at first: what it knows must not get into the paper.
    assert "2 people need help now" in words(page.get(opened.at()))
    name = issued(page, opened, share="shared")
    text = words(partner.get(opened.at(f"reports/{name}/")))
    assert "1 person needs help now" in text
    assert "5 of 6 people not reached (5 to reach, 0 no reply" in text
    assert "2 outcomes are not shared, so more may be reached" in text
    assert not has_names(text)
    assert "heating" not in text
    assert "2 people need help now" in words(page.get(opened.at())), "and what the paper may say is not what we know"
    desk_page("farwick").get(opened.at(f"reports/{name}/"), expect=404)


def test_a_report_says_that_no_list_was_brought_in_and_nothing_of_a_closed_one(desk_page, opened):
    page = desk_page("northmere")
    none = "no list was brought in: nobody here can say who waits"
    name = issued(page, opened, share="ours")
    assert none in words(page.get(opened.at(f"reports/{name}/")))
    thing = brought(opened)
    share_list(opened.record, lead(), thing, frozenset({"eastholt"}))
    close_list(opened.record, lead(), thing, why="systems are back")
    name = issued(page, opened, share="shared")
    assert "case system: " not in words(page.get(opened.at(f"reports/{name}/")))


def test_a_hand_over_note_counts_them_for_our_own_body_and_is_kept_to_it_unless_somebody_says_otherwise(
    desk_page, officer, opened, held
):
    page = desk_page(officer("northmere", role="strategic", name="gold.one"))
    page.send(opened.at("people/roles/strategic/take/"))
    draft = words(page.get(opened.at("people/roles/strategic/hand-over/")))
    paper = pdf_text(page.get(opened.at("people/roles/strategic/hand-over/paper/")))
    assert len(paper) <= 2
    for text in (draft, " ".join(paper)):
        assert OWN in text
        assert COUNTS in text
    page.send(opened.at("people/roles/strategic/hand-over/"))
    address = opened.at("people/hand-over/")
    assert "strategic (gold)" in words(page.get(address)).lower()
    for body in ("eastholt", "farwick"):
        other = desk_page(body)
        if body == "farwick":
            other.get(address, expect=404)
        else:
            assert COUNTS not in words(other.get(address))
            assert "No role was handed over yet" in words(other.get(address))


def test_a_report_of_a_made_up_estate_says_so_on_every_page_of_every_form(desk_page, opened):
    page = desk_page("northmere")
    name = issued(page, opened, share="ours")
    said = "EXAMPLE. This estate is an illustration"
    assert said in words(page.get(opened.at("reports/new/")))
    for form in ("report", "annex", "methane", "iimarch"):
        assert said in words(page.get(opened.at(f"reports/{name}/?form={form}")))
        pages = pdf_text(page.get(opened.at(f"reports/{name}/paper/?form={form}")))
        assert said in pages[0]
        assert all("EXAMPLE" in each for each in pages)
        paper = docx.Document(io.BytesIO(page.get(opened.at(f"reports/{name}/document/?form={form}")).content))
        assert any(said in each.text for each in paper.paragraphs)
        assert "EXAMPLE" in "".join(each.text for each in paper.sections[0].header.paragraphs)
