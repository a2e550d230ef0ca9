"""What was done and taken back again: before it was asked for it does not count, afterwards it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import Role
from battlebox.desk.command import (
    relieve,
    take_role,
)
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


def test_what_is_undone_after_its_time_was_done_and_that_it_was_undone_stands_beside_it():
    players = opened()
    course = played(asking(_CUT), 15, players, {2: [players.isolates], 12: [reopens(players)]})
    (undid,) = numbers(players, "system:reopened")
    found = second(course, players)
    assert (found.done, found.remark) == (Done.IN_TIME, f"undone by {undid} at T+12, when its time was over")
    course = played(course.at(16), 18, players, {17: [players.isolates]})
    again = numbers(players, "system:isolated")[1]
    assert second(course, players).remark == (
        f"undone by {undid} at T+12, when its time was over, done again by {again} at T+17"
    )


@pytest.mark.parametrize("is_before", [True, False])
def test_a_decision_about_anything_does_the_order_not_again(is_before):
    players = opened()
    acts = {2: [players.isolates], 4: [reopens(players)], (3 if is_before else 5): [players.decides]}
    found = second(played(asking(_CUT, '{ kind = "decision:made" }'), 8, players, acts), players)
    (undid,), (decision,) = numbers(players, "system:reopened"), numbers(players, "decision:made")
    assert found.deed.kind == "system:isolated"
    assert found.remark == (
        f"undone by {undid} at T+4; whether {decision}, decision made, stands for it is for a person to judge"
    )


def test_what_is_undone_after_the_end_of_the_drill_is_not_counted():
    players = opened()
    course = played(asking(_CUT), 15, players, {2: [players.isolates]}).ending()
    players.room.watch.at = course.story_at(17)
    reopens(players)()
    assert second(course, players).remark == ""


@pytest.mark.parametrize("is_asked_last", [True, False])
def test_within_the_minute_in_which_it_is_asked_for_the_order_of_the_journal_says_what_came_before(is_asked_last):
    players = opened()
    course = asking(_CUT).at(5)
    players.at(course)
    before = players.deeds
    players.isolates()
    reopens(players)()
    found = second(course.handing(1, players.deeds if is_asked_last else before), players)
    (gave,), (undid,) = numbers(players, "system:isolated"), numbers(players, "system:reopened")
    if is_asked_last:
        assert (found.done, found.remark) == (
            Done.OPEN,
            f"{gave} came before it was asked for, and was undone by {undid}",
        )
    else:
        assert (found.done, found.remark) == (Done.IN_TIME, f"undone by {undid} at T+5")


def test_an_order_that_stood_when_it_was_asked_for_counts_though_it_is_undone_within_that_minute():
    players = opened()
    course = asking(_CUT).at(4)
    players.at(course)
    players.isolates()
    course = course.at(5)
    players.at(course)
    course = course.handing(1, players.deeds)
    reopens(players)()
    (undid,) = numbers(players, "system:reopened")
    found = second(course, players)
    assert (found.done, found.took_words, found.remark) == (
        Done.IN_TIME, "before it was asked for", f"undone by {undid} at T+5",
    )  # fmt: skip


def test_what_was_written_in_that_minute_before_it_was_asked_for_is_said_to_be_before():
    players = opened()
    course = asking(_CUT).at(5)
    players.at(course)
    players.isolates()
    assert second(course.handing(1, players.deeds), players).took_words == "before it was asked for"
    players = opened()
    players.at(course)
    players.decides()
    course = asking('{ kind = "decision:made" }').at(5).handing(1, players.deeds)
    assert second(course, players).done is Done.OPEN, "a decision from before was about something else"


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


def test_a_stand_down_when_the_time_was_over_is_said_beside_in_time():
    players = opened()
    acts = {1: [stands(players, State.STOOD_UP)], 14: [stands(players, State.STOOD_DOWN, false_alarm=True)]}
    course = played(asking('{ kind = "incident:changed", where = { state = "stood up" } }'), 16, players, acts)
    _, down = numbers(players, "incident:changed")
    found = second(course, players)
    assert (found.done, found.remark) == (
        Done.IN_TIME, f"taken back by {down} (stood down) at T+14, when its time was over",
    )  # fmt: skip


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


GOLD = officer("northmere", Role.STRATEGIC)
GOLD_TAKEN = '{ kind = "role:taken", where = { role = "strategic" } }'


def takes(players: Players):
    return lambda: take_role(players.room.record, GOLD, Role.STRATEGIC, handling=SHARED)


def sent_home(players: Players):
    return lambda: relieve(players.room.record, GOLD, Role.STRATEGIC, None, why="called away", handling=SHARED)


def test_a_role_that_nobody_had_any_more_when_it_was_asked_for_does_not_count():
    players = opened()
    course = late_asked(players, asking(GOLD_TAKEN), {1: [takes(players)], 2: [sent_home(players)]})
    (took,), (left,) = numbers(players, "role:taken"), numbers(players, "role:handed-over")
    found = second(course, players)
    assert (found.done, found.deed) == (Done.OPEN, None)
    assert found.remark == f"{took} came before it was asked for, and was undone by {left}"


def test_a_role_that_somebody_else_has_since_counts_and_one_relieved_in_time_says_who_took_it_again():
    players = opened()
    deputy = officer("northmere", name="the deputy").someone

    def given():
        relieve(players.room.record, GOLD, Role.STRATEGIC, deputy, why="called away", handling=SHARED)

    found = second(late_asked(players, asking(GOLD_TAKEN), {1: [takes(players)], 2: [given]}), players)
    assert (found.done, found.minute, found.remark) == (Done.IN_TIME, 1, "")
    players = opened()
    acts = {1: [takes(players)], 2: [sent_home(players)], 4: [takes(players)]}
    found = second(played(asking(GOLD_TAKEN), 5, players, acts), players)
    (left,), (_, again) = numbers(players, "role:handed-over"), numbers(players, "role:taken")
    assert found.remark == f"undone by {left} at T+2, done again by {again} at T+4"


def test_a_role_that_went_to_nobody_was_not_handed_over():
    players = opened()
    acts = {1: [takes(players)], 2: [sent_home(players)]}
    assert second(played(asking('{ kind = "role:handed-over" }'), 4, players, acts), players).done is Done.OPEN
