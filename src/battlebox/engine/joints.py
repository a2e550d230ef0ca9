"""Groups of alternatives in one world: the hours in which every way may be out, and what puts each out through them.

A group is charged for a stretch of hours: whatever puts a way out through all of it counts, and where every way is out
all of it, the services that stand on the group stop for as long. One group may have several such stretches.
Law: a way counts as out only where it surely is, through the whole stretch.
Not here: the tables of an estate (alternatives.py), the network (worldcut.py), prices (prices.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from battlebox.engine.bound import Cell
from battlebox.engine.losses import Losses, listed_rows
from battlebox.engine.nets import NEVER, Flags, Ints, frozen


@dataclass(frozen=True)
class Joints:
    """Groups with a stretch each. Ways stand in order of their joint."""

    most: Ints  # [joints], what all its services cost
    way_joint: Ints  # [ways]
    losses: tuple[Ints, Ints, Flags]  # (place, way, whether it is out though the place is parted)
    orders: tuple[Ints, Ints]  # (open order, way)
    charges: tuple[Ints, Ints, Ints]  # (joint, service, millionths above the base)


@dataclass(frozen=True)
class Joining:
    """What a cell's worlds share: ways that orders put out, open ones by their place among these, and given ones."""

    losses: Losses
    base: Ints
    orders: Ints  # [rows, 4]: way, place among the open orders, from, to
    given: Ints  # [rows, 3]: way, from, to

    @classmethod
    def of(cls, losses: Losses, cell: Cell, is_open: Ints, base: Ints) -> Joining:
        """Of one cell; `is_open` are the numbers of its open orders, `base` what each service costs there anyway."""
        names, rows = losses.choices.names, losses.alternatives.orders
        place = np.full(len(names), -1, dtype=np.int64)
        place[is_open] = np.arange(len(is_open))
        given = np.array([name in cell.given for name in names], dtype=np.bool_)
        orders = rows[place[rows[:, 1]] >= 0].copy()
        orders[:, 1] = place[orders[:, 1]]
        return cls(losses, base, frozen(orders), frozen(rows[given[rows[:, 1]]][:, [0, 2, 3]]))

    def of_world(self, index: Ints, lost: Ints, back: int, surely: Flags) -> Joints:
        """Joints where systems (`index` [systems], their places, -1 where not lost) are lost from `lost` to `back`."""
        known = self.losses.alternatives
        at = index[known.losses[:, 1]]
        way, later, at = known.losses[at >= 0, 0], known.losses[at >= 0, 2], at[at >= 0]
        begins = lost[at] + later
        soonest = np.full(len(known.group), NEVER, dtype=np.int64)
        np.minimum.at(soonest, way, begins)
        latest = soonest.copy()
        np.maximum.at(latest, way, begins)
        first, last = self._all(soonest), self._all(latest)
        until, begun, ordered = self.hours
        wholly = np.where(self._all(np.where(ordered, 0, NEVER)) == 0, begun, NEVER)
        mixed = np.maximum(begun, self._all(np.where(soonest < NEVER, soonest, np.where(ordered, 0, NEVER))))
        to = np.full(len(first), back, dtype=np.int64)
        stretches = (
            (first, to),
            (np.where(last > first, last, NEVER), to),
            (wholly, until),
            (np.where(mixed != wholly, mixed, NEVER), until),
        )
        found = [self._joined(begin, end, (way, begins, at, back), surely) for begin, end in stretches]
        return _stacked(found)

    def _all(self, hours: Ints) -> Ints:
        """The last of the hours of each group's ways."""
        found = np.zeros(len(self.losses.alternatives.node), dtype=np.int64)
        np.maximum.at(found, self.losses.alternatives.group, hours)
        return found

    @cached_property
    def hours(self) -> tuple[Ints, Ints, Flags]:
        """Until when orders put out the ways of each group together, from when, and which ways any order puts out."""
        group, groups = self.losses.alternatives.group, len(self.losses.alternatives.node)
        way, begin, end = np.concatenate([self.orders[:, [0, 2, 3]], self.given]).T
        ends = np.zeros(len(group), dtype=np.int64)
        np.maximum.at(ends, way, end)
        until = np.full(groups, NEVER, dtype=np.int64)
        np.minimum.at(until, group[ends > 0], ends[ends > 0])
        until[until == NEVER] = 0
        begun = np.zeros(groups, dtype=np.int64)
        lasting = end >= until[group[way]]
        np.maximum.at(begun, group[way[lasting]], begin[lasting])
        return until, begun, ends > 0

    def _joined(self, begin: Ints, end: Ints, losses: tuple[Ints, Ints, Ints, int], surely: Flags) -> Joints:
        """Joints of every group that may be out from its `begin` to its `end`."""
        group = self.losses.alternatives.group
        way, begins, at, back = losses
        through = (begins <= begin[group[way]]) & (back >= end[group[way]])
        way, at = way[through], at[through]
        kept = (self.orders[:, 2] <= begin[group[self.orders[:, 0]]]) & (
            self.orders[:, 3] >= end[group[self.orders[:, 0]]]
        )
        orders = self.orders[kept]
        sure = np.zeros(len(group), dtype=np.bool_)
        of = group[self.given[:, 0]]
        sure[self.given[(self.given[:, 1] <= begin[of]) & (self.given[:, 2] >= end[of]), 0]] = True
        caused = sure.copy()
        caused[way] = caused[orders[:, 0]] = True
        good = begin < end
        good[group[~caused]] = False
        open_ways = np.zeros(len(good), dtype=np.int64)
        np.add.at(open_ways, group[~sure], 1)
        good &= open_ways > 0
        # What the services of each group left cost.
        start, services, holds = self.losses.groups
        row, which = listed_rows(start, np.flatnonzero(good))
        of, service = np.flatnonzero(good)[which], services[row]
        harm = self.losses.harm(service, np.maximum(end[of] - begin[of] - holds[row], 0)) - self.base[service]
        of, service, harm = of[harm > 0], service[harm > 0], harm[harm > 0]
        good &= np.bincount(of, minlength=len(good)) > 0
        joint_of = np.cumsum(good) - 1
        ways = good[group] & ~sure
        way_of = np.cumsum(ways) - 1
        by_loss, by_order = ways[way], ways[orders[:, 0]]
        return Joints(
            most=np.bincount(joint_of[of], harm, int(good.sum())).astype(np.int64),
            way_joint=joint_of[group[ways]],
            losses=(at[by_loss], way_of[way[by_loss]], surely[at[by_loss]]),
            orders=(orders[by_order, 1], way_of[orders[by_order, 0]]),
            charges=(joint_of[of], service, harm),
        )


def _stacked(parts: list[Joints]) -> Joints:
    """Joints one after another, numbered on."""
    joint = np.cumsum([0, *(len(part.most) for part in parts)]).tolist()
    way = np.cumsum([0, *(len(part.way_joint) for part in parts)]).tolist()
    numbered = list(zip(parts, joint, way, strict=False))
    return Joints(
        most=np.concatenate([part.most for part in parts]),
        way_joint=np.concatenate([part.way_joint + low for part, low, _ in numbered]),
        losses=(
            np.concatenate([part.losses[0] for part in parts]),
            np.concatenate([part.losses[1] + low for part, _, low in numbered]),
            np.concatenate([part.losses[2] for part in parts]),
        ),
        orders=(
            np.concatenate([part.orders[0] for part in parts]),
            np.concatenate([part.orders[1] + low for part, _, low in numbered]),
        ),
        charges=(
            np.concatenate([part.charges[0] + low for part, low, _ in numbered]),
            np.concatenate([part.charges[1] for part in parts]),
            np.concatenate([part.charges[2] for part in parts]),
        ),
    )
