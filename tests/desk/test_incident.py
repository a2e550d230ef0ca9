"""An incident opens quietly, is stood up or down, and is closed; nobody without the role does any of it."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.record import State, course_of, open_incident, stand
from desk.room import SHARED, Room, officer


def test_two_fields_open_a_quiet_triage_and_the_answer_is_a_number():
    room = Room()
    saved = open_incident(room.record, officer("northmere"), title="Blue kettle", seen="screens are blank")
    # The first lines are the founding, two enrolments and the officer's introduction.
    assert saved.number == "A-4"
    course = course_of(room.sight("northmere")).value
    assert (course.state, course.title, course.why) == (State.TRIAGE, "Blue kettle", "screens are blank")


def test_a_false_alarm_goes_from_triage_to_stood_down_and_can_be_stood_up_after_all():
    room = Room.opened()
    lead = officer("northmere")
    stand(room.record, lead, State.STOOD_DOWN, why="our own security test", false_alarm=True)
    assert course_of(room.sight("northmere")).value.false_alarm
    stand(room.record, lead, State.STOOD_UP, why="it was no test")
    assert course_of(room.sight("northmere")).value.state is State.STOOD_UP


def test_nothing_is_closed_before_it_is_stood_down():
    room = Room.opened()
    with pytest.raises(DeskError, match="the incident is triage, so it cannot be closed") as refused:
        stand(room.record, officer("northmere"), State.CLOSED, why="done")
    assert refused.value.hint == "closing comes after standing down"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.SERVICE_LEAD, Role.COMMUNICATIONS])
def test_who_may_not_stand_it_up_is_told_who_may(role):
    room = Room.opened()
    before = room.record.arrived
    with pytest.raises(DeskError, match="may not open an incident, stand it up") as refused:
        stand(room.record, officer("northmere", role), State.STOOD_UP, why="it is real")
    assert "strategic (Gold) or tactical (Silver)" in refused.value.hint
    assert room.record.arrived == before


def test_a_stranger_council_sees_no_incident_and_a_partner_sees_what_was_shared_with_it():
    room = Room.opened()
    assert course_of(room.sight("eastholt")).value.title == "Blue kettle"
    with pytest.raises(DeskError) as refused:
        course_of(room.sight("farwick"))
    assert refused.value.code is DeskCode.NOT_SEEN
    assert [line.number for line in room.sight("farwick").lines() if line.words] == []


def test_an_incident_is_opened_once():
    room = Room.opened()
    with pytest.raises(DeskError, match="already open"):
        open_incident(room.record, officer("northmere"), title="Again", seen="still blank", handling=SHARED)


@pytest.mark.parametrize(("title", "seen"), [("", "screens are blank"), ("Blue kettle", " \n ")])
def test_a_blank_is_refused_before_anything_is_written(title, seen):
    room = Room()
    before = room.record.arrived
    with pytest.raises(DeskError, match="is blank"):
        open_incident(room.record, officer("northmere"), title=title, seen=seen)
    assert room.record.arrived == before
