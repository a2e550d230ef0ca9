"""A large desk, made up: 2,000 systems and 300 services of three councils, and an incident with a long record.

Law: the same seed gives the same estate and the same statements.
Not here: timing (pages.py, desk_load.py).
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from battlebox.desk.picture import (
    Belief,
    Cause,
    Condition,
    Fallback,
    Observation,
    Subject,
    Suspicion,
    adopt_estate,
    estate_in_use,
    give_order,
    invoke,
    observe,
    state_suspicion,
)
from battlebox.desk.record import Handling, Installation, Note, Sight, open_incident, write_note
from battlebox.estate import RawTable, RawTables, read_tables
from battlebox.marking import Tlp

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from desk.room import StillWatch, officer, shipped

SYSTEMS, SERVICES, PATHS, ACTIONS, CHANNELS = 2_000, 300, 3_000, 400, 60
BODIES = ("northmere", "eastholt", "farwick")
FACTS = ("rang the host", "the supplier called back", "a user saw a blank screen", "mail is slow", "the bridge met")


def large_estate(seed: int = 1):
    """Tables of three councils; systems in layers, so that what rests on the lowest has much above it."""
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


def lived_in(folder: Path, entries: int, notes: int = 0, *, tables=None, bodies=BODIES, hosted=2):  # noqa: PLR0913 - what it is made of
    """An incident with so many statements about systems, services, orders and fallbacks, and so many lines in its log.

    Three days of them, the last of them now. The first `hosted` bodies write at this desk.
    """
    watch = StillWatch(at=datetime.now(UTC).replace(microsecond=0) - timedelta(days=3))
    step = timedelta(days=3) / (entries + notes + 1)
    installation = Installation(folder, watch)
    record = installation.found(bodies[:hosted], bodies[hosted:], title="Blue kettle")
    shared = Handling(Tlp.AMBER, frozenset(bodies[:hosted]))
    lead, *others = (officer(body) for body in bodies[:hosted])
    open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=shared)
    adopt_estate(record, lead, installation.shelf, tables or large_estate(), source="made up", handling=shared)
    estate = estate_in_use(Sight.of(record, lead), installation.shelf).estate
    rng = Random(2)
    state = _Stating(record, estate, lead, shared, rng)
    every = max(1, (entries + notes) // max(1, entries))
    for n in range(entries + notes):
        watch.at += step
        if n % every == 0:
            state.one(n // every)
        else:
            facts = f"{rng.choice(FACTS)}, line {n}, of {rng.choice(estate.systems).system}"
            write_note(record, rng.choice((lead, *others)), Note(facts, record.now(), "duty engineer"), handling=shared)
    return installation, record, lead, estate


class _Stating:
    """One statement after another, of every kind."""

    def __init__(self, record, estate, lead, shared, rng):
        self.record, self.estate, self.lead, self.shared, self.rng = record, estate, lead, shared, rng
        self.actions = iter([row.action for row in estate.actions if row.body == lead.body])
        self.services = iter([row.service for row in estate.services if row.body == lead.body and row.has_fallback])

    def one(self, n):
        record, estate, lead, shared = self.record, self.estate, self.lead, self.shared
        system = self.rng.choice(estate.systems).system
        action = next(self.actions, None) if n % 8 == 1 else None
        service = next(self.services, None) if n % 16 == 2 else None
        if n % 8 == 0:
            seen = Observation(Condition.OUT, record.now(), "duty engineer", Cause.ATTACKER)
            observe(record, estate, lead, system, seen, handling=shared)
        elif action is not None:
            said = {"who": "duty engineer", "memory": "saved before", "word": "the chief executive's, by telephone"}
            give_order(record, estate, lead, action, **said, handling=shared)
        elif service is not None:
            running = Fallback(True, record.now(), "duty manager", 3)
            invoke(record, estate, lead, service, running, handling=shared)
        else:
            belief = Belief(self.rng.choice(list(Suspicion)), record.now(), "a scan", checked="all of it")
            state_suspicion(record, estate, lead, Subject.SYSTEM, system, belief, handling=shared)


def sat_at(folder: Path, officers: int, bodies=BODIES, hosted=2) -> list[str]:
    """Accounts of the bodies that write at the desk in this folder, signed in; the keys of their sessions."""
    import django
    from django.conf import settings
    from django.test import Client

    from battlebox.web.settings import django_settings
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.folder import prepare

    desk = DeskSettings(data=folder)
    settings.configure(**{**django_settings(desk, secret=prepare(desk), unsafe_passwords=True), "ALLOWED_HOSTS": ["*"]})
    django.setup()
    from battlebox.web.models import Membership, Officer
    from battlebox.web.starting import start

    start.bring_up_to_date(desk)
    start._lay_out(desk)  # noqa: SLF001 - the bench starts a desk without serving it
    keys = []
    for n in range(officers):
        account = Officer.objects.join(f"bench.{n}", f"Officer {n}", "a long enough one")
        body = bodies[n % hosted]
        Membership.objects.create(officer=account, body=body, role="tactical", admin=False, incident="")
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return keys


def main(folder: str, estate: str, entries: str, officers: str) -> None:
    """Fill a data folder for a load run, and say as JSON which incident it holds and who is signed in.

    The estate is the large one, one that is shipped, or that of a folder, all of whose bodies then sit at the desk.
    """
    hosted = 2
    if estate == "large":
        tables, bodies = None, BODIES
    elif Path(estate).is_dir():
        tables = read_tables(Path(estate))
        named = tables.tables["bodies"]
        bodies = tuple(row[named.header.index("body")] for row in named.rows)
        hosted = len(bodies)
    else:
        tables, bodies = shipped(estate), ("rbkc", "wcc", "hf")
    keys = sat_at(Path(folder), int(officers), bodies, hosted)
    # One entry in ten changes the picture; the others are lines of the log.
    state = max(1, min(int(entries) // 10, 2_000))
    started = time.perf_counter()
    more = {"tables": tables, "bodies": bodies, "hosted": hosted}
    installation, record, _, used = lived_in(Path(folder), state, int(entries) - state, **more)
    told = {
        "incident": record.incident,
        "entries": record.arrived,
        "filled_seconds": time.perf_counter() - started,
        "keys": keys,
        "systems": [row.system for row in used.systems],
        "services": [row.service for row in used.services],
        "actions": [row.action for row in used.actions],
    }
    installation.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
