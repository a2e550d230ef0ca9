"""A desk that runs as an operator starts it: one process on a file, or several on a PostgreSQL server.

Law: each process has a name, and keeps it when it was killed and another took its place.
Not here: who asks it (browser.py), what is asked (test_several.py, the room of faults, bench/several.py).
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from driving.browser import Browser

BATTLEBOX = Path(sys.executable).with_name("battlebox")
TESTS = Path(__file__).parents[1]
MARK = re.compile(r"mark [\w-]+")
SAVED = re.compile(r"[Ss]aved as ([A-Z]+-\d+)")
PASSWORD = "lantern ferry walnut"
BODIES = ("northmere", "eastholt")
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
    who = Officer.objects.join(f"officer.{n}", f"Officer {n}", sys.argv[3])
    Membership.objects.create(officer=who, body=sys.argv[4:][n % len(sys.argv[4:])], role="tactical", admin=n < 2)
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    keys[who.username] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps({"incident": made.record.incident, "keys": list(keys.values())}))
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _stands_still(process):
    """Whether every thread of a process is stopped."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return all((task / "stat").read_text().rpartition(")")[2].split()[0] == "T" for task in tasks)


class Desk:
    """A desk that runs: on a database of its own where a server is named, else on a file."""

    def __init__(self, folder, *, server="", processes=1, officers=4, bodies=BODIES, surroundings=None, said=None,
                 hooks_inside="", lan=False):  # fmt: skip
        self.folder, self.processes, self.lan = folder, processes, lan
        self.surroundings = dict(os.environ) | (surroundings or {})
        self.tables, self.hears = "", said or folder.with_name(f"{folder.name}-said")
        folder.mkdir(mode=0o700)
        if server:
            self.tables = _database_at(server)
            lines = [f'tables = "{self.tables}"', *([f'hooks_inside = "{hooks_inside}"'] if hooks_inside else [])]
            (folder / "desk.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = [sys.executable, "-c", _MAKE, str(folder), str(officers), PASSWORD, *bodies]
        told = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, cwd=TESTS).stdout)
        self.incident, self.keys = told["incident"], told["keys"]
        self.port = free_port()
        self.start()

    def start(self):
        """Start it, and wait until it says that it is open."""
        words = [BATTLEBOX, "desk", "--data", self.folder, "--port", str(self.port), "--processes", str(self.processes)]
        words += ["--lan", "--host", "localhost"] if self.lan else []
        with self.hears.open("wb") as said:
            self.process = subprocess.Popen(words, stderr=said, env=self.surroundings)
        self.wait_until_whole()

    def wait_until_whole(self):
        """Until it says that it is open, and each of its processes is there."""
        wanted = {*self.pages, "work"} if self.processes > 1 else set()
        self.wait_for(lambda: "the desk is open" in self.said and self.named.keys() == wanted)

    @property
    def named(self):
        """The processes that the first one began and has not lost, by the names that it gave them."""
        found, first = {}, self.process.pid
        # Any of them, the first too, may have ended since.
        with suppress(OSError):
            for each in Path(f"/proc/{first}/task/{first}/children").read_text().split():
                with suppress(OSError):
                    found[Path(f"/proc/{each}/comm").read_text().strip()] = int(each)
        return {name: number for name, number in found.items() if name in {*self.pages, "work"}}

    @property
    def said(self):
        """What it has said since it was started."""
        return self.hears.read_text("utf-8")

    @property
    def pages(self):
        """The names of the processes that answer pages."""
        return [f"pages-{number}" for number in range(1, self.processes + 1)]

    def strike(self, name):
        """Kill one by its name, if it is there; another is begun in its place by and by."""
        number = self.named.get(name, 0)
        if number:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        return number

    def kill(self, name):
        """Kill one by its name, and wait until another is begun in its place."""
        killed = self.strike(name)
        self.wait_for(lambda: self.named.get(name, killed) != killed)

    def kill_whole(self):
        """Kill the first process, and wait until all have ended with it."""
        others = list(self.named.values())
        self.process.kill()
        self.process.wait()
        for each in others:
            # One that stands still could not end; whoever keeps a desk ends all of it.
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)
        until = time.monotonic() + 30
        while any(Path(f"/proc/{each}/exe").exists() for each in others):
            assert time.monotonic() < until, "a process outlived the first"
            time.sleep(0.05)

    def wait_for(self, is_so, seconds=60):
        """Until something is so."""
        until = time.monotonic() + seconds
        while not is_so():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, f"waited for too long; the desk said:\n{self.said}"
            time.sleep(0.05)

    def at(self, path="", incident=""):
        """An address in an incident: in that with which the desk was made, unless another is named."""
        return f"/i/{(incident or self.incident)[:8]}/{path}"

    def browser(self, officer=0, **more):
        """A browser of one of the officers."""
        return Browser(self.port, self.keys[officer], **more)

    @contextmanager
    def at_each(self, officer=0):
        """A browser at each process of pages: the others stand still while its line is let in."""
        pages = [self.named[name] for name in self.pages]
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

    def lines(self, incident=""):
        """The record of an incident, read from the folder, and what is wrong with it."""
        from battlebox.desk.record import Installation
        from battlebox.journal import LaptopWatch

        installation = Installation(self.folder, LaptopWatch(), shares=True)
        found = installation.record(incident or self.incident).lines()
        report = installation.verify(incident or self.incident, progress=lambda _: None)
        installation.close()
        return found, report.problems


def _database_at(server):
    """The address of a database made just now."""
    import psycopg

    name = f"desk_{os.urandom(4).hex()}"
    with psycopg.connect(server, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # A name of our own making.
    return server.replace("dbname=postgres", f"dbname={name}")
