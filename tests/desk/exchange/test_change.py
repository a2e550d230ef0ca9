"""Two people for what lets more out: nobody agrees to their own, an answer stands, and it stays in the body."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.exchange import Change, What, answer_change, changes_of, propose_change
from desk.room import COUNCILS, Room, officer

WANTED = Change(What.ADD, "westmarch", "Westmarch Council gets a token.", "they are hit", ("westmarch", "W", ""))
OTHER = officer("northmere", Role.STRATEGIC)


@pytest.fixture
def room():
    return Room.opened()


def refused(act):
    with pytest.raises(DeskError) as wrong:
        act()
    return wrong.value.code


def test_nobody_agrees_to_what_they_proposed_and_a_second_answer_is_refused(room):
    lead = officer("northmere")
    thing = propose_change(room.record, lead, WANTED).thing
    assert refused(lambda: answer_change(room.record, lead, thing, agreed=True)) is DeskCode.SAME_PERSON
    answer_change(room.record, OTHER, thing, agreed=True)
    assert refused(lambda: answer_change(room.record, OTHER, thing, agreed=False, why="no")) is DeskCode.CHANGE_ANSWERED
    (asked,) = changes_of(room.sight("northmere"))
    assert asked.answer is not None
    assert (asked.answer.by, asked.answer.value.agreed) == (OTHER.id, True)


def test_whoever_proposed_it_may_take_it_back_and_a_refusal_says_why(room):
    lead = officer("northmere")
    thing = propose_change(room.record, lead, WANTED).thing
    assert refused(lambda: answer_change(room.record, lead, thing, agreed=False)) is DeskCode.BLANK
    answer_change(room.record, lead, thing, agreed=False, why="written by mistake")


@pytest.mark.parametrize("body", COUNCILS)
def test_another_body_sees_no_change_and_answers_none(room, body):
    thing = propose_change(room.record, officer("northmere"), WANTED).thing
    assert bool(changes_of(room.sight(body))) == (body == "northmere")
    if body != "northmere":
        assert refused(lambda: answer_change(room.record, officer(body), thing, agreed=True)) is DeskCode.NOT_SEEN


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.OPERATIONAL, Role.COMMUNICATIONS])
def test_who_may_not_say_what_partners_have_proposes_and_answers_nothing(room, role):
    thing = propose_change(room.record, officer("northmere"), WANTED).thing
    who = officer("northmere", role)
    assert refused(lambda: propose_change(room.record, who, WANTED)) is DeskCode.NOT_ALLOWED
    assert refused(lambda: answer_change(room.record, who, thing, agreed=True)) is DeskCode.NOT_ALLOWED
