"""Rows of actions of a made-up region: what each body could order in its own house, and at its own links.

Law: nearly every system can be isolated alone, by its host; no order names what is not there.
Not here: what an order is worth (engine).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.region.layout import Place
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.stock import KNOWN, Kept, Shelf
from battlebox.estate.region.systems import name_of
from battlebox.estate.region.ties import Tie
from battlebox.estate.template_orders import DUTY, GOLD, LIFE_LINE_COST, LIFE_LINES, SILVER, TAKES_H
from battlebox.estate.things import BodyKind, PathKind

_FORGOTTEN: Final = 0.03
"""Share of systems that nobody has written an order for."""
_LASTS: Final = {"device": "48", "site": "72", "small": "72", "test": "48"}
"""Hours to check what is quickly checked; all else takes what estate.toml says."""
_UNDO: Final = "reconnect when it is checked clean, its owner signs and the decision is logged"
_EVIDENCE: Final = "none while it stays powered on: capture memory before any power-off"
_LEFT_UNCUT: Final = 0.5
"""Share of links left from past sharing that no order cuts."""


def write_orders(
    shelf: Shelf,
    segments: Mapping[str, str],
    between: Sequence[Tie],
    names: Mapping[str, str],
    pages: Pages,
) -> None:
    """Write the orders of one body; `between` are the ties that stand in the table of paths and are its own to cut."""
    place, draws = shelf.place, pages.draws
    for kept in shelf.kept:
        if not draws.happens(_FORGOTTEN) or len(shelf.kept) == 1:
            pages.put("actions", _isolating(place, kept))
    if place.kind is BodyKind.COUNCIL:
        for row in (*_closing(shelf, segments), *_cutting(place, between, names, draws)):
            pages.put("actions", {"body": place.body, "evidence": _EVIDENCE, **row})


def _isolating(place: Place, kept: Kept) -> dict[str, str]:
    known = KNOWN.get(kept.key)
    tier = known.tier if known is not None else 2
    life = kept.key in LIFE_LINES
    ours = place.kind is BodyKind.COUNCIL
    who = GOLD if tier == 0 or life else SILVER if tier == 1 else DUTY
    return {
        "action": f"{place.body}.isolate-{kept.system.removeprefix(place.body + '.')}",
        "name": f"Isolate: {name_of(kept)}",
        "body": place.body,
        "isolates": f"system:{kept.system}",
        "takes_h": str(TAKES_H[known.hosting if known is not None and ours else "on-prem" if ours else "supplier"]),
        "lasts_h": _LASTS.get(kept.key, ""),
        "cost": str(LIFE_LINE_COST) if life else "",
        "who": who if ours else "their duty manager, when asked",
        "undo": _UNDO,
        "evidence": _EVIDENCE,
        "tell": "the leads of the services that need it",
    }


def _closing(shelf: Shelf, segments: Mapping[str, str]) -> Iterable[dict[str, str]]:
    """Orders that switch much off at once, as far as there is something to switch off."""
    body = shelf.place.body
    own = dict.fromkeys(segments[kept.system] for kept in shelf.kept)
    servers = [one for one in own if one.startswith(f"{body}.seg-servers")]
    public = [shelf.one[key] for key in ("forms", "pay") if key in shelf.one]
    cloud = [one for one in own if one.startswith(f"{body}.seg-cloud")]
    gateway = [f"system:{shelf.one['swg']}"] if "swg" in shelf.one else []
    large = [
        ("pull-internet", "Pull the internet connection", [*gateway, *_named(cloud)], "1", GOLD),
        ("power-off-servers", "Power off the servers", _named(servers), "2", GOLD),
        ("shut-network", "Shut the whole network down", _named(own), "2", GOLD),
        ("suspend-public-apps", "Suspend online forms and payments", [f"system:{one}" for one in public], "1", SILVER),
    ]
    there = [each for each in large if each[2]]
    keys = {key for key, *_ in there}
    for key, name, stops, takes_h, who in there:
        conflicts = [one for one in ("pull-internet", "power-off-servers") if key == "shut-network" and one in keys]
        yield {
            "action": f"{body}.{key}",
            "name": name,
            "stops": ";".join(stops),
            "takes_h": takes_h,
            "conflicts": ";".join(f"{body}.{one}" for one in conflicts),
            "who": who,
            "undo": "start again in order: network, directory, hosts, then by service",
            "tell": "every service lead, partners who use our systems, suppliers",
        }


def _named(segments: Iterable[str]) -> list[str]:
    return [f"segment:{one}" for one in segments]


def _cutting(place: Place, between: Sequence[Tie], names: Mapping[str, str], draws: Draws) -> Iterable[dict[str, str]]:
    """Cut every link with one other body; break a trust; hold the mail."""
    tell = "the other body's duty officer, by telephone, before or as it is done"
    for far in dict.fromkeys(tie.bodies[1] for tie in between):
        if all(tie.note for tie in between if tie.bodies[1] == far) and draws.happens(_LEFT_UNCUT):
            continue
        yield {
            "action": f"{place.body}.cut-{far}",
            "name": f"Cut every link with {names[far]}",
            "cuts": f"paths:{place.body}/{far}",
            "takes_h": "1",
            "cost": "800",
            "who": SILVER,
            "undo": "reopen one rule at a time, after both sides accept the other's assurance",
            "tell": tell,
        }
    for kind, key, name, takes_h in (
        (PathKind.TRUST, "break-trusts", "Break the trusts with other bodies' directories", "2"),
        (PathKind.MAIL, "hold-mail", "Hold other bodies' mail, and warn staff off its links", "1"),
    ):
        paths = [tie.path for tie in between if tie.kind is kind]
        if paths:
            yield {
                "action": f"{place.body}.{key}",
                "name": name,
                "cuts": ";".join(f"path:{one}" for one in paths),
                "takes_h": takes_h,
                "cost": "500",
                "who": SILVER,
                "undo": "make it anew, with new secrets",
                "tell": tell,
            }


def own_ties(between: Iterable[Tie], kept: Collection[str]) -> dict[str, list[Tie]]:
    """The ties in the table of paths, by the body they were made for."""
    found: dict[str, list[Tie]] = {}
    for tie in between:
        if tie.path in kept:
            found.setdefault(tie.bodies[0], []).append(tie)
    return found
