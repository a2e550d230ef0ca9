"""The next actions of each role: each is there because of what stands, and is gone when it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import Role
from battlebox.desk.command import (
    Decision,
    NewTask,
    Progress,
    Review,
    TaskChange,
    Verdict,
    change_task,
    make_decision,
    next_steps,
    open_task,
    review_decision,
)
from battlebox.desk.command.next_steps import RULES, STEPS_MOST
from battlebox.desk.picture import (
    Belief,
    Cause,
    Condition,
    Fallback,
    Observation,
    Stage,
    Subject,
    Suspicion,
    estate_in_use,
    give_order,
    invoke,
    move_order,
    observe,
    picture_of,
    state_suspicion,
)
from battlebox.desk.record import State, course_of, open_incident, stand
from desk.room import SHARED, Room, officer

CHILD = "northmere.child-front-door"
SERVERS = "northmere.servers"
ISOLATE = "northmere.isolate-servers"


@pytest.fixture
def room():
    return Room.opened()


def steps(room, *roles, body="northmere"):
    sight = room.sight(body, *roles)
    picture = picture_of(sight, estate_in_use(sight, room.shelf))
    return next_steps(sight, course_of(sight), picture)


def said(room, *roles, body="northmere"):
    return [step.words for step in steps(room, *roles, body=body)]


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def see(room, name, condition, cause=Cause.ATTACKER, body="northmere"):
    seen = Observation(condition, room.record.now(), "duty engineer", cause)
    observe(room.record, estate(room), officer(body), name, seen, handling=SHARED)


def believe(room, name, state, body="northmere"):
    belief = Belief(state, room.record.now(), "a scan", checked="all disks")
    state_suspicion(room.record, estate(room), officer(body), Subject.SYSTEM, name, belief, handling=SHARED)


def start_fallback(room, staff=4):
    how = Fallback(running=True, since=room.record.now(), who="duty manager", staff=staff, channel="the night number")
    invoke(room.record, estate(room), officer("northmere"), CHILD, how, handling=SHARED)


def test_every_role_has_its_rules():
    assert set(RULES) == set(Role)


def test_never_more_than_three_and_the_most_urgent_first(room):
    see(room, SERVERS, Condition.OUT)
    believe(room, SERVERS, Suspicion.CONFIRMED)
    room.watch.pass_by(hours=5)
    found = steps(room, *Role)
    assert len(found) == STEPS_MOST
    assert [step.urgency for step in found] == sorted(step.urgency for step in found)


def test_before_an_estate_the_tactical_lead_is_asked_to_choose_one():
    room = Room()
    open_incident(room.record, officer("northmere"), title="Blue kettle", seen="screens are blank", handling=SHARED)
    sight = room.sight("northmere", Role.TACTICAL)
    assert [step.page for step in next_steps(sight, course_of(sight), None)] == ["choose_estate", "stand"]


def test_gold_is_asked_whether_it_is_an_incident_until_that_is_said(room):
    assert said(room, Role.STRATEGIC)[0] == "Say whether this is an incident: stand it up or down"
    room.watch.pass_by(minutes=31)
    assert steps(room, Role.STRATEGIC)[0].why == "it has been a triage for over half an hour"
    stand(room.record, officer("northmere"), State.STOOD_UP, why="it is one", handling=SHARED)
    assert said(room, Role.STRATEGIC) == []


def test_gold_decides_about_what_is_confirmed_until_an_order_holds_it(room):
    stand(room.record, officer("northmere"), State.STOOD_UP, why="it is one", handling=SHARED)
    believe(room, SERVERS, Suspicion.CONFIRMED)
    assert said(room, Role.STRATEGIC) == ["Decide about Northmere servers"]
    give_order(room.record, estate(room), officer("northmere"), ISOLATE, who="duty engineer", handling=SHARED)
    assert all("Decide about" not in words for words in said(room, Role.STRATEGIC))


def test_after_standing_down_a_debrief_is_asked_for_until_it_has_a_day(room):
    lead = officer("northmere")
    stand(room.record, lead, State.STOOD_DOWN, why="a printer", false_alarm=True, handling=SHARED)
    assert said(room, Role.TACTICAL) == ["Set a day for the debrief, and close"]
    stand(room.record, lead, State.STOOD_UP, why="not a printer", handling=SHARED)
    later = room.record.now() + timedelta(days=7)
    stand(room.record, lead, State.STOOD_DOWN, why="done", debrief=later, handling=SHARED)
    assert said(room, Role.TACTICAL) == []


def test_the_tactical_lead_chases_an_order_until_it_is_verified(room):
    lead = officer("northmere")
    give_order(room.record, estate(room), lead, ISOLATE, who="duty engineer", handling=SHARED)
    assert any(words.startswith("Chase: ") for words in said(room, Role.TACTICAL))
    move_order(room.record, estate(room), lead, ISOLATE, Stage.ACKNOWLEDGED, who="engineer", handling=SHARED)
    assert any(words.startswith("Have it verified by a second means") for words in said(room, Role.TACTICAL))
    move_order(
        room.record, estate(room), lead, ISOLATE, Stage.VERIFIED, who="engineer", means="a ping from outside",
        handling=SHARED,
    )  # fmt: skip
    assert all(step.page != "order" for step in steps(room, Role.TACTICAL))


def test_bronze_says_what_is_hit_first_and_then_asks_about_the_rest(room):
    assert said(room, Role.OPERATIONAL) == ["Say which systems are hit or suspected"]
    believe(room, SERVERS, Suspicion.SUSPECTED)
    ours = sum(row.body == "northmere" for row in estate(room).systems)
    evidence = "Northmere servers: have its evidence imaged, and have it released"
    assert said(room, Role.OPERATIONAL) == [f"Ask about {ours - 1} systems nobody has spoken of", evidence]


def test_bronze_looks_again_at_an_old_all_clear(room):
    believe(room, SERVERS, Suspicion.CLEAR)
    assert "Look again at what was found clear" not in said(room, Role.OPERATIONAL)
    room.watch.pass_by(hours=13)
    assert "Look again at what was found clear" in said(room, Role.OPERATIONAL)
    believe(room, SERVERS, Suspicion.CLEAR)
    assert "Look again at what was found clear" not in said(room, Role.OPERATIONAL)


def test_the_loggist_is_asked_after_a_silent_log_and_an_unknown_cause(room):
    see(room, SERVERS, Condition.OUT, Cause.UNKNOWN)
    assert "Find out the cause: Northmere servers" in said(room, Role.LOGGIST)
    room.watch.pass_by(minutes=61)
    assert said(room, Role.LOGGIST)[0] == "Ask the room what happened, and write it down"
    see(room, SERVERS, Condition.OUT, Cause.ATTACKER)
    assert said(room, Role.LOGGIST) == ["Say which systems are hit or suspected"]


def test_a_service_lead_starts_the_fallback_then_staffs_it_then_plans_its_end(room):
    see(room, CHILD, Condition.OUT)
    assert said(room, Role.SERVICE_LEAD)[0] == "Child protection referrals: start its fallback"
    start_fallback(room, staff=1)
    first = steps(room, Role.SERVICE_LEAD)[0]
    assert (first.words, first.why) == (
        "Child protection referrals: find people for its fallback",
        "1 at work, its plan asks for 4",
    )
    start_fallback(room)
    assert all("find people" not in words for words in said(room, Role.SERVICE_LEAD))
    room.watch.pass_by(hours=65)
    assert said(room, Role.SERVICE_LEAD)[0] == "Child protection referrals: say what comes after the fallback"


def test_a_service_lead_of_another_body_is_not_asked_about_ours(room):
    see(room, CHILD, Condition.OUT)
    assert all(step.thing != CHILD for step in steps(room, Role.SERVICE_LEAD, body="eastholt"))


def test_communications_says_where_people_go_and_stops_giving_out_a_dead_number(room):
    assert said(room, Role.COMMUNICATIONS) == []
    see(room, CHILD, Condition.OUT)
    see(room, "northmere.switchboard", Condition.OUT)
    assert "Say where people go instead: Child protection referrals" in said(room, Role.COMMUNICATIONS)
    assert "Stop giving out Northmere switchboard" in said(room, Role.COMMUNICATIONS)
    see(room, "northmere.switchboard", Condition.WORKING)
    assert "Stop giving out Northmere switchboard" not in said(room, Role.COMMUNICATIONS)


def test_information_governance_assesses_what_holds_peoples_data(room):
    held = next(row for row in estate(room).systems if row.records and row.body == "northmere")
    assert said(room, Role.INFORMATION_GOVERNANCE) == []
    believe(room, held.system, Suspicion.SUSPECTED)
    first = steps(room, Role.INFORMATION_GOVERNANCE)[0]
    assert first.words == f"Assess whether this is a breach: {held.name}, {held.records} people"
    assert first.why == "it is confirmed or suspected"


def test_partner_liaison_rings_a_partner_that_is_hit_before_one_nobody_spoke_of(room):
    eastholt = next(row.system for row in estate(room).systems if row.body == "eastholt")
    assert "Ask Eastholt Council what it sees" in said(room, Role.PARTNER_LIAISON)
    believe(room, eastholt, Suspicion.CONFIRMED, body="eastholt")
    assert said(room, Role.PARTNER_LIAISON)[0] == "Ring Eastholt Council"


def test_an_observer_is_asked_for_nothing(room):
    see(room, SERVERS, Condition.OUT)
    assert said(room, Role.OBSERVER) == []


def decide(room, review):
    lead = officer("northmere")
    decision = Decision(
        "Keep the servers cut off", "to stop the spread", Role.TACTICAL, room.record.now(), review=review
    )
    return make_decision(room.record, lead, decision, lead.someone, handling=SHARED)


def test_a_decision_is_looked_at_again_when_its_review_is_overdue(room):
    stand(room.record, officer("northmere"), State.STOOD_UP, why="it is one", handling=SHARED)
    saved = decide(room, room.record.now() + timedelta(hours=1))
    assert all(step.page != "decision" for step in steps(room, Role.STRATEGIC))
    room.watch.pass_by(hours=2)
    assert said(room, Role.STRATEGIC) == ["Look again at DA-1: Keep the servers cut off"]
    assert all(step.page != "decision" for step in steps(room, Role.STRATEGIC, body="eastholt"))
    lead = officer("northmere")
    review_decision(room.record, lead, saved.thing, Review(Verdict.STANDS, "still spreading"), handling=SHARED)
    assert said(room, Role.STRATEGIC) == []


def test_everybody_is_asked_for_their_own_overdue_task_until_it_is_done(room):
    lead, hand = officer("northmere"), officer("northmere", Role.OBSERVER)
    due = room.record.now() + timedelta(minutes=30)
    saved = open_task(room.record, lead, NewTask("Print the call sheets", hand.someone, due), handling=SHARED)
    assert said(room, Role.OBSERVER) == []
    room.watch.pass_by(hours=1)
    assert said(room, Role.OBSERVER) == ["Print the call sheets"]
    change_task(room.record, lead, saved.thing, TaskChange(state=Progress.DONE), handling=SHARED)
    assert said(room, Role.OBSERVER) == []
