"""The pages of readiness: each body its own, rights by role, three ways to confirm, and what leaves."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from battlebox.desk import Role
from web.desk_page import words

PAGES = ("", "things/", "items/", "sheets/", "sheets/back/", "findings/", "exercises/", "outcomes/", "history/",
         "estate/", "measures/contacts/", "measures/exercises/", "findings/new/", "exercises/new/", "items/new/",
         "outcomes/D1.c/", "study/")  # fmt: skip
MONDAY = {"due": "01/03/2027"}


def notes():
    from battlebox.web.models import ReadinessNote

    return ReadinessNote.objects


def test_with_no_estate_and_an_empty_book_the_page_says_not_known_and_no_percentage(ready, desk_page):
    text = words(desk_page("northmere").get("/readiness/"))
    assert "No estate of this council is on this desk" in text
    assert text.count("Not known:") == 7
    assert "%" not in text


def test_an_estate_that_was_chosen_is_counted_in_and_an_example_says_so(northmere):
    text = words(northmere.get("/readiness/"))
    assert "An example, not your council's own" in text
    assert "Housing benefit payments" in text
    assert "Torch" in text
    northmere.get("/readiness/measures/nothing/", expect=404)


def test_a_person_of_another_body_sees_nothing_of_it(northmere, item, desk_page, council):
    northmere.follow(northmere.send("/readiness/findings/new/", {"what": "No charger", "owner": "IT", **MONDAY}))
    number = notes().get(kind="finding:opened").number
    page = desk_page(council)
    for each in PAGES:
        text = page.get(f"/readiness/{each}").content.decode()
        if council != "northmere":
            assert "Torch" not in text, each
            assert "charger" not in text, each
    for each in (item, f"{item}call/", f"{item}link/", f"/readiness/findings/{number}/", "/readiness/items/1/"):
        page.get(each, expect=200 if council == "northmere" else 404)
    told = json.loads(page.get("/readiness/file/").content)
    assert (told["findings"] != []) == (council == "northmere")


def test_a_role_for_one_incident_opens_nothing_here(ready, desk_page, officer):
    page = desk_page(officer("northmere", incident="2025-11-24-northmere-7k3f"))
    for each in PAGES:
        page.get(f"/readiness/{each}", expect=404)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_send_what(northmere, item, desk_page, officer, role):
    page = desk_page(officer("northmere", role=role.value))
    writes = role in (Role.STRATEGIC, Role.TACTICAL, Role.INFORMATION_GOVERNANCE)
    sent = (
        ("/readiness/findings/new/", {"what": "x", "owner": "y", **MONDAY}, writes),
        ("/readiness/items/new/", {"name": "x", "place": "y", "owner": "z", "days_max": "3"}, writes),
        ("/readiness/exercises/new/", {"title": "x", "on": "01/01/2026", "who": "y"}, writes),
        ("/readiness/outcomes/A1.a/", {"status": "achieved", "evidence": "x", "on": "01/01/2026", "who": "y"}, writes),
        (f"{item}call/", {"who": "x", "answer": "right"}, role is not Role.OBSERVER),
        ("/readiness/sheets/", {"about": "item", "which": "all"}, role is not Role.OBSERVER),
        ("/readiness/estate/", {"estate": "shipped:northmere"}, role in (Role.STRATEGIC, Role.TACTICAL)),
    )
    for address, form, may in sent:
        before = notes().count()
        answer = page.send(address, form, expect=302 if may else 422)
        assert notes().count() == before + may, address
        assert may or "may not" in words(answer), address


def test_an_owner_confirms_by_a_link_without_an_account_and_sees_that_one_thing_alone(northmere, item, link, desk_page):
    owner = desk_page()
    text = words(owner.get(link))
    assert "Guard room" in text
    assert "Housing" not in text
    assert "Is out" in words(northmere.get("/readiness/things/")), "opening it says nothing"
    assert "You have answered" in words(owner.follow(owner.send(link, {"answer": "right", "who": "A. Planner"})))
    shown = words(northmere.get(item))
    assert "says A. Planner, by a link" in shown
    assert "Yes" in shown
    assert "Guard room" not in words(owner.get(link)), "once answered it shows nothing any more"


def test_an_owner_who_finds_it_wrong_must_say_what(northmere, item, link, desk_page):
    owner = desk_page()
    owner.send(link, {"answer": "wrong", "who": "A. Planner"}, expect=422)
    owner.follow(owner.send(link, {"answer": "wrong", "who": "A. Planner", "wrong": "flat battery"}))
    assert "flat battery" in words(northmere.get("/readiness/measures/items/"))


def test_a_link_that_is_forged_ended_replaced_or_too_old_learns_nothing(northmere, item, link, desk_page):
    from django.core import signing

    stranger = desk_page(address="192.0.2.9")
    other = signing.dumps(["northmere", 2], salt="another purpose")
    for each in ("/c/nothing/", f"{link[:-3]}xx/", f"/c/{other}/"):
        assert "Guard room" not in words(stranger.get(each, expect=404))
    northmere.send(f"{item}link/end/")
    assert "Guard room" not in words(stranger.get(link, expect=404))
    again = words(northmere.send(f"{item}link/", expect=200))
    new = "/c/" + re.search(r"/c/([^/\s]+)/", again)[1] + "/"
    made = notes().filter(kind="link:made").last()
    made.said["until"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    made.save()
    stranger.get(new, expect=404)
    for _ in range(20):
        answer = stranger.client.get("/c/nothing/")
    assert answer.status_code == 429


def test_what_changed_while_the_owner_read_is_shown_again_and_nothing_is_taken(northmere, item, link, desk_page):
    owner = desk_page()
    shown = re.search(r'name="shown" value="(\w+)"', owner.get(link).content.decode())[1]
    northmere.follow(northmere.send("/readiness/items/1/", {"place": "Depot"}))
    text = words(owner.post(link, {"shown": shown, "answer": "right", "who": "A. Planner"}, expect=200))
    assert "changed while this page was open" in text
    assert not notes().filter(kind="thing:confirmed").exists()


def test_a_link_takes_no_answer_without_its_token_against_forgery(link, desk_page):
    owner = desk_page(enforce_csrf_checks=True)
    assert owner.client.post(link, {"answer": "right", "who": "x"}).status_code == 403


def test_a_call_records_who_answered(northmere, item):
    northmere.follow(northmere.send(f"{item}call/", {"who": "Night porter", "answer": "right"}))
    assert "says Night porter, by a call" in words(northmere.get("/readiness/history/"))


def test_a_sheet_is_printed_taken_round_and_typed_back(northmere):
    sheet = northmere.follow(northmere.send("/readiness/sheets/", {"about": "item", "which": "due"}))
    code = re.search(r">([2-9A-Z]{5})<", sheet.content.decode())[1]
    paper = northmere.client.get(re.search(r'href="(/readiness/sheets/\d+/paper/)"', sheet.content.decode())[1])
    assert paper.content.startswith(b"%PDF")
    assert paper.headers["Cache-Control"] == "no-store"
    refused = northmere.send("/readiness/sheets/back/", {"codes": f"{code} QQQQQ", "answer": "right", "who": "P"},
                             expect=422)  # fmt: skip
    assert "is on no sheet" in words(refused)
    assert not notes().filter(kind="thing:confirmed").exists()
    northmere.follow(northmere.send("/readiness/sheets/back/", {"codes": code.lower(), "answer": "right", "who": "P"}))
    assert "says P, on paper" in words(northmere.get("/readiness/history/"))


def test_a_finding_is_overdue_moved_closed_by_evidence_and_opened_again(northmere):
    late = {"what": "No charger", "owner": "IT", "due": "01/01/2020"}
    page = northmere.follow(northmere.send("/readiness/findings/new/", late))
    at = page.request["PATH_INFO"]
    assert "Overdue" in words(page)
    assert "1 of them overdue" in words(northmere.get("/readiness/"))
    northmere.send(f"{at}close/", {"evidence": " "}, expect=422)
    assert "Open" in words(northmere.follow(northmere.send(f"{at}change/", {"why": "ordered", "due": "01/01/2090"})))
    assert "Closed" in words(northmere.follow(northmere.send(f"{at}close/", {"evidence": "seen in the crate"})))
    assert "Open" in words(northmere.follow(northmere.send(f"{at}reopen/", {"why": "it broke"})))


def test_outcomes_keep_status_evidence_day_who_and_history_and_leave_as_csv_json_and_paper(northmere):
    said = {"status": "partially achieved", "evidence": "=1+1 one exercise", "on": "01/01/2026", "who": "head of IT"}
    northmere.follow(northmere.send("/readiness/outcomes/D1.c/", said))
    text = words(northmere.get("/readiness/outcomes/D1.c/"))
    assert "Title not verified" in text
    assert "Every judgement so far" in text
    csv = northmere.client.get("/readiness/outcomes/?outcomes-csv=1").content.decode()
    assert csv.count("Not assessed") == 40
    assert "'=1+1" in csv
    told = json.loads(northmere.get("/readiness/file/").content)
    one = next(each for each in told["outcomes"] if each["code"] == "D1.c")
    assert (one["status"], one["on"], one["name_is_verified"]) == ("partially achieved", "2026-01-01", False)
    assert len(told["outcomes"]) == 41
    assert northmere.client.get("/readiness/paper/").content.startswith(b"%PDF")


def test_a_form_sent_twice_is_one_note(northmere):
    page = northmere.get("/readiness/exercises/new/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    form = {"once": once, "title": "At a table", "on": "01/01/2026", "who": "Silver"}
    for _ in range(2):
        northmere.post("/readiness/exercises/new/", form)
    assert notes().filter(kind="exercise:held").count() == 1


def test_a_note_that_was_changed_in_the_table_is_named(northmere):
    assert "is whole" in words(northmere.get("/readiness/history/"))
    notes().filter(number=1).update(who="somebody else")
    text = words(northmere.get("/readiness/history/"))
    assert "The book is not whole" in text
    assert "R-1" in text


def test_an_item_is_taken_off_with_a_reason(northmere, item):
    northmere.follow(northmere.send("/readiness/items/1/off/", {"why": "lost"}))
    northmere.get(item, expect=404)
    assert "because lost" in words(northmere.get("/readiness/history/"))
