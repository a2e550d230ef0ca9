"""The estate as indexes and whole numbers: what kernels read.

Nodes are numbered systems first, then services, channels, and one `fallback:SERVICE` node per service.
Law: everything here is frozen when made; times are microhours, shares and rates are floats, -1 means none.
Not here: names (arrays.py), plans (plans.py), worlds (worlds.py).
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Indexes = NDArray[np.int32]
Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)

NEVER: Final = 1 << 62
"""A time that does not come."""


class NeedNet(NamedTuple):
    """Needs rows, the groups of alternatives they stand in, and the rows that stand on each node."""

    of: Indexes  # [rows]
    on: Indexes  # [rows]
    holds: Ints  # [rows]
    slows: Floats  # [rows], 0 where the row stops its `of`
    group: Indexes  # [rows], -1 where it slows
    group_size: Indexes  # [groups]
    start: Ints  # [nodes + 1], into `rows`
    rows: Indexes  # [rows], by `on`


class ServiceNet(NamedTuple):
    """What an hour of each service costs, and the marks on its outage clock."""

    first_node: int
    first_fallback: int
    base: Floats  # [services], harm units an hour
    is_people: Flags  # [services]
    marks: Ints  # [services, 4]: RTO, MTPD, fallback start, fallback end (start = end where there is none)
    share: Floats  # [services], fallback's share of normal
    weights: Floats  # [3]: before RTO, after RTO, after MTPD


class PathNet(NamedTuple):
    """Directed crossings between systems, sorted by where they start."""

    start: Ints  # [systems + 1]
    source: Indexes  # [crossings]
    target: Indexes  # [crossings]
    threshold: Keys  # [crossings], the chance in units of 2**-32
    mean: Ints  # [crossings]
    key: Keys  # [crossings]
    path: Indexes  # [crossings], row of the paths table


def frozen(array: NDArray[T]) -> NDArray[T]:
    """The same array, never to be written again."""
    array.setflags(write=False)
    return array


def ints(values: object) -> Ints:
    """A frozen array of 64-bit integers."""
    return frozen(np.array(values, dtype=np.int64).reshape(-1))


def indexes(values: object) -> Indexes:
    """A frozen array of row numbers."""
    return frozen(np.array(values, dtype=np.int32).reshape(-1))


def floats(values: object) -> Floats:
    """A frozen array of floats."""
    return frozen(np.array(values, dtype=np.float64).reshape(-1))
