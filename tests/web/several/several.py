"""A desk of several processes on a PostgreSQL server, and browsers that ask one of them, or whichever comes.

Law: a browser keeps cookies and nothing else; what was not answered is sent again as it was, as a person would.
Not here: what is asked (test_several.py), how the bench asks (bench/several.py).
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

BATTLEBOX = Path(sys.executable).with_name("battlebox")
TESTS = Path(__file__).parents[2]
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|once|seen)"[^>]*?value="([^"]*)"')
MOMENT = re.compile(r'name="((?:happened|taken|as_of|since)[^"]*)"[^>]*?value="([^"]*)"')
MARK = re.compile(r"mark [\w-]+")
SAVED = re.compile(r"[Ss]aved as ([A-Z]+-\d+)")
_MAKE = """
import json, sys
from pathlib import Path
from battlebox.web.taxii.standing import stand
folder = Path(sys.argv[1])
stand(folder)
from django.conf import settings
from django.test import Client
from battlebox.web.models import Membership, Officer
from web.places.conftest import Opened
made = Opened(folder)
keys = {}
for n in range(int(sys.argv[2])):
    body = ("northmere", "eastholt")[n % 2]
    who = Officer.objects.join(f"officer.{n}", f"Officer {n}", "lantern ferry walnut")
    Membership.objects.create(officer=who, body=body, role="tactical", admin=n < 2)
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    keys[who.username] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps({"incident": made.record.incident, "keys": list(keys.values())}))
"""


@dataclass
class Browser:
    """One officer's. A line that is kept open stays with the process that let it in."""

    port: int
    key: str
    keeps: bool = False
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None
    again: int = 0
    """How often something was asked for a second time, because no answer came."""

    def __post_init__(self):
        self.cookies["desk_session"] = self.key

    def ask(self, path, form=None):
        """Status, text, headers. Raises OSError or HTTPException where no answer comes."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None if form is None else urlencode(form).encode()
        if body is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            self.line.request("GET" if form is None else "POST", path, body, sent)
            answer = self.line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if not self.keeps:
            self.close()
        return answer.status, text, answer.headers

    def sure(self, path, form=None):
        """The same, asked again until an answer comes."""
        for _ in range(60):
            try:
                return self.ask(path, form)
            except (OSError, http.client.HTTPException):
                self.again += 1
                time.sleep(0.05)
        raise AssertionError(f"nobody answers {path}")

    def form(self, path, **words):
        """A form as it is shown, filled in."""
        status, text, _ = self.sure(path)
        assert status == 200, (status, path)
        found = {name: unescape(value) for name, value in [*MOMENT.findall(text), *HIDDEN.findall(text)]}
        return found | words

    def close(self):
        """Hang up."""
        if self.line is not None:
            self.line.close()
            self.line = None


def _stands_still(process):
    """Whether every thread of a process is stopped."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return all((task / "stat").read_text().rpartition(")")[2].split()[0] == "T" for task in tasks)


class Desk:
    """A desk that runs, on a database of its own."""

    def __init__(self, address, folder, processes, officers=4):
        import psycopg

        self.folder, self.processes = folder, processes
        name = f"several_{os.urandom(4).hex()}"
        with psycopg.connect(address, autocommit=True) as root:
            root.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # A name of our own making.
        self.tables = address.replace("dbname=postgres", f"dbname={name}")
        folder.mkdir(mode=0o700)
        (folder / "desk.toml").write_text(f'tables = "{self.tables}"\n', encoding="utf-8")
        words = [sys.executable, "-c", _MAKE, str(folder), str(officers)]
        told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, cwd=TESTS).stdout)
        self.incident, self.keys = told["incident"], told["keys"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        """Start it, and wait until it says that it is open."""
        words = [BATTLEBOX, "desk", "--data", self.folder, "--port", str(self.port), "--processes", str(self.processes)]
        with self.folder.with_name("said").open("wb") as said:
            self.process = subprocess.Popen(words, stderr=said)
        self.wait_for(lambda: "the desk is open" in self.said and len(self.children()) == self.processes + 1)

    @property
    def said(self):
        """What it has said since it was started."""
        return self.folder.with_name("said").read_text("utf-8")

    def children(self):
        """The processes that the first one began, in the order in which it did: those of pages, then the worker."""
        text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return sorted(map(int, text.split()))

    def wait_for(self, is_so, seconds=30):
        """Until something is so."""
        until = time.monotonic() + seconds
        while not is_so():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, f"waited for too long; the desk said:\n{self.said}"
            time.sleep(0.05)

    def at(self, path=""):
        """An address in the incident."""
        return f"/i/{self.incident[:8]}/{path}"

    def browser(self, officer=0, **more):
        """A browser of one of the officers."""
        return Browser(self.port, self.keys[officer], **more)

    @contextmanager
    def at_each(self, officer=0):
        """A browser at each process of pages: the others stand still while its line is let in."""
        pages = self.children()[: self.processes]
        browsers = []
        for one in pages:
            for other in pages:
                os.kill(other, signal.SIGCONT if other == one else signal.SIGSTOP)
            # A thread that still runs would let the next line in, and then stand still with it.
            self.wait_for(lambda one=one: all(_stands_still(each) for each in pages if each != one))
            # One person with one set of cookies, on several lines.
            shared = browsers[0].cookies if browsers else {}
            browsers.append(self.browser(officer, keeps=True, cookies=shared))
            assert browsers[-1].ask("/heard/")[0] in (200, 204)
        for each in pages:
            os.kill(each, signal.SIGCONT)
        yield browsers
        for each in browsers:
            each.close()

    def end(self):
        """Stop it; its exit code."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def lines(self):
        """The record, read from the folder."""
        from battlebox.desk.record import Installation
        from battlebox.journal import LaptopWatch

        installation = Installation(self.folder, LaptopWatch(), shares=True)
        found = installation.record(self.incident).lines()
        report = installation.verify(self.incident, progress=lambda _: None)
        installation.close()
        return found, report.problems
