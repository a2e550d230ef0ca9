"""Whoever opens lines and says nothing holds up nobody else."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlsplit

import requests

from battlebox.web.starting.server import THREADS, partner_server

QUICK = 4.0


def line(address):
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=QUICK)


def seconds(ask):
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def test_five_lines_for_each_thread_that_say_nothing_hold_up_nobody(served):
    feed, address = served
    with ExitStack() as lines:
        for _ in range(5 * THREADS):
            lines.enter_context(line(address))
        time.sleep(0.5)
        held = {"Authorization": f"Bearer {feed.tokens['eastholt']}", "Accept": "application/taxii+json;version=2.1"}
        assert seconds(lambda: requests.get(address, headers=held, timeout=30).raise_for_status()) < QUICK


def test_a_line_that_waited_is_answered_when_it_speaks(served):
    _, address = served
    with line(address) as late:
        time.sleep(1)
        late.sendall(b"GET /taxii2/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert late.recv(64).startswith(b"HTTP/1.1 401")


def test_an_answer_to_head_has_no_body_so_that_the_next_on_the_line_is_read_as_what_it_is(served):
    _, address = served
    with line(address) as kept:
        for method in (b"HEAD", b"GET"):
            kept.sendall(method + b" /taxii2/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            time.sleep(0.5)
            said = kept.recv(4096)
            assert said.startswith(b"HTTP/1.1 401")
            assert said.endswith(b"\r\n\r\n") == (method == b"HEAD")


def test_nobody_waits_for_a_handshake_that_does_not_come(tmp_path):
    import threading

    from battlebox.web.starting.authority import certificates
    from battlebox.web.starting.late_tls import LateTls

    made = certificates(tmp_path, ("localhost",))

    def application(environ, start):
        start("200 OK", [("Content-Type", "text/plain")])
        return [environ["wsgi.url_scheme"].encode()]

    adapter = LateTls(str(made.chain), str(made.key))
    server = partner_server(18_533, application, adapter)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        with ExitStack() as lines:
            for _ in range(5 * THREADS):
                lines.enter_context(line("https://127.0.0.1:18533/"))
            time.sleep(0.5)
            there, root = {}, str(made.authority)
            asked = partial(requests.get, "https://localhost:18533/", verify=root, timeout=30)
            took = seconds(lambda: there.update(answer=asked()))
            assert there["answer"].text == "https"
            assert took < QUICK
        with requests.Session() as kept:
            said = [kept.get("https://localhost:18533/", verify=root, timeout=5).text for _ in range(3)]
            assert said == ["https"] * 3
        with line("https://127.0.0.1:18533/") as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert plain.recv(200).startswith(b"HTTP/1.1 400")
        context = ssl.create_default_context(cafile=str(made.authority))
        with context.wrap_socket(line("https://127.0.0.1:18533/"), server_hostname="localhost") as quiet:
            time.sleep(1)
            quiet.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert quiet.recv(64).startswith(b"HTTP/1.1 200")
    finally:
        server.stop()
        thread.join(10)
