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
from battlebox.engine.restore.warm import warm

__all__ = [
    "After",
    "Gate",
    "Operation",
    "Plan",
    "Problem",
    "Resource",
    "Stopped",
    "Within",
    "faults_of",
    "harm_of_plan",
    "plan",
    "until_all_back",
    "warm",
]
