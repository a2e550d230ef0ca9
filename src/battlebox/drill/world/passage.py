"""Where the attacker gets to while people act: spells in which it holds each system.

A path is crossed once its crossing has taken the time that was drawn for it without a break: the system it leads from
held, the path not shut, the system it leads to not made clean in between. An attempt that was broken off begins anew.
With paths that never open again and nothing made clean, that is the engine's first passage.

Law: what holds a system never depends on what comes later; a path more shut, or a system more often clean, never lets
the attacker hold more.
Not here: what shuts a path (barrier.py), the plain twin (passage_slow.py).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from battlebox.drill.world.barrier import Barriers
from battlebox.drill.world.stretch import FAR
from battlebox.engine import Crossing

_LOST, _AGAIN_INTO, _AGAIN_ALONG, _TAKEN = range(4)
"""What happens at one moment, in this order: losses first, so that nobody holds a system by having held it."""
_FIRST: Final = -1

Start = tuple[str, int]
"""A system that the attacker takes without crossing a path, and when."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch in which the attacker holds a system: from, until (None: it is not put out), and how it came.

    `path` and `origin` are blank where it was there to begin with or was put there by the script.
    """

    system: str
    begin_microhours: int
    end_microhours: int | None
    path: str = ""
    origin: str = ""

    def covers(self, at_microhours: int) -> bool:
        """Whether the attacker holds the system at a moment of this spell."""
        end = FAR if self.end_microhours is None else self.end_microhours
        return self.begin_microhours <= at_microhours < end


def spells_of(
    crossings: Sequence[Crossing], starts: Iterable[Start], barriers: Barriers, limit_microhours: int
) -> tuple[Spell, ...]:
    """Every spell of an attack that moves before `limit`, in order of when they begin.

    Cost: for each spell a look at the paths of its system, in a queue.
    """
    walk = _Walk(tuple(crossings), barriers, limit_microhours)
    for system, at in starts:
        if at < limit_microhours:
            heapq.heappush(walk.queue, (at, _TAKEN, _FIRST, system))
    for system, moments in barriers.losses.items():
        for at in moments:
            heapq.heappush(walk.queue, (at, _LOST, 0, system))
            heapq.heappush(walk.queue, (at, _AGAIN_INTO, 0, system))
    for path, stretches in barriers.shut.items():
        for _, at in stretches:
            heapq.heappush(walk.queue, (at, _AGAIN_ALONG, 0, path))
    while walk.queue:
        at, what, number, name = heapq.heappop(walk.queue)
        walk.step(at, what, number, name)
    spells = [*walk.over, *walk.held.values()]
    return tuple(sorted(spells, key=lambda spell: (spell.begin_microhours, spell.system)))


@dataclass
class _Walk:
    """The attack as far as it has been followed."""

    crossings: tuple[Crossing, ...]
    barriers: Barriers
    limit: int
    queue: list[tuple[int, int, int, str]] = field(default_factory=list)
    held: dict[str, Spell] = field(default_factory=dict)
    over: list[Spell] = field(default_factory=list)
    out_of: Mapping[str, list[int]] = field(init=False)
    into: Mapping[str, list[int]] = field(init=False)
    along: Mapping[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.out_of, self.into, self.along = defaultdict(list), defaultdict(list), defaultdict(list)
        for number, crossing in enumerate(self.crossings):
            self.out_of[crossing.origin].append(number)
            self.into[crossing.target].append(number)
            self.along[crossing.path].append(number)

    def step(self, at: int, what: int, number: int, name: str) -> None:
        """What happens next, and the attempts that begin with it."""
        if what == _LOST:
            spell = self.held.pop(name, None)
            if spell is not None:
                self.over.append(Spell(spell.system, spell.begin_microhours, at, spell.path, spell.origin))
        elif what == _AGAIN_INTO:
            self._try(self.into.get(name, ()), at)
        elif what == _AGAIN_ALONG:
            self._try(self.along.get(name, ()), at)
        elif name not in self.held:
            path, origin = "", ""
            if number != _FIRST:
                path, origin = self.crossings[number].path, self.crossings[number].origin
            self.held[name] = Spell(name, at, None, path, origin)
            self._try(self.out_of.get(name, ()), at)

    def _try(self, numbers: Iterable[int], at: int) -> None:
        """Begin to cross, where somebody is there to do it; what will break an attempt off is known already."""
        barriers = self.barriers
        for number in numbers:
            crossing = self.crossings[number]
            if crossing.origin not in self.held or crossing.target in self.held:
                continue
            arrives = at + crossing.microhours
            broken_off = min(
                self.limit,
                barriers.shuts_at(crossing.path, at),
                barriers.lost_after(crossing.origin, at),
                barriers.lost_after(crossing.target, at),
            )
            if arrives < broken_off:
                heapq.heappush(self.queue, (arrives, _TAKEN, number, crossing.target))
