"""Every time named stays; the earliest counts until information governance decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.tell import (
    AwareTime,
    Candidate,
    ClockState,
    awareness_of,
    decide_aware,
    suggest_aware,
)
from desk.room import BEGAN, Room, officer
from desk.telling import DPO, HOUR, MINE, THEIRS, clock, clocks, name_time, out, used_by


@pytest.fixture
def room():
    made = Room.opened()
    made.watch.pass_by(hours=6)
    return made


def test_the_earliest_time_named_counts_until_information_governance_decides(room):
    out(room, since=BEGAN)
    name_time(room, -3)
    name_time(room, 2)
    found = clock(room, "northmere", MINE)
    assert found.begin == BEGAN - 3 * HOUR
    assert found.counts == "the earliest of 3 times named; information governance has not decided"
    decided = decide_aware(room.record, officer("northmere", DPO), AwareTime(BEGAN + HOUR, "the DPO was told then"))
    found = clock(room, "northmere", MINE)
    assert (found.begin, found.due.at) == (BEGAN + HOUR, BEGAN + 73 * HOUR)
    assert found.counts == f"decided in {decided.number}: the DPO was told then"
    # Each controller decides for itself.
    assert clock(room, "eastholt", THEIRS).begin == BEGAN


def test_a_time_named_opens_the_clock_by_itself_and_the_body_concerned_sees_it(room):
    name_time(room, -1, by="northmere", body="eastholt")
    assert clock(room, "eastholt", THEIRS).begin == BEGAN - HOUR
    assert clock(room, "northmere", MINE).state is ClockState.NOT_TRIGGERED
    assert not any(each.state.is_open for each in clocks(room, "farwick").values())


def test_two_decisions_are_shown_and_the_earlier_counts(room):
    out(room)
    dpo = officer("northmere", DPO)
    first = decide_aware(room.record, dpo, AwareTime(BEGAN + HOUR, "one"))
    seen = frozenset({first.entry})
    decide_aware(room.record, dpo, AwareTime(BEGAN + 2 * HOUR, "two"), over=seen)
    decide_aware(room.record, dpo, AwareTime(BEGAN + 3 * HOUR, "three"), over=seen)
    found = clock(room, "northmere", MINE)
    assert found.begin == BEGAN + 2 * HOUR
    assert "two versions stand: read both and choose" in found.doubts
    assert "two decisions stand" in found.counts


def test_who_may_name_a_time_and_who_may_decide(room):
    for role in (Role.OBSERVER, Role.COMMUNICATIONS):
        with pytest.raises(DeskError, match="may not say when somebody became aware"):
            name_time(room, 0, role=role)
    for role in (Role.STRATEGIC, Role.TACTICAL, Role.LOGGIST):
        with pytest.raises(DeskError, match="may not decide when the body became aware") as refused:
            decide_aware(room.record, officer("northmere", role), AwareTime(BEGAN, "now"))
        assert "information governance" in refused.value.hint


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": "northmer"}, DeskCode.UNKNOWN_ID),
        ({"who": " "}, DeskCode.BLANK),
        ({"why": ""}, DeskCode.BLANK),
        ({"at": BEGAN + 30 * HOUR}, DeskCode.FUTURE),
        ({"at": BEGAN.replace(year=226)}, DeskCode.TOO_EARLY),
    ],
)
def test_a_time_that_cannot_be_is_refused(room, changed, code):
    candidate = replace(Candidate("northmere", BEGAN, "IT", "screens"), **changed)
    before = room.record.arrived
    with pytest.raises(DeskError) as refused:
        suggest_aware(room.record, used_by(room).estate, officer("northmere"), candidate)
    assert refused.value.code is code
    assert room.record.arrived == before


def test_a_decision_names_a_time_that_is_there(room):
    with pytest.raises(DeskError, match="there is no time named candidate/0"):
        decide_aware(room.record, officer("northmere", DPO), AwareTime(BEGAN, "that one", "candidate/0"))


def test_what_was_seen_counts_as_a_time_that_nobody_named(room):
    out(room)
    name_time(room, 1)
    found = clock(room, "northmere", MINE)
    sight = room.sight("northmere")
    assert [each.is_drawn for each in awareness_of(sight, "northmere", found.exposures).named] == [True, False]
    assert awareness_of(sight, "northmere").words == "the only time named; information governance has not decided"
    assert awareness_of(sight, "farwick").words == "nobody has named a time"
