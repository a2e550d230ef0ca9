from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk.message import BATCH_MAX, Means, Promise
from battlebox.share.sending import BACK_OFF_SECONDS, PATIENCE, TRIES_MAX, Pace, State
from share.sending.in_memory import (
    BEGAN,
    Clock,
    Counting,
    MemoryLedger,
    MemoryOutbox,
    Power,
    PowerCut,
    lane_of,
)

ORDER = (Means.NOTIFY_TEXT, Means.MAIL, Means.TEXT)
PROMISES = {
    Means.NOTIFY_TEXT: Promise.CAN_BE_ASKED,
    Means.MAIL: Promise.ONCE_AT_MOST,
    Means.TEXT: Promise.REFUSES_REPEATS,
}
ENDED = {State.TOLD, State.REFUSED, State.UNKNOWN, State.NOT_NEEDED, State.STOPPED}


class Desk:
    """Three lanes over one outbox; what is in memory is lost with the power, what was written is not."""

    def __init__(self, people=3, order=ORDER, plan=None, **more):
        self.power, self.clock = Power(), Clock()
        self.outbox = MemoryOutbox.of([f"p{at}" for at in range(people)], order, self.power)
        self.ledger = MemoryLedger(self.power)
        self.senders = [Counting(means, PROMISES[means], self.power, plan) for means in dict.fromkeys(order)]
        self.more = more
        self.lanes = self.new_lanes()

    def new_lanes(self):
        return [lane_of(each, self.outbox, self.ledger, self.clock, **self.more) for each in self.senders]

    def rounds(self, most=200):
        for _ in range(most):
            done = sum(lane.round() for lane in self.lanes)
            if not done and not self.outbox.states()[State.WAITING]:
                break
            if not done:
                self.clock.pass_by(seconds=20)
        for lane in self.lanes:
            lane.close()

    def start_again(self):
        self.lanes = self.new_lanes()
        for lane in self.lanes:
            lane.recover()

    def taken(self):
        return {name: count for each in self.senders for name, count in each.taken.items() if count}

    def check(self):
        """Everybody is told or listed; nobody was told twice by one means; the record has it all."""
        assert set(self.outbox.states()) <= ENDED, self.outbox.states()
        assert set(self.taken().values()) <= {1}, self.taken()
        for row in self.outbox.rows.values():
            had = self.taken().get(row.errand.reference, 0)
            if row.state is State.TOLD:
                assert had == 1
            if row.state in (State.REFUSED, State.NOT_NEEDED, State.STOPPED, State.LATER):
                assert not had
        finals = {(each.errand.person, each.errand.place): each.state for each in self.ledger.came}
        for row in self.outbox.rows.values():
            if row.state in (State.TOLD, State.REFUSED, State.UNKNOWN):
                assert finals[row.errand.person, row.errand.place] is row.state
                assert (row.errand.person, row.errand.place) in self.ledger.claimed or not row.errand.tries


def test_each_person_is_told_by_the_first_means_and_by_no_other():
    desk = Desk()
    desk.rounds()
    desk.check()
    assert desk.outbox.person("p1") == [State.TOLD, State.NOT_NEEDED, State.NOT_NEEDED]
    assert set(desk.taken()) == {"p0-0", "p1-0", "p2-0"}


def test_a_refused_address_leads_to_the_next_means_at_once_and_the_last_to_the_list():
    desk = Desk(plan=lambda to, _: "refuse" if to.startswith("p1") or to == "p2@notify_text" else "ok")
    desk.rounds()
    desk.check()
    assert desk.outbox.person("p1") == [State.REFUSED] * 3
    assert desk.outbox.person("p2") == [State.REFUSED, State.TOLD, State.NOT_NEEDED]
    assert desk.clock.at == BEGAN


