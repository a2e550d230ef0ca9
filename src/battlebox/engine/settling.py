"""What each world pays at its prices, and which copies of orders it then wants: the networks of all worlds together.

A joint stands for a group of alternatives with some hours: whatever its price, what is paid for it is never above
nothing where not all its ways are out, and never above what its services cost where they are.

Law: a world's figures depend on its own network and prices alone, so they are the same for any number of threads.
Not here: what a network stands for (worldcut.py), which prices to ask (prices.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from battlebox.engine.compile import kernel
from battlebox.engine.flow import UNCUT, cheapest_cut, fill
from battlebox.engine.nets import Indexes, Ints
from battlebox.engine.worldcut import WorldCut


class Networks(NamedTuple):
    """Networks one after another, each numbered from 0 as before; `nodes` to `gates` say where each world begins."""

    nodes: Ints  # [worlds + 1]
    arcs: Ints  # [worlds + 1]
    copies: Ints  # [worlds + 1]
    gates: Ints  # [worlds + 1]
    start: Ints  # [nodes + worlds], each network's own with its end
    head: Indexes  # [arcs]
    back: Indexes  # [arcs]
    capacity: Ints  # [arcs]
    gate: Ints  # [copies]
    project: Ints  # [copies]
    project_node: Ints  # [copies]
    gate_arc: Ints  # [gates]
    gate_tail: Ints  # [gates]
    gate_head: Ints  # [gates]
    joints: Ints  # [worlds + 1]
    joint: Ints  # [joints]
    joint_node: Ints  # [joints]
    ways: Ints  # [joints + 1], into the ways
    way_arc: Ints  # [ways]
    way_node: Ints  # [ways]

    @classmethod
    def of(cls, cuts: Sequence[WorldCut]) -> Networks:
        """The networks of some worlds."""
        nets = [cut.network for cut in cuts]
        return cls(
            nodes=_begins([len(net.start) - 1 for net in nets]),
            arcs=_begins([len(net.head) for net in nets]),
            copies=_begins([len(cut.order) for cut in cuts]),
            gates=_begins([len(cut.gate_arc) for cut in cuts]),
            start=np.concatenate([net.start for net in nets]),
            head=np.concatenate([net.head for net in nets]),
            back=np.concatenate([net.back for net in nets]),
            capacity=np.concatenate([net.capacity for net in nets]),
            gate=np.concatenate([cut.gate for cut in cuts]),
            project=np.concatenate([cut.project for cut in cuts]),
            project_node=np.concatenate([cut.project_node for cut in cuts]),
            gate_arc=np.concatenate([cut.gate_arc for cut in cuts]),
            gate_tail=np.concatenate([cut.gate_tail for cut in cuts]),
            gate_head=np.concatenate([cut.gate_head for cut in cuts]),
            joints=_begins([len(cut.joint) for cut in cuts]),
            joint=np.concatenate([cut.joint for cut in cuts]),
            joint_node=np.concatenate([cut.joint_node for cut in cuts]),
            ways=_begins([many for cut in cuts for many in np.bincount(cut.way_joint, minlength=len(cut.joint))]),
            way_arc=np.concatenate([cut.way_arc for cut in cuts]),
            way_node=np.concatenate([cut.way_node for cut in cuts]),
        )


class Room(NamedTuple):
    """Working arrays of one thread."""

    left: Ints  # [arcs of a network]
    level: Indexes  # [nodes + 1]
    queue: Indexes  # [nodes + 1]
    trail: Indexes  # [nodes + 1]
    cursor: Ints  # [nodes + 1]
    least: Ints  # [gates]

    @classmethod
    def of(cls, networks: Networks) -> Room:
        """Room for the largest of some networks."""
        nodes, arcs, gates = (
            int(np.max(np.diff(begins), initial=0)) + 1 for begins in (networks.nodes, networks.arcs, networks.gates)
        )
        level, queue, trail = np.empty((3, nodes), dtype=np.int32)
        return cls(np.empty(arcs, np.int64), level, queue, trail, np.empty(nodes, np.int64), np.empty(gates, np.int64))


@kernel
def settle_worlds(
    networks: Networks, price: Ints, worlds: tuple[int, int], room: Room, wanted: Ints, totals: Ints
) -> None:
    """Settle the worlds `[worlds[0], worlds[1])`: fill their copies in `wanted`, and what each pays in `totals`.

    After all copies, `price` has that of each joint: paid for each way that is out and where the joint is not, and had
    back for each way. `wanted` has there by how many more ways it was paid than had back: 1 where all are out but it.

    A price below nothing is earned: by the copy that pays for what its order stops if that is worth it, by any other
    copy always.
    """
    nodes, arcs, copies, gates, starts, heads, backs, capacities = networks[:8]
    gate, project, project_node, gate_arc, tails, ends, joints, joint, joint_node, ways, way_arc, way_node = networks[
        8:
    ]
    after = len(gate)
    left, level, queue, trail, cursor, least = room
    for world in range(worlds[0], worlds[1]):
        many = nodes[world + 1] - nodes[world]
        start = starts[nodes[world] + world : nodes[world + 1] + world + 1]
        head, back = heads[arcs[world] : arcs[world + 1]], backs[arcs[world] : arcs[world + 1]]
        low, base = gates[world], arcs[world]
        for arc in range(arcs[world + 1] - base):
            left[arc] = capacities[base + arc]
        for each in range(gates[world + 1] - low):
            least[each] = UNCUT
        total = 0
        for copy in range(copies[world], copies[world + 1]):
            if gate[copy] >= 0:
                least[gate[copy]] = min(least[gate[copy]], max(price[copy], 0))
            if price[copy] < 0:
                total += price[copy]
                if project[copy] >= 0:
                    left[project[copy]] = -price[copy]
        for each in range(gates[world + 1] - low):
            left[gate_arc[low + each]] = least[each]
        for each in range(joints[world], joints[world + 1]):
            left[joint[each]] = price[after + each]
            total -= price[after + each] * (ways[each + 1] - ways[each])
            for way in range(ways[each], ways[each + 1]):
                left[way_arc[way]] = price[after + each]
        totals[world] = total + fill(start, head, back, left, level[: many + 1], queue, cursor, trail)
        for copy in range(copies[world], copies[world + 1]):
            if price[copy] < 0:
                wanted[copy] = 1 if project[copy] < 0 or level[project_node[copy]] >= 0 else 0
                continue
            wanted[copy] = 0
            at = gate[copy]
            if at >= 0 and price[copy] == least[at] and level[tails[low + at]] >= 0 > level[ends[low + at]]:
                # The first of the cheapest parts it; no other may.
                wanted[copy] = 1
                least[at] = -1
        for each in range(joints[world], joints[world + 1]):
            over = 1 + ways[each] - ways[each + 1] if level[joint_node[each]] < 0 else ways[each] - ways[each + 1]
            for way in range(ways[each], ways[each + 1]):
                over += 1 if level[way_node[way]] >= 0 else 0
            wanted[after + each] = over


def settle_slow(cut: WorldCut, price: Ints, joint_price: Ints) -> tuple[int, Ints]:
    """The plain twin, for one world: what it pays, and which copies it wants; then by how much each joint is over."""
    capacity = cut.network.capacity.copy()
    paid = np.maximum(price, 0)
    least = [min((int(paid[copy]) for copy in np.flatnonzero(cut.gate == gate)), default=UNCUT)
             for gate in range(len(cut.gate_arc))]  # fmt: skip
    capacity[cut.gate_arc] = least
    below = price < 0
    projects = np.flatnonzero(below & (cut.project >= 0))
    capacity[cut.project[projects]] = -price[projects]
    capacity[cut.joint], capacity[cut.way_arc] = joint_price, joint_price[cut.way_joint]
    total, near = cheapest_cut(cut.network, capacity)
    total -= int(joint_price[cut.way_joint].sum())
    over = np.bincount(cut.way_joint, near[cut.way_node] - 1.0, len(cut.joint)) + ~near[cut.joint_node]
    wanted = below & (cut.project < 0)
    wanted[projects] = near[cut.project_node[projects]]
    for gate, (tail, head) in enumerate(zip(cut.gate_tail, cut.gate_head, strict=True)):
        here = [copy for copy in np.flatnonzero((cut.gate == gate) & ~below) if price[copy] == least[gate]]
        if near[tail] and not near[head] and here:
            wanted[here[0]] = True
    return total + int(price[below].sum()), np.concatenate([wanted, over]).astype(np.int64)


def _begins(sizes: list[int]) -> Ints:
    begins: Ints = np.cumsum([0, *sizes], dtype=np.int64)
    return begins
