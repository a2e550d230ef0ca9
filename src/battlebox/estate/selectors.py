"""Selectors: what `system:ID`, `segment:ID`, `paths:BODY/BODY`, a bare id and the like name (contract section 1).

Law: a selector names things or paths, never both, and an empty match is the caller's error to report.
Not here: which selectors a column takes (faults.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from battlebox.estate.estate import Estate


def things_of(estate: Estate, selectors: Iterable[str]) -> frozenset[str]:
    """Ids of the systems, services and channels that the selectors name together; unknown ones name nothing."""
    named: set[str] = set()
    for selector in selectors:
        named |= _things(estate, selector)
    return frozenset(named)


def paths_of(estate: Estate, selectors: Iterable[str]) -> frozenset[str]:
    """Ids of the paths that the selectors name together; unknown ones name nothing."""
    named: set[str] = set()
    for selector in selectors:
        named |= _paths(estate, selector)
    return frozenset(named)


def between(estate: Estate, one: str, other: str) -> frozenset[str]:
    """Ids of the paths that join two bodies, in either direction; `one == other` is inside it."""
    return estate.paths_by_bodies.get(frozenset((one, other)), frozenset())


def _things(estate: Estate, selector: str) -> frozenset[str]:
    kind, colon, name = selector.partition(":")
    if not colon:
        kind, name = "", selector
    tables = {"system": estate.system_by_id, "service": estate.service_by_id, "channel": estate.channel_by_id}
    if kind in ("", *tables) and name in tables.get(kind, estate.thing_by_id):
        return frozenset((name,))
    if kind in ("", "segment") and name in estate.systems_by_segment:
        return estate.systems_by_segment[name]
    if kind in ("", "body"):
        return estate.things_by_body.get(name, frozenset())
    return frozenset()


def _paths(estate: Estate, selector: str) -> frozenset[str]:
    kind, colon, name = selector.partition(":")
    if not colon:
        kind, name = "path", selector
    if kind == "path":
        return frozenset((name,)) if name in estate.path_by_id else frozenset()
    if kind == "kind":
        return estate.paths_by_kind.get(name, frozenset())
    if kind == "paths":
        one, _, other = name.partition("/")
        return between(estate, one, other)
    return frozenset()