def test_a_busy_provider_is_tried_again_later_and_later_and_then_left():
    desk = Desk(people=1, order=(Means.MAIL, Means.TEXT), plan=lambda to, _: "later" if "mail" in to else "ok")
    times = []
    for _ in range(1000):
        calls = desk.senders[0].calls["p0-0"]
        desk.lanes[0].round()
        if desk.senders[0].calls["p0-0"] > calls:
            times.append((desk.clock.at - BEGAN).total_seconds())
            desk.lanes[0].breaker.until = None  # The rest of the whole means is another test's.
        desk.clock.pass_by(seconds=1)
    assert len(times) == TRIES_MAX
    gaps = [after - before for before, after in pairwise(times)]
    assert all(wanted <= gap <= wanted + 1 for gap, wanted in zip(gaps, BACK_OFF_SECONDS, strict=True)), gaps
    desk.rounds()
    desk.check()
    assert desk.outbox.person("p0") == [State.REFUSED, State.TOLD]


@pytest.mark.parametrize("means", ORDER)
def test_an_answer_that_never_comes_is_asked_for_again_where_that_is_safe_and_left_in_doubt_where_not(means):
    desk = Desk(people=1, order=(means,), plan=lambda _to, call: "late" if call == 1 else "ok")
    desk.rounds()
    desk.check()
    safe = means is not Means.MAIL
    assert desk.outbox.person("p0") == [State.TOLD if safe else State.UNKNOWN]
    assert desk.senders[0].log == [("p0-0", False), ("p0-0", True)][: 2 if safe else 1]


def test_a_refusal_after_a_try_without_an_answer_stays_in_doubt_and_says_both():
    desk = Desk(people=1, order=(Means.TEXT,), plan=lambda _to, call: "late" if call == 1 else "refuse")
    desk.rounds()
    desk.check()
    (row,) = desk.outbox.rows.values()
    assert row.state is State.UNKNOWN
    assert row.note == "an earlier try had no answer; then no such address"


def test_a_means_that_goes_on_failing_rests_and_is_tried_with_one():
    desk = Desk(people=40, order=(Means.TEXT,), plan=lambda _to, _call: "later", width=1)
    lane, sender = desk.lanes[0], desk.senders[0]
    lane.round()
    assert sum(sender.calls.values()) == 5
    assert lane.breaker.rests(desk.clock())
    lane.round()
    assert sum(sender.calls.values()) == 5
    desk.clock.pass_by(seconds=31)
    lane.round()
    assert sum(sender.calls.values()) == 6
    assert lane.breaker.rests(desk.clock())
    desk.clock.pass_by(seconds=31)
    sender.plan = None
    lane.round()
    lane.round()
    assert lane.breaker.failures == 0
    assert sum(sender.calls.values()) > 40


def test_whoever_has_waited_too_long_for_a_broken_means_goes_to_the_next():
    desk = Desk(people=30, order=(Means.TEXT, Means.MAIL), plan=lambda to, _: "key" if "text" in to else "ok")
    desk.rounds(400)
    desk.check()
    assert desk.outbox.states() == {State.REFUSED: 30, State.TOLD: 30}
    assert desk.clock.at - BEGAN < PATIENCE + timedelta(minutes=3)
    assert sum(desk.senders[0].calls.values()) < 15


def test_a_refused_address_does_not_make_a_means_rest():
    desk = Desk(people=30, order=(Means.TEXT,), plan=lambda _to, _call: "refuse")
    desk.lanes[0].round()
    assert desk.outbox.states() == {State.REFUSED: 30}


def test_a_message_that_is_stopped_while_it_is_sent_stops():
    desk = Desk(people=30, width=4)
    desk.senders[0].plan = lambda _to, _call: stop()

    def stop():
        desk.ledger.stopped = sum(desk.senders[0].calls.values()) >= 10
        return "ok"

    desk.rounds()
    told = desk.outbox.states()[State.TOLD]
    assert 10 <= told <= 12
    assert desk.outbox.states() == {State.TOLD: told, State.NOT_NEEDED: told * 2, State.STOPPED: (30 - told) * 3}
    assert sum(desk.taken().values()) == told


