"""The decoder beside its plain twin, and every plan before the checker, which shares no code with either."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from battlebox.engine.restore import faults_of, harm_of_plan
from battlebox.engine.restore.curve import harm_at, pieces_of
from battlebox.engine.restore.decode import NO_PLAN, decode, harm_of
from battlebox.engine.restore.decode_slow import decode_slow
from battlebox.engine.restore.justify import justify
from battlebox.engine.restore.net import ProblemNet
from engine.restore.problems import HOUR, tiny

TRIES = 30


@pytest.mark.parametrize("is_close", [False, True], ids=["free", "close limits"])
def test_the_decoder_gives_what_its_twin_gives_and_the_checker_passes_it(is_close):
    placed = 0
    for seed in range(300):
        rng = Random(seed)
        problem = tiny(rng, is_close=is_close, is_begun=seed % 3 == 0)
        net = ProblemNet.of(problem)
        keys = np.array([rng.randint(0, 9) for _ in net.names], dtype=np.int64)
        starts = np.zeros(len(net.names), dtype=np.int64)
        harm = decode(net.net, net.desk(), keys, starts, TRIES)
        slow = decode_slow(net.net, keys.tolist(), TRIES)
        assert (harm == NO_PLAN) == (slow is None), seed
        if slow is not None:
            placed += 1
            assert starts.tolist() == slow, seed
            named = dict(zip(net.names, slow, strict=True))
            assert faults_of(problem, named) == [], seed
            assert harm / 1e6 == pytest.approx(harm_of_plan(problem, named), abs=1e-4), seed
    assert placed > 150


def test_pushing_late_brings_no_service_back_later_and_breaks_nothing():
    pushed = 0
    for seed in range(300):
        rng = Random(seed)
        problem = tiny(rng, is_close=seed % 2 == 0)
        net = ProblemNet.of(problem)
        desk = net.desk()
        keys = np.array([rng.randint(0, 9) for _ in net.names], dtype=np.int64)
        starts = np.zeros(len(net.names), dtype=np.int64)
        harm = decode(net.net, desk, keys, starts, TRIES)
        if harm == NO_PLAN:
            continue
        late = starts.copy()
        justify(net.net, desk, late)
        pushed += int((late > starts).any())
        assert (late >= starts).all()
        assert harm_of(net.net, late) <= harm
        assert faults_of(problem, dict(zip(net.names, late.tolist(), strict=True))) == [], seed
    assert pushed > 100


def test_the_curve_of_a_service_is_what_the_checker_adds_up():
    for seed in range(200):
        rng = Random(seed)
        problem = tiny(rng)
        for service in problem.services:
            back = rng.randint(0, 40) * HOUR
            curve = harm_at(pieces_of(service, problem.weights), back) / 1e6
            alone = {row.id: back - row.microhours for row in problem.operations}
            one = type(problem)(problem.operations, services=(service,), weights=problem.weights)
            assert curve == pytest.approx(harm_of_plan(one, alone), abs=1e-4)
