"""A question checked against an estate: every id known, every figure in range, the horizon long enough to advise on.

Law: whatever passes here can be computed; nothing below checks again.
Not here: computing (score.py, contain.py).
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.orders import Orderbook
from battlebox.engine.questions import EVERYTHING, Done, Down, Question
from battlebox.engine.worlds import Belief, Pool
from battlebox.estate import MICROHOURS

HOURS_LEAST: Final = 120
HOURS_MOST: Final = 87_600
WORLDS_LEAST: Final = 64
WORLDS_MOST: Final = 100_000
WORK: Final = 12_800
"""Rows of needs and crossings times blocks of 64 worlds that a first answer may try for each plan."""
SEED_MOST: Final = 2**63 - 1


@dataclass(frozen=True)
class Situation:
    """A checked question on one estate. The re-runs of the contract are situations with a factor changed."""

    arrays: EstateArrays
    question: Question
    chance_factor: float = 1.0
    lasts_factor: int = 1

    @classmethod
    def of(cls, arrays: EstateArrays, question: Question) -> Situation:
        """Check a question. Raises EngineError naming the first thing wrong with it."""
        systems = arrays.estate.system_by_id
        for hit in question.hits:
            _known(hit.system, systems, Code.UNKNOWN_SYSTEM)
            if not 0 <= hit.chance <= 1:
                raise EngineError.of(Code.CHANCE_RANGE, id=hit.system, found=hit.chance)
            _not_before(hit.system, hit.since_microhours or 0)
        named = [hit.system for hit in question.hits]
        for name in named:
            if named.count(name) > 1:
                raise EngineError.of(Code.HIT_TWICE, id=name)
        check_given(arrays, question.downs, question.dones)
        check_hours(question.hours_microhours)
        if question.worlds is not None and not WORLDS_LEAST <= question.worlds <= WORLDS_MOST:
            raise EngineError.of(Code.WORLDS_RANGE, found=question.worlds, least=WORLDS_LEAST, most=WORLDS_MOST)
        if not 0 <= question.seed <= SEED_MOST:
            raise EngineError.of(Code.SEED_RANGE, found=question.seed, most=SEED_MOST)
        return cls(arrays, question)

    @cached_property
    def book(self) -> Orderbook:
        """Orders on this estate, with the orders already given and what is down."""
        question = self.question
        return Orderbook(
            self.arrays, question.hours_microhours, question.dones, question.downs, lasts_factor=self.lasts_factor
        )

    @cached_property
    def belief(self) -> Belief:
        """What is believed of the attack."""
        return Belief(self.question.hits, self.chance_factor)

    def lived(self, pool: Pool) -> Pool:
        """Drawn worlds as they went until hour 0; another kind of situation may know more of that (staged.py)."""
        return pool

    def worlds(self, *, generous: bool = True) -> int:
        """How many fresh worlds to score on: those asked for, else more for small estates, where each costs less.

        Rare heavy worlds decide what small savings are clear, so an answer that may take its time gets four times
        as many.
        """
        if self.question.worlds is not None:
            return self.question.worlds
        rows = len(self.arrays.needs.rows) + len(self.arrays.paths.source)
        return (4 if generous else 1) * min(32, max(4, WORK // max(rows, 1))) * WORLDS_LEAST

    def changed(self, *, chances: float = 1.0, lasts: int = 1, hours_microhours: int | None = None) -> Situation:
        """The same situation with chances and times to check multiplied, or another horizon."""
        horizon = self.question.hours_microhours if hours_microhours is None else hours_microhours
        return Situation(
            self.arrays.with_chances(chances) if chances != 1.0 else self.arrays,
            replace(self.question, hours_microhours=horizon),
            chance_factor=self.chance_factor * chances,
            lasts_factor=self.lasts_factor * lasts,
        )

    def least_hours(self, names: Iterable[str]) -> int:
        """Microhours a horizon must have to advise on these orders beside those given."""
        orders = (*self.book.given, *(self.book.order(name) for name in names))
        return max([HOURS_LEAST * MICROHOURS, *(order.lapses for order in orders)])

    def check_plan(self, names: Sequence[str]) -> None:
        """Refuse a plan with unknown, repeated or conflicting orders, or too long for the horizon."""
        given = [done.action for done in self.question.dones]
        for name in names:
            if name != EVERYTHING:
                _known(name, self.arrays.estate.action_by_id, Code.UNKNOWN_ACTION)
        if EVERYTHING in names and len(names) > 1:
            raise EngineError.of(Code.EVERYTHING_ALONE)
        _apart(self.arrays, [*given, *names])
        self.check_horizon(names)

    def check_horizon(self, names: Iterable[str]) -> None:
        """Refuse a horizon too short to see these orders lapse."""
        least = self.least_hours(names)
        if self.question.hours_microhours < least:
            found = self.question.hours_microhours / MICROHOURS
            longest = f", which {self._longest(names)} takes" if least > HOURS_LEAST * MICROHOURS else ""
            words = {"found": f"{found:g}", "least": f"{least / MICROHOURS:g}", "longest": longest}
            raise EngineError.of(Code.HORIZON_SHORT, **words)

    def _longest(self, names: Iterable[str]) -> str:
        """The order that lapses last: a slip of the pen in one row is found by its name."""
        return max((*self.book.given, *map(self.book.order, names)), key=lambda order: order.lapses).name


def check_given(
    arrays: EstateArrays, downs: Iterable[Down], dones: Sequence[Done], *, as_recorded: bool = False
) -> None:
    """Refuse unknown ids, hours below 0, and orders given twice or in conflict.

    `as_recorded` takes what people did as they did it: after hour 0, twice, in conflict.
    """
    for down in downs:
        _known(down.thing, arrays.estate.thing_by_id, Code.UNKNOWN_THING)
        _not_before(down.thing, down.at_microhours)
    for done in dones:
        if done.action != EVERYTHING:
            _known(done.action, arrays.estate.action_by_id, Code.UNKNOWN_ACTION)
        if not as_recorded:
            _not_before(done.action, done.ago_microhours)
    if not as_recorded:
        _apart(arrays, [done.action for done in dones])


def check_hours(microhours: int) -> None:
    """Refuse a horizon nobody can mean."""
    if not MICROHOURS <= microhours <= HOURS_MOST * MICROHOURS:
        raise EngineError.of(Code.HORIZON_LONG, found=f"{microhours / MICROHOURS:g}", most=HOURS_MOST)


def in_conflict(arrays: EstateArrays, one: str, other: str) -> bool:
    """Whether two orders exclude each other; `everything` excludes nothing."""
    actions = arrays.estate.action_by_id
    if EVERYTHING in (one, other):
        return False
    return other in actions[one].conflicts or one in actions[other].conflicts


def _apart(arrays: EstateArrays, names: Sequence[str]) -> None:
    for place, one in enumerate(names):
        for other in names[:place]:
            if one == other:
                raise EngineError.of(Code.ACTION_TWICE, id=one)
            if in_conflict(arrays, one, other):
                raise EngineError.of(Code.ACTIONS_CONFLICT, id=other, other=one)


def _known(name: str, table: Collection[str], code: Code) -> None:
    if name not in table:
        close = difflib.get_close_matches(name, list(table), n=1)
        raise EngineError.of(code, id=name, near=f"; the nearest is {close[0]}" if close else "")


def _not_before(name: str, microhours: int) -> None:
    if microhours < 0:
        raise EngineError.of(Code.NEGATIVE_TIME, id=name, found=f"{microhours / MICROHOURS:g}")
