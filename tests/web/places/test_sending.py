"""The outbox in the desk's tables, the record beside it, what a desk can send with, and its alarms."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest

from battlebox.desk.message import (
    Means,
    Outcome,
    message_of,
    stop_message,
)
from battlebox.desk.record import Installation
from battlebox.journal import Kind
from battlebox.share.sending import DrillDesk, FakeSenders, Refused, State, Unknown, Whose, senders_for
from desk.room import officer as desk_officer
from web.places.sending import ADA, BEN


def states():
    from battlebox.web.models import Errand

    rows = Errand.objects.order_by("person", "place")
    return {(row.person, Means(row.means)): State(row.state) for row in rows}


# ── the outbox ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_ordered_message_becomes_one_errand_for_each_person_and_means_once(sending):
    message = sending.order()
    assert sending.posting.take_up() == 0
    assert states() == {
        ("e-1", Means.NOTIFY_TEXT): State.WAITING,
        ("e-1", Means.MAIL): State.LATER,
        ("e-1", Means.PHONE): State.LATER,
        ("e-2", Means.MAIL): State.WAITING,
    }
    from battlebox.web.models import Addressed, Dispatch

    assert (Dispatch.objects.get().message, Addressed.objects.count()) == (message, 3)


def test_each_is_told_once_with_their_own_link_and_the_record_has_it_all(sending):
    message = sending.order()
    sending.run()
    assert states() == {
        ("e-1", Means.NOTIFY_TEXT): State.TOLD,
        ("e-1", Means.MAIL): State.NOT_NEEDED,
        ("e-1", Means.PHONE): State.NOT_NEEDED,
        ("e-2", Means.MAIL): State.TOLD,
    }
    [text], [mail] = (sending.senders.of(each).kept.values() for each in (Means.NOTIFY_TEXT, Means.MAIL))
    assert (text.to, mail.to, mail.subject) == ("+447700900123", "ben@example.org", "Phones are down")
    from battlebox.web.models import Addressed

    for letter, person in ((text, "e-1"), (mail, "e-2")):
        code = Addressed.objects.get(person=person).code
        assert letter.words == (
            f"Use the numbers.\n\nTo say that you have read and understood this: https://desk.example.org/r/{code}/"
        )
    progress = sending.progress(message)
    assert progress.told == {"e-1", "e-2"}
    assert not progress.in_doubt


def test_where_nobody_outside_reaches_the_desk_the_code_is_read_back(sending):
    from battlebox.web.models import Addressed
    from battlebox.web.sending.outbox import as_said
    from battlebox.web.sending.posting import DeskLedger

    sending.posting.ledger = DeskLedger(sending.opened.installation)
    sending.order(BEN)
    sending.run()
    [mail] = sending.senders.of(Means.MAIL).kept.values()
    code = as_said(Addressed.objects.get().code)
    assert mail.words.endswith(f"If somebody rings you about this, read this code to them: {code}")
    assert len(code) == 14


class Refusing:
    """A sender that answers as it was told."""

    def __init__(self, like, receipt):
        self.means, self.promise, self.receipt = like.means, like.promise, receipt

    def send(self, letter, *, again):
        del letter, again
        return self.receipt


def test_who_is_refused_by_one_means_gets_the_next_and_the_phone_tree_comes_last(sending):
    message = sending.order(ADA)
    for means in (Means.NOTIFY_TEXT, Means.MAIL):
        sending.run(means, sender=Refusing(sending.senders.of(means), Refused("no such address", Whose.ADDRESS)))
    assert list(states().values()) == [State.REFUSED, State.REFUSED, State.WAITING]
    came = sending.progress(message).came
    assert [each.outcome for each in came.values()] == [Outcome.REFUSED, Outcome.REFUSED]
    assert came["e-1", 0].note == "no such address"


def test_an_outbox_that_is_lost_is_made_again_and_tells_nobody_twice(sending):
    from battlebox.web.models import Addressed, Dispatch, Errand

    message = sending.order()
    sending.run(Means.NOTIFY_TEXT)
    before = (
        states(),
        list(Addressed.objects.values_list("person", "code")),
        set(Errand.objects.values_list("reference")),
    )
    Dispatch.objects.all().delete()
    sending.posting._seen.clear()
    assert sending.posting.take_up() == 1
    assert (states(), list(Addressed.objects.values_list("person", "code"))) == before[:2]
    assert set(Errand.objects.values_list("reference")) == before[2]
    sending.run()
    assert sending.progress(message).told == {"e-1", "e-2"}
    assert len(sending.senders.of(Means.NOTIFY_TEXT).kept) == 1


def test_what_was_claimed_and_lost_its_outbox_is_in_doubt_and_followed_by_the_next_means(sending):
    from battlebox.desk.message import Promise
    from battlebox.web.models import Dispatch

    message = sending.order(ADA)
    text = sending.senders.of(Means.NOTIFY_TEXT)
    text.promise = Promise.ONCE_AT_MOST
    lane = sending.lane(Means.NOTIFY_TEXT)
    lane._claimed(sending.posting.outbox.due(Means.NOTIFY_TEXT, lane.now(), 100))
    Dispatch.objects.all().delete()
    sending.posting._seen.clear()
    sending.posting.take_up()
    assert states()["e-1", Means.NOTIFY_TEXT] is State.TRYING
    sending.run()
    assert list(states().values()) == [State.UNKNOWN, State.TOLD, State.NOT_NEEDED]
    assert not text.kept
    assert sending.progress(message).came["e-1", 0].note == "the desk stopped while it was being sent"


def test_an_answer_that_never_came_leaves_the_errand_waiting_and_in_doubt(sending):
    from battlebox.desk.message import Promise
    from battlebox.web.models import Errand

    sending.order(BEN)
    fake = sending.senders.of(Means.MAIL)
    fake.promise = Promise.REFUSES_REPEATS
    lane = sending.lane(Means.MAIL, Refusing(fake, Unknown("no answer")))
    lane.round()
    row = Errand.objects.get()
    assert (row.state, row.in_doubt, row.tries, row.recorded) == ("waiting", True, 1, True)
    assert row.due_at > lane.now()


def test_a_stopped_message_tells_nobody_more(sending):
    message = sending.order()
    sending.run(Means.NOTIFY_TEXT)
    stop_message(sending.opened.record, desk_officer("northmere"), message, why="a wrong number in it")
    sending.run()
    assert states()["e-2", Means.MAIL] is State.STOPPED
    assert sending.progress(message).told == {"e-1"}
    assert not sending.senders.of(Means.MAIL).kept


def test_a_desk_that_took_the_record_in_sends_nothing_of_it(sending, tmp_path):
    from battlebox.web.sending.outbox import take_up

    sending.order()
    shutil.copytree(sending.opened.installation.path / "incidents", tmp_path / "other" / "incidents")
    other = Installation(tmp_path / "other", sending.opened.watch)
    for body in ("northmere", "eastholt"):
        other._pen(body)
    record = other.record(sending.opened.record.incident)
    assert record.bodies == {"northmere", "eastholt"}
    from battlebox.web.models import Dispatch

    Dispatch.objects.all().delete()
    assert take_up(record) == 0
    other.close()


def test_a_list_that_was_removed_from_the_record_leaves_nobody_to_tell(sending, monkeypatch):
    from battlebox.desk import DeskCode, DeskError
    from battlebox.web.models import Dispatch
    from battlebox.web.sending import outbox

    def gone(*_):
        raise DeskError.of(DeskCode.NOT_SEEN, what="list of people", id="x")

    monkeypatch.setattr(outbox, "roll_of", gone)
    sending.order()
    assert (Dispatch.objects.get().people, states()) == (0, {})


def test_batches_are_entries_of_the_bodys_own_and_few(sending):
    rows = "".join(f"e-{at},,,p{at}@example.org,\n" for at in range(250))
    before = len(sending.opened.record.lines())
    sending.order(rows)
    sending.run(Means.MAIL)
    written = [line.header.kind for line in sending.opened.record.lines()[before:]]
    assert written.count(Kind.MESSAGE_TRIED) == 3
    assert written.count(Kind.MESSAGE_SENT) == 3
    assert all("example.org" not in line.words for line in sending.opened.sight("eastholt").lines())


# ── what a desk can send with ────────────────────────────────────────────────────────────────────────────────────────


def settings_of(tmp_path, **more):
    from battlebox.web.starting.desk_settings import DeskSettings

    return DeskSettings(data=tmp_path, **more)


def test_a_demonstration_has_practice_senders_whatever_its_folder_holds(tmp_path, django_stands):
    from battlebox.web.sending.means import reach_of

    (tmp_path / "sending.toml").write_text("[mail]\nhost = 'relay.example.org'\nfrom = 'desk@example.org'\n")
    (tmp_path / "sending.toml").chmod(0o600)
    assert type(reach_of(settings_of(tmp_path, demo=True)).senders) is FakeSenders
    assert reach_of(settings_of(tmp_path)).senders.works == {Means.MAIL}


def test_a_desk_without_a_file_sends_nothing_but_paper(tmp_path, django_stands):
    from battlebox.web.sending.means import reach_of

    assert reach_of(settings_of(tmp_path)).senders.works == frozenset()


@pytest.mark.parametrize(
    ("raw", "mode", "said"),
    [
        (b"[mail]\n", 0o644, "holds secrets and can be read by other users of this machine"),
        (b"[mali]\n", 0o600, "sending.toml has a part 'mali'"),
        (b"\xff\xfe", 0o600, "no UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_start_with_a_sentence(tmp_path, django_stands, raw, mode, said):
    from battlebox.web.errors import WebError
    from battlebox.web.sending.means import reach_of

    (tmp_path / "sending.toml").write_bytes(raw)
    os.chmod(tmp_path / "sending.toml", mode)  # noqa: PTH101 - as an operator would
    with pytest.raises(WebError) as refused:
        reach_of(settings_of(tmp_path))
    assert said in str(refused.value)
    assert refused.value.hint


def test_a_drill_desk_is_what_senders_for_gives_practice_to():
    assert type(senders_for(DrillDesk("x"))) is FakeSenders


# ── silence ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def alarms():
    from battlebox.web.models import Alarm

    return list(Alarm.objects.values_list("key", flat=True))


def test_a_message_that_nobody_answers_is_an_alarm_on_every_admins_pages_once(sending, desk_page, officer):
    from battlebox.web.models import Alarm, Dispatch

    message = sending.order(ADA, BEN)
    sending.posting.look()
    assert not alarms()
    past = sending.opened.watch.at - timedelta(minutes=1)
    Dispatch.objects.update(answer_by=past)
    sending.posting.look()
    sending.posting.look()
    assert alarms() == [f"unanswered:{message}"]
    page = desk_page(officer("northmere", admin=True)).get("/").content.decode()
    assert "Nobody answered the message «Phones are down» by the time given" in page
    Alarm.objects.update(seen_at=past)
    sending.posting._silent = frozenset()
    sending.posting.look()
    assert len(alarms()) == 1


def test_a_lane_that_died_while_somebody_waits_is_an_alarm(sending):
    from battlebox.web.sending.posting import _Running

    sending.order(BEN)
    sending.posting.is_ending.set()  # Started again it would wait for this test's own transaction.
    sending.posting.lanes[Means.MAIL] = _Running(sending.lane(Means.MAIL))
    sending.posting.look()
    assert alarms() == ["dead:mail"]


def test_a_fault_in_a_round_is_an_alarm_without_what_was_in_it(desk):
    from battlebox.web.models import Alarm
    from battlebox.web.sending.posting import _alarm_fault

    for _ in range(2):
        said = _alarm_fault("a mail", ValueError("ada@example.org"))
    assert said == "a fault in Battlebox (ValueError)"
    [alarm] = Alarm.objects.all()
    assert "ada" not in alarm.words


def test_a_message_is_seen_by_its_own_body(sending):
    message = sending.order(BEN)
    assert message_of(sending.opened.sight(), message).value.subject == "Phones are down"
