"""An estate folder of about a hundred thousand rows, valid from end to end, for timing `check`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

SYSTEMS, SERVICES, PATHS, NEEDS, ACTIONS = 12_000, 4_000, 20_000, 60_000, 4_000


def a_hundred_thousand_rows(folder: Path, seed: int = 1) -> int:
    """Write the tables; returns how many rows there are."""
    rng = Random(seed)
    folder.mkdir(parents=True)
    bodies = [f"b{number}" for number in range(33)]
    (folder / "estate.toml").write_text('title = "A region, made up"\nillustrative = true\n')
    systems = [f"s{number}" for number in range(SYSTEMS)]
    services = [f"v{number}" for number in range(SERVICES)]
    pairs = {(rng.choice(services), rng.choice(systems)) for _ in range(NEEDS)}
    tables: dict[str, tuple[Sequence[str], list[Sequence[object]]]] = {
        "bodies": (("body", "name", "kind"), [(body, body, "council") for body in bodies]),
        "systems": (
            ("system", "name", "body", "rebuild_h", "records", "owner"),
            [(name, name, rng.choice(bodies), 24, rng.randrange(10_000), "lead") for name in systems],
        ),
        "services": (
            ("service", "name", "body", "priority", "rto_h", "mtpd_h", "people", "fallback_share", "fallback_h"),
            [(name, name, rng.choice(bodies), rng.choice(["P1", "P2", "P3"]), 8, 48, 50, 0.5, 24) for name in services],
        ),
        "needs": (("of", "on", "holds_h"), [(of, on, rng.choice([0, 1, 4])) for of, on in sorted(pairs)]),
        "paths": (
            ("path", "from", "to", "kind"),
            [(f"p{number}", *rng.sample(systems, 2), "route") for number in range(PATHS)],
        ),
        "actions": (
            ("action", "name", "body", "isolates", "takes_h"),
            [
                (f"a{number}", "isolate", rng.choice(bodies), f"system:{systems[number]}", 1)
                for number in range(ACTIONS)
            ],
        ),
    }
    for name, (header, rows) in tables.items():
        write(folder / f"{name}.csv", header, rows)
    return sum(len(rows) for _, rows in tables.values())


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
