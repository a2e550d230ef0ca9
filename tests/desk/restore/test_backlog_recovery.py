"""When a service may be called restored, and what takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk.backlog import Return, change_item, piece_of, recoveries_of, state_words
from battlebox.desk.picture import Condition, estate_in_use, picture_of
from battlebox.desk.record import Handling, State, stand
from desk.restore.backlogs import (
    CHILD,
    HOUSING,
    LEAD,
    estate,
    fall_back,
    key,
    note,
    paper,
    recovery,
    see,
    sign,
    was_out,
)
from desk.room import Room, officer

NOTHING_SAID = "nobody has said what is to be keyed back or checked, nor signed off that there is nothing"


@pytest.fixture
def room():
    return Room.opened()


def test_a_service_that_never_stopped_has_no_word_on_it(room):
    assert recovery(room) is None


def test_a_service_that_is_out_is_not_back(room):
    see(room, Condition.OUT)
    fall_back(room, running=True)
    found = recovery(room)
    assert (found.state, found.since, found.lacks) == (Return.NOT_BACK, None, ())


def test_one_that_works_again_is_backlogged_until_somebody_signs_that_there_is_nothing(room):
    was_out(room)
    found = recovery(room)
    assert found.state is Return.BACKLOGGED
    assert found.lacks == (NOTHING_SAID,)
    assert found.since == room.record.now()
    sign(room)
    assert recovery(room).state is Return.RESTORED


def test_a_date_and_somebody_to_do_it_make_it_restored_and_either_alone_does_not(room):
    was_out(room)
    day = room.record.now() + timedelta(days=14)
    thing = note(room, paper(room, due=day))
    assert recovery(room).lacks == ("1 piece of its backlog without a date and somebody to do it",)
    change_item(room.record, estate(room), LEAD, thing, replace(paper(room), owner="business support"))
    assert recovery(room).state is Return.BACKLOGGED
    change_item(room.record, estate(room), LEAD, thing, paper(room, owner="business support", due=day))
    assert recovery(room).state is Return.RESTORED
    assert recovery(room).promised == day


def test_a_date_that_passes_takes_it_back_and_all_done_and_signed_brings_it_for_good(room):
    was_out(room)
    thing = note(room, paper(room, owner="business support", due=room.record.now() + timedelta(days=1)))
    assert recovery(room).state is Return.RESTORED
    room.watch.pass_by(days=1)
    found = recovery(room)
    assert found.state is Return.BACKLOGGED
    assert found.lacks == ("the date has passed for 1 piece of its backlog",)
    key(room, thing, 40)
    assert recovery(room).state is Return.BACKLOGGED
    sign(room, thing)
    assert recovery(room).state is Return.RESTORED
    room.watch.pass_by(days=400)
    assert recovery(room).state is Return.RESTORED


def test_working_with_delays_and_a_fallback_that_still_runs_are_not_restored(room):
    was_out(room)
    sign(room)
    see(room, Condition.SLOW)
    assert recovery(room).lacks == ("it works with delays",)
    see(room, Condition.WORKING)
    fall_back(room, running=True)
    assert recovery(room).lacks == ("its fallback still runs, and makes more to key back",)


def test_nothing_that_only_the_model_says_is_restored(room):
    see(room, Condition.OUT)
    room.watch.pass_by(hours=3)
    sign(room)
    see(room, Condition.UNKNOWN)
    found = recovery(room)
    assert found.state is Return.NOT_BACK
    assert found.lacks == ("nobody has looked whether it works",)
    assert found.since is None


def test_a_fallback_started_before_anything_stopped_is_no_return(room):
    fall_back(room, running=True)
    found = recovery(room)
    assert found.state is Return.NOT_BACK
    assert found.lacks[1] == "its fallback still runs, and makes more to key back"


def test_that_there_is_nothing_holds_only_until_it_stops_again(room):
    see(room, Condition.OUT)
    sign(room)
    room.watch.pass_by(hours=1)
    see(room, Condition.WORKING)
    assert recovery(room).lacks == (NOTHING_SAID,)
    sign(room)
    assert recovery(room).state is Return.RESTORED
    room.watch.pass_by(hours=1)
    was_out(room)
    assert recovery(room).lacks == (NOTHING_SAID,)


def test_two_versions_of_a_count_are_not_dated(room):
    was_out(room)
    thing = note(room, paper(room, owner="business support", due=room.record.now() + timedelta(days=14)))
    first = key(room, thing, 5)
    for done in (8, 9):
        key(room, thing, done, over=frozenset({first.entry}))
    assert recovery(room).lacks == ("two versions stand of 1 piece of its backlog",)


def test_the_share_done_and_the_work_left_count_only_what_was_counted(room):
    see(room, Condition.OUT)
    thing = note(room, paper(room, minutes=15))
    note(room, paper(room, what="night log", basis=paper(room).basis, many=60))
    key(room, thing, 20)
    found = recovery(room)
    assert found.share_done == 0.2
    assert found.minutes_left == 20 * 15 + 60 * 10
    assert found.promised is None


def test_a_partner_never_reads_that_ours_is_restored_and_a_stranger_nothing(room):
    was_out(room)
    note(room, paper(room, owner="business support", due=room.record.now() + timedelta(days=9)))
    assert recovery(room).state is Return.RESTORED
    assert recovery(room, body="eastholt") is None
    note(room, paper(room, what="night log"))
    assert recovery(room, body="eastholt").state is Return.BACKLOGGED


def test_what_we_keep_to_ourselves_leaves_a_partner_without_a_word(room):
    was_out(room)
    note(room, handling=Handling())
    assert recovery(room).state is Return.BACKLOGGED
    assert recovery(room, body="eastholt") is None


def test_its_words_are_the_same_everywhere(room):
    was_out(room)
    sight = room.sight("northmere")
    picture = picture_of(sight, estate_in_use(sight, room.shelf))
    made = recoveries_of(sight, picture)
    assert state_words(picture.service(CHILD), made.get(CHILD)) == "available but backlogged"
    assert state_words(picture.service(HOUSING), made.get(HOUSING)) == "working"


def test_months_after_the_incident_is_closed_work_goes_on(room):
    was_out(room)
    lead = officer("northmere")
    stand(room.record, lead, State.STOOD_UP, why="it is real")
    stand(room.record, lead, State.STOOD_DOWN, why="contained", no_debrief="a small one")
    stand(room.record, lead, State.CLOSED, why="over", no_debrief="a small one")
    assert room.record.is_closed
    room.watch.pass_by(days=90)
    late = replace(LEAD, is_late=True)
    thing = note(room, by=late)
    key(room, thing, 40, by=late)
    sign(room, thing, by=late)
    assert piece_of(room.sight("northmere"), thing).sign_off is not None
    assert recovery(room).state is Return.RESTORED
