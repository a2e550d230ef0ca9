"""The moves of a drill: what players recorded and what the scenario did, in one order of time.

Law: a move is done when its entry was written, whatever time the entry gives: what was so at a moment is never changed
by what is written later; what the copy of the estate does not have is passed over.
Not here: reading the record (done.py), the scenario (scripted.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from battlebox.drill.play import Course, Deed
from battlebox.drill.truth.done import looks, points, turns_done
from battlebox.drill.truth.scripted import said, turns_scripted
from battlebox.drill.truth.turn import spans
from battlebox.drill.world import Attack, Move, World
from battlebox.estate import Estate


def moves_of(course: Course, deeds: Iterable[Deed], estate: Estate) -> tuple[Move, ...]:
    """Everything that was done in a drill until now. Cost: a pass over the deeds."""
    known = sorted(deeds, key=lambda deed: deed.at)
    turns = [*turns_scripted(course, estate), *turns_done(course, known, estate)]
    return (
        *spans(turns),
        *said(course),
        *points(course, known, estate),
        *(look.move for look in looks(course, known, estate)),
    )


def attack_of(world: World, course: Course, deeds: Iterable[Deed]) -> Attack:
    """The attack, followed through all of it."""
    return Attack.of(world, moves_of(course, deeds, world.estate))
