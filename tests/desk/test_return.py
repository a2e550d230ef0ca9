"""The order of return at the desk: asked from the picture, adopted by a decision, worked on, slipped and gone on with.

Law: three councils; a body plans its own systems, and what has begun is what the record says.
Not here: the problem (test_undertaking.py), the pages (tests/web).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.command import Decision, adopt_order
from battlebox.desk.picture import (
    Belief,
    Cause,
    Condition,
    Observation,
    Subject,
    Suspicion,
    estate_in_use,
    observe,
    picture_of,
    state_suspicion,
)
from battlebox.desk.record import Handling
from battlebox.desk.restore import (
    Outset,
    Progress,
    Promise,
    Step,
    Worked,
    as_it_stands,
    followed,
    go_on_with,
    out_now,
    overdue,
    promise,
    promises_of,
    record_work,
    shown_of_plan,
    undertaking,
    work_of,
)
from battlebox.engine.restore import plan, replan
from battlebox.estate import MICROHOURS
from battlebox.estate import Step as StepKind
from desk.room import SHARED, Room, officer

SERVERS, CARE, BENEFITS = "northmere.servers", "northmere.care", "northmere.benefits"
H = MICROHOURS


@pytest.fixture
def room():
    return Room.opened()


def out(room, name, body="northmere", hours=0):
    estate = estate_in_use(room.sight(body), room.shelf).estate
    since = room.record.now() - timedelta(hours=hours)
    seen = Observation(Condition.OUT, since, "duty engineer", Cause.ATTACKER)
    return observe(room.record, estate, officer(body), name, seen, handling=SHARED)


def picture(room, body="northmere"):
    sight = room.sight(body)
    return picture_of(sight, estate_in_use(sight, room.shelf))


def outset(room, body="northmere"):
    sight, now = room.sight(body), picture(room, body)
    used = estate_in_use(sight, room.shelf)
    promised = promises_of(sight, used.estate, body)
    return Outset(used.digest, body, room.record.now(), out_now(sight, now), promised)


def worked_out(room, body="northmere"):
    asked = outset(room, body)
    found = undertaking(picture(room, body).estate, asked.ask())
    return found, shown_of_plan(found, asked, plan(found.problem, seconds=0))


def decide(room, shown, body="northmere", handling=SHARED):
    decision = Decision("follow this order", "it costs least", Role.TACTICAL, room.record.now())
    lead = officer(body)
    return adopt_order(room.record, lead, shown, decision, lead.someone, handling=handling)


def follow(room):
    for name in (SERVERS, CARE, BENEFITS):
        out(room, name)
    found, shown = worked_out(room)
    decide(room, shown)
    return found, shown


def work(room, system, step, progress, body="northmere", role=Role.OPERATIONAL, **times):
    now = room.record.now()
    said = Worked(system, step, progress, times.get("begun", now), "server team", times.get("until"))
    estate = picture(room).estate
    return record_work(room.record, estate, officer(body, role), said, handling=SHARED)


def test_what_is_out_is_what_somebody_saw_or_confirmed_with_since_when_and_how_that_is_known(room):
    out(room, SERVERS, hours=30)
    estate = picture(room).estate
    belief = Belief(Suspicion.CONFIRMED, room.record.now(), "the SOC")
    state_suspicion(room.record, estate, officer("northmere"), Subject.SYSTEM, CARE, belief, handling=SHARED)
    found = {row.system: row for row in out_now(room.sight("northmere"), picture(room))}
    assert set(found) == {SERVERS, CARE}
    assert found[SERVERS].since == room.record.now() - timedelta(hours=30)
    assert found[SERVERS].why.startswith("seen to be out")
    assert found[CARE].why.startswith("confirmed hit")
    assert outset(room).ask().out[SERVERS] == -30 * H


def test_an_order_is_adopted_by_a_decision_and_stands_in_its_entry_with_every_figure(room):
    _, shown = follow(room)
    stands = followed(room.sight("northmere"), "northmere")
    assert stands.value == shown
    line = room.sight("northmere").line(stands.entry)
    assert line.header.kind == "decision:made"
    assert (shown.harm, shown.stage) == (stands.value.harm, "rule")
    assert shown.checklist >= shown.harm >= shown.bound
    assert [turn.number for turn in stands.value.turns] == [1, 2, 3]


def test_a_body_adopts_its_own_order_and_no_other_and_only_whoever_may_decide(room):
    out(room, SERVERS)
    _, shown = worked_out(room)
    with pytest.raises(DeskError, match="eastholt"):
        decide(room, shown, "eastholt")
    bronze = officer("northmere", Role.OPERATIONAL)
    decision = Decision("follow it", "why", Role.OPERATIONAL, room.record.now())
    with pytest.raises(DeskError, match="may not"):
        adopt_order(room.record, bronze, shown, decision, bronze.someone)
    nothing = replace(shown, lines=(), turns=())
    with pytest.raises(DeskError, match="the order of return is blank"):
        decide(room, nothing)
    assert followed(room.sight("northmere"), "northmere") is None


def test_who_shares_the_incident_sees_a_shared_order_and_a_stranger_none(room):
    follow(room)
    assert followed(room.sight("eastholt"), "northmere") is not None
    assert followed(room.sight("farwick"), "northmere") is None


def test_an_order_kept_to_its_body_is_not_seen_by_the_others(room):
    out(room, SERVERS)
    _, shown = worked_out(room)
    decide(room, shown, handling=Handling())
    assert followed(room.sight("eastholt"), "northmere") is None


def test_a_partners_system_is_waited_for_until_the_day_the_partner_gave_and_never_planned(room):
    for name in (SERVERS, CARE, "eastholt.servers"):
        out(room, name)
    before, _ = worked_out(room, "eastholt")
    assert {row.id: row.why for row in before.left}[SERVERS] == "nobody has said when it is back: ask Northmere Council"
    estate = picture(room, "eastholt").estate
    day = room.record.now() + timedelta(days=5)
    for name in (SERVERS, CARE):
        said = Promise(name, day, "Northmere's head of IT")
        promise(room.record, estate, officer("eastholt"), said, handling=SHARED)
    found, shown = worked_out(room, "eastholt")
    assert dict(found.waits) == {SERVERS: 120 * H, CARE: 120 * H}
    assert {turn.system for turn in shown.turns} == {"eastholt.servers"}
    assert {row.id: row.microhours for row in shown.services}["eastholt.child-front-door"] == 120 * H


def test_a_body_does_not_promise_its_own_system_and_a_word_needs_somebody_who_gave_it(room):
    estate = picture(room).estate
    at = room.record.now()
    with pytest.raises(DeskError, match="own to bring back"):
        promise(room.record, estate, officer("northmere"), Promise(SERVERS, at, "us"))
    with pytest.raises(DeskError, match="who said it is blank"):
        promise(room.record, estate, officer("eastholt"), Promise(SERVERS, at, " "))
    with pytest.raises(DeskError, match="no system"):
        promise(room.record, estate, officer("eastholt"), Promise("nowhere", at, "them"))


def test_what_has_begun_is_frozen_where_the_record_says_it_began_and_nothing_else_is(room):
    found, shown = follow(room)
    room.watch.pass_by(hours=2)
    work(room, SERVERS, StepKind.CLEAR, Progress.BEGUN)
    room.watch.pass_by(hours=3)
    said = {name: each.value for name, each in work_of(room.sight("northmere")).items()}
    stands = as_it_stands(found, shown.outset.origin, said, room.record.now())
    begun = {row.id: row.begun_microhours for row in stands.problem.operations if row.begun_microhours is not None}
    assert begun == {f"{SERVERS}:clear": 2 * H}
    assert stands.problem.now_microhours == 5 * H


def test_a_step_that_begins_ends_those_before_it_of_which_nobody_said_anything(room):
    found, shown = follow(room)
    room.watch.pass_by(hours=10)
    work(room, SERVERS, StepKind.REBUILD, Progress.BEGUN)
    said = {name: each.value for name, each in work_of(room.sight("northmere")).items()}
    stands = as_it_stands(found, shown.outset.origin, said, room.record.now())
    rows = {row.id: row for row in stands.problem.operations}
    assert (rows[f"{SERVERS}:clear"].begun_microhours, rows[f"{SERVERS}:clear"].microhours) == (10 * H, 0)
    # The gate before what has begun is behind us: it cannot hold anything up any more.
    assert rows[f"{SERVERS}:rebuild"].gates == ()
    assert f"northmere.servers-evidence:{SERVERS}" not in {gate.id for gate in stands.problem.gates}


def test_after_a_slip_three_ways_stand_side_by_side_with_what_has_begun_where_it_was(room):
    found, shown = follow(room)
    work(room, SERVERS, StepKind.REBUILD, Progress.BEGUN)
    until = room.record.now() + timedelta(hours=300)
    work(room, SERVERS, StepKind.REBUILD, Progress.SLIPPED, until=until)
    room.watch.pass_by(hours=1)
    said = {name: each.value for name, each in work_of(room.sight("northmere")).items()}
    stands = as_it_stands(found, shown.outset.origin, said, room.record.now())
    ways = replan(stands.problem, shown.starts, seconds=0.2)
    assert ways.gentle.harm <= ways.keep.harm
    assert ways.free.harm <= ways.keep.harm
    assert ways.keep.harm > shown.harm
    for way in (ways.keep, ways.gentle, ways.free):
        assert way.starts[f"{SERVERS}:rebuild"] == 0
        assert way.starts[f"{CARE}:rebuild"] >= 300 * H


def test_one_way_is_chosen_with_a_reason_and_the_order_before_stays_in_the_record(room):
    _, shown = follow(room)
    other = replace(shown, way="keep", reason="nobody's day changes", harm=shown.harm + 1)
    go_on_with(room.record, officer("northmere"), other, handling=SHARED)
    stands = followed(room.sight("northmere"), "northmere")
    assert stands.value == other
    assert room.sight("northmere").line(stands.entry).header.kind == "plan:chosen"
    with pytest.raises(DeskError, match="why is blank"):
        go_on_with(room.record, officer("northmere"), replace(other, reason=" "))
    with pytest.raises(DeskError, match="may not"):
        go_on_with(room.record, officer("northmere", Role.OPERATIONAL), other)
    with pytest.raises(DeskError):
        go_on_with(room.record, officer("eastholt"), other)


def test_nothing_is_gone_on_with_that_was_never_followed(room):
    out(room, SERVERS)
    _, shown = worked_out(room)
    with pytest.raises(DeskError):
        go_on_with(room.record, officer("northmere"), replace(shown, way="keep", reason="why"))


def test_work_is_recorded_in_its_order_by_its_own_body(room):
    follow(room)
    with pytest.raises(DeskError, match="not begun"):
        work(room, SERVERS, StepKind.CLEAR, Progress.ENDED, until=room.record.now())
    with pytest.raises(DeskError, match="when it began lies before the day before the incident began"):
        work(room, SERVERS, StepKind.CLEAR, Progress.BEGUN, begun=room.record.now() - timedelta(days=2_000))
    work(room, SERVERS, StepKind.CLEAR, Progress.BEGUN)
    with pytest.raises(DeskError, match="begun"):
        work(room, SERVERS, StepKind.CLEAR, Progress.BEGUN)
    with pytest.raises(DeskError, match="until when is blank"):
        work(room, SERVERS, StepKind.CLEAR, Progress.ENDED)
    with pytest.raises(DeskError):
        work(room, SERVERS, StepKind.CLEAR, Progress.ENDED, until=room.record.now() - timedelta(hours=9))
    work(room, SERVERS, StepKind.CLEAR, Progress.ENDED, until=room.record.now())
    with pytest.raises(DeskError, match="ended"):
        work(room, SERVERS, StepKind.CLEAR, Progress.SLIPPED, until=room.record.now())
    with pytest.raises(DeskError, match="eastholt"):
        work(room, CARE, StepKind.CLEAR, Progress.BEGUN, body="eastholt")
    with pytest.raises(DeskError, match="may not"):
        work(room, CARE, StepKind.CLEAR, Progress.BEGUN, role=Role.COMMUNICATIONS)


def test_what_was_to_begin_or_end_by_now_and_of_which_nobody_says_so_is_late(room):
    _, shown = follow(room)
    assert overdue(shown.steps, {}, 1 * H) == ()
    late = {row.id for row in overdue(shown.steps, {}, 2 * H)}
    assert f"{SERVERS}:clear" in late
    work(room, SERVERS, StepKind.CLEAR, Progress.BEGUN)
    said = work_of(room.sight("northmere"))
    assert f"{SERVERS}:clear" not in {row.id for row in overdue(shown.steps, said, 2 * H)}
    end = next(row for row in shown.steps if row.id == f"{SERVERS}:clear").microhours
    assert f"{SERVERS}:clear" in {row.id for row in overdue(shown.steps, said, end + 2 * H)}


def test_a_line_of_an_order_reads_as_its_step_again():
    for step in (Step("a.b:clear", 0, 12, "crew.x"), Step("g.one:a.b", 5, 7), Step("a:back", 3, 0)):
        assert Step.from_text(step.to_text()) == step
    assert (Step("a.b:clear", 0, 1).system, Step("a.b:clear", 0, 1).step, Step("a:back", 3, 0).step) == (
        "a.b", "clear", "")  # fmt: skip
