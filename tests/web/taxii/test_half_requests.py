"""Two hundred lines of one address that each say half of something hold up nobody else."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import requests

from battlebox.web.starting.server import partner_server
from web.taxii.feed import MEDIA
from web.taxii.half import ELSEWHERE, LINES, Half

SOON = 1.0
TIMES = 10


# How long an answer takes at this hour on this machine, with nobody in the way, comes on top.
QUIET_TIMES = 3


@pytest.fixture(autouse=True)
def _there_is_another_address():
    with socket.socket() as probe:
        try:
            probe.bind((ELSEWHERE, 0))
        except OSError:
            pytest.skip("this machine has one address of its own alone")


def slowest(what, ask):
    """How long the slowest of some answers took, each on a line of its own."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
        time.sleep(0.1)
    print(f"{what}: {max(took) * 1000:.0f} ms")
    return max(took)


def asking(feed, address):
    held = {"Authorization": f"Bearer {feed.tokens['eastholt']}", "Accept": MEDIA}
    return lambda: requests.get(address, headers=held, timeout=60).raise_for_status()


def test_half_a_head_and_then_a_byte_a_second(served):
    feed, address = served
    ask = asking(feed, address)
    quiet = slowest("nobody in the way", ask)
    with Half(urlsplit(address).port, b"GET /taxii2/ HTTP/1.1\r\nX-Slow: ", b"a"):
        assert slowest("half a head", ask) < SOON + QUIET_TIMES * quiet


def test_half_a_body_and_then_a_byte_a_second(served):
    feed, address = served
    head = (
        f"POST {feed.objects} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {feed.tokens['farwick']}\r\n"
        f"Accept: {MEDIA}\r\nContent-Type: {MEDIA}\r\nContent-Length: 100000\r\n\r\n{{"
    )
    ask = asking(feed, address)
    quiet = slowest("nobody in the way", ask)
    with Half(urlsplit(address).port, head.encode(), b" "):
        assert slowest("half a body", ask) < SOON + QUIET_TIMES * quiet


@contextmanager
def with_tls(folder, port):
    from battlebox.web.starting.authority import certificates
    from battlebox.web.starting.late_tls import LateTls

    def application(environ, start):
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
        return [b"here\n"]

    made = certificates(folder, ("localhost",))
    server = partner_server(port, application, LateTls(str(made.chain), str(made.key)))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.stop()
        thread.join(10)


def hello():
    """What a line that speaks TLS says first."""
    out = ssl.MemoryBIO()
    spoken = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), out, server_hostname="localhost")
    with pytest.raises(ssl.SSLWantReadError):
        spoken.do_handshake()
    return out.read()


def test_half_a_handshake_and_then_nothing(tmp_path):
    with with_tls(tmp_path, 18_541) as made:
        root = str(made.authority)
        ask = lambda: requests.get("https://localhost:18541/", verify=root, timeout=60)  # noqa: E731 - asked again and again
        quiet = slowest("nobody in the way", ask)
        with Half(18_541, hello()[:100]):
            assert slowest("half a handshake", ask) < SOON + QUIET_TIMES * quiet


def test_a_handshake_that_comes_in_pieces_is_one(tmp_path):
    with with_tls(tmp_path, 18_542) as made:
        context = ssl.create_default_context(cafile=str(made.authority))
        into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
        spoken = context.wrap_bio(into, out, server_hostname="localhost")
        with socket.create_connection(("127.0.0.1", 18_542), timeout=5) as line:
            while True:
                try:
                    spoken.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    for byte in out.read():
                        line.sendall(bytes([byte]))
                    into.write(line.recv(65_536))
            line.sendall(out.read())
            for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n":
                spoken.write(bytes([byte]))
                line.sendall(out.read())
            said = b""
            while b"here" not in said:
                into.write(line.recv(65_536))
                try:
                    said += spoken.read()
                except ssl.SSLWantReadError:
                    continue
            assert said.startswith(b"HTTP/1.1 200")


def test_a_head_has_ten_seconds_however_it_dribbles(served):
    _, address = served
    with socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=30) as line:
        began = time.monotonic()
        line.sendall(b"GET /taxii2/ HTTP/1.1\r\nX-Slow: ")
        with contextlib.suppress(OSError):
            while time.monotonic() - began < 25:
                time.sleep(0.5)
                line.sendall(b"a")
        assert 8 < time.monotonic() - began < 13


def test_one_address_keeps_no_more_than_a_hundred_lines_waiting_and_its_newest_is_heard(served):
    _, address = served
    port = urlsplit(address).port
    with Half(port, b"GET /taxii2/ HTTP/1.1\r\n", every=60) as half:
        time.sleep(1)
        ended = 0
        for each in half.lines:
            try:
                ended += not each.recv(1)
            except BlockingIOError:
                continue
            except OSError:
                ended += 1
        assert ended == LINES - 100
        newest = half.lines[-1]
        newest.setblocking(True)
        newest.sendall(b"Host: x\r\n\r\n")
        assert newest.recv(64).startswith(b"HTTP/1.1 401")


def test_a_request_that_comes_byte_by_byte_is_answered_and_so_is_what_follows_at_once(served):
    feed, address = served
    token = feed.tokens["eastholt"]
    one = f"GET /taxii2/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nAccept: {MEDIA}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=5) as line:
        for byte in one.encode():
            line.sendall(bytes([byte]))
        assert line.recv(4096).startswith(b"HTTP/1.1 200")
        # Two and a half at once, and the rest of the third.
        line.sendall((one + one + one[:40]).encode())
        said = b""
        while said.count(b"HTTP/1.1 200") < 2:
            said += line.recv(4096)
        line.sendall(one[40:].encode())
        while said.count(b"HTTP/1.1 200") < 3:
            said += line.recv(4096)
