"""A short scenario that branches twice and leaps once, cast on the small estate, and who plays it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from battlebox.desk import Role, Someone
from battlebox.desk.command import Decision, make_decision
from battlebox.desk.picture import Belief, Subject, Suspicion, estate_in_use, give_order, state_suspicion
from battlebox.drill.play import Course, deeds_of
from battlebox.drill.scenario import Cast, Filled, scenario_of_bytes
from desk.room import SHARED, Room, officer

BEGAN = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
BACKUPS = "northmere.backups"
ISOLATE = "northmere.isolate-backups"
_SCORES = '\n[inject.scores]\nfull = "in time"\nhalf = "late"\nnone = "not at all"\n'
_CUT = '{ kind = "system:isolated", about = "backups" }'

TEXT = f"""
format = "battlebox-scenario/1"
id = "tapes"
title = "The tapes do not answer"
summary = "The backup server asks for a password that nobody set."
minutes = 60
weekday = "tuesday"
starts = "09:10"
orders_faster = 20
opening = "It is a Tuesday morning at {{player}}."
debrief = ["Who could have decided this earlier?"]

[attack]
real = true
words = "Somebody has the backup server since Sunday."
at = ["backups"]
hours_before = 32

[[objective]]
id = "first"
words = "Take the backups off the network first"

[[part]]
id = "backups"
kind = "system"
pick = "like"
like = ["backup"]
words = "the system that keeps the backups"

[[inject]]
number = 1
at_minutes = 0
title = "The password does not work"
from = "backup administrator"
by = "phone"
text = "I cannot log in to {{backups}}."
objectives = ["first"]
evaluator = "evaluator"
{_SCORES}
[[inject.expected]]
do = "Write that {{backups}} is suspected"
within_minutes = 5
any = [{{ kind = "suspicion:stated", about = "backups" }}]
[[inject.expected]]
do = "Isolate it, or decide why not"
within_minutes = 10
measure = "time"
any = [{_CUT}, {{ kind = "decision:made" }}]

[[inject]]
number = 2
at_minutes = 12
title = "One in ten is gone"
from = "backup administrator"
by = "phone"
text = "They are deleting."
evaluator = "evaluator"
branch = "cut"
when = "no"
{_SCORES}
[[inject.expected]]
do = "Decide"
within_minutes = 5
any = [{{ kind = "decision:made" }}]

[[inject]]
number = 3
at_minutes = 12
title = "It held"
from = "head of IT"
by = "phone"
text = "Nothing was deleted."
evaluator = "evaluator"
branch = "cut"
{_SCORES}

[[inject]]
number = 4
at_minutes = 30
title = "The evening"
from = "head of IT"
by = "in person"
text = "It is evening."
evaluator = "evaluator"
branch = "said-why"
{_SCORES}

[[event]]
id = "deleted"
at_minutes = 10
kind = "backups-deleted"
of = "backups"
share_percent = 10
words = "One backup in ten is gone."
branch = "cut"
when = "no"

[[event]]
id = "evening"
at_minutes = 20
kind = "time-passes"
hours = 8
words = "It is evening."

[[branch]]
id = "cut"
asks = "Is {{backups}} shut off by T+10?"
by_minutes = 10
shut = ["backups"]

[[branch]]
id = "said-why"
asks = "Was it decided why not?"
by_minutes = 18
any = [{{ kind = "decision:made" }}]
under = "cut"
when = "no"
"""


class Ordered:
    """The truth of an estate in which each order works at once, and nobody attacks."""

    def __init__(self, deeds) -> None:
        self._deeds = deeds

    def held(self):
        return ()

    def shut(self):
        isolated = any(each.said.get("action") == ISOLATE and each.kind == "system:isolated" for each in self._deeds)
        return {BACKUPS} if isolated else set()


def cast() -> Cast:
    filled = (
        Filled("player", "northmere", "Northmere"),
        Filled("backups", BACKUPS, "Northmere backups", frozenset({BACKUPS, ISOLATE})),
    )
    return Cast(scenario_of_bytes(TEXT.encode(), "tapes.toml"), "northmere", 1, filled)


def begun(*, by_itself: bool = True) -> Course:
    return Course(cast(), BEGAN, by_itself=by_itself)


@dataclass
class Players:
    """Northmere's officers at a desk whose time is the story's."""

    room: Room = field(default_factory=Room.opened)

    def at(self, course: Course) -> None:
        self.room.watch.at = course.story_at(course.minute)

    def suspects(self, system: str = BACKUPS) -> None:
        belief = Belief(Suspicion.SUSPECTED, self.room.record.now(), "backup administrator")
        lead = officer("northmere")
        state_suspicion(self.room.record, self._estate, lead, Subject.SYSTEM, system, belief, handling=SHARED)

    def isolates(self, action: str = ISOLATE) -> None:
        give_order(
            self.room.record, self._estate, officer("northmere"), action, who="the night engineer", handling=SHARED
        )

    def decides(self) -> None:
        decision = Decision("Leave it on", "the payroll runs", Role.TACTICAL, self.room.record.now())
        lead = officer("northmere")
        make_decision(self.room.record, lead, decision, Someone(lead.id, lead.name), handling=SHARED)

    @property
    def deeds(self):
        return deeds_of(self.room.record)

    @property
    def _estate(self):
        return estate_in_use(self.room.sight("northmere"), self.room.shelf).estate
