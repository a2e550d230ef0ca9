"""A region at one desk: a thousand officers of thirty-three bodies, PostgreSQL, several processes, nginx in front.

Law: the desk, nginx and their files are those that docs/install.md gives; Locust asks, in an environment of its own,
and what it took of the cores is said beside what each of the others took; every acknowledged write is looked for in
the record afterwards, and what is in it twice, or was written by nobody, ends the run.
Not here: what a user does (benchmarks/region_users.py), forty officers at a desk in a file (desk_load.py).

Use: python bench/run.py load, or load:30:1000:4:1000000:33:20 (minutes, users, processes, entries, bodies, lines a
second).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desk_load import MARK, MEMORY, PROGRAM, READ, share
from processes import busy, memory_mb
from status_site import SECONDS, ask
from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import postgres
from installing.test_service_files import NGINX, in_front
from share.status.hosts import Host, free_port

HERE = Path(__file__).parent
READS, POLL_SECONDS = 0.25, 15.0
"""A user opens a page each minute."""
WARM_SECONDS = 60.0
"""So long are all users there before anything is counted."""
GOAL_MS = 300.0


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked of the desk, and for how long."""

    minutes: float = 30
    users: int = 1000
    processes: int = 4
    entries: int = 1_000_000
    bodies: int = 33
    lines: float = 20
    """Written a second, by all of them together."""


@dataclass
class Watched:
    """What everybody took of the cores between two moments, and what the desk held on the way."""

    began: float = 0.0
    ended: float = 0.0
    used: dict[str, float] = field(default_factory=dict)
    held: list[float] = field(default_factory=list)
    flood: tuple[float, float] = (0.0, 0.0)
    flooded: str = ""


