"""The short exercise: one inject after the other, no waiting for nothing, and feedback off the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.drill.control import ControlError, solo_feedback, solo_stepped
from battlebox.drill.play import SOLO_LEAST, SOLO_MINUTES, Course, Done, PlayError, judged
from battlebox.drill.scenario import SHIPPED, shipped
from battlebox.drill.scenario import cast as filled
from drill.play.tapes import BEGAN, Players, begun
from drill.scenario.estates import estate


def solo(*numbers):
    """The short scenario with these injects as its short exercise."""
    course = begun()
    scenario = course.cast.scenario
    injects = tuple(replace(each, solo=each.number in numbers) for each in scenario.injects)
    return replace(course, solo=True, cast=replace(course.cast, scenario=replace(scenario, injects=injects)))


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


def test_what_settled_one_inject_shows_nothing_of_the_next_that_came_in_the_same_minute():
    players = Players()
    course = run(solo(1, 2), players, {2: [players.suspects, players.decides]}, 1)
    course = solo_stepped(course, 2, ())
    players.at(course)
    players.suspects()
    players.decides()
    course = solo_stepped(course, 2, players.deeds)
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 2)]
    assert [each.done for each in judged(course, players.deeds)] == [Done.IN_TIME, Done.IN_TIME, Done.OPEN]
    players.decides()
    assert judged(course, players.deeds)[2].done is Done.IN_TIME


def test_whoever_does_nothing_gets_the_next_when_the_time_is_over():
    course = run(solo(1, 2), Players(), {}, 30)
    # Nothing of the first can be done in time after T+10.
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 11)]
    assert course.ended == 17


@pytest.mark.parametrize("name", [name for name in SHIPPED if shipped(name).solo])
def test_doing_nothing_costs_all_of_it_for_the_last_comes_while_there_is_time(name):
    course = run(Course(filled(shipped(name), estate("northmere")), BEGAN, solo=True), Players(), {}, 30)
    every = [one for each in solo_feedback(course, ()) for one in each.judged]
    assert {each.done for each in every} == {Done.NOT_DONE}
    assert len(every) == sum(len(each.expected) for each in course.injects)
    assert max(each.minute for each in course.handed) <= SOLO_MINUTES - SOLO_LEAST
    assert max(each.until for each in every) <= SOLO_MINUTES


def test_what_is_asked_for_in_the_last_minutes_of_it_counts_neither_for_nor_against():
    course = replace(longer(solo(1, 2)), minute=SOLO_MINUTES - SOLO_LEAST).handing(1)
    assert [each.until for each in judged(course, ())] == [SOLO_MINUTES, SOLO_MINUTES]
    course = course.at(SOLO_MINUTES - SOLO_LEAST + 1).handing(2).at(SOLO_MINUTES).ending()
    assert [each.done for each in judged(course, ())] == [Done.NOT_DONE, Done.NOT_DONE, Done.CUT_OFF]


def test_nothing_but_its_own_injects_is_played():
    course = solo(1, 3)
    assert [each.number for each in course.injects] == [1, 3]
    assert [each.number for each in course.coming()] == [1, 3]
    assert course.at(13).due() == ()
    with pytest.raises(PlayError):
        course.handing(2)


def test_one_thing_missed_keeps_nothing_back_and_whoever_was_quick_has_longer_for_the_rest():
    players = Players()
    course = run(longer(solo(1, 2, 3)), players, {}, 16)
    # Sixteen minutes until the last of three: eight each. All of it is in time until the end, and no longer.
    assert [(each.number, each.minute) for each in course.handed] == [(1, 0), (2, 8), (3, 16)]
    first, second, third = solo_feedback(course, players.deeds)
    assert (first.is_settled, first.went_on, [each.until for each in first.waiting]) == (False, True, [20, 20])
    assert (second.is_settled, second.went_on, [each.until for each in second.waiting]) == (False, True, [20])
    assert third.is_settled, "it expects nothing"
    course = run(course, players, {17: [players.suspects]}, 30)
    first, second, third = solo_feedback(course, players.deeds)
    assert course.ended == 20
    assert [each.done for each in first.judged] == [Done.IN_TIME, Done.NOT_DONE]
    assert (first.is_cut_off, first.went_on) == (False, True)
    assert ([each.done for each in second.judged], second.is_cut_off) == ([Done.NOT_DONE], False)
    assert not third.went_on
    # What it went on without is named, and what was done is not.
    assert [each.expected.do for each in first.without] == [first.judged[1].expected.do]


def test_each_thing_that_is_not_done_has_its_own_time_and_what_is_done_has_none():
    players, course = Players(), solo(1, 2, 3)
    # Five minutes for the first, ten for the second: the next inject does not make them longer.
    course = run(course, players, {}, 6)
    (first,) = solo_feedback(course, players.deeds)
    assert [(each.until, each.done) for each in first.waiting] == [(5, Done.NOT_DONE), (10, Done.OPEN)]
    course = run(course, players, {}, 11)
    assert solo_feedback(course, players.deeds)[0].waiting == (), "nothing of it is open any more"


@pytest.mark.parametrize("name", [name for name in SHIPPED if shipped(name).solo])
def test_of_each_that_ships_whoever_misses_all_gets_all_of_it(name):
    course = Course(filled(shipped(name), estate("northmere")), BEGAN, solo=True)
    course = run(course, Players(), {}, 30)
    assert [each.number for each in course.handed] == [each.number for each in course.cast.scenario.solo]
    assert course.ended <= 20


def test_it_is_over_after_twenty_minutes_whatever_is_open():
    course = run(longer(solo(1, 2)), Players(), {}, 30)
    assert (course.ended, [each.number for each in course.handed]) == (20, [1, 2])


def test_feedback_says_what_was_done_by_which_entry_and_what_was_missed():
    players = Players()
    course = run(solo(1, 2), players, {3: [players.suspects], 14: [players.decides]}, 30)
    first, second = solo_feedback(course, players.deeds)
    assert [each.done for each in first.judged] == [Done.IN_TIME, Done.LATE]
    assert first.missed == ()
    assert [(each.seen_by, each.is_kind_alone) for each in first.judged] == [
        ("suspicion stated", False), ("decision made", True),
    ]  # fmt: skip
    assert second.done[0].deed.number.startswith("A-")
    nothing = solo_feedback(run(solo(1), Players(), {}, 30), ())
    assert [len(each.missed) for each in nothing] == [2]


def test_a_scenario_without_a_short_exercise_says_so():
    with pytest.raises(ControlError, match="has no short exercise for one officer") as refused:
        solo_stepped(begun(), 0, ())
    assert "solo = true" in refused.value.hint
