"""The pages that stand beside the order of return, in one row above each.

Law: a page is in the row only once it is there, so the row has no dead links.
Not here: the menu (navigation.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.web.incident.at_desk import AtDesk

_PAGES: Final[dict[str, str]] = {}


def add_beside(title: str, route: str) -> None:
    """Put a page into the row: `add_beside("Gates board", "gates")`, beside its path."""
    _PAGES[route] = title


def beside(desk: AtDesk, here: str) -> list[tuple[str, str, bool]]:
    """Title, address and whether one is there, in the order in which they were added."""
    return [(title, desk.at(route), route == here) for route, title in _PAGES.items()]
