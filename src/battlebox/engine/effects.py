"""What one order does, whatever else is ordered: crossings blocked, needs broken, things out, systems made safe.

Law: each action is its own boundary, so effects of several orders add up row by row; the one joint rule, a need between
two bodies whose every path is cut, is kept apart (`Boundaries`).
Not here: hours (orders.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from battlebox.engine.arrays import FALLBACK, EstateArrays
from battlebox.engine.nets import Ints, ints
from battlebox.engine.questions import EVERYTHING
from battlebox.estate import Action, BodyKind, paths_of, things_of


@dataclass(frozen=True, slots=True)
class Effect:
    """Numbers of: `shuts` rows of `arrays.needs`, `stops` nodes, `blocks` crossings, `checks` systems made safe."""

    shuts: Ints
    stops: Ints
    blocks: Ints
    checks: Ints
    cuts: frozenset[str]


@dataclass(frozen=True)
class Boundaries:
    """Needs between two bodies with no `via`, with the paths that join those bodies: broken while all are cut."""

    rows: Mapping[frozenset[str], tuple[int, ...]]
    paths: Mapping[frozenset[str], frozenset[str]]

    @classmethod
    def of(cls, arrays: EstateArrays) -> Boundaries:
        """Pairs of bodies that have both such needs and at least one path between them."""
        hosts = arrays.estate.system_by_id
        joins: dict[frozenset[str], set[str]] = defaultdict(set)
        for path in arrays.estate.paths:
            joins[frozenset((hosts[path.origin].body, hosts[path.target].body))].add(path.path)
        rows: dict[frozenset[str], list[int]] = defaultdict(list)
        for number, need in enumerate(arrays.estate.needs):
            ends = (arrays.node_of[need.of], arrays.node_of[need.on])
            pair = frozenset(arrays.body_of_node[node] for node in ends)
            if len(pair) == 2 and not need.via and pair in joins:
                rows[pair].append(arrays.row_of_need[number])
        return cls(
            rows={pair: tuple(numbers) for pair, numbers in rows.items()},
            paths={pair: frozenset(joins[pair]) for pair in rows},
        )


@lru_cache(maxsize=4)
def boundaries_of(arrays: EstateArrays) -> Boundaries:
    """The boundaries of an estate, worked out once however many questions are asked of it."""
    return Boundaries.of(arrays)


@lru_cache(maxsize=4)
def effects_of(arrays: EstateArrays) -> Mapping[str, Effect]:
    """The effect of every action, of `everything`, and of `everything:BODY` for each council that hosts.

    Cost: a pass over the needs for each; worked out once however many questions are asked of the estate.
    """
    found = {row.action: effect_of(arrays, row) for row in arrays.estate.actions}
    councils = hosting_councils(arrays)
    alone = {shutdown_of(body): effect_of_shutdown(arrays, [body]) for body in councils}
    return {**found, **alone, EVERYTHING: effect_of_shutdown(arrays, councils)}


def shutdown_of(body: str) -> str:
    """The name of the order by which one council stops all its own; no action can have it."""
    return f"{EVERYTHING}:{body}"


def effect_of(arrays: EstateArrays, action: Action) -> Effect:
    """What an action of the estate does."""
    estate = arrays.estate
    inside = things_of(estate, action.isolates)
    stopped = things_of(estate, action.stops)
    cut = paths_of(estate, action.cuts)
    alone = [name for name in inside if name in estate.system_by_id]
    return _effect(arrays, inside, stopped, cut, checked=alone if len(alone) == 1 else ())


def hosting_councils(arrays: EstateArrays) -> tuple[str, ...]:
    """Councils that host systems, in table order."""
    estate = arrays.estate
    hosts = {row.body for row in estate.systems}
    return tuple(row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL and row.body in hosts)


def effect_of_shutdown(arrays: EstateArrays, bodies: Iterable[str]) -> Effect:
    """These bodies each stop their own systems, services and channels."""
    stopped = things_of(arrays.estate, [f"body:{body}" for body in bodies])
    return _effect(arrays, frozenset(), stopped, frozenset(), checked=())


def _effect(
    arrays: EstateArrays,
    inside: frozenset[str],
    stopped: frozenset[str],
    cut: frozenset[str],
    *,
    checked: Collection[str],
) -> Effect:
    estate = arrays.estate
    closed = set(cut)
    for path in estate.paths:
        ends = (path.origin, path.target)
        if (ends[0] in inside) != (ends[1] in inside) or ends[0] in stopped or ends[1] in stopped:
            closed.add(path.path)
    sides = _sides(arrays)
    isolated = np.zeros(len(arrays.names), dtype=np.bool_)
    isolated[[arrays.node_of[name] for name in inside]] = True
    shut = isolated[sides.of] != isolated[sides.on]
    for number, via in sides.routes:
        if not closed.isdisjoint(via):
            shut[number] = True
    systems = estate.system_by_id
    return Effect(
        shuts=ints(sides.row[shut]),
        stops=ints(arrays.nodes(stopped)),
        blocks=ints(sorted(_crossings(arrays, closed))),
        checks=ints(arrays.nodes({*checked, *(name for name in stopped if name in systems)})),
        cuts=cut,
    )


class _Sides(NamedTuple):
    """The needs of an estate in table order: the nodes whose sides of a boundary they join, and what they run over."""

    of: Ints
    on: Ints
    row: Ints
    routes: tuple[tuple[int, tuple[str, ...]], ...]


@lru_cache(maxsize=4)
def _sides(arrays: EstateArrays) -> _Sides:
    needs = arrays.estate.needs
    return _Sides(
        of=ints([arrays.node_of[_side(need.of)] for need in needs]),
        on=ints([arrays.node_of[_side(need.on)] for need in needs]),
        row=ints([arrays.row_of_need[number] for number in range(len(needs))]),
        routes=tuple((number, tuple(need.via)) for number, need in enumerate(needs) if need.via),
    )


def _side(name: str) -> str:
    """A fallback stands on its service's side of every boundary."""
    return name.removeprefix(FALLBACK)


def _crossings(arrays: EstateArrays, paths: Iterable[str]) -> set[int]:
    return {crossing for path in paths for crossing in arrays.crossings_of_path[path]}
