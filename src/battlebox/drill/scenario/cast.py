"""A cast: which id of one estate fills each part of a scenario, and how its texts read there.

Law: the same scenario, estate, player and seed give the same cast; a part that nothing fills has a stand-in's words.
Not here: picking.
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.drill.scenario.part import OTHERS, PLAYER
from battlebox.drill.scenario.scenario import Scenario
from battlebox.drill.scenario.sign import Sign
from battlebox.drill.scenario.words import said


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills one part. `id` is its row in the estate, blank for a stand-in; `name` is how texts call it.

    `means` are the ids by which entries of the record may mean it: its own, and orders that isolate, cut or stop it;
    of a body, whoever can be rung there.
    """

    part: str
    id: str
    name: str
    means: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cast:
    """A scenario on one estate: every part with what fills it, the player first.

    `others` are the ids by which entries may mean a body that is not the player's.
    """

    scenario: Scenario
    estate: str
    seed: int
    filled: tuple[Filled, ...]
    others: frozenset[str] = frozenset()

    def of(self, part: str) -> Filled:
        """What fills a part. Raises KeyError for one that the scenario does not have: a fault of ours."""
        return {each.part: each for each in self.filled}[part]

    @property
    def player(self) -> str:
        """The id of the body whose officers play."""
        return self.of(PLAYER).id

    @property
    def stand_ins(self) -> tuple[Filled, ...]:
        """Parts that nothing of the estate fills: texts speak of them, the world behind the drill does not."""
        return tuple(each for each in self.filled if not each.id)

    def id_of(self, part: str) -> str:
        """The id that fills a part; blank for a stand-in, for no part, and for every other body."""
        return self.of(part).id if part and part != OTHERS else ""

    def means(self, sign: Sign) -> frozenset[str]:
        """The ids by which an entry would mean what a sign is about; empty where it may be about anything."""
        if sign.about == OTHERS:
            # Where there is no other body, nothing is about one.
            return self.others or frozenset({OTHERS})
        return self.of(sign.about).means if sign.about else frozenset()

    def says(self, text: str) -> str:
        """A text of the scenario with the names of this estate in it."""
        return said(text, {each.part: each.name for each in self.filled})
