"""Prepared words go first where life is at risk, as they stand, and owe the clearances they did not wait for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Bar,
    Goes,
    Verdict,
    all_prepared,
    owed_to,
    prepared_words,
    use_lane,
)
from desk.facts import PLAIN, asked, change, clear, hold, state, words_officer
from desk.room import Room, officer


@pytest.fixture
def room():
    return Room.opened()


def prepared(room):
    return state(room, replace(PLAIN, wording=prepared_words("telecare"), prepared="telecare", about=("eastholt",)))


def test_prepared_words_go_first_and_are_cleared_afterwards(room):
    thing = prepared(room)
    assert asked(room, thing).bar is Bar.NOT_CLEARED
    use_lane(room.record, words_officer("northmere"), thing, why="alarms are silent", who="head of care")
    assert asked(room, thing) == Goes(prepared_words("telecare"), ("eastholt", "northmere"))
    clear(room, thing, "eastholt")
    sight = Sight.of(room.record, words_officer("northmere"))
    assert owed_to(sight, thing) == ("northmere",)
    clear(room, thing, "northmere")
    assert owed_to(sight, thing) == ()


def test_the_lane_stops_for_a_refusal_for_a_hold_and_for_other_words(room):
    thing = prepared(room)
    use_lane(room.record, words_officer("northmere"), thing, why="alarms are silent", who="head of care")
    clear(room, thing, "eastholt", verdict=Verdict.REFUSED, why="ours work")
    assert asked(room, thing).bar is Bar.REFUSED
    clear(room, thing, "eastholt")
    hold(room, thing)
    assert asked(room, thing).bar is Bar.HELD


def test_the_lane_takes_prepared_words_alone_as_they_stand(room):
    plain = state(room)
    with pytest.raises(DeskError, match="not words that were prepared"):
        use_lane(room.record, words_officer("northmere"), plain, why="danger", who="Gold")
    with pytest.raises(DeskError, match="not words that were prepared"):
        state(room, replace(PLAIN, prepared="telecare"))
    thing = prepared(room)
    with pytest.raises(DeskError, match="may not send prepared words"):
        use_lane(room.record, officer("northmere", Role.LOGGIST), thing, why="danger", who="log")
    with pytest.raises(DeskError, match="why is blank"):
        use_lane(room.record, words_officer("northmere"), thing, why="", who="Gold")
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not send it"):
        use_lane(room.record, words_officer("eastholt"), thing, why="danger", who="Gold")
    with pytest.raises(DeskError, match="there is no prepared words moon"):
        prepared_words("moon")


def test_a_changed_wording_leaves_the_lane(room):
    thing = prepared(room)
    use_lane(room.record, words_officer("northmere"), thing, why="alarms are silent", who="head of care")
    change(room, thing, wording="Something else.", prepared="")
    assert asked(room, thing).bar is Bar.NOT_CLEARED


def test_prepared_words_fit_a_fact_and_say_nothing_of_what_happened():
    ids = [each.id for each in all_prepared()]
    assert len(ids) == len(set(ids)) >= 4
    for each in all_prepared():
        assert len(each.words) <= 300
        assert not any(word in each.words.lower() for word in ("cyber", "attack", "hack", "breach", "data"))
