"""Compile the planner's kernels by planning the return of two systems that do not exist.

Law: after this, no plan compiles anything in a process that shares the folder of kernels.
Not here: where compiled kernels are kept (the engine's compile.py).
"""

from __future__ import annotations

from battlebox.engine.allowance import Allowance
from battlebox.engine.restore.anneal import improve
from battlebox.engine.restore.chain import Search, try_rules
from battlebox.engine.restore.net import ProblemNet
from battlebox.engine.restore.problem import After, Operation, Problem, Resource, Stopped
from battlebox.estate import MICROHOURS


def warm() -> None:
    """Plan once. Cost: about half a minute where nothing is compiled."""
    day = 24 * MICROHOURS
    problem = Problem(
        (
            Operation("rebuild", day, (("engineers", 1),), system="one"),
            Operation("restore", day, (("engineers", 1),), (After("rebuild"),), system="two"),
        ),
        (Resource("engineers", 1),),
        services=(Stopped("help", (("restore",),), 1.0, day, 2 * day), Stopped("pay", (("rebuild",),), 1.0, day, day)),
    )
    search = Search(ProblemNet.of(problem), Allowance(0.0))
    try_rules(search)
    improve(search.net, [starts for starts, _ in search.rules.values()], Allowance(0.2), seed=0)
