"""The layout of a region: which bodies there are, how large each is, and who shared, shares or supplies whom.

Law: bodies and systems add up to exactly what was asked for; everything else follows from the seed.
Not here: the rows of any table (the modules beside this one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from battlebox.estate.region.draws import Draws
from battlebox.estate.region.names import Names
from battlebox.estate.things import BodyKind

SHAREABLE: Final = ("erp", "rb", "asc", "csc", "hsg", "edrms", "plan", "legal", "gis", "backup")
"""Kinds of system that one council runs for another (domain: finance, case systems, hosting)."""
SUPPLIED: Final = ("waste", "lib", "notify", "park", "repairs", "cc", "hwy", "cmte", "pay", "regs")
"""Kinds of system that a supplier runs for several councils."""

_ALONE: Final = 3
"""Fewer bodies than this are councils alone."""
_PER: Final = {BodyKind.SUPPLIER: 10, BodyKind.NHS: 16, BodyKind.POLICE: 24, BodyKind.PARTNERSHIP: 24}
_WEIGHT: Final = {
    BodyKind.COUNCIL: 1.0,
    BodyKind.SUPPLIER: 0.25,
    BodyKind.NHS: 0.3,
    BodyKind.POLICE: 0.3,
    BodyKind.PARTNERSHIP: 0.08,
}
_SHARES: Final = 0.45
"""Chance that a council joins the sharing of the one before it."""
_LEFT: Final = 0.3
"""Chance that a council once shared with one that it does not share with now."""


@dataclass(frozen=True, slots=True)
class Place:
    """One body: how many systems it hosts, and how many residents it has beside a council of 200,000."""

    body: str
    name: str
    kind: BodyKind
    systems: int
    size: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The region.

    `host` says who runs which kinds of system for a council; `left` are pairs whose sharing ended; `suppliers` and
    `partners` are the other bodies that each council has links with.
    """

    places: tuple[Place, ...]
    host: Mapping[str, tuple[str, tuple[str, ...]]]
    left: tuple[tuple[str, str], ...]
    suppliers: Mapping[str, tuple[str, ...]]
    partners: Mapping[str, tuple[str, ...]]

    @classmethod
    def drawn(cls, bodies: int, systems: int, draws: Draws) -> Layout:
        """A region of exactly so many bodies and systems; there are no fewer systems than bodies."""
        kinds = _kinds(bodies)
        names = Names(draws)
        named = [(*names.next(kind), kind) for kind in kinds]
        sizes = [0.4 + 1.6 * draws.share() for _ in kinds]
        counts = _parted(systems, [_WEIGHT[kind] * size for kind, size in zip(kinds, sizes, strict=True)])
        places = tuple(
            Place(body, name, kind, count, size)
            for (body, name, kind), count, size in zip(named, counts, sizes, strict=True)
        )
        councils = [place.body for place in places if place.kind is BodyKind.COUNCIL]
        others = [place.body for place in places if place.kind not in (BodyKind.COUNCIL, BodyKind.SUPPLIER)]
        sellers = [place.body for place in places if place.kind is BodyKind.SUPPLIER]
        host = _hosts(councils, draws)
        return cls(
            places,
            host,
            _left(councils, host, draws),
            {one: _few(sellers, draws) for one in councils},
            {one: draws.some_of(others, 1 + draws.below(2)) for one in councils},
        )


def _kinds(bodies: int) -> list[BodyKind]:
    """Councils first, then the others."""
    others: list[BodyKind] = []
    for kind, per in _PER.items():
        count = bodies // per
        if kind is BodyKind.SUPPLIER and bodies >= _ALONE:
            count = max(1, count)
        others += [kind] * count
    return [BodyKind.COUNCIL] * (bodies - len(others)) + others


def _parted(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts by weight, none of them 0: the largest remainders get what rounding leaves."""
    spare = total - len(weights)
    exact = [spare * weight / sum(weights) for weight in weights]
    parts = [int(one) for one in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[: spare - sum(parts)]:
        parts[at] += 1
    return [1 + part for part in parts]


def _hosts(councils: Sequence[str], draws: Draws) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Who runs what for whom: a council joins the one before it, or that one's host."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for before, one in pairwise(councils):
        if draws.happens(_SHARES):
            host = found[before][0] if before in found else before
            found[one] = (host, draws.some_of(SHAREABLE, draws.between(2, 6)))
    return found


def _left(
    councils: Sequence[str], host: Mapping[str, tuple[str, tuple[str, ...]]], draws: Draws
) -> tuple[tuple[str, str], ...]:
    found = []
    for at, one in enumerate(councils):
        if at and draws.happens(_LEFT):
            other = councils[draws.below(at)]
            if host.get(one, ("",))[0] != other and host.get(other, ("",))[0] != one:
                found.append((one, other))
    return tuple(found)


def _few(sellers: Sequence[str], draws: Draws) -> tuple[str, ...]:
    """One to four suppliers, the first in the list far likelier: one failure is many councils' failure."""
    found = [draws.early(sellers) for _ in range(draws.between(1, 4)) if sellers]
    return tuple(dict.fromkeys(found))
