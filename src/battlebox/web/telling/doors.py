"""The links that stand on the first page of Tell: pages of telling people add themselves here.

Law: a link is there only once its page is, so the page has no dead links.
Not here: the menu (navigation.py), the page itself (landing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.web.incident.at_desk import AtDesk


@dataclass(frozen=True, slots=True)
class Door:
    """One link: its words, the name of its address, and a sentence on what is behind it."""

    title: str
    route: str
    words: str


_DOORS: Final[dict[str, Door]] = {}


def add_door(title: str, route: str, words: str) -> None:
    """Put a link on the first page of Tell: `add_door("Publish", "publish", "...")`, beside its path."""
    _DOORS[route] = Door(title, route, words)


def doors(desk: AtDesk) -> list[tuple[str, str, str]]:
    """Title, address and words of each, in the order in which they were added."""
    return [(each.title, desk.at(each.route), each.words) for each in _DOORS.values()]
