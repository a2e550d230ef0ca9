"""A scenario whose attacker moves on the small estate, with an event of every kind that the world knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from battlebox.drill.play import Course, Deed, stepped
from battlebox.drill.scenario import cast, scenario_of_bytes
from battlebox.drill.truth import microhours
from battlebox.estate import estate_of
from desk.room import shipped

BEGAN = datetime(2026, 11, 24, 9, 10, tzinfo=UTC)
ESTATE = estate_of(shipped("northmere"))
HUB, CARE, BACKUPS = "northmere.servers", "northmere.care", "northmere.backups"
ISOLATE_HUB = "northmere.isolate-servers"
_SCORES = '\n[inject.scores]\nfull = "in time"\nhalf = "late"\nnone = "not at all"\n'

TEXT = f"""
format = "battlebox-scenario/1"
id = "spreading"
title = "It moves"
summary = "Somebody has the servers, and goes on from there."
minutes = 240
weekday = "tuesday"
starts = "09:10"
opening = "It is a Tuesday morning at {{player}}."
debrief = ["What would you do earlier?"]

[attack]
real = true
words = "Somebody has {{hub}} since this morning."
at = ["hub"]
spreads = true

[[objective]]
id = "stop"
words = "Stop it before it is everywhere"

[[part]]
id = "hub"
kind = "system"
pick = "most-stand-on"
words = "the system that most stand on"

[[part]]
id = "care"
kind = "system"
pick = "like"
like = ["care"]
words = "the care records"
stand_in = "the care records"

[[part]]
id = "vault"
kind = "system"
pick = "like"
like = ["no such thing"]
words = "a vault"
stand_in = "a vault"

[[inject]]
number = 1
at_minutes = 0
title = "Something is on the servers"
from = "head of IT"
by = "phone"
text = "Somebody is on {{hub}}."
objectives = ["stop"]
evaluator = "evaluator"
tells = ["hub", "vault"]
{_SCORES}

[[inject]]
number = 2
at_minutes = 235
title = "They have the care records"
from = "head of IT"
by = "phone"
text = "They are in {{care}}."
evaluator = "evaluator"
tells = ["care"]
branch = "they-have-care"
{_SCORES}

[[inject]]
number = 3
at_minutes = 235
title = "It held"
from = "head of IT"
by = "phone"
text = "Nobody is in {{care}}."
evaluator = "evaluator"
branch = "they-have-care"
when = "no"
{_SCORES}

[[branch]]
id = "they-have-care"
asks = "Do they have {{care}} by T+230?"
by_minutes = 230
taken = "care"
"""

EVENTS = """
[[part]]
id = "partner"
kind = "body"
pick = "shares-with"
words = "a neighbour"

[[part]]
id = "link"
kind = "path"
pick = "between"
at = "partner"
words = "the link"

[[part]]
id = "lines"
kind = "channel"
pick = "reaches-public"
words = "the lines"

[[part]]
id = "vital"
kind = "service"
pick = "soonest-harm"
words = "the vital service"

[[event]]
id = "in-care"
at_minutes = 1
kind = "system-taken"
of = "care"
words = "They have {care}."

[[event]]
id = "in-vault"
at_minutes = 1
kind = "system-taken"
of = "vault"
words = "They have {vault}."

[[event]]
id = "signs"
at_minutes = 2
kind = "system-found"
of = "care"
words = "It shows."

[[event]]
id = "hub-out"
at_minutes = 3
kind = "system-fails"
of = "hub"
words = "It is out."

[[event]]
id = "dead"
at_minutes = 4
kind = "link-dies"
of = "link"
words = "It is dead."

[[event]]
id = "silent"
at_minutes = 5
kind = "channel-dies"
of = "lines"
words = "They are dead."

[[event]]
id = "no-staff"
at_minutes = 6
kind = "service-stops"
of = "vital"
words = "Everybody is ill."

[[event]]
id = "shut"
at_minutes = 7
kind = "partner-shuts"
of = "partner"
words = "They cut us off."

[[event]]
id = "leap"
at_minutes = 8
kind = "time-passes"
hours = 5
words = "It is afternoon."

[[event]]
id = "hub-back"
at_minutes = 9
kind = "comes-back"
of = "hub"
words = "It is back."

[[event]]
id = "link-back"
at_minutes = 10
kind = "comes-back"
of = "link"
words = "It is back."
"""


def begun(text: str = TEXT, player: str = "northmere") -> Course:
    return Course(cast(scenario_of_bytes(text.encode(), "spreading.toml"), ESTATE, player=player, seed=1), BEGAN)


def at_minute(course: Course, minute: int) -> Course:
    for each in range(minute + 1):
        course = stepped(course, each, ())
    return course


def deed(kind: str, minute: float, body: str = "northmere", things: tuple[str, ...] = (), **said: object) -> Deed:
    at = BEGAN + timedelta(minutes=minute)
    return Deed(f"e{minute}", f"A-{minute:g}", at, kind, body, said, f"o-{body}", things)


def minutes(count: float) -> int:
    """Minutes of the story as the world counts them."""
    return microhours(begun(), BEGAN + timedelta(minutes=count))
