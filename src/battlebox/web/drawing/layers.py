"""A layered drawing: things in columns by their distance from the middle, lines between them, few of them crossing.

Law: pure and deterministic: the order in which things and lines are handed over changes nothing; no two boxes touch.
Not here: what the boxes say (picturing/around.py), markup (templates).

Cost: a few sweeps over the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

BOX_WIDTH: Final = 200
BOX_HEIGHT: Final = 92
GAP_X: Final = 70
GAP_Y: Final = 18
MARGIN: Final = 16
ROWS_MOST: Final = 16
"""Boxes that one column holds; a longer one is broken into several side by side."""
_SWEEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Box:
    """One thing: its key, its column (0 is the middle, to the left is less) and its band (0 on top)."""

    key: str
    column: int
    band: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the middle of a box stands."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, and how large the drawing is."""

    places: dict[str, Placed]
    width: int
    height: int


def lay_out(boxes: Iterable[Box], lines: Iterable[tuple[str, str]]) -> Layout:
    """Place every box.

    1. Columns in order, each sorted by key; a column of more than `ROWS_MOST` boxes is broken.
    2. Sweeps from the middle outwards and back: each box moves towards the mean row of those it is joined to.
    3. Bands below each other; columns in the middle of their band.
    """
    known = sorted(boxes, key=lambda box: (box.band, box.column, box.key))
    near = _joined({box.key for box in known}, lines)
    places: dict[str, Placed] = {}
    xs = _columns(known)
    top = MARGIN
    for band in sorted({box.band for box in known}):
        columns = _ordered([box for box in known if box.band == band], near)
        rows = max(min(len(keys), ROWS_MOST) for keys in columns.values())
        for column, keys in columns.items():
            for part, broken in enumerate(_broken(keys)):
                shift = (rows - len(broken)) * (BOX_HEIGHT + GAP_Y) // 2
                for row, key in enumerate(broken):
                    y = top + shift + row * (BOX_HEIGHT + GAP_Y) + BOX_HEIGHT // 2
                    places[key] = Placed(xs[column][part], y)
        top += rows * (BOX_HEIGHT + GAP_Y) + 2 * GAP_Y
    width = max((place.x for place in places.values()), default=0) + BOX_WIDTH // 2 + MARGIN
    height = max((place.y for place in places.values()), default=0) + BOX_HEIGHT // 2 + MARGIN
    return Layout(places, width, height)


def _joined(keys: set[str], lines: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {key: [] for key in keys}
    for one, other in sorted(set(lines)):
        if one in near and other in near:
            near[one].append(other)
            near[other].append(one)
    return near


def _columns(boxes: Sequence[Box]) -> dict[int, list[int]]:
    """The middles of each column and of the parts it is broken into; parts away from the middle stand further out."""
    counts: dict[int, int] = {}
    for box in boxes:
        in_band = sum(each.column == box.column and each.band == box.band for each in boxes)
        counts[box.column] = max(counts.get(box.column, 0), -(-in_band // ROWS_MOST))
    xs: dict[int, list[int]] = {}
    x = MARGIN + BOX_WIDTH // 2
    for column in sorted(counts):
        parts = []
        for _ in range(counts[column]):
            parts.append(x)
            x += BOX_WIDTH + GAP_X
        xs[column] = parts[::-1] if column < 0 else parts
    return xs


def _ordered(boxes: Sequence[Box], near: dict[str, list[str]]) -> dict[int, list[str]]:
    """The keys of each column, in the order in which they stand."""
    columns: dict[int, list[str]] = {}
    for box in boxes:
        columns.setdefault(box.column, []).append(box.key)
    for _ in range(_SWEEPS):
        for column in sorted(columns, key=lambda column: (abs(column), column)):
            rows = {key: row - (len(keys) - 1) / 2 for keys in columns.values() for row, key in enumerate(keys)}
            columns[column].sort(key=lambda key: (_mean([rows[each] for each in near[key] if each in rows]), key))
    return columns


def _mean(rows: Sequence[float]) -> float:
    return sum(rows) / len(rows) if rows else 0.0


def _broken(keys: Sequence[str]) -> list[Sequence[str]]:
    parts = -(-len(keys) // ROWS_MOST)
    size = -(-len(keys) // parts)
    return [keys[start : start + size] for start in range(0, len(keys), size)]
