"""Branches that nobody could have answered with yes: what is to be shut off takes longer than the branch leaves.

Law: it is said before the drill, by the order and its time, even where the order is given in the first minute; it
refuses nothing, for that an order is too slow may be what the drill is to find.
Not here: parts that no order shuts at all (undecided.py), whether an order works at a minute (drill/truth).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.drill.scenario.branch import Branch
from battlebox.drill.scenario.cast import Cast
from battlebox.drill.scenario.event import EventKind
from battlebox.drill.scenario.part import PartKind
from battlebox.drill.scenario.scenario import FASTER_MOST
from battlebox.drill.scenario.words import minutes_words
from battlebox.estate import MICROHOURS, Action, Estate, paths_of, things_of

_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class TooSlow:
    """A branch, asked at T+`by_minutes`, and the fastest order for what it asks about.

    `takes` is how long that order takes in the drill, and `there` how long the story gives it, both in microhours.
    """

    branch: str
    by_minutes: int
    action: str
    name: str
    takes: int
    there: int
    orders_faster: int

    @property
    def sentence(self) -> str:
        """What is so, in words."""
        return (
            f"the branch {self.branch}, at T+{self.by_minutes}, can never be answered with yes: the fastest order for "
            f"it, {self.name} ({self.action}), takes {minutes_words(self.takes * _HOUR / MICROHOURS)}"
        )

    @property
    def hint(self) -> str:
        """What to change, in words."""
        needs = -(-self.takes * self.orders_faster // max(1, self.there))
        faster = f"write orders_faster = {needs} or more in the scenario, " if needs <= FASTER_MOST else ""
        later = self.by_minutes + -(-(self.takes - self.there) * _HOUR // MICROHOURS)
        return (
            f"{faster}ask it at T+{later} or later, or look whether takes_h of {self.action} is what your people need"
        )


def too_slow(cast: Cast, estate: Estate) -> tuple[TooSlow, ...]:
    """Every such branch of a cast, in the scenario's order, on the estate as it is before a drill copies it."""
    faster = cast.scenario.orders_faster
    found = []
    for branch in cast.scenario.branches:
        filled = [cast.of(part) for part in branch.shut]
        if not filled or not all(each.id for each in filled):
            # Of what has only a stand-in, any order will do, whenever it was given.
            continue
        orders = [row for part in branch.shut for row in _shutting(cast, part, estate)]
        there = _until(cast, branch)
        fastest = min(orders, key=lambda row: row.takes_microhours, default=None)
        if fastest is not None and (takes := fastest.takes_microhours // faster) > there:
            found.append(TooSlow(branch.id, branch.by_minutes, fastest.action, fastest.name, takes, there, faster))
    return tuple(found)


def _shutting(cast: Cast, part: str, estate: Estate) -> Iterator[Action]:
    """The orders that shut a part off: a link is shut with what stands at either end of it, too."""
    thing = cast.id_of(part)
    is_path = next(each.kind for each in cast.scenario.parts if each.id == part) is PartKind.PATH
    row = estate.path_by_id[thing] if is_path else None
    for each in estate.actions:
        inside = things_of(estate, (*each.isolates, *each.stops))
        if row is None:
            is_shut = thing in inside
        else:
            is_shut = thing in paths_of(estate, each.cuts) or bool(inside & {row.origin, row.target})
        if is_shut:
            yield each


def _until(cast: Cast, branch: Branch) -> int:
    """How much of the story there is before the branch is asked, at the most: leaps before it count."""
    leaps = sum(
        each.hours
        for each in cast.scenario.events
        if each.kind is EventKind.TIME_PASSES and each.at_minutes < branch.by_minutes
    )
    return branch.by_minutes * MICROHOURS // _HOUR + leaps * MICROHOURS
