"""What players did, as the record shows it: orders that stand, links cut, systems brought back, checks of a system.

Law: an order of the record stands until the record says that it was undone; a link that is written down as opened is
open, whatever order stands; what a partner says that it has done is done. A system that came back is clean only where
its clean source was passed, and not waived or left out.
Not here: what the scenario does (scripted.py), what a check finds (found.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.desk.command import Reply
from battlebox.desk.gate import Result
from battlebox.desk.picture import Subject
from battlebox.drill.play import Course, Deed
from battlebox.drill.truth.instant import microhours
from battlebox.drill.truth.turn import Cause, Turn
from battlebox.drill.world import Look, Move, Restored, from_minutes
from battlebox.estate import Estate, paths_of, things_of
from battlebox.journal import Kind

HASTY_MINUTES: Final = 15
"""How long a check takes that goes with a suspicion; it is not thorough (a working value)."""
THOROUGH_MINUTES: Final = 60
"""How long it takes to say what an attacker did on a system, as the gate `scope` asks (a working value)."""
_BACK: Final = (Kind.SYSTEM_LIVE, Kind.GATE_SKIPPED)
_ANSWERED: Final = (Kind.GATE_PASSED, Kind.GATE_FAILED)
_GATES: Final = (*_ANSWERED, Kind.GATE_WAIVED, Kind.GATE_HELD)
_SCOPE, _SOURCE = "scope", "source"


@dataclass(frozen=True, slots=True)
class Looked:
    """A check that somebody recorded, and the move that it is."""

    deed: Deed
    system: str
    move: Look

    @property
    def ends_microhours(self) -> int:
        """When its answer is there."""
        return self.move.at_microhours + self.move.takes_microhours


def turns_done(course: Course, deeds: Iterable[Deed], estate: Estate) -> Iterator[Turn]:
    """What players began and ended, from deeds in order of time."""
    asked: dict[str, str] = {}
    for deed in deeds:
        at, action = microhours(course, deed.at), str(deed.said.get("action", ""))
        if deed.kind == Kind.PARTNER_ASKED:
            asked |= dict.fromkeys(deed.things, action)
        elif deed.kind == Kind.PARTNER_ANSWERED and deed.said.get("reply") == Reply.DONE:
            action = next((asked[thing] for thing in deed.things if thing in asked), "")
            if action in estate.action_by_id:
                yield Turn(at, Cause.ORDER, action)
        elif deed.kind in (Kind.SYSTEM_ISOLATED, Kind.SYSTEM_REOPENED) and action in estate.action_by_id:
            yield Turn(at, Cause.ORDER, action, deed.kind == Kind.SYSTEM_ISOLATED)
        elif deed.kind in (Kind.LINK_PARTED, Kind.LINK_RECONNECTED):
            yield from _link(at, deed, estate)
        elif deed.kind in (Kind.SYSTEM_OFF, *_BACK):
            yield from _system(at, deed, estate)


def points(course: Course, deeds: Iterable[Deed], estate: Estate) -> Iterator[Move]:
    """Systems that were brought back, from deeds in order of time."""
    passed: dict[str, bool] = {}
    for deed in deeds:
        system = str(deed.said.get("system", ""))
        if deed.kind in _GATES and deed.said.get("gate") == _SOURCE:
            passed[system] = deed.said.get("result") == Result.PASSED
        elif deed.kind in _BACK and system in estate.system_by_id:
            # The number of missing gates stands in the header and hides their names: what skips gates is never clean
            # by the word of a gate that is open.
            is_clean = passed.get(system, False) and deed.kind == Kind.SYSTEM_LIVE
            yield Restored(system, microhours(course, deed.at), is_clean)


def looks(course: Course, deeds: Iterable[Deed], estate: Estate) -> Iterator[Looked]:
    """Checks of a system: a suspicion that says how far was looked, and the gate that says what the attacker did."""
    for deed in deeds:
        said = deed.said
        is_hasty = deed.kind == Kind.SUSPICION_STATED and said.get("subject") == Subject.SYSTEM
        is_thorough = deed.kind in _ANSWERED and said.get("gate") == _SCOPE
        system = str(said.get("id" if is_hasty else "system", ""))
        if system not in estate.system_by_id or not ((is_hasty and said.get("checked")) or is_thorough):
            continue
        takes = from_minutes(THOROUGH_MINUTES if is_thorough else HASTY_MINUTES)
        body = deed.body if deed.body in estate.body_by_id else ""
        yield Looked(deed, system, Look((system,), microhours(course, deed.at), takes, is_thorough, body))


def _link(at: int, deed: Deed, estate: Estate) -> Iterator[Turn]:
    path = str(deed.said.get("path", ""))
    if path not in estate.path_by_id:
        return
    if deed.kind == Kind.LINK_PARTED:
        yield Turn(at, Cause.PARTED, path)
    else:
        yield from (Turn(at, cause, path, begins=False) for cause in (Cause.PARTED, Cause.SHUT))
        if orders := _shutting(path, estate):
            yield Turn(at, Cause.OPENED, path, orders=orders)


def _shutting(path: str, estate: Estate) -> frozenset[str]:
    """The orders that shut a link: they cut it, or have one of its ends inside what they isolate."""
    row, found = estate.path_by_id[path], set()
    for each in estate.actions:
        inside = things_of(estate, each.isolates)
        if path in paths_of(estate, each.cuts) or (row.origin in inside) != (row.target in inside):
            found.add(each.action)
    return frozenset(found)


def _system(at: int, deed: Deed, estate: Estate) -> Iterator[Turn]:
    system = str(deed.said.get("system", ""))
    if system not in estate.system_by_id:
        return
    if deed.kind == Kind.SYSTEM_OFF:
        yield Turn(at, Cause.OFF, system)
    else:
        yield from (Turn(at, cause, system, begins=False) for cause in (Cause.OFF, Cause.BROKE))
