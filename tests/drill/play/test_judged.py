"""What was expected beside what the record shows."""

from __future__ import annotations

from dataclasses import replace

from battlebox.drill.play import Done, judged
from drill.play.tapes import Players, begun
from drill.play.test_course import played


def states(course, players):
    return [(each.inject.number, each.done, each.took_minutes) for each in judged(course, players.deeds)]


def test_each_thing_is_done_in_time_late_open_or_not_done():
    players = Players()
    course = played(begun(), 4, players, {3: [players.suspects]})
    assert states(course, players) == [(1, Done.IN_TIME, 3), (1, Done.OPEN, None)]
    course = played(course, 60, players, {14: [players.decides]})
    assert states(course, players) == [(1, Done.IN_TIME, 3), (1, Done.LATE, 14), (2, Done.IN_TIME, 2)]


def test_what_is_never_done_stays_open_until_its_time_is_over():
    players = Players()
    course = played(begun(), 10, players)
    assert states(course, players) == [(1, Done.NOT_DONE, None), (1, Done.OPEN, None)]
    assert states(course.ending(), players) == [(1, Done.NOT_DONE, None), (1, Done.NOT_DONE, None)]


def test_what_the_end_cut_off_counts_neither_for_nor_against():
    players = Players()
    course = played(begun(), 9, players).ending()
    assert states(course, players) == [(1, Done.NOT_DONE, None), (1, Done.CUT_OFF, None)]


def test_what_was_done_before_it_was_asked_for_was_done_if_it_is_about_the_very_thing():
    players = Players()
    course = begun()
    players.at(course)
    players.suspects()
    players.decides()
    course = played(course.at(5), 6, players)
    assert course.when_handed(1) == 5
    # The order is not given, and a decision from before may be about anything.
    assert states(course, players) == [(1, Done.IN_TIME, 0), (1, Done.OPEN, None)]


def test_of_what_was_written_in_time_the_sign_that_stands_first_counts_and_is_named():
    players = Players()
    course = played(begun(), 8, players, {3: [players.decides], 7: [players.isolates]})
    second = judged(course, players.deeds)[1]
    assert (second.minute, second.seen_by, second.is_kind_alone) == (7, "system isolated", False)
    players = Players()
    course = played(begun(), 12, players, {3: [players.decides], 11: [players.isolates]})
    second = judged(course, players.deeds)[1]
    # The order came too late, the decision did not; any decision would have done.
    assert (second.minute, second.done, second.seen_by) == (3, Done.IN_TIME, "decision made")
    assert second.is_kind_alone


def test_what_is_wanted_anew_is_not_shown_by_what_was_done_before():
    players = Players()
    course = begun()
    scenario = course.cast.scenario
    anew = tuple(replace(each, expected=tuple(replace(one, anew=True) for one in each.expected))
                 for each in scenario.injects)  # fmt: skip
    course = replace(course, cast=replace(course.cast, scenario=replace(scenario, injects=anew)))
    players.at(course)
    players.suspects()
    course = played(course.at(5), 6, players)
    assert states(course, players) == [(1, Done.OPEN, None), (1, Done.OPEN, None)]
    course = played(course, 8, players, {8: [players.suspects]})
    assert states(course, players)[0] == (1, Done.IN_TIME, 3)
