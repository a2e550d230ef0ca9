"""Which channels stop together: what each loss takes with it, worked out before anything is lost.

Law: one line for each set of channels, naming every single thing whose loss stops all of them.
Not here: how a channel is now (channel.py), a body left with none at all (a gap of the estate).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from battlebox.desk.picture.channel import stands_on
from battlebox.desk.picture.revision import InUse
from battlebox.estate import Downfall, Estate

LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Together:
    """Channels that stop together, by id in table order; `systems` each stop all of them alone, within `hold`."""

    systems: tuple[str, ...]
    channels: tuple[str, ...]
    after_microhours: int


@lru_cache(maxsize=8)
def together(used: InUse) -> tuple[Together, ...]:
    """Every set of two or more, the largest first. Cost: one walk for each system that a channel rests on."""
    return together_in(used.estate)


def together_in(estate: Estate) -> tuple[Together, ...]:
    """The same of an estate that is in no incident."""
    downfall = Downfall(estate)
    found: dict[tuple[str, ...], tuple[list[str], int]] = {}
    under = stands_on(estate, *(row.channel for row in estate.channels))
    for row in estate.systems:
        if row.system not in under:
            continue
        stopped = downfall.after(row.system)
        channels = tuple(each.channel for each in estate.channels if each.channel in stopped)
        if len(channels) >= LEAST:
            systems, after = found.get(channels, ([], 0))
            found[channels] = ([*systems, row.system], max(after, *(stopped[name] for name in channels)))
    lines = (Together(tuple(systems), channels, after) for channels, (systems, after) in found.items())
    return tuple(sorted(lines, key=lambda line: -len(line.channels)))
