"""Requests that no client would write, sent byte by byte to the server behind its socket: refused, or answered as if
what is strange in them were not there; never a fault, never taken, and the next one is served.
"""

from __future__ import annotations

import gzip
import http.client
import socket
import time
from contextlib import closing
from urllib.parse import urlsplit

import orjson
import pytest

from battlebox.marking import Tlp
from web.taxii.feed import MEDIA
from web.taxii.stix_made import indicator

SECONDS_MAX = 5
SENT = orjson.dumps({"objects": [indicator("sent", Tlp.CLEAR)]})
# What the server itself says of a request whose form it does not speak; everything else is 200 or refused with 4xx.
NOT_SPOKEN = (501, 505)


def read(path, *lines, method="GET", version="HTTP/1.1", after=b"", accept=MEDIA):
    """A request that asks for something; {token} is filled in when it is sent."""
    accepts = [f"Accept: {accept}"] if accept else []
    head = [f"{method} {path} {version}", "Authorization: Bearer {token}", "Connection: close", *accepts, *lines]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + after


def post(*lines, body=SENT, length=True):
    """A request that sends something."""
    lengths = [f"Content-Length: {len(body)}"] if length else []
    return read("{objects}", f"Content-Type: {MEDIA}", *lengths, *lines, method="POST", after=body)


def chunks(body):
    return post("Transfer-Encoding: chunked", body=body, length=False)


