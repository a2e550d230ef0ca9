"""A fact taken back in the middle: the real lane, the record, the desk's tables and a mail server on the loopback."""

from __future__ import annotations

import pytest
from django.utils import timezone

from battlebox.desk import Role
from battlebox.desk.message import Means, Rests, is_stopped, progress_of, those_told, why_stopped
from battlebox.desk.record import Sight
from battlebox.desk.tell import Clearance, Outlet, Status, Verdict, Whom, change_fact, clear_fact, fact_of, state_fact
from battlebox.marking import Tlp
from battlebox.share.sending import Lane, Pace, RealDesk, State, read_credentials
from battlebox.share.sending.relay import RelaySender
from desk.facts import PLAIN
from desk.room import officer as desk_officer
from share.sending.providers import FakeRelay

PEOPLE = [f"e-{at},Person {at},,p{at}@example.org,\n" for at in range(60)]


@pytest.fixture
def press():
    return desk_officer("northmere", Role.COMMUNICATIONS)


@pytest.fixture
def relay():
    there = FakeRelay()
    yield there
    there.close()


@pytest.fixture
def fact(opened, press):
    now = opened.record.now()
    said = state_fact(opened.record, opened.estate, press, PLAIN.__class__(**_given(now)))
    thing = said.thing
    cleared(opened, press, thing)
    return thing


def _given(now):
    names = ("wording", "status", "source", "confidence")
    return {name: getattr(PLAIN, name) for name in names} | {"said": now, "checked": now, "tlp": Tlp.CLEAR}


def cleared(opened, press, thing):
    now = opened.record.now()
    entry = fact_of(Sight.of(opened.record, press), thing).entry
    clear_fact(opened.record, press, thing, Clearance("northmere", Verdict.CLEARED, entry, "press office", now))


def withdraw(opened, press, thing):
    old = fact_of(Sight.of(opened.record, press), thing).value
    given = {name: getattr(old, name) for name in old.__dataclass_fields__} | {"status": Status.DENIED}
    change_fact(opened.record, opened.estate, press, thing, type(old)(**given), why="we looked: no screen is blank")


def lane_of(sending, relay, pause):
    settings = f'[mail]\nhost = "127.0.0.1"\nport = {relay.port}\nfrom = "desk@example.org"\nstarttls = false'
    sender = RelaySender(read_credentials(RealDesk("trial"), settings), 5.0)
    pace = Pace(60, pause=pause, seconds=lambda: 0.0)
    # One after the other: the threads of a group would each want the test's own transaction.
    return Lane(sender, sending.posting.outbox, sending.posting.ledger, timezone.now, pace, width=1)


def test_withdrawn_in_the_middle_the_rest_is_not_sent_and_those_told_are_listed(sending, opened, press, relay, fact):
    from battlebox.web.models import Errand

    rests = Rests(Outlet.PRESS, Whom(), (fact,), Tlp.CLEAR)
    message = sending.order(*PEOPLE, rests=rests, text=PLAIN.wording)

    def pause(_seconds):
        # It is taken back while a person waits for the pace: that person is not told any more.
        if sum(relay.taken.values()) == 11 and not is_stopped(opened.record, message):
            withdraw(opened, press, fact)

    lane = lane_of(sending, relay, pause)
    while lane.round():
        pass
    lane.close()
    told = {address.partition("@")[0].replace("p", "e-") for address in relay.taken}
    assert len(relay.mails) == len(told) == 11
    assert is_stopped(opened.record, message)
    assert "has not cleared it" in why_stopped(opened.sight(), message)
    rows = Errand.objects.filter(means=Means.MAIL.value)
    assert {row.person for row in rows if row.state == State.TOLD.value} == told
    assert {row.state for row in rows if row.person not in told} == {State.STOPPED.value}
    assert not progress_of(opened.record, [message])[message].in_doubt
    assert {each.person for each in those_told(opened.record, press, message).people} == told


def test_an_outbox_made_again_after_that_tells_nobody_more(sending, opened, press, relay, fact):
    from battlebox.web.models import Addressed, Dispatch, Errand

    rests = Rests(Outlet.PRESS, Whom(), (fact,), Tlp.CLEAR)
    message = sending.order(*PEOPLE[:8], rests=rests, text=PLAIN.wording)
    lane = lane_of(sending, relay, lambda _: withdraw(opened, press, fact) if len(relay.mails) == 3 else None)
    while lane.round():
        pass
    lane.close()
    for each in (Errand, Addressed, Dispatch):
        each.objects.all().delete()
    assert sending.posting.take_up() == 1
    lane.recover()
    while lane.round():
        pass
    assert len(relay.mails) == 3
    assert len(those_told(opened.record, press, message).people) == 3
