"""Time the pages of an incident at the server, on 2,000 systems and 300 services with some hundreds of entries.

Law: what is timed is a whole answer, from request to bytes; the first after a new entry stands beside the others.
Not here: forty users at once (that is a load run), the browser.

Use: python bench/pages.py [entries]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from large_desk import SERVICES, SYSTEMS, lived_in, sat_at

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


def main(entries: int = 400) -> None:
    """Print a table of medians and worst answers."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        client = _client(folder)
        installation, record, lead, estate = lived_in(folder / "incidents-of-bench", entries)
        from battlebox.web import records
        from battlebox.web.collecting import collect_rarely

        records.use(installation)
        collect_rarely()
        short = record.incident[:8]
        print(f"{SYSTEMS:,} systems, {SERVICES} services, {len(estate.needs):,} needs, {record.arrived} entries")
        print(f"{'page':<28}{'first after an entry':>22}{'median':>10}{'worst':>10}   ms, bytes")
        client.get(f"/i/{short}/systems/")  # Reading the estate and loading the kernels is paid once, at start.
        pages = (
            "services/", "services/v7/", "fallbacks/", "systems/", "systems/?systems-sort=-services",
            "systems/?systems-words=suspected", "systems/s0/", "ways/", "bodies/", "channels/", "orders/", "orders/a0/",
            "around/s0/?steps=1", "around/s0/?steps=3",
        )  # fmt: skip
        for page in pages:
            belief = Belief(Suspicion.SUSPECTED, record.now(), "a scan")
            times, size = [], 0
            for turn in range(TURNS):
                if turn == 0:
                    state_suspicion(record, estate, lead, Subject.SYSTEM, "s1", belief, handling=SHARED)
                    seen = Observation(Condition.OUT, record.now(), f"after {page}")
                    observe(record, estate, lead, f"s{len(page) + 50}", seen, handling=SHARED)
                start = time.perf_counter()
                answer = client.get(f"/i/{short}/{page}")
                times.append((time.perf_counter() - start) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{page} answered {answer.status_code}")
                size = len(answer.content)
            row = times[0], statistics.median(times[1:]), max(times[1:])
            print(f"{page:<34}{row[0]:>16.0f}{row[1]:>10.0f}{row[2]:>10.0f}   {size:,}")
        installation.close()


def _client(folder: Path):
    (key,) = sat_at(folder / "desk", 1)
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
