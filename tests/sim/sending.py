"""A desk that sends to many people over providers that fail, and is killed on the way: who was told, who is listed.

Law: it is the program itself, on a data folder of its own; providers and desk are on the loopback; whatever the
providers took is counted there, and compared with the desk's tables and its record.
Not here: how many people and kills (tests/sim/test_sending.py, bench/sending.py).
"""

from __future__ import annotations

import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from battlebox.desk.message import Means, order_message, progress_of, read_roll
from battlebox.desk.record import Installation, Record, open_incident
from battlebox.journal import LaptopWatch
from desk.gate import ON_NOTHING
from desk.room import officer
from share.sending.providers import KEY, TEMPLATE, Answer, FakeGateway, FakeNotify, FakeRelay, free_port

PROGRAM = str(Path(sys.executable).with_name("battlebox"))
ORDER = (Means.NOTIFY_TEXT, Means.MAIL, Means.TEXT)
REFUSED, TRANSIENT = 30, 10
"""Of a hundred addresses: refused for good, and those whose first try goes wrong in some other way."""


def fate(to: str) -> tuple[bool, int]:
    """What becomes of an address: whether it is refused; else a number below 100, of which 0-9 go wrong at first."""
    number = int.from_bytes(hashlib.sha256(to.encode()).digest()[:4], "big")
    return number % 100 < REFUSED, (number // 100) % 100


@dataclass
class Providers:
    """The three, each refusing 30 addresses of a hundred, and failing at first for a tenth of the others."""

    tried: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.notify = FakeNotify(self.by_http)
        self.gateway = FakeGateway(self.by_http, once="Idempotency-Key")
        self.relay = FakeRelay(self.by_mail)

    def close(self):
        for each in (self.notify, self.gateway, self.relay):
            each.close()

    @property
    def requests(self) -> int:
        return sum(self.tried.values())

    def by_http(self, _number, to):
        self.tried[to] += 1
        refused, number = fate(to)
        if refused:
            return Answer(400, {"errors": [{"message": "not a number that can be reached"}]})
        if self.tried[to] > 1 or number >= TRANSIENT:
            return None
        return (
            Answer(429, {}, headers={"Retry-After": "1"}),
            Answer(500, {}),
            Answer(how="late"),
            Answer(how="hang up"),
            Answer(503, {}),
        )[number % 5]

    def by_mail(self, to):
        # It is asked twice for each letter, at RCPT and at DATA.
        self.tried[to] += 1
        refused, number = fate(to)
        if refused:
            return "550 no such person"
        if number >= TRANSIENT or self.tried[to] > 2:
            return None
        if number % 3 == 0:
            return "451 grey list"
        return ("hang up", "late")[number % 2] if self.tried[to] == 2 else None

    def settings(self) -> str:
        return f"""
[notify]
key = "{KEY}"
text_template = "{TEMPLATE}"
address = "{self.notify.address}"
[mail]
host = "127.0.0.1"
port = {self.relay.port}
from = "desk@example.org"
starttls = false
[text]
address = "{self.gateway.address}/send"
once = "Idempotency-Key"
[pace]
notify = 1000000
mail = 1000000
text = 1000000
"""


def people(count: int) -> str:
    rows = [f"e-{at},0770 09{at:05d},p{at}@example.org,0771 09{at:05d}" for at in range(count)]
    return "\n".join(["person,notify_text,mail,text", *rows]) + "\n"


@dataclass
class Found:
    """What came of a run."""

    people: int
    kills: int = 0
    seconds: float = 0.0
    told: int = 0
    listed: int = 0
    unknown: int = 0
    duplicates: int = 0
    entries: int = 0
    memory_mb: float = 0.0
    faults: list[str] = field(default_factory=list)


class Trial:
    """One data folder, its providers, and the program on it."""

    def __init__(self, folder: Path, count: int):
        self.data, self.count = folder / "data", count
        self.providers = Providers()
        self.port = free_port()
        installation = Installation(self.data, LaptopWatch())
        record = installation.found(("northmere",), ("eastholt",), title="Trial")
        self.incident = record.incident
        silver = officer("northmere")
        open_incident(record, silver, title="Trial", seen="screens are blank")
        roll = read_roll(people(count), ORDER)
        assert not roll.faults
        self.message = order_message(
            record,
            silver,
            roll,
            ON_NOTHING,
            subject="Phones are down",
            text="Use the numbers on the page.",
            without_seen=0,
        ).thing
        installation.close()
        settings = self.data / "sending.toml"
        settings.write_text(self.providers.settings(), encoding="utf-8")
        settings.chmod(0o600)

    def start(self) -> subprocess.Popen:
        command = [PROGRAM, "desk", "--data", str(self.data), "--port", str(self.port)]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def run(self, kills: int, seed: int, seconds_max: float = 500.0) -> Found:
        """Kill it so many times, each after some number of tries since it was started, then let it end."""
        chance, found = random.Random(seed), Found(self.count)
        # A person takes about one and a half tries; the mean is such that the last kill falls before the end.
        mean = max(1, int(self.count * 1.3 / (kills + 1))) if kills else 0
        began = time.monotonic()
        while True:
            process, at_start = self.start(), self.providers.requests
            wanted = chance.randint(1, 2 * mean - 1) if found.kills < kills else 0
            try:
                while process.poll() is None and time.monotonic() - began < seconds_max:
                    if wanted and self.providers.requests - at_start >= wanted:
                        time.sleep(chance.random() * 0.02)
                        break
                    if not wanted and self.is_over():
                        break
                    time.sleep(0.002 if wanted else 0.1)
                found.memory_mb = max(found.memory_mb, peak_mb(process.pid))
            finally:
                process.send_signal(signal.SIGKILL if wanted else signal.SIGTERM)
                process.wait(timeout=60)
            if not wanted or time.monotonic() - began >= seconds_max:
                break
            found.kills += 1
        found.seconds = time.monotonic() - began
        self.judge(found)
        return found

    def rows(self, query: str) -> list[tuple]:
        """What the desk's tables say; nothing while there are none yet."""
        try:
            tables = sqlite3.connect(f"file:{self.data / 'desk.sqlite3'}?mode=ro", uri=True, timeout=20)
        except sqlite3.OperationalError:
            return []
        try:
            return tables.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []
        finally:
            tables.close()

    def is_over(self) -> bool:
        left = self.rows(
            "select count(*) from web_errand where state in ('waiting', 'trying', 'later') or not recorded"
            " union all select count(*) - 1 from web_dispatch"
        )
        return bool(left) and all(count == 0 for (count,) in left)

    def judge(self, found: Found) -> None:
        """Hold what the providers took against the tables and against the record."""
        taken = {
            Means.NOTIFY_TEXT: self.providers.notify.taken,
            Means.TEXT: self.providers.gateway.taken,
            Means.MAIL: self.providers.relay.taken,
        }
        found.duplicates = sum(count - 1 for each in taken.values() for count in each.values() if count > 1)
        states: dict[str, list[str]] = {}
        rows = self.rows('select person, place, means, "to", reference, state from web_errand order by person, place')
        for person, _place, means, to, reference, state in rows:
            states.setdefault(person, []).append(state)
            had = taken[Means(means)][to if means == Means.MAIL else reference]
            if (state == "told") != bool(had) and state != "nobody knows":
                found.faults.append(f"{person} by {means}: {state}, and the provider took {had}")
        for person, held in states.items():
            if "told" not in held and set(held) - {"refused", "nobody knows"}:
                found.faults.append(f"{person} is neither told nor at the end: {held}")
        found.told = sum("told" in held for held in states.values())
        found.listed = len(states) - found.told
        found.unknown = sum(state == "nobody knows" for held in states.values() for state in held)
        if len(states) != self.count:
            found.faults.append(f"{len(states)} people of {self.count}")
        self._judge_record(found, states)

    def _judge_record(self, found: Found, states: dict[str, list[str]]) -> None:
        installation = Installation(self.data, LaptopWatch())
        record: Record = installation.record(self.incident)
        found.entries = len(record.lines())
        progress = progress_of(record, [self.message])[self.message]
        report = installation.verify(self.incident, progress=lambda _: None)
        found.faults += [str(problem) for problem in report.problems]
        for person, held in states.items():
            for place, state in enumerate(held):
                came = progress.came.get((person, place))
                said = came.outcome.value if came else ""
                if said != (state if state in ("told", "refused", "nobody knows") else ""):
                    found.faults.append(f"{person} {place}: the tables say {state}, the record {said!r}")
        installation.close()


def peak_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
