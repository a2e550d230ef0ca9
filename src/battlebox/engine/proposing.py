"""Plans worth trying before any was tried: what the worlds' cheapest cuts want, and the orders that cover most.

Each world's cheapest cut says which orders that world would choose by itself; the share of worlds that want an order
puts orders in a row, and the plans are its beginnings (thresholds of the share).
Law: a proposal holds no orders in conflict; where two are, the one that more worlds want stays.
Not here: what a proposal is worth (search.py), the floor (prices.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import Cell
from battlebox.engine.branching import Branches
from battlebox.engine.choices import Choices, Plan, covering, wide
from battlebox.engine.losses import Losses
from battlebox.engine.prices import Market, priced
from battlebox.engine.trials import Trials
from battlebox.engine.worldcut import Cutter

SHARES: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Orders wanted in more than this share of worlds make a proposal."""
CELLS: Final = 4
"""How many of the lowest cells propose plans."""


@dataclass(frozen=True)
class Proposals:
    """Plans, and for each open order the share of worlds that want it."""

    plans: tuple[Plan, ...]
    wanted: Mapping[str, float]

    @classmethod
    def at_once(cls, losses: Losses, trials: Trials) -> Proposals:
        """What the worlds of a pool want before prices move, with every order open, and with narrow ones alone."""
        choices = losses.choices
        everything = frozenset(choices.names)
        narrow = everything - set(wide(choices))
        plans: list[Plan] = [covering(choices)]
        wanted = dict.fromkeys(choices.names, 0.0)
        for names in dict.fromkeys((everything, narrow)):
            market = Market(Cutter(losses, trials, Cell(frozenset(), names)))
            share = priced(market, Allowance(math.inf), target=0.0, steps=0).share
            found = dict(zip(choices.names, share.tolist(), strict=True))
            plans += begins(choices, found)
            wanted = {name: max(wanted[name], found[name]) for name in wanted}
        return cls(tuple(dict.fromkeys(plans)), wanted)

    @classmethod
    def agreed(cls, losses: Losses, trials: Trials, best: Plan, allowance: Allowance) -> Proposals:
        """What they want at the prices by which they agree best, in the cells where the floor is lowest."""
        choices = losses.choices
        branches = Branches(losses, trials, best, allowance)
        branches.grow()
        lowest = sorted(branches.shares, key=lambda cell: (branches.floors.get(cell, math.inf), sorted(cell.given)))
        plans: list[Plan] = []
        wanted = dict.fromkeys(choices.names, 0.0)
        for cell in lowest[:CELLS]:
            found = branches.shares[cell] | dict.fromkeys(cell.given, 1.0)
            plans += begins(choices, found)
            wanted = {name: max(wanted[name], found[name]) for name in wanted}
        return cls(tuple(dict.fromkeys(plans)), wanted)


def begins(choices: Choices, wanted: Mapping[str, float]) -> list[Plan]:
    """The plans of orders that more than some share of worlds want."""
    return [leading(choices, wanted, (name for name, share in wanted.items() if share > least)) for least in SHARES]


def leading(choices: Choices, wanted: Mapping[str, float], names: Iterable[str]) -> Plan:
    """As many of the names as are not in conflict with one that is wanted more."""
    kept: set[str] = set()
    for name in sorted(names, key=lambda name: (-wanted[name], name)):
        if choices.conflicts[name].isdisjoint(kept):
            kept.add(name)
    return frozenset(kept)
