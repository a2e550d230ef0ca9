"""Hosts of a site on the loopback: nginx with the very block of docs/status-site.md, and a plain server of files.

Law: only the port and the folder are another than on the page; what stands around the block is as Debian has it; it is
ended by whoever started it.
Not here: what it is asked.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "status-site.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
AROUND = """\
daemon off;
user root;
worker_processes {workers};
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    {server}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(folder):
    """The address of a folder's files, while the `with` lasts."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Host:
    """A host of a site, up while the `with` lasts."""

    def __init__(self, place, root, workers=1):
        self.place, self.port = Path(place), free_port()
        block = re.search(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
        for old, new in (("listen 80;", f"listen 127.0.0.1:{self.port};"), ("/srv/status/public", str(root))):
            assert old in block, f"the page has no {old}"
            block = block.replace(old, new)
        self.conf = self.place / "nginx.conf"
        self.conf.write_text(AROUND.format(place=self.place, workers=workers, server=block), encoding="utf-8")

    def __enter__(self):
        words = [NGINX, "-p", str(self.place), "-c", str(self.conf), "-e", str(self.place / "error.log")]
        self.process = subprocess.Popen(words)
        for _ in range(200):
            if self.process.poll() is not None:
                raise RuntimeError((self.place / "error.log").read_text(encoding="utf-8"))
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        self.__exit__()
        raise RuntimeError("nginx did not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
