"""Standing up, down and closing: with a reason, once, by those who may."""

from __future__ import annotations

from justhtml import JustHTML

from battlebox.desk.record import State, course_of
from web.desk_page import filled, words

STAND = "stand/"


def fresh_form(page, opened):
    """The form as the page gives it."""
    return filled(JustHTML(page.get(opened.at(STAND)).content.decode(), sanitize=False))


def test_standing_up_is_saved_under_a_number_and_heads_every_page(desk_page, opened):
    page = desk_page("northmere")
    text = words(page.follow(page.send(opened.at(STAND), {"to": "stood up", "why": "ransom note found"})))
    assert "Saved as A-" in text
    assert "Stood up" in text
    assert "ransom note found" in text


def test_a_false_alarm_stands_down_with_its_debrief(desk_page, opened):
    page = desk_page("northmere")
    when = {"debrief_day": "1", "debrief_month": "12", "debrief_year": "2027", "debrief_time": "10:00"}
    fields = {"to": "stood down", "why": "a broken switch", "false_alarm": "on"}
    text = words(page.follow(page.send(opened.at(STAND), {**fields, **when})))
    assert "It was a false alarm." in text
    assert "Debrief: 1 Dec 2027, 10:00." in text


def test_closing_comes_after_standing_down_and_asks_for_the_debrief(desk_page, opened):
    page = desk_page("northmere")
    none = {"no_debrief": "a drill with its own debrief"}
    answer = page.send(opened.at(STAND), {"to": "closed", "why": "done", **none}, expect=422)
    assert "done" in answer.content.decode()
    page.send(opened.at(STAND), {"to": "stood down", "why": "over"})
    asked = words(page.send(opened.at(STAND), {"to": "closed", "why": "lessons drawn"}, expect=422))
    assert "Set the day of the debrief, or say below why there is none" in asked
    assert course_of(opened.sight()).value.state is State.STOOD_DOWN
    page.send(opened.at(STAND), {"to": "closed", "why": "lessons drawn", **none})
    assert course_of(opened.sight()).value.state is State.CLOSED
    assert "No debrief: a drill with its own debrief" in words(page.get(opened.at()))
    assert "It is closed. What is still taken: late lines" in words(page.get(opened.at(STAND)))


def test_without_a_reason_it_is_refused_and_nothing_changes(desk_page, opened):
    desk_page("northmere").send(opened.at(STAND), {"to": "stood up", "why": " "}, expect=422)
    assert course_of(opened.sight()).value.state is State.TRIAGE


def test_sent_twice_it_is_recorded_once(desk_page, opened):
    page = desk_page("northmere")
    form = fresh_form(page, opened)
    data = {**form, "to": "stood up", "why": "it is one"}
    page.post(opened.at(STAND), data)
    before = opened.record.arrived
    assert "it was not saved twice" in words(page.follow(page.post(opened.at(STAND), data)))
    assert opened.record.arrived == before


def test_two_who_stand_at_once_see_what_the_other_did(desk_page, opened):
    first, second = desk_page("northmere"), desk_page("eastholt")
    form = fresh_form(second, opened)
    first.send(opened.at(STAND), {"to": "stood up", "why": "it is one"})
    answer = second.post(opened.at(STAND), {**form, "to": "stood down", "why": "a switch"}, expect=422)
    assert "stood up: it is one" in words(answer)


def test_a_loggist_sees_no_form_and_is_refused_if_they_send_one(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="loggist"))
    answer = page.get(opened.at(STAND))
    assert "may not open an incident, stand it up or down, or close it. Ask someone who holds" in words(answer)
    assert b"Record it" not in answer.content
    sent = {**fresh_form(desk_page("northmere"), opened), "to": "stood up", "why": "it is one"}
    refused = page.post(opened.at(STAND), sent, expect=422)
    again = {**filled(JustHTML(refused.content.decode(), sanitize=False)), "to": "stood up", "why": "it is one"}
    assert "Your role here (loggist) may not open an incident" in words(page.post(opened.at(STAND), again, expect=422))
    assert course_of(opened.sight()).value.state is State.TRIAGE


def test_standing_up_for_every_body_lets_the_stranger_in(desk_page, opened, council):
    page = desk_page("northmere")
    page.send(opened.at(STAND), {"to": "stood up", "why": "they must know", "seen_by": "every"})
    desk_page(council).get(opened.at())
