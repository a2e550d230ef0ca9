"""What puts words right where they went: told to the same readers, as the fact stands; and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.message import Rests, answer_press, let_go
from battlebox.desk.tell import (
    Outlet,
    PressAnswer,
    Status,
    Whom,
    corrections_due,
    note_call,
    withdraw_facts,
)
from battlebox.marking import Tlp
from desk.facts import PLAIN, change, clear, cleared, hold, send, sight, words_officer
from desk.public_gate import CALL, STRICT, drafted, published, written
from desk.room import BEGAN, Room

NEW = "All screens are blank."


@pytest.fixture
def room():
    return Room.opened()


def told_and_changed(room, **changed):
    """A press line that went, and says it as it was before."""
    thing = cleared(room)
    release = send(room, thing, outlet=Outlet.PRESS, where="the desk").thing
    change(room, thing, **(changed or {"wording": NEW}))
    clear(room, thing, "northmere")
    [due] = corrections_due(sight(room), thing)
    return thing, release, due


def say(room, text, facts=(), *, is_said=False, call="", **more):
    call = call or note_call(room.record, words_officer("northmere"), CALL).thing
    answer = PressAnswer(text, "press officer", BEGAN, "by phone", **more)
    return answer_press(room.record, words_officer("northmere"), call, answer, facts=facts, is_said=is_said)


def write(room, rests, text):
    """Words of the body's own, handed out."""
    let_go(room.record, words_officer("northmere"), rests, subject="The screens", text=text, where="the desk")


def test_what_tells_its_readers_how_it_stands_settles_it(room):
    thing, release, _ = told_and_changed(room)
    send(room, thing, outlet=Outlet.PRESS, where="elsewhere", corrects=release)
    assert corrections_due(sight(room), thing) == ()


def test_what_staff_are_told_puts_nothing_right_for_the_press(room):
    thing, release, _ = told_and_changed(room)
    send(room, thing, outlet=Outlet.STAFF_MEMO, whom=Whom("northmere"), where="by hand", corrects=release)
    assert len(corrections_due(sight(room), thing)) == 1


def test_words_of_ones_own_put_right_only_what_they_say_that_they_correct(room):
    thing, release, _ = told_and_changed(room)
    rests = Rests(Outlet.PRESS, facts=(thing,), own="they asked again", tlp=Tlp.CLEAR)
    write(room, rests, "Nothing to add.")
    assert len(corrections_due(sight(room), thing)) == 1
    write(room, replace(rests, corrects=release), "Please use what we say now.")
    assert release not in [each.thing for each in corrections_due(sight(room), thing)]


def test_the_old_words_said_once_more_put_nothing_right(room):
    call = note_call(room.record, words_officer("northmere"), CALL).thing
    thing = cleared(room)
    say(room, PLAIN.wording, (thing,), call=call)
    change(room, thing, wording=NEW)
    clear(room, thing, "northmere")
    say(room, PLAIN.wording, (thing,), call=call, is_said=True)
    assert len(corrections_due(sight(room), thing)) == 2
    say(room, NEW, (thing,), call=call)
    assert corrections_due(sight(room), thing) == ()


@pytest.mark.parametrize("changed", [{}, {"wording": NEW}, {"status": Status.DENIED}])
def test_whoever_was_told_not_to_use_it_hears_when_it_may_be_said_again(room, changed):
    thing = cleared(room)
    release = send(room, thing, outlet=Outlet.PRESS, where="the desk").thing
    hold(room, thing)
    withdraw_facts(room.record, words_officer("northmere"), thing, release)
    assert corrections_due(sight(room), thing) == ()
    hold(room, thing, in_force=False)
    if changed:
        change(room, thing, **changed)
        assert corrections_due(sight(room), thing) == ()
        clear(room, thing, "northmere")
    [due] = corrections_due(sight(room), thing)
    assert "we withdrew part of what we had said" in due.words
    send(room, thing, outlet=Outlet.PRESS, where="the desk", corrects=release)
    assert corrections_due(sight(room), thing) == ()


def test_what_was_said_too_early_is_not_called_false(room):
    thing = cleared(room, replace(PLAIN, wording="whether records were copied", status=Status.UNKNOWN))
    say(room, "Records were copied.", (thing,), is_said=True)
    change(room, thing, wording="Records were copied.", status=Status.CONFIRMED)
    clear(room, thing, "northmere")
    [due] = corrections_due(sight(room), thing)
    assert "something else" not in due.words
    assert due.words.endswith("we spoke of this. What we say now: Records were copied.")


def test_halves_in_two_answers_to_one_outlet_are_one_fact(room):
    thing = cleared(room, STRICT)
    say(room, "The attackers came in.", why_none="they asked how")
    say(room, "Through the VPN of Acme Ltd.", is_said=True, why_none="they asked how")
    [due] = corrections_due(sight(room), thing)
    assert due.withdrawal


def test_what_is_not_confirmed_is_asked_in_two_answers_together(room):
    cleared(room, replace(PLAIN, wording="whether records of tenants were copied", status=Status.UNKNOWN))
    say(room, "We can speak of records of tenants.", why_none="they asked")
    with pytest.raises(Exception, match="is unknown, and the words do not say so"):
        say(room, "Were copied, yes.", why_none="they asked")


def test_a_typed_fact_says_what_it_corrects_as_a_chosen_one_does(room):
    thing = cleared(room)
    written(room, summary=PLAIN.wording)
    published(room)
    change(room, thing, wording=NEW)
    clear(room, thing, "northmere")
    written(room, summary=NEW)
    [goes] = drafted(room).goes
    assert (goes.standing.thing, goes.corrects) == (thing, PLAIN.wording)


def test_what_the_page_never_had_is_not_corrected_on_it(room):
    thing = cleared(room)
    rests = Rests(Outlet.PUBLIC_PAGE, facts=(thing,), own="it is short", tlp=Tlp.CLEAR)
    write(room, rests, "Ask us.")
    change(room, thing, wording=NEW)
    clear(room, thing, "northmere")
    written(room, facts=(thing,))
    assert [each.corrects for each in drafted(room).goes] == [""]


def test_words_that_another_record_still_says_are_not_withdrawn_with_one_of_the_two(room):
    first, second = cleared(room), cleared(room)
    send(room, first, outlet=Outlet.PRESS, where="the desk")
    change(room, first, status=Status.SUPERSEDED, why="it is recorded twice")
    assert corrections_due(sight(room), first) == ()
    change(room, second, wording=NEW)
    [due] = corrections_due(sight(room), first)
    assert due.withdrawal


def test_a_better_fact_settles_what_one_that_was_superseded_had_told(room):
    old, better = cleared(room), cleared(room, replace(PLAIN, wording=NEW))
    release = send(room, old, outlet=Outlet.PRESS, where="the desk").thing
    change(room, old, status=Status.SUPERSEDED)
    assert len(corrections_due(sight(room), old)) == 1
    send(room, better, outlet=Outlet.PRESS, where="the desk", corrects=release)
    assert corrections_due(sight(room), old) == ()


def test_a_letter_to_others_puts_nothing_right_for_those_of_the_first(room):
    thing = cleared(room)
    release = send(room, thing, outlet=Outlet.LETTER, where="by post").thing
    change(room, thing, wording=NEW)
    clear(room, thing, "northmere")
    send(room, thing, outlet=Outlet.LETTER, where="by post")
    assert len(corrections_due(sight(room), thing)) == 1
    send(room, thing, outlet=Outlet.LETTER, where="by post", corrects=release)
    assert corrections_due(sight(room), thing) == ()
