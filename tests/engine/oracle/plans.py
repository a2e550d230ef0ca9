"""Which plans there are, the best of them by trying all, and the two named ones that everybody asks about.

Law: a plan repeats nothing already ordered and conflicts with nothing, neither inside itself nor with what is ordered.
Not here: what a plan is worth (price.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from battlebox.estate import Estate, paths_of, things_of
from engine.oracle.price import Case, Price, expected


def _conflict(estate: Estate, one: str, other: str) -> bool:
    rows = estate.action_by_id
    if one not in rows or other not in rows:
        return False
    return other in rows[one].conflicts or one in rows[other].conflicts


def allowed(case: Case, plan: Iterable[str]) -> bool:
    """Whether the plan may be ordered."""
    chosen = list(plan)
    done = [name for name, _ in case.dones]
    pairs = [*combinations(chosen, 2), *((one, other) for one in chosen for other in done)]
    return not set(chosen) & set(done) and not any(_conflict(case.estate, *pair) for pair in pairs)


def plans_of(case: Case) -> Iterator[tuple[str, ...]]:
    """Every plan, the empty one first."""
    names = [row.action for row in case.estate.actions]
    for size in range(len(names) + 1):
        yield from (plan for plan in combinations(names, size) if allowed(case, plan))


def best_plan(case: Case) -> tuple[tuple[str, ...], Price]:
    """The plan of least expected harm, by trying all; the first of equals."""
    return min(((plan, expected(case, plan)) for plan in plans_of(case)), key=lambda found: found[1].total)


def isolate_every_suspect(case: Case) -> tuple[str, ...]:
    """For each hit the quickest, then cheapest, then first-named order that isolates it alone."""
    estate = case.estate
    chosen: set[str] = set()
    for hit in case.hits:
        fitting = [
            (row.takes_microhours, row.cost, row.action)
            for row in estate.actions
            if things_of(estate, row.isolates) & estate.system_by_id.keys() == {hit.system}
        ]
        if fitting:
            chosen.add(min(fitting)[2])
    return _peaceful(case, chosen)


def cut_every_link(case: Case) -> tuple[str, ...]:
    """Every order that does nothing but cut, and cuts only paths that join two bodies."""
    estate = case.estate
    hosts = estate.system_by_id
    chosen = set()
    for row in estate.actions:
        paths = [estate.path_by_id[name] for name in paths_of(estate, row.cuts)]
        only = not row.isolates and not row.stops
        if paths and only and all(hosts[path.origin].body != hosts[path.target].body for path in paths):
            chosen.add(row.action)
    return _peaceful(case, chosen)


def _peaceful(case: Case, names: set[str]) -> tuple[str, ...]:
    """The names in order, each kept unless it conflicts with one kept before it or is ordered already."""
    kept: list[str] = []
    for name in sorted(names):
        if allowed(case, [*kept, name]):
            kept.append(name)
    return tuple(kept)
