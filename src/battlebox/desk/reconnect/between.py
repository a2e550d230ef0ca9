"""Links between two bodies, as the estate has them: which they are, whose ends, and whether anything needs them.

Law: a link is a path of the estate whose ends are hosted by two bodies; of one that no need runs over it is said that
nothing needs it, whatever became of the agreement it was made for.
Not here: how a link stands (standing.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.picture import InUse
from battlebox.desk.record.sight import Handling
from battlebox.estate import Estate, Near, Path
from battlebox.marking import Tlp


@dataclass(frozen=True, slots=True)
class Ends:
    """A link and the two bodies that host its ends, the one it leaves first."""

    path: Path
    bodies: tuple[str, str]

    @property
    def owner(self) -> str:
        """The body that can cut it; where the estate does not say, the one that it leads into."""
        return self.path.owner or self.bodies[1]

    @property
    def parties(self) -> frozenset[str]:
        """Whom the link concerns: the bodies at its ends, and whoever can cut it."""
        return frozenset({*self.bodies, self.owner})

    def other(self, body: str) -> str:
        """The body at the other end."""
        return self.bodies[1] if body == self.bodies[0] else self.bodies[0]


def links_between(estate: Estate, *bodies: str) -> tuple[Ends, ...]:
    """Every link between two bodies, in the estate's order; only those of these bodies where some are named."""
    found = (_ends(estate, path) for path in estate.paths)
    return tuple(each for each in found if _is_link(each) and set(bodies) <= set(each.bodies))


def links_named(estate: Estate, names: Iterable[str]) -> tuple[Ends, ...]:
    """The links of these ids, each once; what the estate does not have, or has inside one body, is passed over."""
    rows = (estate.path_by_id.get(name) for name in dict.fromkeys(names))
    return tuple(each for each in (_ends(estate, row) for row in rows if row is not None) if _is_link(each))


def link_of(estate: Estate, name: str) -> Ends:
    """One link. Raises DeskError where the estate has none of that id, or both its ends are one body's."""
    found = links_named(estate, (name,))
    if not found:
        raise DeskError.of(Code.NOT_SEEN, what="link between two bodies", id=name)
    return found[0]


@lru_cache(maxsize=8)
def every_link(used: InUse) -> tuple[Ends, ...]:
    """Every link of the estate in use, found once for it."""
    return links_between(used.estate)


@lru_cache(maxsize=8)
def unneeded_in(used: InUse) -> frozenset[str]:
    """The links of the estate in use that nothing needs, found once for it."""
    return unneeded_of(used.estate)


def unneeded_of(estate: Estate) -> frozenset[str]:
    """The links that nothing needs: no need runs over them, and none between the two bodies leaves its way open."""
    needed = {name for need in estate.needs for name in need.via}
    pairs = _needing_without_route(estate)
    return frozenset(
        each.path.path
        for each in links_between(estate)
        if each.path.path not in needed and frozenset(each.bodies) not in pairs
    )


def must_join(estate: Estate, names: tuple[str, ...], issuer: str, receiver: str) -> tuple[str, ...]:
    """These links, each once. Raises DeskError where there is none, or one is not between two bodies of the estate."""
    known = tuple(estate.body_by_id)
    for body in (issuer, receiver):
        if body not in known:
            near = Near().words(body, known, "; the nearest is {}")
            raise DeskError.of(Code.UNKNOWN_ID, what="body", id=body, near=near)
    if not names:
        raise DeskError.of(Code.BLANK, field="which links", what="at least one of the links between the two bodies")
    between = {each.path.path for each in links_between(estate, issuer, receiver)} if issuer != receiver else set()
    for name in names:
        if name not in between:
            raise DeskError.of(Code.NOT_BETWEEN, path=f"`{name}`", issuer=issuer, receiver=receiver)
    return tuple(dict.fromkeys(names))


def for_both(ends: Ends, writer: str) -> Handling:
    """How far what is written of a link travels: to the bodies at its ends, and whoever can cut it."""
    return Handling(Tlp.AMBER_STRICT, ends.parties - {writer})


def _ends(estate: Estate, path: Path) -> Ends:
    return Ends(path, (estate.system_by_id[path.origin].body, estate.system_by_id[path.target].body))


def _is_link(ends: Ends) -> bool:
    return ends.bodies[0] != ends.bodies[1]


def _needing_without_route(estate: Estate) -> frozenset[frozenset[str]]:
    """Pairs of bodies of which one needs something of the other by a route that nobody wrote down."""
    owners = {thing: each.body for thing, each in estate.thing_by_id.items()}
    return frozenset(
        frozenset({owners[need.of], owners[need.on]})
        for need in estate.needs
        if not need.via and need.of in owners and need.on in owners
    )
