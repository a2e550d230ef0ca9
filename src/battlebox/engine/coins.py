"""A crossing as the drawing of worlds reads it: where it leads, and up to which draw it is live, in one record.

Worlds of a region are drawn from crossings that lie all over memory: one record of sixteen bytes is fetched at once,
where a key, a chance and an end in three arrays were fetched one after another.
Law: `is_live` holds exactly where the draw of the crossing's own name in that world is below its chance.
Not here: worlds (worlds.py), hours.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from battlebox.engine.compile import inner_kernel
from battlebox.engine.draws import LOW32, mix
from battlebox.engine.nets import Flags, PathNet, Records, frozen

COIN: Final = np.dtype([("key", "u8"), ("most", "u4"), ("to", "i4")])
"""A crossing: its key, the highest draw for which it is live, the system it leads to (NOWHERE: it is never live)."""
NOWHERE: Final = -1


def coins_of(paths: PathNet, closed: Flags | None = None) -> Records:
    """The crossings of a net as records; those that are closed are never live."""
    coins = np.zeros(len(paths.target), dtype=COIN)
    coins["key"] = paths.key
    coins["most"] = np.maximum(paths.threshold, np.uint64(1)) - np.uint64(1)
    never = paths.threshold == 0
    coins["to"] = np.where(never if closed is None else never | closed, NOWHERE, paths.target)
    return frozen(coins)


@inner_kernel
def is_live(here: np.uint64, coins: Records, crossing: int) -> bool:
    """Whether a crossing could be crossed in the world of key `here`, if it leads anywhere."""
    return bool(np.uint32(mix(here, coins[crossing]["key"]) & LOW32) <= coins[crossing]["most"])
