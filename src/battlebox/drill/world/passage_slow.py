"""The plain twin of passage.py: the same spells by rounds until nothing changes, for tests.

Law: obviously right comes before fast: no queue, no order of moments, only what a crossing needs.
Not here: how the attacker came; nothing else calls this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from battlebox.drill.world.barrier import Barriers
from battlebox.drill.world.passage import Start
from battlebox.drill.world.stretch import FAR, Stretch
from battlebox.engine import Crossing


def spells_slow(
    crossings: Sequence[Crossing], starts: Iterable[Start], barriers: Barriers, limit_microhours: int
) -> dict[str, list[Stretch]]:
    """When each system is held, as stretches from one loss of it to the next; those never held are left out."""
    begun = [(system, at) for system, at in starts if at < limit_microhours]
    held: dict[str, list[Stretch]] = {}
    while True:
        takings: dict[str, list[int]] = defaultdict(list)
        for system, at in begun:
            takings[system].append(at)
        for crossing in crossings:
            for stretch in held.get(crossing.origin, []):
                for begin, end in _unbroken(stretch, crossing, barriers):
                    if begin + crossing.microhours < min(end, limit_microhours):
                        takings[crossing.target].append(begin + crossing.microhours)
        found = {system: _until_lost(barriers.losses.get(system, ()), moments) for system, moments in takings.items()}
        if found == held:
            return held
        held = found


def _unbroken(stretch: Stretch, crossing: Crossing, barriers: Barriers) -> list[Stretch]:
    """The parts of a spell at the origin in which the path stays open and the target is not made clean."""
    parts = [stretch]
    for begin, end in barriers.shut.get(crossing.path, ()):
        parts = [part for a, b in parts for part in ((a, min(b, begin)), (max(a, end), b)) if part[0] < part[1]]
    for moment in barriers.losses.get(crossing.target, ()):
        parts = [part for a, b in parts for part in ((a, min(b, moment)), (max(a, moment), b)) if part[0] < part[1]]
    return parts


def _until_lost(losses: Sequence[int], takings: Iterable[int]) -> list[Stretch]:
    """From the first taking after each loss to the next loss."""
    first: dict[int, int] = {}
    for at in takings:
        end = min((moment for moment in losses if moment > at), default=FAR)
        first[end] = min(at, first.get(end, at))
    return [(begin, end) for end, begin in sorted(first.items())]
