"""Links: rows of the table `paths` of a made-up region, the ties between bodies first and then what is inside them.

Law: exactly as many as asked for, as long as there are so many pairs of systems to join; no path stands twice; few
systems have many paths and many have few, as in a real network.
Not here: which ties there are (ties.py), the orders that cut them (orders.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.stock import KNOWN, Kept, Shelf
from battlebox.estate.region.ties import Tie
from battlebox.estate.template_paths import usual_ways
from battlebox.estate.things import PathKind

_TRIES: Final = 30
"""Pairs drawn for one more path before it is taken that there are no more."""
_NEAR: Final = 25
"""How far along the list a server's neighbours stand."""
_ACROSS: Final = 0.02
"""Chance that one more path of a council that shares is an account at its host."""
_CHANCES: Final = (("", 0.80), ("low", 0.08), ("medium", 0.06), ("high", 0.03), ("0.05", 0.02), ("0.02", 0.01))
_HOURS: Final = (("", 0.92), ("1", 0.02), ("8", 0.03), ("72", 0.03))

Way = tuple[str, str, PathKind]
"""From which system, to which, and how."""


def write_links(
    shelves: Mapping[str, Shelf],
    between: Sequence[Tie],
    hosts: Mapping[str, str],
    wanted: int,
    pages: Pages,
) -> frozenset[str]:
    """Write the paths; return the ids of the ties that are among them: all, unless fewer paths are wanted.

    `hosts` says which body runs systems for which: some staff of the one have accounts at the other.
    """
    draws = pages.draws
    kept = between[:wanted]
    for tie in kept:
        _put_tie(pages, tie, draws)
    usual = list(_usual(shelves, draws))
    left = wanted - len(kept)
    seen: set[Way] = {(tie.origin, tie.target, tie.kind) for tie in kept}
    body_of = {each.system: body for body, shelf in shelves.items() for each in shelf.kept}
    ways = _unseen(_spread(usual, left) if left < len(usual) else usual, seen)
    counts = dict.fromkeys(shelves, 0)
    for origin, target, kind in islice(_then(ways, _random(shelves, hosts, seen, draws)), left):
        body = body_of[target]
        counts[body] += 1
        words = {"path": f"{body}.p{counts[body]}", "from": origin, "to": target, "kind": kind.value, "owner": body}
        pages.put("paths", {**words, **_guess(draws)})
    return frozenset(tie.path for tie in kept)


def _guess(draws: Draws) -> dict[str, str]:
    """Chance and hours: mostly the kind's."""
    return {"chance": draws.weighed(_CHANCES), "hours": draws.weighed(_HOURS)}


def _put_tie(pages: Pages, tie: Tie, draws: Draws) -> None:
    row = {"path": tie.path, "from": tie.origin, "to": tie.target, "kind": tie.kind.value, "note": tie.note}
    pages.put("paths", {**row, "owner": tie.owner, "both_ways": "y" if tie.both_ways else "", **_guess(draws)})


