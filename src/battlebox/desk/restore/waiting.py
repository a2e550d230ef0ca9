"""Who waits for whom among what is out: needs with their alternatives, and things in between that come back alone.

Law: a need counts if what it is on stops and no alternative stands; a need by way of a link with gates waits for the
link as well; things in between that only hold each other down come back together.
Not here: work and time (problem.py), what stops (engine).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.estate import FALLBACK, Estate, Need

Ways = tuple[tuple[str, ...], ...]
"""What a thing waits for: of each list, one."""
OVER: Final = "/over/"
"""Between a thing and the links over which alone it is one of several alternatives; no id has it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`out` is brought back by somebody; `between` stops because of it, and is waited for in turn.

    An alternative that is reached over gated links is a thing in between of its own: back once it and they are.
    """

    out: frozenset[str]
    between: tuple[str, ...]
    waits: Mapping[str, Ways]

    @classmethod
    def of(
        cls, estate: Estate, stopped: frozenset[str], out: frozenset[str], gated: Collection[str] = frozenset()
    ) -> Waiting:
        """Who waits among what stops, `gated` being links with gates. Cost: a pass over the needs."""
        groups: dict[str, dict[str, list[Need]]] = {}
        for number, need in enumerate(estate.needs):
            if need.of in stopped and need.slows is None and not need.of.startswith(FALLBACK):
                groups.setdefault(need.of, {}).setdefault(need.any_of or f"/{number}", []).append(need)
        over: dict[str, Ways] = {}
        waits: dict[str, Ways] = {}
        for name, found in groups.items():
            kept = [needs for needs in found.values() if all(need.on in stopped for need in needs)]
            waits[name] = tuple(way for needs in kept for way in _ways(needs, gated, over))
        waits |= over
        loose = (stopped | over.keys()) - out
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

    def circle(self, names: Iterable[str], left: Collection[str]) -> tuple[str, ...]:
        """Things of which each waits for the next, and the last for the first; empty where all of these can come back.

        What is not named, links and others' systems among it, stands; what is left out is no way.
        """
        todo = dict.fromkeys(names)
        waits = {name: [[on for on in ons if on not in left] for ons in self.ways(name)] for name in todo}
        behind: dict[str, list[str]] = {}
        for name, groups in waits.items():
            for on in {on for ons in groups for on in ons}:
                behind.setdefault(on, []).append(name)
        stuck = set(todo)
        free = [name for name in (*todo, *behind) if name not in stuck or not waits[name]]
        while free:
            one = free.pop()
            stuck.discard(one)
            free += [
                name
                for name in behind.get(one, ())
                if name in stuck and all(any(on not in stuck for on in ons) for ons in waits[name])
            ]
        trail: list[str] = []
        one = next((name for name in todo if name in stuck), "")
        while one and one not in trail:
            trail.append(one)
            one = next(ons for ons in waits[one] if all(on in stuck for on in ons))[0]
        return tuple(trail[trail.index(one) :]) if one else ()

    def without(self, left: Mapping[str, str], apart: Collection[str] = ()) -> dict[str, str]:
        """What is in no plan once these are not, each with why: a thing all of whose ways lead to such.

        `apart` of them could come back, and are not in the order.
        """
        found = dict(left)
        beyond = set(apart)
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
                    way = "is not in this order" if not beyond.isdisjoint(lost) else "no plan brings back"
                    if not beyond.isdisjoint(lost):
                        beyond.add(name)
                    found[name] = f"it waits for {' or '.join(map(_said, lost))}, which {way}"
                    todo.append(name)
        return found


def _said(name: str) -> str:
    """What is waited for in ids: a thing, or a thing over links."""
    return name.replace(OVER, " over ")


def _ways(needs: list[Need], gated: Collection[str], over: dict[str, Ways]) -> Ways:
    """What one set of alternatives waits for, links with their gates included; `over` takes what it needs for that."""
    links = [tuple(link for link in need.via if link in gated) for need in needs]
    if len(needs) == 1:
        return ((needs[0].on,), *((link,) for link in links[0]))
    names = []
    for need, its in zip(needs, links, strict=True):
        name = f"{need.on}{OVER}{'+'.join(its)}" if its else need.on
        if its:
            over[name] = ((need.on,), *((link,) for link in its))
        names.append(name)
    return (tuple(names),)


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
