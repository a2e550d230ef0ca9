"""What a service's outage has cost by the hour it comes back: straight pieces between the marks of its outage clock.

Law: contract section 3; each piece is costed in whole millionths of a harm unit, rounded half up, as the tally is.
Not here: when the service comes back (decode.py).
"""

from __future__ import annotations

from typing import NamedTuple

from battlebox.engine.restore.problem import Stopped


class Piece(NamedTuple):
    """From `time` on, until the next piece: `value` millionths so far, and `slope` harm units an hour."""

    time: int
    value: int
    slope: float


def pieces_of(service: Stopped, weights: tuple[float, float, float]) -> list[Piece]:
    """The pieces of a service's curve, the first at hour 0."""
    start = service.fallback_start_microhours
    end = start + (service.fallback_microhours if service.fallback_share > 0 else 0)
    marks = {0, service.rto_microhours, service.mtpd_microhours, start, end}
    cuts = sorted({0, *(mark - service.so_far_microhours for mark in marks if mark > service.so_far_microhours)})
    found: list[Piece] = []
    value = 0
    for cut in cuts:
        if found:
            value += costed(found[-1].slope, cut - found[-1].time)
        found.append(Piece(cut, value, _slope(service, weights, service.so_far_microhours + cut, (start, end))))
    return found


def _slope(service: Stopped, weights: tuple[float, float, float], tau: int, fallback: tuple[int, int]) -> float:
    if tau < 0:
        return 0.0
    weight = weights[0]
    if tau >= service.mtpd_microhours:
        weight = weights[2]
    elif tau >= service.rto_microhours:
        weight = weights[1]
    share = 1.0 - service.fallback_share if fallback[0] <= tau < fallback[1] else 1.0
    return service.base * weight * share


def costed(slope: float, span: int) -> int:
    """Harm of one stretch, in millionths."""
    return int(slope * span + 0.5)


def harm_at(pieces: list[Piece], time: int) -> int:
    """Harm in millionths of a service that comes back then."""
    piece = [row for row in pieces if row.time <= max(time, 0)][-1]
    return piece.value + costed(piece.slope, max(time, 0) - piece.time)
