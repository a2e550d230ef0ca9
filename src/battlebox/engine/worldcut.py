"""One world as a network whose cheapest cut lies below whatever any plan of a cell comes to in that world.

Each system has two nodes, parted by its own isolation. A crossing is kept where the attack would make it by the hours
that each system is counted from (`due`), however it is delayed; so what no order parts from the start is lost by then.
A service pays once, for the dearest of what stops it: its levels stand one upon another. Whoever is reached is either
lost or isolated, so the cheaper of the two is paid before the node is parted.
Law: a plan of the cell, put into the network, never costs more there than in its world (contract sections 2 to 5).
Not here: how worlds agree on one plan (prices.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from battlebox.engine.bound import Cell
from battlebox.engine.flow import SINK, SOURCE, UNCUT, Network, network_of
from battlebox.engine.joints import Joining, Joints
from battlebox.engine.losses import Losses, listed_rows
from battlebox.engine.nets import NEVER, Flags, Ints
from battlebox.engine.trials import Trials, passages

PATIENCE: Final = 3
"""How many times as long as undisturbed the attack may take to each system and still be counted, at its later hour."""


@dataclass(frozen=True)
class WorldCut:
    """One world's network. `floor` is paid whatever is done; the capacities of what orders close are left to prices.

    A copy is an order as one thing it closes here sees it; the first of an order's copies also pays for what the order
    stops, at `project`. `gate` is the group of copies that close one thing (-1: the order closes nothing here), whose
    arc is parted at the least of their prices.
    """

    network: Network
    floor: int
    order: Ints  # [copies]
    gate: Ints  # [copies]
    project: Ints  # [copies], the arc; -1 where another copy has it
    project_node: Ints  # [copies]
    gate_arc: Ints  # [gates]
    gate_tail: Ints  # [gates]
    gate_head: Ints  # [gates]
    joint: Ints  # [joints], the arc that is parted where a group of alternatives is not out
    joint_node: Ints  # [joints]
    joint_most: Ints  # [joints], what all its services cost: a price above it says no more
    way_joint: Ints  # [ways], of which joint
    way_arc: Ints  # [ways], parted where the way is out
    way_node: Ints  # [ways]


@dataclass(frozen=True)
class Lost:
    """Of one world's places: from when each is lost if it is reached, whether it then is, whether no order helps."""

    at: Ints
    back: int
    losing: Flags
    surely: Flags


