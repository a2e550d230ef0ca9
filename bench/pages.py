"""Time the pages of an incident at the server, on 2,000 systems and 300 services with some hundreds of entries.

Law: what is timed is a whole answer, from request to bytes; the first after a new entry stands beside the others.
Not here: forty users at once (that is a load run), the browser.

Use: python bench/run.py pages, or pages:400 with a number of entries.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from large_desk import SERVICES, SYSTEMS, lived_in, sat_at
from table import Row

from battlebox.desk.picture import (
    Belief,
    Condition,
    Observation,
    Subject,
    Suspicion,
    observe,
    state_suspicion,
)
from desk.room import SHARED

TURNS = 15
PAGES = (
    "", "services/", "services/v7/", "fallbacks/", "systems/", "systems/?systems-sort=-services",
    "systems/?systems-words=suspected", "systems/s0/", "ways/", "bodies/", "channels/", "orders/", "orders/a0/",
    "around/s0/?steps=1", "around/s0/?steps=3", "contain/", "decisions/", "log/", "tasks/", "people/", "estate/",
    "estate/gaps/", "costs/", "reports/", "tell/", "tell/clocks/", "tell/facts/", "tell/unanswered/",
)  # fmt: skip


def answered(entries: int = 400) -> list[Row]:
    """The first answer after an entry, the middle and the worst of the others, of each page."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        client = _client(folder)
        installation, record, lead, estate = lived_in(folder / "incidents-of-bench", entries)
        from battlebox.web import records
        from battlebox.web.starting.collecting import collect_rarely

        records.use(installation)
        collect_rarely()
        short = record.incident[:8]
        print(f"{SYSTEMS:,} systems, {SERVICES} services, {len(estate.needs):,} needs, {record.arrived} entries")
        client.get(f"/i/{short}/systems/")  # Reading the estate and loading the kernels is paid once, at start.
        rows = []
        for place, name in enumerate(PAGES):
            _something_new(record, estate, lead, f"s{place + 50}")
            times, size = _asked(client, f"/i/{short}/{name}")
            note = (
                f"first after an entry {times[0] * 1000:.0f} ms, worst {max(times[1:]) * 1000:.0f} ms, {size:,} bytes"
            )
            rows.append(Row(f"page {name or 'now'}", "at the server, median", statistics.median(times[1:]), note=note))
        installation.close()
    return rows


def _something_new(record, estate, lead, system) -> None:
    """Two entries, after which every picture has to be made again."""
    belief = Belief(Suspicion.SUSPECTED, record.now(), "a scan")
    state_suspicion(record, estate, lead, Subject.SYSTEM, "s1", belief, handling=SHARED)
    observe(record, estate, lead, system, Observation(Condition.OUT, record.now(), "after a page"), handling=SHARED)


def _asked(client, address) -> tuple[list[float], int]:
    times, size = [], 0
    for _ in range(TURNS):
        began = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        size = len(answer.content)
    return times, size


def _client(folder: Path):
    (key,) = sat_at(folder / "desk", 1)
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client
