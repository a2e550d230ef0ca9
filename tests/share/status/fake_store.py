"""A store of files that speaks S3 on the loopback, as far as sending a site needs it, and can be made to fail.

Law: what it was sent it holds, with the headers that came along; whoever does not sign is refused.
Not here: checking signatures, which is the store's business and not ours.
"""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class FakeStore:
    """The server, what it holds, what it was asked, and how it is to fail."""

    def __init__(self):
        self.held: dict[str, bytes] = {}
        self.kinds: dict[str, tuple[str, str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.fails_from = 10**9
        self.status = 503
        self.no_puts = False
        self.spoils = ""
        self.seconds = 0.0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _answers(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def puts(self):
        return [name for method, name in self.asked if method == "PUT"]


def _answers(store):
    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            """Nobody reads it."""

        def do_GET(self):
            where, asked = self._begin()
            if where is None:
                return
            if "list-type" in asked:
                start = asked.get("prefix", [""])[0]
                rows = "".join(
                    f"<Contents><Key>{escape(name)}</Key><LastModified>2026-11-23T09:30:00.000Z</LastModified>"
                    f"<ETag>&quot;e&quot;</ETag><Size>{len(data)}</Size></Contents>"
                    for name, data in sorted(store.held.items())
                    if name.startswith(start)
                )
                self._say(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode())
            elif where in store.held:
                self._say(200, store.held[where])
            else:
                self._say(404, b"<Error><Code>NoSuchKey</Code></Error>")

        def do_PUT(self):
            where, _ = self._begin()
            if where is not None:
                store.held[where] = b"spoilt" if where == store.spoils else self.body
                store.kinds[where] = (self.headers["Content-Type"], self.headers["Cache-Control"])
                self._say(200)

        def do_POST(self):
            where, _ = self._begin()
            if where is not None:
                gone = [part.partition("</Key>")[0] for part in self.body.decode().split("<Key>")[1:]]
                for name in gone:
                    store.held.pop(name, None)
                rows = "".join(f"<Deleted><Key>{escape(name)}</Key></Deleted>" for name in gone)
                self._say(200, f"<DeleteResult>{rows}</DeleteResult>".encode())

        def do_DELETE(self):
            where, _ = self._begin()
            if where is not None:
                store.held.pop(where, None)
                self._say(204)

        def _begin(self):
            parts = urlsplit(self.path)
            self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            where = unquote(parts.path).removeprefix("/northmere-status").lstrip("/")
            store.asked.append((self.command, where))
            time.sleep(store.seconds)
            if "Authorization" not in self.headers:
                self._say(403, b"<Error><Code>AccessDenied</Code><Message>who are you?</Message></Error>")
                return None, {}
            if len(store.asked) > store.fails_from or (store.no_puts and self.command == "PUT"):
                self._say(store.status, b"<Error><Code>SlowDown</Code><Message>not now</Message></Error>")
                return None, {}
            return where, parse_qs(parts.query, keep_blank_values=True)

        def _say(self, status, data=b""):
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", '"e"')
            self.send_header("Last-Modified", "Mon, 23 Nov 2026 09:30:00 GMT")
            self.end_headers()
            self.wfile.write(data)

    return Answers
