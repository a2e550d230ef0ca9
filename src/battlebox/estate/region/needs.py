"""Rows of needs of a made-up region: what stops or slows without what.

Law: a need is on something there is; one between two bodies names the link it runs over, but for the few that a real
list leaves out; no row stands twice.
Not here: the rows of services themselves (services.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from battlebox.estate.catalogue import Leans
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.stock import KNOWN, Kept, Shelf
from battlebox.estate.region.ties import link_id

SLOWED: Final = ("0.2", "0.3", "0.3", "0.5")
"""What losing something that only slows usually costs."""

_FORGOTTEN: Final = 0.08
"""Share of needs between bodies whose link nobody has written down."""
_POOL: Final = 2
"""Servers of one system from which it has alternatives: fewer, and it needs each."""
_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "server": ("ad",),
    "database": ("vmhost",),
    "device": ("entra",),
    "site": ("net",),
    "small": ("entra",),
    "test": ("vmhost",),
    "feed": ("integ", "vmhost"),
    "old": ("vmhost",),
    "cluster": ("net",),
}
"""What each kind of system beyond the catalogue cannot run without."""
_ON_MORE: Final[Mapping[str, str]] = {"server": "cluster", "database": "cluster", "device": "site", "old": "cluster"}
"""Kinds of which there are many, one of which it cannot run without."""


class Needs:
    """Writes rows of needs; `links` are the ties that stand in the table of paths."""

    def __init__(self, shelves: Mapping[str, Shelf], links: Collection[str], pages: Pages) -> None:
        self._links = links
        self._pages = pages
        self.draws = pages.draws
        self._body_of = {each.system: body for body, shelf in shelves.items() for each in shelf.kept}
        self._seen: set[tuple[str, str, str]] = set()

    def put(self, of: str, on: str | None, body: str, **cells: str) -> bool:
        """Write one row, if there is something to need and it is not written yet; say whether there is."""
        if on is None:
            return False
        key = (of, on, cells.get("any_of", ""))
        if of != on and key not in self._seen:
            self._seen.add(key)
            self._pages.put("needs", {"of": of, "on": on, "via": self._via(on, body), **cells})
        return True

    def _via(self, on: str, body: str) -> str:
        far = self._body_of.get(on, body)
        link = link_id(body, far)
        return link if far != body and link in self._links and not self.draws.happens(_FORGOTTEN) else ""

    def leans(self, of: str, leans: Leans, shelf: Shelf, *, slows: bool) -> None:
        """Write what one thing of the catalogue leans on, as far as the body has it."""
        body = shelf.place.body
        for key, holds_h in leans.stops:
            self.put(of, shelf.find(key), body, holds_h=str(holds_h) if holds_h else "")
        ways = [one for one in map(shelf.find, leans.any_of) if one is not None]
        for way in ways:
            self.put(of, way, body, any_of="either" if len(ways) > 1 else "")
        for key in leans.slows if slows else ():
            self.put(of, shelf.find(key), body, slows=self.draws.one_of(SLOWED))

    def of_systems(self, shelf: Shelf) -> None:
        """Write what the systems of one body need."""
        for key, system in shelf.one.items():
            if key in KNOWN:
                self.leans(system, KNOWN[key].leans, shelf, slows=False)
            elif key != "net":
                self.put(system, shelf.one.get("net"), shelf.place.body)
        for serving, rows in _pools(shelf):
            label = "any server" if len(rows) >= _POOL else ""
            for kept in rows:
                self.put(shelf.one[serving], kept.system, shelf.place.body, any_of=label)
        for sort, each in shelf.more.items():
            for kept in each:
                self._beyond(sort, kept, shelf)

    def _beyond(self, sort: str, kept: Kept, shelf: Shelf) -> None:
        body = shelf.place.body
        for key in _ON.get(sort, ()):
            self.put(kept.system, shelf.find(key), body)
        many = shelf.more.get(_ON_MORE.get(sort, ""), ())
        if many:
            self.put(kept.system, self.draws.one_of(many).system, body)
        servers = shelf.more.get("server", ())
        if sort == "small" and servers:
            self.put(kept.system, self.draws.one_of(servers).system, body)


def _pools(shelf: Shelf) -> Iterator[tuple[str, list[Kept]]]:
    """For each kind of system its servers together, and each of its databases by itself."""
    servers: dict[str, list[Kept]] = {}
    for kept in shelf.more.get("server", ()):
        servers.setdefault(kept.serves, []).append(kept)
    yield from servers.items()
    yield from ((kept.serves, [kept]) for kept in shelf.more.get("database", ()))
