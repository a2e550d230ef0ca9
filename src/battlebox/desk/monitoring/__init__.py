"""What a machine that watches systems says of them: recorded as its own word, and never as a person's judgement.

Law: a machine says what it suspects and what it saw, of the things of its own body alone, to that body alone; where a
person's word stands it may raise the alarm beside it, and takes nothing back.
Not here: keys and addresses (web/machines), confirming what it said (an officer does, as with anything suspected).
"""

from battlebox.desk.monitoring.asked import Asked, Told
from battlebox.desk.monitoring.own import OwnThing, own_things
from battlebox.desk.monitoring.saying import machine, say_fact, say_outage, say_suspicion
from battlebox.desk.monitoring.standing import Standing, standing_at

__all__ = [
    "Asked",
    "OwnThing",
    "Standing",
    "Told",
    "machine",
    "own_things",
    "say_fact",
    "say_outage",
    "say_suspicion",
    "standing_at",
]
