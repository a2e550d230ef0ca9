"""How long a feed rests: what fails is asked less and less often, nobody is given up, and no clock locks a feed out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from battlebox.share.polling import REST_MAX, PollCode, Polled, PollError, Rest
from share.polling.partner import Kept, Reply

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ended(code, after=0):
    wrong = PollError.of(code, who="Eastholt", most="2", status=500)
    return Polled(wrong.code, str(wrong), wrong.hint, after_seconds=after)


def waits(rest, code, times, after=0):
    found, now = [], NOW
    for _ in range(times):
        rest.heard(ended(code, after), now)
        found.append((rest.next_at - now).total_seconds())
        now = rest.next_at
    return found


def test_what_goes_well_is_asked_again_at_its_pace_and_what_has_more_at_once():
    assert waits(Rest(chance=lambda: 0.5), PollCode.WHOLE, 3) == [300, 300, 300]
    assert waits(Rest(chance=lambda: 0.5), PollCode.PAGES, 3) == [5, 5, 5]


def test_who_never_comes_to_an_end_is_read_at_the_usual_pace():
    found = waits(Rest(chance=lambda: 0.5), PollCode.PAGES, 25)
    assert found == [5] * 20 + [300] * 5


def test_what_fails_is_asked_less_and_less_often_and_once_an_hour_at_least():
    found = waits(Rest(chance=lambda: 0.5), PollCode.THEIR_FAULT, 9)
    assert found == [600, 1200, 2400, 3600, 3600, 3600, 3600, 3600, 3600]
    assert all(before <= after for before, after in pairwise(found))


def test_two_desks_that_began_together_do_not_stay_together():
    early, late = Rest(chance=lambda: 0.0), Rest(chance=lambda: 0.999)
    assert waits(early, PollCode.WHOLE, 1) == [225]
    assert waits(late, PollCode.WHOLE, 1)[0] > 370


def test_put_off_it_waits_for_so_long_and_never_past_an_hour():
    assert waits(Rest(chance=lambda: 0.5), PollCode.BUSY, 2, after=1800) == [1800, 1800]
    assert waits(Rest(chance=lambda: 0.5), PollCode.BUSY, 2, after=10**9) == [3600, 3600]


def test_what_somebody_has_to_mend_is_asked_once_an_hour():
    assert waits(Rest(chance=lambda: 0.5), PollCode.KEY_REFUSED, 3) == [3600, 3600, 3600]


def test_after_five_faults_it_is_tried_with_one_page_and_one_success_mends_it(partner, poll):
    one, kept, rest, now = partner(range(25)), Kept(), Rest(), NOW
    one.plan = lambda _: Reply(500)
    for _ in range(5):
        assert rest.is_due(now)
        assert rest.pages(100) == 100
        rest.heard(poll(one, kept, pages_max=rest.pages(100)), now)
        now = rest.next_at
    assert rest.breaker.rests(now - timedelta(seconds=1))
    assert not rest.is_due(now - timedelta(seconds=1))
    one.plan = lambda _: None
    probe = poll(one, kept, pages_max=rest.pages(100))
    assert (probe.pages, probe.code) == (1, PollCode.PAGES)
    rest.heard(probe, now)
    assert (rest.breaker.failures, rest.pages(100)) == (0, 100)
    assert poll(one, kept, pages_max=rest.pages(100)).code is PollCode.WHOLE
    assert kept.ids == list(range(25))


def test_a_probe_that_fails_opens_it_again():
    rest = Rest(chance=lambda: 0.5)
    waits(rest, PollCode.THEIR_FAULT, 6)
    assert rest.pages(100) == 1
    assert rest.breaker.failures == 6


@pytest.mark.parametrize("back", [timedelta(days=1), timedelta(days=4000)])
def test_our_clock_going_back_locks_no_feed_out(back):
    rest = Rest(chance=lambda: 0.5)
    rest.heard(ended(PollCode.WHOLE), NOW)
    assert not rest.is_due(NOW)
    assert rest.is_due(NOW - back)


def test_nobody_is_waited_for_longer_than_the_longest_rest():
    endings = list(PollCode)[: list(PollCode).index(PollCode.BAD_URL)]
    assert len(endings) > 20
    for code in endings:
        rest = Rest(chance=lambda: 1.0)
        rest.heard(ended(code, after=10**9), NOW)
        assert rest.next_at - NOW <= REST_MAX * 1.25
