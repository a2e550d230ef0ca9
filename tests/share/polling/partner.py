"""A partner on the loopback: a small TAXII 2.1 server that is right, and does one thing or another wrong as told."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from battlebox.share.intel import Thing

MEDIA = "application/taxii+json;version=2.1"
COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
TOKEN = "bbx-of-northmere"


def made(number, **more):
    """An indicator as any partner may have it."""
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--00000000-0000-4000-8000-{number:012d}",
        "created": "2026-11-23T08:00:00.000Z",
        "modified": "2026-11-23T08:00:00.000Z",
        "pattern": f"[ipv4-addr:value = '192.0.2.{number % 250}']",
        "pattern_type": "stix",
        "valid_from": "2026-11-23T08:00:00Z",
        **more,
    }


def stamp(micros):
    """Microseconds after nine o'clock."""
    return f"2026-11-23T09:{micros // 60_000_000 % 60:02d}:{micros // 1_000_000 % 60:02d}.{micros % 1_000_000:06d}Z"


@dataclass
class Reply:
    """What is answered. `how` may be: answer, hang up, silence, drip, drip headers, endless."""

    status: int = 200
    said: object = None
    headers: dict = field(default_factory=dict)
    raw: bytes | None = None
    kind: str = MEDIA
    how: str = "answer"
    length: int | None = None


@dataclass
class Ask:
    """What was asked."""

    number: int
    method: str
    path: str
    query: dict
    headers: dict
    body: bytes
    name_in_tls: str = ""


class Partner:
    """`plan(ask)` gives a Reply, or None for what is right. `rows` are (added, object), in order."""

    collection = COLLECTION

    def __init__(self, objects=(), *, plan=None, context=None):
        self.rows = [(stamp(1000 * (at + 1)), each) for at, each in enumerate(objects)]
        self.plan = plan or (lambda _: None)
        self.asks = []
        self.is_inclusive = False
        self.gives_next = True
        self.page_max = 1000
        self.mark = ""
        self.posted = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 10

            def do_GET(self):
                outer.answer(self, b"")

            def do_POST(self):
                outer.answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.root = f"{'https' if context else 'http'}://127.0.0.1:{self.port}/api/"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, body):
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        ask = Ask(len(self.asks) + 1, handler.command, parts.path, query, dict(handler.headers), body)
        self.asks.append(ask)
        with suppress(OSError):
            give(handler, self.plan(ask) or self.right(ask))

    def right(self, ask):
        if ask.path.endswith("/objects/"):
            return self.taken(ask) if ask.method == "POST" else self.page(ask)
        return Reply(404)

    def page(self, ask):
        """A page as the standard has it."""
        if self.mark and ask.headers.get("If-None-Match") == self.mark:
            return Reply(304)
        after, size = ask.query.get("added_after", ""), min(int(ask.query["limit"]), self.page_max)
        found = [row for row in self.rows if row[0] > after or (self.is_inclusive and row[0] == after)]
        start = int(ask.query.get("next", 0))
        rows = found[start : start + size]
        has_more = start + size < len(found)
        says = {"objects": [each for _, each in rows]} if rows else {}
        if has_more:
            says["more"] = True
            if self.gives_next:
                says["next"] = str(start + size)
        headers = {"X-TAXII-Date-Added-First": rows[0][0], "X-TAXII-Date-Added-Last": rows[-1][0]} if rows else {}
        return Reply(said=says, headers=headers | ({"ETag": self.mark} if self.mark else {}))

    def taken(self, ask):
        self.posted += json.loads(ask.body)["objects"]
        return Reply(202, {"id": "2d086da7-4bdc-4f91-900e-d77486753710", "status": "complete", "failures": []})


def give(handler, reply):
    if reply.how == "hang up":
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)
        return
    if reply.how == "silence":
        time.sleep(3)
        handler.close_connection = True
        return
    if reply.how == "drip headers":
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(60):
            handler.wfile.write(b"z")
            handler.wfile.flush()
            time.sleep(0.1)
        return
    raw = reply.raw if reply.raw is not None else json.dumps(reply.said if reply.said is not None else {}).encode()
    handler.send_response_only(reply.status)
    if "Date" not in reply.headers:
        handler.send_header("Date", handler.date_time_string())
    for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
        handler.send_header(name, value)
    if reply.how in ("drip", "endless"):
        handler.close_connection = True
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        piece, wait = (b" ", 0.1) if reply.how == "drip" else (b" " * 65536, 0)
        for _ in range(60 if reply.how == "drip" else 10_000):
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            handler.wfile.flush()
            time.sleep(wait)
        return
    handler.send_header("Content-Length", str(len(raw) if reply.length is None else reply.length))
    handler.end_headers()
    handler.wfile.write(raw)


@dataclass
class Kept:
    """Keeps what a poll brings, by id and version, and how often each came; bookmarks beside it."""

    things: dict = field(default_factory=dict)
    came: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)
    dies_at: int = -1
    """Dies between keeping things and moving the bookmark, at this move."""
    moves: int = 0

    def take(self, things, _feed):
        from battlebox.share.polling import Taken

        fresh = [each for each in things if (each.id, each.version) not in self.things]
        self.came += [each.id for each in things]
        self.things |= {(each.id, each.version): each.raw for each in things}
        return Taken(new=len(fresh), known=len(things) - len(fresh))

    def bookmark(self, feed):
        from battlebox.share.polling import Bookmark

        return self.marks.get(feed, Bookmark())

    def keep(self, feed, bookmark):
        self.moves += 1
        if self.moves == self.dies_at:
            raise PowerCut
        self.marks[feed] = bookmark

    @property
    def ids(self):
        return sorted(int(key[0][-12:]) for key in self.things)


class PowerCut(Exception):
    pass


class Unsound(Exception):
    """A body that is refused as a whole."""


@dataclass(frozen=True)
class Wrong:
    id: str
    sentence: str = "it has no type"


@dataclass(frozen=True)
class Found:
    things: tuple
    refused: tuple


def reads(body):
    """A door that asks for an id, a type and a time, and refuses a body in which a word stands that breaks it whole."""
    if b"BREAKS ALL" in body:
        raise Unsound
    things, refused = [], []
    for says in json.loads(body)["objects"]:
        if isinstance(says, dict) and {"id", "type", "modified"} <= says.keys():
            things.append(Thing.from_says(says))
        else:
            refused.append(Wrong(""))
    return Found(tuple(things), tuple(refused))
