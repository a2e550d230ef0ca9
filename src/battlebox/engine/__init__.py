"""What follows: what stops when, where an attacker may get to, what to cut and what cutting costs.

Law: arrays in, answers out; every answer is a pure function of (estate, question, seed) and can say why.
Not here: words for people (desk), files and screens.
"""

from battlebox.engine.answers import (
    Advice,
    Harm,
    Impact,
    Option,
    PartnerAdvice,
    Parts,
    Reach,
    Rerun,
    Saving,
    ServiceClock,
    Stop,
)
from battlebox.engine.arrays import EstateArrays, harm_an_hour
from battlebox.engine.closing import Closed, closed_by
from battlebox.engine.compile import kernel_folder
from battlebox.engine.contain import LINKS, SUSPECTS, contain
from battlebox.engine.errors import Code as EngineCode
from battlebox.engine.errors import EngineError
from battlebox.engine.explain import explain, plan_breaks
from battlebox.engine.explained import (
    CHECKING,
    FALSE_ALARM,
    OWN_HARM,
    SPREAD,
    SUSPECT,
    BreakEven,
    Checked,
    Explained,
    OwnStop,
    Route,
    ServiceHours,
    Spared,
    Worth,
)
from battlebox.engine.impact import impact
from battlebox.engine.one_world import Crossing, OneWorld, one_world
from battlebox.engine.partners import contain_for
from battlebox.engine.pivots import PRICE, Pivot, pivots
from battlebox.engine.postponed import Postponed, postponed
from battlebox.engine.questions import EVERYTHING, Done, Down, Hit, Question
from battlebox.engine.redraws import FIRM, Redrawn, redrawn
from battlebox.engine.rerun import rerun
from battlebox.engine.score import score, spread
from battlebox.engine.search import QUICK, Effort
from battlebox.engine.staged import REVERSAL, Because, Restaged, Step, Verdict, restaged
from battlebox.engine.warm import warm

__all__ = [
    "CHECKING",
    "EVERYTHING",
    "FALSE_ALARM",
    "FIRM",
    "LINKS",
    "OWN_HARM",
    "PRICE",
    "QUICK",
    "REVERSAL",
    "SPREAD",
    "SUSPECT",
    "SUSPECTS",
    "Advice",
    "Because",
    "BreakEven",
    "Checked",
    "Closed",
    "Crossing",
    "Done",
    "Down",
    "Effort",
    "EngineCode",
    "EngineError",
    "EstateArrays",
    "Explained",
    "Harm",
    "Hit",
    "Impact",
    "OneWorld",
    "Option",
    "OwnStop",
    "PartnerAdvice",
    "Parts",
    "Pivot",
    "Postponed",
    "Question",
    "Reach",
    "Redrawn",
    "Rerun",
    "Restaged",
    "Route",
    "Saving",
    "ServiceClock",
    "ServiceHours",
    "Spared",
    "Step",
    "Stop",
    "Verdict",
    "Worth",
    "closed_by",
    "contain",
    "contain_for",
    "explain",
    "harm_an_hour",
    "impact",
    "kernel_folder",
    "one_world",
    "pivots",
    "plan_breaks",
    "postponed",
    "redrawn",
    "rerun",
    "restaged",
    "score",
    "spread",
    "warm",
]
