"""Who is refused for what the head says is answered without the body, and hears the answer all the same."""

from __future__ import annotations

import re
import resource
import socket
import threading
import time
from urllib.parse import urlsplit

import orjson
import pytest
import requests

from web.taxii.feed import MEDIA

MIB = 1024 * 1024


class Unread:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("it was read")

    readline = read


def unread(feed, body, length, path=None, **more):
    environ = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length), **more}
    return feed.ask(body, path or feed.objects, "POST", **environ)


@pytest.mark.parametrize("token", [None, "wrong"])
def test_without_a_good_token_no_byte_of_the_body_is_read(feed, token):
    answer = unread(feed, token, 9 * MIB)
    assert answer.status == 401
    assert b"wrong" not in answer.body


def test_what_says_that_it_is_too_large_is_not_read(feed):
    answer = unread(feed, "eastholt", 10 * MIB + 1)
    assert answer.status == 413


def test_nor_is_what_is_not_for_the_partner_or_in_another_form(feed):
    feed.partner("silent")
    feed.collect("Other", readers=("eastholt",))
    from battlebox.web.models import Collection

    other = Collection.objects.get(title="Other")
    assert unread(feed, "eastholt", 100, f"/taxii2/northmere/collections/{other.pk}/objects/").status == 403
    assert unread(feed, "silent", 100).status == 404
    assert unread(feed, "eastholt", 100, CONTENT_TYPE="text/plain").status == 415


def head_of(feed, token, length, more=""):
    return (
        f"POST {feed.objects} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nAccept: {MEDIA}\r\n"
        f"Content-Type: {MEDIA}\r\nContent-Length: {length}\r\n{more}\r\n"
    ).encode()


def line_to(address):
    return socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=8)


def test_the_answer_comes_before_the_body_and_the_line_is_closed(served):
    feed, address = served
    with line_to(address) as line:
        began = time.monotonic()
        line.sendall(head_of(feed, "wrong", 9 * MIB))
        said = line.recv(4096)
        assert said.startswith(b"HTTP/1.1 401")
        assert b"Connection: close" in said
        assert time.monotonic() - began < 1


@pytest.mark.parametrize(("token", "size", "status"), [("wrong", 9, 401), ("eastholt", 12, 413), ("eastholt", 20, 413)])
def test_who_sends_all_of_it_hears_the_answer_and_it_takes_no_room(served, token, size, status):
    feed, address = served
    token = feed.tokens.get(token, token)
    where = address.removesuffix("/taxii2/") + feed.objects
    headers = {"Authorization": f"Bearer {token}", "Accept": MEDIA, "Content-Type": MEDIA}
    body = b"x" * (size * MIB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(requests.post(where, body, headers=headers, timeout=20)))
        for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert [each.status_code for each in found] == [status] * 8
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 8 * size / 2


def test_who_asks_first_whether_to_send_it_is_told_only_where_it_is_wanted(served):
    feed, address = served
    body = orjson.dumps({"objects": [{"type": "x"}]})
    with line_to(address) as line:
        line.sendall(head_of(feed, "wrong", len(body), "Expect: 100-continue\r\n"))
        assert line.recv(4096).startswith(b"HTTP/1.1 401")
    with line_to(address) as line:
        line.sendall(head_of(feed, feed.tokens["eastholt"], len(body), "Expect: 100-continue\r\n"))
        assert line.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(body)
        assert re.match(rb"HTTP/1.1 20[02] ", line.recv(4096))


def test_a_body_that_was_sent_with_the_head_is_no_reason_to_close(served):
    feed, address = served
    with line_to(address) as line:
        for _ in range(2):
            line.sendall(head_of(feed, "wrong", 5) + b"12345")
            said = b""
            while b"error_code" not in said:
                said += line.recv(4096)
            assert said.startswith(b"HTTP/1.1 401")
            assert b"Connection: close" not in said


def test_a_chunked_body_that_nobody_reads_is_not_taken_for_the_next_request(served):
    feed, address = served
    head = head_of(feed, "wrong", 0, "Transfer-Encoding: chunked\r\n").replace(b"Content-Length: 0\r\n", b"")
    with line_to(address) as line:
        line.sendall(head + b"40\r\nGET /taxii2/ HTTP/1.1\r\n\r\n")
        said = b""
        while piece := line.recv(4096):
            said += piece
        assert said.count(b"HTTP/1.1 ") == 1
