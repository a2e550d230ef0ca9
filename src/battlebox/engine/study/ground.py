"""What a study stands on: one graph of where an attack goes and of what then stops, and what each of its places costs.

Places are numbered: systems as the attacker holds them, then every node of the estate as it is out. What is held is
out; what is out takes with it what cannot do without it, and attacks nobody.
Law: a pure function of the estate; weights are whole millionths of a unit of harm.
Not here: files (folder.py), draws (block.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.coins import coins_of
from battlebox.engine.effects import boundaries_of
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.nets import Ints, PathNet, Records, frozen, indexes, ints
from battlebox.engine.tally import harm_of_outage

CERTAIN: Final = 1 << 32
NO_PATH: Final = -1


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


@dataclass(frozen=True, eq=False)
class Ground:
    """`weights` are those of people, other services and records, [places] each."""

    crossings: PathNet
    weights: tuple[Ints, Ints, Ints]
    systems: tuple[SystemName, ...]
    paths: tuple[PathName, ...]

    @cached_property
    def coins(self) -> Records:
        """The crossings as the drawing of worlds reads them."""
        return coins_of(self.crossings)

    @classmethod
    def of(cls, arrays: EstateArrays) -> Ground:
        """The ground of an estate. Cost: a pass over its rows. Raises EngineError where nothing can be hit."""
        if not arrays.systems:
            raise EngineError.of(Code.STUDY_EMPTY)
        over = _needs_over(arrays)
        return cls(
            crossings=_crossings(arrays),
            weights=_weights(arrays),
            systems=tuple(SystemName(row.system, row.body) for row in arrays.estate.systems),
            paths=tuple(
                PathName(row.path, row.origin, row.target, str(row.kind), row.owner or "", tuple(over[row.path]))
                for row in arrays.estate.paths
            ),
        )


def _crossings(arrays: EstateArrays) -> PathNet:
    """Paths between what is held, held to out, and every need that nothing else can fill."""
    paths, needs, systems = arrays.paths, arrays.needs, arrays.systems
    rows = needs.rows
    fallbacks = arrays.services.nodes[1]
    alone = np.zeros(len(rows), dtype=np.bool_)
    grouped = rows["group"] >= 0
    alone[grouped] = needs.group_size[rows["group"][grouped]] == 1
    kept = alone & (rows["holds"] < arrays.estate.cyber.lasts_microhours) & (rows["of"] < fallbacks)
    held = np.arange(systems)
    certain = systems + int(kept.sum())
    source = np.concatenate([paths.source, held, rows["on"][kept] + systems]).astype(np.int64)
    target = np.concatenate([paths.target, held + systems, rows["of"][kept] + systems])
    threshold = np.concatenate([paths.threshold, np.full(certain, CERTAIN, dtype=np.uint64)])
    key = np.concatenate([paths.key, np.zeros(certain, dtype=np.uint64)])
    path = np.concatenate([paths.path, np.full(certain, NO_PATH, dtype=np.int32)])
    order = np.argsort(source, kind="stable")
    return PathNet(
        start=ints(np.searchsorted(source[order], np.arange(systems + len(arrays.names) + 1))),
        source=indexes(source[order]),
        target=indexes(target[order]),
        threshold=frozen(threshold[order]),
        mean=ints(np.zeros(len(order))),  # Nothing here is timed.
        key=frozen(key[order]),
        path=indexes(path[order]),
    )


def _weights(arrays: EstateArrays) -> tuple[Ints, Ints, Ints]:
    people, service, records = np.zeros((3, arrays.systems + len(arrays.names)), dtype=np.int64)
    records[: arrays.systems] = arrays.record_harm
    first = arrays.systems + int(arrays.services.nodes[0])
    for number, row in enumerate(arrays.services.rows):
        kind = people if row["people"] else service
        kind[first + number] = harm_of_outage(arrays.services, number, arrays.estate.cyber.lasts_microhours)
    return frozen(people), frozen(service), frozen(records)


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
