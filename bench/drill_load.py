"""A drill of thirty-three bodies with two hundred players at its desk: the real server on the loopback, for minutes.

Law: everybody signs in at the door and asks for what a browser asks for; times at the server are the desk's own
(Server-Timing), at the client from the first byte sent to the last received; what the generator itself took of the two
cores is said; every entry that was acknowledged is looked for in the record afterwards.
Not here: a real desk under load (desk_load.py), one page after another (pages.py).

Use: python bench/run.py drill-load, or drill-load:4:200:33 (minutes, players, bodies).
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from itertools import count, repeat
from pathlib import Path
from random import Random

from desk_load import HIDDEN, MOMENT, PROGRAM, Officer, Seen, lost, share, sit, table, watched
from table import Row

POLL_SECONDS, BOARD_SECONDS, READ_SECONDS, WRITE_SECONDS = 15.0, 60.0, 60.0, 120.0
"""A player looks at the inbox, which asks again; opens Now; reads a page; writes an entry."""
CONTROL_SECONDS = 10.0
AT_THE_DOOR = 24
"""So many sign in at the same time."""
COUNTED_LEAST = 20
"""A kind of page that was asked for fewer times has no 95th percentile to speak of."""
RATE = 10
"""The drill's clock: an inject comes about every half minute of the run."""
ENDS = ("gold", "silver", "bronze", "loggist", "words", "data", "care", "partners", "watch")
OPENS = ".silver"
MAY_WRITE = frozenset(ENDS) - {"watch"}
READ = (
    "services/", "systems/", "log/", "tasks/", "people/", "contain/", "orders/", "decisions/", "tell/", "tell/clocks/",
    "tell/facts/", "bodies/", "links/", "first/", "reports/",
)  # fmt: skip


class Player(Officer):
    """One browser at a drill's desk; all come from one address, as a room behind one router does."""

    def __init__(self, port: int, short: str, seen: Seen, number: int, rng: Random):
        super().__init__(port, short, "", {}, seen, rng)
        self.number = number

    def inbox(self) -> None:
        """The part of the inbox asks again."""
        more = {"If-None-Match": self.mark} if self.mark else {}
        _, _, headers = self.ask("poll: inbox", "/drill/inbox/part/", whole=True, **{"HX-Request": "true"}, **more)
        self.mark = headers.get("ETag", self.mark) if headers else self.mark

    def control(self) -> None:
        """The part of the control room asks again."""
        more = {"If-None-Match": self.mark} if self.mark else {}
        _, _, headers = self.ask("poll: control room", "/drill/part/", whole=True, **{"HX-Request": "true"}, **more)
        self.mark = headers.get("ETag", self.mark) if headers else self.mark

    def board(self) -> None:
        """Now, and what reached them, as whole pages in turn."""
        if self.rng.random() < 0.5:
            self.whole_inbox()
        else:
            self.ask("now", "")

    def whole_inbox(self) -> None:
        """What reached them, as a whole page."""
        self.ask("what reached you", "/drill/inbox/", whole=True)

    def read(self) -> None:
        """A page at random."""
        which = self.rng.choice(READ)
        self.ask(which, which)

    def sends(self, name: str, path: str, said: dict[str, str], *, whole: bool = False) -> str:
        """Open a form, fill it in, send it, and read the page that follows; where that was, blank where refused."""
        status, text, _ = self.ask(f"{name} (form)", path, whole=whole)
        if status != 200:
            return ""
        form = {key: unescape(value) for key, value in [*MOMENT.findall(text), *HIDDEN.findall(text)]} | said
        status, text, headers = self.ask(f"{name} (sent)", path, form=form, whole=whole)
        if status != 302:
            with self.seen.lock:
                self.seen.faults.append(f"{name}: not taken, {status}")
            return ""
        self.ask(f"{name} (answer)", headers["Location"], whole=True)
        return headers["Location"]

    def write(self, mark: str) -> None:
        """A line in the log."""
        said = {"facts": f"The host rang back, {mark}", "heard_from": "duty engineer", "share": "shared"}
        if self.sends("log/note/", "log/note/", said):
            with self.seen.lock:
                self.seen.saved.append(mark)


def at_the_door(port: int, name: str, password: str, number: int) -> Player:
    """Somebody who signed in with name and password."""
    player = Player(port, "", Seen(), number, Random(number))
    player.cookies.clear()
    if not player.sends("sign in", "/account/login/", {"login": name, "password": password}, whole=True):
        sys.exit(f"{name} could not sign in: {player.seen.faults}")
    return player


