from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk.message import Means
from battlebox.share.sending import Awaited, Pulse, Queue, silences

NOW = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


def ago(**span):
    return NOW - timedelta(**span)


def keys(pulse=None, queue=None, awaited=None):
    found = silences(NOW, [pulse] if pulse else [], [queue] if queue else [], [awaited] if awaited else [])
    return [each.key for each in found]


@pytest.mark.parametrize(
    ("pulse", "queue", "found"),
    [
        (Pulse(Means.MAIL, ago(seconds=5), True), Queue(Means.MAIL, 7, ago(minutes=1)), []),
        (Pulse(Means.MAIL, ago(seconds=61), True), Queue(Means.MAIL, 7, ago(minutes=1)), ["dead:mail"]),
        (Pulse(Means.MAIL, ago(seconds=5), False), Queue(Means.MAIL, 7, ago(minutes=1)), ["dead:mail"]),
        (Pulse(Means.MAIL, ago(hours=9), False), Queue(Means.MAIL, 0), []),
        (Pulse(Means.MAIL, ago(seconds=5), True, "wrong key"), Queue(Means.MAIL, 7, ago(minutes=1)), ["rests:mail"]),
        (Pulse(Means.MAIL, ago(seconds=5), True), Queue(Means.MAIL, 7, ago(minutes=4)), ["stuck:mail"]),
        (Pulse(Means.MAIL, ago(seconds=5), True), Queue(Means.MAIL, 7, ago(hours=4), ago(minutes=1)), []),
        (Pulse(Means.MAIL, ago(seconds=5), True), Queue(Means.MAIL, 7, ago(hours=4), ago(minutes=4)), ["stuck:mail"]),
        (None, Queue(Means.PHONE, 7, ago(hours=4)), ["phone"]),
        (None, Queue(Means.PHONE, 7, ago(minutes=9)), []),
        (None, Queue(Means.CHAT, 7, ago(hours=4)), []),
    ],
)
def test_a_lane_that_is_dead_or_stuck_or_rests_is_an_alarm_while_somebody_waits(pulse, queue, found):
    assert keys(pulse, queue) == found


@pytest.mark.parametrize(
    ("answered", "late", "words"),
    [
        (0, 1, "Nobody answered the message «Phones» by the time given."),
        (3, 1, "Only 3 of 5 people answered the message «Phones» by the time given."),
        (5, 1, ""),
        (0, -1, ""),
    ],
)
def test_a_message_that_is_not_answered_in_time_is_an_alarm(answered, late, words):
    awaited = Awaited("message/1", "Phones", ago(minutes=late), 5, answered)
    found = [each.words for each in silences(NOW, [], [], [awaited])]
    assert [each.partition(" Ring")[0] for each in found] == ([words] if words else [])


def test_words_of_an_alarm_fit_what_keeps_them():
    pulse = Pulse(Means.NOTIFY_MAIL, ago(seconds=1), True, "x" * 999)
    [found] = silences(NOW, [pulse], [Queue(Means.NOTIFY_MAIL, 20_000, NOW)], [])
    assert len(found.words) <= 300
    [late] = silences(NOW, [], [], [Awaited("message/1", "x" * 300, NOW, 20_000, 19_999)])
    assert len(late.words) <= 300
