"""A handful of what `make bench PART=faults` does by the thousand: see docs/faults.md. The seed is in each name."""

from __future__ import annotations

import re
from contextlib import ExitStack
from functools import cache

import pytest

import postgres
from faults import links, sticks
from faults.faults import EVERY, DeskKilled
from faults.plan import Plan
from faults.run import one_run
from faults.stage import ONE, SEVERAL, standing

pytestmark = pytest.mark.one_store
# Between them these meet each fault but the killed desk, which takes the longest.
SEEDS = {SEVERAL: (22, 24, 25, 7320), ONE: (7, 10)}


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    """A stage of each kind, made when it is first asked for."""
    with ExitStack() as upon:

        @cache
        def of(kind):
            if kind == SEVERAL and postgres.lacks():
                pytest.skip(postgres.lacks())
            return upon.enter_context(standing(kind, tmp_path_factory.mktemp(kind)))

        yield of


@pytest.mark.parametrize(("kind", "seed"), [(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds])
def test_nothing_is_lost_doubled_or_unexplained(stages, kind, seed):
    found = one_run(stages(kind), seed)
    assert found.wrong == [], f"{found}\n{found.text}"
    assert found.saved >= 3, found.text


def test_without_its_database_a_desk_says_so_and_what_was_sent_is_saved_once_it_is_back(stages):
    stage = stages(SEVERAL)
    browser = stage.desk.browser()
    form = browser.form(stage.desk.at("log/note/"), facts="mark while-gone", share="shared")
    stage.server.kill()
    status, text, headers = browser.ask(stage.desk.at("log/note/"), form)
    stage.server.begin()
    words = " ".join(re.sub("<[^>]+>", " ", text).split())
    assert (status, headers["Retry-After"]) == (503, "5")
    assert "The desk cannot ask its database" in words
    assert "press Send again" in words
    assert "mark while-gone" in text
    for _ in range(2):
        assert browser.sure(stage.desk.at("log/note/"), form)[0] == 302
    assert [line.words for line in stage.desk.lines()[0]].count("mark while-gone") == 1


def test_one_seed_is_one_plan_and_everything_that_is_begun_is_mended():
    kinds = set()
    for seed in range(300):
        for kind in (SEVERAL, ONE):
            plan = Plan.drawn(seed, kind)
            assert str(plan) == str(Plan.drawn(seed, kind))
            assert 2 <= len(plan.faults) <= 4, plan
            steps = [step for _, step in plan.steps()]
            begun = [step.__self__ for step in steps if step.__name__ == "begin"]
            assert sorted(map(str, begun)) == sorted(str(s.__self__) for s in steps if s.__name__ == "end")
            whole = [each for each in plan.faults if isinstance(each, DeskKilled)]
            assert not whole or steps[-1] == whole[0].end, "a desk is started before all else is mended"
            kinds |= {type(each) for each in plan.faults}
    assert kinds == set(EVERY)


def test_what_a_machine_cannot_do_is_left_out():
    for seed in range(100):
        able = Plan.drawn(seed, ONE, {"disk": "no root", "unsteady": "no compiler"}).faults
        assert {each.needs for each in able} <= {""}


@pytest.fixture(scope="module")
def laptops(tmp_path_factory):
    where = tmp_path_factory.mktemp("laptops")
    sticks.enrolled(where)
    return where


@pytest.mark.parametrize("seed", range(4))
def test_sticks_that_are_lost_and_found_old_lose_nothing(laptops, tmp_path, seed):
    run, wrong = sticks.one_run(laptops, tmp_path, seed)
    assert wrong == [], run.steps


def test_a_line_between_two_desks_that_is_down_for_a_day_loses_nothing(tmp_path):
    with links.standing(tmp_path) as link:
        run, wrong = links.one_run(link, 1, ("give", "cut", "give", "day"))
    assert wrong == [], run.history.asked
    assert link.line.cut or link.days, "nothing was done to it"
