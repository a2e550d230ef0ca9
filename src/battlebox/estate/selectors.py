"""What a selector names: `system:ID`, `service:ID`, `channel:ID`, `segment:ID`, `body:ID`, `path:ID`,
`paths:BODY/BODY`, `kind:KIND`, or a bare id (contract section 1).

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
    hosts = estate.system_by_id
    return frozenset(
        row.path
        for row in estate.paths
        if {hosts[row.origin].body, hosts[row.target].body} == {one, other}
    )


def _things(estate: Estate, selector: str) -> set[str]:
    kind, colon, name = selector.partition(":")
    if not colon:
        kind, name = "", selector
    if kind in ("", "system", "service", "channel"):
        tables = {"system": estate.system_by_id, "service": estate.service_by_id, "channel": estate.channel_by_id}
        if name in tables.get(kind, estate.thing_by_id):
            return {name}
    if kind in ("", "segment"):
        inside = {row.system for row in estate.systems if row.segment == name}
        if inside:
            return inside
    if kind in ("", "body"):
        return {key for key, row in estate.thing_by_id.items() if row.body == name}
    return set()


def _paths(estate: Estate, selector: str) -> set[str]:
    kind, colon, name = selector.partition(":")
    if not colon:
        kind, name = "path", selector
    if kind == "path":
        return {name} & estate.path_by_id.keys()
    if kind == "kind":
        return {row.path for row in estate.paths if row.kind == name}
    if kind == "paths":
        one, _, other = name.partition("/")
        return set(between(estate, one, other))
    return set()
