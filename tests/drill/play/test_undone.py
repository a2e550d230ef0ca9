"""What was done and taken back again: before it was asked for it does not count, afterwards it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import Role
from battlebox.desk.picture import Belief, Fallback, Stage, Subject, Suspicion, invoke, move_order, state_suspicion
from battlebox.desk.record import State, stand
from battlebox.drill.play import Course, Done, judged
from battlebox.drill.scenario import scenario_of_bytes
from desk.room import SHARED, officer
from drill.play.tapes import _CUT, BACKUPS, BEGAN, ISOLATE, TEXT, Players, begun, cast
from drill.play.test_course import played
from drill.report.reports import opened


def asking(*signs: str) -> Course:
    """The short scenario, in which the second thing that is expected with inject 1 is seen by these signs."""
    text = TEXT.replace(f'any = [{_CUT}, {{ kind = "decision:made" }}]', f"any = [{', '.join(signs)}]", 1)
    return Course(replace(cast(), scenario=scenario_of_bytes(text.encode(), "tapes.toml")), BEGAN)


def reopens(players: Players):
    def act():
        move_order(players.room.record, players._estate, officer("northmere"), ISOLATE, Stage.REOPENED,
                   who="the night engineer", handling=SHARED)  # fmt: skip

    return act


def believes(players: Players, state: Suspicion, body: str = "northmere"):
    def act():
        belief = Belief(state, players.room.record.now(), "backup administrator", checked="the log of the night")
        state_suspicion(players.room.record, players._estate, officer(body), Subject.SYSTEM, BACKUPS, belief,
                        handling=SHARED)  # fmt: skip

    return act


def stands(players: Players, to: State, **more):
    def act():
        stand(
            players.room.record, officer("northmere", Role.STRATEGIC), to, why="as we know it", handling=SHARED, **more
        )

    return act


def numbers(players: Players, kind: str) -> list[str]:
    return [each.number for each in players.deeds if each.kind == kind]


def second(course: Course, players: Players):
    return judged(course, players.deeds)[1]


def late_asked(players: Players, course: Course, acts: dict, until: int = 6) -> Course:
    """The first inject is handed out at T+5; these are done before, by minute, and nothing after."""
    for minute in range(5):
        course = course.at(minute)
        players.at(course)
        for act in acts.get(minute, ()):
            act()
    return played(course.at(5), until, players)


def test_an_order_that_was_undone_before_it_was_asked_for_does_not_count_and_that_is_said():
    players = opened()
    course = late_asked(players, asking(_CUT), {1: [players.isolates], 2: [reopens(players)]})
    found = second(course, players)
    (gave,), (undid,) = numbers(players, "system:isolated"), numbers(players, "system:reopened")
    assert (found.done, found.deed) == (Done.OPEN, None)
    assert found.remark == f"{gave} came before it was asked for, and was undone by {undid}"


def test_one_that_still_stands_when_it_is_asked_for_counts():
    players = opened()
    found = second(late_asked(players, asking(_CUT), {1: [players.isolates]}), players)
    assert (found.done, found.minute, found.took_words, found.remark) == (
        Done.IN_TIME, 1, "before it was asked for", "",
    )  # fmt: skip


def test_one_that_was_given_again_before_it_was_asked_for_counts_by_the_later_entry():
    players = opened()
    acts = {1: [players.isolates], 2: [reopens(players)], 3: [players.isolates]}
    found = second(late_asked(players, asking(_CUT), acts), players)
    assert (found.done, found.minute, found.remark) == (Done.IN_TIME, 3, "")


def test_an_order_that_is_undone_while_there_was_time_says_by_which_entry_and_whether_it_was_given_again():
    players = opened()
    course = played(asking(_CUT), 5, players, {2: [players.isolates], 4: [reopens(players)]})
    (undid,) = numbers(players, "system:reopened")
    found = second(course, players)
    assert (found.done, found.minute, found.remark) == (Done.IN_TIME, 2, f"undone by {undid} at T+4")
    course = played(course.at(6), 8, players, {7: [players.isolates]})
    again = numbers(players, "system:isolated")[1]
    assert second(course, players).remark == f"undone by {undid} at T+4, done again by {again} at T+7"


def test_what_is_undone_after_its_time_was_done():
    players = opened()
    course = played(asking(_CUT), 15, players, {2: [players.isolates], 12: [reopens(players)]})
    assert (second(course, players).done, second(course, players).remark) == (Done.IN_TIME, "")


def suspected(state: str = "suspected") -> str:
    return f'{{ kind = "suspicion:stated", about = "backups", where = {{ state = "{state}" }} }}'


def test_a_suspicion_that_was_taken_back_says_so_and_one_that_grew_does_not():
    players = opened()
    course = asking(suspected())
    course = played(course, 6, players, {1: [players.suspects], 3: [believes(players, Suspicion.CONFIRMED)],
                                         5: [believes(players, Suspicion.CLEAR)]})  # fmt: skip
    assert second(course, players).remark == (
        f"taken back by {numbers(players, 'suspicion:stated')[2]} (no sign found) at T+5"
    )
    players = opened()
    course = played(asking(suspected()), 6, players, {1: [players.suspects],
                                                      3: [believes(players, Suspicion.CONFIRMED)]})  # fmt: skip
    assert second(course, players).remark == ""


def test_another_body_takes_back_nothing_of_ours():
    players = opened()
    acts = {1: [players.suspects], 3: [believes(players, Suspicion.CLEAR, "eastholt")]}
    found = second(played(asking(suspected()), 6, players, acts), players)
    assert (found.done, found.remark) == (Done.IN_TIME, "")


def test_a_word_that_was_asked_for_as_well_takes_nothing_back():
    players = opened()
    acts = {1: [players.suspects], 3: [believes(players, Suspicion.CLEAR)]}
    course = played(asking(suspected(), suspected("no sign found")), 6, players, acts)
    assert second(course, players).remark == ""


def test_standing_down_again_is_said_of_standing_up():
    players = opened()
    acts = {1: [stands(players, State.STOOD_UP)], 2: [stands(players, State.STOOD_DOWN, false_alarm=True)]}
    course = played(asking('{ kind = "incident:changed", where = { state = "stood up" } }'), 4, players, acts)
    _, down = numbers(players, "incident:changed")
    found = second(course, players)
    assert (found.done, found.remark) == (Done.IN_TIME, f"taken back by {down} (stood down) at T+2")


def runs(players: Players, *, running: bool):
    def act():
        fallback = Fallback(running, players.room.record.now(), "the contact centre", staff=4)
        service = next(each for each in players._estate.services if each.body == "northmere" and each.has_fallback)
        lead = officer("northmere", Role.SERVICE_LEAD)
        invoke(players.room.record, players._estate, lead, service.service, fallback, handling=SHARED)

    return act


def test_a_fallback_that_ended_shows_no_start_and_takes_the_start_back():
    players = opened()
    course = played(asking('{ kind = "fallback:invoked" }'), 2, players, {1: [runs(players, running=False)]})
    assert second(course, players).done is Done.OPEN
    acts = {3: [runs(players, running=True)], 5: [runs(players, running=False)]}
    found = second(played(course, 6, players, acts), players)
    last = numbers(players, "fallback:invoked")[-1]
    assert (found.minute, found.remark) == (3, f"taken back by {last} (ended) at T+5")


@pytest.mark.parametrize(("minutes", "words"), [(0, "in the minute in which it was asked for"), (1, "after 1 minute")])
def test_how_long_it_took_is_never_called_before_where_it_was_after(minutes, words):
    players = opened()
    course = played(begun(), 3, players, {minutes: [players.suspects]})
    assert judged(course, players.deeds)[0].took_words == words