class Cutter:
    """Networks of one cell's worlds."""

    def __init__(self, losses: Losses, trials: Trials, cell: Cell) -> None:
        self.losses, self.trials, self.cell = losses, trials, cell
        self.book = trials.situation.book
        names = self.losses.choices.names
        self.open = np.flatnonzero([name in cell.open for name in names])
        is_open = np.zeros(len(names), dtype=np.bool_)
        is_open[self.open] = True
        self.checks = Rows.of(losses.checks, is_open, trials.situation.arrays.systems)
        self.closes = Rows.of(losses.closes, is_open, len(trials.situation.arrays.paths.target))
        self.early = passages(trials, cell.given)
        self.late = passages(trials, cell.given | cell.open)
        self.base = losses.of_plan(sorted(cell.given))
        self.close_at = self.book.plan(sorted(cell.given)).close_at

    @cached_property
    def joints(self) -> Joining:
        """Groups of alternatives with what puts out each way."""
        return Joining.of(self.losses, self.cell, self.open, self.base)

    @cached_property
    def checked_from(self) -> Ints:
        """For each system, from when an order of the cell can check it; NEVER where none does."""
        return self._from([*self.cell.given, *self.cell.open])

    @cached_property
    def free_from(self) -> Ints:
        """The same of orders given."""
        return self._from([*self.cell.given])

    def _from(self, names: list[str]) -> Ints:
        least = np.full(self.trials.situation.arrays.systems, NEVER, dtype=np.int64)
        for order in (*self.book.given, *map(self.book.now, names)):
            least[order.effect.checks] = np.minimum(least[order.effect.checks], order.begins)
        return least

    def world(self, world: int) -> WorldCut:
        """The network of one world."""
        pool, trials = self.trials.pool, self.trials
        arrays, horizon = trials.situation.arrays, self.losses.horizon
        low, high = int(pool.first[world]), int(pool.first[world + 1])
        node = pool.node[low:high].astype(np.int64)
        destroys = bool(pool.destroys[world])
        limit = horizon if destroys else min(horizon, trials.cyber.found)
        due, is_source = self._due(world, node, limit)
        counted = due < limit
        records = arrays.record_harm[node] * (pool.hit_at[low:high] == NEVER) * counted
        floor = int(self.base.sum()) + int(records[is_source].sum())
        records[is_source] = 0
        draft = Draft(places=len(node), hits=np.flatnonzero(is_source & counted), counted=np.flatnonzero(counted))
        draft.crossings(*self._crossings(low, high, due, counted, is_source))
        lost = self._lost(world, node, due, counted, is_source)
        draft.charge_places(*self._charges(node, lost), records)
        start, stopped, costs = self.losses.orders
        row, which = listed_rows(start, self.open)
        draft.charge_orders(len(self.open), which, stopped[row], costs[row] - self.base[stopped[row]])
        index = np.full(arrays.systems, -1, dtype=np.int64)
        index[node[lost.losing]] = np.flatnonzero(lost.losing)
        draft.charge_joints(self.joints.of_world(index, lost.at, lost.back, lost.surely))
        return draft.drawn(floor, node, self)

    def _due(self, world: int, node: Ints, limit: int) -> tuple[Ints, Flags]:
        """By when each place counts as reached unless orders part it from the start, and whether none can."""
        early, late = self.early[world, node], self.late[world, node]
        is_source = late < limit
        began = int(early.min()) if len(early) else 0
        reached = early < limit
        due = np.full(len(node), NEVER, dtype=np.int64)
        due[reached] = began + PATIENCE * (early[reached] - began)
        due[is_source] = late[is_source]
        return due, is_source

    def _crossings(self, low: int, high: int, due: Ints, counted: Flags, is_source: Flags) -> tuple[Ints, Ints, Ints]:
        """Crossings that the attack makes in time unless an order closes them: (from, to, which of the estate)."""
        pool = self.trials.pool
        first, last = int(pool.edge_first[low]), int(pool.edge_first[high])
        tail = np.repeat(np.arange(high - low), np.diff(pool.edge_first[low : high + 1]))
        head = pool.edge_to[first:last].astype(np.int64)
        edge = pool.edge[first:last]
        kept = counted[tail] & counted[head] & ~is_source[head]
        tail, head, edge, delay = tail[kept], head[kept], edge[kept], pool.edge_delay[first:last][kept]
        arrives = due[tail] + delay
        kept = (arrives <= due[head]) & (arrives < self.close_at[edge])
        return tail[kept], head[kept], edge[kept].astype(np.int64)

    def _lost(self, world: int, node: Ints, due: Ints, counted: Flags, is_source: Flags) -> Lost:
        """From when each place is lost if it is reached."""
        pool, horizon, cyber = self.trials.pool, self.losses.horizon, self.trials.cyber
        if pool.destroys[world]:
            at, back = np.maximum(due, int(pool.strike[world])), horizon
        else:
            at, back = np.full(len(due), cyber.found, dtype=np.int64), min(horizon, cyber.found + cyber.lasts)
        losing = counted & (at < horizon)
        # An order that checks a place in time and is free here may be given; one that comes too late saves nothing.
        losing &= self.free_from[node] > at
        return Lost(at, back, losing, is_source & (self.checked_from[node] > at))

    def _charges(self, node: Ints, lost: Lost) -> tuple[Ints, Ints, Ints, Flags]:
        """What services pay where a place is reached: (place, service, millionths above the base, even if parted)."""
        losses, place = self.losses, np.flatnonzero(lost.losing)
        start, services, holds = losses.systems
        row, which = listed_rows(start, node[place])
        owner, service = place[which], services[row]
        whole = losses.harm(service, np.maximum(lost.back - lost.at[owner] - holds[row], 0)) - self.base[service]
        apart = np.minimum(whole, losses.apart[row] - self.base[service])
        firmly = lost.surely[owner]
        loose = ~firmly & (apart > 0)
        keep = whole > 0
        return (
            np.concatenate([owner[keep], owner[loose]]),
            np.concatenate([service[keep], service[loose]]),
            np.concatenate([whole[keep], apart[loose]]),
            np.concatenate([firmly[keep], np.ones(int(loose.sum()), dtype=np.bool_)]),
        )


