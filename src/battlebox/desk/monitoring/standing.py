"""How the things of one body stood at a mark of the record: what was suspected of each, and how it was seen to be.

Law: what the body itself recorded, and nothing that others wrote; the same mark gives the same answer for good, as long
as nothing is removed from the record.
Not here: what follows from it (picture).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.monitoring.own import OwnThing, own_things
from battlebox.desk.picture import SEEN, SUSPICION, Belief, Observation
from battlebox.desk.record import Sight, Stated
from battlebox.estate import Estate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing: the versions that stood of what is believed of it, and of how it was seen to be, latest first."""

    thing: OwnThing
    beliefs: tuple[Stated[Belief], ...]
    seen: tuple[Stated[Observation], ...]


def standing_at(sight: Sight, estate: Estate, mark: int) -> tuple[Standing, ...]:
    """Every thing of the reader's body of which it had said something by then. Raises DeskError for a later mark."""
    here = sight.record.arrived
    if mark > here:
        raise DeskError.of(Code.NOT_WRITTEN_YET, here=here, mark=mark)
    found = []
    for thing in own_things(estate, sight.officer.body):
        name = f"{thing.kind}/{thing.id}"
        beliefs = _stood(sight, name, SUSPICION, Belief, mark)
        seen = _stood(sight, name, SEEN, Observation, mark)
        if beliefs or seen:
            found.append(Standing(thing, beliefs, seen))
    return tuple(found)


def _stood(sight: Sight, thing: str, name: str, form: type[T], mark: int) -> tuple[Stated[T], ...]:
    """The versions of a field that stood when the record had so many entries."""
    own = sight.officer.body
    over: dict[str, tuple[str, ...]] = {}
    for line in sight.record.history(thing):
        if line.place <= mark:
            for each in line.header.writes:
                if (each.thing, each.name) == (thing, name):
                    over[line.id] = each.over
    told = [each for each in sight.told(thing, name, form) if each.entry in over and each.body == own]
    # What one of these was written over is replaced, and so is what that was written over, whoever wrote it.
    replaced: set[str] = set()
    later = [entry for each in told for entry in over[each.entry]]
    while later:
        entry = later.pop()
        if entry not in replaced:
            replaced.add(entry)
            later += over.get(entry, ())
    return tuple(each for each in reversed(told) if each.entry not in replaced)
