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
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

SYSTEMS, SERVICES, PATHS, ACTIONS, CHANNELS = 2_000, 300, 3_000, 400, 60
BODIES = ("northmere", "eastholt", "farwick")
TURNS = 15


def large_estate(seed: int = 1):
    """Tables of three councils; systems in layers, so that what rests on the lowest has much above it."""
    from battlebox.estate import RawTable, RawTables

    rng = Random(seed)
    systems = [f"s{n}" for n in range(SYSTEMS)]
    services = [f"v{n}" for n in range(SERVICES)]
    needs = {(systems[n], systems[rng.randrange(n // 4 + 1)]) for n in range(40, SYSTEMS)}
    needs |= {(each, rng.choice(systems[40:])) for each in services for _ in range(4)}

    def table(header, rows):
        return RawTable(tuple(header.split(",")), tuple(tuple(str(cell) for cell in row) for row in rows))

    tables = {
        "bodies": table("body,name,kind", [(body, f"{body.title()} Council", "council") for body in BODIES]),
        "systems": table("system,name,body", [(each, f"System {each}", rng.choice(BODIES)) for each in systems]),
        "services": table(
            "service,name,body,priority,protects,rto_h,mtpd_h,people,vulnerable,fallback,fallback_share,fallback_h",
            [
                (each, f"Service {each}", rng.choice(BODIES), rng.choice(["P1", "P2", "P3"]),
                 rng.choice(["life", "safety", "money", "other"]), 8, 48, 50, 0.2, "paper", 0.5, 24)
                for each in services
            ],
        ),
        "channels": table(
            "channel,name,body,audience,kind,address",
            [(f"c{n}", f"Line {n}", rng.choice(BODIES), "public", "phone", "a number") for n in range(CHANNELS)],
        ),
        "needs": table("of,on,holds_h", [(of, on, rng.choice([0, 1, 4])) for of, on in sorted(needs)]),
        "paths": table(
            "path,from,to,kind", [(f"p{n}", *rng.sample(systems, 2), "route") for n in range(PATHS)]
        ),
        "actions": table(
            "action,name,body,isolates,takes_h",
            [(f"a{n}", f"Isolate {systems[n]}", BODIES[n % 3], f"system:{systems[n]}", 1) for n in range(ACTIONS)],
        ),
    }  # fmt: skip
    return RawTables(tables, {"title": "Three large councils", "illustrative": "true"})


def lived_in(folder: Path, entries: int):
    """An incident with so many statements about systems, services, orders and fallbacks."""
    from battlebox import desk
    from desk.room import SHARED, StillWatch, officer

    installation = desk.Installation(folder, StillWatch())
    record = installation.found(BODIES[:2], (), title="Blue kettle")
    lead = officer("northmere")
    desk.open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=SHARED)
    desk.adopt_estate(record, lead, installation.shelf, large_estate(), source="made up", handling=SHARED)
    estate = desk.estate_in_use(desk.Sight.of(record, lead), installation.shelf).estate
    rng = Random(2)
    ours = iter([row.action for row in estate.actions if row.body == "northmere"])
    given = iter([row.service for row in estate.services if row.body == "northmere"])
    for n in range(entries):
        system = f"s{rng.randrange(SYSTEMS)}"
        if n % 8 == 0:
            seen = desk.Observation(desk.Condition.OUT, record.now(), "duty engineer", desk.Cause.ATTACKER)
            desk.observe(record, estate, lead, system, seen, handling=SHARED)
        elif n % 8 == 1:
            desk.give_order(record, estate, lead, next(ours), who="duty engineer", handling=SHARED)
        elif n % 16 == 2:
            running = desk.Fallback(True, record.now(), "duty manager", 3)
            desk.invoke(record, estate, lead, next(given), running, handling=SHARED)
        else:
            belief = desk.Belief(rng.choice(list(desk.Suspicion)), record.now(), "a scan", checked="all of it")
            desk.state_suspicion(record, estate, lead, desk.Subject.SYSTEM, system, belief, handling=SHARED)
    return installation, record, lead, estate


def main(entries: int = 400) -> None:
    """Print a table of medians and worst answers."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        client = _client(folder)
        installation, record, lead, estate = lived_in(folder / "incidents-of-bench", entries)
        from battlebox import desk
        from battlebox.web import records
        from battlebox.web.collecting import collect_rarely
        from desk.room import SHARED

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
            belief = desk.Belief(desk.Suspicion.SUSPECTED, record.now(), "a scan")
            times, size = [], 0
            for turn in range(TURNS):
                if turn == 0:
                    desk.state_suspicion(record, estate, lead, desk.Subject.SYSTEM, "s1", belief, handling=SHARED)
                    seen = desk.Observation(desk.Condition.OUT, record.now(), f"after {page}")
                    desk.observe(record, estate, lead, f"s{len(page) + 50}", seen, handling=SHARED)
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
    import django
    from django.conf import settings
    from django.test import Client

    from battlebox.web.desk_settings import DeskSettings
    from battlebox.web.folder import prepare
    from battlebox.web.settings import django_settings

    desk = DeskSettings(data=folder / "desk")
    settings.configure(**{**django_settings(desk, secret=prepare(desk), unsafe_passwords=True), "ALLOWED_HOSTS": ["*"]})
    django.setup()
    from battlebox.web import start
    from battlebox.web.models import Membership, Officer

    start.bring_up_to_date(desk)
    start._lay_out(desk)  # noqa: SLF001 - the bench starts a desk without serving it
    officer = Officer.objects.join("bench", "An officer", "a long enough one")
    Membership.objects.create(officer=officer, body="northmere", role="tactical", admin=False, incident="")
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
