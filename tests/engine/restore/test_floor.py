"""The bound by stretches of time: never above what the best order costs, whatever prices it is worked out from."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from councils import council

from battlebox.engine.restore.decode import decode
from battlebox.engine.restore.floor import Floor
from battlebox.engine.restore.job import Job
from battlebox.engine.restore.net import ProblemNet
from battlebox.engine.restore.rules import RULES
from engine.restore.orders import best_of_all_orders
from engine.restore.problems import tiny


def floor_of(net: ProblemNet, stretches: int) -> tuple[Floor, Job]:
    starts = np.zeros(len(net.names), dtype=np.int64)
    decode(net.net, net.desk(), RULES["bundles"](net), starts, 1)
    last = max(1, int((starts + net.net.duration).max()))
    job = Job.of(net, None, 2 * last)
    return Floor({**job.content, "last": -(-last // job.grain)}, stretches), job


@pytest.mark.parametrize("stretches", [3, 16])
def test_no_order_of_a_small_problem_gets_below_the_bound(stretches):
    tight = 0
    for seed in range(60):
        problem = tiny(Random(seed), most=5, is_begun=seed % 3 == 0)
        net = ProblemNet.of(problem)
        if len(net.names) > 6:
            continue
        floor, job = floor_of(net, stretches)
        least = job.harm_least(floor.bound(10)) / 1e6
        best = best_of_all_orders(problem)
        assert least <= best + 1e-6, seed
        tight += least > 0.9 * best
    assert tight > 5


def test_any_prices_give_a_bound():
    problem = tiny(Random(2), most=5)
    net = ProblemNet.of(problem)
    floor, job = floor_of(net, 8)
    best = best_of_all_orders(problem)
    for seed in range(50):
        prices = np.random.default_rng(seed).exponential(seed, len(floor.program.most))
        assert job.harm_least(floor.const - floor.program.worth_most(prices)) / 1e6 <= best + 1e-6


def test_finer_stretches_bound_a_council_higher():
    net = ProblemNet.of(council(40, 1))
    bounds = [floor.bound(30) for floor, _ in (floor_of(net, stretches) for stretches in (8, 32))]
    assert bounds[0] < bounds[1]
