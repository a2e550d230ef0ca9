"""Downfall: everything that stops, sooner or later, when one system alone is lost and nobody does anything.

Law: groups of alternatives stop only when every row of them has; work is bounded, and what was not looked at is said.
Not here: many losses at once, recoveries, actions and worlds (engine), what a planner should think of it (gaps.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import Final

from battlebox.estate.estate import Estate
from battlebox.estate.things import Need

STEPS_MAX: Final = 1_000_000
"""Needs rows followed in one estate, all systems together: about three seconds of a small machine."""


def grouped(needs: Iterable[Need]) -> list[tuple[str, list[Need]]]:
    """The needs that can stop something, alternatives together: what each group is of, and its rows."""
    groups: dict[tuple[str, str], list[Need]] = {}
    for number, need in enumerate(needs):
        if need.slows is None:
            # A row without a label is a group of one; no label begins with a space, since cells are read without.
            label = f" {number}" if need.any_of is None else need.any_of
            groups.setdefault((need.of, label), []).append(need)
    return [(of, rows) for (of, _), rows in groups.items()]


class Downfall:
    """The needs of an estate, turned round: from what is lost to what stops. `slows` and fallback rows stop nothing."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._rows: dict[str, list[tuple[int, int]]] = {}
        self._of: list[str] = []
        self._left: list[int] = []
        self.steps = 0
        self.unseen = 0
        for of, needs in grouped(estate.needs):
            for need in needs if of in estate.thing_by_id else ():
                self._rows.setdefault(need.on, []).append((len(self._of), need.holds_microhours))
            self._of.append(of)
            self._left.append(len(needs))

    def each(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Every system that something needs, with what its loss stops and after how many microhours, itself included.

        Stops at STEPS_MAX; `unseen` is then how many systems were left.
        """
        for system in self._estate.systems:
            if system.system not in self._rows:
                continue
            if self.steps >= STEPS_MAX:
                self.unseen += 1
            else:
                yield system.system, self.after(system.system)

    def after(self, struck: str) -> dict[str, int]:
        """What the loss of one thing stops, and after how many microhours, itself included."""
        stopped: dict[str, int] = {}
        left: dict[int, int] = {}
        latest: dict[int, int] = {}
        waiting = [(0, struck)]
        while waiting:
            at, thing = heappop(waiting)
            if thing in stopped:
                continue
            stopped[thing] = at
            rows = self._rows.get(thing, ())
            self.steps += 1 + len(rows)
            for group, holds in rows:
                left[group] = left.get(group, self._left[group]) - 1
                latest[group] = max(latest.get(group, 0), at + holds)
                if not left[group]:
                    heappush(waiting, (latest[group], self._of[group]))
        return stopped
