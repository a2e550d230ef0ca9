"""Areas on the earth as CAP draws them: polygons and circles, checked.

Law: a polygon is closed, has four points or more, and never crosses itself.
Not here: drawing one on a map.
"""

from __future__ import annotations

import math
import re
from typing import Final

from battlebox.share.foreign.errors import Code, ForeignError

POINTS_MOST: Final = 1_000
Point = tuple[float, float]
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,15})?")
_KM_MOST: Final = 20_040
"""Half way round the earth."""


def point_of(text: str, name: str) -> Point:
    """`latitude,longitude` in degrees. Raises ForeignError."""
    parts = text.split(",")
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004 - two of them
        raise ForeignError.of(Code.BAD_POINT, name=name)
    latitude, longitude = float(parts[0]), float(parts[1])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        raise ForeignError.of(Code.BAD_POINT, name=name)
    return latitude, longitude


def polygon_of(text: str, name: str = "polygon") -> tuple[Point, ...]:
    """The points of a polygon. Raises ForeignError."""
    words = text.split()
    if len(words) > POINTS_MOST:
        raise ForeignError.of(Code.TOO_MANY, most=POINTS_MOST, what="points in one polygon")
    points = tuple(point_of(word, name) for word in words)
    if len(points) < 4:  # noqa: PLR2004 - three corners and the first once more
        raise ForeignError.of(Code.POLYGON_SMALL, name=name)
    if points[0] != points[-1]:
        raise ForeignError.of(Code.POLYGON_OPEN, name=name)
    if _crosses(points):
        raise ForeignError.of(Code.POLYGON_CROSSED, name=name)
    return points


def circle_of(text: str, name: str = "circle") -> tuple[Point, float]:
    """The middle and the radius in kilometres. Raises ForeignError."""
    middle, _, radius = text.strip().partition(" ")
    try:
        found = float(radius)
    except ValueError:
        raise ForeignError.of(Code.BAD_CIRCLE, name=name) from None
    if not math.isfinite(found) or not 0 <= found <= _KM_MOST:
        raise ForeignError.of(Code.BAD_CIRCLE, name=name)
    return point_of(middle, name), found


def _crosses(points: tuple[Point, ...]) -> bool:
    """Whether two sides meet anywhere but where neighbours join; a point that is there twice in a row counts once."""
    corners = [point for place, point in enumerate(points[:-1]) if point != points[place + 1]]
    if len(corners) < 3:  # noqa: PLR2004 - a triangle
        return True
    sides = [(corner, corners[(place + 1) % len(corners)]) for place, corner in enumerate(corners)]
    for place, (a, b) in enumerate(sides):
        for other in range(place + 1, len(sides)):
            c, d = sides[other]
            if other == place + 1 or (place == 0 and other == len(sides) - 1):
                # Neighbours share a corner; they cross only where one runs back over the other.
                shared, one, two = (b, a, d) if other == place + 1 else (a, b, c)
                if _turn(shared, one, two) == 0 and _ahead(shared, one, two):
                    return True
            elif _meet(a, b, c, d):
                return True
    return False


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _ahead(shared: Point, one: Point, two: Point) -> bool:
    return (one[0] - shared[0]) * (two[0] - shared[0]) + (one[1] - shared[1]) * (two[1] - shared[1]) > 0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0
