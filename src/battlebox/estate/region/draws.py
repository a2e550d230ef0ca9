"""Draws: what chance decides in a made-up estate, all from one seed.

Law: only the stream of shares is taken from the language's generator, which promises to keep it between versions; every
other draw is worked out from it here, so the same seed gives the same estate on any machine and any release.
Not here: what is drawn for (the modules beside this one).
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """One stream of draws."""

    def __init__(self, seed: int) -> None:
        self.share = Random(f"{seed}").random  # noqa: S311  # What is made up is no secret.
        """The next share, from 0 up to but not 1."""

    def below(self, most: int) -> int:
        """A whole number from 0 up to but not `most`."""
        return int(self.share() * most)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + int(self.share() * (most - least + 1))

    def one_of(self, things: Sequence[T]) -> T:
        """Any of the things, each as likely."""
        return things[int(self.share() * len(things))]

    def some_of(self, things: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different things, or all of them if there are fewer, in the order they were drawn."""
        left = list(things)
        return tuple(left.pop(int(self.share() * len(left))) for _ in range(min(count, len(left))))

    def early(self, things: Sequence[T]) -> T:
        """Any of the things, the first far likelier: this is where hubs come from."""
        return things[int(self.share() ** 3 * len(things))]

    def happens(self, chance: float) -> bool:
        """Whether something of that chance happens."""
        return self.share() < chance

    def weighed(self, table: Sequence[tuple[T, float]]) -> T:
        """One of the things by their weights, which add up to 1."""
        left = self.share()
        for thing, weight in table:
            left -= weight
            if left < 0:
                return thing
        return table[-1][0]
