"""Forty officers at one desk: polling, reading and writing for some minutes, against the real server on the loopback.

Law: a write counts as acknowledged when the desk went on to the next page, and every acknowledged one is looked for in
the journal after the desk was closed, and so is every number that a page said; times at the server are the desk's own
(Server-Timing), times at the client are from the first byte sent to the last received.
Not here: what is in the record (large_desk.py), one page after another (pages.py), the browser.

Use: python bench/desk_load.py [minutes] [estate] [entries]
"""

from __future__ import annotations

import http.client
import json
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape
from itertools import count, repeat
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from processes import busy
from table import Row

HERE = Path(__file__).parent
# Twenty thousand synced entries are filled in quickest where no disk is.
MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made in it
PROGRAM = Path(sys.executable).with_name("battlebox")
OFFICERS, WRITES_A_SECOND, POLL_SECONDS, READ_SECONDS = 40, 2.0, 10.0, 10.0
DURATION = re.compile(r"desk;dur=([\d.]+)")
SAVED = re.compile(r"Saved as ([A-Z]+-\d+)")
MARK = re.compile(r"mark \d+-\d+\b")
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|once|seen)"[^>]*?value="([^"]*)"')
MOMENT = re.compile(r'name="((?:happened|as_of|since)[^"]*)"[^>]*?value="([^"]*)"')
READ = (
    "", "services/", "services/{service}/", "systems/", "systems/{system}/", "log/", "log/?kind=decision",
    "log/?words=supplier+mail", "tasks/", "people/", "people/ring/", "contain/", "estate/", "estate/tables/systems/",
    "estate/gaps/", "orders/", "orders/{action}/", "decisions/", "bodies/", "ways/", "channels/", "reports/", "costs/",
    "reach/", "fallbacks/", "around/{system}/", "tasks/cards/", "log/checkpoints/", "first/",
    "systems/?systems-words=suspected",
)  # fmt: skip
WRITE = ("log/note/", "log/note/", "log/note/", "log/note/", "log/note/", "log/note/", "systems/{system}/suspect/",
         "systems/{system}/suspect/", "seen/{system}/", "tasks/new/")  # fmt: skip


@dataclass
class Seen:
    """What the officers saw, all together."""

    server: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    client: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    """The mark in the words of each entry that was acknowledged."""
    numbers: set[str] = field(default_factory=set)
    """The numbers that pages said."""
    lock: threading.Lock = field(default_factory=threading.Lock)


class Officer:
    """One browser: a connection that is kept, cookies, and the mark of the part that asks again."""

    def __init__(self, port: int, short: str, key: str, things: dict, seen: Seen, rng: Random):  # noqa: PLR0913, PLR0917 - all of what one is
        self.port, self.short, self.things, self.seen, self.rng = port, short, things, seen, rng
        self.cookies = {"desk_session": key}
        self.mark = ""
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, name: str, path: str, *, form: dict | None = None, whole: bool = False, **headers: str):
        """One request; its status, text and headers. What failed is counted."""
        address = path if whole else f"/i/{self.short}/{path}"
        sent = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()), **headers}
        body = None
        if form is not None:
            body = urlencode(form).encode()
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        began = time.perf_counter()
        try:
            answer, text = self._sent("GET" if form is None else "POST", address, body, sent)
        except (OSError, http.client.HTTPException) as wrong:
            self.line.close()
            with self.seen.lock:
                self.seen.faults.append(f"{name}: {type(wrong).__name__} {wrong}")
            return 0, "", {}
        spent = (time.perf_counter() - began) * 1000
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            key, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[key] = value
        at_desk = DURATION.search(answer.headers.get("Server-Timing", ""))
        with self.seen.lock:
            row = f"{name} (304)" if answer.status == 304 else name
            self.seen.client[row].append(spent)
            if at_desk:
                self.seen.server[row].append(float(at_desk[1]))
            self.seen.numbers.update(SAVED.findall(text))
            if answer.status not in (200, 204, 302, 304):
                self.seen.faults.append(f"{name}: {answer.status}")
        return answer.status, text, answer.headers

    def _sent(self, method: str, address: str, body: bytes | None, sent: dict[str, str]):
        """As a browser: a line that was closed meanwhile is opened anew, and only what was never sent is sent again."""
        if self.line.sock is not None and select.select([self.line.sock], [], [], 0)[0]:
            self.line.close()
        self.line.request(method, address, body, sent)
        answer = self.line.getresponse()
        return answer, answer.read().decode()

    def poll(self) -> None:
        """Every ten seconds: the part of Now; and whether the desk is there, as pages without such a part ask."""
        more = {"If-None-Match": self.mark} if self.mark else {}
        _, _, headers = self.ask("poll: Now", "now/part/", **{"HX-Request": "true"}, **more)
        self.mark = headers.get("ETag", self.mark) if headers else self.mark
        self.ask("poll: is the desk there", "/heard/", whole=True)

    def read(self) -> None:
        """A page at random."""
        which = self.rng.choice(READ)
        self.ask(which or "now", self._filled(which))

    def write(self, mark: str) -> None:
        """A form at random: opened, filled in, sent, and its answer read."""
        which = self.rng.choice(WRITE)
        path = self._filled(which)
        status, text, _ = self.ask(f"{which} (form)", path)
        if status != 200:
            return
        form = {name: unescape(value) for name, value in [*MOMENT.findall(text), *HIDDEN.findall(text)]}
        form |= _words(which, mark)
        status, text, headers = self.ask(f"{which} (sent)", path, form=form)
        if status != 302:
            with self.seen.lock:
                self.seen.faults.append(f"{which}: not taken, {status} {_said(text)}")
            return
        with self.seen.lock:
            self.seen.saved.append(mark)
        # The number is said once, on the officer's next page, whichever of their tabs that is.
        self.ask(f"{which} (answer)", headers["Location"], whole=True)

    def _filled(self, which: str) -> str:
        return which.format(**{name: self.rng.choice(ids) for name, ids in self.things.items()})


