"""In what order systems come back, so that it costs people least: plans, and how near the best they are.

Law: arrays and plain problem values in, answers out; every plan is checked by what did not make it.
Not here: estates, the record, pages, words for people.
"""

from battlebox.engine.restore.chain import Plan, plan
from battlebox.engine.restore.check import faults_of, harm_of_plan
from battlebox.engine.restore.problem import (
    After,
    Gate,
    Operation,
    Problem,
    Resource,
    Stopped,
    Within,
    until_all_back,
)
from battlebox.engine.restore.refusals import OPERATIONS_MOST, refuse_size
from battlebox.engine.restore.replan import Way, Ways, replan, slipped
from battlebox.engine.restore.warm import warm
from battlebox.engine.restore.whatif import Changed, as_placed, held, helped, waived, what_if
from battlebox.engine.restore.why import Place, Wait, why

__all__ = [
    "OPERATIONS_MOST",
    "After",
    "Changed",
    "Gate",
    "Operation",
    "Place",
    "Plan",
    "Problem",
    "Resource",
    "Stopped",
    "Wait",
    "Way",
    "Ways",
    "Within",
    "as_placed",
    "faults_of",
    "harm_of_plan",
    "held",
    "helped",
    "plan",
    "refuse_size",
    "replan",
    "slipped",
    "until_all_back",
    "waived",
    "warm",
    "what_if",
    "why",
]
