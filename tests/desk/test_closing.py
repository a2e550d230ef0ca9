"""A closed incident takes what comes late with its reason, what corrects, what tidies up, the debrief, no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk import AFTER_CLOSING, MAY, Act, DeskCode, DeskError, Officer, Role, Someone
from battlebox.desk.command import (
    Cost,
    Decision,
    NewTask,
    Progress,
    Review,
    TaskChange,
    Verdict,
    change_task,
    correct_cost,
    correct_decision,
    decided,
    dissent_from,
    draft_report,
    issue_report,
    make_decision,
    next_steps,
    note_cost,
    open_task,
    remark_on,
    review_decision,
    take_role,
)
from battlebox.desk.picture import Belief, Subject, Suspicion, state_suspicion
from battlebox.desk.record import (
    Debrief,
    Note,
    State,
    break_seal,
    correct_note,
    course_of,
    debrief_of,
    open_incident,
    print_checkpoint,
    stand,
    write_debrief,
    write_note,
)
from battlebox.desk.tell import record_report, start_clock
from desk.lived import used_by
from desk.room import BEGAN, SHARED, Room, officer
from desk.telling import desk, told

LEAD = officer("northmere", Role.TACTICAL)
GOLD = Someone("o-gold", "Ann Smith")
DAY = BEGAN + timedelta(days=10)
COUNCILS = ("northmere", "eastholt", "farwick")


@pytest.fixture
def room():
    """An incident with a note, a decision, a cost and two tasks, not closed yet."""
    room = Room.opened()
    record = room.record
    stand(record, LEAD, State.STOOD_UP, why="a beacon")
    room.note = write_note(record, LEAD, Note("three screens", BEGAN), handling=SHARED)
    taken = Decision("isolate the servers", "it is the way in", Role.STRATEGIC, BEGAN)
    room.decision = make_decision(record, LEAD, taken, GOLD, handling=SHARED)
    room.cost = note_cost(record, LEAD, Cost("equipment", "laptops", "IT", BEGAN, pence=100), handling=SHARED)
    room.task = open_task(record, LEAD, NewTask("ring the homes"), handling=SHARED)
    return room


@pytest.fixture
def closed(room):
    stand(room.record, LEAD, State.STOOD_DOWN, why="it is over")
    stand(room.record, LEAD, State.CLOSED, why="all is back", debrief=DAY)
    return room


def refused(room, act):
    """That it is refused with the sentence, and nothing is written."""
    before = room.record.arrived
    with pytest.raises(DeskError) as found:
        act()
    assert found.value.code is DeskCode.CLOSED, found.value
    assert str(found.value) == "this incident is closed, so that cannot be recorded any more"
    assert "late line in the log" in found.value.hint
    assert room.record.arrived == before


NEW = {
    "a task": lambda room: open_task(room.record, LEAD, NewTask("more")),
    "a task taken further": lambda room: change_task(
        room.record, LEAD, room.task.thing, TaskChange(state=Progress.DOING)
    ),
    "a word beside a task": lambda room: remark_on(room.record, LEAD, room.task.thing, "still open"),
    "a decision": lambda room: make_decision(
        room.record, LEAD, Decision("x", "y", Role.STRATEGIC, BEGAN, late="forgotten"), GOLD
    ),
    "a review": lambda room: review_decision(room.record, LEAD, room.decision.thing, Review(Verdict.STANDS, "it does")),
    "a suspicion": lambda room: state_suspicion(
        room.record,
        used_by(room).estate,
        LEAD,
        Subject.SYSTEM,
        "northmere.servers",
        Belief(Suspicion.CONFIRMED, BEGAN, "IT"),
    ),
    "a role": lambda room: take_role(room.record, LEAD, Role.TACTICAL),
    "a report": lambda room: issue_report(
        room.record, LEAD, draft_report(room.sight("northmere"), used_by(room), headline="x")
    ),
}


@pytest.mark.parametrize("what", NEW)
def test_what_is_new_is_taken_before_and_refused_after(room, closed, what):
    refused(closed, lambda: NEW[what](closed))


@pytest.mark.parametrize("what", NEW)
def test_the_same_is_taken_while_it_runs(room, what):
    before = room.record.arrived
    NEW[what](room)
    assert room.record.arrived > before


def test_a_deadline_of_the_law_outlives_the_incident(closed):
    start_clock(desk(closed), "police", why="their note was found later", who="IT", at=BEGAN)
    before = closed.record.arrived
    record_report(desk(closed), "clock/police/northmere", told(BEGAN, to="Police"))
    assert closed.record.arrived > before


def test_another_desk_that_has_not_heard_writes_and_is_taken_in_but_partners_here_are_refused(closed):
    refused(closed, lambda: open_task(closed.record, officer("eastholt"), NewTask("more"), handling=SHARED))


def test_a_late_line_says_why_and_corrections_need_no_more_than_their_own_reason(closed):
    fresh = Note("the vendor wrote", closed.record.now())
    with pytest.raises(DeskError, match="why it is entered late is blank") as asked:
        write_note(closed.record, LEAD, fresh)
    assert asked.value.hint.startswith("write why it comes after the closing")
    late = Note("the vendor wrote", closed.record.now(), late="their letter came today")
    write_note(closed.record, LEAD, late, handling=SHARED)
    correct_note(closed.record, LEAD, closed.note.thing, Note("four screens", BEGAN), why="miscounted")


def test_costs_corrections_dissent_and_the_end_of_tasks_are_taken(closed):
    record = closed.record
    note_cost(record, LEAD, Cost("equipment", "a laptop", "IT", BEGAN, pence=5), handling=SHARED)
    correct_cost(record, LEAD, closed.cost.thing, Cost("equipment", "laptops", "IT", BEGAN), why="sent back")
    says = decided(closed.sight("northmere"), closed.decision.thing).says.value
    correct_decision(record, LEAD, closed.decision.thing, says, why="blanks were filled")
    dissent_from(record, LEAD, closed.decision.thing, office="head of IT", why="too early")
    change_task(record, LEAD, closed.task.thing, TaskChange(state=Progress.DROPPED, note="no need"))
    print_checkpoint(record, LEAD, holder="the auditor")
    break_seal(record, LEAD, record.now())


def test_it_is_not_closed_without_a_day_for_the_debrief_or_a_reason(room):
    stand(room.record, LEAD, State.STOOD_DOWN, why="it is over")
    before = room.record.arrived
    with pytest.raises(DeskError, match="the day of the debrief is blank") as asked:
        stand(room.record, LEAD, State.CLOSED, why="all is back", no_debrief=" ")
    assert asked.value.hint.startswith("write a day, or why there is to be none")
    assert room.record.arrived == before
    stand(room.record, LEAD, State.CLOSED, why="all is back", no_debrief="held before")
    assert room.record.is_closed
    assert room.record.lines()[-1].words == "closed: all is back\nno debrief: held before"


def test_a_closed_incident_is_opened_again_with_a_reason_and_takes_all_again(closed):
    with pytest.raises(DeskError, match="why is blank"):
        stand(closed.record, LEAD, State.STOOD_UP, why=" ")
    stand(closed.record, LEAD, State.STOOD_UP, why="the beacon is back")
    assert closed.record.lines()[-1].words == "opened again, stood up: the beacon is back"
    assert not closed.record.is_closed
    NEW["a task"](closed)


@pytest.mark.parametrize("body", COUNCILS)
def test_standing_never_narrows_who_sees_it(closed, body):
    if body == "farwick":
        with pytest.raises(DeskError):
            course_of(closed.sight(body))
        return
    assert course_of(closed.sight(body)).value.state is State.CLOSED


def test_the_debrief_is_set_and_written_before_and_after_closing_and_keeps_what_it_said(closed):
    record = closed.record
    assert debrief_of(closed.sight("northmere")) is None
    write_debrief(record, LEAD, Debrief(DAY))
    assert record.lines()[-1].words == "debrief set for Thu 3 Dec 2026, 02:40"
    first = debrief_of(closed.sight("eastholt"))
    assert not first.value.is_held
    found = Debrief(DAY, "IT, care", "back in a day", "back in a week", "no tested restore", "test it: IT, by March")
    write_debrief(record, LEAD, found, over=frozenset({first.entry}))
    assert debrief_of(closed.sight("eastholt")).value == found
    assert "what is to change, who sees to it, by when: test it: IT, by March" in record.lines()[-1].words
    assert record.is_closed, "a debrief opens nothing"
    with pytest.raises(DeskError, match="may not open an incident"):
        write_debrief(record, officer("northmere", Role.LOGGIST), found)


def test_there_is_no_debrief_while_it_runs(room):
    with pytest.raises(DeskError, match="the incident is stood up, so it cannot be debriefed"):
        write_debrief(room.record, LEAD, Debrief(DAY))


def test_the_debrief_is_a_next_action_once_its_day_has_come(closed):
    def steps():
        sight = closed.sight("northmere", Role.TACTICAL)
        return [each.words for each in next_steps(sight, course_of(sight), None)]

    assert "Write what the debrief found" not in steps()
    closed.watch.at = DAY + timedelta(hours=1)
    assert "Write what the debrief found" in steps()
    assert not any(words.startswith("Look again at") for words in steps())
    write_debrief(closed.record, LEAD, Debrief(DAY, happened="all of it"))
    assert "Write what the debrief found" not in steps()


def test_an_officer_of_a_closed_incident_sees_no_button_for_what_is_refused():
    late = Officer("o-x", "X", "northmere", frozenset(Role), is_late=True)
    assert {act for act in Act if late.may(act)} == AFTER_CLOSING
    with pytest.raises(DeskError) as found:
        late.must(Act.ORDER)
    assert found.value.code is DeskCode.CLOSED
    watcher = Officer("o-y", "Y", "northmere", frozenset({Role.OBSERVER}), is_late=True)
    assert [act for act in Act if watcher.may(act)] == [Act.LOOK]
    assert frozenset.union(*MAY.values()) >= AFTER_CLOSING


@pytest.mark.parametrize(
    ("used", "words"),
    [
        (datetime(2026, 7, 1, 1, 30, tzinfo=UTC), "used at 02:30 on 1 July 2026"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "used at 00:30 on 1 July 2026"),
        (datetime(2026, 11, 23, 2, 40, tzinfo=UTC), "used at 02:40 on 23 November 2026"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "used at 01:30 BST on 25 October 2026"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "used at 01:30 GMT on 25 October 2026"),
    ],
)
def test_the_use_of_the_sealed_account_is_written_in_london_time(used, words):
    room = Room()
    open_incident(room.record, LEAD, title="Blue kettle", seen="screens are blank")
    break_seal(room.record, LEAD, used)
    assert room.record.lines()[-1].words.endswith(words)


def test_a_false_alarm_stays_one_when_it_is_closed_and_not_when_it_is_stood_up_again(room):
    stand(room.record, LEAD, State.STOOD_DOWN, why="our own test", false_alarm=True)
    stand(room.record, LEAD, State.CLOSED, why="lessons drawn", debrief=DAY)
    assert course_of(room.sight("northmere")).value.false_alarm
    stand(room.record, LEAD, State.STOOD_UP, why="it was none")
    assert not course_of(room.sight("northmere")).value.false_alarm
