"""One plan made ready: what its orders close, stop and rescue, and when.

Law: a plan's closures and outages are the same in every world; `done` orders and what is seen to be down belong to it.
Not here: what one order does to the estate (effects.py), choosing a plan (search.py).
"""

from __future__ import annotations

from typing import NamedTuple

from battlebox.engine.nets import Flags, Indexes, Ints


class PlanNet(NamedTuple):
    """What the kernels read of a plan. Intervals are half-open, from hour 0 to the horizon."""

    horizon: int
    cause_node: Indexes
    cause_from: Ints
    cause_to: Ints
    shut_row: Indexes
    shut_from: Ints
    shut_to: Ints
    ends: Ints  # distinct hours, inside the horizon, at which a cause or a closure ends; ascending
    close_at: Ints  # [crossings], from when each is blocked; NEVER where it is not
    is_down: Flags  # [systems], seen to be down, so never rescued
    rescue_start: Ints  # [systems + 1]
    rescue_from: Ints  # from when an order checks the system alone or stops it
    rescue_to: Ints