FORMS = {
    "nothing": b"",
    "zeros": b"\0" * 5000,
    "line breaks": b"\r\n" * 5000,
    "the form of 1991": b"GET /taxii2/\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "the hello of TLS": bytes.fromhex("16030100c8010000c40303") + b"\0" * 180,
    "HTTP/2.0": read("{objects}", version="HTTP/2.0"),
    "HTTP/9.9": read("{objects}", version="HTTP/9.9"),
    "HTTPS/1.1": read("{objects}", version="HTTPS/1.1"),
    "HTTP/1.0": read("{objects}", version="HTTP/1.0"),
    "a method in small letters": read("{objects}", method="get"),
    "a method of 5,000 letters": read("{objects}", method="G" * 5000),
    "a method of two words": read("{objects}", method="GE T"),
    "TRACE": read("{objects}", method="TRACE"),
}
HEADERS = {
    "no colon": read("{objects}", "Nocolon"),
    "a blank before the colon": read("{objects}", "X-Name : x"),
    "no name": read("{objects}", ": x"),
    "folded": read("{objects}", "X-A: b\r\n c"),
    "NUL": read("{objects}", "X-A: b\0c"),
    "a bare return": read("{objects}", "X-A: b\rc"),
    "70,000 letters": read("{objects}", "X-A: " + "a" * 70_000),
    "2,000 lines": read("{objects}", *(f"X-{at}: a" for at in range(2_000))),
    "20,000 lines": read("{objects}", *(f"X-{at}: a" for at in range(20_000))),
    "two tokens": read("{objects}", "Authorization: Bearer x"),
    "a large cookie": read("{objects}", "Cookie: sessionid=" + "a" * 9_000),
    "another host": read("{objects}", "Host: elsewhere.example"),
    "a host that is none": read("{objects}", "Host: a b/c"),
    "forwarded": read("{objects}", "X-Forwarded-Host: elsewhere.example", "X-Forwarded-For: 127.0.0.1"),
    "another address within": read("{objects}", "X-Original-URL: /admin/", "X-Rewrite-URL: /admin/"),
    "another method within": read("{objects}", "X-HTTP-Method-Override: DELETE"),
    "a switch to HTTP/2": read("{objects}", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"),
    "a switch to a socket": read("{objects}", "Upgrade: websocket"),
    "accepts nothing": read("{objects}", accept="*/*;q=0"),
    "accepts 9,000 forms": read("{objects}", accept=",".join(["a/b"] * 9_000)),
    "accepts signs": read("{objects}", accept=';;;,,,="'),
    "accepts 2.0": read("{objects}", accept="application/taxii+json;version=2.0"),
    "one byte of it": read("{objects}", "Range: bytes=0-0"),
    "the last byte": read("{objects}", "Range: bytes=-1"),
    "5,000 ranges": read("{objects}", "Range: bytes=" + ",".join(["0-"] * 5_000)),
    "a range of items": read("{objects}", "Range: items 0-9"),
    "if it matches": read("{objects}", "If-Match: *", "If-None-Match: *"),
    "if it is newer than never": read("{objects}", "If-Modified-Since: never"),
    "a body where none belongs": read("{objects}", f"Content-Length: {len(SENT)}", after=SENT),
}
ADDRESSES = {
    "of another machine": read("http://elsewhere.example{objects}"),
    "of another machine, half": read("//elsewhere.example{objects}"),
    "of a machine alone": read("localhost:80"),
    "all": read("*"),
    "without its stroke": read("taxii2/"),
    "backwards": read("\\taxii2\\"),
    "with a mark": read("{objects}#a"),
    "dots": read("/taxii2/../../etc/passwd"),
    "dots, written as numbers": read("/taxii2/%2e%2e/%2e%2e/etc/passwd"),
    "NUL": read("/taxii2/%00"),
    "no UTF-8": read("/taxii2/%ff%fe/"),
    "half a number": read("/taxii2/%zz/"),
    "strokes as numbers": read("/taxii2%2fnorthmere%2fcollections/"),
    "70,000 letters": read("{objects}?next=" + "a" * 70_000),
    "60,000 letters": read("{objects}?next=" + "a" * 60_000),
    "10,000 names": read("{objects}?" + "&".join(f"a{at}=1" for at in range(10_000))),
    "1,000 filters": read("{objects}?" + "&".join(["match[id]=a"] * 1_000)),
    "filters of filters": read("{objects}?match[match[id]]=a"),
    "a cursor of 3,000 dots": read("{objects}?next=" + "." * 3_000),
}
BODIES = {
    "packed": post("Content-Encoding: gzip", body=gzip.compress(SENT)),
    "two hundred megabytes, packed": post("Content-Encoding: gzip", body=gzip.compress(b" " * 200_000_000)),
    "deflate": post("Content-Encoding: deflate"),
    "packed twice": post("Content-Encoding: identity, gzip"),
    "packed in capitals": post("CONTENT-ENCODING: GZIP"),
    "packed and not": post("Content-Encoding: gzip", "Content-Encoding: identity"),
    "no length": post(length=False),
    "length of less than nothing": post("Content-Length: -5", length=False),
    "length with a plus": post(f"Content-Length: +{len(SENT)}", length=False),
    "length in hex": post("Content-Length: 0x10", length=False),
    "length with a low line": post("Content-Length: 1_0", length=False),
    "length of a list": post("Content-Length: 5, 5", length=False),
    "two lengths": post("Content-Length: 5"),
    "length of 30 digits": post("Content-Length: " + "9" * 30, length=False),
    "length of gigabytes": post("Content-Length: 99999999999", length=False),
    "a length too short": post(f"Content-Length: {len(SENT) - 5}", length=False),
    "a length too long": post(f"Content-Length: {len(SENT) + 5}", length=False),
    "length and chunks": post("Transfer-Encoding: chunked"),
    "another request within": post("Transfer-Encoding: chunked", body=b"0\r\n\r\nDELETE /taxii2/ HTTP/1.1\r\n\r\n"),
    "chunks of something packed": post("Transfer-Encoding: gzip, chunked", length=False),
    "no chunks": post("Transfer-Encoding: identity", length=False),
    "nearly chunks": post("Transfer-Encoding: xchunked", length=False),
    "a chunk without end": chunks(b"FFFFFFFFFFFFFFFF\r\nabc"),
    "a chunk of less than nothing": chunks(b"-5\r\nabcde\r\n0\r\n\r\n"),
    "a chunk without a number": chunks(b"zz\r\nabcde\r\n0\r\n\r\n"),
    "a chunk that goes on": chunks(b"5\r\nabcdeXX0\r\n\r\n"),
    "a chunk cut off": chunks(b"5\r\nab"),
    "a chunk of 100,000 digits": chunks(b"5" * 100_000),
    "a chunk with 100,000 words": chunks(b"5;" + b"a" * 100_000 + b"\r\nabcde\r\n0\r\n\r\n"),
    "chunks of eleven megabytes": chunks((b"100000\r\n" + b" " * 0x100000 + b"\r\n") * 11 + b"0\r\n\r\n"),
}


class Wire:
    """The server, and a partner's token and address in whatever is sent."""

    def __init__(self, feed, address):
        self.feed, self.port = feed, urlsplit(address).port
        self.filled = {b"{token}": feed.tokens["farwick"].encode(), b"{objects}": feed.objects.encode()}

    def says(self, raw):
        """What comes back to these bytes until the server hangs up."""
        for name, value in self.filled.items():
            raw = raw.replace(name, value)
        found = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS_MAX) as line:
            try:
                line.sendall(raw)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65_536):
                    found += piece
            except TimeoutError:
                raise
            except OSError:
                # It hung up while we were speaking.
                return found
        return found

    def reads(self):
        """What somebody else gets from the collection now."""
        headers = {"Authorization": f"Bearer {self.feed.tokens['eastholt']}", "Accept": MEDIA}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_MAX)) as line:
            line.request("GET", self.feed.objects, headers=headers)
            return [each["id"] for each in orjson.loads(line.getresponse().read())["objects"]]


