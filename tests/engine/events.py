"""An attack played out event by event: slow, plain, and with no line of the engine in it.

Law: ordinary numbers and one queue of what happens next; nothing is imported from the product, so that where the two
agree, two readings of what an attack is agree.
Not here: comparing the two (reliability.py), what follows from being reached.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Way:
    """One direction of a path: the chance that it is open to the attacker, and how long he needs on average."""

    path: str
    origin: str
    target: str
    chance: float
    hours: float


@dataclass(frozen=True)
class Suspicion:
    """A system that is hit with some chance, so many hours before hour 0."""

    system: str
    chance: float
    since: float


@dataclass(frozen=True)
class Closing:
    """From some hour on, what may not be crossed: paths by name, and each with one end (`whole`: any end) inside."""

    at: float
    paths: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    whole: bool = False

    def stops(self, way: Way, finished: float) -> bool:
        """Whether a crossing that finishes then is stopped."""
        if finished < self.at:
            return False
        ends = (way.origin in self.inside) + (way.target in self.inside)
        return way.path in self.paths or ends == 1 or (self.whole and ends > 0)


@dataclass(frozen=True)
class Town:
    """Everything the attack knows: ways, what is hit, what was ordered, and how it may end."""

    ways: tuple[Way, ...]
    suspicions: tuple[Suspicion, ...]
    closings: tuple[Closing, ...]
    hours: float
    found_at: float
    destroys: float


def played(town: Town, chance: Random) -> dict[str, float]:
    """The hour at which each system was reached, for one run: those never reached are left out."""
    ends_at = town.hours if chance.random() < town.destroys else min(town.hours, town.found_at)
    leaving: dict[str, list[Way]] = {}
    for way in town.ways:
        leaving.setdefault(way.origin, []).append(way)
    ahead: list[tuple[float, int, str]] = []
    count = 0
    for each in town.suspicions:
        if chance.random() < each.chance:
            count += 1
            heapq.heappush(ahead, (-each.since, count, each.system))
    taken: dict[str, float] = {}
    while ahead:
        now, _, system = heapq.heappop(ahead)
        if system in taken or now >= ends_at:
            continue
        taken[system] = now
        for way in leaving.get(system, ()):
            is_open = chance.random() < way.chance
            takes = chance.expovariate(1 / way.hours) if way.hours > 0 else 0.0
            if is_open and not any(each.stops(way, now + takes) for each in town.closings):
                count += 1
                heapq.heappush(ahead, (now + takes, count, way.target))
    return taken
