"""What a study stands on: the paths an attack goes by, what needs what, and what each loss costs.

A system that the attacker holds is out; what is out takes with it what cannot do without it, and attacks nobody.
Law: a pure function of the estate; what a loss costs is in whole millionths of a unit of harm.
Not here: files (folder.py), draws (block.py), what follows from a hit (weighing.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.avoiding import prices_of
from battlebox.engine.coins import coins_of
from battlebox.engine.effects import boundaries_of
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.nets import Indexes, Ints, PathNet, Records, indexes, ints

CERTAIN: Final = 1 << 32


class SystemName(NamedTuple):
    """A system of the study."""

    id: str
    body: str


class PathName(NamedTuple):
    """A path of the study; `needs` are the things that need it, by id."""

    id: str
    origin: str
    target: str
    kind: str
    owner: str
    needs: tuple[str, ...]


class Needs(NamedTuple):
    """Groups of needs: what needs one is out once all it may stand on is; one that stands by itself is a group."""

    first: Ints  # [nodes + 1], into `group`
    group: Indexes  # sorted by what is needed
    start: Ints  # [groups + 1], into `on`
    on: Indexes  # the nodes that each group may stand on
    of: Indexes  # [groups], the node that stands on it


@dataclass(frozen=True, eq=False)
class Ground:
    """Nodes are numbered systems first, then services, channels, and one fallback a service."""

    crossings: PathNet
    need_of: Indexes  # [rows], sorted by group
    need_on: Indexes  # [rows]
    need_group: Indexes  # [rows]
    nodes: Ints  # [3]: first service's node, first fallback's, how many nodes in all
    column: Indexes  # [services], 0 where harm counts as people's, 1 as that of other services
    usual: Ints  # [services], what its outage costs
    alone: Ints  # [services], what it costs where its fallback is out too
    records: Ints  # [systems]
    systems: tuple[SystemName, ...]
    paths: tuple[PathName, ...]

    @property
    def weights(self) -> tuple[Ints, Ints]:
        """All that can be lost at most, once each."""
        return self.alone, self.records

    @cached_property
    def coins(self) -> Records:
        """The crossings as the drawing of worlds reads them."""
        return coins_of(self.crossings)

    @cached_property
    def needs(self) -> Needs:
        """The needs as the weighing of worlds reads them."""
        by_on = np.argsort(self.need_on, kind="stable")
        groups = int(self.need_group[-1]) + 1 if len(self.need_group) else 0
        start = np.searchsorted(self.need_group, np.arange(groups + 1))
        return Needs(
            first=ints(np.searchsorted(self.need_on[by_on], np.arange(int(self.nodes[2]) + 1))),
            group=indexes(self.need_group[by_on]),
            start=ints(start),
            on=indexes(self.need_on),
            of=indexes(self.need_of[start[:-1]]),
        )

    @classmethod
    def of(cls, arrays: EstateArrays) -> Ground:
        """The ground of an estate. Cost: a pass over its rows. Raises EngineError where nothing can be hit."""
        if not arrays.systems:
            raise EngineError.of(Code.STUDY_EMPTY)
        over, services = _needs_over(arrays), arrays.services
        usual, alone = prices_of(arrays, arrays.estate.cyber.lasts_microhours)
        need_of, need_on, need_group = _needs(arrays)
        return cls(
            crossings=arrays.paths._replace(mean=ints(np.zeros(len(arrays.paths.target)))),  # Nothing here is timed.
            need_of=need_of,
            need_on=need_on,
            need_group=need_group,
            nodes=services.nodes,
            column=indexes([0 if row["people"] else 1 for row in services.rows]),
            usual=usual,
            alone=alone,
            records=ints(arrays.record_harm),
            systems=tuple(SystemName(row.system, row.body) for row in arrays.estate.systems),
            paths=tuple(
                PathName(row.path, row.origin, row.target, str(row.kind), row.owner or "", tuple(over[row.path]))
                for row in arrays.estate.paths
            ),
        )


def _needs(arrays: EstateArrays) -> tuple[Indexes, Indexes, Indexes]:
    """What needs what, in which group: all but what slows only, and groups that hold out as long as checking takes."""
    rows = arrays.needs.rows
    rows = rows[rows["group"] >= 0]
    lasting = np.unique(rows["group"][rows["holds"] >= arrays.estate.cyber.lasts_microhours])
    kept = rows[~np.isin(rows["group"], lasting)]
    kept = kept[np.argsort(kept["group"], kind="stable")]
    _, group = np.unique(kept["group"], return_inverse=True)
    return indexes(kept["of"]), indexes(kept["on"]), indexes(group)


def _needs_over(arrays: EstateArrays) -> dict[str, list[str]]:
    """What may need each path: by name, or for want of another between two bodies, or between those two systems."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    needs = arrays.estate.needs
    between: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
    for need in needs:
        between[frozenset((need.of, need.on))][need.of] = None
        for path in need.via:
            found[path][need.of] = None
    for row in arrays.estate.paths:
        found[row.path] |= between.get(frozenset((row.origin, row.target)), {})
    joins = boundaries_of(arrays)
    for pair, paths in joins.paths.items():
        if len(paths) == 1:
            for number in joins.rows[pair]:
                found[next(iter(paths))][needs[arrays.needs.rows["number"][number]].of] = None
    return {path: list(names) for path, names in found.items()}
