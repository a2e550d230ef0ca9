"""What a regulator was told is a place where facts went: listed, corrected, with what stood against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError
from battlebox.desk.tell import Outlet, Whom, corrections_due, record_report, releases_of
from battlebox.marking import Tlp
from desk.facts import PLAIN, change, clear, cleared, send, sight
from desk.room import BEGAN, Room
from desk.telling import MINE, desk, out, told

NEW = "All screens are blank."


@pytest.fixture
def room():
    made = Room.opened()
    made.watch.pass_by(hours=1)
    out(made)
    return made


def left(room, body="northmere"):
    return [said.value for _, said in releases_of(sight(room, body))]


@pytest.mark.parametrize("words", ["", f"We said: {PLAIN.wording}"])
def test_facts_that_they_were_told_went_there_and_are_corrected_there(room, words):
    thing = cleared(room)
    record_report(desk(room), MINE, told(words=words), facts=() if words else (thing,))
    [went] = left(room)
    assert (went.outlet, went.whom, went.against) == (Outlet.REGULATOR, Whom("ico"), "")
    assert [each.fact for each in went.carried] == [thing]
    assert corrections_due(sight(room)) == ()
    change(room, thing, wording=NEW)
    clear(room, thing, "northmere")
    [due] = corrections_due(sight(room))
    assert f"we said: {PLAIN.wording}" in due.words
    send(room, thing, outlet=Outlet.REGULATOR, whom=Whom("ico"), where=due.went.value.where, corrects=due.thing)
    assert corrections_due(sight(room)) == ()


def test_what_they_were_told_and_might_not_have_been_is_written_down_with_that(room):
    thing = cleared(room, replace(PLAIN, tlp=Tlp.AMBER_STRICT))
    record_report(desk(room), MINE, told(), facts=(thing,))
    [went] = left(room)
    assert "TLP:AMBER+STRICT" in went.against
    [due] = corrections_due(sight(room))
    assert due.withdrawal


def test_a_fact_that_its_audience_lets_them_have_stands_there_with_nothing_against_it(room):
    thing = cleared(room, replace(PLAIN, tlp=Tlp.AMBER_STRICT, audience=frozenset({"ico"})))
    record_report(desk(room), MINE, told(), facts=(thing,))
    assert [each.against for each in left(room)] == [""]


def test_a_report_on_no_fact_is_no_place_of_one(room):
    record_report(desk(room), MINE, told(words="We rang them."))
    assert left(room) == []


def test_other_councils_read_nothing_of_it_but_what_they_clear(room):
    cleared(room)
    theirs = cleared(room, replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",)), "northmere")
    clear(room, theirs, "eastholt")
    record_report(desk(room), MINE, told(words=f"{PLAIN.wording} Eastholt has shut its network."))
    assert [each.words for each in left(room, "eastholt")] == ["Eastholt has shut its network."]
    assert left(room, "farwick") == []


def test_nobody_was_told_at_a_time_that_is_still_to_come(room):
    with pytest.raises(DeskError, match="when they were told lies 30 minutes ahead of this desk's own time"):
        record_report(desk(room), MINE, told(BEGAN + timedelta(minutes=90)))
    assert record_report(desk(room), MINE, told(BEGAN + timedelta(minutes=64)))
