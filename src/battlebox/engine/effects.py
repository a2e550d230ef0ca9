"""What one order does, whatever else is ordered: crossings blocked, needs broken, things out, systems made safe.

Law: each action is its own boundary, so effects of several orders add up row by row; the one joint rule, a need between
two bodies whose every path is cut, is kept apart (`Boundaries`). An effect costs what it touches, not what the estate
holds: a region has a hundred thousand orders over a million paths.
Not here: hours (orders.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Ints, ints
from battlebox.engine.questions import EVERYTHING
from battlebox.engine.touched import Touched
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
        estate, rows = arrays.estate, arrays.needs.rows
        number_of = {row.body: number for number, row in enumerate(estate.bodies)}
        body = np.array([number_of[name] for name in arrays.body_of_node], dtype=np.int64)
        joins: dict[frozenset[str], set[str]] = defaultdict(set)
        apart = body[arrays.paths.source] != body[arrays.paths.target]
        for number in arrays.paths.path[apart].tolist():
            path = estate.paths[number]
            pair = frozenset(arrays.body_of_node[arrays.node_of[end]] for end in (path.origin, path.target))
            joins[pair].add(path.path)
        found: dict[frozenset[str], list[int]] = defaultdict(list)
        between = np.flatnonzero(body[rows["of"]] != body[rows["on"]])
        for row in between[np.argsort(rows["number"][between])].tolist():
            need = estate.needs[rows["number"][row]]
            pair = frozenset(arrays.body_of_node[arrays.node_of[end]] for end in (need.of, need.on))
            if not need.via and pair in joins:
                found[pair].append(row)
        return cls(
            rows={pair: tuple(numbers) for pair, numbers in found.items()},
            paths={pair: frozenset(joins[pair]) for pair in found},
        )


@lru_cache(maxsize=4)
def boundaries_of(arrays: EstateArrays) -> Boundaries:
    """The boundaries of an estate, worked out once however many questions are asked of it."""
    return Boundaries.of(arrays)


class Effects(Mapping[str, Effect]):
    """The effect of every action, of `everything`, and of `everything:BODY` for each council that hosts.

    Each is worked out when it is first asked for, and once, however many questions are asked of the estate.
    """

    def __init__(self, arrays: EstateArrays) -> None:
        self._touched = Touched(arrays)
        self._councils = hosting_councils(arrays)
        alone = {shutdown_of(body): (body,) for body in self._councils}
        self._shutdowns: dict[str, tuple[str, ...]] = {**alone, EVERYTHING: self._councils}
        self._actions = arrays.estate.action_by_id
        self._known: dict[str, Effect] = {}

    def __getitem__(self, name: str) -> Effect:
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Effect:
        if name in self._shutdowns:
            return effect_of_shutdown(self._touched, self._shutdowns[name])
        return effect_of(self._touched, self._actions[name])

    def __iter__(self) -> Iterator[str]:
        yield from self._actions
        yield from self._shutdowns

    def __len__(self) -> int:
        return len(self._actions) + len(self._shutdowns)


@lru_cache(maxsize=4)
def effects_of(arrays: EstateArrays) -> Mapping[str, Effect]:
    """The effects of an estate's orders."""
    return Effects(arrays)


def shutdown_of(body: str) -> str:
    """The name of the order by which one council stops all its own; no action can have it."""
    return f"{EVERYTHING}:{body}"


def effect_of(touched: Touched, action: Action) -> Effect:
    """What an action of the estate does."""
    estate = touched.arrays.estate
    inside = things_of(estate, action.isolates)
    stopped = things_of(estate, action.stops)
    cut = paths_of(estate, action.cuts)
    alone = [name for name in inside if name in estate.system_by_id]
    return _effect(touched, inside, stopped, cut, checked=alone if len(alone) == 1 else ())


def hosting_councils(arrays: EstateArrays) -> tuple[str, ...]:
    """Councils that host systems, in table order."""
    estate = arrays.estate
    hosts = {row.body for row in estate.systems}
    return tuple(row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL and row.body in hosts)


def effect_of_shutdown(touched: Touched, bodies: Iterable[str]) -> Effect:
    """These bodies each stop their own systems, services and channels."""
    stopped = things_of(touched.arrays.estate, [f"body:{body}" for body in bodies])
    return _effect(touched, frozenset(), stopped, frozenset(), checked=())


def _effect(
    touched: Touched, inside: frozenset[str], stopped: frozenset[str], cut: frozenset[str], *, checked: Collection[str]
) -> Effect:
    arrays = touched.arrays
    within, off = ints(arrays.nodes(inside)), ints(arrays.nodes(stopped))
    blocks = np.concatenate(
        [
            np.setxor1d(touched.out_of(within), touched.into(within), assume_unique=True),
            touched.out_of(off),
            touched.into(off),
            touched.crossings_of(cut),
        ]
    )
    blocks = np.unique(blocks)
    # A need is broken where the boundary parts its ends, or where what it runs over is closed.
    parted = np.setxor1d(touched.needs_of(within), touched.needs_on(within), assume_unique=True)
    numbers = np.unique(np.concatenate([parted, touched.needs_over(np.unique(arrays.paths.path[blocks]))]))
    systems = arrays.estate.system_by_id
    return Effect(
        shuts=ints(touched.row_of_need[numbers]),
        stops=off,
        blocks=ints(blocks),
        checks=ints(arrays.nodes({*checked, *(name for name in stopped if name in systems)})),
        cuts=cut,
    )
