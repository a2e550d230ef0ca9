"""The short exercise: one inject after the other, no waiting for nothing, and feedback off the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.drill.control import ControlError, solo_feedback, solo_stepped
from battlebox.drill.play import Course, Done
from battlebox.drill.scenario import SHIPPED, shipped
from battlebox.drill.scenario import cast as filled
from drill.play.tapes import BEGAN, Players, begun
from drill.scenario.estates import estate


def solo(*numbers):
    """The short scenario with these injects as its short exercise."""
    course = begun()
    scenario = course.cast.scenario
    injects = tuple(replace(each, solo=each.number in numbers) for each in scenario.injects)
    return replace(course, cast=replace(course.cast, scenario=replace(scenario, injects=injects)))


def longer(course):
    """The same, with twenty minutes for whatever is expected, and no evening."""
    scenario = course.cast.scenario
    injects = tuple(
        replace(each, expected=tuple(replace(one, within_minutes=20) for one in each.expected))
        for each in scenario.injects
    )
    return replace(course, cast=replace(course.cast, scenario=replace(scenario, injects=injects, events=())))


def run(course, players, acts, until):
    for minute in range(course.minute, until + 1):
        if course.is_over:
            break
        course = solo_stepped(course, minute, players.deeds)
        players.at(course)
        for act in acts.get(minute, ()):
            act()
    return course


def test_the_next_inject_comes_as_soon_as_the_one_before_is_settled():
    players = Players()
    course = run(solo(1, 2), players, {2: [players.suspects, players.decides]}, 3)
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 3)]


def test_whoever_does_nothing_gets_the_next_when_the_time_is_over():
    course = run(solo(1, 2), Players(), {}, 30)
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 10)]
    assert course.ended == 16


def test_one_thing_missed_keeps_nothing_back_and_whoever_was_quick_has_longer_for_the_rest():
    players = Players()
    course = run(longer(solo(1, 2, 3)), players, {}, 14)
    # Twenty minutes for three, then fourteen for two; each of the first two could be done for twenty minutes.
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 6), (3, 13)]
    first, second, third = solo_feedback(course, players.deeds)
    assert (first.is_settled, first.went_on, first.open_until) == (False, True, 20)
    assert (second.is_settled, second.went_on, second.open_until) == (False, True, 26)
    assert third.is_settled, "it expects nothing"
    course = run(course, players, {15: [players.suspects]}, 30)
    first, second, third = solo_feedback(course, players.deeds)
    assert course.ended == 20
    assert [each.done for each in first.judged] == [Done.IN_TIME, Done.NOT_DONE]
    assert (first.guide, first.went_on) == ("late", True)
    assert ([each.done for each in second.judged], second.guide) == ([Done.CUT_OFF], "")
    assert not third.went_on


@pytest.mark.parametrize("name", [name for name in SHIPPED if shipped(name).solo])
def test_of_each_that_ships_whoever_misses_all_gets_all_of_it(name):
    course = Course(filled(shipped(name), estate("northmere")), BEGAN)
    course = run(course, Players(), {}, 30)
    assert [each.number for each in course.handed] == [each.number for each in course.cast.scenario.solo]
    assert course.ended <= 20


def test_it_is_over_after_twenty_minutes_whatever_is_open():
    course = run(longer(solo(1, 2)), Players(), {}, 30)
    assert (course.ended, [each.number for each in course.handed]) == (20, [1, 2])


def test_feedback_says_what_was_done_what_was_missed_and_what_would_have_earned_more():
    players = Players()
    course = run(solo(1, 2), players, {3: [players.suspects], 14: [players.decides]}, 30)
    first, second = solo_feedback(course, players.deeds)
    assert [each.done for each in first.judged] == [Done.IN_TIME, Done.LATE]
    assert (first.missed, first.guide) == ((), "late")
    assert second.guide == "in time"
    assert second.done[0].deed.number.startswith("A-")
    nothing = solo_feedback(run(solo(1), Players(), {}, 30), ())
    assert [len(each.missed) for each in nothing] == [2]
    assert nothing[0].guide == "not at all"


def test_a_scenario_without_a_short_exercise_says_so():
    with pytest.raises(ControlError, match="has no short exercise for one officer") as refused:
        solo_stepped(begun(), 0, ())
    assert "solo = true" in refused.value.hint
