"""The whole chain: the best of all orders where all can be tried, the time kept, and what a missing solver changes."""

from __future__ import annotations

import time
from random import Random

import pytest

from battlebox.engine import EngineCode, EngineError
from battlebox.engine.restore import (
    After,
    Operation,
    Problem,
    Resource,
    Stopped,
    Within,
    faults_of,
    harm_of_plan,
    plan,
)
from engine.restore.orders import best_of_all_orders
from engine.restore.problems import HOUR, tiny


def test_the_plan_is_the_best_of_all_orders_and_says_that_it_is():
    for seed in range(8):
        problem = tiny(Random(seed), most=6)
        if len(problem.operations) + len(problem.gates) > 7:
            continue
        found = plan(problem, seconds=60, seed=seed)
        assert found.harm == pytest.approx(best_of_all_orders(problem), abs=1e-3), seed
        assert found.is_proved, seed
        assert found.bound <= found.harm + 1e-9
        assert found.gap <= 1e-5


def test_without_time_the_best_rule_answers():
    for seed in range(60):
        problem = tiny(Random(seed))
        found = plan(problem, seconds=0)
        assert found.stage == "rule"
        assert len(found.rules) >= 4
        assert found.harm == min(found.rules.values()) == found.rule_harm
        assert faults_of(problem, found.starts) == []


def test_the_answer_is_never_worse_than_the_best_rule():
    for seed in range(100, 110):
        problem = tiny(Random(seed), most=20)
        found = plan(problem, seconds=0.3, seed=seed)
        assert found.harm <= found.rule_harm
        assert found.bound <= found.harm == pytest.approx(harm_of_plan(problem, found.starts))


def hard() -> Problem:
    """Enough that no plan of it is proved in a moment."""
    rng = Random(3)
    operations = tuple(
        Operation(f"o{n}", rng.randint(1, 9) * HOUR, (("crew", rng.randint(1, 3)),), system=f"s{n // 2}")
        for n in range(60)
    )
    services = tuple(
        Stopped(
            f"v{n}", ((f"o{rng.randrange(60)}",), (f"o{rng.randrange(60)}",)), rng.random() * 9, 9 * HOUR, 30 * HOUR
        )
        for n in range(25)
    )
    return Problem(operations, (Resource("crew", 4),), services=services)


def test_the_seconds_are_kept():
    began = time.monotonic()
    plan(hard(), seconds=1.5)
    assert (
        time.monotonic() - began < 15
    )  # A busy machine is slow to start a program, but never waits for it to be done.


def test_without_a_solver_annealing_answers_and_says_so(monkeypatch):
    monkeypatch.setattr("battlebox.engine.solver.SOLVER", "no_such_solver")
    found = plan(hard(), seconds=3)
    assert found.solver == "absent"
    assert found.stage == "annealing"
    assert found.harm < found.rule_harm


def test_a_solver_that_cannot_start_or_says_nonsense_changes_nothing(monkeypatch, tmp_path):
    for text in ("raise SystemExit(3)", "print('no JSON')", "print('[1]')"):
        program = tmp_path / "broken.py"
        program.write_text(text)
        monkeypatch.setattr("battlebox.engine.restore.chain.CPSAT", program)
        found = plan(hard(), seconds=4)
        assert found.solver == "failed", text
        assert found.harm <= found.rule_harm


def test_a_solver_that_is_killed_or_hangs_leaves_the_best_so_far(monkeypatch, tmp_path):
    program = tmp_path / "hanging.py"
    program.write_text("import os, signal, sys\nsys.stdin.readline()\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr("battlebox.engine.restore.chain.CPSAT", program)
    assert plan(hard(), seconds=6).solver == "failed"
    program.write_text("import time\ntime.sleep(600)\n")
    began = time.monotonic()
    assert plan(hard(), seconds=2).solver == "ended when its time was up"
    assert time.monotonic() - began < 60


def test_where_the_solver_is_gone_the_rest_of_the_time_goes_to_annealing(monkeypatch, tmp_path):
    program = tmp_path / "gone.py"
    program.write_text("raise SystemExit(3)")
    # Otherwise the first annealing may find on a quick machine what the second is for.
    monkeypatch.setattr("battlebox.engine.restore.chain.anneal_from_rules", lambda *_: None)
    for seed in (11, 27):
        problem = tiny(Random(seed), most=9)
        with monkeypatch.context() as broken:
            broken.setattr("battlebox.engine.restore.chain.CPSAT", program)
            found = plan(problem, seconds=3, seed=seed)
        best = plan(problem, seconds=60)
        assert best.is_proved
        assert found.solver == "failed"
        assert found.stage == "annealing", seed
        assert found.harm == pytest.approx(best.harm, abs=1e-3), seed


def test_a_plan_of_the_solver_that_breaks_the_problem_is_refused(monkeypatch, tmp_path):
    program = tmp_path / "liar.py"
    program.write_text(
        "import json, sys\njob = json.loads(sys.stdin.readline())\n"
        "print(json.dumps({'starts': [0 for _ in job['duration']]}))\nprint(json.dumps({'status': 'FEASIBLE'}))\n"
    )
    monkeypatch.setattr("battlebox.engine.restore.chain.CPSAT", program)
    found = plan(hard(), seconds=6)
    assert found.solver == "found what the checker refused"
    assert faults_of(hard(), found.starts) == []


def test_limits_that_no_order_keeps_are_proved_so():
    mail = Operation("mail", 4 * HOUR, (("crew", 1),))
    pay = Operation("pay", 4 * HOUR, (("crew", 1),), (After("mail"),), (Within("mail", 2 * HOUR, is_from_start=True),))
    with pytest.raises(EngineError) as caught:
        plan(Problem((mail, pay), (Resource("crew", 1),)), seconds=60)
    assert caught.value.code == EngineCode.PLAN_NONE
    with pytest.raises(EngineError) as caught:
        plan(Problem((mail, pay), (Resource("crew", 1),)), seconds=0)
    assert caught.value.code == EngineCode.PLAN_NOT_FOUND


def test_nothing_to_bring_back_is_a_plan():
    found = plan(Problem(()), seconds=1)
    assert found.starts == {}
    assert found.harm == 0
    assert found.is_proved


def test_the_same_question_without_time_has_the_same_answer():
    assert plan(hard(), seconds=0).starts == plan(hard(), seconds=0).starts
