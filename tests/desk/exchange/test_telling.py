"""Telling a partner how we stand: off until two people switched it on, off again by one, and each body's own."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.exchange import (
    Change,
    What,
    answer_change,
    is_told,
    propose_change,
    stop_telling,
    telling_to,
    told_partners,
)
from desk.room import COUNCILS, Room, officer

WANTED = Change(What.TELL, "eastholt", "Eastholt Council is told how we stand.", "they work in our care records")
OTHER = officer("northmere", Role.STRATEGIC)


@pytest.fixture
def room():
    return Room.opened()


def refused(act):
    with pytest.raises(DeskError) as wrong:
        act()
    return wrong.value.code


def switched_on(room):
    thing = propose_change(room.record, officer("northmere"), WANTED).thing
    answer_change(room.record, OTHER, thing, agreed=True)


def test_nobody_is_told_before_a_second_person_agreed(room):
    sight = room.sight("northmere")
    assert telling_to(sight, "eastholt") is None
    thing = propose_change(room.record, officer("northmere"), WANTED).thing
    assert not is_told(room.sight("northmere"), "eastholt")
    assert refused(lambda: answer_change(room.record, officer("northmere"), thing, agreed=True)) is DeskCode.SAME_PERSON
    answer_change(room.record, OTHER, thing, agreed=True)
    sight = room.sight("northmere")
    assert is_told(sight, "eastholt")
    assert not is_told(sight, "farwick")
    assert told_partners(sight) == ("eastholt",)


def test_a_refusal_switches_nothing_on(room):
    thing = propose_change(room.record, officer("northmere"), WANTED).thing
    answer_change(room.record, OTHER, thing, agreed=False, why="not before the police agree")
    assert not is_told(room.sight("northmere"), "eastholt")


@pytest.mark.parametrize("body", COUNCILS)
def test_the_switch_is_of_one_body_and_no_other_sees_it(room, body):
    switched_on(room)
    assert is_told(room.sight(body), "eastholt") == (body == "northmere")
    assert bool(told_partners(room.sight(body))) == (body == "northmere")


def test_one_person_switches_it_off_with_a_reason_and_once(room):
    assert refused(lambda: stop_telling(room.record, officer("northmere"), "eastholt", why="x")) is DeskCode.ALREADY
    switched_on(room)
    assert refused(lambda: stop_telling(room.record, officer("northmere"), "eastholt", why=" ")) is DeskCode.BLANK
    stop_telling(room.record, officer("northmere"), "eastholt", why="their mail is in the attacker's hands")
    assert not is_told(room.sight("northmere"), "eastholt")
    assert told_partners(room.sight("northmere")) == ("eastholt",)
    assert refused(lambda: stop_telling(room.record, officer("northmere"), "eastholt", why="x")) is DeskCode.ALREADY
    switched_on(room)
    assert is_told(room.sight("northmere"), "eastholt")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.OPERATIONAL, Role.COMMUNICATIONS])
def test_who_may_not_say_what_partners_have_switches_nothing(room, role):
    switched_on(room)
    who = officer("northmere", role)
    assert refused(lambda: stop_telling(room.record, who, "eastholt", why="x")) is DeskCode.NOT_ALLOWED
    assert refused(lambda: propose_change(room.record, who, WANTED)) is DeskCode.NOT_ALLOWED
