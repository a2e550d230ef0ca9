"""Two councils' desks: one is given intelligence by its partners, the other reads it over a line that is cut and down.

Law: what the first acknowledged is at the second in the end, once, in the order in which it was sent; what the second
has shown it shows from then on. While the line is down, both clocks go on by a day.
Not here: desks that meet by stick (sticks.py), one desk and its officers (run.py).
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace

from battlebox.marking import Tlp
from driving import unsteady
from driving.browser import NO_ANSWER, broke_in_its_head
from driving.desk import BATTLEBOX, MARK, free_port
from driving.line import Line
from faults.checker import wrongs
from faults.history import Answer, Asked, History, Kept
from web.taxii.feed import MEDIA
from web.taxii.stix_made import indicator

MUCH = 1_000_000
STEPS = 5
DAY_SECONDS = 86400
POLLS_MOST = 20
_MAKE = """
import json, sys
from pathlib import Path
from battlebox.web.taxii.standing import stand
stand(Path(sys.argv[1]))
from battlebox.web.models import Collection, Partner, Right
from battlebox.web.taxii.credentials import give_token
made = Collection.objects.create(ours="northmere", title="seen", alias="seen")
tokens = {}
for body in ("farwick", "eastholt"):
    partner = Partner(ours="northmere", body=body, name=body, community=True, is_quarantined=False,
                      requests_per_minute=int(sys.argv[2]))
    tokens[body] = give_token(partner)
    Right.objects.create(partner=partner, collection=made, may_read=True, may_write=True, tlp_max="GREEN")
