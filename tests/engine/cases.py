"""A small estate of three councils for each case to bend: Northmere hit, Eastholt shares its IT, Farwick a stranger.

Law: nothing needs anything and no order exists until the case says so.
Not here: random estates (estates.py).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.estate import (
    MICROHOURS,
    Action,
    Body,
    BodyKind,
    Channel,
    Cyber,
    Estate,
    Need,
    Path,
    PathKind,
    Priority,
    Protects,
    Segment,
    Service,
    System,
)

HOMES = {"bins": "eastholt", "lookout": "farwick"}

PLAIN = Service(
    "homelessness",
    "Homelessness",
    "northmere",
    Priority.P1,
    rto_microhours=4 * MICROHOURS,
    mtpd_microhours=48 * MICROHOURS,
    people=24,
    protects=Protects.SHELTER,
)


def service(name: str, **cells) -> Service:
    """A P1 service of one person an hour, at home where `HOMES` says."""
    return replace(PLAIN, service=name, name=name.title(), body=HOMES.get(name, "northmere"), **cells)


def path(name: str, origin: str, target: str, chance: float = 1.0, hours: float = 0, **cells) -> Path:
    """A way from one system to another."""
    return Path(name, origin, target, PathKind.ROUTE, chance, round(hours * MICROHOURS), **cells)


def action(name: str, *, takes: float = 0, lasts: float = 168, **cells) -> Action:
    """An order Northmere may give, with its times in hours."""
    times = {"takes_microhours": round(takes * MICROHOURS), "lasts_microhours": round(lasts * MICROHOURS)}
    return Action(name, name.title(), "northmere", **times, **cells)


SYSTEMS = (
    System("mail", "Mail", "northmere", segment="northmere-office"),
    System("login", "Login", "northmere", segment="northmere-office"),
    System("rounds", "Rounds", "eastholt"),
    System("beacon", "Beacon", "farwick"),
)
PATHS = (path("shared-route", "mail", "rounds"), path("shared-trust", "rounds", "login"))


def council_estate(
    *,
    systems: tuple[System, ...] = SYSTEMS,
    services: tuple[Service, ...] | None = None,
    needs: tuple[Need, ...] = (),
    paths: tuple[Path, ...] = PATHS,
    actions: tuple[tuple[str, dict[str, object]] | Action, ...] = (),
    cyber: Cyber | None = None,
) -> Estate:
    """The three councils with what the case adds."""
    return Estate(
        title="Three councils",
        bodies=tuple(Body(name, name.title(), BodyKind.COUNCIL) for name in ("northmere", "eastholt", "farwick")),
        segments=(Segment("northmere-office", "Office", "northmere"),),
        systems=systems,
        services=services or tuple(service(name) for name in ("homelessness", "bins", "lookout")),
        channels=(Channel("phones", "Phones", "northmere", "public", "phone", "-"),),
        needs=needs,
        paths=paths,
        actions=tuple(row if isinstance(row, Action) else action(row[0], **row[1]) for row in actions),
        cyber=cyber or Cyber(destructive_chance=1.0, strike_microhours=0),
    )
