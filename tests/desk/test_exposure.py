"""Personal data that was seen out, stopped by what it needs, or compromised opens a clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.picture import (
    Belief,
    Condition,
    Observation,
    Subject,
    Suspicion,
    observe,
    state_suspicion,
)
from battlebox.desk.tell import (
    ClockState,
    Judged,
    judge_clock,
)
from desk.room import BEGAN, SHARED, Room, officer
from desk.telling import HOUR, MINE, THEIRS, clock, desk, out, used_by


@pytest.fixture
def room():
    return Room.opened()


def test_a_system_that_works_again_is_still_to_be_assessed(room):
    out(room)
    room.watch.pass_by(hours=2)
    out(room, since=BEGAN + 2 * HOUR, condition=Condition.WORKING)
    assert clock(room, "eastholt", THEIRS).state is ClockState.ASSESSING
    assert clock(room, "eastholt", THEIRS).begin == BEGAN


def test_of_two_who_saw_it_out_the_earlier_counts(room):
    estate = used_by(room).estate
    for hours in (3, 1, 2):
        seen = Observation(Condition.OUT, BEGAN + hours * HOUR, f"desk {hours}")
        who = officer("northmere")
        observe(room.record, estate, who, "northmere.care", seen, handling=SHARED, over=frozenset())
    found = clock(room, "eastholt", THEIRS)
    assert found.begin == BEGAN + HOUR
    assert [each.who for each in found.exposures] == ["desk 1"]


def test_a_system_seen_working_or_without_records_opens_nothing(room):
    out(room, condition=Condition.WORKING)
    out(room, "northmere.phones")
    assert clock(room, "northmere", MINE).state is ClockState.NOT_TRIGGERED


def test_that_it_works_again_brings_nothing_new_to_light_and_a_second_outage_does(room):
    out(room)
    judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="an hour, nobody harmed", who="DPO")
    for hours, condition, expected in (
        (1, Condition.OUT, ClockState.ASSESSING),
        (2, Condition.WORKING, ClockState.NOT_REPORTABLE),
        (3, Condition.WORKING, ClockState.NOT_REPORTABLE),
        (4, Condition.OUT, ClockState.ASSESSING),
    ):
        room.watch.pass_by(hours=1)
        out(room, since=BEGAN + hours * HOUR, condition=condition)
        assert clock(room, "northmere", MINE).state is expected, hours
        if condition is Condition.OUT and expected is ClockState.ASSESSING:
            judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="the same", who="DPO")


def test_a_compromise_confirmed_again_brings_nothing_new_to_light(room):
    estate = used_by(room).estate

    def say(state):
        room.watch.pass_by(hours=1)
        belief = Belief(state, room.record.now(), "head of IT", "a scan")
        who = officer("northmere")
        state_suspicion(room.record, estate, who, Subject.SYSTEM, "northmere.care", belief, handling=SHARED)

    say(Suspicion.CONFIRMED)
    judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="nothing was there", who="DPO")
    say(Suspicion.CONFIRMED)
    assert clock(room, "northmere", MINE).state is ClockState.NOT_REPORTABLE
    say(Suspicion.CLEAR)
    say(Suspicion.CONFIRMED)
    assert clock(room, "northmere", MINE).state is ClockState.ASSESSING


def test_what_the_model_says_stops_opens_it_too_with_the_chain_of_causes(room):
    out(room, "northmere.servers")
    found = clock(room, "eastholt", THEIRS)
    assert found.state is ClockState.ASSESSING
    (care,) = [each for each in found.exposures if each.system.system == "northmere.care"]
    assert (care.number, care.who) == ("", "the estate's needs")
    assert "Northmere servers" in care.why


def test_a_confirmed_compromise_opens_it_and_a_suspicion_does_not(room):
    estate = used_by(room).estate
    belief = Belief(Suspicion.SUSPECTED, BEGAN, "head of IT")
    for state, expected in (
        (Suspicion.SUSPECTED, ClockState.NOT_TRIGGERED),
        (Suspicion.CONFIRMED, ClockState.ASSESSING),
    ):
        said = replace(belief, state=state)
        state_suspicion(
            room.record, estate, officer("northmere"), Subject.SYSTEM, "northmere.care", said, handling=SHARED
        )
        assert clock(room, "eastholt", THEIRS).state is expected
    (found,) = clock(room, "eastholt", THEIRS).exposures
    assert "confirmed to be compromised" in found.why


def test_what_comes_to_light_after_a_decision_opens_the_clock_again(room):
    out(room)
    judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="an hour, nobody harmed", who="DPO")
    assert clock(room, "northmere", MINE).state is ClockState.NOT_REPORTABLE
    room.watch.pass_by(hours=1)
    out(room, "northmere.benefits", since=BEGAN + HOUR)
    again = clock(room, "northmere", MINE)
    assert again.state is ClockState.ASSESSING
    assert any("Northmere benefits: seen to be out. Look at it again" in each for each in again.doubts)
    judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="both back", who="DPO")
    assert clock(room, "northmere", MINE).state is ClockState.NOT_REPORTABLE
    assert clock(room, "northmere", MINE).reason == "both back"
