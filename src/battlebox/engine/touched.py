"""What stands at each thing of an estate: crossings out of it and into it, needs on either side, needs over each path.

Law: asking costs what is found, not what the estate holds. Needs go by their number in the table; a fallback stands on
its service's side of every boundary.
Not here: what an order does with them (effects.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Indexes, Ints, ints

_NONE: Final = ints([])


class Listed(NamedTuple):
    """Numbers that stand under others: those of `key` are `held[start[key] : start[key + 1]]`, ascending."""

    start: Ints
    held: Ints

    @classmethod
    def under(cls, keys: Ints | Indexes, many: int) -> Listed:
        """The places of `keys`, under each of their values below `many`."""
        order = np.argsort(keys, kind="stable")
        return cls(np.searchsorted(keys[order], np.arange(many + 1)), order)

    def of(self, keys: Ints) -> Ints:
        """All numbers that stand under any of these."""
        first, sizes = self.start[keys], self.start[keys + 1] - self.start[keys]
        before = np.cumsum(sizes) - sizes
        found: Ints = self.held[np.arange(int(sizes.sum())) + np.repeat(first - before, sizes)]
        return found


class Touched:
    """Lists by node and by path, each made when it is first asked for."""

    def __init__(self, arrays: EstateArrays) -> None:
        self.arrays = arrays

    def out_of(self, nodes: Ints) -> Ints:
        """Crossings out of any of these."""
        return self._out.of(nodes[nodes < self.arrays.systems])

    def into(self, nodes: Ints) -> Ints:
        """Crossings into any of these."""
        return self._into.of(nodes[nodes < self.arrays.systems])

    def crossings_of(self, paths: Collection[str]) -> Ints:
        """The one or two crossings of each of these paths."""
        return self._by_path.of(ints([self._number_of_path[path] for path in paths])) if paths else _NONE

    def needs_of(self, nodes: Ints) -> Ints:
        """Needs that any of these, or their fallbacks, have."""
        return self._needs[0].of(nodes)

    def needs_on(self, nodes: Ints) -> Ints:
        """Needs that stand on any of these."""
        return self._needs[1].of(nodes)

    def needs_over(self, paths: Ints) -> Ints:
        """Needs that run over any of these paths, given by number."""
        runs, needs = self._routes
        return needs[runs.of(paths)] if len(needs) else _NONE

    @cached_property
    def row_of_need(self) -> Ints:
        """Where each row of the needs table stands in `arrays.needs.rows`."""
        rows = np.empty(len(self.arrays.needs.rows), dtype=np.int64)
        rows[self.arrays.needs.rows["number"]] = np.arange(len(rows))
        return rows

    @cached_property
    def _number_of_path(self) -> Mapping[str, int]:
        return {row.path: number for number, row in enumerate(self.arrays.estate.paths)}

    @cached_property
    def _out(self) -> Listed:
        return Listed(self.arrays.paths.start, np.arange(len(self.arrays.paths.target)))

    @cached_property
    def _into(self) -> Listed:
        return Listed.under(self.arrays.paths.target, self.arrays.systems)

    @cached_property
    def _by_path(self) -> Listed:
        return Listed.under(self.arrays.paths.path, len(self.arrays.estate.paths))

    @cached_property
    def _needs(self) -> tuple[Listed, Listed]:
        arrays, rows = self.arrays, self.arrays.needs.rows[self.row_of_need]
        side = np.arange(len(arrays.names))
        first, fallbacks, end = arrays.services.nodes
        side[fallbacks:end] = np.arange(first, first + end - fallbacks)
        return Listed.under(side[rows["of"]], len(side)), Listed.under(side[rows["on"]], len(side))

    @cached_property
    def _routes(self) -> tuple[Listed, Ints]:
        """Runs by the path they go over, and the need of each run."""
        numbers = self._number_of_path
        needs = enumerate(self.arrays.estate.needs)
        runs = [(numbers[path], need) for need, row in needs for path in row.via if path in numbers]
        over, need = np.array(runs, dtype=np.int64).reshape(-1, 2).T
        return Listed.under(over, len(numbers)), need
