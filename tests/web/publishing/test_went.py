"""From the list of where a wrong figure went to each place's correction: published anew, or sent and written down."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from battlebox.desk import Role
from battlebox.desk.tell import Hold, Holder, Outlet, Whom, corrections_due, hold_fact, release_facts
from battlebox.share.status import page_of_file
from desk.facts import PLAIN, change, clear, hold, words_officer
from web.desk_page import words
from web.publishing.test_publishing import fact, publish, write

WENT = "tell/went/"


@pytest.fixture
def wrong(desk_page, room, public):
    """One figure that stands on the page of this desk, on another page of the council's, and with a newspaper."""
    page = desk_page("northmere")
    thing = fact(room, replace(PLAIN, wording="120 people are waiting."))
    write(page, room, thing)
    publish(page, room)
    who = words_officer("northmere")
    release_facts(room.record, who, (thing,), Outlet.PUBLIC_PAGE, Whom(), where="the library's own page")
    release_facts(room.record, who, (thing,), Outlet.PRESS, Whom(), where="the Northmere Echo")
    room.watch.pass_by(minutes=1)
    change(room, thing, wording="1,200 people are waiting.")
    clear(room, thing, "northmere")
    return thing


def ways(answer):
    """The addresses by which something on the list is put right."""
    return re.findall(r'href="([^"]+)">(?:Publish the page anew|Correct it there)', answer.content.decode())


def test_each_place_leads_to_what_puts_it_right_until_none_is_left(desk_page, room, public, wrong):
    page = desk_page("northmere")
    found = ways(page.get(room.at(WENT)))
    # Publishing here puts nothing right on a page that somebody else keeps.
    assert [each.endswith("/tell/publish/") for each in found] == [True, False, False]
    publish(page, room)
    for address in found[1:]:
        text = words(page.get(address))
        assert "Correction, " in text
        assert "we said: 120 people are waiting." in text
        page.send(address)
    assert corrections_due(room.sight(), wrong) == ()
    text = words(page.get(room.at(WENT)))
    assert "Nothing that left says anything else than what is said now" in text
    assert "To be put right" not in text.replace("To be put right Nothing", "")


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_another_council_is_offered_no_way_to_put_it_right(desk_page, room, public, wrong, body):
    way = ways(desk_page("northmere").get(room.at(WENT)))[1]
    other = desk_page(body)
    stands = 404 if body == "farwick" else 200
    answer = other.get(room.at(WENT), expect=stands)
    assert "120 people" not in words(answer)
    assert ways(answer) == []
    other.get(way, expect=404)


def test_who_may_not_say_that_it_went_sees_the_words_alone(desk_page, room, public, wrong, officer):
    answer = desk_page(officer("northmere", role=Role.OBSERVER.value)).get(room.at(WENT))
    assert words(answer).count("we said: 120 people are waiting.") == 3
    assert not [each for each in ways(answer) if "/correct/" in each]


def test_a_held_fact_is_said_above_the_page_until_an_edition_leaves_it_out(desk_page, room, public):
    page = desk_page("northmere")
    thing = fact(room)
    write(page, room, thing)
    publish(page, room)
    warning = "Words stand on this page in public that are said no longer, or may not be there now."
    assert warning not in words(page.get(room.at("tell/publish/")))
    hold(room, thing)
    text = words(page.get(room.at("tell/publish/")))
    assert warning in text
    assert "Public page, the public status site: Some screens are blank. (may not be there any more" in text
    assert "Publish the page anew: it leaves the fact out" in words(page.get(room.at("tell/went/")))
    publish(page, room)
    assert page_of_file(public / "status.json").facts == ()
    assert warning not in words(page.get(room.at("tell/publish/")))
    assert corrections_due(room.sight(), thing) == ()


def test_a_reason_that_ends_with_a_full_stop_is_shown_with_one(desk_page, room, public, wrong):
    hold_fact(
        room.record,
        words_officer("northmere"),
        wrong,
        Hold(Holder.POLICE, in_force=True, who="the officer in charge", at=room.record.now(), why="It helps them."),
    )
    page = desk_page("northmere")
    for address in (WENT, "tell/publish/"):
        text = words(page.get(room.at(address)))
        assert "It helps them. Ask" in text
        assert ".." not in text
