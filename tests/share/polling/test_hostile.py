"""Servers that are broken or worse: the poll ends, in time and little memory, with a sentence for a liaison officer."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc

import pytest

from battlebox.share.polling import PollCode, Turn
from share.polling.partner import Kept, Reply, made, stamp

DATED = {"X-TAXII-Date-Added-Last": stamp(5000)}


def page(*numbers, **more):
    return Reply(said={"objects": [made(each) for each in numbers], **more}, headers=dict(DATED))


@pytest.mark.parametrize("headers", [DATED, {}])
def test_more_for_ever_without_next(partner, poll, headers):
    one, kept = partner(plan=lambda _: Reply(said={"objects": [made(1)], "more": True}, headers=headers)), Kept()
    polled = poll(one, kept)
    assert polled.pages <= 5
    assert kept.ids == [1]
    assert polled.sentence in {
        "Eastholt's server goes on saying that there is more, and sends nothing new",
        "Eastholt's server says that there is more, and not where",
    }
    assert polled.turn is Turn.LATER


def test_more_for_ever_and_nothing_at_all(partner, poll):
    polled = poll(partner(plan=lambda ask: Reply(said={"more": True, "next": str(ask.number)})))
    assert (polled.code, polled.pages) == (PollCode.NOTHING_NEW, 4)


def test_the_same_things_for_ever_under_new_cursors(partner, poll):
    polled = poll(partner(plan=lambda ask: page(1, 2, more=True, next=str(ask.number))))
    assert (polled.code, polled.pages, polled.new) == (PollCode.NOTHING_NEW, 5, 2)


def test_the_same_unsound_things_for_ever_under_new_cursors(partner, poll):
    said = {"objects": [{"bad": 1}], "more": True}
    polled = poll(partner(plan=lambda ask: Reply(said=said | {"next": str(ask.number % 50)}, headers=DATED)))
    assert polled.code in (PollCode.NOTHING_NEW, PollCode.CURSOR_AGAIN, PollCode.PAGES)
    assert polled.pages <= 100


@pytest.mark.parametrize("circle", [1, 2, 7])
def test_cursors_in_a_circle(partner, poll, circle):
    kept = Kept()
    plan = lambda ask: page(ask.number, more=True, next=f"c{ask.number % circle}")  # noqa: E731 - in one line
    polled = poll(partner(plan=plan), kept)
    assert polled.sentence == (
        "Eastholt's server sent us to a place where we had been: it would have gone round for ever"
    )
    assert polled.hint == "what came is kept; tell whoever runs it that its `next` repeats"
    assert polled.pages == circle + 1
    assert len(kept.ids) == circle + 1


def test_new_things_for_ever_end_at_a_limit_and_are_read_more_slowly_after_a_while(partner, poll):
    one = partner(plan=lambda ask: page(ask.number, more=True, next=f"n{ask.number}"))
    polled = poll(one, limits={"pages_max": 30})
    assert (polled.code, polled.new, len(one.asks)) == (PollCode.PAGES, 30, 30)
    assert poll(one, limits={"objects_max": 12}).new == 12


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example/api/",
        "http://127.0.0.1:1/",
        "http://localhost:{port}/api/",
        "https://127.0.0.1:{port}/api/",
        "//elsewhere.example/",
        "http://127.0.0.1:{port}@elsewhere.example/",
        "http://user:word@127.0.0.1:{port}/",
        "ftp://127.0.0.1:{port}/",
        "file:///etc/passwd",
        "",
        "http://127.0.0.1:99999999/",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_sent_on_to_another_machine_scheme_or_port_nobody_goes(partner, poll, to, status):
    one = partner(plan=lambda _: Reply(status, headers={"Location": to.format(port=one.port)}))
    polled = poll(one)
    assert polled.sentence == "Eastholt's server sent us on to another machine, and we did not go"
    assert polled.hint.startswith("nothing was said there; ring Eastholt on a number that you know")
    assert (len(one.asks), polled.turn) == (1, Turn.MENDED)


def test_sent_on_to_what_is_no_address_nobody_goes(partner, poll):
    one = partner(plan=lambda _: Reply(301, headers={"Location": "http://[::1/"}))
    assert poll(one).code in (PollCode.HUNG_UP, PollCode.ELSEWHERE)
    assert len(one.asks) == 1


def test_sent_on_in_a_circle(partner, poll):
    one = partner(plan=lambda ask: Reply(302, headers={"Location": ask.path}))
    polled = poll(one)
    assert polled.sentence == "Eastholt's server sent us on from one address to the next without an end"
    assert len(one.asks) == 4


def test_sent_on_once_on_the_same_server_it_goes(partner, poll):
    one = partner(range(3), plan=lambda ask: None if "moved" in ask.path else Reply(302, headers={"Location": moved}))
    moved = "/moved/objects/?limit=10"
    assert poll(one).new == 3


@pytest.mark.parametrize(
    ("reply", "most_seconds"),
    [(Reply(length=10**10), 2), (Reply(how="endless"), 3)],
    ids=["ten gigabytes announced", "a body without an end"],
)
def test_ten_gigabytes(partner, poll, reply, most_seconds):
    one = partner(plan=lambda _: reply)
    tracemalloc.start()
    began = time.monotonic()
    polled = poll(one, limits={"page_bytes_max": 1_000_000, "page_objects": 1})
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert polled.sentence == "Eastholt's server sent more than 1,000,000 bytes at once, and we hung up"
    assert time.monotonic() - began < most_seconds
    assert most < 20_000_000


def test_a_page_that_is_too_large_is_asked_for_with_fewer_objects(partner, poll):
    kept = Kept()
    polled = poll(partner([made(each, name="n" * 3000) for each in range(12)]), kept, limits={"page_bytes_max": 10_000})
    assert (polled.code, kept.ids) == (PollCode.WHOLE, list(range(12)))


@pytest.mark.parametrize("how", ["drip", "drip headers", "silence"])
def test_a_server_that_drips_or_is_silent_is_hung_up_on(partner, poll, how):
    began = time.monotonic()
    polled = poll(partner(plan=lambda _: Reply(how=how)), limits={"page_seconds_max": 1, "step_seconds": 1})
    assert polled.sentence == "Eastholt's server took longer than 1 seconds, and we hung up"
    assert time.monotonic() - began < 2


def test_a_server_that_hangs_up(partner, poll):
    polled = poll(partner(plan=lambda _: Reply(how="hang up")))
    assert polled.sentence == "Eastholt's server hung up, or what it said is no HTTP"


def test_a_server_that_ends_early(partner, poll):
    one = partner(plan=lambda _: Reply(said={}, length=500, headers={"Connection": "close"}))
    assert poll(one).code in (PollCode.HUNG_UP, PollCode.SLOW)


def test_nobody_answers(partner, poll):
    one = partner()
    one.close()
    polled = poll(one)
    assert polled.sentence == "Eastholt's server does not answer from here"
    assert polled.hint.startswith("is this desk on a network?")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "GZIP, identity", "zstd"])
def test_what_is_packed_is_not_opened(partner, poll, coding):
    bomb = gzip.compress(b" " * 50_000_000)
    polled = poll(partner(plan=lambda _: Reply(raw=bomb, headers={"Content-Encoding": coding})))
    assert polled.sentence == ("Eastholt's server packed its answer although we asked it not to, and it was not opened")
    assert polled.bytes == 0


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("text/html", PollCode.NOT_TAXII),
        ("application/json", PollCode.NOT_TAXII),
        ("", PollCode.NOT_TAXII),
        ("application/taxii+json; version=2.0", PollCode.OLD_TAXII),
        ("application/vnd.oasis.taxii+json; version=2.0", PollCode.OLD_TAXII),
        ("application/taxii+json", PollCode.UNCHANGED),
        ('Application/TAXII+json; charset=utf-8; version="2.1"', PollCode.UNCHANGED),
    ],
)
def test_what_is_no_taxii_is_not_read(partner, poll, kind, code):
    assert poll(partner(plan=lambda _: Reply(said={}, kind=kind))).code is code


def test_a_sign_in_page_reads_as_one(partner, poll):
    polled = poll(partner(plan=lambda _: Reply(raw=b"<html>Sign in</html>", kind="text/html; charset=utf-8")))
    assert polled.words.startswith(
        "What answers at Eastholt's address is no TAXII 2.1: a sign-in page or another program may stand there."
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b'"objects"',
        b"{",
        b'{"objects": {}}',
        b'{"objects": "all"}',
        b'{"objects": [' + b"[" * 50_000,
        b'{"objects": [NaN]}',
        b"\xff\xfe",
        b"<html>",
        b'{"objects":[{"name":"BREAKS ALL"}]}',
    ],
)
def test_what_is_no_page_is_said_to_be_none(partner, poll, raw):
    one = partner(plan=lambda _: Reply(raw=raw))
    polled = poll(one)
    assert polled.sentence == "what Eastholt's server sent cannot be read as a page of objects"
    assert len(one.asks) <= 2


@pytest.mark.parametrize("following", [5, None, {}, "", "x" * 100_000, True])
def test_a_next_that_is_none_is_not_followed(partner, poll, following):
    one = partner(plan=lambda _: Reply(said={"objects": [made(1)], "more": True, "next": following}))
    assert poll(one).code is PollCode.NO_NEXT


@pytest.mark.parametrize("more", ["true", 1, "no", None])
def test_a_more_that_is_not_true_is_no_more(partner, poll, more):
    polled = poll(partner(plan=lambda _: page(1, more=more, next="n")))
    assert (polled.code, polled.pages) == (PollCode.WHOLE, 1)


@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        ("1000000000", 3600),
        ("9" * 4000, 3600),
        ("120", 120),
        ("-5", 0),
        ("soon", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("", 0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_put_off_by_years_it_comes_back_within_an_hour(partner, poll, status, after, seconds):
    polled = poll(partner(plan=lambda _: Reply(status, headers={"Retry-After": after})))
    assert (polled.code, polled.after_seconds) == (PollCode.BUSY, seconds)
    assert polled.sentence == "Eastholt's server asks us to come later"
    assert polled.hint == "nothing is to be done: it is tried again when they say, and within an hour at most"


@pytest.mark.parametrize(
    ("status", "sentence", "turn"),
    [
        (401, "Eastholt's server no longer takes what we prove ourselves with", Turn.MENDED),
        (403, "Eastholt's server no longer takes what we prove ourselves with", Turn.MENDED),
        (404, "Eastholt's server says that the collection is not there, or not for us", Turn.MENDED),
        (400, "Eastholt's server refused what we asked (it answered 400)", Turn.LATER),
        (406, "Eastholt's server refused what we asked (it answered 406)", Turn.LATER),
        (500, "Eastholt's server has a fault (it answered 500)", Turn.LATER),
        (502, "Eastholt's server has a fault (it answered 502)", Turn.LATER),
    ],
)
def test_refusals_are_said_and_nothing_of_theirs_is_repeated(partner, poll, status, sentence, turn):
    polled = poll(partner(plan=lambda _: Reply(status, {"title": "<script>come@evil</script>"})))
    assert (polled.sentence, polled.turn) == (sentence, turn)
    assert "evil" not in polled.words + polled.hint


def test_a_fault_after_a_page_keeps_the_page(partner, poll):
    one, kept = partner(range(25)), Kept()
    one.plan = lambda ask: Reply(500) if ask.number == 2 else None
    polled = poll(one, kept)
    assert (polled.code, polled.new, kept.ids) == (PollCode.THEIR_FAULT, 10, list(range(10)))
    assert poll(one, kept).code is PollCode.WHOLE
    assert kept.ids == list(range(25))


def test_headers_without_an_end_are_not_read(partner, poll):
    many = {f"X-{at}": "y" * 2000 for at in range(80)}
    assert poll(partner(plan=lambda _: Reply(said={}, headers=many))).code is PollCode.HUNG_UP


def test_cookies_and_links_of_theirs_change_nothing(partner, poll):
    extra = {"Set-Cookie": "a=b", "Link": "<https://elsewhere.example>; rel=next", "Refresh": "0; url=//elsewhere"}
    said = json.dumps({"objects": [made(1)]}).encode()
    assert poll(partner(plan=lambda _: Reply(raw=said, headers=extra))).new == 1