print(json.dumps({"collection": str(made.pk), "tokens": tokens}))
"""


class Link:
    """Northmere's server, Eastholt's folder that reads it, and the line between them; warm from run to run."""

    def __init__(self, where, upon):
        self.giver, self.reader = where / "northmere", where / "eastholt"
        for each in (self.giver, self.reader):
            each.mkdir(mode=0o700)
        self.unsteady = None if unsteady.lacks() else unsteady.Unsteady(where)
        self.surroundings = dict(os.environ) | (self.unsteady.surroundings if self.unsteady else {})
        self.said, self.port, self.days = where / "said", free_port(), 0
        made = subprocess.run([sys.executable, "-c", _MAKE, self.giver, str(MUCH)], capture_output=True, check=True)
        told = json.loads(made.stdout)
        self.tokens = told["tokens"]
        self.begin()
        upon.callback(self.end)
        self.line = Line(self.port)
        upon.callback(self.line.close)
        (where / "token").write_text(self.tokens["eastholt"])
        self.share("partner", "add", "northmere", "--name", "Northmere", "--community", "--let-in")
        root = f"http://127.0.0.1:{self.line.port}/taxii2/northmere/"
        more = ("--private", "--user", "eastholt", "--secret", str(where / "token"))
        self.share("feed", "add", "northmere", root, told["collection"], *more)

    def begin(self):
        """Northmere's server, until somebody can call."""
        words = [BATTLEBOX, "share", "serve", "--data", self.giver, "--port", str(self.port)]
        with self.said.open("wb") as said:
            self.server = subprocess.Popen(words, stderr=said, env=self.surroundings)
        for _ in range(600):
            assert self.server.poll() is None, self.said.read_text()
            with suppress(*NO_ANSWER):
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                line.request("GET", "/taxii2/")
                line.getresponse().read()
                line.close()
                return
            time.sleep(0.05)
        raise AssertionError("nobody answers")

    def end(self):
        """Whichever server runs, stopped."""
        self.server.kill()
        self.server.wait()

    def kill(self):
        """Kill the server, and begin another."""
        self.server.kill()
        self.server.wait()
        self.begin()

    def share(self, *words, code=0):
        """A command at Eastholt's."""
        found = subprocess.run(
            [BATTLEBOX, "share", *words, "--data", self.reader, "--ours", "eastholt"],
            capture_output=True, text=True, env=self.surroundings, check=False,
        )  # fmt: skip
        assert code is None or found.returncode == code, (words, found.stdout, found.stderr)
        return found

    def poll(self, killed_after=None):
        """Ask once; whether all went well. Somebody may kill it meanwhile."""
        words = [BATTLEBOX, "share", "poll", "--once", "--data", self.reader, "--ours", "eastholt"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(words, env=self.surroundings, **quiet) as asking:
            if killed_after is not None:
                with suppress(subprocess.TimeoutExpired):
                    asking.wait(killed_after)
                asking.send_signal(signal.SIGKILL)
            return asking.wait() == 0

    def held(self, run):
        """What Eastholt has of one run, in the order in which it came: read from its tables as they lie."""
        with closing(sqlite3.connect(f"file:{self.reader / 'desk.sqlite3'}?mode=ro", uri=True, timeout=20)) as tables:
            rows = tables.execute("SELECT id, raw FROM web_intelobject ORDER BY id").fetchall()
        found = [(number, MARK.findall(bytes(raw).decode())) for number, raw in rows]
        return [Kept(mark, f"row {number}") for number, marks in found for mark in marks if mark.startswith(run)]

    def a_day_later(self):
        """Both clocks, by a day."""
        self.days += 1
        if self.unsteady:
            self.unsteady.jump(self.days * DAY_SECONDS)


@contextmanager
def standing(where):
    """A link for as long as it lasts."""
    with ExitStack() as upon:
        yield Link(where, upon)


@dataclass
class Reading:
    """One run, drawn from a seed as it is carried out."""

    link: Link
    seed: int
    history: History = field(default_factory=History)
    steps: list = field(default_factory=list)
    """Drawn, unless they are given."""
    many: int = 0

    def __post_init__(self):
        self.rng = random.Random(f"{self.seed} link")
        self.steps = self.steps or self.rng.choices(
            ("give", "give", "poll", "poll_killed", "cut", "day", "kill"), k=STEPS
        )
        # A link is used again, so the number of the day goes in too.
        self.run_mark = f"mark {self.seed}-{os.urandom(2).hex()}"

    def run(self):
        """All its steps, then the line is whole: what is wrong."""
        line = self.link.line
        line.rng = random.Random(self.seed)
        for step in self.steps:
            getattr(self, step)()
        line.cuts, line.is_down = 0.0, False
        self.give()
        polls = 0
        while not (self.link.poll() and self._has_all()):
            polls += 1
            if polls > POLLS_MOST:
                break
        self._look()
        return self._wrong()

    def give(self):
        """A partner gives a few things, each sent until it is acknowledged, over the same line."""
        for _ in range(self.rng.randint(1, 4)):
            mark, begun, tries = f"{self.run_mark}-{self.many}", self.history.now(), 0
            self.many += 1
            answer = Answer.UNKNOWN
            while tries < 5 and answer is Answer.UNKNOWN:
                tries += 1
                with suppress(*NO_ANSWER):
                    answer = self._post(mark)
            self.history.note(Asked(0, begun, self.history.now(), answer, mark, tries=tries))

    def _post(self, mark):
        proof = b64encode(f"farwick:{self.link.tokens['farwick']}".encode()).decode()
        headers = {"Authorization": f"Basic {proof}", "Accept": MEDIA, "Content-Type": MEDIA}
        line = http.client.HTTPConnection("127.0.0.1", self.link.line.port, timeout=60)
        try:
            body = json.dumps({"objects": [indicator(mark, Tlp.GREEN)]})
            line.request("POST", "/taxii2/northmere/collections/seen/objects/", body, headers)
            answer = line.getresponse()
            text = answer.read()
        finally:
            line.close()
        if answer.status != 202 or broke_in_its_head(answer):
            assert answer.status in (202, 503), (answer.status, text)
            return Answer.UNKNOWN
        assert json.loads(text)["failure_count"] == 0, text
        return Answer.SAVED

    def poll(self):
        self.link.poll()
        self._look()

    def poll_killed(self):
        self.link.poll(self.rng.uniform(0.3, 2.0))
        self._look()

    def cut(self):
        self.link.line.cuts = self.rng.choice([0.3, 0.7])

    def day(self):
        """The line is down for a day; they ask, and nobody answers. Then it is up."""
        self.link.line.is_down = True
        self.link.a_day_later()
        self.poll()
        self.link.line.is_down, self.link.line.cuts = False, 0.0

    def kill(self):
        self.link.kill()

    def _look(self):
        begun = self.history.now()
        shown = tuple(sorted({each.mark for each in self.link.held(self.run_mark)}))
        self.history.note(Asked(1, begun, self.history.now(), Answer.SHOWN, shown=shown))

    def _has_all(self):
        held = {each.mark for each in self.link.held(self.run_mark)}
        return all(each.mark in held for each in self.history.asked if each.answer is Answer.SAVED)

    def _wrong(self):
        """In the end it has all of it; on the way there it may not have had it yet, but never lost it again."""
        kept = self.link.held(self.run_mark)
        sent = [each for each in self.history.asked if each.mark]
        looks = [each for each in self.history.asked if not each.mark]
        on_the_way = [replace(each, answer=Answer.UNKNOWN) for each in sent]
        return sorted({*map(str, wrongs(sent, kept)), *map(str, wrongs(on_the_way + looks, kept))})


def one_run(link, seed, steps=()):
    """One run; itself, and what is wrong."""
    run = Reading(link, seed, steps=list(steps))
    try:
        return run, run.run()
    except AssertionError as unexplained:
        link.line.cuts, link.line.is_down = 0.0, False
        return run, [f"unexplained: {unexplained}"]