def test_a_message_that_is_stopped_while_the_pace_waits_is_not_sent_after_it():
    desk = Desk(people=30, width=4)
    lane = desk.lanes[0]

    def pause(_seconds):
        desk.ledger.stopped = True

    lane.pace = Pace(60, pause=pause, seconds=lambda: 0.0)
    desk.rounds()
    # The first group goes at once; the second waits, and is asked about again after it.
    assert desk.outbox.states()[State.TOLD] == 4
    assert sum(desk.taken().values()) == 4


def test_a_batch_is_one_entry_and_not_one_for_each_person():
    desk = Desk(people=250, order=(Means.TEXT,), width=8)
    desk.rounds()
    desk.check()
    assert desk.ledger.entries == [
        *[("tried", BATCH_MAX), ("sent", BATCH_MAX)] * 2,
        ("tried", 50),
        ("sent", 50),
    ]


def test_outcomes_are_in_the_record_within_seconds_when_little_is_sent():
    desk = Desk(people=1, order=(Means.TEXT,))
    desk.lanes[0].round()
    desk.lanes[0].round()
    assert [kind for kind, _ in desk.ledger.entries] == ["tried", "sent"]


def test_nothing_is_sent_faster_than_the_pace():
    waited, clock = [], [0.0]

    def pause(seconds):
        waited.append(seconds)
        clock[0] += seconds

    pace = Pace(60, pause=pause, seconds=lambda: clock[0])
    for _ in range(5):
        pace.wait(2)
    assert clock[0] == pytest.approx(8.0)


def test_a_lane_that_is_asked_to_end_leaves_the_rest_for_later():
    desk = Desk(people=20, order=(Means.MAIL,))
    desk.lanes[0].stop_asked = lambda: sum(desk.senders[0].calls.values()) >= 3
    desk.lanes[0].round()
    assert desk.outbox.states() == {State.TOLD: 3, State.WAITING: 17}


PLANS = st.sampled_from(["ok", "ok", "ok", "refuse", "later", "late"])


@given(st.data())
def test_wherever_the_power_goes_nobody_is_told_twice_or_forgotten(data):
    plans: dict[tuple[str, int], str] = {}

    def plan(to, call):
        if (to, call) not in plans:
            plans[to, call] = data.draw(PLANS, label=f"{to} {call}")
        return plans[to, call]

    desk = Desk(people=data.draw(st.integers(1, 4)), plan=plan)
    for cut in data.draw(st.lists(st.integers(1, 40), max_size=6), label="cuts"):
        desk.power.calls, desk.power.cut_at = 0, cut
        try:
            desk.rounds(30)
        except PowerCut:
            desk.power.cut_at = -1
            desk.start_again()
    desk.power.cut_at = -1
    desk.rounds(400)
    desk.check()


def test_every_single_moment_at_which_the_power_can_go():
    whole = Desk(people=2)
    whole.rounds()
    for cut in range(1, whole.power.calls + 1):
        desk = Desk(people=2)
        desk.power.cut_at = cut
        with pytest.raises(PowerCut):
            desk.rounds()
        desk.power.cut_at = -1
        desk.start_again()
        desk.rounds()
        desk.check()
        assert desk.outbox.person("p0").count(State.TOLD) == 1, cut


def test_the_trial_finds_a_desk_that_forgets_what_it_began():
    # A control: with no note of what has begun, the same trial must fail.
    faults = 0
    for cut in range(1, 60):
        desk = Desk(people=2, order=(Means.MAIL,))
        desk.power.cut_at = cut
        try:
            desk.rounds()
        except PowerCut:
            desk.power.cut_at = -1
            for row in desk.outbox.rows.values():
                if row.state is State.TRYING:
                    row.state, row.due = State.WAITING, BEGAN
            desk.lanes = desk.new_lanes()
            desk.rounds()
            faults += any(count > 1 for count in desk.taken().values())
    assert faults
