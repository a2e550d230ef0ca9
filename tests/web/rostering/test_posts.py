"""Somebody is asked to take a post: from a seat, by phone, by themselves; silence, other bodies, a closed incident."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.record import State, stand
from battlebox.desk.roster import Step, offers_of, sheets_of
from battlebox.web.moment import MomentWidget
from web.desk_page import words
from web.rostering.conftest import untouched


@pytest.fixture
def silver(desk_page, officer, opened):
    return desk_page(officer("northmere", name="the.silver"))


@pytest.fixture
def bob(officer):
    return officer("northmere", role="service_lead", name="bob.jones")


def asked(page, opened, who, **more):
    page.send(opened.at("people/posts/ask/"), {"person": who.officer_id, "of": "loggist", **more})
    return opened.at(f"people/posts/{offers_of(opened.sight())[-1].thing.partition('/')[2]}/")


def step_of(opened):
    return offers_of(opened.sight())[-1].step


def test_a_caller_records_what_was_said_on_the_phone(silver, bob, opened):
    address = asked(silver, opened, bob)
    text = words(silver.get(address))
    assert "Asked" in text
    assert "Next: wait for an answer, or ring." in text
    silver.send(f"{address}accepted/", expect=422)
    silver.send(f"{address}accepted/", {"heard": "Bob Jones, on the desk phone"})
    text = words(silver.get(address))
    assert "by Bob Jones, on the desk phone" in text
    assert "Next: brief them: the action card, read and understood." in text
    for word, data in (("briefed", {"heard": "read back to me"}), ("here", {"account": bob.officer_id}), ("done", {})):
        silver.send(f"{address}{word}/", data)
    assert step_of(opened) is Step.DONE
    assert "Nothing more is to be done." in words(silver.get(address))


def test_whoever_was_asked_is_told_on_their_own_page_and_answers_themselves(silver, bob, desk_page, opened):
    address = asked(silver, opened, bob)
    page = desk_page(bob)
    assert "Say whether you take a post: Loggist" in words(page.get(opened.at()))
    assert "You were asked. Say whether you take it." in words(page.get(address))
    page.send(f"{address}accepted/")
    assert "Read your action card, and say so: Loggist" in words(page.get(opened.at()))
    assert "Read the action card below" in words(page.get(address))
    page.send(f"{address}briefed/")
    assert step_of(opened) is Step.BRIEFED
    assert "Read your action card" not in words(page.get(opened.at()))
    assert "joining slip for loggist" in words(silver.get(address))


def test_silence_is_an_alarm_on_the_page_and_a_next_action(silver, bob, opened):
    asked(silver, opened, bob)
    assert "Nothing was heard in time" not in words(silver.get(opened.at("people/posts/")))
    opened.watch.at += timedelta(hours=1, minutes=1)
    text = words(silver.get(opened.at("people/posts/")))
    assert "Nothing was heard in time, or a post stands empty again." in text
    assert "has not answered" in text
    assert "Ring Officer of northmere: Loggist" in words(silver.get(opened.at()))


def test_a_seat_of_the_sheet_leads_to_asking_for_it(silver, bob, opened):
    silver.send(opened.at("people/shifts/keep/"))
    thing = sheets_of(opened.sight())[0].partition("/")[2]
    form = silver.get(opened.at(f"people/posts/ask/?sheet={thing}&seat=1-2")).context["form"]
    assert form.initial["of"] == "loggist"
    assert form.initial["hours"] == 8
    silver.get(opened.at(f"people/posts/ask/?sheet={thing}&seat=9-9"))
    silver.get(opened.at("people/posts/ask/?sheet=nothing&seat=0-0"), expect=404)


def test_what_cannot_follow_is_no_page(silver, bob, opened):
    address = asked(silver, opened, bob)
    silver.get(f"{address}done/", expect=404)
    silver.get(f"{address}nonsense/", expect=404)


def test_two_who_answer_at_once_both_see_it(silver, bob, desk_page, officer, opened):
    address = asked(silver, opened, bob)
    form = untouched(silver, f"{address}accepted/")
    other = desk_page(officer("northmere", name="other.silver"))
    other.send(f"{address}accepted/", {"heard": "he rang me"})
    answer = silver.post(f"{address}accepted/", {**form, "heard": "he rang"}, expect=422)
    assert "Somebody else recorded something here" in words(answer)


def test_another_body_is_asked_for_its_people_and_lends_them_by_name(silver, desk_page, officer, opened):
    asks = {"body": "eastholt", "what": "a loggist tonight", "why": "ours go home", "rang": "Silver", "channel": "desk"}
    silver.send(opened.at("people/posts/lend/"), asks)
    eve = officer("eastholt", role="loggist", name="eve.hart")
    east = desk_page(officer("eastholt", name="east.silver"))
    address = asked(east, opened, eve, at="northmere")
    text = words(silver.get(address))
    assert "Officer of eastholt" in text
    assert "asks its own people: ring them" in text
    assert "They accept" not in text
    assert "The answer is Eastholt Council's" in words(silver.get(f"{address}accepted/"))
    east.send(f"{address}accepted/", {"heard": "herself"})
    silver.send(f"{address}here/")
    assert "lent by another body: Eastholt" in words(silver.get(opened.at("people/staff/")))
    desk_page("farwick").get(address, expect=404)


def test_a_post_of_our_own_is_nobody_else_s_to_read(silver, bob, desk_page, opened):
    address = asked(silver, opened, bob)
    desk_page("eastholt").get(address, expect=404)
    desk_page("farwick").get(address, expect=404)
    assert "asked somebody of" in words(silver.get(opened.at("log/")))
    assert "asked somebody of" not in words(desk_page("eastholt").get(opened.at("log/")))


def test_a_closed_incident_says_that_nobody_is_drafted_in_any_more(silver, bob, opened):
    address = asked(silver, opened, bob)
    for state in (State.STOOD_UP, State.STOOD_DOWN):
        stand(opened.record, opened.lead, state, why="over")
    stand(opened.record, opened.lead, State.CLOSED, why="done", debrief=opened.watch.at + timedelta(days=9))
    assert "this incident is closed" in words(silver.get(opened.at("people/posts/ask/"))).lower()
    silver.get(address)
    silver.get(opened.at("people/shifts/"))


def test_too_little_rest_is_said_on_the_form_and_taken_with_who_allows_it_and_why(silver, bob, desk_page, opened):
    first = asked(silver, opened, bob)
    ask = opened.at("people/posts/ask/")
    assert "allowed_by" not in silver.get(ask).context["form"].fields
    silver.send(f"{first}accepted/", {"heard": "himself"})
    assert "takes Loggist from" in words(silver.get(ask))
    later = offers_of(opened.sight())[0].offer.value.ends + timedelta(hours=1)
    said = {"person": bob.officer_id, "of": "strategic", **MomentWidget().sent_as("begins", later)}
    said |= MomentWidget().sent_as("answer_by", later)
    text = words(silver.send(ask, said, expect=422))
    assert "Against it: only 1 hour of rest between Loggist" in text
    assert '"Who allows it all the same" is blank' in text
    assert len(offers_of(opened.sight())) == 1
    silver.send(ask, {**said, "allowed_by": "Gold", "allowed_why": "nobody else can"})
    second = opened.at(f"people/posts/{offers_of(opened.sight())[-1].thing.partition('/')[2]}/")
    assert "Allowed by Gold: nobody else can; 10 hours of rest are owed" in words(silver.get(second))
    assert "Against it" not in words(silver.get(f"{second}accepted/"))
    silver.send(f"{second}accepted/", {"heard": "himself"})
    text = words(silver.get(opened.at("people/posts/")))
    assert "Rest owed" in text
    assert "10 hours, for Strategic (Gold)" in text
    assert "nobody else can" in words(silver.get(opened.at("log/")))
    assert "nobody else can" not in words(desk_page("eastholt").get(opened.at("log/")))
    desk_page("farwick").get(second, expect=404)


def test_accepting_the_second_of_two_posts_says_what_speaks_against_it(silver, bob, opened):
    first = asked(silver, opened, bob)
    later = offers_of(opened.sight())[0].offer.value.ends + timedelta(hours=1)
    moments = {**MomentWidget().sent_as("begins", later), **MomentWidget().sent_as("answer_by", later)}
    second = asked(silver, opened, bob, of="strategic", **moments)
    silver.send(f"{first}accepted/", {"heard": "himself"})
    assert "Against it: only 1 hour of rest" in words(silver.get(f"{second}accepted/"))
    assert "Against it" not in words(silver.get(f"{second}declined/"))
    silver.send(f"{second}accepted/", {"heard": "himself"}, expect=422)
    silver.send(f"{second}accepted/", {"heard": "himself", "allowed_by": "Gold", "allowed_why": "one night"})
    assert step_of(opened) is Step.ACCEPTED
    assert "Allowed by Gold: one night" in words(silver.get(second))
