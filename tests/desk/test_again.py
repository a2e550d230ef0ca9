"""The same words to the same people a second time, and a correction: who had them, who is asked, what goes once."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.message import (
    Came,
    Claim,
    Means,
    Outcome,
    Rests,
    correction_sent,
    let_go,
    message_of,
    messages_of,
    note_claims,
    note_outcomes,
    order_correction,
    order_knowing,
    order_message,
    read_roll,
    roll_of,
    sent_before,
    stop_message,
)
from battlebox.desk.record import Sight
from battlebox.desk.tell import Outlet, corrections_due, releases_of
from battlebox.marking import Tlp
from desk.facts import PLAIN, change, clear, state
from desk.gate import ON_NOTHING
from desk.room import Room, officer

HEAD = "person,name,mail,phone\n"
PEOPLE = "e-1,Ada,ada@example.org,\ne-2,Ben,ben@example.org,020 7946 0123\ne-3,Cy,,\n"
WORDS = {"subject": "Phones are down", "text": "Use the numbers on the page."}


@pytest.fixture
def room():
    return Room.opened()


def roll(rows=PEOPLE):
    return read_roll(HEAD + rows, frozenset(Means))


def order(room, body="northmere", rests=ON_NOTHING, **more):
    given = {**WORDS, **more}
    return order_message(room.record, officer(body), roll(), rests, without_seen=1, **given).thing


def before(room, body="northmere", rows=PEOPLE, **more):
    return sent_before(room.record, officer(body), roll(rows), **{**WORDS, **more})


def came(room, message, person, place, outcome):
    means = (Means.MAIL, Means.PHONE)[place]
    at = room.record.now()
    note_claims(room.record, "northmere", message, [Claim(person, place, means)])
    note_outcomes(room.record, "northmere", message, [Came(person, place, means, outcome, at)])


def test_a_person_is_known_by_where_they_are_reached_whatever_the_list_calls_them(room):
    order(room)
    [found] = before(room, rows="x-9,B. Marsh,BEN@example.org,\nx-1,New,new@example.org,\n")
    assert (found.people, found.same_words, found.is_known) == (1, True, True)
    assert not before(room, rows="x-1,New,new@example.org,\n")


@pytest.mark.parametrize("text", ["use the numbers\n on the  page.", "Use the numbers on the page."])
def test_spaces_and_capitals_make_no_other_message(room, text):
    order(room)
    assert before(room, text=text, subject="x")[0].same_words
    [subject] = before(room, text="Other words.")
    assert not subject.same_words
    assert not before(room, text="Other words.", subject="Other subject")


def test_of_a_correction_the_subject_alone_is_no_second_time(room):
    order(room)
    assert not before(room, text="Other words.", corrects=True)
    assert before(room, corrects=True)


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_another_council_is_told_nothing_of_it(room, body):
    order(room)
    assert not before(room, body)


def test_whoever_it_did_not_reach_can_be_told_anew_and_whoever_it_may_have_reached_is_asked_about(room):
    message = order(room)
    came(room, message, "e-1", 0, Outcome.REFUSED)
    assert before(room)[0].people == 1
    came(room, message, "e-2", 0, Outcome.UNKNOWN)
    came(room, message, "e-2", 1, Outcome.REFUSED)
    assert before(room)[0].people == 1


def test_of_a_stopped_message_only_those_told_or_perhaps_told_count(room):
    message = order(room)
    stop_message(room.record, officer("northmere"), message, why="wrong words")
    assert not before(room)
    note_claims(room.record, "northmere", message, [Claim("e-1", 0, Means.MAIL)])
    assert before(room)[0].people == 1


def test_nothing_goes_a_second_time_that_nobody_was_asked_about(room):
    order(room)
    given = {**WORDS, "without_seen": 1}
    with pytest.raises(DeskError, match=r"to 2 of these people with the same words or subject") as refused:
        order_knowing(room.record, officer("northmere"), roll(), ON_NOTHING, seen=(), **given)
    assert refused.value.code is DeskCode.SENT_BEFORE
    seen = [each.entry for each in before(room)]
    order_knowing(room.record, officer("northmere"), roll(), ON_NOTHING, seen=seen, **given)
    assert len(messages_of(Sight.of(room.record, officer("northmere")))) == 2


# ── corrections ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def told(room):
    """A press line on one fact that was told to one person, and what is owed since the fact changed."""
    fact = state(room, PLAIN)
    clear(room, fact, "northmere")
    message = order(room, rests=Rests(Outlet.PRESS, facts=(fact,), tlp=Tlp.CLEAR), text=PLAIN.wording)
    came(room, message, "e-1", 0, Outcome.TOLD)
    change(room, fact, wording="No screen is blank.")
    clear(room, fact, "northmere")
    [due] = corrections_due(room.sight("northmere"), fact)
    return message, due


def test_a_correction_goes_to_those_who_were_told_under_the_old_subject_with_the_facts_own_label(room, told):
    message, due = told
    assert correction_sent(room.sight("northmere"), due.thing, due.fact) is None
    sent = order_correction(room.record, officer("northmere"), message, due)
    said = message_of(room.sight("northmere"), sent.thing).value
    assert [each.person for each in roll_of(room.record, said)] == ["e-1"]
    assert (said.subject, said.words) == ("Correction: Phones are down", due.words)
    assert (said.rests.outlet, said.rests.facts, said.rests.corrects) == (Outlet.PRESS, (due.fact,), due.thing)
    assert not corrections_due(room.sight("northmere"))


def test_of_two_who_send_a_correction_in_the_same_moment_one_sends_it(room, told):
    message, due = told
    sent = order_correction(room.record, officer("northmere"), message, due)
    with pytest.raises(DeskError, match="this correction is already sent") as refused:
        order_correction(room.record, officer("northmere"), message, due)
    assert refused.value.code is DeskCode.ALREADY
    assert sent.number in refused.value.hint
    assert len(messages_of(room.sight("northmere"))) == 2


def test_who_asks_what_was_sent_reads_the_message_or_where_it_was_said_another_way(room, told):
    message, due = told
    rests = Rests(Outlet.PRESS, facts=(due.fact,), tlp=Tlp.CLEAR, corrects=due.thing)
    let_go(room.record, officer("northmere"), rests, subject="Correction", text=due.words, where="read to the radio")
    said = correction_sent(room.sight("northmere"), due.thing, due.fact)
    assert said == releases_of(room.sight("northmere"))[-1][1]
    with pytest.raises(DeskError, match="already sent"):
        order_correction(room.record, officer("northmere"), message, due)


def test_the_number_of_a_correction_is_that_of_its_message(room, told):
    message, due = told
    sent = order_correction(room.record, officer("northmere"), message, due)
    assert correction_sent(room.sight("northmere"), due.thing, due.fact).number == sent.number


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_another_council_corrects_nothing_of_ours(room, told, body):
    message, due = told
    with pytest.raises(DeskError):
        order_correction(room.record, officer(body), message, due)
    assert len(messages_of(room.sight("northmere"))) == 1
