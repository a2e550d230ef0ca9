"""The best of all orders, by trying each: what a plan of a small problem is held against.

Law: with no close limits, some order of which each operation is placed at its soonest is the best plan.
Not here: problems (problems.py).
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from battlebox.engine.restore import Problem
from battlebox.engine.restore.decode import decode
from battlebox.engine.restore.net import ProblemNet


def best_of_all_orders(problem: Problem) -> float:
    """The least harm over every order of the operations, each placed at its soonest."""
    net = ProblemNet.of(problem)
    desk, starts = net.desk(), np.zeros(len(net.names), dtype=np.int64)
    orders = permutations(range(len(net.names)))
    return min(decode(net.net, desk, np.array(keys, dtype=np.int64), starts, 1) for keys in orders) / 1e6
