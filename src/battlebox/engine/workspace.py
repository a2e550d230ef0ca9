"""The working arrays of one thread: made once for an estate, stamped rather than cleared between worlds.

Law: a value counts only where its stamp is the current phase or world; nothing is carried from one world to the next.
Not here: what the kernels do with them (outage.py, tally.py).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import Indexes, Ints, Records
from battlebox.engine.waiting import LATER, STRETCHES

PHASE, WORLD, HEAP, OUTS, SPREAD, SLOWED, TOUCHED, COSTED, CAUSES = range(9)
"""What each cell of `counts` counts: the current phase and world; entries on the heap; nodes out in this phase, and how
many of them have been followed up; rows slowing; services touched in this phase, and in this world; causes of this
world."""

NODE: Final = np.dtype([("phase", "i8"), ("begin", "i8"), ("row", "i8")])
"""A node: the phase in which it is out, since when in it, and the row that put it out (-1: an outside cause)."""
ROW: Final = np.dtype([("phase", "i8"), ("since", "i8"), ("begin", "i8")])
"""A needs row: the phase in which it is broken, since when without a break, and since when in that phase."""
GROUP: Final = np.dtype([("phase", "i8"), ("left", "i4"), ("size", "i4")])
"""A group of alternatives: the phase it was last looked at in, how many are not lost, how many there are."""
ACCOUNT: Final = np.dtype(
    [
        ("phase", "i8"),
        ("world", "i8"),
        ("until", "i8"),
        ("tau", "i8"),
        ("harm", "i8"),
        ("slows", "f8"),
        ("out", "i4"),
        ("alone", "i4"),
    ]
)
"""A service's account: stamps, up to when it is kept, microhours out so far, harm in millionths, the largest share lost
to slowing rows, whether it is out, whether its fallback does not work."""
CAUSE: Final = np.dtype([("node", "i8"), ("begin", "i8"), ("end", "i8")])
"""Something put out, or a row closed, from outside, over half-open microhours."""
EVENT: Final = np.dtype([("time", "i8"), ("code", "i8")])
"""An entry on the heap."""


MEMO: Final = 64
"""Courses of one plan that are kept, since many worlds take the same one."""


class Workspace(NamedTuple):
    """Stamps start at 0 and phases after 1, so that nothing looks carried before the first phase."""

    counts: Ints
    heap: Records  # EVENT
    nodes: Records  # NODE
    rows: Records  # ROW
    groups: Records  # GROUP
    accounts: Records  # ACCOUNT
    causes: Records  # CAUSE
    outs: Indexes  # [nodes], the nodes out in this phase, in order of time
    slowed: Indexes  # [rows], the slowing rows broken in this phase
    touched: Indexes  # [services], touched in this phase
    costed: Indexes  # [services], touched in this world
    times: Ints  # [systems], when the attacker reaches each place of a world
    memo: Ints  # [MEMO, 5]: key, worlds seen, then people, service and services out as in a trial's figures
    memo_hours: Ints  # [MEMO, services], time out
    later: Records  # LATER, [crossings + systems], who waits for a later stretch
    head: Indexes  # [STRETCHES], who waits for each


def workspace(arrays: EstateArrays, *, causes_max: int) -> Workspace:
    """Working arrays for one thread. `causes_max` bounds the outside causes and closures of any plan used with it."""
    nodes, rows, services = len(arrays.names), len(arrays.needs.rows), len(arrays.services.rows)
    room = rows + causes_max + arrays.systems + len(arrays.paths.source) + 1
    counts = np.zeros(9, dtype=np.int64)
    counts[PHASE] = 1
    groups = np.zeros(len(arrays.needs.group_size), dtype=GROUP)
    groups["size"] = arrays.needs.group_size
    return Workspace(
        counts=counts,
        heap=np.zeros(room, dtype=EVENT),
        nodes=np.zeros(nodes, dtype=NODE),
        rows=np.zeros(rows, dtype=ROW),
        groups=groups,
        accounts=np.zeros(services, dtype=ACCOUNT),
        causes=np.zeros(arrays.systems + 1, dtype=CAUSE),
        outs=np.zeros(nodes, dtype=np.int32),
        slowed=np.zeros(rows, dtype=np.int32),
        touched=np.zeros(services, dtype=np.int32),
        costed=np.zeros(services, dtype=np.int32),
        times=np.zeros(arrays.systems, dtype=np.int64),
        memo=np.zeros((MEMO, 5), dtype=np.int64),
        memo_hours=np.zeros((MEMO, services), dtype=np.int64),
        later=np.zeros(arrays.systems + len(arrays.paths.source) + 1, dtype=LATER),
        head=np.zeros(STRETCHES, dtype=np.int32),
    )
