"""An estate made ready for arithmetic: names become indexes, once.

Law: every answer about one estate is computed from one `EstateArrays`; it holds no state and never changes.
Not here: what an order closes (effects.py), worlds (worlds.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from battlebox.engine.coins import coins_of
from battlebox.engine.draws import keys_of
from battlebox.engine.nets import NEED, SERVICE, NeedNet, PathNet, Records, ServiceNet, floats, frozen, indexes, ints
from battlebox.estate import Estate, Need, Service

FALLBACK = "fallback:"


@dataclass(frozen=True, eq=False)
class EstateArrays:
    """One estate, indexed. `node_of` finds a system, service, channel or `fallback:SERVICE` by its id.

    Two are never equal, even of one estate, so that what follows from one can be kept under it.
    """

    estate: Estate
    names: tuple[str, ...]
    node_of: Mapping[str, int]
    needs: NeedNet
    services: ServiceNet
    paths: PathNet
    record_harm: np.ndarray[tuple[int], np.dtype[np.int64]]

    @classmethod
    def of(cls, estate: Estate) -> EstateArrays:
        """Index an estate. Cost: a pass over its rows."""
        names = (
            *(row.system for row in estate.systems),
            *(row.service for row in estate.services),
            *(row.channel for row in estate.channels),
            *(FALLBACK + row.service for row in estate.services),
        )
        node_of = {name: node for node, name in enumerate(names)}
        weights = estate.harm
        record_harm = [
            round(row.records * (weights.per_record + row.sensitive * weights.per_sensitive) * 1e6)
            for row in estate.systems
        ]
        return cls(
            estate=estate,
            names=names,
            node_of=node_of,
            needs=_need_net(estate.needs, node_of, len(names)),
            services=_service_net(estate),
            paths=_path_net(estate, node_of),
            record_harm=ints(record_harm),
        )

    @property
    def systems(self) -> int:
        """How many systems; they are the first nodes."""
        return len(self.estate.systems)

    @cached_property
    def body_of_node(self) -> tuple[str, ...]:
        """The body of each node; a fallback's is its service's."""
        things = self.estate.thing_by_id
        return tuple(things[name.removeprefix(FALLBACK)].body for name in self.names)

    @cached_property
    def coins(self) -> Records:
        """The crossings of `paths` as the drawing of worlds reads them."""
        return coins_of(self.paths)

    def with_chances(self, factor: float) -> EstateArrays:
        """The same estate with every path's chance multiplied, capped at 1; a chance of 1 stays."""
        certain = np.uint64(1 << 32)
        old = self.paths.threshold
        scaled = np.minimum(np.rint(old.astype(np.float64) * factor), float(certain)).astype(np.uint64)
        new = frozen(np.where(old == certain, certain, scaled))
        return replace(self, paths=self.paths._replace(threshold=new))

    def nodes(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Node numbers of ids, in ascending order."""
        return tuple(sorted(self.node_of[name] for name in ids))


def threshold_of(chance: float) -> int:
    """A chance in units of 2**-32."""
    return round(chance * (1 << 32))


def _need_net(needs: tuple[Need, ...], node_of: Mapping[str, int], nodes: int) -> NeedNet:
    group_of: dict[tuple[str, str | int], int] = {}
    rows = np.zeros(len(needs), dtype=NEED)
    rows["of"] = [node_of[row.of] for row in needs]
    rows["on"] = [node_of[row.on] for row in needs]
    rows["group"] = [
        -1 if row.slows is not None else group_of.setdefault((row.of, row.any_of or number), len(group_of))
        for number, row in enumerate(needs)
    ]
    rows["number"] = np.arange(len(needs))
    rows["holds"] = [row.holds_microhours for row in needs]
    rows["slows"] = [row.slows or 0.0 for row in needs]
    groups = rows["group"][rows["group"] >= 0]
    rows = rows[np.argsort(rows["on"], kind="stable")]
    return NeedNet(
        rows=frozen(rows),
        start=ints(np.searchsorted(rows["on"], np.arange(nodes + 1))),
        group_size=indexes(np.bincount(groups, minlength=len(group_of))),
    )


def _service_net(estate: Estate) -> ServiceNet:
    weights = estate.harm
    rows = np.zeros(len(estate.services), dtype=SERVICE)
    for number, row in enumerate(estate.services):
        start = row.fallback_start_microhours
        end = start + ((row.fallback_microhours or 0) if row.has_fallback else 0)
        marks = (row.rto_microhours, row.mtpd_microhours, start, end)
        rows[number] = (harm_an_hour(estate, row), row.fallback_share or 0.0, *marks, row.protects.is_people)
    first = len(estate.systems)
    fallbacks = first + len(estate.services) + len(estate.channels)
    return ServiceNet(
        rows=frozen(rows),
        weights=floats([weights.before_rto, weights.after_rto, weights.after_mtpd]),
        nodes=ints([first, fallbacks, fallbacks + len(estate.services)]),
    )


def harm_an_hour(estate: Estate, row: Service) -> float:
    """What an hour of an outage costs before the RTO, with a weight of 1: contract section 3."""
    severity = estate.harm.severity[row.priority] if row.severity is None else row.severity
    return row.people / 24 * (1 + estate.harm.vulnerable_extra * row.vulnerable) * severity


def _path_net(estate: Estate, node_of: Mapping[str, int]) -> PathNet:
    """A path's two directions stand together in table order, then all by where they start."""
    rows = estate.paths
    many = np.array([1 + row.both_ways for row in rows], dtype=np.int64)
    number = np.repeat(np.arange(len(rows)), many)
    is_back = np.diff(number, prepend=-1) == 0
    ends = np.array([[node_of[row.origin] for row in rows], [node_of[row.target] for row in rows]], dtype=np.int32)
    source = np.where(is_back, ends[1, number], ends[0, number])
    chance = np.array([row.chance for row in rows], dtype=np.float64)
    ways = zip(number.tolist(), is_back.tolist(), strict=True)
    keys = keys_of("path", ((rows[row].path, "back" if back else "out") for row, back in ways))
    order = np.argsort(source, kind="stable")
    number, is_back, source = number[order], is_back[order], source[order]
    return PathNet(
        start=ints(np.searchsorted(source, np.arange(len(estate.systems) + 1))),
        source=indexes(source),
        target=indexes(np.where(is_back, ends[0, number], ends[1, number])),
        threshold=frozen(np.rint(chance * (1 << 32)).astype(np.uint64)[number]),
        mean=ints(np.array([row.microhours for row in rows], dtype=np.int64)[number]),
        key=frozen(keys[order]),
        path=indexes(number),
    )
