"""A machine on the loopback that takes messages, and answers as it is told."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Machine:
    """Answers each message with the next of `statuses` (the last goes on); keeps what came: headers and body."""

    def __init__(self, *statuses, headers=None, wait=0.0):
        self.statuses, self.came = list(statuses) or [204], []
        self.headers, self.wait = headers or {}, wait
        machine = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                machine.came.append((self.path, dict(self.headers.items()), raw))
                time.sleep(machine.wait)
                status = machine.statuses.pop(0) if len(machine.statuses) > 1 else machine.statuses[0]
                self.send_response(status)
                for name, value in machine.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/told?key=of-theirs"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
