"""Now: how things stand for whoever may see it, what is next, and a part that costs little while nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import Role
from battlebox.desk.command import Decision, NewTask, make_decision, open_task
from battlebox.desk.picture import (
    Belief,
    Cause,
    Condition,
    Fallback,
    Observation,
    Subject,
    Suspicion,
    give_order,
    invoke,
    observe,
    state_suspicion,
)
from battlebox.desk.record import Handling, Note, write_note
from battlebox.marking import Tlp
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import words

CHILD = "northmere.child-front-door"
SERVERS = "northmere.servers"
PART = "now/part/"


def see_out(opened, name, cause=Cause.ATTACKER, handling=SHARED):
    seen = Observation(Condition.OUT, opened.record.now(), "duty engineer", cause)
    observe(opened.record, opened.estate, opened.lead, name, seen, handling=handling)


def believe(opened, state, handling=SHARED):
    belief = Belief(state, opened.record.now(), "the night engineer", checked="all disks")
    state_suspicion(opened.record, opened.estate, opened.lead, Subject.SYSTEM, SERVERS, belief, handling=handling)


@pytest.mark.parametrize("path", ["", PART, "first/", "stand/", "choose-estate/"])
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    more = {"HTTP_HX_REQUEST": "true"} if path == PART else {}
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200, **more)


def test_it_says_how_things_stand_before_anything_is_known(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at()))
    assert "Triage 0 min since it began" in text
    assert "Say whether this is an incident: stand it up or down" in text
    assert "Nothing is known to be stopped or about to stop." in text


def test_p1_services_come_first_with_who_runs_the_fallback(desk_page, opened):
    page = desk_page("northmere")
    see_out(opened, CHILD)
    text = words(page.get(opened.at()))
    assert "Child protection referrals Northmere Council. P1, protects safety Out" in text
    assert "Not running paper forms" in text
    how = Fallback(running=True, since=opened.record.now(), who="the duty manager", staff=3, channel="night number")
    invoke(opened.record, opened.estate, opened.lead, CHILD, how, handling=SHARED)
    text = words(page.get(opened.at()))
    assert "Running the duty manager, 3 people" in text
    assert "People at work on them: 3; their plans ask for 4." in text


def test_an_order_that_nobody_verified_is_loud(desk_page, opened):
    page = desk_page("northmere")
    assert "verified off" not in words(page.get(opened.at()))
    give_order(
        opened.record, opened.estate, opened.lead, "northmere.isolate-servers", who="duty engineer", handling=SHARED
    )
    text = words(page.get(opened.at()))
    assert "Warning: One order is not verified off, so nobody knows that it worked: Isolate Northmere servers." in text
    also = next(name for name in opened.estate.action_by_id if name != "northmere.isolate-servers")
    lead = desk_officer(opened.estate.action_by_id[also].body)
    give_order(opened.record, opened.estate, lead, also, who="duty engineer", handling=SHARED)
    assert "Warning: 2 orders are not verified off, so nobody knows that they worked: " in words(page.get(opened.at()))


def test_known_and_unknown_stand_side_by_side_and_a_body_sees_its_own_share(desk_page, opened):
    believe(opened, Suspicion.CONFIRMED, handling=Handling())
    assert "Northmere Council Confirmed 1 0" in words(desk_page("northmere").get(opened.at()))
    assert "Northmere Council Unknown 0 0" in words(desk_page("eastholt").get(opened.at()))


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("strategic", "Say whether this is an incident"),
        ("tactical", "Decide about Northmere servers"),
        ("operational", "Child protection referrals: start its fallback"),
        ("service_lead", "Child protection referrals: start its fallback"),
        ("communications", "Say where people go instead: Child protection referrals"),
        ("loggist", "Find out the cause: Child protection referrals"),
        ("information_governance", "Nothing waits for you as information governance."),
        ("partner_liaison", "Ask Eastholt Council what it sees"),
        ("observer", "Nothing waits for you as observer."),
    ],
)
def test_each_role_lands_on_its_own_next_actions(desk_page, officer, opened, role, asked):
    see_out(opened, CHILD, Cause.UNKNOWN)
    believe(opened, Suspicion.SUSPECTED)
    text = words(desk_page(officer("northmere", role=role)).get(opened.at()))
    assert asked in text.partition("Known and unknown")[0]


def test_decisions_and_tasks_that_wait_are_listed_and_no_list_is_empty(desk_page, opened):
    page, now = desk_page("northmere"), opened.record.now()
    assert "Decisions to come back to" not in words(page.get(opened.at()))
    decision = Decision("Keep them cut off", "it spreads", Role.TACTICAL, now, review=now + timedelta(hours=1))
    make_decision(opened.record, opened.lead, decision, opened.lead.someone, handling=SHARED)
    task = NewTask("Print the call sheets", None, now + timedelta(hours=1))
    open_task(opened.record, opened.lead, task, handling=SHARED)
    text = words(page.get(opened.at()))
    assert "DA-1, look again at" in text
    assert "Tasks overdue" not in text
    opened.watch.pass_by(hours=2)
    text = words(desk_page("eastholt").get(opened.at()))
    assert "DA-1, OVERDUE: look again at" in text
    assert "Print the call sheets: nobody has taken it, was due" in text


def test_what_changed_lately_is_there_with_its_number(desk_page, opened):
    believe(opened, Suspicion.CONFIRMED)
    text = words(desk_page("northmere").get(opened.at()))
    assert "Northmere servers: confirmed, says the night engineer" in text.partition("What changed in the last hour")[2]
    opened.watch.pass_by(minutes=61)
    assert "Nothing was written." in words(desk_page("northmere").get(opened.at()))


def test_the_part_answers_304_until_something_is_written_by_anybody(desk_page, opened):
    page = desk_page("northmere")
    first = page.get(opened.at(PART), HTTP_HX_REQUEST="true")
    mark = first.headers["ETag"]
    again = page.get(opened.at(PART), expect=304, HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=mark)
    assert again.content == b""
    desk_page("eastholt").get(opened.at(PART), expect=200, HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=mark)
    believe(opened, Suspicion.CONFIRMED)
    page.get(opened.at(PART), HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=mark)


def test_the_clock_makes_the_part_anew_every_five_minutes(desk_page, opened):
    page = desk_page("northmere")
    mark = page.get(opened.at(PART), HTTP_HX_REQUEST="true").headers["ETag"]
    opened.watch.pass_by(minutes=5)
    page.get(opened.at(PART), HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=mark)


def test_there_is_no_map_where_the_estate_has_none_of_londons_bodies(desk_page, opened):
    page = desk_page("northmere")
    assert "Map of London" not in words(page.get(opened.at()))
    page.get(opened.at("london/"), expect=404)


def test_where_lines_come_faster_than_the_list_can_show_them_they_alone_draw_nothing_anew(desk_page, opened):
    page, lead = desk_page("northmere"), opened.lead

    def written():
        write_note(opened.record, lead, Note("the host rang", opened.record.now(), "duty engineer"), handling=SHARED)

    def asked(mark=""):
        answer = page.client.get(opened.at(PART), HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=mark)
        return answer.status_code, answer.headers["ETag"]

    _, mark = asked()
    written()
    code, mark = asked(mark)
    assert code == 200, "a line in a quiet room is shown at once"
    opened.watch.at = opened.watch.at.replace(second=10)
    for _ in range(13):
        written()
    code, mark = asked(mark)
    assert code == 200
    for _ in range(20):
        written()
        assert asked(mark)[0] == 304
    see_out(opened, CHILD)
    code, mark = asked(mark)
    assert code == 200, "what is stated is shown at once"
    written()
    assert asked(mark)[0] == 304
    opened.watch.pass_by(seconds=60)
    code, mark = asked(mark)
    assert code == 200, "a minute later the lines are there"
    opened.watch.pass_by(seconds=61)
    code, mark = asked(mark)
    assert code == 200, "it is quiet again, and nothing is left out"
    assert asked(mark)[0] == 304


def test_what_rests_on_the_estate_is_laid_out_once_for_a_body_and_never_serves_another(
    desk_page, officer, opened, monkeypatch
):
    # Once the desk is there: its models can be read first then.
    from battlebox.web.picturing import now as now_page

    laid = []
    lay_out = now_page.render_to_string
    monkeypatch.setattr(now_page, "render_to_string", lambda *given: laid.append(given[0]) or lay_out(*given))
    believe(opened, Suspicion.CONFIRMED, handling=Handling())
    silver, observer = desk_page("northmere"), desk_page(officer("northmere", role="observer"))

    def estate_of(page):
        return words(page.get(opened.at())).partition("Known and unknown")[2].partition("Whom to tell")[0]

    assert estate_of(silver) == estate_of(observer)
    assert "Northmere Council Confirmed 1 0" in estate_of(silver)
    assert len(laid) == 1
    assert "Northmere Council Unknown 0 0" in estate_of(desk_page("eastholt"))
    desk_page("farwick").get(opened.at(), expect=404)
    assert len(laid) == 2
    # What is for one person by name is in that person's page alone.
    named = officer("northmere")
    believe(opened, Suspicion.SUSPECTED, handling=Handling(Tlp.RED, frozenset({f"person:{named.officer_id}"})))
    assert "Northmere Council Suspected 0 1" in estate_of(desk_page(named))
    for page in (silver, observer):
        assert "Northmere Council Confirmed 1 0" in estate_of(page)
