"""The page of a message: what it rests on, why it was stopped, and the correction to those who were told."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.message import Means, Rests, message_of, messages_of, roll_of
from battlebox.desk.tell import Hold, Holder, Outlet, Whom, corrections_due, hold_fact
from battlebox.marking import Tlp
from web.desk_page import filled, words

OLD, NEW = "Some screens are blank.", "No screen is blank."


@pytest.fixture
def message(sending, register):
    """A press line on one fact, of which e-1 was told, and e-2 not yet."""
    thing = register.clear(register.state(OLD))
    sent = sending.order(rests=Rests(Outlet.PRESS, Whom(), (thing,), Tlp.CLEAR), text=OLD)
    sending.run(Means.NOTIFY_TEXT)
    return sent, thing


def page_of(opened, message):
    return opened.at(f"tell/outbox/{message.partition('/')[2]}/")


def test_the_page_says_for_whom_it_is_and_on_which_facts_it_rests(opened, press, message):
    said = words(press.get(page_of(opened, message[0])))
    assert "Press line, TLP:CLEAR." in said
    assert "What it rests on Press line" in said
    assert OLD in said
    assert "owed a correction" not in said


def test_a_message_on_no_fact_says_why(opened, press, sending):
    sent = sending.order()
    assert "It rests on no fact: it only says which numbers work." in words(press.get(page_of(opened, sent)))


def test_a_fact_said_otherwise_stops_it_and_offers_the_correction_to_those_told_alone(
    opened, press, sending, register, message
):
    sent, thing = message
    register.change(thing, wording=NEW)
    sending.run(Means.MAIL)
    said = words(press.get(page_of(opened, sent)))
    assert "Nothing more of it goes out." in said
    assert "has not cleared it: Northmere Council; ask Northmere Council" in said
    assert "which may not go yet" in said
    assert "ask Northmere" in said
    name = thing.partition("/")[2]
    assert "Until then: Withdrawal, " in said
    register.clear(thing)
    address = page_of(opened, sent) + f"correct/{name}/"
    assert address in press.get(page_of(opened, sent)).content.decode()
    form = words(press.get(address))
    assert "1 person: who was told, and of whom nobody knows" in form
    assert f"Now: {NEW}" in form
    press.send(address, {})
    correction = message_of(opened.sight(), messages_of(opened.sight())[-1][0]).value
    assert correction.subject == "Correction: Phones are down"
    assert [each.person for each in roll_of(opened.record, correction)] == ["e-1"]
    assert correction.words.startswith("Correction, ")
    assert not corrections_due(opened.sight(), thing)
    assert "owed a correction" not in words(press.get(page_of(opened, sent)))


def test_of_two_officers_who_correct_it_the_second_reads_who_sent_it_when_and_under_which_number(
    opened, press, desk_page, officer, register, message
):
    sent, thing = message
    second = desk_page(officer("northmere", role=Role.COMMUNICATIONS.value))
    address = page_of(opened, sent) + f"correct/{thing.partition('/')[2]}/"
    assert "No correction is owed" in words(press.get(address))
    register.change(thing, wording=NEW)
    register.clear(thing)
    form = filled(JustHTML(second.get(address).content.decode(), sanitize=False))
    press.send(address, {})
    correction = messages_of(opened.sight())[-1][1]
    late = words(second.post(address, form, expect=409))
    assert "The correction was sent already" in late
    assert f"by {opened.sight().name_of(correction.by)}" in late
    assert f"Entry {correction.number}" in late
    assert "Nothing was sent twice." in late
    assert len(messages_of(opened.sight())) == 2
    # Whoever comes by the address later reads the same.
    assert correction.number in words(second.get(address))
    for body in ("eastholt", "farwick"):
        desk_page(body).get(address, expect=404)


def test_two_who_send_it_in_the_very_same_moment_send_it_once(opened, press, register, message, monkeypatch):
    from battlebox.web.composing import correct as page

    sent, thing = message
    register.change(thing, wording=NEW)
    register.clear(thing)
    address = page_of(opened, sent) + f"correct/{thing.partition('/')[2]}/"
    owed = page.due_of
    press.get(address)
    form = filled(JustHTML(press.get(address).content.decode(), sanitize=False))
    stood = []

    def as_it_stood(desk, value):
        stood.append(owed(desk, value))
        return stood[0]

    monkeypatch.setattr(page, "due_of", as_it_stood)
    again = filled(JustHTML(press.get(address).content.decode(), sanitize=False))
    press.post(address, form)
    refused = words(press.post(address, again, expect=422))
    assert "is already sent" in refused.casefold()
    assert len(messages_of(opened.sight())) == 2


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_another_council_has_no_such_page(opened, desk_page, register, message, body):
    sent, thing = message
    register.change(thing, wording=NEW)
    register.clear(thing)
    desk_page(body).get(page_of(opened, sent) + f"correct/{thing.partition('/')[2]}/", expect=404)


def test_a_sheet_of_a_message_that_was_stopped_is_not_printed_again(opened, desk_page, register, message, sending):
    sent, thing = message
    lead = desk_page("northmere")
    register.change(thing, wording=NEW)
    sending.run(Means.MAIL)
    said = lead.get(page_of(opened, sent)).content.decode()
    assert "Make a sheet" not in said
    assert "Stop this message" not in said


def test_a_fact_that_is_held_is_withdrawn_from_those_who_were_told_with_no_word_of_it(
    opened, press, sending, register, message
):
    sent, thing = message
    said = Hold(Holder.NCSC, True, "duty officer", opened.record.now(), "an operation runs")
    hold_fact(opened.record, register.press, thing, said)
    text = words(press.get(page_of(opened, sent)))
    assert "Those who were told have words that may not go to them now: it is held back by NCSC" in text
    address = page_of(opened, sent) + f"correct/{thing.partition('/')[2]}/"
    assert "1 person: who was told, and of whom nobody knows" in words(press.get(address))
    press.send(address, {})
    went = message_of(opened.sight(), messages_of(opened.sight())[-1][0]).value
    assert went.subject == "Part of what we told you is withdrawn"
    assert [each.person for each in roll_of(opened.record, went)] == ["e-1"]
    assert "blank" not in went.said
    assert went.carried == ()
    assert not corrections_due(opened.sight(), thing)
    assert "may not go to them now" not in words(press.get(page_of(opened, sent)))
    assert "The correction was sent already" in words(press.send(address, {}, expect=409))
