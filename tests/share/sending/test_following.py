"""What became of letters that were taken: asked seldom, settled once; the next means where it was nothing."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk.message import Means, Promise
from battlebox.share.sending import Delivered, FakeSender, Follower, Letter, Pace, State, StillOpen, Undelivered
from battlebox.share.sending.exchange import new_client
from battlebox.share.sending.following import FORGOTTEN_AFTER, LONGEST_WAIT
from battlebox.share.sending.notify import NotifySender
from share.sending.in_memory import (
    BEGAN,
    Clock,
    Counting,
    Followed,
    MemoryLedger,
    MemoryOutbox,
    Power,
    PowerCut,
    lane_of,
)
from share.sending.providers import Answer, FakeNotify

LETTER = Letter("ref-1", "+447700900123", "Phones are down", "Use the numbers on the page.")
GONE = Undelivered("no such number", for_good=True)
FULL = Undelivered("switched off", for_good=False)
ORDER = (Means.NOTIFY_TEXT, Means.MAIL)


@pytest.fixture
def notify(serve, credentials):
    there = serve(FakeNotify, None)
    with new_client(answer_seconds=0.5, connect_seconds=0.5) as client:
        yield there, NotifySender(credentials(notify=there.address), Means.NOTIFY_TEXT, client)


class Desk:
    """Notify, whose fates a test decides, and then a mail."""

    def __init__(self, fates, people=1, **more):
        self.power, self.clock = Power(), Clock()
        self.outbox = MemoryOutbox.of([f"p{at}" for at in range(people)], ORDER, self.power)
        self.ledger = MemoryLedger(self.power)
        self.notify = Followed(Means.NOTIFY_TEXT, Promise.CAN_BE_ASKED, self.power, fates=fates)
        self.mail = Counting(Means.MAIL, Promise.ONCE_AT_MOST, self.power)
        self.more = more
        self.begin()

    def begin(self):
        self.lanes = [
            lane_of(each, self.outbox, self.ledger, self.clock, **self.more) for each in (self.notify, self.mail)
        ]

    def start_again(self):
        self.begin()
        for lane in self.lanes:
            lane.recover()

    def wait(self, most=120, **span):
        span = span or {"seconds": 30}
        for _ in range(most):
            for lane in self.lanes:
                lane.round()
            self.clock.pass_by(**span)
        for lane in self.lanes:
            lane.close()

    def person(self, person="p0"):
        return self.outbox.person(person)

    def last(self):
        return {(each.errand.person, each.errand.place): each.state for each in self.ledger.came}


@pytest.mark.parametrize("fate", [GONE, FULL])
def test_what_the_provider_gave_up_goes_to_the_persons_next_means(fate):
    desk = Desk(lambda _reference, _asked: fate)
    desk.wait(3, seconds=10)
    assert desk.person() == [State.TOLD, State.NOT_NEEDED]
    desk.wait()
    assert desk.person() == [State.REFUSED, State.TOLD]
    assert desk.last() == {("p0", 0): State.REFUSED, ("p0", 1): State.TOLD}
    assert desk.outbox.rows[0].note == fate.why
    assert desk.notify.taken["p0-0"] == 1
    assert desk.mail.taken["p0-1"] == 1


def test_what_was_delivered_is_recorded_and_asked_no_more():
    desk = Desk(lambda _reference, asked: Delivered() if asked == 3 else StillOpen())
    desk.wait()
    assert desk.person() == [State.DELIVERED, State.NOT_NEEDED]
    assert len(desk.notify.asked) == 3
    assert desk.last() == {("p0", 0): State.DELIVERED}
    assert not desk.mail.taken


def test_one_of_which_nothing_is_ever_said_stays_told_and_is_asked_less_and_less_and_then_no_more():
    times = []
    desk = Desk(lambda _reference, _asked: times.append(desk.clock()) or StillOpen())
    desk.wait(2500, minutes=5)
    assert desk.person() == [State.TOLD, State.NOT_NEEDED]
    gaps = [after - before for before, after in pairwise(times)]
    assert max(gaps) <= LONGEST_WAIT + timedelta(minutes=5)
    assert len(times) < 50
    assert BEGAN + FORGOTTEN_AFTER <= times[-1] < BEGAN + FORGOTTEN_AFTER + LONGEST_WAIT + timedelta(minutes=5)


def test_a_provider_that_is_busy_is_left_alone_for_as_long_as_it_says():
    times = []
    desk = Desk(lambda _reference, _asked: times.append(desk.clock()) or StillOpen(600), people=4)
    desk.wait(100, seconds=10)
    first = [at for at in times if at < times[0] + timedelta(seconds=600)]
    assert len(set(first)) == 1


def test_asking_waits_until_nothing_is_to_be_sent_and_keeps_to_the_pace():
    desk = Desk(lambda _reference, _asked: Delivered(), people=300, width=8)
    waits = []
    desk.lanes[0].pace = Pace(600, pause=waits.append, seconds=lambda: 0.0)
    desk.clock.pass_by(hours=1)
    desk.lanes[0].round()
    assert not desk.notify.asked
    while desk.outbox.states()[State.WAITING]:
        desk.lanes[0].round()
    desk.clock.pass_by(minutes=5)
    desk.lanes[0].round()
    assert len(desk.notify.asked) == 8
    assert len(waits) >= 300 / 8


def test_a_means_that_rests_asks_nothing():
    desk = Desk(lambda _reference, _asked: Delivered())
    desk.wait(1, seconds=60)
    desk.lanes[0].breaker.until = desk.clock() + timedelta(minutes=5)
    desk.lanes[0].round()
    assert not desk.notify.asked


def test_a_means_that_cannot_be_asked_never_is():
    desk = Desk(lambda _reference, _asked: GONE)
    desk.notify = Counting(Means.NOTIFY_TEXT, Promise.CAN_BE_ASKED, desk.power)
    desk.begin()
    desk.wait()
    assert desk.person() == [State.TOLD, State.NOT_NEEDED]
    assert not isinstance(FakeSender(Means.MAIL), Follower)


FATES = st.sampled_from([GONE, FULL, Delivered(), StillOpen(), StillOpen()])


@given(st.data())
def test_wherever_the_power_goes_nobody_is_told_twice_by_one_means_or_left_with_nothing(data):
    final: dict[str, object] = {}

    def fates(reference, _asked):
        # A provider that has made up its mind does not change it.
        if reference not in final:
            fate = data.draw(FATES, label=reference)
            if isinstance(fate, StillOpen):
                return fate
            final[reference] = fate
        return final[reference]

    desk = Desk(fates, people=data.draw(st.integers(1, 3)))
    for cut in data.draw(st.lists(st.integers(1, 40), max_size=6), label="cuts"):
        desk.power.calls, desk.power.cut_at = 0, cut
        try:
            desk.wait(20)
        except PowerCut:
            desk.power.cut_at = -1
            desk.start_again()
    desk.power.cut_at = -1
    desk.wait(200)
    assert set((desk.notify.taken + desk.mail.taken).values()) <= {1}
    for at in range(len({row.errand.person for row in desk.outbox.rows.values()})):
        first, second = desk.person(f"p{at}")
        fate = final.get(f"p{at}-0")
        if fate in (GONE, FULL):
            # By mail, once at most: where the power went in the middle of it nobody knows, and nothing more is sent.
            assert (first, second) in {(State.REFUSED, State.TOLD), (State.REFUSED, State.UNKNOWN)}
        else:
            assert first is (State.DELIVERED if isinstance(fate, Delivered) else State.TOLD)
            assert second is State.NOT_NEEDED
        assert desk.last()[f"p{at}", 0] is first


# ── Notify, on the loopback ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        ("delivered", Delivered()),
        ("permanent-failure", Undelivered("Notify: the address or number does not exist", for_good=True)),
        ("temporary-failure", Undelivered("Notify gave up: full, switched off or out of reach", for_good=False)),
        ("technical-failure", Undelivered("Notify gave up: a fault between it and the provider", for_good=False)),
        *((open_yet, StillOpen()) for open_yet in ("created", "sending", "pending", "sent", "", "a new word")),
    ],
)
def test_notify_is_asked_by_our_reference_what_became_of_a_letter(notify, status, fate):
    server, sender = notify
    sender.send(LETTER, again=False)
    server.became[LETTER.reference] = status
    assert sender.follow(LETTER.reference) == fate
    assert server.requests[-1]["method"] == "GET"
    assert server.requests[-1]["path"] == f"/v2/notifications?reference={LETTER.reference}"
    assert server.taken[LETTER.reference] == 1


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (Answer(429, {}, {"Retry-After": "40"}), StillOpen(40)),
        (Answer(500, {}), StillOpen()),
        (Answer(403, {}), StillOpen()),
        (Answer(200, {"notifications": "none"}), StillOpen()),
        (Answer(200, {"notifications": [7, {"reference": "another", "status": "permanent-failure"}]}), StillOpen()),
        (Answer(200, {"notifications": [{"reference": "r-1", "status": ["delivered"]}]}), StillOpen()),
        (Answer(how="hang up"), StillOpen()),
    ],
)
def test_whoever_cannot_be_asked_has_said_nothing_of_a_letter(notify, answer, fate):
    server, sender = notify
    server.busy = answer
    assert sender.follow("r-1") == fate


def test_notify_that_never_had_a_letter_says_nothing_of_it(notify):
    _, sender = notify
    assert sender.follow("never sent") == StillOpen()
