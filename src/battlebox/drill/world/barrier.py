"""Barriers: when each path is shut to the attacker, and when each system is checked, off, or made clean.

Law: an order works from when it was given plus the time that it takes, until it is reopened, and does not lapse by
itself; a link that is opened while it stands is open, unless one of its ends is switched off; whatever any other order
shuts is shut; each adds, so that more orders never let more through.
Not here: what gets past (passage.py), services that stop by it (stop.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.drill.world.move import Cut, Move, Ordered, Restored
from battlebox.drill.world.stretch import FAR, Stretch, Stretches, joined, next_after, next_in
from battlebox.engine import EstateArrays, closed_by
from battlebox.estate import things_of


@dataclass(frozen=True, slots=True)
class Barriers:
    """By id of a path or system; what nothing stands against is left out.

    `losses` are the moments at which an attacker is put out of a system: it was restored clean, or an order had it
    checked for as long as the estate says that this takes.
    """

    shut: Mapping[str, Stretches]
    checked: Mapping[str, Stretches]
    inside: Mapping[str, Stretches]
    losses: Mapping[str, tuple[int, ...]]

    def shuts_at(self, path: str, at: int) -> int:
        """The first moment from `at` on at which a path is shut."""
        return next_in(self.shut.get(path, ()), at)

    def lost_after(self, system: str, at: int) -> int:
        """The first moment after `at` at which an attacker in a system is put out."""
        return next_after(self.losses.get(system, ()), at)

    def is_inside(self, system: str, at: int) -> bool:
        """Whether an order has a system isolated or off."""
        return next_in(self.inside.get(system, ()), at) == at


NONE: Final = Barriers({}, {}, {}, {})
"""Nobody did anything."""


def barriers_of(arrays: EstateArrays, moves: Iterable[Move]) -> Barriers:
    """What the moves put in the attacker's way. Cost: a pass over what each order closes."""
    shut: dict[str, list[Stretch]] = defaultdict(list)
    checked: dict[str, list[Stretch]] = defaultdict(list)
    inside: dict[str, list[Stretch]] = defaultdict(list)
    losses: dict[str, set[int]] = defaultdict(set)
    for move in moves:
        if isinstance(move, Cut):
            shut[move.path].append((move.at_microhours, _end(move.until_microhours)))
        elif isinstance(move, Restored) and move.is_clean:
            losses[move.system].add(move.at_microhours)
        elif isinstance(move, Ordered):
            row = arrays.estate.action_by_id[move.action]
            works = (move.at_microhours + row.takes_microhours, _end(move.until_microhours))
            if works[0] >= works[1]:
                continue
            closed = closed_by(arrays, move.action)
            opened = _opened(arrays, move)
            for name in closed.paths:
                shut[name].append((works[0], min(works[1], opened.get(name, FAR))))
            for where, names in ((checked, closed.checked), (inside, closed.inside)):
                for name in names:
                    where[name].append(works)
            out = works[0] + row.lasts_microhours
            for system in closed.checked if out <= works[1] else ():
                losses[system].add(out)
    return Barriers(
        shut=_joined(shut),
        checked=_joined(checked),
        inside=_joined(inside),
        losses={system: tuple(sorted(moments)) for system, moments in losses.items()},
    )


def _opened(arrays: EstateArrays, move: Ordered) -> dict[str, int]:
    """Since when links that an order shut are open in spite of it: none of which an end is off is."""
    estate, found = arrays.estate, dict[str, int]()
    off = things_of(estate, estate.action_by_id[move.action].stops) if move.opened else frozenset()
    for name, at in move.opened:
        path = estate.path_by_id[name]
        if path.origin not in off and path.target not in off:
            found[name] = min(at, found.get(name, FAR))
    return found


def _end(until: int | None) -> int:
    return FAR if until is None else until


def _joined(found: Mapping[str, Iterable[Stretch]]) -> dict[str, Stretches]:
    return {name: spans for name, stretches in found.items() if (spans := joined(stretches))}
