"""Who covers what, by shift: rosters that break nobody, and leave a post empty rather than break a rule.

Law: plain values in, plain values out; every answer keeps every hard rule, by a reading that shares nothing with the
planner, and says how good it knows itself to be.
Not here: the estate's tables, the record, words on pages.
"""

from battlebox.engine.roster.answer import Empty, Load, Owed, Roster, Scarce, Tired, Why
from battlebox.engine.roster.breaches import Breach, breaches
from battlebox.engine.roster.grid import Demand, Grid, Pattern, Row
from battlebox.engine.roster.hours import Duty, Shift
from battlebox.engine.roster.making import fallen_sick, roster
from battlebox.engine.roster.problem import (
    Check,
    Exemption,
    Level,
    Limits,
    Person,
    Post,
    Problem,
    Rule,
    Seat,
    Spell,
)
from battlebox.engine.roster.search import News
from battlebox.engine.roster.solving import solve
from battlebox.engine.roster.today import Here, HomeTime, Place, Wanted, home_times, three_shifts

__all__ = [
    "Breach",
    "Check",
    "Demand",
    "Duty",
    "Empty",
    "Exemption",
    "Grid",
    "Here",
    "HomeTime",
    "Level",
    "Limits",
    "Load",
    "News",
    "Owed",
    "Pattern",
    "Person",
    "Place",
    "Post",
    "Problem",
    "Roster",
    "Row",
    "Rule",
    "Scarce",
    "Seat",
    "Shift",
    "Spell",
    "Tired",
    "Wanted",
    "Why",
    "breaches",
    "fallen_sick",
    "home_times",
    "roster",
    "solve",
    "three_shifts",
]
