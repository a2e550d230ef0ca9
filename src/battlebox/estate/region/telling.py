"""Rows of how a made-up council reaches people and whom it rings: channels, roles, buildings, dates and clocks.

Law: nobody is named: who is rung is a role; telephone numbers are from the range that is kept for fiction, addresses
end in .example, which no site on the internet can have.
Not here: what is usual (template_telling.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.region.needs import Needs
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.stock import Shelf
from battlebox.estate.region.systems import TODAY
from battlebox.estate.template_telling import USUAL_CHANNELS, USUAL_CLOCKS

_STANDING: Final = ("urgent-number", "reception", "call-tree")
"""Channels that stand by themselves, so that a fallback may rest on them."""
_ROLES: Final = (
    ("gold", "strategic (Gold) on call"),
    ("silver", "tactical (Silver) on call"),
    ("duty-ict", "ICT duty manager"),
    ("dpo", "data protection officer"),
    ("comms", "communications on call"),
    ("adults", "duty manager, adults"),
    ("children", "duty manager, children"),
    ("housing", "duty manager, housing"),
)
_DATES: Final = (("payroll", "payroll"), ("housing-benefit", "benefit run"), ("urgent-court-work", "court"))
_BUILDINGS: Final = 5


def write_telling(shelf: Shelf, needs: Needs, pages: Pages) -> tuple[str, ...]:
    """Write the channels and the like of one council; return the channels that a fallback may rest on."""
    place, draws = shelf.place, pages.draws
    for known in USUAL_CHANNELS:
        row = known.row(place.body)
        pages.put("channels", {**row, "address": _address(known.kind, place.body, draws)})
        if known.on:
            needs.put(row["channel"], shelf.find(known.on), place.body)
    for key, role in _ROLES:
        words = {"person": f"{place.body}.{key}", "name": f"{role}, {place.name}", "body": place.body, "role": role}
        away = "" if draws.happens(0.9) else "away this week; ring the deputy"
        pages.put("people", {**words, "phone": _number(draws), "away": away, "note": "a role, not a person"})
    for number in range(1, min(_BUILDINGS, 1 + place.systems // 20) + 1):
        name = "Main offices" if number == 1 else f"Building {number}"
        pages.put("sites", {"site": f"{place.body}.building-{number}", "name": name, "body": place.body})
    pages.put("environments", _clean_room(place.body, place.systems))
    for known_clock in USUAL_CLOCKS:
        pages.put("clocks", known_clock.row(place.body))
    return tuple(f"{place.body}.{key}" for key in _STANDING)


def write_dates(body: str, services: frozenset[str], pages: Pages) -> None:
    """Write the days that a council's services must not miss."""
    for key, name in _DATES:
        if f"{body}.{key}" in services:
            when = (TODAY + timedelta(days=pages.draws.between(1, 28))).isoformat()
            pages.put("dates", {"date": f"{body}.day-{key}", "of": f"{body}.{key}", "when": when, "name": name})


def _clean_room(body: str, systems: int) -> dict[str, str]:
    capacity = str(max(1, systems // 20))
    return {
        "environment": f"{body}.clean-room",
        "name": "Clean room",
        "body": body,
        "kind": "clean room",
        "capacity": capacity,
    }


def _address(kind: str, body: str, draws: Draws) -> str:
    if kind == "phone":
        return _number(draws)
    if kind in ("mail", "chat"):
        return f"desk@{body}.example"
    return f"www.{body}.example" if kind in ("web", "social") else "main offices"


def _number(draws: Draws) -> str:
    """A number of the range that the regulator keeps for drama."""
    return f"01632 960{draws.below(1000):03d}"
