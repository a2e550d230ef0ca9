"""Rows of services of a made-up region, with what each needs, what is done without it, and whether that was tried.

Law: services, priorities and hours are the catalogue's; a large council gives some of them by area, in the catalogue's
own shares; every council gives at least one.
Not here: which services councils give (catalogue.py), channels (telling.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from battlebox.estate.catalogue import KNOWN_SERVICES, KnownService
from battlebox.estate.region.draws import Draws
from battlebox.estate.region.needs import SLOWED, Needs
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.stock import Shelf
from battlebox.estate.region.systems import TODAY
from battlebox.estate.template import NOT_PUBLIC
from battlebox.estate.things import Priority

TRIED: Final = 0.42
"""Share of fallbacks that somebody has ever tried."""

_AREAS_FROM: Final = 150
"""Systems from which a council gives services by area."""
_AREAS_PER: Final = 0.116
"""Services by area for each further system: 2,000 systems give about 300 services."""
_HAS_FALLBACK: Final = {Priority.P1: 0.85, Priority.P2: 0.7, Priority.P3: 0.5, Priority.P4: 0.3}
_FALLBACKS: Final = (
    "paper forms, and a printed list of open cases",
    "the duty officer by mobile telephone, from the printed list",
    "the contractor goes on from the last printed rota",
    "a neighbouring council takes the calls",
    "reception desks, with forms that are keyed in later",
    "payments made from the last file that the bank took",
)


def write_services(shelf: Shelf, needs: Needs, channels: tuple[str, ...], pages: Pages) -> frozenset[str]:
    """Write the services of one council, and return their ids; `channels` are those a fallback may rest on."""
    draws = pages.draws
    given = [known for known in KNOWN_SERVICES if _could(known, shelf)]
    more = max(0, int((shelf.place.systems - _AREAS_FROM) * _AREAS_PER)) if given else 0
    deck: list[KnownService] = []
    areas: dict[str, int] = {}
    every = [(known, 0) for known in given] or [(KNOWN_SERVICES[0], 0)]
    for _ in range(more):
        deck = deck or list(draws.some_of(given, len(given)))
        known = deck.pop()
        areas[known.key] = areas.get(known.key, 0) + 1
        every.append((known, areas[known.key]))
    written: set[str] = set()
    for known, area in every:
        service = f"{shelf.place.body}.{known.key}" + (f"-area-{area}" if area else "")
        written.add(service)
        row = _service(service, known, area, shelf, draws)
        pages.put("services", dict(row))
        _needs(service, known, area, shelf, needs)
        if row["fallback_h"] and channels and draws.happens(0.4):
            needs.put(f"fallback:{service}", draws.one_of(channels), shelf.place.body)
    return frozenset(written)


def _could(known: KnownService, shelf: Shelf) -> bool:
    """Whether the council has anything that the service cannot do without."""
    wanted = (*(key for key, _ in known.leans.stops), *known.leans.any_of)
    return any(shelf.find(key) is not None for key in wanted)


def _needs(service: str, known: KnownService, area: int, shelf: Shelf, needs: Needs) -> None:
    body, draws = shelf.place.body, needs.draws
    if _could(known, shelf):
        needs.leans(service, known.leans, shelf, slows=True)
    else:
        needs.put(service, shelf.kept[0].system, body)
    devices = shelf.more.get("device", ())
    if area and devices:
        needs.put(service, draws.one_of(devices).system, body, slows="0.5")
    elif "euc" not in known.leans.keys:
        needs.put(service, shelf.find("euc"), body, slows=draws.one_of(SLOWED))


def _service(service: str, known: KnownService, area: int, shelf: Shelf, draws: Draws) -> dict[str, str]:
    place = shelf.place
    people = known.people * place.size * (0.7 + 0.6 * draws.share()) * (0.25 if area else 1)
    return {
        "service": service,
        "name": f"{known.name}: area {area}" if area else known.name,
        "body": place.body,
        "lgsl": "" if known.lgsl is None else str(known.lgsl),
        "priority": known.priority.value,
        "protects": known.protects.value,
        "rto_h": str(known.rto_h),
        "mtpd_h": str(known.mtpd_h),
        "people": str(max(1, round(people))),
        "vulnerable": f"{known.vulnerable:g}",
        "audience": NOT_PUBLIC.get(known.key, "public"),
        "owner": "" if draws.happens(0.08) else f"head of {known.group.lower()}",
        "deputy": "" if draws.happens(0.25) else f"duty manager, {known.group.lower()}",
        **_fallback(known, draws),
    }


def _fallback(known: KnownService, draws: Draws) -> dict[str, str]:
    if not draws.happens(_HAS_FALLBACK[known.priority]):
        return {"fallback_h": ""}
    days = 1 + int(1_000 * draws.share() ** 2)
    return {
        "fallback": draws.one_of(_FALLBACKS),
        "fallback_share": draws.one_of(("0.2", "0.3", "0.5", "0.5", "0.6", "0.8")),
        "fallback_start_h": draws.one_of(("0", "1", "2", "4")),
        "fallback_h": draws.one_of(("24", "48", "72", "168", "336")),
        "fallback_staff": str(draws.between(1, 8)),
        "fallback_tested_on": (TODAY - timedelta(days=days)).isoformat() if draws.happens(TRIED) else "",
    }