def _spread(ways: Sequence[Way], count: int) -> Iterator[Way]:
    """So many of them, from all over the list."""
    return (ways[at * len(ways) // count] for at in range(count))


def _unseen(ways: Iterable[Way], seen: set[Way]) -> Iterator[Way]:
    for way in ways:
        if way[0] != way[1] and way not in seen:
            seen.add(way)
            yield way


def _then(first: Iterable[Way], second: Iterable[Way]) -> Iterator[Way]:
    yield from first
    yield from second


def _usual(shelves: Mapping[str, Shelf], draws: Draws) -> Iterator[Way]:
    """What is there in every council, and what comes with each further system."""
    kinds = tuple((start, end, PathKind(kind)) for start, end, kind in usual_ways())
    for shelf in shelves.values():
        yield from ((shelf.one[a], shelf.one[b], kind) for a, b, kind in kinds if a in shelf.one and b in shelf.one)
        for kept in shelf.kept:
            yield from _with(kept, shelf, draws)


def _with(kept: Kept, shelf: Shelf, draws: Draws) -> Iterator[Way]:
    """The ways that come with one system beyond the catalogue."""
    for key, kind in _FROM.get(kept.key, ()):
        if key in shelf.one:
            yield shelf.one[key], kept.system, kind
    for sort, kind in _FROM_MORE.get(kept.key, ()):
        if shelf.more.get(sort):
            yield draws.early(shelf.more[sort]).system, kept.system, kind
    if kept.serves in shelf.one:
        yield (kept.system, shelf.one[kept.serves], PathKind.ACCOUNT)


_FROM: Final[Mapping[str, tuple[tuple[str, PathKind], ...]]] = {
    "cluster": (("ad", PathKind.ADMIN), ("net", PathKind.ROUTE), ("backup", PathKind.BACKUP)),
    "server": (("ad", PathKind.ADMIN), ("edr", PathKind.ADMIN), ("backup", PathKind.BACKUP)),
    "database": (("ad", PathKind.ADMIN), ("backup", PathKind.BACKUP)),
    "device": (("euc", PathKind.ADMIN), ("m365", PathKind.MAIL)),
    "site": (("net", PathKind.ROUTE),),
    "small": (("entra", PathKind.ADMIN),),
    "test": (("ad", PathKind.ADMIN),),
    "feed": (("integ", PathKind.ACCOUNT),),
    "old": (("ad", PathKind.ADMIN), ("net", PathKind.ROUTE)),
}
"""Kinds of which each body has one, from which one more system is reached."""
_FROM_MORE: Final[Mapping[str, tuple[tuple[str, PathKind], ...]]] = {
    "server": (("cluster", PathKind.ADMIN),),
    "database": (("server", PathKind.ACCOUNT), ("cluster", PathKind.ADMIN)),
    "device": (("site", PathKind.ROUTE),),
    "small": (("device", PathKind.ACCOUNT),),
    "test": (("server", PathKind.ROUTE),),
    "old": (("site", PathKind.ROUTE),),
}
"""Kinds of which a body has many, one of which reaches one more system."""


def _random(shelves: Mapping[str, Shelf], hosts: Mapping[str, str], seen: set[Way], draws: Draws) -> Iterator[Way]:
    """Accounts, neighbours and standing rights without end, until no new pair is found."""
    places = [(shelf, at) for shelf in shelves.values() for at in range(len(shelf.kept))]
    hubs = {body: _hubs(shelf) for body, shelf in shelves.items()}
    while True:
        for _ in range(_TRIES):
            shelf, at = places[draws.below(len(places))]
            body = shelf.place.body
            if body in hosts and draws.happens(_ACROSS):
                way = shelf.kept[at].system, draws.early(hubs[hosts[body]]), PathKind.ACCOUNT
            else:
                way = _another(shelf, at, hubs[body], draws)
            if way[0] != way[1] and way not in seen:
                seen.add(way)
                yield way
                break
        else:
            return


def _hubs(shelf: Shelf) -> tuple[str, ...]:
    """What many use: the catalogue's systems with records first, then servers and small applications."""
    catalogue = [system for key, system in shelf.one.items() if key in KNOWN and KNOWN[key].records]
    more = [each.system for sort in ("server", "small", "database") for each in shelf.more.get(sort, ())]
    return (*catalogue, *more) or tuple(each.system for each in shelf.kept)


def _another(shelf: Shelf, at: int, hubs: Sequence[str], draws: Draws) -> Way:
    """One more way, by what stands at its one end."""
    kept = shelf.kept[at]
    if kept.key in ("device", "site", "euc"):
        return kept.system, draws.early(hubs), PathKind.ACCOUNT if kept.key == "device" else PathKind.ROUTE
    if draws.happens(0.5):
        low = max(0, at - _NEAR)
        near = shelf.kept[low + draws.below(min(len(shelf.kept), at + _NEAR + 1) - low)]
        return kept.system, near.system, PathKind.ROUTE
    if draws.happens(0.4):
        return draws.early(hubs), kept.system, PathKind.ADMIN
    devices = shelf.more.get("device", ()) or shelf.kept
    return draws.one_of(devices).system, kept.system, PathKind.ACCOUNT
