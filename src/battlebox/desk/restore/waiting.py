"""Who waits for whom among what is out: needs with their alternatives, and things in between that come back alone.

Law: a need counts if what it is on stops and no alternative stands; things in between that only hold each other down
come back together.
Not here: work and time (problem.py), what stops (engine).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from battlebox.estate import FALLBACK, Estate

Ways = tuple[tuple[str, ...], ...]
"""What a thing waits for: of each list, one."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`out` is brought back by somebody; `between` stops because of it, and is waited for in turn."""

    out: frozenset[str]
    between: tuple[str, ...]
    waits: Mapping[str, Ways]

    @classmethod
    def of(cls, estate: Estate, stopped: frozenset[str], out: frozenset[str]) -> Waiting:
        """Who waits among what stops. Cost: a pass over the needs."""
        groups: dict[str, dict[str, list[str]]] = {}
        for number, need in enumerate(estate.needs):
            if need.of in stopped and need.slows is None and not need.of.startswith(FALLBACK):
                groups.setdefault(need.of, {}).setdefault(need.any_of or f"/{number}", []).append(need.on)
        waits = {
            name: tuple(tuple(ons) for ons in found.values() if all(on in stopped for on in ons))
            for name, found in groups.items()
        }
        loose = stopped - out
        waits = _joined(waits, loose)
        waited_for = {on for ways in waits.values() for ons in ways for on in ons}
        between = tuple(sorted(loose & waited_for))
        return cls(out, between, waits)

    def ways(self, name: str) -> Ways:
        """What a thing waits for."""
        return self.waits.get(name, ())

    def reached(self, names: Iterable[str]) -> frozenset[str]:
        """These, and all that they wait for, directly or by others."""
        found = set(names)
        todo = list(found)
        while todo:
            new = {on for ons in self.ways(todo.pop()) for on in ons} - found
            found |= new
            todo += new
        return frozenset(found)

    def without(self, left: Mapping[str, str]) -> dict[str, str]:
        """What is in no plan once these are not, each with why: a thing all of whose ways lead to such."""
        found = dict(left)
        behind: dict[str, list[str]] = {}
        for name, ways in self.waits.items():
            for ons in ways:
                for on in ons:
                    behind.setdefault(on, []).append(name)
        todo = list(left)
        while todo:
            gone = todo.pop()
            for name in behind.get(gone, ()):
                lost = next((ons for ons in self.ways(name) if all(on in found for on in ons)), None)
                if name not in found and lost is not None:
                    found[name] = f"it waits for {' or '.join(lost)}, which no plan brings back"
                    todo.append(name)
        return found


def _joined(waits: Mapping[str, Ways], loose: frozenset[str]) -> dict[str, Ways]:
    """The same, with things that hold each other down in a circle waiting for all that the circle waits for."""
    found = dict(waits)
    for ring in _rings({name: [on for ons in waits.get(name, ()) for on in ons if on in loose] for name in loose}):
        outside = tuple(
            dict.fromkeys(ons for name in ring for ons in waits.get(name, ()) if not any(on in ring for on in ons))
        )
        found.update(dict.fromkeys(ring, outside))
    return found


def _rings(leads: Mapping[str, list[str]]) -> Iterable[frozenset[str]]:
    """Sets of two or more that all lead to each other: Tarjan's, without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in sorted(leads):
        work = [(root, iter(leads[root]))] if root not in index else []
        while work:
            name, rest = work[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                stack.append(name)
                on_stack.add(name)
            onward = next((on for on in rest if on not in index or on in on_stack), None)
            if onward is not None and onward not in index:
                work.append((onward, iter(leads[onward])))
                continue
            if onward is not None:
                low[name] = min(low[name], index[onward])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[name])
            if low[name] == index[name]:
                ring = frozenset(stack[stack.index(name) :])
                del stack[stack.index(name) :]
                on_stack -= ring
                if len(ring) > 1:
                    yield ring