def _words(which: str, mark: str) -> dict[str, str]:
    """What an officer types."""
    if which == "log/note/":
        return {"facts": f"The host rang back, {mark}", "heard_from": "duty engineer", "share": "shared"}
    if which.endswith("/suspect/"):
        return {"state": "suspected", "source": f"a scan, {mark}", "chance": "medium", "share": "shared"}
    if which.startswith("seen/"):
        return {"condition": "out", "seen_by": f"duty engineer, {mark}", "cause": "unknown", "share": "shared"}
    return {"what": f"Ring the host, {mark}", "share": "shared"}


def _said(text: str) -> str:
    found = re.search(r"error-summary.*?</div>", text, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found[0] if found else text[:300]).split())[:200]


def sit(officer: Officer, until: float, every: float, work) -> None:
    """Do a thing again and again, evenly spread over the officers."""
    turn = time.monotonic() + officer.rng.random() * every
    while (wait := turn - time.monotonic()) is not None and turn < until:
        time.sleep(max(0.0, wait))
        work(officer)
        turn += every


def serve(folder: Path, port: int) -> subprocess.Popen:
    """The desk as an operator starts it."""
    desk = subprocess.Popen([PROGRAM, "desk", "--data", folder, "--port", str(port)], stderr=subprocess.PIPE, text=True)
    said = []
    while line := desk.stderr.readline():
        if "the desk is open" in line:
            threading.Thread(target=desk.stderr.read, daemon=True).start()
            return desk
        said.append(line)
    sys.exit(f"the desk did not start (it ended with {desk.wait()}). It said:\n{''.join(said) or 'nothing'}")