def filled(folder: Path, entries: int, users: int, bodies: int) -> dict:
    """A desk's folder with a region, its record and its officers; what the filling program tells of it."""
    region = folder.with_name("region")
    size = ("--bodies", str(bodies), "--systems", str(bodies * 60), "--paths", str(bodies * 200))
    subprocess.run([PROGRAM, "estate", "generate", region, *size], check=True, capture_output=True)
    words = [sys.executable, str(HERE / "large_desk.py"), folder, str(region), str(entries), str(users)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the desk could not be filled:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


class Server:
    """The desk on PostgreSQL, as an operator starts it for others."""

    def __init__(self, folder: Path, processes: int) -> None:
        self.port = free_port()
        words = [PROGRAM, "desk", "--data", folder, "--lan", "--host", "localhost", "--port", str(self.port),
                 "--processes", str(processes)]  # fmt: skip
        self.process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        said = []
        while line := self.process.stderr.readline():
            said.append(line)
            if "the desk is open" in line:
                break
        else:
            sys.exit(f"the desk did not start:\n{''.join(said)}")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()


def generator(place: Path) -> Path:
    """Locust, by hash, in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
    words = [place / "bin" / "pip", "-q", "install", "--require-hashes", "--no-deps", "-r", "benchmarks/load-peers.txt"]
    subprocess.run(words, check=True, capture_output=True)
    return place / "bin" / "locust"


def watched(minutes: float, *, who: dict[str, int], public: str) -> Watched:
    """Wait while the users work; near the end the public status site is flooded from the same machine."""
    seen = Watched()
    time.sleep(WARM_SECONDS)
    seen.began, before = time.time(), {name: busy(pid) for name, pid in who.items()}
    until, flood_at = seen.began + minutes * 60, seen.began + minutes * 60 * 0.8
    while (now := time.time()) < until:
        seen.held.append(memory_mb(who["desk"]))
        if not seen.flooded and now >= flood_at:
            # Until here the users alone are measured.
            seen.ended = now
            seen.used = {name: busy(pid) - before[name] for name, pid in who.items()}
            asked = ask(public, SECONDS * 2)
            seen.flood = (now, time.time())
            seen.flooded = f"{asked.requests / asked.seconds:,.0f} requests a second, {asked.errors} errors"
        time.sleep(2)
    return seen


def asked(locust: Path, told: dict, load: Load, port: int) -> tuple[subprocess.Popen, Path]:
    """Locust, begun with so many users; where it will write what they saw."""
    seconds = WARM_SECONDS + load.minutes * 60
    words, seen = locust.parents[2] / "told.json", locust.parents[2] / "seen.json"
    more = {
        # As for those who use it: a browser names where a form comes from without the port where it is 443.
        "address": f"https://127.0.0.1:{port}", "origin": "https://127.0.0.1", "short": told["incident"][:8],
        "pages": READ, "reads": READS, "writes": load.lines * POLL_SECONDS / load.users,
        # The name of the session where the desk is open to others.
        "session": "__Host-desk_session", "keys": told["keys"],
        "system": told["systems"], "service": told["services"], "action": told["actions"],
    }  # fmt: skip
    words.write_text(json.dumps(more))
    command = [
        *(locust, "-f", HERE.parent / "benchmarks" / "region_users.py", "--headless", "--only-summary"),
        *("-u", str(load.users), "-r", str(load.users / WARM_SECONDS * 2), "-t", f"{seconds:.0f}s"),
        *("--stop-timeout", "60"),
    ]
    inside = {**os.environ, "LOAD_TOLD": str(words), "LOAD_SEEN": str(seen)}
    return subprocess.Popen(command, env=inside, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), seen


def run(load: Load) -> tuple[dict, Watched, dict]:
    """Fill, move, serve, ask, close, and look for what was acknowledged."""
    with ExitStack() as held:
        place = Path(held.enter_context(tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None)))
        locust = generator(place / "locust")
        told = filled(place / "desk", load.entries, load.users, load.bodies)
        tables = held.enter_context(postgres.running(durable=True))
        facts = {"filled": told["filled_seconds"], "entries": told["entries"], "moved": moved(place / "desk", tables)}
        desk = Server(place / "desk", load.processes)
        try:
            front, port = held.enter_context(in_front(place, desk, lines=8192))
            public = held.enter_context(public_site(place))
            users_at, written = asked(locust, told, load, port)
            who = {"desk": desk.process.pid, "nginx": front.pid, "PostgreSQL": server_of(tables)}
            seen = watched(load.minutes, who=who | {"Locust": users_at.pid}, public=public)
            users_at.wait(timeout=300)
        finally:
            desk.process.send_signal(signal.SIGTERM)
            facts["exit"] = desk.process.wait(timeout=120)
        found = json.loads(written.read_text())
        facts["wrong"] = wrong(place / "desk", told["incident"], found["saved"])
    return found, seen, facts


def moved(folder: Path, tables: str) -> float:
    """The desk's tables to the server, by the desk's own command; its seconds."""
    address = re.sub(r"host=(\S+) user=(\S+) dbname=(\S+)", r"postgresql://\2@/\3?host=\1", tables)
    began = time.perf_counter()
    words = [PROGRAM, "desk", "move", "--data", folder, "--to", address]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the tables could not be moved:\n{done.stderr}")
    return time.perf_counter() - began


def server_of(tables: str) -> int:
    """The first process of the PostgreSQL server."""
    return int((Path(re.search(r"host=(\S+)", tables)[1]) / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def public_site(place: Path):
    """The status site of the shipped example under an nginx of its own; its address."""
    (place / "public").mkdir()
    words = [PROGRAM, "status", "build", "west-london", "--out", place / "site", "--at", "2025-12-02T09:31"]
    subprocess.run([*words, "--data", place / "status"], check=True, capture_output=True)
    with Host(place / "public", place / "site") as host:
        yield f"http://127.0.0.1:{host.port}/"


def wrong(folder: Path, incident: str, saved: list[str]) -> list[str]:
    """What was acknowledged and is not in the record, what is there twice, and what the record says of itself."""
    from battlebox.desk.record import Installation
    from battlebox.journal import LaptopWatch

    installation = Installation(folder, LaptopWatch(), shares=True)
    held = Counter(mark for line in installation.record(incident).lines() for mark in MARK.findall(line.words))
    problems = installation.verify(incident, progress=lambda _: None).problems
    installation.close()
    lost = [f"{mark}: {held[mark]} times" for mark in saved if held[mark] != 1]
    return [*lost, *(f"{mark}: {many} times" for mark, many in held.items() if many > 1), *map(str, problems)]


def table(clients: dict[str, list[float]], servers: dict[str, list[float]]) -> list[str]:
    """Milliseconds of each kind of request at the client, beside the desk's own, the slowest first."""
    found = [f"{'asked for':<40}{'n':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'desk p50':>10}{'p95':>8}"]
    for name in sorted(clients, key=lambda name: -share(clients[name], 0.95)):
        cells = [share(clients[name], part) for part in (0.5, 0.95, 0.99)]
        desk = [share(servers[name], part) for part in (0.5, 0.95)] if servers.get(name) else [float("nan")] * 2
        found.append(f"{name:<40}{len(clients[name]):>7}" + "".join(f"{each:>8.0f}" for each in cells)
                     + f"{desk[0]:>10.0f}{desk[1]:>8.0f}")  # fmt: skip
    return found


def loaded(load: Load) -> list[Row]:
    """The run as rows of the bench."""
    if postgres.lacks() or NGINX is None or shutil.which("wrk") is None:
        sys.exit(postgres.lacks() or "nginx or wrk is not installed: apt-get install wrk nginx")
    found, seen, facts = run(load)
    counted = within(found["clients"], seen.began, seen.ended)
    print("\n".join(table(counted, found["servers"])))
    _say(found, seen, facts, counted, load.users)
    if facts["wrong"]:
        sys.exit("what was acknowledged is not in the record as it should be")
    faults = [words for at, words in found["faults"] if not seen.flood[0] <= at < seen.flood[1]]
    kinds = {kind: [ms for name, times in counted.items() if name.startswith(kind) for ms in times]
             for kind in ("page", "poll", "write")}  # fmt: skip
    about = f"{load.users} users of {load.bodies} bodies, {load.processes} processes, {facts['entries']:,} entries"
    note = f"goal {GOAL_MS / 1000} s; {len(faults)} errors, 0 of {len(found['saved']):,} writes lost; {cores(seen)}"
    return [Row(f"{about}: {kind}, p95", "at the client", share(times, 0.95) / 1000, note=note)
            for kind, times in kinds.items() if times]  # fmt: skip


def within(clients: dict[str, list], began: float, ended: float) -> dict[str, list[float]]:
    """Milliseconds of each kind of request between two moments; kinds of which there were none are left out."""
    found = {name: [ms for at, ms in rows if began <= at < ended] for name, rows in clients.items()}
    return {name: times for name, times in found.items() if times}


def cores(seen: Watched) -> str:
    """What each took of the cores."""
    each = ", ".join(f"{name} {spent / (seen.ended - seen.began):.2f}" for name, spent in seen.used.items())
    return f"cores taken, of {os.cpu_count()}: {each}"


def _say(found: dict, seen: Watched, facts: dict, counted: dict[str, list[float]], users: int) -> None:
    span = seen.ended - seen.began
    faults = [words for at, words in found["faults"] if not seen.flood[0] <= at < seen.flood[1]]
    total = sum(map(len, counted.values()))
    print(
        f"{facts['entries']:,} entries at the start (filled in {facts['filled']:.0f} s, tables moved in"
        f" {facts['moved']:.1f} s); {users} users for {span:.0f} s: {total / span:.0f} requests and"
        f" {len(counted.get('write: sent', ())) / span:.1f} writes a second"
    )
    print(f"{cores(seen)}; load {os.getloadavg()[0]:.1f}; exit {facts['exit']}")
    middle = seen.held[len(seen.held) // 2]
    print(f"memory of the desk {seen.held[0]:.0f} MB, half way {middle:.0f}, at the end {seen.held[-1]:.0f}")
    then = within(found["clients"], *seen.flood)
    pages = [ms for name, times in then.items() if name.startswith("page") for ms in times]
    slow = f"; pages then p95 {share(pages, 0.95):.0f} ms" if pages else ""
    print(f"status site flooded near the end: {seen.flooded}{slow}")
    print(f"acknowledged {len(found['saved']):,}, wrong {len(facts['wrong'])} {facts['wrong'][:5]}")
    print(f"errors {len(faults)}", *Counter(faults).most_common(10), sep="\n  ")


if __name__ == "__main__":
    loaded(Load(*(kind(word) for kind, word in zip((float, int, int, int, int, float), sys.argv[1:], strict=False))))
