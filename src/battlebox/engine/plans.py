"""One plan made ready: what its orders close, stop and rescue, and when.

Law: a plan's closures and outages are the same in every world; orders already given and what is down belong to it.
Not here: what one order does to the estate (effects.py), choosing a plan (search.py).
"""

from __future__ import annotations

from typing import NamedTuple

from battlebox.engine.nets import Indexes, Ints, Records


class PlanNet(NamedTuple):
    """What the kernels read of a plan. Intervals are half-open, from hour 0 to the horizon."""

    horizon: int
    causes: Records  # CAUSE, nodes
    shuts: Records  # CAUSE, rows of `needs`
    ends: Ints  # distinct hours, inside the horizon, at which a cause or a closure ends; ascending
    close_at: Ints  # [crossings], from when each is blocked; NEVER where it is not
    is_down: Indexes  # [systems], 1 where seen to be down, so never rescued
    rescue_start: Ints  # [systems + 1]
    rescue: Records  # CAUSE: an order checks the system alone or stops it, from and to
