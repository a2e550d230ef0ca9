"""What comes to players of the truth: what their own checks found, and what was struck before their eyes.

Law: nothing but what the world's own rules let somebody see; a check answers the officer who recorded it, once its time
is over, and what it did not see it does not say.
Not here: what they were told by an inject (they have it), how it looks (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from battlebox.drill.play import Course, Deed
from battlebox.drill.truth.done import looks
from battlebox.drill.truth.instant import instant, microhours
from battlebox.drill.truth.moves import attack_of
from battlebox.drill.world import How, World, seen


@dataclass(frozen=True, slots=True)
class Found:
    """Something that came to be known of a system, and to whom: to the officer `by`, or to all of the `body`.

    `entry` is the number of the entry that recorded the check; blank for what everybody sees.
    """

    system: str
    at: datetime
    how: How
    is_there: bool
    body: str
    by: str = ""
    entry: str = ""

    def is_for(self, body: str, officer: str) -> bool:
        """Whether it comes to this officer of this body."""
        return self.body == body and self.by in ("", officer)


def found(world: World, course: Course, deeds: Iterable[Deed]) -> tuple[Found, ...]:
    """All that has come to players by now, in order of time. Cost: the attack, followed anew."""
    known = sorted(deeds, key=lambda deed: deed.at)
    now = microhours(course, course.story_at(course.minute))
    attack = attack_of(world, course, known)
    every = tuple(seen(attack, now))
    is_there = {(each.system, each.at_microhours) for each in every if each.how is How.LOOKED and each.is_there}
    lines = [
        Found(look.system, instant(course, look.ends_microhours), How.LOOKED,
              (look.system, look.ends_microhours) in is_there, look.deed.body, look.deed.by, look.deed.number)
        for look in looks(course, known, world.estate)
        if look.ends_microhours <= now
    ]  # fmt: skip
    host = {row.system: row.body for row in world.estate.systems}
    lines += [
        Found(each.system, instant(course, each.at_microhours), each.how, is_there=True, body=host[each.system])
        for each in every
        if each.how in (How.STRUCK, How.CAME_OUT)
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda each: (each.at, each.system, each.entry)))
