"""A poll brings everything once, from wherever it was cut off, and goes on from there."""

from __future__ import annotations

import pytest

from battlebox.share.polling import Bookmark, PollCode
from share.polling.partner import MEDIA, TOKEN, Kept, PowerCut, Reply, made, stamp


def test_everything_comes_in_pages_and_then_nothing_does(partner, poll):
    one, kept = partner(range(25)), Kept()
    first = poll(one, kept)
    assert (first.code, first.pages, first.new, kept.ids) == (PollCode.WHOLE, 3, 25, list(range(25)))
    assert kept.marks["eastholt-1"] == Bookmark(stamp(25_000), is_whole=True)
    again = poll(one, kept)
    assert (again.code, again.pages, again.new) == (PollCode.UNCHANGED, 1, 0)
    assert len(kept.came) == 25


def test_what_is_said_of_it_is_what_a_liaison_officer_reads(partner, poll):
    one, kept = partner(range(3)), Kept()
    assert poll(one, kept).words == (
        "Everything that Eastholt had for us is here. It brought 3 new things, 0 known already, 0 not taken."
    )
    assert poll(one, kept).words == "Eastholt has nothing new. It brought 0 new things, 0 known already, 0 not taken."


def test_what_is_asked_is_taxii_with_our_token_and_nothing_packed(partner, poll):
    one = partner(range(12))
    poll(one)
    first, second = one.asks
    assert first.path == "/api/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/objects/"
    assert first.query == {"limit": "10"}
    assert second.query == {"limit": "10", "next": "10"}
    assert first.headers["Accept"] == MEDIA
    assert first.headers["Accept-Encoding"] == "identity"
    assert first.headers["Authorization"] == f"Bearer {TOKEN}"
    assert first.headers["Host"] == f"127.0.0.1:{one.port}"


def test_the_same_filters_go_with_next(partner, poll):
    one, kept = partner(range(3)), Kept()
    poll(one, kept)
    one.rows += [(stamp(50_000 + each), made(100 + each)) for each in range(15)]
    poll(one, kept)
    assert one.asks[-1].query == {"limit": "10", "added_after": stamp(3000), "next": "10"}
    assert len(kept.things) == 18


def test_without_next_it_goes_on_by_the_date_and_things_of_one_instant_are_not_lost(partner, poll):
    one, kept = partner(range(30)), Kept()
    one.gives_next = False
    # Seven things across a page's end have one date.
    one.rows = [(stamp(9000) if 6 <= at <= 12 else row[0], row[1]) for at, row in enumerate(one.rows)]
    one.rows.sort(key=lambda row: row[0])
    assert poll(one, kept).code is PollCode.WHOLE
    assert kept.ids == list(range(30))
    assert len(kept.came) == 30


def test_a_server_that_gives_what_was_added_at_that_very_time_brings_nothing_twice_and_ends(partner, poll):
    one, kept = partner(range(25)), Kept()
    one.is_inclusive, one.gives_next = True, False
    first = poll(one, kept)
    assert (first.code, first.new, first.known) == (PollCode.WHOLE, 25, 0)
    again = poll(one, kept)
    assert (again.code, again.new, again.known) == (PollCode.UNCHANGED, 0, 1)


@pytest.mark.parametrize(("page_max", "all_came"), [(1000, True), (10, False)])
def test_more_things_of_one_instant_than_a_page_holds(partner, poll, page_max, all_came):
    one, kept = partner(range(25)), Kept()
    one.gives_next, one.page_max = False, page_max
    one.rows = [(stamp(5000), each) for _, each in one.rows]
    one.rows.append((stamp(9000), made(90)))
    polled = poll(one, kept)
    assert polled.code is PollCode.WHOLE
    assert 90 in kept.ids
    assert (kept.ids == [*range(25), 90]) is all_came
    assert ("some of it may be missing" in polled.words) is not all_came


@pytest.mark.parametrize("dies_at", [1, 2, 3, 4])
@pytest.mark.parametrize("gives_next", [True, False])
def test_cut_off_between_keeping_and_the_bookmark_nothing_is_lost_or_doubled(partner, poll, dies_at, gives_next):
    one, kept = partner(range(25)), Kept(dies_at=dies_at)
    one.gives_next = gives_next
    with pytest.raises(PowerCut):
        poll(one, kept)
    before = set(kept.things)
    polled = poll(one, kept)
    assert kept.ids == list(range(25))
    assert polled.new == 25 - len(before)


@pytest.mark.parametrize(
    ("limits", "code", "words"),
    [
        ({"pages_max": 2}, PollCode.PAGES, "Eastholt has more than the 2 pages that one poll reads"),
        ({"objects_max": 15}, PollCode.OBJECTS, "Eastholt has more than the 15 objects that one poll reads"),
        ({"bytes_max": 3000}, PollCode.BYTES, "Eastholt has more than the 3,000 bytes that one poll reads"),
    ],
)
def test_at_a_limit_it_stops_and_the_next_poll_goes_on_from_there(partner, poll, limits, code, words):
    one, kept = partner(range(55)), Kept()
    polled = poll(one, kept, limits=limits)
    assert (polled.code, polled.sentence) == (code, words)
    assert polled.hint == "nothing is to be done: the next poll goes on from there" or code is PollCode.OBJECTS
    assert kept.marks["eastholt-1"].is_whole is False
    polls = 1
    while poll(one, kept, limits=limits).code is code:
        polls += 1
        assert polls < 10
    assert kept.ids == list(range(55))


