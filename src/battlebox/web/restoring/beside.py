"""The pages of coming back, in one row above each.

Law: every page of the row has an address.
Not here: the menu (navigation.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.web.incident.at_desk import AtDesk

BESIDE: Final = (
    ("restore", "Order of return"),
    ("gates", "Gates board"),
    ("interim", "Interim access"),
    ("indicators", "Indicators"),
    ("links", "Reconnect"),
    ("backlog", "Backlog"),
)


def beside(desk: AtDesk, here: str = "") -> list[tuple[str, str, bool]]:
    """Title, address and whether one is there."""
    return [(title, desk.at(name), name == here) for name, title in BESIDE]
