"""An order in force: from when, until when, and which things, paths and needs it closes.

Law: each order is its own boundary; whatever any order closes is closed. To the attack, closed paths never open again.
Not here: which orders make a plan (plans.py), what follows from a closed need (outage.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from battlebox.estate import Action, Estate, Need, Path, between, paths_of, things_of
from engine.oracle.spans import Spans, common, merged

EVERYTHING = "everything"
FALLBACK = "fallback:"


@dataclass(frozen=True)
class Order:
    """What one action does, worked out from its selectors."""

    start: int
    end: int
    isolates: frozenset[str]
    cuts: frozenset[str]
    stops: frozenset[str]
    alone: str | None
    """The one system it isolates alone."""

    def blocks(self, path: Path) -> bool:
        """Whether the path cannot be crossed: cut, over the boundary, or at either end switched off."""
        ends = {path.origin, path.target}
        return path.path in self.cuts or len(ends & self.isolates) == 1 or bool(ends & self.stops)

    def rescues(self, system: str) -> bool:
        """Whether it has the system checked meanwhile: stopped, or isolated alone."""
        return system in self.stops or system == self.alone


@lru_cache(maxsize=4096)
def _selected(estate: _ByIdentity, action: Action) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    held = estate.estate
    return things_of(held, action.isolates), paths_of(held, action.cuts), things_of(held, action.stops)


class _ByIdentity:
    """An estate as a key of a cache: the same object, the same answer."""

    def __init__(self, estate: Estate) -> None:
        self.estate = estate

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.estate is other.estate

    def __hash__(self) -> int:
        return id(self.estate)


def _order(estate: Estate, action: Action, start: int) -> Order:
    isolates, cuts, stops = _selected(_ByIdentity(estate), action)
    systems = isolates & estate.system_by_id.keys()
    alone = next(iter(systems)) if len(systems) == 1 else None
    return Order(start, start + action.lasts_microhours, isolates, cuts, stops, alone)


def _everything(estate: Estate, ago: int) -> list[Order]:
    hosts = {row.body for row in estate.systems}
    none: frozenset[str] = frozenset()
    start = estate.cyber.everything_takes_microhours - ago
    end = start + estate.cyber.everything_lasts_microhours
    return [
        Order(start, end, none, none, things_of(estate, (f"body:{row.body}",)), None)
        for row in estate.bodies
        if row.body in hosts and row.kind == "council"
    ]


def orders_of(estate: Estate, plan: Iterable[str] = (), dones: Iterable[tuple[str, int]] = ()) -> list[Order]:
    """The orders of a plan, given at hour 0, and those given `ago` before."""
    orders: list[Order] = []
    for name, ago in [*((name, 0) for name in plan), *dones]:
        if name == EVERYTHING:
            orders.extend(_everything(estate, ago))
        else:
            action = estate.action_by_id[name]
            orders.append(_order(estate, action, action.takes_microhours - ago))
    return orders


def path_closed(path: Path, orders: Iterable[Order]) -> Spans:
    """When needs that run over the path are broken."""
    return merged((order.start, order.end) for order in orders if order.blocks(path))


def crossing_ends(path: Path, orders: Iterable[Order]) -> float:
    """A crossing that finishes at or after this instant is blocked (infinite: never)."""
    return min((order.start for order in orders if order.blocks(path)), default=float("inf"))


def standing(thing: str) -> str:
    """A fallback stands on its service's side of every boundary."""
    return thing.removeprefix(FALLBACK)


def need_closed(estate: Estate, need: Need, orders: list[Order]) -> Spans:
    """When the link that a need runs over is closed, whatever `on` is doing."""
    of = standing(need.of)
    closed = [(order.start, order.end) for order in orders if (of in order.isolates) != (need.on in order.isolates)]
    for name in need.via:
        closed.extend(path_closed(estate.path_by_id[name], orders))
    one, other = (estate.thing_by_id[end].body for end in (of, need.on))
    if not need.via and one != other:
        closed.extend(_all_cut(between(estate, one, other), orders))
    return merged(closed)


def _all_cut(paths: frozenset[str], orders: list[Order]) -> Spans:
    """When every one of the paths is cut; no paths, no closing."""
    cut = [merged((order.start, order.end) for order in orders if path in order.cuts) for path in sorted(paths)]
    if not cut:
        return ()
    both = cut[0]
    for spans in cut[1:]:
        both = common(both, spans)
    return both
