"""The desk's places: what stands in the menu of an incident, in the order of the day.

Law: a place is in the menu only once its page is there, so the menu has no dead links.
Not here: addresses (urls.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

# Key, title: the whole menu, in order. Pages add themselves.
PLACES: Final = (
    ("now", "Now"),
    ("services", "Services"),
    ("systems", "Systems"),
    ("contain", "Contain"),
    ("tasks", "Tasks"),
    ("people", "People"),
    ("reach", "Reach list"),
    ("tell", "Tell"),
    ("reports", "Reports"),
    ("partners", "Partners"),
    ("restore", "Restore"),
    ("costs", "Costs"),
    ("log", "Log"),
    ("drill", "Drill"),
    ("estate", "Estate"),
)
_ROUTES: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a menu."""

    key: str
    title: str
    address: str
    here: bool


def add_place(key: str, route: str) -> None:
    """Put a place into the menu: `add_place("now", "now")`, beside its path in urls.py."""
    if key not in dict(PLACES):
        raise KeyError(key)
    _ROUTES[key] = route


def menu(short: str, here: str = "") -> tuple[Place, ...]:
    """The menu of an incident; `here` is the key of the place one is in."""
    return tuple(
        Place(key, title, reverse(_ROUTES[key], args=(short,)), key == here) for key, title in PLACES if key in _ROUTES
    )