def memory_mb(pid: int) -> float:
    """What the process holds in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def run(minutes: float, estate: str, entries: int, folder: Path) -> tuple[Seen, dict]:
    """Fill a folder, serve it, let the officers work, close it, and look for what was acknowledged."""
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as quick:
        words = [sys.executable, str(HERE / "large_desk.py"), f"{quick}/desk", estate, str(entries), str(OFFICERS)]
        told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
        shutil.copytree(f"{quick}/desk", folder, dirs_exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    desk = serve(folder, port)
    seen, facts = Seen(), {"entries": told["entries"], "filled": told["filled_seconds"]}
    things = {"system": told["systems"], "service": told["services"], "action": told["actions"]}
    short = told["incident"][:8]
    officers = [Officer(port, short, key, things, seen, Random(n)) for n, key in enumerate(told["keys"])]
    began = time.perf_counter()
    officers[0].ask("now, the first page after the start", "")
    facts["first_page_ms"] = (time.perf_counter() - began) * 1000
    until = time.monotonic() + minutes * 60
    # A browser asks on several lines at once: each officer's polling, reading and writing has one of its own.
    lines = []
    for n, officer in enumerate(officers):
        key = officer.cookies["desk_session"]
        polls, reads, writes = (Officer(port, short, key, things, seen, Random(n * 3 + each)) for each in range(3))
        marks = map("mark {}-{}".format, repeat(n), count())
        for each, every, work in (
            (polls, POLL_SECONDS, Officer.poll),
            (reads, READ_SECONDS, Officer.read),
            (writes, OFFICERS / WRITES_A_SECOND, lambda who, marks=marks: who.write(next(marks))),
        ):
            lines.append(threading.Thread(target=sit, args=(each, until, every, work)))
    facts["seconds"], facts["processor"], facts["memory"] = watched(desk.pid, lines)
    _quiet(officers)
    desk.send_signal(signal.SIGTERM)
    facts["exit"] = desk.wait(timeout=60)
    facts["lost"] = lost(folder, told["incident"], seen)
    return seen, facts


def watched(desk: int, lines: list[threading.Thread]) -> tuple[float, float, list[float]]:
    """Start these and wait for them: how long it took, what of the processor the desk had, its memory on the way."""
    began, used, held = time.monotonic(), busy(desk), []
    for line in lines:
        line.start()
    while any(line.is_alive() for line in lines):
        held.append(memory_mb(desk))
        time.sleep(5)
    return time.monotonic() - began, busy(desk) - used, held


def _quiet(officers: list[Officer]) -> None:
    """Nobody writes: what polls with nothing new cost, all officers within ten seconds, three times."""
    until = time.monotonic() + 30
    lines = [threading.Thread(target=sit, args=(each, until, POLL_SECONDS, Officer.poll)) for each in officers]
    for line in lines:
        line.start()
    for line in lines:
        line.join()


def lost(folder: Path, incident: str, seen: Seen) -> list[str]:
    """What was acknowledged and is not in the journal, or is there twice; and numbers that were said and are not."""
    from battlebox.desk.record import Installation
    from battlebox.journal import LaptopWatch

    installation = Installation(folder, LaptopWatch())
    lines = installation.record(incident).lines()
    installation.close()
    held = Counter(mark for line in lines for mark in MARK.findall(line.words))
    numbers = {line.number for line in lines}
    wrong = [f"{mark}: {held[mark]} times" for mark in seen.saved if held[mark] != 1]
    return [*wrong, *sorted(seen.numbers - numbers)]


def share(times: list[float], part: float) -> float:
    """The time that so many of all were within."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def table(seen: Seen) -> list[str]:
    """Milliseconds of each page, at the server and at the client, the slowest first."""
    found = [f"{'':<44}{'at the server':^27}{'at the client':^27}",
             f"{'page':<38}{'n':>6}" + f"{'p50':>9}{'p95':>9}{'p99':>9}" * 2]  # fmt: skip
    for name in sorted(seen.server, key=lambda name: -share(seen.server[name], 0.95)):
        cells = [share(seen.server[name], part) for part in (0.5, 0.95, 0.99)]
        cells += [share(seen.client[name], part) for part in (0.5, 0.95, 0.99)]
        found.append(f"{name:<38}{len(seen.server[name]):>6}" + "".join(f"{each:>9.0f}" for each in cells))
    return found


def loaded(minutes: float = 10, estate: str = "large", entries: int = 20_000) -> list[Row]:
    """The run as rows of the bench."""
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as folder:
        seen, facts = run(minutes, estate, entries, Path(folder))
    print("\n".join(table(seen)))
    held = facts["memory"]
    pages = [each for name, times in seen.server.items() if not name.startswith(("poll", "now, the")) for each in times]
    still = [each for name, times in seen.server.items() if name.endswith("(304)") for each in times]
    asked = sum(map(len, seen.client.values()))
    print(
        f"{facts['entries']:,} entries at the start (filled in {facts['filled']:.0f} s), {OFFICERS} officers,"
        f" {facts['seconds']:.0f} s, {asked:,} requests, {facts['processor'] / facts['seconds']:.0%} of one processor"
    )
    print(
        f"first page {facts['first_page_ms']:.0f} ms; memory {held[0]:.0f} MB at the start, {held[len(held) // 2]:.0f}"
        f" half way, {held[-1]:.0f} at the end, {max(held):.0f} at most; exit {facts['exit']}"
    )
    print(
        f"acknowledged {len(seen.saved):,}, numbers said {len(seen.numbers):,}, "
        f"lost {len(facts['lost'])} {facts['lost'][:5]}"
    )
    print(f"errors {len(seen.faults)}", *sorted(set(seen.faults))[:10], sep="\n  ")
    if facts["lost"]:
        sys.exit("acknowledged entries are lost")
    what = f"{OFFICERS} officers at {estate}, {facts['entries']:,} entries, {facts['seconds']:.0f} s"
    errors = f"{len(seen.faults)} errors, {len(facts['lost'])} of {len(seen.saved):,} writes lost"
    return [
        Row(f"{what}: pages and writes, p95", "at the server", share(pages, 0.95) / 1000, note=f"goal 0.2 s; {errors}"),
        Row(f"{what}: poll with nothing new, p95", "at the server", share(still, 0.95) / 1000, note="goal 0.05 s"),
    ]  # fmt: skip


if __name__ == "__main__":
    asked = sys.argv[1:]
    loaded(*(kind(word) for kind, word in zip((float, str, int), asked, strict=False)))
