"""Providers on the loopback that speak their real forms and fail as told: Notify, a text gateway, a mail relay.

They keep what they accepted, so that a test can count who was told twice.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
KEY = f"trial-{SERVICE}-{SECRET}"


@dataclass
class Answer:
    """What a provider does with one request: a status and what it says, or something worse."""

    status: int = 201
    said: object = None
    headers: dict = field(default_factory=dict)
    raw: bytes | None = None
    how: str = "answer"
    """answer, hang up, sleep, drip; `late` takes it and hangs up before it says so."""


class Provider:
    """A server on the loopback. `plan(request number, address)` says what it does; what it took is in `taken`."""

    def __init__(self, plan=None):
        self.plan = plan or (lambda _number, _to: None)
        self.taken: Counter = Counter()
        self.letters: dict[str, dict] = {}
        self.requests: list[dict] = []
        self.lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5

            def do_GET(self):
                outer.asked(self, b"")

            def do_POST(self):
                outer.asked(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *_):
                pass

            def setup(self):
                super().setup()
                self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def asked(self, handler, raw):
        said = json.loads(raw) if raw else {}
        with self.lock:
            self.requests.append(
                {"method": handler.command, "path": handler.path, "headers": dict(handler.headers), "said": said}
            )
            number = len(self.requests)
        answer = (self.plan(number, self.to_of(said)) if raw else None) or self.take(handler, said)
        if answer.how == "late":
            self.take(handler, said)
        self.give(handler, answer)

    def give(self, handler, answer):
        if answer.how in ("hang up", "late"):
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        if answer.how == "sleep":
            time.sleep(1.5)
            handler.close_connection = True
            return
        body = answer.raw if answer.raw is not None else json.dumps(answer.said).encode()
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.how == "drip":
            handler.send_header("Content-Length", "1000000")
            handler.end_headers()
            for _ in range(60):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.1)
            return
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def to_of(self, said):
        return said.get("to", "")

    def take(self, handler, said):
        raise NotImplementedError


class FakeNotify(Provider):
    """As Notify: a repeated reference is another letter; it can be asked for one, and what became of it.

    `became` has the status of each reference; `busy` is how it answers when asked, where that is not with a list.
    """

    def __init__(self, plan=None):
        super().__init__(plan)
        self.became: dict[str, str] = {}
        self.busy: Answer | None = None

    def to_of(self, said):
        return said.get("phone_number") or said.get("email_address", "")

    def take(self, handler, said):
        parts = urlsplit(handler.path)
        if handler.command == "GET":
            wanted = parse_qs(parts.query).get("reference", [""])[0]
            with self.lock:
                held = [
                    {**letter, "status": self.became.get(wanted, "sending")}
                    for letter in self.letters.values()
                    if letter["reference"] == wanted
                ]
            if self.busy is not None:
                return self.busy
            return Answer(200, {"notifications": held, "links": {}})
        with self.lock:
            self.taken[said["reference"]] += 1
            letter = {"id": f"n-{len(self.letters)}", "reference": said["reference"], "said": said}
            self.letters[letter["id"]] = letter
        return Answer(201, {"id": letter["id"], "reference": said["reference"]})


class FakeGateway(Provider):
    """A text gateway in the form of docs/sending.md; with `once` it refuses repeats by that header."""

    def __init__(self, plan=None, once=""):
        super().__init__(plan)
        self.once = once

    def take(self, handler, said):
        key = handler.headers.get(self.once, "") if self.once else ""
        with self.lock:
            if not key or key not in self.letters:
                self.taken[said["reference"]] += 1
                self.letters[key or f"t-{len(self.letters)}"] = said
            return Answer(200, {"id": f"t-{said['reference'][:8]}"})


class FakeRelay:
    """A mail relay. `plan(to)` gives an SMTP answer for RCPT or DATA, or `hang up`, or `late`."""

    def __init__(self, plan=None, **more):
        self.plan = plan or (lambda _to: None)
        self.taken: Counter = Counter()
        self.mails: list = []
        outer = self

        class Handler:
            async def handle_RCPT(self, *given):  # noqa: N802 - as the library calls it
                *_, envelope, address, _options = given
                answer = outer.plan(address)
                if answer and answer[:1] in "45" and not answer.startswith("data "):
                    return answer
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, _session, envelope):  # noqa: N802 - the same
                answer = outer.plan(envelope.rcpt_tos[0]) or ""
                if answer == "hang up":
                    server.transport.abort()
                    return "421 gone"
                if answer.startswith("data "):
                    return answer.removeprefix("data ")
                outer.taken[envelope.rcpt_tos[0]] += 1
                outer.mails.append(envelope.content)
                if answer == "late":
                    server.transport.abort()
                return "250 queued as 7"

        class Fast(Controller):
            def factory(self):
                return SMTP(self.handler, **{"data_size_limit": 1 << 20, **self.SMTP_kwargs})

        self.controller = Fast(Handler(), hostname="127.0.0.1", port=free_port(), **more)
        self.controller.start()

    @property
    def port(self):
        return self.controller.port

    def close(self):
        self.controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
