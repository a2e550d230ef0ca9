"""A restore problem as indexes and whole numbers: what kernels read.

Operations stand in table order, then gates, which are operations without resources. Rows go from start to start.
Law: everything here is frozen when made; a group of rows, and a set of a service, asks for one of its members.
Not here: values with names (problem.py), what is refused (refusals.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.nets import NEVER, Floats, Indexes, Ints, Records, floats, indexes, ints
from battlebox.engine.restore.curve import pieces_of
from battlebox.engine.restore.problem import Gate, Operation, Problem, Within, waits_of

Starts = NDArray[np.int64]
"""[operations, then gates], microhours: when each starts."""
Table = NDArray[np.int64]
"""[resources, points]: of each resource, a row of points in time or of what is used from each on."""
ENTRY = np.dtype([("time", "i8"), ("code", "i8")], align=True)


class Net(NamedTuple):
    """The arrays of one problem. `x_first` says where the rows of each thing begin among those of `x_...`.

    `size` is how many operations and gates there are. Durations, dates and lags are microhours.
    """

    duration: Ints  # [size]
    release: Ints  # [size]
    fixed: Ints  # [size]: when it began; NEVER where it has not
    use_first: Ints  # [size + 1], into uses
    use_resource: Indexes  # [uses]
    use_amount: Ints  # [uses]
    capacity: Ints  # [resources]
    group_first: Ints  # [size + 1], into groups: one row of each must be kept
    row_first: Ints  # [groups + 1], into rows
    row_on: Indexes  # [rows]
    row_lag: Ints  # [rows]: starts no sooner than so long after the start of `on`
    next_first: Ints  # [size + 1]: the same rows by what they wait for
    next_group: Indexes  # [rows]
    next_lag: Ints  # [rows]
    group_of: Indexes  # [groups]: who waits
    top_first: Ints  # [size + 1], into tops
    top_on: Indexes  # [tops]
    top_lag: Ints  # [tops]: starts no later than so long after the start of `on`
    low_first: Ints  # [size + 1]: the same tops by `on`
    low_of: Indexes  # [tops]
    low_lag: Ints  # [tops]
    service_first: Ints  # [services + 1], into sets: one operation of each must have ended
    set_first: Ints  # [sets + 1]
    set_on: Indexes  # [operations of all sets]
    wanted_first: Ints  # [size + 1]: the same sets by operation
    wanted_set: Indexes  # [operations of all sets]
    service_of: Indexes  # [sets]
    piece_first: Ints  # [services + 1], into pieces of its cost (curve.py)
    piece_time: Ints  # [pieces]
    piece_value: Ints  # [pieces], millionths of a harm unit
    piece_slope: Floats  # [pieces], harm units an hour


class Desk(NamedTuple):
    """The working arrays of one thread."""

    time: Table
    used: Table
    points: Ints  # [resources]: how many points each row of the tables has
    delay: Ints  # [size]: held back until then
    missing: Ints  # [size]: groups of which nothing is placed yet
    met: Ints  # [groups]: 1 where something is
    placed: Ints  # [size]: 1 where it is
    back: Ints  # [services]: when each is back
    heap: Records  # [size + 1] of ENTRY: what could be placed, the least key first


@dataclass(frozen=True, eq=False)
class ProblemNet:
    """One problem, indexed."""

    problem: Problem
    names: tuple[str, ...]
    index_of: Mapping[str, int]
    net: Net

    @classmethod
    def of(cls, problem: Problem) -> ProblemNet:
        """Index a problem that was found sound."""
        names = (*(row.id for row in problem.operations), *(row.id for row in problem.gates))
        index_of = {name: number for number, name in enumerate(names)}
        return cls(problem, names, index_of, _net(problem, index_of))

    def desk(self) -> Desk:
        """Fresh working arrays."""
        net = self.net
        size, resources = len(net.duration), len(net.capacity)
        users = np.bincount(net.use_resource, minlength=max(resources, 1)).max(initial=0)
        groups = len(net.group_of)
        return Desk(
            time=np.zeros((max(resources, 1), 2 * int(users) + 4), dtype=np.int64),
            used=np.zeros((max(resources, 1), 2 * int(users) + 4), dtype=np.int64),
            points=np.zeros(max(resources, 1), dtype=np.int64),
            delay=np.zeros(size, dtype=np.int64),
            missing=np.zeros(size, dtype=np.int64),
            met=np.zeros(groups + 1, dtype=np.int64),
            placed=np.zeros(size, dtype=np.int64),
            back=np.zeros(len(net.service_first), dtype=np.int64),
            heap=np.zeros(size + 1, dtype=ENTRY),
        )

    @cached_property
    def heads(self) -> list[int]:
        """The soonest each could start, in microhours, were every resource endless: times that no plan can beat."""
        net, size = self.net, len(self.names)
        heads = [int(net.release[j]) if net.fixed[j] == NEVER else int(net.fixed[j]) for j in range(size)]
        groups = [
            (int(net.group_of[g]), _pairs(net.row_on, net.row_lag, net.row_first, g)) for g in range(len(net.group_of))
        ]
        for _ in range(size + 1):
            before = list(heads)
            for of, rows in groups:
                if net.fixed[of] == NEVER:
                    heads[of] = max(heads[of], min(heads[on] + lag for on, lag in rows))
            if heads == before:
                break
        return heads

    @cached_property
    def needed(self) -> NDArray[np.bool_]:
        """[services, operations]: whether a service waits for an operation, alternatives included."""
        net, size, services = self.net, len(self.names), len(self.problem.services)
        found = np.zeros((size, services), dtype=np.bool_)
        for service in range(services):
            for each in range(net.service_first[service], net.service_first[service + 1]):
                found[net.set_on[net.set_first[each] : net.set_first[each + 1]], service] = True
        order = np.argsort(np.array(self.heads), kind="stable")[::-1]
        for _ in range(size):
            before = int(found.sum())
            for of in order:
                if found[of].any():
                    for g in range(net.group_first[of], net.group_first[of + 1]):
                        found[net.row_on[net.row_first[g] : net.row_first[g + 1]]] |= found[of]
            if int(found.sum()) == before:
                break
        return np.ascontiguousarray(found.T)


def _pairs(on: Indexes, lag: Ints, first: Ints, place: int) -> list[tuple[int, int]]:
    span = slice(first[place], first[place + 1])
    return list(zip(on[span].tolist(), lag[span].tolist(), strict=True))


def _net(problem: Problem, index_of: Mapping[str, int]) -> Net:
    rows = problem.steps
    duration = [row.microhours if isinstance(row, Operation) else row.lead_microhours for row in rows]
    release = [max(_release(row), problem.now_microhours) for row in rows]
    groups = [_groups(row, index_of, duration) for row in rows]
    flat = [(of, group) for of, its in enumerate(groups) for group in its]
    waits = [(on, number, lag) for number, (_, group) in enumerate(flat) for on, lag in group]
    waits.sort()
    expiring = {gate.id: gate.expires_microhours for gate in problem.gates}
    tops = [(of, on, lag) for of, row in enumerate(rows) for on, lag in _tops(row, expiring, index_of, duration)]
    lows = sorted((on, of, lag) for of, on, lag in tops)
    resource_of = {row.id: number for number, row in enumerate(problem.resources)}
    uses = [
        (of, resource_of[name], amount)
        for of, operation in enumerate(problem.operations)
        for name, amount in _summed(operation.uses)
    ]
    sets = [
        (number, tuple(index_of[name] for name in each))
        for number, s in enumerate(problem.services)
        for each in s.needs
    ]
    wanted = sorted((on, place) for place, (_, each) in enumerate(sets) for on in each)
    pieces = [(number, *piece) for number, s in enumerate(problem.services) for piece in pieces_of(s, problem.weights)]
    size, services = len(rows), len(problem.services)
    return Net(
        duration=ints(duration),
        release=ints(release),
        fixed=ints([_fixed(row) for row in rows]),
        use_first=_firsts((use[0] for use in uses), size),
        use_resource=indexes([use[1] for use in uses]),
        use_amount=ints([use[2] for use in uses]),
        capacity=ints([row.capacity for row in problem.resources]),
        group_first=_firsts((of for of, _ in flat), size),
        row_first=_ends(len(group) for _, group in flat),
        row_on=indexes([on for _, group in flat for on, _ in group]),
        row_lag=ints([lag for _, group in flat for _, lag in group]),
        next_first=_firsts((on for on, _, _ in waits), size),
        next_group=indexes([group for _, group, _ in waits]),
        next_lag=ints([lag for _, _, lag in waits]),
        group_of=indexes([of for of, _ in flat]),
        top_first=_firsts((of for of, _, _ in tops), size),
        top_on=indexes([on for _, on, _ in tops]),
        top_lag=ints([lag for _, _, lag in tops]),
        low_first=_firsts((on for on, _, _ in lows), size),
        low_of=indexes([of for _, of, _ in lows]),
        low_lag=ints([lag for _, _, lag in lows]),
        service_first=_firsts((number for number, _ in sets), services),
        set_first=_ends(len(each) for _, each in sets),
        set_on=indexes([on for _, each in sets for on in each]),
        wanted_first=_firsts((on for on, _ in wanted), size),
        wanted_set=indexes([place for _, place in wanted]),
        service_of=indexes([number for number, _ in sets]),
        piece_first=_firsts((piece[0] for piece in pieces), services),
        piece_time=ints([piece[1] for piece in pieces]),
        piece_value=ints([piece[2] for piece in pieces]),
        piece_slope=floats([piece[3] for piece in pieces]),
    )


def _release(row: Operation | Gate) -> int:
    if isinstance(row, Operation):
        return row.release_microhours
    return row.released_microhours or 0


def _fixed(row: Operation | Gate) -> int:
    if isinstance(row, Operation):
        return NEVER if row.begun_microhours is None else row.begun_microhours
    return NEVER if row.given_microhours is None else row.given_microhours - row.lead_microhours


def _groups(row: Operation | Gate, index_of: Mapping[str, int], duration: Sequence[int]) -> list[list[tuple[int, int]]]:
    return [
        [(on := index_of[wait.on], wait.wait_microhours + (0 if wait.is_from_start else duration[on])) for wait in ways]
        for ways in waits_of(row)
    ]


def _tops(
    row: Operation | Gate, expiring: Mapping[str, int | None], index_of: Mapping[str, int], duration: Sequence[int]
) -> Iterable[tuple[int, int]]:
    if isinstance(row, Gate):
        return
    rows = [*row.within, *(Within(gate, late) for gate in row.gates if (late := expiring[gate]) is not None)]
    for within in rows:
        on = index_of[within.on]
        yield on, within.microhours + (0 if within.is_from_start else duration[on])


def _summed(uses: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for name, amount in uses:
        found[name] = found.get(name, 0) + amount
    return [(name, amount) for name, amount in found.items() if amount]


def _firsts(owners: Iterable[int], size: int) -> Ints:
    return ints(np.concatenate(([0], np.cumsum(np.bincount(np.array(list(owners), dtype=np.int64), minlength=size)))))


def _ends(sizes: Iterable[int]) -> Ints:
    return ints(np.concatenate(([0], np.cumsum(np.array(list(sizes), dtype=np.int64)))))
