"""Somebody is asked to take a post: who may ask and answer, what follows what, who learns of it, what silence is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.record import State, stand
from battlebox.desk.roster import (
    Answer,
    Offer,
    Step,
    alarms_of,
    answer_offer,
    is_for,
    name_in,
    offer_post,
    offered_of,
    offers_of,
)
from desk.room import BEGAN, Room, officer

LEAD = officer("northmere", Role.TACTICAL)
ANN = Someone("p-ann", "Ann Smith")
LATE = Offer(
    "p-ann", "northmere", "northmere", "tactical", "Tactical (Silver)", BEGAN + timedelta(hours=8),
    BEGAN + timedelta(hours=16), BEGAN + timedelta(hours=2),
)  # fmt: skip


@pytest.fixture
def room():
    return Room.opened()


def asked(room, offer=LATE, who=ANN, by=LEAD):
    return offer_post(room.record, by, who, offer).thing


def answer(room, thing, step, *, by=LEAD, heard="rang me on the desk phone", **more):
    return answer_offer(room.record, by, thing, Answer(step, room.record.now(), heard, **more))


def test_somebody_is_asked_accepts_is_briefed_checks_in_and_hands_over(room):
    thing = asked(room)
    for step in (Step.ACCEPTED, Step.BRIEFED, Step.HERE, Step.DONE):
        answer(room, thing, step)
        assert offered_of(room.sight("northmere"), thing).step is step
    assert offered_of(room.sight("northmere"), thing).at(Step.ACCEPTED) == BEGAN
    assert name_in(room.sight("northmere"), offered_of(room.sight("northmere"), thing)) == "Ann Smith"


def test_what_cannot_follow_is_refused_and_says_what_can(room):
    thing = asked(room)
    with pytest.raises(DeskError, match="the offer is asked, so it cannot be checked in") as wrong:
        answer(room, thing, Step.HERE)
    assert "accepted or declined or taken back" in wrong.value.hint
    answer(room, thing, Step.ACCEPTED)
    answer(room, thing, Step.WITHDRAWN)
    with pytest.raises(DeskError) as wrong:
        answer(room, thing, Step.ACCEPTED)
    assert "new offer" in wrong.value.hint


def test_who_declined_may_accept_after_all(room):
    thing = asked(room)
    answer(room, thing, Step.DECLINED)
    assert not offered_of(room.sight("northmere"), thing).step.is_coming
    answer(room, thing, Step.ACCEPTED)
    assert offered_of(room.sight("northmere"), thing).step.is_coming


def test_a_call_says_who_said_it_and_who_was_asked_says_it_themselves(room):
    thing = asked(room)
    with pytest.raises(DeskError, match="how it is known is blank"):
        answer(room, thing, Step.ACCEPTED, heard="")
    themselves = replace(officer("northmere", Role.SERVICE_LEAD), id="p-ann")
    answer(room, thing, Step.ACCEPTED, by=themselves, heard="")
    assert is_for(offered_of(room.sight("northmere"), thing), themselves)
    assert not is_for(offered_of(room.sight("northmere"), thing), LEAD)


def test_silence_is_an_alarm_and_so_is_who_does_not_come_or_does_not_go(room):
    thing = asked(room)

    def alarm():
        return offered_of(room.sight("northmere"), thing).alarm(room.record.now())

    assert alarm() == ""
    room.watch.pass_by(hours=2, minutes=1)
    assert alarm() == "has not answered"
    answer(room, thing, Step.ACCEPTED)
    assert alarm() == ""
    room.watch.pass_by(hours=6, minutes=15)
    assert alarm() == "accepted, and has not come"
    answer(room, thing, Step.HERE)
    assert alarm() == ""
    room.watch.pass_by(hours=8)
    assert alarm() == "should have handed over and gone home"
    answer(room, thing, Step.DONE)
    assert alarm() == ""


def test_a_post_that_stands_empty_again_is_an_alarm_until_somebody_is_asked(room):
    def said():
        return [words for _, words in alarms_of(room.sight("northmere"))]

    thing = asked(room)
    answer(room, thing, Step.DECLINED)
    assert said() == []
    answer(room, thing, Step.ACCEPTED)
    answer(room, thing, Step.DECLINED)
    assert said() == ["had accepted, and will not come: ask somebody else"]
    bob = Someone("p-bob", "Bob Jones")
    other = asked(room, replace(LATE, person="p-bob"), bob)
    assert said() == []
    answer(room, other, Step.ACCEPTED)
    answer(room, other, Step.WITHDRAWN)
    assert said() == ["had accepted, and will not come: ask somebody else"]
    room.watch.pass_by(hours=17)
    assert said() == []


def test_a_body_drafts_its_own_people_and_no_others(room):
    with pytest.raises(DeskError) as wrong:
        asked(room, by=officer("eastholt", Role.TACTICAL))
    assert wrong.value.code is DeskCode.NOT_YOURS
    with pytest.raises(DeskError, match="may not draft somebody in"):
        asked(room, by=officer("northmere", Role.LOGGIST))


def test_names_stay_with_their_body_until_they_are_offered_to_another_and_a_stranger_sees_nothing(room):
    own = asked(room)
    lent = asked(room, replace(LATE, at="eastholt", person="p-bob"), Someone("p-bob", "Bob Jones"))
    ours, theirs = room.sight("northmere"), room.sight("eastholt")
    assert {each.thing for each in offers_of(ours)} == {own, lent}
    assert [each.thing for each in offers_of(theirs)] == [lent]
    assert name_in(theirs, offered_of(theirs, lent)) == "Bob Jones"
    assert offers_of(room.sight("farwick")) == ()
    with pytest.raises(DeskError):
        offered_of(room.sight("farwick"), lent)
    assert not any("Smith" in line.words or "Jones" in line.words for line in room.record.lines())
    for line in room.sight("farwick").lines():
        assert "Bob" not in line.person
        assert "Ann" not in line.person


def test_the_other_body_checks_in_whom_it_was_lent_and_cannot_accept_for_them(room):
    host = officer("eastholt", Role.TACTICAL)
    thing = asked(room, replace(LATE, at="eastholt"))
    with pytest.raises(DeskError) as wrong:
        answer(room, thing, Step.ACCEPTED, by=host)
    assert wrong.value.code is DeskCode.NOT_YOURS
    answer(room, thing, Step.ACCEPTED)
    answer(room, thing, Step.HERE, by=host)
    assert offered_of(room.sight("northmere"), thing).step is Step.HERE


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends": LATE.begins}, "the end of the shift"),
        ({"ends": LATE.begins + timedelta(hours=14)}, "a shift of 14 hours is too long"),
        ({"answer_by": BEGAN - timedelta(minutes=1)}, "the time to answer by"),
        ({"answer_by": LATE.ends + timedelta(minutes=1)}, "the end of the shift lies before the time to answer by"),
        (
            {"begins": BEGAN - timedelta(hours=9), "ends": BEGAN - timedelta(hours=1)},
            "the end of the shift lies before",
        ),
        (
            {"begins": BEGAN + timedelta(days=400), "ends": BEGAN + timedelta(days=400, hours=8)},
            "the beginning of the shift lies more than a year from now",
        ),
        ({"what": " "}, "the post is blank"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(room, wrong, words):
    before = room.record.arrived
    with pytest.raises(DeskError, match=words):
        asked(room, replace(LATE, **wrong))
    assert room.record.arrived == before


def test_nobody_is_asked_to_two_seats_at_once(room):
    answer(room, asked(room), Step.ACCEPTED)
    with pytest.raises(DeskError, match="Ann Smith is already in a seat then: Tactical"):
        asked(room, replace(LATE, of="loggist", what="Loggist"))


def test_nobody_is_asked_twice_for_one_post_at_one_time(room):
    thing = asked(room)
    with pytest.raises(DeskError, match="Ann Smith is already asked for this then: Tactical"):
        asked(room)
    answer(room, thing, Step.DECLINED)
    asked(room)


def test_nobody_accepts_two_posts_for_one_time(room):
    first, second = asked(room), asked(room, replace(LATE, of="loggist", what="Loggist"))
    answer(room, first, Step.ACCEPTED)
    with pytest.raises(DeskError, match="Ann Smith took another post for that time: Tactical") as wrong:
        answer(room, second, Step.ACCEPTED)
    assert "taken back" in wrong.value.hint
    answer(room, first, Step.WITHDRAWN)
    answer(room, second, Step.ACCEPTED)


def test_a_closed_incident_drafts_nobody_in(room):
    thing = asked(room)
    for state in (State.STOOD_UP, State.STOOD_DOWN):
        stand(room.record, LEAD, state, why="over")
    stand(room.record, LEAD, State.CLOSED, why="done", debrief=BEGAN + timedelta(days=9))
    for act in (lambda: asked(room, replace(LATE, of="loggist")), lambda: answer(room, thing, Step.ACCEPTED)):
        with pytest.raises(DeskError) as wrong:
            act()
        assert wrong.value.code is DeskCode.CLOSED


@pytest.mark.parametrize(
    ("steps", "ago", "said"),
    [
        ((), timedelta(days=400), "a day before they were asked"),
        ((Step.ACCEPTED,), timedelta(days=400), "thirteen hours before the shift begins"),
        ((Step.ACCEPTED,), timedelta(hours=6), "thirteen hours before the shift begins"),
        ((Step.ACCEPTED, Step.HERE), timedelta(minutes=1), "when they came"),
        ((Step.ACCEPTED,), timedelta(days=-2), "ahead of this desk"),
    ],
)
def test_an_answer_of_a_time_that_cannot_be_is_refused(room, steps, ago, said):
    thing = asked(room)
    for step in steps:
        answer(room, thing, step)
    step = {(): Step.ACCEPTED, (Step.ACCEPTED,): Step.HERE}.get(steps, Step.DONE)
    with pytest.raises(DeskError, match=said):
        answer_offer(room.record, LEAD, thing, Answer(step, room.record.now() - ago, "rang"))


def test_a_post_of_a_body_that_is_not_there_is_refused(room):
    with pytest.raises(DeskError, match="no body in this incident nosuch"):
        asked(room, replace(LATE, at="nosuch"))
