"""A problem as the solver's programs read it: small whole numbers, in grains of time and grains of harm.

A grain of time is the largest that divides every duration, lag and date, so that nothing is rounded. Harm has straight
pieces between grains; each slope is rounded down, so that a bound on the job is one on the problem.
Law: a plan of the job is a plan of the problem; `harm_least` is never above what a plan costs.
Not here: the programs (solving.py, floor.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from math import gcd
from typing import Any, Final

from battlebox.engine.nets import NEVER
from battlebox.engine.restore.curve import harm_at, pieces_of
from battlebox.engine.restore.net import ProblemNet

HARM_MOST: Final = 1 << 40
"""Above this many grains of harm in all, larger grains are taken: the solver's whole numbers end at 2**63."""

ROUNDED: Final = 8
"""Millionths by which the curve of one service may be rounded up."""


@dataclass(frozen=True)
class Job:
    """What to send, and how to read what comes back."""

    content: Mapping[str, Any]
    grain: int
    harm_grain: int
    harm_at_zero: int
    services: int

    @classmethod
    def of(cls, net: ProblemNet, starts: Sequence[int] | None, horizon: int) -> Job:
        """The job of a problem, with a plan to begin from, where one is known, and a time by which all is done."""
        arrays = net.net
        grain = _grain(net)
        last = -(-horizon // grain)
        curves = [pieces_of(row, net.problem.weights) for row in net.problem.services]
        points = [_points(curve, grain, last) for curve in curves]
        total = sum(harm_at(curve, last * grain) for curve in curves)
        harm_grain = reduce(gcd, (slope for each in points for _, slope in each), 0) or 1
        harm_grain *= max(1, -(-total // (HARM_MOST * harm_grain)))
        sets = [
            [
                arrays.set_on[arrays.set_first[each] : arrays.set_first[each + 1]].tolist()
                for each in range(arrays.service_first[service], arrays.service_first[service + 1])
            ]
            for service in range(len(curves))
        ]
        content = {
            "duration": [int(span) // grain for span in arrays.duration],
            "head": [-(-head // grain) for head in net.heads],
            "fixed": [None if at == NEVER else int(at) // grain for at in arrays.fixed],
            "groups": _groups(net, grain),
            "tops": _tops(net, grain),
            "uses": _uses(net),
            "capacity": arrays.capacity.tolist(),
            "services": [
                {"sets": its, "points": [(mark, slope // harm_grain) for mark, slope in each]}
                for its, each in zip(sets, points, strict=True)
            ],
            "horizon": last,
            "hint": None if starts is None else [int(start) // grain for start in starts],
        }
        return cls(content, grain, harm_grain, sum(harm_at(curve, 0) for curve in curves), len(curves))

    def starts_of(self, found: Sequence[int]) -> list[int]:
        """The starts of a plan that came back."""
        return [int(start) * self.grain for start in found]

    def harm_least(self, bound: float) -> float:
        """What a bound on the job says of the problem, in millionths of a harm unit."""
        return self.harm_at_zero + bound * self.harm_grain - ROUNDED * self.services


def _grain(net: ProblemNet) -> int:
    arrays = net.net
    times = [arrays.duration, arrays.release, arrays.row_lag, arrays.top_lag, arrays.fixed[arrays.fixed != NEVER]]
    return reduce(gcd, (int(time) for each in times for time in each), 0) or 1


def _points(curve: Sequence[Any], grain: int, last: int) -> list[tuple[int, int]]:
    """(time, slope) in grains of time and millionths of harm: exact at every grain, rounded down between marks."""
    marks = {0, last, last + 1}
    for piece in curve:
        marks |= {piece.time // grain, -(-piece.time // grain)}
    ordered = sorted(mark for mark in marks if mark <= last + 1)
    found: list[tuple[int, int]] = []
    for here, there in pairwise(ordered):
        rise = harm_at(list(curve), there * grain) - harm_at(list(curve), here * grain)
        slope = rise // (there - here)
        if not found or found[-1][1] != slope:
            found.append((here, slope))
    return found


def _groups(net: ProblemNet, grain: int) -> list[tuple[int, list[tuple[int, int]]]]:
    arrays = net.net
    pairs = list(zip(arrays.row_on.tolist(), (arrays.row_lag // grain).tolist(), strict=True))
    bounds = pairwise(arrays.row_first.tolist())
    return [
        (of, pairs[begin:end])
        for of, (begin, end) in zip(arrays.group_of.tolist(), bounds, strict=True)
        if arrays.fixed[of] == NEVER
    ]


def _tops(net: ProblemNet, grain: int) -> list[tuple[int, int, int]]:
    arrays = net.net
    return [
        (of, int(arrays.top_on[row]), int(arrays.top_lag[row]) // grain)
        for of in range(len(net.names))
        if arrays.fixed[of] == NEVER
        for row in range(arrays.top_first[of], arrays.top_first[of + 1])
    ]


def _uses(net: ProblemNet) -> list[list[tuple[int, int]]]:
    arrays = net.net
    found: list[list[tuple[int, int]]] = [[] for _ in range(len(arrays.capacity))]
    for of in range(len(net.names)):
        for use in range(arrays.use_first[of], arrays.use_first[of + 1]):
            found[arrays.use_resource[use]].append((of, int(arrays.use_amount[use])))
    return found
