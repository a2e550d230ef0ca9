"""How a drill goes on, minute by minute: what is due, which way the story goes, what time it is in it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.play import Course, PlayError, stepped
from battlebox.drill.scenario import Answer
from drill.play.tapes import BACKUPS, BEGAN, Ordered, Players, begun, cast


def numbers(injects):
    return [each.number for each in injects]


def played(course: Course, until: int, players: Players, acts=None) -> Course:
    """Minute by minute, with what players do at each."""
    for minute in range(course.minute, until + 1):
        course = stepped(course, minute, players.deeds, Ordered(players.deeds))
        players.at(course)
        for act in (acts or {}).get(minute, ()):
            act()
    return course


def test_what_nobody_hands_out_is_due_and_then_late():
    course = stepped(begun(by_itself=False), 0, ())
    assert (numbers(course.due()), numbers(course.late())) == ([1], [])
    course = stepped(course, 3, ())
    assert numbers(course.late()) == [1]
    course = course.handing(1)
    assert (course.due(), course.when_handed(1)) == ((), 3)


def test_a_system_that_was_cut_in_time_spares_the_backups():
    players = Players()
    course = played(begun(), 60, players, {4: [players.suspects, players.isolates]})
    assert course.answer_of("cut") is Answer.YES
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (3, 12)]
    assert [each.event for each in course.happened] == ["evening"]
    assert course.answer_of("said-why") is None
    assert numbers(course.never()) == [2, 4]


def test_one_that_was_cut_a_minute_late_does_not():
    players = Players()
    course = played(begun(), 60, players, {11: [players.isolates]})
    assert course.answer_of("cut") is Answer.NO
    assert [(each.event, each.minute) for each in course.happened] == [("deleted", 10), ("evening", 20)]
    assert [each.number for each in course.handed] == [1, 2]


def test_a_branch_under_a_branch_is_asked_where_the_story_went_its_way():
    players = Players()
    course = played(begun(), 60, players, {15: [players.decides]})
    assert course.answer_of("said-why") is Answer.YES
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 12), (4, 30)]


def test_another_system_is_not_meant():
    players = Players()
    course = played(begun(), 12, players, {2: [lambda: players.isolates("northmere.isolate-mail")]})
    assert course.answer_of("cut") is Answer.NO


def test_the_entry_that_showed_it_is_kept():
    players = Players()
    course = played(begun(), 12, players, {4: [players.isolates]})
    number = next(each.entry for each in course.asked)
    (line,) = [each for each in players.room.record.lines() if each.number == number]
    assert line.header.kind == "system:isolated"


def test_the_story_leaps_and_the_minutes_of_play_run_on():
    course = played(begun(), 25, Players())
    assert course.story_at(19) == BEGAN + timedelta(minutes=19)
    assert course.story_at(20) == BEGAN + timedelta(hours=8, minutes=20)
    assert course.minute_of(BEGAN + timedelta(minutes=19)) == 19
    assert course.minute_of(BEGAN + timedelta(hours=3)) == 20
    assert course.minute_of(BEGAN + timedelta(hours=8, minutes=25)) == 25
    assert course.minute_of(BEGAN - timedelta(minutes=3)) == -3


def test_whoever_runs_it_may_hold_back_and_hand_out_before_the_time():
    course = stepped(begun(by_itself=False), 0, ()).holding_back(1)
    assert course.due() == ()
    course = course.handing(1)
    assert course.held_back == ()
    with pytest.raises(PlayError, match="inject 1 was handed out at T") as refused:
        course.handing(1)
    assert refused.value.hint == "choose one that is still to come"
    with pytest.raises(PlayError, match="has no inject 9") as refused:
        course.holding_back(9)
    assert refused.value.hint == "it has 1, 2, 3, 4"


def test_what_the_story_left_behind_is_refused():
    players = Players()
    course = played(begun(), 12, players, {4: [players.isolates]})
    with pytest.raises(PlayError, match=r"inject 2 belongs to a way that the story did not go \(cut\)"):
        course.handing(2)


def test_nothing_goes_back_and_nothing_goes_on_after_the_end():
    course = stepped(begun(), 12, ())
    with pytest.raises(PlayError, match=r"stands at T\+12 and cannot go back to T\+11"):
        course.at(11)
    over = course.ending()
    for act in (over.ending, over.happening, lambda: over.at(13), lambda: over.handing(3)):
        with pytest.raises(PlayError, match=r"was ended at T\+12"):
            act()


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(PlayError, match="says no time zone"):
        Course(cast(), datetime(2026, 11, 24, 9, 10))  # noqa: DTZ001 - that is what is refused


@given(st.lists(st.integers(0, 30), max_size=12), st.booleans())
def test_however_it_is_stepped_each_inject_is_in_one_place_and_minutes_come_back(steps, by_itself):
    course, minute = begun(by_itself=by_itself), 0
    for step in steps:
        minute += step
        if course.is_over:
            break
        course = stepped(course, minute, ())
        every = [each.number for each in course.handed]
        for group in (course.due(), course.coming(), course.never()):
            every += numbers(group)
        assert sorted(every) == [1, 2, 3, 4]
        assert course.minute_of(course.story_at(minute)) == minute
    assert BACKUPS in cast().of("backups").means
