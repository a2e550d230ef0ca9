"""Spans of hours: half-open stretches, alone or as rows (node or needs row, from, to) of an array.

Law: merging keeps exactly the same hours; spans that overlap or touch become one.
Not here: what a span means (orders.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from battlebox.engine.nets import Ints, Records, frozen
from battlebox.engine.workspace import CAUSE

Stretch = tuple[int, int]


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same hours as ordered stretches that neither overlap nor touch."""
    joined: list[Stretch] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def overlap(one: list[Stretch], other: list[Stretch]) -> list[Stretch]:
    """The hours that are in both."""
    return union((max(a, c), min(b, d)) for a, b in one for c, d in other)


def rows_of(numbers: Ints, begin: int, end: int) -> Ints:
    """One row a number, all over the same stretch: [numbers, 3]."""
    rows = np.empty((len(numbers), 3), dtype=np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2] = numbers, begin, end
    return rows


def stacked(parts: Sequence[Ints]) -> Ints:
    """Arrays of rows as one."""
    return np.concatenate([np.empty((0, 3), dtype=np.int64), *parts])


def within(rows: Ints, horizon: int) -> Ints:
    """The part of each row inside hours 0 to the horizon; rows with none left are dropped."""
    rows = rows.copy()
    np.maximum(rows[:, 1], 0, out=rows[:, 1])
    np.minimum(rows[:, 2], horizon, out=rows[:, 2])
    return rows[rows[:, 1] < rows[:, 2]]


def merged(rows: Ints) -> Ints:
    """The same hours with one row for each unbroken stretch of a number, in order of when they begin."""
    if not len(rows):
        return rows
    number, begin, end = rows[np.lexsort((rows[:, 1], rows[:, 0]))].T
    # Running ends never cross from one number to the next, because each number's are lifted above all before it.
    lift = (number - number[0]) * (int(end.max()) + 1)
    running = np.maximum.accumulate(end + lift) - lift
    fresh = np.ones(len(rows), dtype=np.bool_)
    fresh[1:] = (number[1:] != number[:-1]) | (begin[1:] > running[:-1])
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(rows)) - 1
    joined = np.stack([number[first], begin[first], running[last]], axis=1)
    return joined[np.argsort(joined[:, 1], kind="stable")]


def as_causes(rows: Ints) -> Records:
    """Rows as the records kernels read (CAUSE), frozen."""
    return frozen(np.ascontiguousarray(rows).view(CAUSE).reshape(-1))
