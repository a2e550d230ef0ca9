"""The estate as indexes and whole numbers: what kernels read.

Nodes are numbered systems first, then services, channels, and one `fallback:SERVICE` node per service. A kernel takes
the tuples apart once, at its top: taking an array out of a tuple costs more than most of the work it is for.
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
Records = NDArray[np.void]
T = TypeVar("T", bound=np.generic)

NEVER: Final = 1 << 62
"""A time that does not come."""

NEED: Final = np.dtype(
    [("of", "i4"), ("on", "i4"), ("group", "i4"), ("number", "i4"), ("holds", "i8"), ("slows", "f8")], align=True
)
"""A needs row: nodes, its group of alternatives (-1 where it slows), its row in the table, microhours, share lost."""

SERVICE: Final = np.dtype(
    [("base", "f8"), ("share", "f8"), ("rto", "i8"), ("mtpd", "i8"), ("start", "i8"), ("end", "i8"), ("people", "i8")],
    align=True,
)
"""A service: harm units an hour, fallback's share of normal, the marks on its outage clock in microhours (start = end
where there is no fallback), and 1 where harm counts as people's."""


class NeedNet(NamedTuple):
    """Needs rows sorted by what they stand on, so that the rows of a node stand together."""

    rows: Records  # NEED
    start: Ints  # [nodes + 1], into `rows`
    group_size: Indexes  # [groups]


class ServiceNet(NamedTuple):
    """What an hour of each service costs."""

    rows: Records  # SERVICE
    weights: Floats  # [3]: before RTO, after RTO, after MTPD
    nodes: Ints  # [3]: first service's node, first fallback's, how many nodes in all


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
