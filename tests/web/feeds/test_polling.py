"""What a partner publishes is shelved as theirs and goes no further than they let it; a real desk alone asks for it."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest

from battlebox.marking import Tlp
from battlebox.share.ground import DrillDesk, RealDesk
from battlebox.share.polling import PollCode, PollError
from share.polling.partner import Reply
from web.taxii.stix_made import indicator


def test_what_comes_in_is_the_partners_own_and_the_feed_says_how_it_stands(server, reading, poll):
    from battlebox.web.models import Feed, IntelObject

    row = reading("eastholt", server([indicator("a"), indicator("b", Tlp.CLEAR)]))
    polled = poll(row)
    assert (polled.code, polled.new) == (PollCode.WHOLE, 2)
    held = IntelObject.objects.filter(ours="northmere")
    assert {(each.owner, each.source, each.is_quarantined) for each in held} == {("eastholt", "poll", False)}
    row = Feed.objects.get(pk=row.pk)
    assert row.words.startswith("Everything that Eastholt had for us is here.")
    assert (row.code, row.new_total, row.failures) == ("whole", 2, 0)
    assert row.heard_at is not None
    assert row.after == "2026-11-23T09:00:00.002000Z"
    assert poll(row).code is PollCode.UNCHANGED
    assert held.count() == 2


def test_what_a_partner_that_is_not_let_in_publishes_is_kept_apart(server, reading, poll):
    from battlebox.web.models import IntelObject

    poll(reading("farwick", server([indicator("a")]), let_in=False))
    assert [each.is_quarantined for each in IntelObject.objects.all()] == [True]


def test_nothing_red_is_taken_from_a_feed(server, reading, poll):
    from battlebox.web.models import IntelObject

    polled = poll(reading("eastholt", server([indicator("a", Tlp.RED), indicator("b")])))
    assert (polled.new, polled.refused) == (1, 1)
    assert [each.tlp for each in IntelObject.objects.all()] == [str(Tlp.GREEN)]


def test_a_partner_that_was_cut_off_is_not_asked(server, reading, poll, real):
    from django.utils import timezone

    from battlebox.web.feeds.adding import feeds_of
    from battlebox.web.feeds.round import due
    from battlebox.web.models import Partner

    one = server([indicator("a")])
    row = reading("farwick", one)
    assert [each.pk for each in due()] == [row.pk]
    Partner.objects.filter(body="farwick").update(cut_off_at=timezone.now())
    assert due() == []
    assert feeds_of("northmere", "farwick") == []
    assert poll(row).code is PollCode.STOPPED
    assert one.asks == []


def test_one_that_is_cut_off_in_the_middle_gives_nothing_more(server, reading, poll):
    from django.utils import timezone

    from battlebox.web.models import Feed, IntelObject, Partner

    # The test's own thread: the server's has another connection.
    one = server([indicator(str(at)) for at in range(30)])
    row = reading("eastholt", one)
    Feed.objects.filter(pk=row.pk).update(limits={"page_objects": 10})
    pages = []

    def seen():
        pages.append(1)
        if len(pages) == 2:
            Partner.objects.filter(body="eastholt").update(cut_off_at=timezone.now())
        return False

    assert poll(row, stop_asked=seen).code is PollCode.STOPPED
    assert IntelObject.objects.count() == 10


def test_a_secret_lies_sealed_in_the_tables_and_opens_for_its_own_server_alone(server, reading, poll, real):
    from battlebox.web.feeds.seal import unseal
    from battlebox.web.models import Feed

    one, other = server([indicator("a")]), server()
    row = reading("eastholt", one)
    assert "sesame" not in json.dumps([*Feed.objects.values("sealed", "root", "words", "hint")])
    assert unseal(real, row.sealed, row.root, "").token == "bbx-open-sesame"
    with pytest.raises(PollError):
        unseal(real, row.sealed, other.root, "")
    Feed.objects.filter(pk=row.pk).update(root=other.root)
    assert poll(row).code is PollCode.BAD_KEY
    assert other.asks == []


@pytest.mark.parametrize("desk_kind", [DrillDesk("northmere"), None])
def test_a_desk_that_practises_asks_nobody(server, reading, desk_kind):
    from battlebox.web.feeds import thread
    from battlebox.web.feeds.round import poll_once
    from battlebox.web.models import Feed

    one = server([indicator("a")])
    row = reading("eastholt", one)
    with pytest.raises(TypeError, match="asked by a real desk"):
        poll_once(Feed.objects.get(pk=row.pk), desk_kind)
    with pytest.raises(TypeError, match="asked by a real desk"):
        thread.Polling(desk_kind)
    thread.begin(desk_kind)
    assert thread._DESK.polling is None
    assert one.asks == []


def test_what_somebody_has_to_mend_is_one_alarm_and_is_over_when_it_works(server, reading, poll):
    from battlebox.web.models import Alarm

    one = server([indicator("a")], plan=lambda _: Reply(401))
    row = reading("eastholt", one)
    poll(row)
    poll(row)
    (alarm,) = Alarm.objects.unseen()
    assert alarm.body == "northmere"
    assert "Eastholt's server no longer takes what we prove ourselves with. ring Eastholt" in alarm.words
    one.plan = lambda _: None
    assert poll(row).new == 1
    assert not Alarm.objects.unseen().exists()


def test_a_fault_of_theirs_is_an_alarm_after_five(server, reading, poll):
    from battlebox.web.models import Alarm, Feed

    row = reading("eastholt", server(plan=lambda _: Reply(500)))
    for _ in range(4):
        poll(row)
    assert not Alarm.objects.exists()
    poll(row)
    assert Alarm.objects.count() == 1
    row = Feed.objects.get(pk=row.pk)
    assert row.failures == 5
    assert row.rests_until == row.next_at
    assert row.heard_at is None


def test_a_feed_that_was_asked_is_not_due_at_once_again(server, reading, poll):
    from battlebox.web.feeds.round import due
    from battlebox.web.models import Feed

    row = reading("eastholt", server())
    poll(row)
    assert due() == []
    row = Feed.objects.get(pk=row.pk)
    assert timedelta(seconds=200) < row.next_at - row.polled_at < timedelta(seconds=400)


def test_the_thread_asks_each_feed_that_is_due_once_at_a_time(server, reading, monkeypatch):
    from battlebox.web.feeds import thread

    reading("eastholt", server())
    reading("farwick", server())
    asked, go = [], threading.Event()

    def ask(_self, row):
        go.wait(10)
        asked.append(row.name)

    monkeypatch.setattr(thread.Polling, "_ask", ask)
    polling = thread.Polling(RealDesk("northmere"))
    assert (polling.look(), polling.look()) == (2, 0)
    go.set()
    polling.lookout._pool.shutdown(wait=True)
    assert sorted(asked) == ["eastholt", "farwick"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"url": "http://eastholt.example/"}, "not reached by TLS"),
        ({"collection": "../../etc"}, "no id of a collection"),
        ({"pin": "00"}, "no SHA-256 fingerprint"),
        ({"secret": "two\nlines"}, "nothing to prove oneself with"),
        ({"name": "a\u001b[2J"}, "no name for a feed"),
        ({"into": "nowhere"}, "has no collection nowhere"),
    ],
)
def test_a_feed_that_is_not_whole_is_refused_and_nothing_is_written(server, reading, more, words):
    from battlebox.web.errors import WebError
    from battlebox.web.models import Feed

    with pytest.raises(WebError, match=words):
        reading("eastholt", server(), **more)
    assert not Feed.objects.exists()


def test_a_second_feed_of_one_name_is_refused(server, reading):
    from battlebox.web.errors import WebError

    reading("eastholt", server())
    with pytest.raises(WebError, match="reads a feed called eastholt already"):
        reading("eastholt", server())
