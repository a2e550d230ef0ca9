"""Each row of what undoes what is played at a desk: the entry that the desk writes is the one that is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import Role
from battlebox.desk.backlog import change_item
from battlebox.desk.backlog.backlog import item_of as backlog_item
from battlebox.desk.command import (
    Answer,
    Ask,
    Decision,
    NewTask,
    Progress,
    Reply,
    Review,
    TaskChange,
    Verdict,
    answer_ask,
    ask_partner,
    change_task,
    correct_decision,
    make_decision,
    open_task,
    relieve,
    review_decision,
    take_role,
    withdraw,
)
from battlebox.desk.gate import Going, Indicator, Result, change_indicator, end_access, see_indicator
from battlebox.desk.message import stop_message
from battlebox.desk.picture import Condition, Fallback, Stage, Suspicion, invoke
from battlebox.desk.reconnect import Joining, note_paper, withdraw_letter
from battlebox.desk.record import State, stand
from battlebox.desk.roster import Step
from battlebox.desk.tell import Judged, Status, corrections_due, judge_clock, start_clock, withdraw_facts
from battlebox.desk.tell import Verdict as Clearing
from battlebox.drill.play import deeds_of, in_order
from battlebox.drill.play.undone import NOTHING_UNDOES, UNDOES, undoing, undone_words
from battlebox.journal import Desk, Kind, enrol, lift_hold, place_hold, revoke
from desk.facts import change, clear, hold, send, sight, state, words_officer
from desk.facts import cleared as cleared_fact
from desk.reconnect.links import Links
from desk.restore.backlogs import LEAD as SERVICE_LEAD
from desk.restore.backlogs import note
from desk.restoring import SERVERS, Restoring
from desk.room import BEGAN, SHARED, key_of, officer
from desk.roster.test_offer import answer as answer_offer
from desk.roster.test_offer import asked as offered
from desk.telling import desk as clock_desk
from desk.test_joint import join, together
from desk.test_message import order as order_message
from desk.test_proposal import estate, put

SILVER, GOLD = officer("northmere"), officer("northmere", Role.STRATEGIC)


def roles(room):
    take_role(room.record, GOLD, Role.STRATEGIC, handling=SHARED)
    relieve(room.record, GOLD, Role.STRATEGIC, SILVER.someone, why="called away", handling=SHARED)
    relieve(room.record, GOLD, Role.STRATEGIC, None, why="went home", handling=SHARED)


def tasks(room):
    thing = open_task(room.record, SILVER, NewTask("ring them"), handling=SHARED).thing
    for step in (Progress.DOING, Progress.DONE, Progress.OPEN, Progress.DROPPED):
        change_task(room.record, SILVER, thing, TaskChange(state=step))


def indicators(room):
    def said(taken_back=""):
        return Indicator("an account", "the hub", (SERVERS,), "the firm", "engineer", room.record.now(), "", taken_back)

    thing = see_indicator(room.record, estate(room), SILVER, said()).thing
    change_indicator(room.record, estate(room), SILVER, thing, said(), why="a second source")
    change_indicator(room.record, estate(room), SILVER, thing, said("it was ours"), why="it was ours")


def suspicions(room):
    for found in (Suspicion.SUSPECTED, Suspicion.CLEAR):
        restoring(room).believe(state=found)


def outages(room):
    for condition in (Condition.OUT, Condition.WORKING):
        restoring(room).see(SERVERS, condition)


def fallbacks(room):
    service = next(each for each in estate(room).services if each.body == "northmere" and each.has_fallback)
    for running in (True, False):
        fallback = Fallback(running, room.record.now(), "the contact centre", staff=4)
        invoke(room.record, estate(room), SERVICE_LEAD, service.service, fallback, handling=SHARED)


def facts(room):
    thing = state(room)
    change(room, thing, status=Status.DENIED)
    change(room, thing, status=Status.CONFIRMED)
    change(room, thing, status=Status.UNKNOWN)
    change(room, thing, status=Status.SUPERSEDED)


def clearances(room):
    thing = cleared_fact(room)
    hold(room, thing)
    hold(room, thing, in_force=False)
    clear(room, thing, "northmere", verdict=Clearing.REFUSED, why="not yet")


def clearances_of_what_is_denied(room):
    change(room, cleared_fact(room), status=Status.DENIED)


def releases(room):
    thing = cleared_fact(room)
    send(room, thing)
    room.watch.pass_by(hours=1)
    hold(room, thing)
    (due,) = corrections_due(sight(room))
    withdraw_facts(room.record, words_officer("northmere"), thing, due.thing)


def statements(room):
    thing = together(room, cleared_fact(room))
    join(room, thing, "northmere")
    join(room, thing, "northmere", agrees=False, why="not so")


def messages(room):
    stop_message(room.record, SILVER, order_message(room, handling=SHARED).thing, why="a wrong number")


def decisions(room):
    said = Decision("Leave it on", "the payroll runs", Role.TACTICAL, room.record.now())
    thing = make_decision(room.record, SILVER, said, SILVER.someone, handling=SHARED).thing
    correct_decision(room.record, SILVER, thing, said, why="written down wrongly")
    review_decision(room.record, SILVER, thing, Review(Verdict.FALLS, "it does not hold"))


def proposals(room):
    withdraw(room.record, SILVER, put(room, role=Role.TACTICAL).thing, why="no more")


def partners(room):
    now = room.record.now()
    ask = Ask("eastholt", "shut the hub", "they are in", "duty officer", "by phone", now)
    thing = ask_partner(room.record, estate(room), SILVER, ask, handling=SHARED).thing
    for reply in (Reply.YES, Reply.NO):
        answer_ask(room.record, SILVER, thing, Answer(reply, "duty officer", "by phone", now))


def orders(room):
    room.cut()
    room.order(Stage.REOPENED)
    room.cut()


def orders_that_were_acknowledged(room):
    room.cut()
    room.order(Stage.ACKNOWLEDGED)
    room.order(Stage.REOPENED)


def links(room):
    room.agree()
    for to in (Joining.OPENED, Joining.PARTED, Joining.OPENED):
        room.move(to)
    room.move(Joining.VERIFIED, means="a trace from both sides")
    room.move(Joining.PARTED)


def systems(room):
    at = restoring(room)
    at.believe()
    at.pass_all()
    at.go()
    at.go(Going.OFF, reason="it rang again")
    at.go(Going.LIVE)


def accesses(room):
    at = restoring(room)
    at.believe("northmere.care")
    thing = at.lend().thing
    end_access(room.record, estate(room), SILVER, thing, at=room.record.now(), why="the system is back")


def gates(room, *, last=Result.FAILED):
    at = restoring(room)
    at.believe()
    at.answer("evidence")
    at.answer("evidence", last, ask="the forensic firm", reason="a copy is missing")


def gates_held(room):
    gates(room, last=Result.HELD)


def gates_waived(room):
    at = restoring(room)
    at.believe()
    at.answer("hardened", Result.WAIVED, by=GOLD, reason="no time", decision="DA-1")
    at.answer("hardened", Result.FAILED)


def backlogs(room):
    thing = note(room)
    item = backlog_item(room.sight("northmere"), thing).value
    change_item(room.record, estate(room), SERVICE_LEAD, thing, replace(item, struck="counted twice"))


def letters(room):
    saved = room.issue()
    room.judge(saved)
    withdraw_letter(room.record, SILVER, saved.thing.partition("/")[2], why="a third server was hit")


def letters_on_paper(room):
    eastholt = officer("eastholt")
    said = room.draft("northmere", firm="")
    saved = note_paper(room.record, room.estate, eastholt, said, seen="duty office; asked by phone")
    withdraw_letter(room.record, eastholt, saved.thing.partition("/")[2], why="it was not theirs")


def clocks(room):
    room.watch.pass_by(hours=1)
    at = clock_desk(room)
    thing = start_clock(at, "ico-33", why="data may be out", who="data protection", at=BEGAN).thing
    for answer in (Judged.RUNNING, Judged.NOT_REPORTABLE):
        judge_clock(clock_desk(room), thing, answer, why="as far as we know", who="data protection")


def incidents(room):
    why = {"why": "as we know it", "handling": SHARED}
    stand(room.record, GOLD, State.STOOD_UP, **why)
    stand(room.record, GOLD, State.STOOD_DOWN, **why)
    stand(room.record, GOLD, State.CLOSED, no_debrief="an exercise", **why)
    stand(room.record, GOLD, State.STOOD_UP, **why)


def shifts(room):
    thing = offered(room)
    answer_offer(room, thing, Step.ACCEPTED)
    answer_offer(room, thing, Step.WITHDRAWN)


def keys(room):
    new = Desk(key_of("another desk").public, "northmere", "loggist", "D")
    admin = key_of("admin northmere")
    room.record.with_pen(SILVER, lambda journal: enrol(journal, new, admin))
    room.record.with_pen(SILVER, lambda journal: revoke(journal, new.key, "northmere", admin, reason="lost"))


def holds(room):
    placed = room.record.with_pen(SILVER, lambda journal: place_hold(journal, "a claim"))
    room.record.with_pen(SILVER, lambda journal: lift_hold(journal, placed.id))


def restoring(room):
    return Restoring(room)


PLAYED = [
    (roles, Kind.ROLE_TAKEN, Kind.ROLE_HANDED_OVER, "undone by {}"),
    (roles, Kind.ROLE_HANDED_OVER, Kind.ROLE_HANDED_OVER, "undone by {}"),
    (tasks, Kind.TASK_OPENED, Kind.TASK_CLOSED, "taken back by {} (dropped)"),
    (tasks, Kind.TASK_CHANGED, Kind.TASK_CLOSED, "taken back by {} (dropped)"),
    (tasks, Kind.TASK_CLOSED, Kind.TASK_CHANGED, "taken back by {} (open)"),
    (indicators, Kind.INDICATOR_SEEN, Kind.INDICATOR_CHANGED, "taken back by {}"),
    (indicators, Kind.INDICATOR_CHANGED, Kind.INDICATOR_CHANGED, "taken back by {}"),
    (suspicions, Kind.SUSPICION_STATED, Kind.SUSPICION_STATED, "taken back by {} (no sign found)"),
    (outages, Kind.OUTAGE_OBSERVED, Kind.OUTAGE_OBSERVED, "taken back by {} (working)"),
    (fallbacks, Kind.FALLBACK_INVOKED, Kind.FALLBACK_INVOKED, "taken back by {} (ended)"),
    (facts, Kind.FACT_STATED, Kind.FACT_CHANGED, "taken back by {} (denied)"),
    (facts, Kind.FACT_CHANGED, Kind.FACT_CHANGED, "taken back by {} (confirmed)"),
    (clearances, Kind.FACT_CLEARED, Kind.FACT_CLEARED, "taken back by {} (refused)"),
    (clearances_of_what_is_denied, Kind.FACT_CLEARED, Kind.FACT_CHANGED, "taken back by {} (denied)"),
    (clearances, Kind.FACT_HELD, Kind.FACT_HELD, "taken back by {}"),
    (releases, Kind.FACT_RELEASED, Kind.FACT_RELEASED, "withdrawn by {}"),
    (statements, Kind.STATEMENT_JOINED, Kind.STATEMENT_JOINED, "taken back by {}"),
    (messages, Kind.MESSAGE_ORDERED, Kind.MESSAGE_STOPPED, "stopped by {}"),
    (decisions, Kind.DECISION_MADE, Kind.DECISION_CORRECTED, "corrected by {}"),
    (decisions, Kind.DECISION_CORRECTED, Kind.DECISION_REVIEWED, "taken back by {} (falls)"),
    (proposals, Kind.ORDER_PROPOSED, Kind.ORDER_PROPOSED, "taken back by {}"),
    (partners, Kind.PARTNER_ANSWERED, Kind.PARTNER_ANSWERED, "taken back by {} (no)"),
    (orders, Kind.SYSTEM_ISOLATED, Kind.SYSTEM_REOPENED, "undone by {}"),
    (orders, Kind.SYSTEM_VERIFIED, Kind.SYSTEM_REOPENED, "undone by {}"),
    (orders, Kind.SYSTEM_REOPENED, Kind.SYSTEM_ISOLATED, "undone by {}"),
    (orders_that_were_acknowledged, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_REOPENED, "undone by {}"),
    (links, Kind.LINK_RECONNECTED, Kind.LINK_PARTED, "undone by {}"),
    (links, Kind.LINK_PARTED, Kind.LINK_RECONNECTED, "undone by {}"),
    (links, Kind.LINK_VERIFIED, Kind.LINK_PARTED, "undone by {}"),
    (systems, Kind.SYSTEM_LIVE, Kind.SYSTEM_OFF, "undone by {}"),
    (systems, Kind.SYSTEM_OFF, Kind.SYSTEM_LIVE, "undone by {}"),
    (accesses, Kind.ACCESS_GIVEN, Kind.ACCESS_ENDED, "ended by {}"),
    (gates, Kind.GATE_PASSED, Kind.GATE_FAILED, "undone by {}"),
    (gates_held, Kind.GATE_PASSED, Kind.GATE_HELD, "undone by {}"),
    (gates_waived, Kind.GATE_WAIVED, Kind.GATE_FAILED, "undone by {}"),
    (backlogs, Kind.BACKLOG_NOTED, Kind.BACKLOG_NOTED, "taken back by {}"),
    (letters, Kind.ASSURANCE_ISSUED, Kind.ASSURANCE_WITHDRAWN, "taken back by {}"),
    (letters, Kind.ASSURANCE_JUDGED, Kind.ASSURANCE_WITHDRAWN, "taken back by {}"),
    (letters_on_paper, Kind.ASSURANCE_RECEIVED, Kind.ASSURANCE_WITHDRAWN, "taken back by {}"),
    (clocks, Kind.CLOCK_STARTED, Kind.CLOCK_CHANGED, "taken back by {} (not reportable)"),
    (clocks, Kind.CLOCK_CHANGED, Kind.CLOCK_CHANGED, "taken back by {} (not reportable)"),
    (incidents, Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED, "taken back by {} (closed)"),
    (incidents, Kind.INCIDENT_CHANGED, Kind.INCIDENT_CHANGED, "taken back by {} (stood down)"),
    (incidents, Kind.INCIDENT_CLOSED, Kind.INCIDENT_CHANGED, "taken back by {} (stood up)"),
    (shifts, Kind.SHIFT_OFFERED, Kind.SHIFT_ANSWERED, "taken back by {} (taken back)"),
    (shifts, Kind.SHIFT_ANSWERED, Kind.SHIFT_ANSWERED, "taken back by {} (taken back)"),
    (keys, Kind.KEY_ENROLLED, Kind.KEY_REVOKED, "undone by {}"),
    (holds, Kind.HOLD_PLACED, Kind.HOLD_LIFTED, "lifted by {}"),
]
"""What is played, the entry that it writes first, the one that undoes it, and how that is said."""


def test_each_kind_of_entry_is_said_to_be_undone_by_something_or_by_nothing():
    assert UNDOES.keys() | NOTHING_UNDOES == set(Kind)
    assert not UNDOES.keys() & NOTHING_UNDOES


def test_each_row_of_what_undoes_what_is_played():
    assert {(kind, row.kind) for kind, rows in UNDOES.items() for row in rows} == {
        (first, then) for _, first, then, _ in PLAYED
    } | {
        # The same rows as of what was stated, made and passed.
        (Kind.DECISION_MADE, Kind.DECISION_REVIEWED), (Kind.DECISION_CORRECTED, Kind.DECISION_CORRECTED),
        (Kind.GATE_WAIVED, Kind.GATE_HELD),
    }  # fmt: skip


@pytest.mark.parametrize(("play", "first", "then", "words"), PLAYED, ids=lambda each: getattr(each, "value", None))
def test_what_undoes_it_is_found(play, first, then, words):
    room = Links.opened()
    began = len(deeds_of(room.record))
    play(room)
    deeds = in_order(deeds_of(room.record))
    since = [*deeds[began:], *deeds[:began]] if first is not Kind.INCIDENT_OPENED else list(deeds)
    deed = next(each for each in since if each.kind == first)
    undone = undoing(deed, deeds, lambda _: False)
    assert undone is not None
    assert (undone.kind, undone_words(undone, deed)) == (then, words.format(undone.number))
