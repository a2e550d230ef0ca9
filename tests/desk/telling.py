"""Acting on clocks at the desk of three councils: what is seen out, who is told, times that are named."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk import Role
from battlebox.desk.picture import (
    Cause,
    Condition,
    Observation,
    estate_in_use,
    observe,
    picture_of,
)
from battlebox.desk.record import Handling, Sight
from battlebox.desk.tell import (
    Candidate,
    ClockDesk,
    ClockReport,
    clock_of,
    clocks_of,
    shipped_library,
    suggest_aware,
)
from battlebox.marking import Tlp
from desk.room import BEGAN, COUNCILS, SHARED, officer

HOUR = timedelta(hours=1)
DPO = Role.INFORMATION_GOVERNANCE
EVERYBODY = Handling(Tlp.AMBER, frozenset(COUNCILS))


def used_by(room):
    return estate_in_use(room.sight("northmere"), room.shelf)


def desk(room, body="northmere", *roles):
    """What an officer of a body acts on clocks with; an information governance officer unless told otherwise."""
    who = officer(body, *(roles or (DPO,)))
    used = used_by(room)
    picture = picture_of(Sight.of(room.record, who), used, began=BEGAN)
    return ClockDesk(room.record, who, picture, shipped_library().with_own(used.estate))


def clocks(room, body):
    at = desk(room, body)
    return {each.thing: each for each in clocks_of(Sight.of(room.record, at.officer), at.picture, at.library)}


def clock(room, body, thing):
    at = desk(room, body)
    return clock_of(Sight.of(room.record, at.officer), at.picture, at.library, thing)


def out(room, system="northmere.care", *, since=BEGAN, handling=SHARED, condition=Condition.OUT, cause=Cause.UNKNOWN):
    seen = Observation(condition, since, "duty officer", cause)
    return observe(room.record, used_by(room).estate, officer("northmere"), system, seen, handling=handling)


def told(at=BEGAN + HOUR, **more):
    given = {"to": "ICO", "by": "data protection", "channel": "online form"} | more
    return ClockReport(clock="", at=at, **given)


MINE, THEIRS = "clock/ico-33/northmere", "clock/ico-33/eastholt"
PROC = "clock/ico-33-proc/northmere/eastholt"


def name_time(room, hours, *, by="northmere", body="northmere", handling=None, role=Role.OPERATIONAL):
    candidate = Candidate(body, BEGAN + hours * HOUR, "service desk", "a caller said so", "call log")
    return suggest_aware(room.record, used_by(room).estate, officer(by, role), candidate, handling=handling)
