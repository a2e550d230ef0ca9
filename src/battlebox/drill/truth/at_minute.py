"""What is so at the beginning of a minute of play, for a branch that asks: what the attacker holds, and what is shut.

Law: an order shuts something once the time that the drill's copy of the estate gives it is over, for the attacker and
for a branch alike: there is one truth of it.
Not here: which branch asks, and when (drill/play).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from battlebox.drill.play import Course, Deed
from battlebox.drill.truth.instant import microhours
from battlebox.drill.truth.moves import attack_of
from battlebox.drill.world import Attack, World, reached, shut_off


@dataclass(frozen=True)
class AtMinute:
    """The truth of a drill at a minute. The world is drawn, and the attack followed, when it is first asked."""

    draw: Callable[[], World]
    course: Course
    deeds: tuple[Deed, ...]
    minute: int

    def held(self) -> frozenset[str]:
        """The systems that the attacker holds."""
        return reached(self._attack, self._at)

    def shut(self) -> frozenset[str]:
        """The systems that an order has isolated or off, and the links that are shut."""
        return shut_off(self._attack, self._at)

    @cached_property
    def _attack(self) -> Attack:
        return attack_of(self.draw(), self.course, self.deeds)

    @property
    def _at(self) -> int:
        return microhours(self.course, self.course.story_at(self.minute))
