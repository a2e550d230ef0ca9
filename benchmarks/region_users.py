"""What each user of bench/load.py does, as Locust runs it: polls, opens a page, writes a line, and again.

Law: it knows the desk by its pages alone. A write counts as acknowledged when the desk went on to the next page; every
answer that is none of those a browser would be content with is an error, and so is every answer that never came.
Not here: the desk, nginx, what was kept of it all (bench/load.py). It runs without Battlebox, in Locust's own
environment: LOAD_TOLD names a file with the address, sessions and things to ask for, LOAD_SEEN one to write.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import defaultdict
from html import unescape
from itertools import count
from pathlib import Path
from random import Random

from locust import FastHttpUser, constant_pacing, events, task
from locust.contrib.fasthttp import FastResponse

TOLD = json.loads(Path(os.environ["LOAD_TOLD"]).read_text())
POLL_SECONDS = 15.0
DURATION = re.compile(r"desk;dur=([\d.]+)")
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|once|seen)"[^>]*?value="([^"]*)"')
MOMENT = re.compile(r'name="((?:happened|as_of|since)[^"]*)"[^>]*?value="([^"]*)"')
CONTENT = {"GET": (200, 204, 304), "POST": (302,)}

clients: dict[str, list[tuple[float, float]]] = defaultdict(list)
servers: dict[str, list[float]] = defaultdict(list)
faults: list[tuple[float, str]] = []
saved: list[str] = []
numbers = count()


class Officer(FastHttpUser):
    """One browser of one officer."""

    host = TOLD["address"]
    insecure = True  # The desk's own certificate; that it is checked is tested elsewhere.
    network_timeout = connection_timeout = 60.0
    wait_time = constant_pacing(POLL_SECONDS)

    def on_start(self) -> None:
        """Sit down, some seconds after the one before."""
        self.number = next(numbers)
        self.rng, self.mark, self.written = Random(self.number), "", 0
        self.cookies = {TOLD["session"]: TOLD["keys"][self.number % len(TOLD["keys"])]}
        time.sleep(self.rng.random() * POLL_SECONDS)

    @task
    def turn(self) -> None:
        """As a browser does: Now asks again, and while it is answered nothing else is asked; some read, some write."""
        more = {"If-None-Match": self.mark} if self.mark else {}
        answer = self.ask("poll: Now", "now/part/", **{"HX-Request": "true"}, **more)
        self.mark = answer.headers.get("ETag") or self.mark if answer else self.mark
        if self.rng.random() < TOLD["reads"]:
            which = self.rng.choice(TOLD["pages"])
            things = {name: self.rng.choice(TOLD[name]) for name in ("system", "service", "action")}
            self.ask(f"page: {which or 'now'}", which.format(**things))
        if self.rng.random() < TOLD["writes"]:
            self.write()

    def write(self) -> None:
        """A line of the log: the form, what is written, the page after."""
        path = "log/note/"
        shown = self.ask("write: form", path)
        if shown is None:
            return
        mark = f"mark {self.number}-{self.written}"
        self.written += 1
        form = {name: unescape(value) for name, value in [*MOMENT.findall(shown.text), *HIDDEN.findall(shown.text)]}
        form |= {"facts": f"The host rang back, {mark}", "heard_from": "duty engineer", "share": "shared"}
        answer = self.ask("write: sent", path, form)
        if answer is not None:
            saved.append(mark)
            self.ask("write: the page after", answer.headers["Location"])

    def ask(self, name: str, path: str, form: dict | None = None, **headers: str) -> FastResponse | None:
        """One request; nothing where it was not answered as a browser would be content with."""
        address = path if path.startswith("/") else f"/i/{TOLD['short']}/{path}"
        sent = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()), **headers}
        if form is not None:
            sent |= {"Origin": TOLD["origin"], "Referer": TOLD["origin"] + "/"}
        method = "GET" if form is None else "POST"
        began = time.perf_counter()
        answer = self.client.request(method, address, data=form, headers=sent, allow_redirects=False, name=name)
        spent = (time.perf_counter() - began) * 1000
        if answer.status_code not in CONTENT[method]:
            faults.append((time.time(), f"{name}: answered {answer.status_code}"))
            return None
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            key, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[key] = value
        row = f"{name} (nothing new)" if answer.status_code == 304 else name
        clients[row].append((time.time(), spent))
        if at_desk := DURATION.search(answer.headers.get("Server-Timing") or ""):
            servers[row].append(float(at_desk[1]))
        return answer


@events.quitting.add_listener
def keep(**_: object) -> None:
    """What all of them saw, for the one who asked."""
    seen = {"clients": clients, "servers": servers, "faults": faults, "saved": saved}
    Path(os.environ["LOAD_SEEN"]).write_text(json.dumps(seen))
