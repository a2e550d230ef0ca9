"""What one process of a region's desk holds: after opening the record, after all bodies looked, and as officers go on.

Law: the process that is measured does nothing else; every body's officers poll, read pages and write lines of the log.
Not here: several processes at once, with a browser for each officer (load.py).

Use: python bench/run.py memory, or memory:100000:33:400 (entries, bodies, turns of an officer).
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from random import Random

from desk_load import HIDDEN, MEMORY, MOMENT, READ
from processes import memory_mb
from table import Row

OFFICERS_EACH = 10
MARKS = 4
"""So many times between the first turn and the last is told what is held; each stretch is twice as long."""


def held_by(entries: int = 20_000, bodies: int = 33, turns: int = 1600) -> list[Row]:
    """Fill a desk, and measure a process of its own."""
    from load import filled  # It needs the tests' PostgreSQL; what is measured does not.

    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as place:
        told = filled(Path(place) / "desk", entries, bodies * OFFICERS_EACH, bodies)
        (Path(place) / "told.json").write_text(json.dumps(told))
        done = subprocess.run(
            [sys.executable, __file__, place, str(bodies), str(turns)], check=True, stdout=subprocess.PIPE, text=True
        )
    print(f"{told['entries']:,} entries of {bodies} bodies, filled in {told['filled_seconds']:.0f} s")
    return [
        Row(f"{what}: {mb:.0f} MB", "seconds of processor", seconds) for what, mb, seconds in json.loads(done.stdout)
    ]


class Officers:
    """All of them, in the process that is measured: one handler answers them, as in a desk."""

    def __init__(self, told: dict, seed: int = 4) -> None:
        from django.conf import settings
        from django.test import Client

        self.told, self.rng, self.written = told, Random(seed), 0
        self.clients = [Client() for _ in told["keys"]]
        for client, key in zip(self.clients, told["keys"], strict=True):
            client.handler = self.clients[0].handler
            client.cookies[settings.SESSION_COOKIE_NAME] = key

    def ask(self, client, path: str, form: dict | None = None, **headers: str):
        """One request, which must be answered."""
        whole = path if path.startswith("/") else f"/i/{self.told['incident'][:8]}/{path}"
        answer = client.get(whole, **headers) if form is None else client.post(whole, form)
        if answer.status_code not in (200, 204, 302, 304):
            sys.exit(f"{whole} was answered {answer.status_code}")
        return answer

    def turn(self) -> None:
        """Two polls; of four times one page, of three and a half one line of the log."""
        client = self.rng.choice(self.clients)
        self.ask(client, "now/part/", HTTP_HX_REQUEST="true")
        self.ask(client, "/heard/")
        if self.rng.random() < 0.25:
            which = {each: self.rng.choice(self.told[f"{each}s"]) for each in ("system", "service", "action")}
            self.ask(client, self.rng.choice(READ).format(**which))
        if self.rng.random() < 0.3:
            text = self.ask(client, "log/note/").content.decode()
            form = {name: unescape(value) for name, value in [*MOMENT.findall(text), *HIDDEN.findall(text)]}
            form |= {"facts": f"The host rang back {self.written}", "heard_from": "duty engineer", "share": "shared"}
            self.ask(client, self.ask(client, "log/note/", form).headers["Location"])
            self.written += 1


def main(place: str, bodies: str, turns: str) -> None:
    """Open the desk in this folder and tell, as JSON, what is held after each step and what the step took."""
    import django
    from django.conf import settings

    from battlebox.web.settings import django_settings
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.folder import prepare

    folder, told = Path(place) / "desk", json.loads((Path(place) / "told.json").read_text())
    desk = DeskSettings(data=folder)
    settings.configure(**{**django_settings(desk, secret=prepare(desk), unsafe_passwords=True), "ALLOWED_HOSTS": ["*"]})
    django.setup()
    from battlebox.desk.record import Installation
    from battlebox.journal import LaptopWatch
    from battlebox.web import records
    from battlebox.web.starting.collecting import collect_rarely

    rows, used = [], time.process_time()

    def say(what: str) -> None:
        nonlocal used
        spent = time.process_time() - used
        gc.collect()
        rows.append((what, memory_mb(os.getpid()), spent))
        used = time.process_time()

    say("before anything is opened")
    installation = Installation(folder, LaptopWatch())
    records.use(installation)
    collect_rarely()
    record = installation.record(told["incident"])
    say("the record is open")
    officers = Officers(told)
    officers.ask(officers.clients[0], "now/part/", HTTP_HX_REQUEST="true")
    say("one officer looked at Now")
    for client in officers.clients[: int(bodies)]:
        officers.ask(client, "now/part/", HTTP_HX_REQUEST="true")
    say("one of each body did")
    marks = [int(turns) >> at for at in range(MARKS)]
    for turn in range(1, int(turns) + 1):
        officers.turn()
        if turn in marks:
            say(f"{turn} turns later, with {record.arrived:,} entries")
    installation.close()
    print(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
