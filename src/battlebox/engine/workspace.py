"""The working arrays of one thread: made once for an estate, stamped rather than cleared between worlds.

Law: a value counts only where its stamp is the current phase or world; nothing is carried from one world to the next.
Not here: what the kernels do with them (outage.py, tally.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Floats, Indexes, Ints

PHASE, WORLD, HEAP, STACK, OUTS, TOUCHED, SLOWED, CAUSES, TOUCHED_WORLD = range(9)
"""What each cell of `Workspace.counts` counts."""


class Workspace(NamedTuple):
    """Stamps start at 0 and phases at 2, so that nothing looks carried before the first phase."""

    counts: Ints  # [9], see the names above
    heap_time: Ints
    heap_code: Ints  # node number, or nodes + row
    stack: Indexes  # nodes that are out and whose rows are still to be broken
    node_phase: Ints  # [nodes], phase in which the node is out
    node_from: Ints  # [nodes], when in that phase it went out
    node_row: Ints  # [nodes], the row whose loss put it out, -1 for an outside cause
    outs: Indexes  # [nodes], the nodes out in this phase, in order of time
    row_phase: Ints  # [rows], phase in which the row is broken
    row_since: Ints  # [rows], since when it has been broken without a break
    row_from: Ints  # [rows], when in that phase it broke
    slowed: Indexes  # [rows], the slowing rows broken in this phase
    group_phase: Ints  # [groups]
    group_left: Indexes  # [groups], alternatives not yet lost
    cause_node: Indexes  # outages of this world alone
    cause_from: Ints
    cause_to: Ints
    service_phase: Ints  # [services]
    service_world: Ints  # [services]
    service_last: Ints  # [services], up to when it is accounted for
    service_out: Indexes  # [services], 1 while out
    service_alone: Indexes  # [services], 1 while its fallback does not work
    service_slow: Floats  # [services], largest share lost to slowing rows
    service_tau: Ints  # [services], microhours out so far in this world
    service_harm: Ints  # [services], millionths of a harm unit in this world
    touched: Indexes  # [services], those accounted for in this phase
    world_services: Indexes  # [services], those touched in this world


def workspace(arrays: EstateArrays, *, causes_max: int) -> Workspace:
    """Working arrays for one thread. `causes_max` bounds the outside causes and closures of any plan used with it."""
    nodes, rows = len(arrays.names), len(arrays.needs.of)
    groups, services = len(arrays.needs.group_size), len(arrays.estate.services)

    def whole(size: int) -> Ints:
        return np.zeros(size, dtype=np.int64)

    def small(size: int) -> Indexes:
        return np.zeros(size, dtype=np.int32)

    room = rows + causes_max + arrays.systems + 1
    counts = whole(9)
    counts[PHASE] = 1
    return Workspace(
        counts=counts,
        heap_time=whole(room),
        heap_code=whole(room),
        stack=small(nodes + 1),
        node_phase=whole(nodes),
        node_from=whole(nodes),
        node_row=whole(nodes),
        outs=small(nodes),
        row_phase=whole(rows),
        row_since=whole(rows),
        row_from=whole(rows),
        slowed=small(rows),
        group_phase=whole(groups),
        group_left=small(groups),
        cause_node=small(arrays.systems + 1),
        cause_from=whole(arrays.systems + 1),
        cause_to=whole(arrays.systems + 1),
        service_phase=whole(services),
        service_world=whole(services),
        service_last=whole(services),
        service_out=small(services),
        service_alone=small(services),
        service_slow=np.zeros(services, dtype=np.float64),
        service_tau=whole(services),
        service_harm=whole(services),
        touched=small(services),
        world_services=small(services),
    )
