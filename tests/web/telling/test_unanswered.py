"""Who has not answered: people past their time, partners who were asked, bodies that have not cleared a fact."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.message import How
from web.desk_page import words
from web.places.sending import ADA, BEN
from web.telling.test_fact_pages import CLEARED, state

AT = "tell/unanswered/"


def test_nobody_is_waited_for_before_anything_was_asked(opened, desk_page):
    assert "Nobody is waited for." in words(desk_page("northmere").get(opened.at(AT)))
    desk_page("farwick").get(opened.at(AT), expect=404)


def test_people_are_listed_once_their_time_is_over_and_until_they_answer(opened, sending, desk_page):
    from battlebox.web.models import Addressed
    from battlebox.web.sending.answering import take

    page = desk_page("northmere")
    sending.order(ADA, BEN, answer_by=opened.record.now() + timedelta(hours=1))
    assert "Ada Okafor" not in words(page.get(opened.at(AT)))
    opened.watch.at += timedelta(hours=3)
    said = words(page.get(opened.at(AT)))
    assert "Ada Okafor Message Phones are down" in said
    assert "2 h" in said
    assert "2 people and bodies" in words(page.get(opened.at("tell/")))
    take(Addressed.objects.get(person="e-1"), How.LINK)
    said = words(page.get(opened.at(AT)))
    assert "Ada Okafor" not in said
    assert "Ben Marsh" in said
    assert "Ben Marsh" not in words(desk_page("eastholt").get(opened.at(AT)))


def test_a_message_that_asked_for_no_time_waits_for_nobody(opened, sending, desk_page):
    sending.order(ADA, BEN)
    opened.watch.at += timedelta(days=2)
    assert "Nobody is waited for." in words(desk_page("northmere").get(opened.at(AT)))


def test_a_body_that_has_not_cleared_a_fact_is_waited_for_until_it_does(opened, desk_page):
    page, partner = desk_page("northmere"), desk_page("eastholt")
    address = state(opened, page, system="northmere.care")
    assert "Eastholt Council Clearance Care records are off." in words(page.get(opened.at(AT)))
    assert "Nobody is waited for." in words(partner.get(opened.at(AT)))
    partner.send(opened.at(address + "clear/"), {**CLEARED, "body": "eastholt"})
    assert "Eastholt" not in words(page.get(opened.at(AT)))


def test_nobody_is_waited_for_to_clear_what_is_said_no_longer(opened, desk_page):
    page, partner = desk_page("northmere"), desk_page("eastholt")
    address = state(opened, page, system="northmere.care")
    waits = opened.at("tell/facts/")
    assert "They wait for your word" in words(partner.get(waits))
    change = {"status": "superseded", "why": "it was somebody else's"}
    page.send(opened.at(address + "change/"), change)
    assert "They wait for your word" not in words(partner.get(waits))
    assert "They wait for your word" not in words(page.get(waits))
    assert "Eastholt" not in words(page.get(opened.at(AT)))


def test_a_partner_who_was_asked_is_waited_for_and_all_of_it_comes_as_csv(opened, desk_page):
    page = desk_page("northmere")
    address = state(opened, page, system="northmere.care")
    page.send(opened.at(address + "ask/eastholt/"), {"rang": "their press office", "channel": "mobile"})
    rows = page.client.get(opened.at(AT) + "?silent-csv=1").content.decode()
    assert "Eastholt Council,Ask,clear " in rows
    assert "Eastholt Council,Clearance,Care records are off." in rows
    assert "Nobody is waited for." in words(desk_page("eastholt").get(opened.at(AT)))
