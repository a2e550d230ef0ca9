"""What Notify says afterwards of letters it took: in the desk's tables, in the record, on the page; a desk that stops.

The fake Notify speaks its HTTP on the loopback; the desk asks it by our reference.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk.message import How, Means, Outcome
from battlebox.journal import Kind
from battlebox.share.sending import RealDesk, State, read_credentials
from battlebox.share.sending.exchange import new_client
from battlebox.share.sending.notify import NotifySender
from share.sending.providers import KEY, TEMPLATE, FakeNotify
from web.desk_page import words
from web.places.sending import ADA
from web.places.test_sending import states

GONE = "permanent-failure"


@pytest.fixture
def notify():
    made = FakeNotify()
    yield made
    made.close()


@pytest.fixture
def told(sending, notify, monkeypatch):
    """A message that Notify took for Ada; `told.later()` lets time pass and works through every means."""
    text = f"[notify]\nkey = '{KEY}'\ntext_template = '{TEMPLATE}'\naddress = '{notify.address}'\n"
    with new_client(2.0, 2.0) as client:
        sender = NotifySender(read_credentials(RealDesk("a test"), text), Means.NOTIFY_TEXT, client)
        yield Told(sending, notify, sender, monkeypatch)


class Told:
    def __init__(self, sending, notify, sender, monkeypatch):
        self.sending, self.notify, self.sender, self.monkeypatch = sending, notify, sender, monkeypatch
        self.passed = timedelta()
        self.message = sending.order(ADA)
        self.run()

    @property
    def reference(self):
        [reference] = self.notify.taken
        return reference

    def run(self):
        self.sending.run(Means.NOTIFY_TEXT, sender=self.sender)
        self.sending.run(Means.MAIL)

    def later(self, **span):
        from django.utils import timezone

        self.passed += timedelta(**span or {"minutes": 2})
        now, passed = timezone.now(), self.passed
        self.monkeypatch.setattr("django.utils.timezone.now", lambda: now + passed)
        self.run()

    def came(self):
        return {place: each.outcome for (_, place), each in self.sending.progress(self.message).came.items()}


def of_ada():
    return [state for (person, _), state in states().items() if person == "e-1"]


def test_a_number_that_does_not_exist_leads_to_the_next_means_and_the_record_says_both(told):
    assert of_ada() == [State.TOLD, State.NOT_NEEDED, State.NOT_NEEDED]
    told.notify.became[told.reference] = GONE
    told.later()
    assert of_ada() == [State.REFUSED, State.TOLD, State.NOT_NEEDED]
    assert told.came() == {0: Outcome.REFUSED, 1: Outcome.TOLD}
    note = told.sending.progress(told.message).came["e-1", 0].note
    assert note == "Notify: the address or number does not exist"
    assert told.notify.taken[told.reference] == 1


def test_what_arrived_is_said_to_have_arrived(told, desk_page):
    told.notify.became[told.reference] = "delivered"
    told.later()
    assert of_ada() == [State.DELIVERED, State.NOT_NEEDED, State.NOT_NEEDED]
    assert told.came() == {0: Outcome.DELIVERED}
    assert told.sending.progress(told.message).told == {"e-1"}
    path = told.sending.opened.at(f"tell/outbox/{told.message.partition('/')[2]}/")
    text = words(desk_page("northmere").get(path))
    assert "1 told (of these 1 delivered, as their providers say), 0 on the way, 0 not reached" in text


def test_nothing_is_asked_at_once_and_what_is_still_on_its_way_stays_told(told):
    asked = [each for each in told.notify.requests if each["method"] == "GET"]
    assert not asked
    told.later()
    assert of_ada()[0] is State.TOLD
    assert told.came() == {0: Outcome.TOLD}


def test_somebody_who_has_answered_is_not_told_again_whatever_the_provider_says(told):
    from battlebox.web.models import Addressed
    from battlebox.web.sending.answering import take

    take(Addressed.objects.get(person="e-1"), How.LINK)
    told.notify.became[told.reference] = GONE
    told.later()
    assert of_ada() == [State.REFUSED, State.NOT_NEEDED, State.NOT_NEEDED]


def test_a_message_that_was_stopped_meanwhile_goes_to_no_next_means(told):
    from battlebox.desk.message import stop_message
    from desk.room import officer as desk_officer

    stop_message(told.sending.opened.record, desk_officer("northmere"), told.message, why="it was wrong")
    told.notify.became[told.reference] = GONE
    told.later()
    assert of_ada()[:2] == [State.REFUSED, State.STOPPED]


@pytest.mark.parametrize("status", [GONE, "delivered"])
@pytest.mark.parametrize("before", [True, False])
def test_an_outbox_that_is_lost_meanwhile_is_made_again_and_asks_again(told, status, before):
    from battlebox.web.models import Dispatch

    told.notify.became[told.reference] = status
    if not before:
        told.later()
    Dispatch.objects.all().delete()
    told.sending.posting._seen.clear()
    assert told.sending.posting.take_up() == 1
    told.later()
    wanted = [State.REFUSED, State.TOLD] if status == GONE else [State.DELIVERED, State.NOT_NEEDED]
    assert of_ada()[:2] == wanted
    assert told.notify.taken[told.reference] == 1
    assert len(told.sending.senders.of(Means.MAIL).kept) == (status == GONE)


def test_what_became_of_many_is_one_entry_and_not_one_for_each(sending, notify, monkeypatch):
    text = f"[notify]\nkey = '{KEY}'\ntext_template = '{TEMPLATE}'\naddress = '{notify.address}'\n"
    rows = [f"e-{at},Ada,07700 9{at:05},,\n" for at in range(40)]
    with new_client(2.0, 2.0) as client:
        sender = NotifySender(read_credentials(RealDesk("a test"), text), Means.NOTIFY_TEXT, client)
        sending.order(*rows)
        sending.run(Means.NOTIFY_TEXT, sender=sender)
        notify.became = dict.fromkeys(notify.taken, "delivered")
        from django.utils import timezone

        now = timezone.now()
        monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=2))
        sending.run(Means.NOTIFY_TEXT, sender=sender)
    lines = [line for line in sending.opened.record.lines() if line.header.kind == Kind.MESSAGE_SENT]
    assert set(states().values()) == {State.DELIVERED}
    assert len(lines) <= 4
