"""A breach opens a clock for each controller; it runs, is met, is met late with a reason, or is not reportable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Allowance,
    AwareTime,
    ClockState,
    Force,
    Judged,
    LibraryClock,
    clock_of,
    decide_aware,
    judge_clock,
    note_reference,
    open_clocks,
    record_report,
    start_clock,
)
from battlebox.journal import Kind
from desk.room import BEGAN, COUNCILS, SHARED, Room, officer
from desk.telling import DPO, EVERYBODY, HOUR, MINE, PROC, THEIRS, clock, clocks, desk, name_time, out, told


@pytest.fixture
def room():
    made = Room.opened()
    made.watch.pass_by(hours=3)
    return made


# ── three councils ───────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_has_happened_and_no_clock_runs(room):
    for body in COUNCILS:
        found = clocks(room, body)
        assert {each.state for each in found.values()} == {ClockState.NOT_TRIGGERED}
        assert {each.body for each in found.values()} == {body}
        assert "clock/police/" + body in found


def test_an_outage_of_personal_data_opens_assessing_for_each_controller_and_writes_nothing(room):
    out(room)
    before = room.record.arrived
    for body in ("northmere", "eastholt"):
        own = clock(room, body, f"clock/ico-33/{body}")
        assert (own.state, own.is_drawn, own.begin) == (ClockState.ASSESSING, True, BEGAN)
        assert own.due.at == BEGAN + 72 * HOUR
        assert "the only time named; information governance has not decided" in own.counts
    assert room.record.arrived == before


def test_a_controller_sees_its_own_clock_the_host_what_it_hosts_a_stranger_nothing(room):
    out(room)
    states = {body: {name for name, each in clocks(room, body).items() if each.state.is_open} for body in COUNCILS}
    assert {MINE, THEIRS, PROC, "clock/ico-33-log/northmere"} <= states["northmere"]
    assert THEIRS in states["eastholt"]
    assert MINE not in states["eastholt"]
    assert PROC not in states["eastholt"]
    assert states["farwick"] == set()
    assert not any("northmere" in name or "eastholt" in name for name in clocks(room, "farwick"))


def test_a_stranger_told_of_the_outage_has_no_clock_for_it(room):
    out(room, handling=EVERYBODY)
    assert not any(each.state.is_open for each in clocks(room, "farwick").values())
    with pytest.raises(DeskError, match="there is no clock clock/ico-33/northmere that you may see"):
        clock(room, "farwick", MINE)


def test_what_the_host_keeps_to_itself_opens_no_clock_at_the_controller(room):
    out(room, handling=None)
    assert clock(room, "northmere", THEIRS).state is ClockState.ASSESSING
    assert clock(room, "eastholt", THEIRS).state is ClockState.NOT_TRIGGERED


def test_what_a_controller_decides_is_its_own_unless_it_is_shared(room):
    out(room)
    at = desk(room, "eastholt")
    judge_clock(at, THEIRS, Judged.RUNNING, why="records of children", who="data protection")
    assert clock(room, "eastholt", THEIRS).state is ClockState.RUNNING
    assert clock(room, "northmere", THEIRS).state is ClockState.ASSESSING
    judge_clock(at, THEIRS, Judged.RUNNING, why="as before", who="data protection", handling=SHARED)
    assert clock(room, "northmere", THEIRS).state is ClockState.RUNNING
    assert not any("ico-33" in name and "eastholt" in name for name in clocks(room, "farwick"))


def test_nobody_acts_on_another_bodys_clock(room):
    out(room)
    with pytest.raises(DeskError, match="is eastholt's, so northmere may not act on it"):
        judge_clock(desk(room), THEIRS, Judged.RUNNING, why="we host it", who="IT")
    with pytest.raises(DeskError, match="is eastholt's, so northmere may not act on it"):
        record_report(desk(room), THEIRS, told())
    with pytest.raises(DeskError, match="there is no clock"):
        record_report(desk(room, "farwick"), THEIRS, told())


# ── running, met, late ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_in_time_meets_the_clock_and_more_parts_follow_with_their_references(room):
    out(room)
    judge_clock(desk(room), MINE, Judged.RUNNING, why="care records", who="DPO")
    first = record_report(desk(room), MINE, told())
    found = clock(room, "northmere", MINE)
    assert (found.state, found.is_finished) == (ClockState.MET, False)
    note_reference(desk(room), first.thing, "IC-12345-X")
    record_report(desk(room), MINE, told(BEGAN + 2 * HOUR, reference="IC-12345-X", last=True))
    found = clock(room, "northmere", MINE)
    assert [each.reference for each in found.reports] == ["IC-12345-X", "IC-12345-X"]
    assert found.is_finished
    kinds = [line.header.kind for line in room.record.lines()[-3:]]
    assert kinds == [Kind.CLOCK_MET, Kind.CLOCK_CHANGED, Kind.CLOCK_MET]
    assert "part 2 to ICO" in room.record.lines()[-1].words


def test_after_the_last_part_a_further_one_says_what_is_new(room):
    out(room)
    record_report(desk(room), MINE, told(last=True))
    with pytest.raises(DeskError, match="what they were told is blank") as no:
        record_report(desk(room), MINE, told(BEGAN + 2 * HOUR))
    assert "said that nothing more would follow" in no.value.hint
    record_report(desk(room), MINE, told(BEGAN + 2 * HOUR, words="A further 40 records were found."))
    assert len(clock(room, "northmere", MINE).reports) == 2


def test_a_report_after_the_end_needs_its_reason(room):
    out(room)
    room.watch.pass_by(hours=80)
    late = told(BEGAN + 72 * HOUR + timedelta(seconds=1))
    assert clock(room, "northmere", MINE).is_overdue(room.record.now())
    with pytest.raises(DeskError, match="ICO was told after the clock had ended") as refused:
        record_report(desk(room), MINE, late)
    assert "the reason for the delay" in refused.value.hint
    record_report(desk(room), MINE, replace(late, late="the form could not be reached"))
    found = clock(room, "northmere", MINE)
    assert (found.state, found.reason) == (ClockState.MET_LATE, "the form could not be reached")
    assert not found.is_overdue(room.record.now())
    # At the very instant it is in time.
    record_report(desk(room, "eastholt"), THEIRS, told(BEGAN + 72 * HOUR))
    assert clock(room, "eastholt", THEIRS).state is ClockState.MET


def test_who_was_told_before_this_desk_was_opened_was_told(room):
    """Police and the regulator are rung before the laptop is open: what counts is when the clock itself began."""
    out(room, since=BEGAN - 4 * HOUR)
    decide_aware(room.record, officer("northmere", DPO), AwareTime(BEGAN - 3 * HOUR, "the DPO was rung"))
    record_report(desk(room), MINE, told(BEGAN - HOUR))
    assert clock(room, "northmere", MINE).state is ClockState.MET
    # It was seen four hours before, though information governance counts from later: that is no reason to refuse.
    record_report(desk(room), MINE, told(BEGAN - 4 * HOUR))
    said = "`Report the personal data breach to the ICO` begins at Sun 22 Nov 2026, 22:40, and nobody can have been"
    with pytest.raises(DeskError, match=said) as refused:
        record_report(desk(room), MINE, told(BEGAN - 4 * HOUR - timedelta(minutes=1)))
    assert "name that time first" in refused.value.hint


def test_a_clock_that_has_no_time_takes_what_was_told_of_it_within_ten_years(room):
    with pytest.raises(DeskError, match="when they were told lies before the last ten years"):
        record_report(desk(room), "clock/police/northmere", told(BEGAN - timedelta(days=3700)))
    record_report(desk(room), "clock/police/northmere", told(BEGAN - HOUR))
    assert clock(room, "northmere", "clock/police/northmere").state is ClockState.MET


def test_a_time_moved_afterwards_makes_it_late_and_asks_for_the_reason(room):
    out(room)
    room.watch.pass_by(hours=72)
    record_report(desk(room), MINE, told(BEGAN + 71 * HOUR))
    decide_aware(room.record, officer("northmere", DPO), AwareTime(BEGAN - 2 * HOUR, "IT knew before"))
    found = clock(room, "northmere", MINE)
    assert (found.state, found.lacks_reason) == (ClockState.MET_LATE, True)


def test_a_reference_is_noted_by_whoever_told(room):
    out(room)
    saved = record_report(desk(room), MINE, told(), handling=SHARED)
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not number it"):
        note_reference(desk(room, "eastholt"), saved.thing, "IC-1")


def test_a_clock_that_is_told_once_is_told_once(room):
    thing = "clock/police/northmere"
    start_clock(desk(room), "police", why="ransom note", who="IT", at=BEGAN)
    record_report(desk(room), thing, told(to="Police"))
    with pytest.raises(DeskError, match="is already met"):
        record_report(desk(room), thing, told(to="Police"))
    assert clock(room, "northmere", thing).is_finished


def test_what_is_met_is_not_assessed_again(room):
    out(room)
    record_report(desk(room), MINE, told())
    with pytest.raises(DeskError, match="is met, so it cannot be assessed again"):
        judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="no", who="DPO")


def test_that_nothing_need_be_reported_is_for_information_governance_where_it_is_law(room):
    out(room)
    with pytest.raises(DeskError, match="may not decide when the body became aware, or that a clock of the law"):
        judge_clock(desk(room, "northmere", Role.TACTICAL), MINE, Judged.NOT_REPORTABLE, why="no", who="Silver")
    with pytest.raises(DeskError, match="why is blank"):
        judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why=" ", who="DPO")
    silver = desk(room, "northmere", Role.TACTICAL)
    judge_clock(silver, "clock/pci-report/northmere", Judged.NOT_REPORTABLE, why="no card data here", who="Silver")
    found = clock(room, "northmere", "clock/pci-report/northmere")
    assert (found.state, found.reason) == (ClockState.NOT_REPORTABLE, "no card data here")


def test_two_answers_are_shown_and_the_one_that_runs_wins(room):
    out(room)
    first = judge_clock(desk(room), MINE, Judged.ASSESSING, why="looking", who="DPO")
    seen = frozenset({first.entry})
    judge_clock(desk(room), MINE, Judged.NOT_REPORTABLE, why="nothing", who="DPO", over=seen)
    judge_clock(desk(room), MINE, Judged.RUNNING, why="much", who="deputy", over=seen)
    found = clock(room, "northmere", MINE)
    assert found.state is ClockState.RUNNING
    assert "two versions stand: read both and choose" in found.doubts


# ── clocks that somebody starts ──────────────────────────────────────────────────────────────────────────────────


def test_a_clock_of_working_days_is_started_and_ends_with_its_day(room):
    start_clock(desk(room), "pci-report", why="card data was on the kiosk", who="finance", at=BEGAN)
    found = clock(room, "northmere", "clock/pci-report/northmere")
    assert (found.state, found.due.words) == (ClockState.RUNNING, "by the end of Thursday 26 November 2026")
    assert any("does not say in which nation" in each for each in found.doubts)
    assert any("acquirer's own contract" in each for each in found.doubts)


def test_requests_are_many_clocks_of_one_kind(room):
    for matter in ("FOI 12", "FOI 13"):
        start_clock(desk(room), "foi", why="received", who="post room", at=BEGAN, matter=matter)
    found = [each for each in clocks(room, "northmere").values() if each.clock.id == "foi"]
    assert sorted((each.matter, each.state.value) for each in found) == [
        ("", "not triggered"),
        ("FOI 12", "running"),
        ("FOI 13", "running"),
    ]


def test_a_breach_may_be_started_by_hand_and_the_earliest_time_still_counts(room):
    start_clock(desk(room), "ico-33", why="a letter went astray", who="post room", at=BEGAN)
    assert clock(room, "northmere", MINE).begin == BEGAN
    name_time(room, -5)
    assert clock(room, "northmere", MINE).begin == BEGAN - 5 * HOUR
    decide_aware(room.record, officer("northmere", DPO), AwareTime(BEGAN + HOUR, "then"))
    assert clock(room, "northmere", MINE).begin == BEGAN + HOUR


def test_a_host_tells_each_controller_on_a_clock_of_its_own(room):
    out(room)
    assert clock(room, "northmere", PROC).state is ClockState.ASSESSING
    record_report(desk(room), PROC, told(to="Eastholt's DPO", channel="phone"))
    assert clock(room, "northmere", PROC).state is ClockState.MET
    start_clock(desk(room), "ico-33-proc", why="their backup was here", who="IT", at=BEGAN, matter="farwick")
    assert clock(room, "northmere", "clock/ico-33-proc/northmere/farwick").state is ClockState.RUNNING
    with pytest.raises(DeskError, match="the estate has no body moon"):
        start_clock(desk(room), "ico-33-proc", why="x", who="IT", at=BEGAN, matter="moon")


@pytest.mark.parametrize(
    ("name", "role", "words"),
    [
        ("csrb-first", DPO, "is switched off: Not law when last looked at"),
        ("moon", DPO, "there is no clock moon"),
        ("eastholt.breach-report", DPO, "there is no clock eastholt.breach-report"),
        ("police", Role.OBSERVER, "may not start a clock"),
        ("police", Role.SERVICE_LEAD, "may not start a clock"),
    ],
)
def test_a_clock_that_may_not_be_started_is_refused(room, name, role, words):
    before = room.record.arrived
    with pytest.raises(DeskError, match=words):
        start_clock(desk(room, "northmere", role), name, why="because", who="IT", at=BEGAN)
    assert room.record.arrived == before


def test_what_is_switched_off_can_be_neither_assessed_nor_met(room):
    with pytest.raises(DeskError, match="is switched off"):
        record_report(desk(room), "clock/csrb-first/northmere", told())


def test_a_clock_that_left_the_library_runs_on_as_it_was(room):
    at = desk(room)
    odd = LibraryClock("odd", "Tell the landlord", "fire", Allowance.from_text("3 hours"), "landlord", Force.CONTRACT)
    wider = replace(at, library=replace(at.library, clocks=(*at.library.clocks, odd)))
    start_clock(wider, "odd", why="smoke", who="caretaker", at=BEGAN)
    found = clock(room, "northmere", "clock/odd/northmere")
    assert (found.clock.title, found.due.at) == ("Tell the landlord", BEGAN + 3 * HOUR)
    assert any("no longer in the library" in each for each in found.doubts)
    longer = replace(at.library, clocks=(*at.library.clocks, replace(odd, within=Allowance.from_text("4 hours"))))
    changed = clock_of(room.sight("northmere"), at.picture, longer, "clock/odd/northmere")
    assert "it allowed 3 hours when somebody acted on it, and now 4 hours" in changed.doubts


def test_open_clocks_come_with_ones_own_first_and_the_soonest_first(room):
    out(room)
    start_clock(desk(room), "members-lead", why="it is serious", who="Gold", at=BEGAN)
    at = desk(room)
    found = open_clocks(Sight.of(room.record, at.officer), at.picture, at.library)
    assert found[0].thing == "clock/members-lead/northmere"
    assert [each.body for each in found] == sorted((each.body for each in found), reverse=True)


def test_another_bodys_desk_cannot_answer_for_a_clock(room):
    """What a partner's program might write of our clock does not move it."""
    out(room)
    from battlebox.desk.record.writing import draft
    from battlebox.desk.tell.course import JUDGED, REPORT, SAYS, Judgement

    judgement = Judgement(Judged.NOT_REPORTABLE, "no", "them", BEGAN, "t", "72 hours")
    forged = draft(Kind.CLOCK_CHANGED, EVERYBODY, (MINE, JUDGED, judgement), words="no", over=frozenset())
    room.record.append(officer("farwick"), forged, thing=MINE)
    report = replace(told(), clock=MINE)
    thing = f"{REPORT}/1"
    room.record.append(officer("farwick"), draft(Kind.CLOCK_MET, EVERYBODY, (thing, SAYS, report), words="done"))
    assert clock(room, "northmere", MINE).state is ClockState.ASSESSING
