"""One wrong figure at a desk that runs as a process of its own: published, said anew, put right, and timed.

Law: everything after the start goes over the wire, as a browser sends it; what is timed is the click alone.
Not here: what must come of it (test_running_desk.py), how often it is timed (bench/publishing.py).
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from justhtml import JustHTML

from battlebox.desk.picture import adopt_estate, estate_in_use
from battlebox.desk.publish import Help, PublicWords, write_words
from battlebox.desk.record import Handling, Installation, Sight, open_incident
from battlebox.desk.tell import Outlet, Status, Whom, release_facts, state_fact
from battlebox.journal import LaptopWatch
from battlebox.marking import Tlp
from desk.facts import PLAIN, clear, words_officer
from desk.room import officer, shipped
from web.desk_page import filled
from web.test_starting import Running, ask, join

WRONG, RIGHT = "120 people are waiting.", "1,200 people are waiting."
FRONT = PublicWords("It is slow", datetime.now(UTC), urgent=(Help("In danger", "Ring 999", "999"),))
"""What is said for everybody; whoever writes it says when the next update comes."""
ELSEWHERE = ((Outlet.PRESS, Whom(), "the Northmere Echo"), (Outlet.PARTNER_CALL, Whom("eastholt"), "the noon call"))


class Corrected:
    """A desk on which one wrong figure is public, in a press line and in a partner's call note."""

    def __init__(self, folder, tables=None):
        self.folder, self.public = folder / "desk", folder / "public"
        self.short, self.thing = self._founded(tables or shipped("northmere"))
        (self.folder / "desk.toml").write_text(f'public = "{self.public}"\n', encoding="utf-8")
        self.desk = Running(self.folder)
        self.opener, _ = join(self.desk)
        self.publish()

    def _founded(self, tables):
        installation = Installation(self.folder, LaptopWatch())
        self.record = installation.found(("northmere", "eastholt"), ("farwick",), title="Blue kettle")
        self.shelf, lead = installation.shelf, officer("northmere")
        handling = Handling(Tlp.AMBER, frozenset({"northmere", "eastholt"}))
        open_incident(self.record, lead, title="Blue kettle", seen="screens are blank", handling=handling)
        adopt_estate(self.record, lead, self.shelf, tables, source="shipped", handling=handling)
        who, now = words_officer("northmere"), datetime.now(UTC)
        estate = estate_in_use(Sight.of(self.record, lead), self.shelf).estate
        thing = state_fact(self.record, estate, who, replace(PLAIN, wording=WRONG, said=now, checked=now)).thing
        clear(self, thing, "northmere")
        for outlet, whom, where in ELSEWHERE:
            release_facts(self.record, who, (thing,), outlet, whom, where=where)
        write_words(self.record, who, replace(FRONT, next_update=now + timedelta(days=1), facts=(thing,)))
        short = self.record.incident[:8]
        installation.close()
        return short, thing

    def form(self, path, **said):
        """What a page's form would send, filled in."""
        html = ask(self.desk, f"/i/{self.short}/{path}", opener=self.opener)
        return {**filled(JustHTML(html, sanitize=False)), **said}

    def send(self, path, **said):
        """Fill in the form of a page and send it; the page that it leads to."""
        return ask(self.desk, f"/i/{self.short}/{path}", self.form(path, **said), self.opener)

    def publish(self):
        """The click: how many seconds until the page that residents read is another one."""
        address, form, before = f"/i/{self.short}/tell/publish/", self.form("tell/publish/"), self.stands
        with ThreadPoolExecutor(1) as browser:
            began = time.perf_counter()
            answer = browser.submit(ask, self.desk, address, form, self.opener)
            while self.stands == before and not answer.done():
                time.sleep(0.002)
            seconds = time.perf_counter() - began
            assert "stands there" in answer.result()
        assert self.stands != before
        return seconds

    @property
    def stands(self):
        """The edition that is public now, by the name of its folder."""
        return self.public.readlink().name if self.public.is_symlink() else ""

    def say_anew(self, **said):
        """The fact in another wording or another standing."""
        self.send(f"tell/facts/{self.thing.partition('/')[2]}/change/", why="we counted again", **said)

    def clear(self):
        """Northmere's word for the wording that stands."""
        path = f"tell/facts/{self.thing.partition('/')[2]}/clear/"
        self.send(path, body="northmere", verdict="cleared", who="press office", channel="at this desk")

    def withdraw(self):
        """It is said no longer."""
        self.say_anew(status=Status.SUPERSEDED.value)

    def went(self):
        """The page of every place where it went."""
        return ask(self.desk, f"/i/{self.short}/tell/went/", opener=self.opener)

    @property
    def front(self):
        """What residents read first."""
        return (self.public / "index.html").read_text(encoding="utf-8")

    def end(self):
        """Stop the desk."""
        return self.desk.end()
