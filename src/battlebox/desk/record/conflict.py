"""Two versions of one thing: what two people wrote about it without having seen each other's words.

Law: neither is chosen here; both are shown, and whoever writes again, having read both, settles it.
Not here: how writing settles it (journal), the words of each kind (each noun's module).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.record.logbook import LogLine, entry_of
from battlebox.desk.record.sight import Sight


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a thing, and the entries whose words stand beside each other, latest first."""

    thing: str
    name: str
    versions: tuple[LogLine, ...]


def conflicts_of(sight: Sight) -> tuple[Conflict, ...]:
    """Every field of which this reader may see more than one version."""
    found = []
    for thing, name in sight.record.conflicts():
        lives = [
            live
            for live in sight.record.live(thing, name)
            if live.part >= 0 and sight.may_see(sight.record.line(live.entry).header, live.part)
        ]
        if len(lives) > 1:
            found.append(Conflict(thing, name, tuple(entry_of(sight, live.entry) for live in lives)))
    return tuple(found)
