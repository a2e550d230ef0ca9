"""Clocks that come near while nobody acts: half, three quarters, the last hours, over; controls that do not ring."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.record import Sight
from battlebox.desk.tell import Judged, Mark, clocks_of, judge_clock, near_ends, record_report
from desk.room import BEGAN, COUNCILS, SHARED, Room
from desk.telling import DPO, HOUR, MINE, desk, out, told


@pytest.fixture
def room():
    made = Room.opened()
    out(made, since=BEGAN)
    return made


def near(room, body="northmere"):
    at = desk(room, body)
    sight = Sight.of(room.record, at.officer)
    return {each.course.thing: each for each in near_ends(clocks_of(sight, at.picture, at.library), body, sight.now)}


def after(room, hours):
    room.watch.at = BEGAN + hours * HOUR
    return near(room).get(MINE)


@pytest.mark.parametrize(
    ("hours", "mark"),
    [
        (1, None), (35.9, None), (36, Mark.HALF), (53.9, Mark.HALF), (54, Mark.THREE_QUARTERS),
        (59.9, Mark.THREE_QUARTERS), (60, Mark.LAST_HOURS), (72, Mark.LAST_HOURS), (72.1, Mark.OVER), (500, Mark.OVER),
    ],
)  # fmt: skip
def test_each_mark_of_a_clock_of_three_days(room, hours, mark):
    found = after(room, hours)
    assert (found.mark if found else None) is mark


def test_the_words_say_which_clock_by_when_and_that_nobody_acted(room):
    assert after(room, 36).words == (
        "clock «Report the personal data breach to the ICO»: half of the time has gone "
        "(by 02:40 GMT on Thursday 26 November 2026), and nobody has acted on it since"
    )
    assert "is over (by 02:40 GMT on Thursday 26 November 2026) and no report is recorded" in after(room, 80).words


def judge(room, state=Judged.RUNNING):
    return judge_clock(desk(room), MINE, state, why="we look into it", who="data protection", handling=SHARED)


def test_whoever_acted_after_a_mark_is_not_told_of_it_and_is_told_of_the_next(room):
    room.watch.at = BEGAN + 37 * HOUR
    judge(room)
    assert after(room, 50) is None
    assert after(room, 54).mark is Mark.THREE_QUARTERS
    assert after(room, 73).mark is Mark.OVER


def test_acting_before_a_mark_does_not_silence_it(room):
    room.watch.at = BEGAN + HOUR
    judge(room)
    assert after(room, 36).mark is Mark.HALF


@pytest.mark.parametrize("hours", [40, 80])
def test_a_clock_that_is_met_or_not_reportable_never_rings(room, hours):
    room.watch.at = BEGAN + 2 * HOUR
    record_report(desk(room), MINE, told(BEGAN + HOUR), handling=SHARED)
    assert after(room, hours) is None
    other = Room.opened()
    out(other)
    other.watch.at = BEGAN + 2 * HOUR
    judge(other, Judged.NOT_REPORTABLE)
    assert after(other, hours) is None


def test_a_short_clock_does_not_ring_as_soon_as_it_begins(room):
    from dataclasses import replace

    from battlebox.desk.tell import Allowance, Nation, bank_holidays, due_of

    at = desk(room)
    sight = Sight.of(room.record, at.officer)
    course = next(each for each in clocks_of(sight, at.picture, at.library) if each.thing == MINE)
    day = replace(course, due=due_of(BEGAN, Allowance.from_text("24 hours"), bank_holidays(Nation.ENGLAND)))
    marks = [near_ends([day], "northmere", BEGAN + timedelta(hours=hour)) for hour in (1, 11.9, 12, 18, 24.1)]
    assert [found[0].mark if found else None for found in marks] == [
        None, None, Mark.HALF, Mark.LAST_HOURS, Mark.OVER,
    ]  # fmt: skip


@pytest.mark.parametrize("council", COUNCILS)
def test_each_body_is_told_of_its_own_clocks_alone(room, council):
    room.watch.at = BEGAN + 40 * HOUR
    if council == "farwick":
        quiet = Room.opened()
        quiet.watch.at = BEGAN + 40 * HOUR
        assert not near(quiet)
        return
    assert {each.course.body for each in near(room, council).values()} == {council}
    assert DPO
