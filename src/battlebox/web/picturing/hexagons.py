"""Hexagons: corners and words of cells in rows, odd rows half a cell to the right. Whole numbers only.

Law: a pure function of the places.
Not here: colours (the style sheet), what the cells mean (london.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.web.picturing.london_cells import Place

WIDE: Final = 104
HIGH: Final = 120
_STEP: Final = 90
_EDGE: Final = 4


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One cell as it is drawn: its corners, its middle, its words, and the kind that gives its pattern."""

    points: str
    x: int
    y: int
    name: str
    lines: tuple[str, str]
    words: str
    kind: str


def hexagon(place: Place, words: str, kind: str) -> Hexagon:
    """The cell of a place."""
    left = _EDGE + place.column * WIDE + (WIDE // 2 if place.row % 2 else 0)
    top = _EDGE + place.row * _STEP
    middle, quarter = left + WIDE // 2, HIGH // 4
    corners = (
        (middle, top),
        (left + WIDE, top + quarter),
        (left + WIDE, top + HIGH - quarter),
        (middle, top + HIGH),
        (left, top + HIGH - quarter),
        (left, top + quarter),
    )
    points = " ".join(f"{x},{y}" for x, y in corners)
    return Hexagon(points, middle, top + HIGH // 2, place.name, place.short, words, kind)


def drawing_size(places: Iterable[Place]) -> tuple[int, int]:
    """The width and height that hold every cell."""
    places = tuple(places)
    right = max(place.column * WIDE + (WIDE // 2 if place.row % 2 else 0) for place in places)
    return right + WIDE + 2 * _EDGE, max(place.row for place in places) * _STEP + HIGH + 2 * _EDGE