@dataclass(frozen=True)
class Rows:
    """Which open orders stand at each of something: those of `key` are `order[start[key] : start[key + 1]]`."""

    start: Ints
    order: Ints

    @classmethod
    def of(cls, rows: tuple[Ints, Ints], is_open: Flags, many: int) -> Rows:
        """Rows of (order, key), those of open orders alone."""
        kept = is_open[rows[0]]
        order, key = rows[0][kept], rows[1][kept]
        sorting = np.argsort(key, kind="stable")
        return cls(np.searchsorted(key[sorting], np.arange(many + 1)), order[sorting])


class Draft:
    """A network in the making: two ends, each place within and beyond, the open orders, levels of services."""

    def __init__(self, places: int, hits: Ints, counted: Ints) -> None:
        self.places = places
        self.counted = counted
        self.within, self.beyond = 2, 2 + places
        self.arcs: list[tuple[Ints, Ints, Ints]] = []
        self.join(np.full(len(hits), SOURCE), hits + self.within)
        self.split_at = self.many
        self.join(counted + self.within, counted + self.beyond)

    @property
    def many(self) -> int:
        """How many arcs so far."""
        return sum(len(tail) for tail, _, _ in self.arcs)

    def join(self, tail: Ints, head: Ints, capacity: Ints | None = None) -> None:
        """Add arcs, of a capacity or none that can be cut."""
        self.arcs.append((tail, head, np.full(len(tail), UNCUT) if capacity is None else capacity))

    def crossings(self, tail: Ints, head: Ints, edge: Ints) -> None:
        """Crossings from place to place."""
        self.crossing_at, self.edge = self.many, edge
        self.join(tail + self.beyond, head + self.within)

    def charge_places(self, owner: Ints, service: Ints, harm: Ints, firmly: Flags, records: Ints) -> None:
        """What services, and records, cost where a place is reached; `firmly` where that is so though it is parted."""
        self.payer, self.service, self.harm = owner + np.where(firmly, self.within, self.beyond), service, harm
        taken = np.flatnonzero(records)
        self.join(taken + self.beyond, np.full(len(taken), SINK), records[taken])

    def charge_orders(self, orders: int, which: Ints, service: Ints, harm: Ints) -> None:
        """What services cost where an order is given."""
        self.first_project = 2 + 2 * self.places
        self.first_level = self.first_project + orders
        self.project_at = self.many
        self.join(np.full(orders, SOURCE), self.first_project + np.arange(orders), np.zeros(orders, dtype=np.int64))
        self.payer = np.concatenate([self.payer, which + self.first_project])
        self.service, self.harm = np.concatenate([self.service, service]), np.concatenate([self.harm, harm])

    def charge_joints(self, joints: Joints) -> None:
        """What services cost where every way of a group is out: a price on each way, and on the group that is not."""
        self.joints = joints
        self.first_joint = self.first_level
        self.first_way = self.first_joint + len(joints.most)
        self.first_level = self.first_way + len(joints.way_joint)
        nodes, ways = np.arange(self.first_joint, self.first_way), np.arange(self.first_way, self.first_level)
        self.joint_at = self.many
        self.join(np.full(len(nodes), SOURCE), nodes, np.zeros(len(nodes), dtype=np.int64))
        self.way_at = self.many
        self.join(ways, np.full(len(ways), SINK), np.zeros(len(ways), dtype=np.int64))
        place, way, firmly = joints.losses
        self.join(place + np.where(firmly, self.within, self.beyond), way + self.first_way)
        order, way = joints.orders
        self.join(order + self.first_project, way + self.first_way)
        joint, service, harm = joints.charges
        self.payer = np.concatenate([self.payer, joint + self.first_joint])
        self.service, self.harm = np.concatenate([self.service, service]), np.concatenate([self.harm, harm])

    def stack(self) -> int:
        """Join every payer to its level of its service, and each level to the one below; returns how many levels."""
        kept = self.harm > 0
        payer, service, harm = self.payer[kept], self.service[kept], self.harm[kept]
        order = np.lexsort((harm, service))
        payer, service, harm = payer[order], service[order], harm[order]
        is_new = np.ones(len(payer), dtype=np.bool_)
        is_new[1:] = (service[1:] != service[:-1]) | (harm[1:] != harm[:-1])
        of, height = service[is_new], harm[is_new]
        is_above = np.zeros(len(of), dtype=np.bool_)
        is_above[1:] = of[1:] == of[:-1]
        below = np.where(is_above, np.roll(height, 1), 0)
        numbers = np.arange(len(of)) + self.first_level
        self.join(payer, np.cumsum(is_new) - 1 + self.first_level)
        self.join(numbers[is_above], numbers[is_above] - 1)
        self.join(numbers, np.full(len(of), SINK), height - below)
        return len(of)

    def drawn(self, floor: int, node: Ints, cutter: Cutter) -> WorldCut:
        """The network, and the copies of orders that set its prices."""
        levels = self.stack()
        tail, head, capacity = (np.concatenate(column).astype(np.int64) for column in zip(*self.arcs, strict=True))
        # Gates: places that can be parted, then crossings that can be closed.
        split_row, split = listed_rows(cutter.checks.start, node[self.counted])
        cross_row, cross = listed_rows(cutter.closes.start, self.edge)
        arc = np.concatenate([self.split_at + split, self.crossing_at + cross])
        order = np.concatenate([cutter.checks.order[split_row], cutter.closes.order[cross_row]])
        gate_arc, gate = np.unique(arc, return_inverse=True)
        capacity[gate_arc] = 0
        place_of = np.full(len(cutter.losses.choices.names), -1, dtype=np.int64)
        place_of[cutter.open] = np.arange(len(cutter.open))
        idle = np.setdiff1d(cutter.open, order)
        order, gate = np.concatenate([order, idle]), np.concatenate([gate, np.full(len(idle), -1)])
        first = np.zeros(len(order), dtype=np.bool_)
        first[np.unique(order, return_index=True)[1]] = True
        network = network_of(self.first_level + levels, tail, head, capacity)
        project = network.place[self.project_at + place_of[order]]
        return WorldCut(
            network=network,
            floor=floor,
            order=order,
            gate=gate.astype(np.int64),
            project=np.where(first, project, -1).astype(np.int64),
            project_node=self.first_project + place_of[order],
            gate_arc=network.place[gate_arc].astype(np.int64),
            gate_tail=tail[gate_arc],
            gate_head=head[gate_arc],
            joint=network.place[self.joint_at + np.arange(len(self.joints.most))].astype(np.int64),
            joint_node=self.first_joint + np.arange(len(self.joints.most)),
            joint_most=self.joints.most,
            way_joint=self.joints.way_joint,
            way_arc=network.place[self.way_at + np.arange(len(self.joints.way_joint))].astype(np.int64),
            way_node=self.first_way + np.arange(len(self.joints.way_joint)),
        )
