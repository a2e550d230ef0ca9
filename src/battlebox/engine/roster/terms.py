"""A sum of choices and whole numbers, and a model that is built with its whole hint.

Law: what is fixed stays a number and never reaches the solver; every variable has a hint, its value in the plan that
the model is built from.
Not here: which sums a roster asks for (model.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Choice = Any
"""A variable of the solver, which ships no types that hold."""


@dataclass(slots=True)
class Terms:
    """A sum under way: variables with factors, and a number."""

    choices: list[Choice] = field(default_factory=list)
    factors: list[int] = field(default_factory=list)
    number: int = 0
    value: int = 0

    def add(self, item: Flag | int, factor: int = 1) -> Terms:
        """Add a flag, or a number, so many times."""
        if isinstance(item, Flag):
            self.choices.append(item.choice)
            self.factors.append(factor)
            self.value += factor * item.value
        else:
            self.number += factor * item
            self.value += factor * item
        return self

    @classmethod
    def of(cls, items: Iterable[Flag | int]) -> Terms:
        """The sum of flags and numbers."""
        terms = cls()
        for item in items:
            terms.add(item)
        return terms


@dataclass(frozen=True, slots=True)
class Flag:
    """A variable and its value in the plan at hand."""

    choice: Choice
    value: int


class Hinted:
    """A model of the solver that knows, for every variable, its value in one plan."""

    def __init__(self, solver: Any) -> None:  # noqa: ANN401 - the solver, loaded late, ships no types
        self.solver = solver
        self.model = solver.CpModel()
        self.objective = Terms()

    def flag(self, value: int) -> Flag:
        """A new yes or no."""
        return self._hinted(self.model.new_bool_var(""), value)

    def number(self, least: int, most: int, value: int) -> Flag:
        """A new whole number."""
        return self._hinted(self.model.new_int_var(least, most, ""), value)

    def _hinted(self, choice: Choice, value: int) -> Flag:
        self.model.add_hint(choice, value)
        return Flag(choice, value)

    def expression(self, terms: Terms) -> Choice:
        """What the solver takes for a sum."""
        return self.solver.LinearExpr.weighted_sum(terms.choices, terms.factors)

    def at_most(self, terms: Terms, most: int) -> None:
        """Hold a sum at or below a number; a sum that has only numbers in it was somebody else's to hold."""
        room = most - terms.number
        if terms.choices and sum(factor for factor in terms.factors if factor > 0) > room:
            self.model.add(self.expression(terms) <= room)

    def at_least(self, terms: Terms, least: int) -> None:
        """Hold a sum at or above a number."""
        room = least - terms.number
        if terms.choices and sum(factor for factor in terms.factors if factor < 0) < room:
            self.model.add(self.expression(terms) >= room)

    def above(self, terms: Terms, free: int, price: int) -> None:
        """Pay for each one that a sum is above a number."""
        most = terms.number + sum(factor for factor in terms.factors if factor > 0) - free
        if price and most > 0:
            if not terms.choices:
                self.objective.add(most, price)
                return
            excess = self.number(0, most, max(0, terms.value - free))
            self.at_most(Terms([*terms.choices, excess.choice], [*terms.factors, -1], terms.number), free)
            self.objective.add(excess, price)