@pytest.fixture
def wire(served):
    made = Wire(*served)
    made.feed.put(indicator("there", Tlp.CLEAR))
    return made


@pytest.mark.parametrize("sent", [FORMS, HEADERS, ADDRESSES, BODIES], ids=["forms", "headers", "addresses", "bodies"])
def test_bytes_that_no_client_writes_are_no_fault_and_nothing_of_them_is_taken(wire, sent):
    faults = []
    for name, raw in sent.items():
        began = time.perf_counter()
        answer = wire.says(raw)
        if time.perf_counter() - began > SECONDS_MAX:
            faults.append(f"{name}: it took too long")
        first = answer.partition(b"\r\n")[0]
        status = int(first.split()[1]) if first else 0
        if not (status in (0, 200, *NOT_SPOKEN) or 400 <= status < 500):
            faults.append(f"{name}: {first!r}")
        if b"Traceback" in answer or b"passwd" in answer:
            faults.append(f"{name}: it tells what nobody should hear")
        if wire.reads() != [indicator("there")["id"]]:
            faults.append(f"{name}: the collection is another one")
            break
    assert not faults, "\n".join(faults)


def test_a_sound_request_in_the_same_form_is_taken(wire):
    """Without it the test above could pass because nothing is ever taken."""
    assert b" 202 " in wire.says(post()).partition(b"\r\n")[0]
    assert b" 202 " in wire.says(chunks(b"%x\r\n%b\r\n0\r\n\r\n" % (len(SENT), SENT))).partition(b"\r\n")[0]
    assert wire.reads() == [indicator("there")["id"], indicator("sent")["id"]]


@pytest.mark.parametrize("header", ["Content-Encoding: gzip", "Content-Type: text/plain"])
def test_a_large_body_that_is_not_taken_is_told_why(wire, header):
    """Whoever is cut off while sending often sees a broken line and no reason."""
    lines = [f"Content-Type: {MEDIA}"] if "Encoding" in header else []
    for _ in range(6):
        body = b" " * 9_000_000
        answer = wire.says(read("{objects}", *lines, header, f"Content-Length: {len(body)}", method="POST", after=body))
        assert b" 415 " in answer.partition(b"\r\n")[0]
