"""What the scenario does to the world: its events as they happened, and what an inject told.

Law: only what has happened and was handed out; a part that nothing of the estate fills is passed over; what an inject
tells is told to the body that plays, true or not.
Not here: which events happen (drill/play).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.desk.reconnect import links_between
from battlebox.drill.play import Course
from battlebox.drill.scenario import EventKind, WorldEvent
from battlebox.drill.truth.instant import microhours
from battlebox.drill.truth.turn import Cause, Turn
from battlebox.drill.world import Move, Planted, Shown, Told
from battlebox.estate import Estate

_CAUSES: Final = {
    EventKind.FAILS: Cause.BROKE,
    EventKind.SERVICE_STOPS: Cause.BROKE,
    EventKind.CHANNEL_DIES: Cause.BROKE,
    EventKind.LINK_DIES: Cause.DIED,
}
_ENDED: Final = (Cause.BROKE, Cause.DIED, Cause.SHUT)


def turns_scripted(course: Course, estate: Estate) -> Iterator[Turn]:
    """What the scenario began and ended."""
    for at, event, thing in _happened(course):
        if event.kind in _CAUSES:
            yield Turn(at, _CAUSES[event.kind], thing)
        elif event.kind is EventKind.PARTNER_SHUTS:
            player = course.cast.player
            links = links_between(estate, thing, player) if thing != player else ()
            yield from (Turn(at, Cause.SHUT, each.path.path) for each in links)
        elif event.kind is EventKind.COMES_BACK:
            yield from (Turn(at, cause, thing, begins=False) for cause in _ENDED)


def said(course: Course) -> Iterator[Move]:
    """What the scenario has the attacker take, what signs it shows, and what its injects told."""
    for at, event, thing in _happened(course):
        if event.kind is EventKind.TAKEN:
            yield Planted(thing, at)
        elif event.kind is EventKind.FOUND:
            yield Shown(thing, at)
    injects = {each.number: each for each in course.cast.scenario.injects}
    for handed in course.handed:
        at = microhours(course, course.story_at(handed.minute))
        for part in injects[handed.number].tells:
            if system := course.cast.id_of(part):
                yield Told(system, at, (course.cast.player,))
                # Whoever told it saw something, so that whoever looks there does too, if it is so.
                yield Shown(system, at)


def _happened(course: Course) -> Iterator[tuple[int, WorldEvent, str]]:
    """Each event that has happened to something of the estate, with when and to what."""
    events = {each.id: each for each in course.cast.scenario.events}
    for each in course.happened:
        event = events[each.event]
        if thing := course.cast.id_of(event.of):
            yield microhours(course, course.story_at(each.minute)), event, thing
