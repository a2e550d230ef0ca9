"""The board of a control room, at one minute after the other."""

from __future__ import annotations

from battlebox.drill.control import Stands, board_of
from battlebox.drill.play import Noted
from drill.play.tapes import Players, begun
from drill.play.test_course import played


def stands(board):
    return {row.inject.number: row.stands for row in board.rows}


def test_what_has_to_be_handed_out_stands_first_and_what_never_comes_is_said():
    players = Players()
    course = played(begun(by_itself=False), 1, players)
    board = board_of(course, players.deeds, ())
    assert stands(board) == {1: Stands.DUE, 2: Stands.COMING, 3: Stands.COMING, 4: Stands.COMING}
    assert board.next_minute == 12
    course = played(course, 13, players)
    board = board_of(course, players.deeds, ())
    assert stands(board) == {1: Stands.LATE, 2: Stands.DUE, 3: Stands.NEVER, 4: Stands.COMING}
    assert [row.inject.number for row in board.now] == [1, 2]
    board = board_of(course.handing(1).holding_back(2), players.deeds, ())
    assert stands(board)[1] is Stands.HANDED
    assert stands(board)[2] is Stands.HELD_BACK
    assert board.now == ()
    # Once it is over nothing is late, due or coming any more.
    over = board_of(course.handing(1).ending(), players.deeds, ())
    assert stands(over) == {1: Stands.HANDED, 2: Stands.NOT_HANDED, 3: Stands.NEVER, 4: Stands.NOT_HANDED}
    assert (over.now, over.next_minute) == ((), None)


def test_of_what_the_end_cut_off_no_mark_is_wanted():
    course = played(begun(), 4, Players()).ending()
    assert board_of(course, (), ()).unmarked == ()
    course = played(begun(), 11, Players()).ending()
    assert [row.inject.number for row in board_of(course, (), ()).unmarked] == [1]


def test_evaluators_see_what_is_open_and_what_still_wants_a_mark():
    players = Players()
    course = played(begun(), 3, players, {2: [players.suspects]})
    board = board_of(course, players.deeds, ())
    assert [row.inject.number for row in board.watched] == [1]
    assert board.unmarked == ()
    course = played(course, 30, players, {9: [players.isolates]})
    notes = [Noted(1, 12, "calm", 1), Noted(1, 13, "and said why", 2), Noted(3, 14, "nobody listened")]
    board = board_of(course, players.deeds, notes)
    assert board.watched == ()
    assert {row.inject.number: row.mark for row in board.rows} == {1: 2, 2: None, 3: None, 4: None}
    assert [row.inject.number for row in board.unmarked] == [3]
    assert [note.words for note in board.rows[0].notes] == ["calm", "and said why"]


def test_what_ends_first_is_watched_first():
    players = Players()
    course = played(begun(), 14, players, {11: []})
    # Inject 1 is over; inject 2 asks for a decision by T+17.
    assert [row.inject.number for row in board_of(course, players.deeds, ()).watched] == [2]


def test_the_time_of_the_story_stands_beside_the_minutes_of_play():
    board = board_of(played(begun(), 25, Players()), (), ())
    assert (board.minute, board.story.isoformat()) == (25, "2026-11-24T17:35:00+00:00")
    assert not board.is_over