def made(folder: Path, bodies: int) -> list[str]:
    """A drill on a made-up region in which every body sits at the desk; their ids, whoever plays first."""
    region, drill = folder / "region", folder / "drill"
    size = ("--bodies", str(bodies), "--systems", str(bodies * 20), "--paths", str(bodies * 45))
    subprocess.run([PROGRAM, "estate", "generate", region, *size], check=True, capture_output=True)
    rows = (region / "bodies.csv").read_text().splitlines()
    ids = [row.split(",")[rows[0].split(",").index("body")] for row in rows[1:]]
    others = [word for body in ids for word in ("--with", body)]
    words = [PROGRAM, "drill", "make", "west-london", drill, "--estate", region, "--on", "2026-11-23", *others]
    subprocess.run(words, check=True, capture_output=True)
    return ids


def opened(folder: Path) -> tuple[subprocess.Popen, int, str, str, list[str]]:
    """The drill's desk as users have it: its process, port, the players' password and control's, and all names."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [PROGRAM, "desk", "--drill", "--data", folder, "--port", str(port)]
    desk = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    said = ""
    while "the desk is open" not in said:
        line = desk.stderr.readline()
        if not line:
            sys.exit(f"the drill's desk did not start:\n{said}")
        said += line
    threading.Thread(target=desk.stderr.read, daemon=True).start()
    players = re.search(r"desk is closed: (\S+)", said)[1]
    control = re.search(r"keeps this password: (\S+)", said)[1]
    names = re.findall(r"[\w.-]+\.(?:" + "|".join(ENDS) + r")\b", said)
    return desk, port, players, control, names


def seated(names: list[str], count: int) -> list[str]:
    """So many of them, from every body alike, those of one body in the order of its roles."""
    by_body: dict[str, list[str]] = {}
    for name in names:
        by_body.setdefault(name.rpartition(".")[0], []).append(name)
    turns = [row[at] for at in range(len(ENDS)) for row in by_body.values() if at < len(row)]
    return turns[:count]


def begun(port: int, passwords: tuple[str, str], names: list[str]) -> tuple[Player, list[Player], str]:
    """Everybody at the desk, the drill started, its incident open to all bodies that may take part in it."""
    control = at_the_door(port, "control", passwords[1], 0)
    came = time.monotonic()
    with ThreadPoolExecutor(AT_THE_DOOR) as door:
        coming = [door.submit(at_the_door, port, name, passwords[0], number) for number, name in enumerate(names, 1)]
        players = [each.result() for each in coming]
    took = time.monotonic() - came
    print(f"{len(players)} players signed in from one address in {took:.0f} s, {AT_THE_DOOR} at a time")
    control.sends("clock", "/drill/clock/", {"how": "resume"}, whole=True)
    control.sends("clock", "/drill/clock/", {"how": "rate", "rate": str(RATE)}, whole=True)
    silver = players[next(at for at, name in enumerate(names) if name.endswith(OPENS))]
    _, text, _ = silver.ask("open", "/open/", whole=True)
    estate = re.search(r'<option value="(kept:\w+)"', text)[1]
    said = {"seen_first": "An account is used from outside.", "title": "Blue kettle", "estate": estate}
    at = silver.sends("open", "/open/", said, whole=True)
    short = at.split("/")[2]
    silver.short = short
    silver.sends("stand up", "stand/", {"to": "stood up", "why": "It moves.", "seen_by": "every"})
    return control, players, short


def outside(names: list[str], players: list[Player], short: str) -> frozenset[str]:
    """Bodies to which the incident is not there, such as suppliers: they look at what reached them, and at no more."""
    first = {name.rpartition(".")[0]: player for name, player in zip(reversed(names), reversed(players), strict=True)}
    found = []
    for body, player in first.items():
        player.short = short
        status, _, _ = player.ask("now", "")
        found += [body] if status == 404 else []
    return frozenset(found)


def loaded(minutes: float = 4, count: int = 200, bodies: int = 33) -> list[Row]:
    """The run as rows of the bench."""
    if minutes <= 0 or count < 1 or bodies < 1:
        sys.exit("drill-load takes minutes, players and bodies, each more than nothing, such as drill-load:3:200:33")
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as held:
        made(Path(held), bodies)
        desk, port, *passwords, names = opened(Path(held) / "drill")
        try:
            seats = seated(names, count)
            if not any(name.endswith(OPENS) for name in seats):
                who = f"among {len(seats)} players of {bodies} bodies nobody is {OPENS[1:]}, who opens the incident"
                sys.exit(f"{who}: ask for more than {bodies} players")
            control, players, short = begun(port, tuple(passwords), seats)
            strangers = outside(seats, players, short)
            print(f"{len(strangers)} of {bodies} bodies have no part in the incident: {', '.join(sorted(strangers))}")
            sat = [(name, player, name.rpartition(".")[0] not in strangers)
                   for name, player in zip(seats, players, strict=True)]  # fmt: skip
            seen, facts = _played(desk, control, sat, short, minutes)
        finally:
            desk.send_signal(signal.SIGTERM)
            desk.wait(timeout=60)
        whole = next((Path(held) / "drill" / "incidents").glob("*.journal")).stem
        facts["lost"] = lost(Path(held) / "drill", whole, seen)
    return _rows(seen, facts, bodies, len(seats))


def _played(desk, control: Player, players, short: str, minutes: float) -> tuple[Seen, dict]:
    """Everybody at work for some minutes."""
    seen, facts, lines = Seen(), {}, []
    until = time.monotonic() + minutes * 60
    for number, (name, player, is_in) in enumerate(players):
        work_of = [(POLL_SECONDS, Player.inbox), (BOARD_SECONDS, Player.board if is_in else Player.whole_inbox)]
        if is_in:
            work_of += [(READ_SECONDS, Player.read)]
        if is_in and name.rpartition(".")[2] in MAY_WRITE:
            work_of += [(WRITE_SECONDS, _writing(number))]
        for at, (every, work) in enumerate(work_of):
            lines.append((_line(player, short, seen, number * 4 + at), every, work))
    lines.append((_line(control, short, seen, 1), CONTROL_SECONDS, Player.control))
    threads = [threading.Thread(target=sit, args=(who, until, every, work)) for who, every, work in lines]
    mine = time.process_time()
    facts["seconds"], used, facts["memory"] = watched(desk.pid, threads)
    facts["generator"] = (time.process_time() - mine) / facts["seconds"]
    facts["desk"] = used / facts["seconds"]
    return seen, facts


def _line(player: Player, short: str, seen: Seen, number: int) -> Player:
    """A browser asks on several lines at once: each has one of its own."""
    line = Player(player.port, short, seen, player.number, Random(number))
    line.cookies = dict(player.cookies)
    return line


def _writing(number: int):
    marks = map("mark {}-{}".format, repeat(number), count())
    return lambda player: player.write(next(marks))


def _rows(seen: Seen, facts: dict, bodies: int, count: int) -> list[Row]:
    print("\n".join(table(seen)))
    pages = [each for name, times in seen.client.items() if not name.startswith("poll") for each in times]
    polls = [each for name, times in seen.client.items() if name.startswith("poll") for each in times]
    at_desk = [each for name, times in seen.server.items() if not name.startswith("poll") for each in times]
    if not pages or not polls:
        sys.exit(f"nobody had asked for both a page and what is new within {facts['seconds']:.0f} s: give it a minute")
    often = [(share(times, 0.95), name) for name, times in seen.client.items() if len(times) >= COUNTED_LEAST]
    if not often:
        print(
            f"no kind of page was asked for {COUNTED_LEAST} times in {facts['seconds']:.0f} s, so none is called the "
            "slowest: give it some minutes, or more players"
        )
    asked = len(pages) + len(polls)
    print(
        f"{bodies} bodies, {count} players, {facts['seconds']:.0f} s: {asked:,} requests,"
        f" {asked / facts['seconds']:.1f} a second; the desk took {facts['desk']:.0%} of one core,"
        f" the generator {facts['generator']:.0%}; memory {facts['memory'][0]:.0f} to {max(facts['memory']):.0f} MB"
    )
    print(f"written {len(seen.saved)}, lost {len(facts['lost'])} {facts['lost'][:3]}; errors {len(seen.faults)}",
          *sorted(set(seen.faults))[:10], sep="\n  ")  # fmt: skip
    if facts["lost"]:
        sys.exit("acknowledged entries are lost")
    what = f"a drill of {bodies} bodies, {count} players, {facts['seconds']:.0f} s"
    note = f"{len(seen.faults)} errors, {len(facts['lost'])} of {len(seen.saved)} writes lost"
    slowest = [
        Row(f"{what}: the slowest kind, {name}, p95", "at the client", took / 1000, note="goal 0.2 s")
        for took, name in sorted(often)[-1:]
    ]
    return [
        Row(f"{what}: pages and forms, p95", "at the client", share(pages, 0.95) / 1000, note=f"goal 0.2 s; {note}"),
        Row(f"{what}: the same", "at the server", share(at_desk, 0.95) / 1000),
        *slowest,
        Row(f"{what}: polls, p95", "at the client", share(polls, 0.95) / 1000),
    ]