def test_when_its_time_is_over_it_stops(partner, poll):
    one, kept = partner(range(25)), Kept()
    clock = iter([0.0] * 12 + [1e6] * 1000)
    polled = poll(one, kept, asking={"seconds": lambda: next(clock)})
    assert polled.code is PollCode.SECONDS
    assert 0 < polled.new < 25


def test_told_to_stop_it_stops_between_two_pages(partner, poll):
    one, kept = partner(range(25)), Kept()
    polled = poll(one, kept, stop_asked=lambda: bool(kept.things))
    assert (polled.code, polled.new) == (PollCode.STOPPED, 10)


def test_a_server_that_names_its_answers_is_asked_whether_it_changed(partner, poll):
    one, kept = partner(range(3)), Kept()
    one.mark = '"v1"'
    poll(one, kept)
    poll(one, kept)
    assert "If-None-Match" not in one.asks[-1].headers
    assert poll(one, kept).code is PollCode.UNCHANGED
    assert one.asks[-1].headers["If-None-Match"] == '"v1"'
    one.rows.append((stamp(99_000), made(77)))
    one.mark = '"v2"'
    assert poll(one, kept).new == 1


def test_a_thing_that_is_unsound_never_stops_its_neighbours(partner, poll):
    objects = [made(0), {"id": "x", "hello": 1}, made(1), "no object", made(2)]
    kept = Kept()
    polled = poll(partner(objects), kept)
    assert (polled.code, polled.new, polled.refused) == (PollCode.WHOLE, 3, 2)
    assert kept.ids == [0, 1, 2]


def test_a_page_of_unsound_things_alone_does_not_stop_what_comes_after(partner, poll):
    kept = Kept()
    polled = poll(partner([*[{"bad": at} for at in range(40)], *range(5)]), kept)
    assert (polled.code, kept.ids, polled.refused) == (PollCode.WHOLE, [0, 1, 2, 3, 4], 40)


@pytest.mark.parametrize("at", [0, 4, 9, 10, 23])
@pytest.mark.parametrize("gives_next", [True, False])
def test_a_thing_that_makes_its_whole_page_unreadable_is_found_and_stepped_over(partner, poll, at, gives_next):
    objects = [made(each, **({"name": "BREAKS ALL"} if each == at else {})) for each in range(25)]
    one, kept = partner(objects), Kept()
    one.gives_next = gives_next
    polled = poll(one, kept)
    assert polled.code is PollCode.WHOLE
    assert "A page with one thing on it could not be read and was left out" in polled.words
    assert kept.ids == [each for each in range(25) if each != at]
    assert len(kept.came) == 24


def test_a_server_without_dates_is_read_whole_each_time_and_that_is_said(partner, poll):
    one, kept = partner(range(25)), Kept()
    one.plan = lambda ask: _without(one.right(ask), "X-TAXII-Date-Added-Last")
    assert poll(one, kept).code is PollCode.WHOLE
    polled = poll(one, kept)
    assert (polled.known, polled.new, kept.marks) == (25, 0, {})
    assert "all is asked for again each time" in polled.words


def test_a_date_a_day_ahead_moves_no_bookmark(partner, poll):
    one, kept = partner(range(3)), Kept()
    one.plan = lambda ask: _with(one.right(ask), "X-TAXII-Date-Added-Last", "9999-12-31T00:00:00Z")
    polled = poll(one, kept)
    assert kept.marks == {}
    assert "dates things more than a day ahead" in polled.words
    one.plan = lambda _: None
    one.rows.append((stamp(7000), made(50)))
    poll(one, kept)
    assert kept.ids == [0, 1, 2, 50]


def test_their_clock_going_back_moves_no_bookmark_back_and_is_said(partner, poll):
    one, kept = partner(range(3)), Kept()
    poll(one, kept)
    before = kept.marks["eastholt-1"]
    page = Reply(
        said={"objects": [made(9)]},
        headers={"X-TAXII-Date-Added-Last": "2020-01-01T00:00:00Z", "Date": "Wed, 01 Jan 2020 00:00:00 GMT"},
    )
    one.plan = lambda _: page
    polled = poll(one, kept)
    assert (polled.new, kept.marks["eastholt-1"]) == (1, before)
    assert "Their server's clock is behind the last thing that it gave us" in polled.words


@pytest.mark.parametrize("said", ["soon", "2026-13-45T99:99:99Z", "2026-11-23", "", "9" * 5000])
def test_a_date_that_is_none_moves_no_bookmark(partner, poll, said):
    one, kept = partner(range(3)), Kept()
    one.plan = lambda ask: _with(one.right(ask), "X-TAXII-Date-Added-Last", said)
    assert poll(one, kept).new == 3
    assert kept.marks == {}


def test_digits_finer_than_a_millionth_of_a_second_are_kept_as_they_came(partner, poll):
    one, kept = partner(range(1)), Kept()
    one.rows = [("2026-11-23T09:00:00.123456789Z", made(1))]
    poll(one, kept)
    poll(one, kept)
    assert one.asks[-1].query["added_after"] == "2026-11-23T09:00:00.123456789Z"


def _without(reply, name):
    reply.headers.pop(name, None)
    return reply


def _with(reply, name, value):
    if reply.said:
        reply.headers[name] = value
    return reply
