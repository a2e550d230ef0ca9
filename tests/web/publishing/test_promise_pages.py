"""What was promised, on Now and on the first page of Tell: the public page's next update, and that of the messages."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.message import order_message, read_roll
from battlebox.desk.publish import editions_of, promised_update
from desk.facts import PRESS
from desk.gate import ON_NOTHING
from desk.room import officer as desk_officer
from web.desk_page import words
from web.publishing.test_publishing import publish, write

OWN = {"update": "at four in the afternoon", "numbers": "020 7946 0100", "check": "ring your card", "office": "press"}
PAGES = ("", "tell/")


def test_nothing_is_promised_before_anything_went(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    for rest in PAGES:
        assert "What we promised" not in words(page.get(room.at(rest)))


def test_the_page_that_stands_promises_its_next_update_and_words_written_since_do_not(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    for rest in PAGES:
        said = words(page.get(room.at(rest)))
        assert "The public page promises its next update: due" in said
        assert "left (A-" in said
    first = promised_update(room.sight(), "northmere")
    write(page, room, headline="Nearly all is back", next_update_time="10:00")
    assert promised_update(room.sight(), "northmere") == first
    publish(page, room)
    assert promised_update(room.sight(), "northmere").due == first.due + timedelta(hours=1)


def test_an_update_that_did_not_come_is_loud(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    found = promised_update(room.sight(), "northmere")
    assert not found.is_overdue(found.due)
    assert found.is_overdue(found.due + timedelta(seconds=1))
    room.watch.at = found.due + timedelta(hours=2)
    for rest in PAGES:
        text = page.get(room.at(rest)).content.decode()
        assert "<strong><bdi>The public page promises its next update: OVERDUE by 2 h, was due" in text


def test_a_try_that_failed_promises_nothing_and_what_stood_before_does(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    first = promised_update(room.sight(), "northmere")
    public.rename(public.with_name("elsewhere"))
    public.write_text("in the way")
    write(page, room, headline="Anew", next_update_time="10:00")
    publish(page, room)
    assert editions_of(room.sight(), "northmere")[0].value.failed
    assert promised_update(room.sight(), "northmere") == first


def test_messages_that_went_promise_in_their_own_words(desk_page, officer, room, public):
    page = desk_page(officer("northmere", role=PRESS.value))
    page.send(room.at("tell/words/own/"), OWN)
    assert "What we promised" not in words(page.get(room.at("tell/")))
    roll = read_roll("person,name,mail\ne-1,Ada,ada@example.org\n", frozenset())
    text = "More comes at four in the afternoon."
    who = desk_officer("northmere", PRESS)
    order_message(room.record, who, roll, ON_NOTHING, subject="x", text=text, without_seen=len(roll.without))
    for rest in PAGES:
        said = words(page.get(room.at(rest)))
        assert "Messages promise the next update: «at four in the afternoon», last said" in said


def test_what_we_promised_is_no_promise_of_a_partner(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    assert "What we promised" not in words(desk_page("eastholt").get(room.at("tell/")))
    desk_page("farwick").get(room.at("tell/"), expect=404)
    assert promised_update(room.sight("eastholt"), "northmere") is None


def test_a_try_that_failed_stands_on_publish_now_and_tell_until_a_later_one_succeeds(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    pages, loud = (*PAGES, "tell/publish/"), "The public page did NOT change when it was last published ("
    for rest in pages:
        assert loud not in words(page.get(room.at(rest)))
    stood = public.with_name("elsewhere")
    public.rename(stood)
    public.write_text("in the way")
    write(page, room, headline="Anew", next_update_time="10:00")
    publish(page, room)
    for rest in pages:
        assert loud in words(page.get(room.at(rest)))
    assert loud not in words(desk_page("eastholt").get(room.at("tell/")))
    public.unlink()
    stood.rename(public)
    publish(page, room)
    for rest in pages:
        assert loud not in words(page.get(room.at(rest)))
