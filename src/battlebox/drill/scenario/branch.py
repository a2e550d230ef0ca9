"""Branches: the story goes one way or the other by what players did, or by what the attacker came to hold.

Law: a branch is asked once, at its minute, of the record or of the truth behind the drill; whether something is shut
off is asked of the truth alone, for an order takes time to work; branches never wait in a circle.
Not here: what is played on which way (inject.py, event.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.inject import MINUTES_MOST, signs
from battlebox.drill.scenario.sign import Answer, Sign
from battlebox.drill.scenario.words import an_id, line, number
from battlebox.journal import Kind

_BY_ORDER: Final = frozenset({Kind.SYSTEM_ISOLATED, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_VERIFIED})


@dataclass(frozen=True, slots=True)
class Branch:
    """One question of the record: whether any of these signs was written by T+`by_minutes`.

    With `taken` in place of signs it asks the truth: whether the attacker holds that part, a system, at that minute.
    With `shut` it asks whether one of those parts, systems or links, is shut off by then, by orders that work.
    With `under` it is asked only if that branch got the answer `when`; where it was not asked, neither way is played.
    """

    id: str
    asks: str
    by_minutes: int
    any: tuple[Sign, ...] = ()
    under: str = ""
    when: Answer = Answer.YES
    taken: str = ""
    shut: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        an_id("id", self.id)
        line("asks", self.asks, "the question, such as: Was {hub} isolated by T+40?")
        number("by_minutes", self.by_minutes, 1, MINUTES_MOST, "minutes of play after the start, from 1 up")
        if self.taken or self.shut:
            name = "taken" if self.taken else "shut"
            for each in (self.taken,) if self.taken else self.shut:
                an_id(name, each)
            for other in ("any", "shut") if self.taken else ("any",):
                if getattr(self, other):
                    raise ScenarioError.of(Code.NOT_NEEDED, what=f"a branch with `{name}`", name=other)
        else:
            signs("any", self.any)
            _no_order(self.any)
        if self.under:
            an_id("under", self.under)


def _no_order(found: Iterable[Sign]) -> None:
    """Raises ScenarioError for a sign by which an order that was given would count as one that works."""
    for sign in found:
        if sign.kind in _BY_ORDER:
            right = f'shut = ["{sign.about or "hub"}"]'
            raise ScenarioError.of(Code.ASKS_ORDER, kind=sign.kind.value, right=right)


def circle_of(branches: Iterable[Branch]) -> tuple[str, ...]:
    """The ids of branches that wait on each other, the first once more at the end; empty where none do."""
    under = {each.id: each.under for each in branches}
    for start in under:
        way = [start]
        while (up := under.get(way[-1], "")) in under:
            if up in way:
                return (*way[way.index(up) :], up)
            way.append(up)
    return ()
