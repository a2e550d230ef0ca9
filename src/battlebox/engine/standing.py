"""Orders in force that may be held or taken back, and worlds in which they have stood until hour 0.

An order taken back holds nothing up any more, checks nothing more, and opens from hour 0 what it closed. Until then it
stood: nobody came through. Who waited at a closed way begins anew when it opens with what was left of his crossing when
it was shut, or with all of it where he came later; for a delay without memory that is the same as being drawn anew.
Law: while every order is held, harm is what it is with all of them given.
Not here: which to take back (staged.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from battlebox.engine.nets import NEVER, Ints, frozen
from battlebox.engine.orders import Order, Orderbook
from battlebox.engine.questions import Done
from battlebox.engine.situation import Situation
from battlebox.engine.trial import fill_passages
from battlebox.engine.workspace import workspace
from battlebox.engine.worlds import Pool


@dataclass(frozen=True)
class StandingBook(Orderbook):
    """Orders in force that may be taken back: each costs nothing while a plan holds it, and the penalty if not."""

    standing: Mapping[str, Done] = field(default_factory=dict)
    penalty: float = 0.0

    def now(self, name: str) -> Order:
        """An order in force as it was given; any other, given at hour 0."""
        if name in self.standing:
            done = self.standing[name]
            self._known.setdefault(
                name, self.order(name, ago=done.ago_microhours, given=True, until=done.until_microhours)
            )
        return super().now(name)

    def cost(self, names: Iterable[str]) -> float:
        """What new orders cost, and what it costs to take back those in force that are not among them."""
        held = set(names)
        return super().cost(held) + self.penalty * len(self.standing.keys() - held)


@dataclass(frozen=True)
class StandingSituation(Situation):
    """A situation whose question has only the orders that stay as they are; `standing` may be taken back."""

    standing: tuple[Done, ...] = ()
    penalty: float = 0.0

    @cached_property
    def book(self) -> StandingBook:
        """Every order there is, with those in force to be held or not."""
        question = self.question
        return StandingBook(
            self.arrays, question.hours_microhours, question.dones, question.downs, lasts_factor=self.lasts_factor,
            standing={done.action: done for done in self.standing}, penalty=self.penalty,
        )  # fmt: skip

    def lived(self, pool: Pool) -> Pool:
        """Worlds in which every order given has stood until hour 0: who was held up begins anew then."""
        close_at = self.book.plan([done.action for done in self.standing]).close_at
        at = np.repeat(reached_before(self, pool, close_at), np.diff(pool.edge_first))
        shut = close_at[pool.edge]
        held = (at < 0) & (shut < 0) & (at + pool.edge_delay >= shut)
        # What was crossed of a way before it was shut is lost; what is left of the delay begins at hour 0.
        return pool._replace(edge_delay=frozen(np.where(held, pool.edge_delay - np.maximum(shut, at), pool.edge_delay)))


def reached_before(situation: Situation, pool: Pool, close_at: Ints) -> Ints:
    """When each place of each world was reached before hour 0, under these closings; NEVER where it was not."""
    worlds = len(pool.destroys)
    space = workspace(situation.arrays, causes_max=1)
    table = np.full((worlds, situation.arrays.systems), NEVER, dtype=np.int64)
    limits = np.zeros(worlds, dtype=np.int64)
    fill_passages(*pool[:7], limits, close_at, space.times, space.heap, space.later, space.head, table)
    return table[np.repeat(np.arange(worlds), np.diff(pool.first)), pool.node]
