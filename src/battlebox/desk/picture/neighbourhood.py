"""What stands around one thing: what it needs, what needs it, and the ways an attacker could come or go.

Law: the nearest come first and at most `MOST` of them; how many were left out is said.
Not here: where they are drawn (web), what would stop (picture.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.desk.picture.containment import Stage
from battlebox.desk.picture.naming import FALLBACK_OF, Names
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.suspicion import Belief, Suspicion
from battlebox.desk.record.sight import Stated
from battlebox.estate import MICROHOURS, Estate, Need

MOST: Final = 500
STEPS_MOST: Final = 3


class Side(StrEnum):
    """Where a neighbour stands, seen from the thing in the middle."""

    CENTRE = "in the middle"
    NEEDED_BY = "needs it"
    NEEDS = "it needs this"
    WAY_IN = "an attacker there could come here"
    WAY_OUT = "an attacker here could go there"


class Tie(StrEnum):
    """What a line stands for."""

    NEED = "needs"
    FALLBACK = "falls back on"
    PATH = "can be attacked from"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One thing around another: by how many steps, on which side, and how it is, in words."""

    id: str
    name: str
    body: str
    kind: str
    side: Side
    steps: int
    states: tuple[str, ...]
    is_out: bool
    is_doubted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line between two things that are both drawn: `of` needs `on`, or an attacker may go from `of` to `on`."""

    of: str
    on: str
    tie: Tie
    words: str
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The thing in the middle first, then the nearest; `left_out` are those for which there was no room."""

    nodes: tuple[Neighbour, ...]
    lines: tuple[Line, ...]
    left_out: int

    @property
    def centre(self) -> Neighbour:
        """The thing in the middle."""
        return self.nodes[0]


def neighbourhood_of(
    picture: Picture,
    names: Names,
    beliefs: Mapping[str, tuple[Stated[Belief], ...]],
    name: str,
    *,
    steps: int = 1,
    most: int = MOST,
) -> Neighbourhood:
    """Everything within so many steps of a thing of the estate; `beliefs` are those about systems."""
    estate = picture.estate
    places = _places(estate, name, steps)
    kept = sorted(places.items(), key=lambda place: (place[1][1], _ORDER.index(place[1][0]), names.thing(place[0])))
    nodes = tuple(_neighbour(picture, names, beliefs, key, *place) for key, place in kept[:most])
    return Neighbourhood(nodes, tuple(_lines(estate, {node.id for node in nodes})), max(0, len(kept) - most))


_ORDER: Final = list(Side)


def _places(estate: Estate, name: str, steps: int) -> dict[str, tuple[Side, int]]:
    """Each thing around, once: on the side and at the distance at which it is nearest."""
    needs, needed_by = _ties(estate)
    places: dict[str, tuple[Side, int]] = {name: (Side.CENTRE, 0)}
    edges = {Side.NEEDS: [name], Side.NEEDED_BY: [name]}
    ways = {Side.NEEDS: needs, Side.NEEDED_BY: needed_by}
    for step in range(1, steps + 1):
        for side, edge in edges.items():
            following = dict.fromkeys(other for each in edge for other in ways[side].get(each, ()))
            edges[side] = [other for other in following if other not in places]
            places.update(dict.fromkeys(edges[side], (side, step)))
    for path in estate.paths:
        for here, there, side in ((path.target, path.origin, Side.WAY_IN), (path.origin, path.target, Side.WAY_OUT)):
            if here == name:
                places.setdefault(there, (side, 1))
            elif there == name and path.both_ways:
                places.setdefault(here, (Side.WAY_OUT if side is Side.WAY_IN else Side.WAY_IN, 1))
    return places


def _ties(estate: Estate) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What each thing needs, and what needs it; a service needs its fallback when all else fails."""
    needs: dict[str, list[str]] = {}
    needed_by: dict[str, list[str]] = {}
    for of, on in (*((need.of, need.on) for need in estate.needs), *_fallback_ties(estate)):
        needs.setdefault(of, []).append(on)
        needed_by.setdefault(on, []).append(of)
    return needs, needed_by


def _fallback_ties(estate: Estate) -> list[tuple[str, str]]:
    with_needs = dict.fromkeys(need.of for need in estate.needs if need.of.startswith(FALLBACK_OF))
    return [(each.removeprefix(FALLBACK_OF), each) for each in with_needs]


def _lines(estate: Estate, drawn: set[str]) -> Iterable[Line]:
    for need in estate.needs:
        if need.of in drawn and need.on in drawn:
            yield Line(need.of, need.on, Tie.NEED, _need_words(need))
    for service, fallback in _fallback_ties(estate):
        if service in drawn and fallback in drawn:
            yield Line(service, fallback, Tie.FALLBACK, "falls back on it")
    for path in estate.paths:
        if path.origin in drawn and path.target in drawn:
            words = f"an attacker could go this way ({path.kind.value})"
            yield Line(path.origin, path.target, Tie.PATH, words, path.both_ways)


def _need_words(need: Need) -> str:
    said = []
    if need.any_of:
        said.append(f"one of several ways for {need.any_of}")
    if need.holds_microhours:
        said.append(f"carries on for {need.holds_microhours / MICROHOURS:g} h without it")
    if need.slows is not None:
        said.append("is slowed without it")
    return "; ".join(said) or "stops without it"


def _neighbour(
    picture: Picture, names: Names, beliefs: Mapping[str, tuple[Stated[Belief], ...]], key: str, side: Side, steps: int
) -> Neighbour:
    estate = picture.estate
    thing = estate.thing_by_id[key.removeprefix(FALLBACK_OF)]
    kind = _kind(estate, key)
    state = _STATES[kind](picture, key)
    said = beliefs.get(key, ())
    worst = min((each.value.state for each in said), key=list(Suspicion).index, default=Suspicion.UNKNOWN)
    is_doubted = worst in (Suspicion.CONFIRMED, Suspicion.SUSPECTED)
    stage = picture.stage(key)
    states = (
        state,
        f"hit: {worst.value}" if is_doubted else "",
        stage.value if stage is not Stage.RUNNING else "",
    )
    is_out = picture.is_out(key)
    return Neighbour(
        key,
        names.thing(key),
        names.body(thing.body),
        kind,
        side,
        steps,
        tuple(filter(None, states)),
        is_out,
        is_doubted,
    )


def _kind(estate: Estate, key: str) -> str:
    if key.startswith(FALLBACK_OF):
        return "fallback"
    kinds = (("system", estate.system_by_id), ("service", estate.service_by_id))
    return next((kind for kind, rows in kinds if key in rows), "channel")


def _plain_state(picture: Picture, key: str) -> str:
    return "out" if picture.is_out(key) else ""


def _service_state(picture: Picture, key: str) -> str:
    plight = picture.service(key).plight.value
    return "" if plight == "working" else plight


_STATES: Final[dict[str, Callable[[Picture, str], str]]] = {
    "system": _plain_state,
    "channel": _plain_state,
    "fallback": _plain_state,
    "service": _service_state,
}
